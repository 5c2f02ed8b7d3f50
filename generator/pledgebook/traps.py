"""YAML that a person reads otherwise than a program does, told in plain words.

Knows the traps of the syntax and libyaml's complaints. Must not know record types.
"""

import re
from collections.abc import Iterator

from pledgebook.diagnostics import Diagnostic, message
from pledgebook.entries import place_of
from pledgebook.located import Mapping, Node, Problem, Text
from pledgebook.source import SourceFile

_COMMENT_AFTER_TEXT = re.compile(r"(?<=\S)[ \t]+#(?=\w)")


def comma_trap(source: SourceFile, parent: Mapping, name: str, path: str) -> Diagnostic | None:
    """A comma inside `{ }` ended a value: what follows it was read as an empty field."""
    if name not in parent.empty:
        return None
    key = parent.key(name)
    before = source.text[: key.start].rstrip(" \t")
    if not before.endswith(",") or source.text[parent.start : parent.start + 1] != "{":
        return None
    comma = len(before) - 1
    start = max(before.rfind(mark, parent.start, comma) for mark in "{,") + 1
    value = before[start:comma].partition(":")[2].strip()
    whole = f"{value}{source.text[comma : key.end]}"
    kind = "number" if re.fullmatch(r"-?[0-9]+", value) and name.isdigit() else "text"
    return Diagnostic(
        place_of(source, key),
        "ambiguous-value",
        message("ambiguous-value.comma", value=whole),
        message(f"ambiguous-value.comma-{kind}.hint", value=whole, fixed=whole.replace(",", ".")),
        field=path,
    )


def value_traps(source: SourceFile, root: Node | None) -> Iterator[Diagnostic]:
    """Unquoted texts that lose their end to a `#` right before a letter or digit."""
    hits = {match.start(): match for match in _COMMENT_AFTER_TEXT.finditer(source.text)}
    if not hits or root is None:
        return
    for node in _plain_texts(root):
        if match := hits.get(node.end):
            lost = source.line(source.line_of(node.end))[source.place(node.end).column - 1 :].strip()
            whole = f"{node} {lost}"
            yield Diagnostic(
                source.place(match.end() - 1, match.end()),
                "ambiguous-value",
                message("ambiguous-value.comment", value=str(node), lost=lost),
                message("ambiguous-value.comment.hint", value=whole),
            )


def _plain_texts(node: Node) -> Iterator[Text]:
    if isinstance(node, Text):
        if node.plain:
            yield node
        return
    for child in node.values() if isinstance(node, Mapping) else node:
        yield from _plain_texts(child)


def explain_syntax(source: SourceFile, problem: Problem) -> Diagnostic:
    """What libyaml stumbled over, in plain words and where a person would look."""
    place = source.place(problem.start, problem.end)
    if problem.key == "yaml-feature.alias":
        text = message("ambiguous-value.star", value=f"*{dict(problem.params)['name']}")
        return Diagnostic(place, "ambiguous-value", text, message("ambiguous-value.star.hint"))
    return Diagnostic(place, "syntax", message("syntax"), message("syntax.hint"))
