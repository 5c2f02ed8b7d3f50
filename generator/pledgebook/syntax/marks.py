"""Signs that mean something of their own at the beginning of a text.

Knows which signs need quotes around the text. A function gives a `Finding`, or None when
the trouble is another.
"""

import re

from yaml import tokens as kinds

from pledgebook.repair import in_quotes, replaced
from pledgebook.slips import find_dash_slip
from pledgebook.syntax.trouble import Finding, Trouble, indent_of

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?= |$)|^={7}$", re.MULTILINE)
_PREFIXES = {kinds.AliasToken, kinds.AnchorToken, kinds.TagToken}
_PLAIN_ITEM = re.compile(r"[^\s\[\]{},#&*!|>'\"%@`][^\[\]{},#]*")


def find_conflict(trouble: Trouble) -> Finding | None:
    """What git leaves in a file when two changes clash."""
    match = _CONFLICT.search(trouble.text, trouble.start, trouble.end)
    if match is None:
        return None
    return Finding("syntax.conflict", match.start(), match.end(), (("mark", match[0]),))


def find_tab(trouble: Trouble) -> Finding | None:
    """A tab where only spaces may stand."""
    if trouble.char != "\t" and "tab character" not in trouble.said:
        return None
    start = trouble.text.find("\t", trouble.line_start(trouble.at), trouble.end)
    if start < 0:
        return None
    line = trouble.line(start)
    rest = line[trouble.column(start) :]
    end = start + len(rest) - len(rest.lstrip("\t"))
    if not trouble.first_on_line(start):
        return Finding("syntax.tab", start, end, fix=replaced(trouble.source, start, end, " "))
    indent = _likely_indent(trouble, start)
    fix = None if indent is None else " " * indent + line.lstrip()
    return Finding("syntax.tab", start, end, fix=fix)


def _likely_indent(trouble: Trouble, offset: int) -> int | None:
    """How far a line with tabs was meant to be indented, as far as the line above tells."""
    above = trouble.line_before(offset)
    if above is None:
        return None
    line, tabs = trouble.line(above), trouble.line(offset).count("\t")
    indent = indent_of(line)
    if "\t" in line[:indent]:
        return None
    wanted = indent + 2 if line.rstrip().endswith(":") else indent
    return wanted if wanted in {tabs * 2, tabs * 4, tabs * 8} else None


def find_mark(trouble: Trouble) -> Finding | None:
    """A text that begins with a sign that needs quotes: @ ` % & ! | > * ?"""
    if trouble.tokens and trouble.tokens[-1].kind in _PREFIXES:
        return _unquoted(trouble, trouble.tokens[-1].start)
    if trouble.char in {"@", "`", "%", "|", ">"} and "cannot start any token" in trouble.said:
        return _unquoted(trouble, trouble.at)
    if trouble.doing == "while scanning a block scalar":
        return _unquoted(trouble, trouble.since)
    if trouble.doing in {"while scanning an alias", "while scanning an anchor"}:
        return _star(trouble)
    at = trouble.line_start(trouble.since)
    if trouble.text.startswith("%", at) and trouble.since < at + len(trouble.line(at)):
        return Finding("yaml-feature.directive", at, at + len(trouble.line(at)))
    if "tag" in trouble.said:
        return _unquoted(trouble, trouble.since)
    if trouble.char == "?" and ("mapping keys" in trouble.said or "node content" in trouble.said):
        return _unquoted(trouble, trouble.at)
    if "node content" in trouble.said and trouble.char in {"]", "}", ","} and not trouble.open:
        return _unquoted(trouble, trouble.at)
    return None


def _star(trouble: Trouble) -> Finding | None:
    if trouble.first_on_line(trouble.since) and (slip := find_dash_slip(trouble.line(trouble.at))):
        start = trouble.since
        return Finding(slip.key, start, start + 1, (("mark", "*"),), fix=slip.fixed)
    return _unquoted(trouble, trouble.since)


def _unquoted(trouble: Trouble, start: int) -> Finding | None:
    """A value that begins with a sign of YAML's, and the line with quotes around it."""
    if trouble.first_on_line(start):
        return None
    end = max(trouble.value_end(start), start + 1)
    value = trouble.text[start:end]
    ambiguous = {"*": "ambiguous-value.star", ">": "ambiguous-value.greater"}
    key = ambiguous.get(value[0], "syntax.mark")
    fix = in_quotes(trouble.source, start, end)
    return Finding(key, start, end, (("mark", value[0]), ("value", value)), fix=fix)


def find_dash(trouble: Trouble) -> Finding | None:
    """A dash after a colon: no value, or a list that begins on the line of its name."""
    if "block sequence entries" not in trouble.said:
        return None
    start, end = trouble.at, trouble.value_end(trouble.at)
    item = trouble.text[start + 1 : end].strip()
    if not item:
        return Finding("syntax.lone-dash", start, start + 1)
    below = trouble.source.line(trouble.source.line_of(start) + 1)
    single = _PLAIN_ITEM.fullmatch(item) and not below.lstrip().startswith("-")
    fix = replaced(trouble.source, start, end, f"[{item}]") if single and ": " not in item else None
    return Finding("syntax.inline-dash", start, start + 1, fix=fix)
