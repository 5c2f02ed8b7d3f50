"""Values that a person reads otherwise than a program does, told in plain words.

Knows what a comma, a `#`, a missing space and a dash do to a text without quotes. Must not
know record types.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pledgebook.diagnostics import Diagnostic, diagnose
from pledgebook.located import Mapping, Node, Problem, Text
from pledgebook.repair import in_brackets, in_quotes, name_before, quoted, replaced
from pledgebook.shapes import all_fields, text_fields
from pledgebook.slips import Slip, find_dash_slip, find_slip
from pledgebook.source import SourceFile
from pledgebook.suggest import suggest

_COMMENT = re.compile(r"[ \t]#(?=\w)")
_SWALLOWED = re.compile(r"^[ \t]+(?:- +)?(?P<name>[a-z_]+):(?=[^\s/])", re.MULTILINE)
_DIGITS = re.compile(r"-?[0-9]+(,[0-9]+)+")
_EXACT = re.compile(r"-?[0-9][0-9?./-]*|true|false")
_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BEFORE_COMMENT = re.compile(r"[ \t]*(?=#\w)")
_MARGIN = re.compile(r"[ ]*(?:- +)*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_COLON = re.compile(r"\s*:")


def text_traps(source: SourceFile, root: Node) -> Iterator[tuple[int, Diagnostic]]:
    """Texts that lose their end to a `#`, or have swallowed the field below them.

    With the offset of the text, or of the name whose value is lost as a whole.
    """
    comments = {_back_over_blanks(source.text, m.start()): m.end() - 1 for m in _hashes(source)}
    found = _SWALLOWED.finditer(source.text)
    lines = [match.start() for match in found if match["name"] in all_fields()]
    if not comments and not lines:
        return
    for node in _plain_texts(root):
        if (at := comments.get(node.end)) is not None:
            yield node.start, _comment_trap(source, node, node.start, at)
        inside = bisect_right(lines, node.start)
        if inside < len(lines) and lines[inside] < node.end:
            yield from _swallowed(source, node, lines[inside])
    for mapping in _mappings(root):
        for key in mapping.empty:
            colon = _COLON.match(source.text, key.end)
            if colon and (at := comments.get(colon.end())) is not None:
                yield key.start, _comment_trap(source, None, at, at)


def _swallowed(source: SourceFile, node: Text, at: int) -> Iterator[tuple[int, Diagnostic]]:
    """`url:value` below `name: text`, indented as if it were part of the text."""
    slip = find_slip(rest_of_line(source, at))
    above = source.line(source.line_of(node.start))
    margin = _MARGIN.match(above)
    if slip and margin:
        found = slip_at(source, at, slip)
        yield node.start, replace(found, fix=" " * margin.end() + slip.fixed.lstrip())


def _hashes(source: SourceFile) -> Iterator[re.Match[str]]:
    return _COMMENT.finditer(source.text) if "#" in source.text else iter(())


def _back_over_blanks(text: str, offset: int) -> int:
    """The offset after the last character before `offset` that is no blank."""
    while offset and text[offset - 1] in " \t":
        offset -= 1
    return offset


def _plain_texts(node: Node) -> Iterator[Text]:
    if isinstance(node, Text):
        if node.plain:
            yield node
        return
    for child in node.values() if isinstance(node, Mapping) else node:
        yield from _plain_texts(child)


def _mappings(node: Node) -> Iterator[Mapping]:
    """All mappings, outer ones first."""
    if isinstance(node, Mapping):
        yield node
    for child in node.values() if isinstance(node, Mapping) else node:
        if not isinstance(child, str):
            yield from _mappings(child)


def comment_trap(source: SourceFile, offset: int) -> Diagnostic | None:
    """The trap of a list's item that is missing because a `#` begins where it should stand."""
    match = _BEFORE_COMMENT.match(source.text, offset)
    return _comment_trap(source, None, match.end(), match.end()) if match else None


def _comment_trap(source: SourceFile, node: Text | None, start: int, at: int) -> Diagnostic:
    """`node` is what is read, from `start`; the rest is lost to the `#` at `at`."""
    line = source.line_of(at)
    end = source.line_starts[line - 1] + len(source.line(line).rstrip())
    lost = source.text[at:end]
    params: dict[str, Any] = {"lost": lost, "value": str(node or "")}
    if node is None and _COLOUR.fullmatch(lost):
        fix = replaced(source, at, end, quoted(lost))
    elif node and _EXACT.fullmatch(node):
        fix = replaced(source, at, at + 1, "# ")
    elif node and (_WORD.fullmatch(node) or source.line_of(start) != line):
        fix = None
    else:
        fix = in_quotes(source, start, end)
    key = "ambiguous-value.comment" if node else "ambiguous-value.only-comment"
    return diagnose(source.place(at, end), key, fix=fix, **params)


def gap_traps(source: SourceFile, root: Node) -> Iterator[tuple[int, Diagnostic]]:
    """Names inside `{ }` without a colon: what a comma has cut off a value, or a slip.

    With the offset of the mapping that each stands in.
    """
    for mapping in _mappings(root):
        if not mapping.empty or source.text[mapping.start] != "{":
            continue
        cut: list[Text] = []
        for key in mapping.empty:
            if _COLON.match(source.text, key.end):
                continue
            if cut and not source.text[cut[-1].end : key.start].strip(" \t\r\n,"):
                cut.append(key)
                continue
            if cut:
                yield mapping.start, _gap(source, mapping, cut)
            cut = [key]
        if cut:
            yield mapping.start, _gap(source, mapping, cut)


def _gap(source: SourceFile, mapping: Mapping, cut: list[Text]) -> Diagnostic:
    if slip := find_slip(rest_of_line(source, cut[0].start)):
        return slip_at(source, cut[0].start, slip)
    before = _value_before(source, mapping, cut[0])
    if before is None:
        place = source.place(cut[0].start, cut[-1].end)
        return diagnose(place, "syntax.no-value", name=cut[0])
    start, end = before.start, cut[-1].end
    value = source.text[start:end]
    name = name_before(source, start)
    if _DIGITS.fullmatch(value) and name not in text_fields():
        key, number = "ambiguous-value.comma-number", suggest("ambiguous-value.separator", value)
        fix = replaced(source, start, end, number) if number else None
    else:
        fix = in_quotes(source, start, end) or in_brackets(source, start, end)
        text = name in text_fields() or name not in all_fields()
        key = "ambiguous-value.comma" if text else "ambiguous-value.comma-value"
    return diagnose(source.place(start, end), key, fix=fix, value=value, read=before)


def _value_before(source: SourceFile, mapping: Mapping, cut: Text) -> Text | None:
    """The text that ends with the comma before a name without a colon."""
    for value in mapping.values():
        between = source.text[value.end : cut.start] if value.end < cut.start else ""
        if isinstance(value, Text) and value.plain and between.strip() == ",":
            return value
    return None


def slip_at(source: SourceFile, offset: int, slip: Slip) -> Diagnostic:
    """The diagnostic for a slip in the rest of a line, from an offset on."""
    start, end = offset + slip.start, offset + slip.end
    fix = source.text[source.line_starts[source.line_of(offset) - 1] : offset] + slip.fixed
    return diagnose(source.place(start, end), slip.key, fix=fix, mark=source.text[start:end])


def rest_of_line(source: SourceFile, offset: int) -> str:
    """The line of an offset, from there on."""
    line = source.line_of(offset)
    return source.line(line)[offset - source.line_starts[line - 1] :]


def shape_trap(source: SourceFile, node: Text, wanted: str) -> Diagnostic | None:
    """Why a text stands where a list or a mapping was meant, if a sign was forgotten."""
    if not node.plain:
        return None
    rest = rest_of_line(source, node.start)
    slip = find_dash_slip(rest) if wanted == "list" else find_slip(rest)
    return slip_at(source, node.start, slip) if slip else None


def swallowed_dash(source: SourceFile, node: Text) -> Diagnostic | None:
    """A list's item that was read as part of the text above it, since it stands further right."""
    if not node.plain:
        return None
    for number in range(source.line_of(node.start) + 1, source.line_of(node.end) + 1):
        line, first = source.line(number), source.line_starts[number - 1]
        if line.lstrip().startswith("-"):
            start = first + len(line) - len(line.lstrip())
            before = source.text[source.line_starts[source.line_of(node.start) - 1] : node.start]
            fix = before + line.lstrip("- ") if before.strip() == "-" else None
            return diagnose(source.place(start, start + 1), "syntax.dash-column", fix=fix)
    return None


def alias_trap(source: SourceFile, problem: Problem) -> Diagnostic:
    """A text that begins with `*`; only where a label of that name exists was it meant so."""
    name = str(dict(problem.params)["name"])
    place = source.place(problem.start, problem.end)
    if f"&{name}" in source.text:
        return diagnose(place, "yaml-feature.alias", name=name)
    fix = in_quotes(source, problem.start, problem.end)
    return diagnose(place, "ambiguous-value.star", fix=fix, mark="*", value=f"*{name}")


def greater_trap(source: SourceFile, node: Text) -> Diagnostic | None:
    """`>5` alone: read as the heading of a text on the lines below, of which there are none."""
    mark = source.text[node.start : node.start + 1]
    value = rest_of_line(source, node.start).partition(" #")[0].rstrip()
    if mark not in {">", "|"} or len(value) < 2:
        return None
    key = "ambiguous-value.greater" if mark == ">" else "syntax.mark"
    end = node.start + len(value)
    fix = in_quotes(source, node.start, end)
    return diagnose(source.place(node.start, end), key, fix=fix, mark=mark, value=value)
