"""Lines that stand where they cannot belong, or are neither `name: value` nor `- item`.

A function gives a `Finding`, or None when the trouble is another.
"""

import re
from collections.abc import Sequence
from functools import reduce

from yaml import tokens as kinds

from pledgebook.diagnostics import Message, message
from pledgebook.repair import in_quotes
from pledgebook.shapes import all_fields
from pledgebook.slips import Slip, find_dash_slip, find_slip
from pledgebook.syntax.trouble import BLOCKS, Finding, Token, Trouble, indent_of

_KEY = re.compile(r"[ \t]*(?:- +)*(?P<name>[^\s#'\"\[\]{}%@`|>*&!?,][^:#]*?)[ \t]*:(?:[ \t]|$)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_BLOCK_TEXT = re.compile(r":[ \t]*[|>][-+0-9]*[ \t]*$")
_TWO_FIELDS = re.compile(r"[ \t,;](?P<name>[a-z_]+):(?=[ \t]|$)")
_CURLY = {"“": "”", "„": "“", "«": "»", "‘": "’", "‚": "‘"}


def find_stray(trouble: Trouble) -> Finding | None:
    """A line that is neither `name: value` nor `- item`."""
    if "expected ':'" in trouble.said:
        return stray(trouble, trouble.since)
    return None


def find_colon(trouble: Trouble) -> Finding | None:
    """A colon in a text without quotes, or a line that was read as part of the text above."""
    token = trouble.last_scalar
    if "mapping values" not in trouble.said or token is None:
        return None
    if token.end < trouble.line_start(trouble.at):
        return stray(trouble, trouble.line_start(trouble.at) + indent_of(trouble.line(trouble.at)))
    if trouble.source.line_of(token.start) == trouble.source.line_of(trouble.at):
        return _colon_in_text(trouble, token)
    if trouble.first_on_line(token.start):
        return stray(trouble, token.start)
    return _under_text(trouble, token)


def _colon_in_text(trouble: Trouble, token: Token) -> Finding:
    start = token.start
    if trouble.first_on_line(start):
        return stray(trouble, start)
    if two := _TWO_FIELDS.search(trouble.line(start), trouble.column(start)):
        first = trouble.line_start(start)
        if two["name"] in all_fields():
            at = first + two.start("name"), first + two.end("name")
            return Finding("syntax.two-fields", *at, (("name", two["name"]),))
    item = re.match(r"[ \t]*- +", trouble.line(start))
    before = _KEY.match(trouble.line(start))
    if item and before and before["name"] not in all_fields():
        start = trouble.line_start(start) + item.end()
    end = trouble.value_end(start)
    value = trouble.text[start:end]
    if value and _CURLY.get(value[0]) == value[-1]:
        fix = in_quotes(trouble.source, start, end, value[1:-1])
        return Finding("syntax.curly-quotes", start, end, (("mark", value[0]),), fix)
    fix = in_quotes(trouble.source, start, end)
    return Finding("syntax.colon", trouble.at, trouble.at + 1, (("value", value),), fix)


def _under_text(trouble: Trouble, token: Token) -> Finding:
    """A line indented below a text, so that it was read as its continuation."""
    line = trouble.line(trouble.at)
    start = trouble.line_start(trouble.at) + indent_of(line)
    between = trouble.text[token.start : start]
    for number in _lines(trouble, token.start, start):
        if slip := find_slip(trouble.source.line(number)):
            return _slip(trouble, trouble.source.line_starts[number - 1], slip)
    name = trouble.text[start : trouble.at].strip()
    above = _KEY.match(trouble.line(token.start))
    params = (("above", above["name"] if above else between.split("\n")[0]), ("name", name))
    if slip := find_slip(trouble.text[token.start : token.end].split("\n")[0]):
        return _slip(trouble, token.start, slip)
    if _LANGUAGE.fullmatch(name) and name not in all_fields():
        return Finding("syntax.text-and-languages", start, trouble.at, params)
    fix = None
    if name in all_fields() and above:
        fix = " " * (above.start("name")) + line.lstrip()
    return Finding("syntax.under-text", start, trouble.at, params, fix)


def _lines(trouble: Trouble, start: int, end: int) -> range:
    """The numbers of the lines from one offset to another."""
    return range(trouble.source.line_of(start), trouble.source.line_of(end) + 1)


def _slip(trouble: Trouble, offset: int, slip: Slip) -> Finding:
    """A slip in the line of an offset, or in the part of it that begins there."""
    first = trouble.line_start(offset)
    fixed = trouble.text[first:offset] + slip.fixed
    mark = trouble.text[offset + slip.start : offset + slip.end]
    return Finding(slip.key, offset + slip.start, offset + slip.end, (("mark", mark),), fixed)


def stray(trouble: Trouble, offset: int) -> Finding:
    """Why the line at an offset is neither `name: value` nor `- item`."""
    first, line = trouble.line_start(offset), trouble.line(offset)
    above = trouble.line_before(offset)
    line_above = "" if above is None else trouble.line(above)
    in_list = line_above.lstrip().startswith("- ")
    same = indent_of(line_above) == indent_of(line)
    start = first + indent_of(line)
    end = max(first + len(line.rstrip()), start + 1)
    if slip := (find_dash_slip(line) if in_list or line_above.rstrip().endswith(":") else None):
        return _slip(trouble, first, slip)
    if slip := find_slip(line, all_fields()):
        return _slip(trouble, first, slip)
    if _BLOCK_TEXT.search(line_above):
        fix = " " * (indent_of(line_above) + 2) + line.lstrip()
        return Finding("syntax.block-text", start, end, fix=fix)
    if in_list and same and not _KEY.match(line):
        fix = f"{line[: indent_of(line)]}- {line.lstrip()}"
        return Finding("syntax.dash-missing", start, end, fix=fix)
    if _KEY.match(line):
        return _out_of_place(trouble, start, end)
    return Finding("syntax.stray", start, end)


def _out_of_place(trouble: Trouble, start: int, end: int) -> Finding:
    """A line that would be right, were it not for where it stands."""
    first = next((t for t in trouble.tokens if t.kind in BLOCKS), None)
    if first is None or trouble.column(first.start) <= trouble.column(start):
        return Finding("syntax.after-end", start, end)
    params = (("column", trouble.column(start) + 1), ("places", _place(trouble, first)))
    return Finding("syntax.indent", start, end, params)


def find_indent(trouble: Trouble) -> Finding | None:
    """A line that begins in a column in which nothing above it begins."""
    said = ("expected key", "expected '-'", "expected <block end>")
    if not any(words in trouble.said for words in said) or not trouble.first_on_line(trouble.at):
        return None
    line, column = trouble.line(trouble.at), trouble.column(trouble.at)
    dash = line.lstrip().startswith(("- ", "-\t")) or line.strip() == "-"
    wanted = kinds.BlockSequenceStartToken if dash else kinds.BlockMappingStartToken
    fitting = [block for block in trouble.blocks if block.kind is wanted]
    end = trouble.line_start(trouble.at) + len(line.rstrip())
    same = [block for block in trouble.blocks if trouble.column(block.start) == column]
    if dash and same:
        return Finding("syntax.dash-among", trouble.at, trouble.at + 1)
    if same and not dash:
        return _dash_missing(trouble, line, end)
    if trouble.last_scalar and trouble.last_scalar.style in {"|", ">"}:
        return _block_text(trouble, trouble.last_scalar, end)
    if not fitting or not (dash or _KEY.match(line)):
        return stray(trouble, trouble.at)
    places = _places(trouble, fitting)
    near = [b for b in fitting if abs(trouble.column(b.start) - column) == 1]
    fix = " " * trouble.column(near[0].start) + line.lstrip() if len(near) == 1 else None
    params = (("column", column + 1), ("places", places))
    return Finding("syntax.indent", trouble.at, end, params, fix)


def _dash_missing(trouble: Trouble, line: str, end: int) -> Finding:
    column = trouble.column(trouble.at)
    fix = None if _KEY.match(line) else f"{line[:column]}- {line[column:]}"
    return Finding("syntax.dash-missing", trouble.at, end, fix=fix)


def _block_text(trouble: Trouble, text: Token, end: int) -> Finding:
    """A line of a text below `|` or `>` that begins left of its first line."""
    first = trouble.source.line(trouble.source.line_of(text.start) + 1)
    fix = " " * indent_of(first) + trouble.line(trouble.at).lstrip() if first.strip() else None
    return Finding("syntax.block-text", trouble.at, end, fix=fix)


def _places(trouble: Trouble, blocks: Sequence[Token]) -> Message:
    """`column 5, like line 2, or column 1, like line 1`: the innermost first."""
    said = [_place(trouble, block) for block in reversed(blocks)]
    return reduce(
        lambda first, second: message("syntax.indent.or", first=first, second=second), said
    )


def _place(trouble: Trouble, block: Token) -> Message:
    line, column = trouble.source.line_of(block.start), trouble.column(block.start) + 1
    return message("syntax.indent.place", column=column, line=line)
