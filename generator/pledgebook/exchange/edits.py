"""Changes of single places in a text that leave all else as it is: comments, order, blank lines.

Knows nodes with their offsets, and how YAML may be written. Must not know record types.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pledgebook.exchange.places import ExchangeError
from pledgebook.located import Mapping, Node, Sequence, Text
from pledgebook.source import SourceFile

_FORMER = "former_ids"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters of a file, by offset, and what takes their place."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made once; edits must not overlap."""
    for edit in sorted(set(edits), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def replace_scalar(source: SourceFile, node: Text, new: str) -> Edit:
    """Another text in the place of a scalar, in the same quotes."""
    raw = source.text[node.start : node.end]
    for quote in ("", "'", '"'):
        if raw == f"{quote}{node}{quote}":
            return Edit(node.start, node.end, f"{quote}{new}{quote}")
    place = source.place(node.start)
    raise ExchangeError(f"{place.path}:{place.line} spells {str(node)!r} in another way; change it")


def add_former_id(source: SourceFile, record: Mapping, old: str, new: str) -> Edit:
    """Keeps `old` under the record's `former_ids`, where `new` stands no longer."""
    text = source.text
    listed = record.find(_FORMER)
    if isinstance(listed, Sequence):
        return _add_item(source, listed, old, new)
    if _FORMER in record.empty:
        colon = text.index(":", record.key(_FORMER).end) + 1
        return Edit(colon, colon, f" [{old}]")
    if text[record.start] == "{":
        last = max(_end(text, value) for value in record.values())
        return Edit(last, last, f", {_FORMER}: [{old}]")
    first = min(key.start for key in (*record, *record.empty))
    return _line_after(source, _end(text, record), f"{_indent(source, first)}{_FORMER}: [{old}]")


def _add_item(source: SourceFile, listed: Sequence, old: str, new: str) -> Edit:
    for item in listed:
        if item == new:
            return replace_scalar(source, item, old)
    if source.text[listed.start] == "[":
        last = listed[-1].end if listed else listed.start + 1
        return Edit(last, last, f", {old}" if listed else old)
    dash = f"{_indent(source, listed.start)}- {old}"
    return _line_after(source, _end(source.text, listed), dash)


def _indent(source: SourceFile, offset: int) -> str:
    return " " * (source.place(offset).column - 1)


def _line_after(source: SourceFile, offset: int, line: str) -> Edit:
    """A line below the one at an offset."""
    number = source.line_of(offset)
    end = source.line_starts[number - 1] + len(source.line(number))
    return Edit(end, end, ("\r\n" if "\r\n" in source.text else "\n") + line)


def _end(text: str, node: Node) -> int:
    """Where what is written of a node ends; a block goes as far as the last thing in it."""
    if isinstance(node, Text) or text[node.start] in "{[":
        return len(text[: node.end].rstrip())
    if isinstance(node, Sequence):
        return _end(text, node[-1])
    return max(*(_end(text, value) for value in node.values()), *(k.end for k in node.empty), 0)
