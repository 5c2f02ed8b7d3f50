"""How much of a Markdown text is too much: what would keep a build busy, found by counting.

Knows where Python-Markdown takes more than a moment for each character: openings that nothing
closes, nesting, lines that it goes through again and again. Every count here is one pass over
the text. Must not know what a text says.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

MAX_CHARACTERS: Final = 100_000
# One step is about a third of a microsecond of Python-Markdown's time.
MAX_STEPS: Final = 1_000_000
MAX_DEPTH: Final = 24

_BLANK = re.compile(r"\n[ \t]*\n")
_PREFIX = re.compile(r"^(?:[ \t]*(?:[>*+-]|[0-9]{1,9}\.))+", re.MULTILINE)
_MARKER = re.compile(r"[>*+-]|[0-9]+\.")
_RULE_LINE = re.compile(r"[ \t*_=-]*")
_EMPHASIS = re.compile(r"[*_]{25,}")
_HEADING = re.compile(r"^(?:#|[=-]+[ ]*$)", re.MULTILINE)
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]\n]*\]:", re.MULTILINE)
_FENCE = re.compile(r"^(?:`{3}|~{3})", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^([^\]\n]*)\]")
_CONTENTS = re.compile(r"\[TOC\]")
_DIVIDER = re.compile(r"[ \t|:-]*-[ \t|:-]*")
_ITEM = re.compile(r"[ \t]*(?:[*+-]|[0-9]{1,9}\.)[ \t]")
_SIGN = re.compile(r"[\[\]()<>]")


def is_too_deep(text: str) -> bool:
    """Whether quotes, lists or emphasis are nested deeper than any reader could follow."""
    for prefix in _PREFIX.finditer(text):
        end = text.find("\n", prefix.end())
        line = text[prefix.start() : end if end >= 0 else len(text)]
        # A line of stars or dashes alone is a rule across the page, not a list.
        if _depth(prefix[0]) > MAX_DEPTH and not _RULE_LINE.fullmatch(line):
            return True
    for run in _EMPHASIS.finditer(text):
        start, end = text.rfind("\n", 0, run.start()) + 1, text.find("\n", run.end())
        if not _RULE_LINE.fullmatch(text, start, end if end >= 0 else len(text)):
            return True
    return False


def _depth(prefix: str) -> int:
    """How deep the marks at the beginning of a line lead: by themselves, or by their indent."""
    indent = len(prefix.expandtabs(4)) - len(prefix.lstrip())
    return max(len(_MARKER.findall(prefix)), indent // 4)


def count_steps(text: str) -> int:
    """How much work a text is; more than MAX_STEPS takes over half a second."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    steps = 60 * text.count("\n") + 40 * text.count("<") + 12 * sum(map(text.count, "*_["))
    steps += _steps_of_whole(text) + sum(map(_steps_of_block, _BLANK.split(text)))
    # What may hold a tag is rendered in three surroundings.
    return steps * 3 if "<" in text else steps


def _steps_of_whole(text: str) -> int:
    """What runs over the rest of the document: tags, fences, footnotes, tables of contents."""
    footnotes = Counter(match[1] for match in _FOOTNOTE.finditer(text))
    contents, headings = len(_CONTENTS.findall(text)), len(_HEADING.findall(text))
    return (
        _open_tags(text)
        + 60 * text.count("\\")
        + len(_FENCE.findall(text)) * len(text) // 32
        + sum(2 * count * count for count in footnotes.values())
        + 64 * contents * (headings + contents // 8)
    )


def _open_tags(text: str) -> int:
    """For each `<` the way to its `>`, or to the end of the text."""
    steps, closing = 0, -1
    for match in re.finditer("<", text):
        if closing < match.start():
            found = text.find(">", match.start())
            closing = found if found >= 0 else len(text)
        weight = 8 if text.startswith("<![", match.start()) else 1
        steps += weight * (closing - match.start()) // 4
    return steps


def _steps_of_block(block: str) -> int:
    """What runs over the rest of a paragraph, list or table."""
    lines = block.split("\n")
    repeated = len(_HEADING.findall(block)) + len(_REFERENCE.findall(block))
    steps = repeated * len(block) // 8
    if len(lines) > 1 and _DIVIDER.fullmatch(lines[1]) and "|" in block:
        return steps + _cells(lines) + sum(_inline(cell) for cell in _rows(lines))
    return steps + sum(_inline(part) for part in _parts(block, lines))


def _cells(lines: list[str]) -> int:
    """A table's cells: every row is filled up to the width of the head."""
    return 20 * len(lines) * (lines[0].count("|") + 1)


def _rows(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield from line.split("|") if "`" not in line else [line]


def _parts(block: str, lines: list[str]) -> Iterator[str]:
    """The items of a list; anything else is one part."""
    if not _ITEM.match(block):
        yield block
        return
    start = 0
    for number in range(1, len(lines)):
        if _ITEM.match(lines[number]):
            yield "\n".join(lines[start:number])
            start = number
    yield "\n".join(lines[start:])


def _inline(text: str) -> int:
    """For each bracket the way to the one that closes it, or to the end of the part."""
    steps = text.count("`") * len(text) // 64 + text.count("{") * len(text) // 32
    brackets: list[int] = []
    parentheses: list[int] = []
    for match in _SIGN.finditer(text):
        sign, at = match[0], match.start()
        if sign == "[":
            brackets.append(at)
        elif sign == "]" and brackets:
            steps += at - brackets.pop()
        elif sign == "(" and (parentheses or text[at - 1 : at] == "]"):
            parentheses.append(at)
        elif sign == ")" and parentheses:
            steps += at - parentheses.pop()
    return steps + sum(len(text) - at for at in (*brackets, *parentheses))
