"""Mistakes inside and right after `{ }` and `[ ]`.

A function gives a `Finding`, or None when the trouble is another.
"""

import re

from yaml import tokens as kinds

from pledgebook.repair import in_quotes, replaced
from pledgebook.shapes import all_fields
from pledgebook.syntax.trouble import CLOSING, Finding, Token, Trouble, indent_of

_CLOSER = {"{": "}", "[": "]"}
_COMMENT = re.compile(r"(?<=[^\s#])[ \t]+#(?=\w)")
_LAST_WORD = re.compile(r"(?P<value>.*\S)(?P<gap>\s+)[\"']?(?P<name>[\w-]+)[\"']?\s*", re.DOTALL)


def find_after_bracket(trouble: Trouble) -> Finding | None:
    """Text or another bracket right after a closing bracket."""
    token = trouble.tokens[-1] if trouble.tokens else None
    if token is None or token.kind not in CLOSING or trouble.open:
        return None
    if "\n" in trouble.text[token.end : trouble.at]:
        return None
    mark = trouble.text[token.start]
    if trouble.char in "]}" and trouble.char:
        fix = replaced(trouble.source, trouble.at, trouble.at + 1, "")
        params = (("mark", trouble.char),)
        return Finding("syntax.extra-bracket", trouble.at, trouble.at + 1, params, fix)
    if trouble.char == "," and trouble.value_end(trouble.at) == trouble.at + 1:
        fix = replaced(trouble.source, trouble.at, trouble.at + 1, "")
        return Finding("syntax.end-comma", trouble.at, trouble.at + 1, fix=fix)
    return _text_after(trouble, token, mark)


def _text_after(trouble: Trouble, closing: Token, mark: str) -> Finding:
    """A text that begins with brackets: `[Draft] Report`."""
    start, depth = closing.start, 0
    for token in reversed(trouble.tokens):
        depth += (token.kind in CLOSING) - (token.kind in _OPEN_KINDS)
        start = token.start
        if depth == 0:
            break
    end = trouble.value_end(trouble.at)
    params = (("mark", trouble.text[start : start + 1] or mark),)
    fix = in_quotes(trouble.source, start, end)
    return Finding("syntax.after-bracket", start, end, params, fix)


_OPEN_KINDS = (kinds.FlowMappingStartToken, kinds.FlowSequenceStartToken)


def find_comma(trouble: Trouble) -> Finding | None:
    """Two commas, or a comma or colon with nothing before it."""
    if not trouble.open or "node content" not in trouble.said:
        return None
    if trouble.char == ",":
        fix = replaced(trouble.source, trouble.at, trouble.at + 1, "")
        return Finding("syntax.extra-comma", trouble.at, trouble.at + 1, fix=fix)
    if trouble.char == ":":
        return Finding("syntax.no-name", trouble.at, trouble.at + 1)
    return None


def find_in_brackets(trouble: Trouble) -> Finding | None:
    """A bracket that is not closed, a comma that is missing, a colon inside a text."""
    if not trouble.open or not trouble.doing.startswith("while parsing a flow"):
        return None
    for find in (_lost_to_comment, _other_bracket, _left_open, _same_line):
        if finding := find(trouble):
            return finding
    return None


def _lost_to_comment(trouble: Trouble) -> Finding | None:
    """A `#` in a text, which makes the rest of its line a comment, closing bracket and all."""
    start, line = trouble.open[0].start, trouble.line(trouble.open[0].start)
    first = trouble.line_start(start)
    for match in _COMMENT.finditer(line, start - first):
        offset = first + match.start()
        token = next((t for t in trouble.tokens if t.start < offset <= t.end), None)
        if token is None or token.style:
            continue
        end = first + len(line)
        lost = re.match(r"[^,\]}]*", line[match.end() :])
        value_end = first + match.end() + (len(lost[0].rstrip()) if lost else 0)
        fix = in_quotes(trouble.source, token.start, value_end)
        params = (("lost", trouble.text[offset:end].strip()), ("value", token.value))
        at = first + match.end() - 1
        return Finding("ambiguous-value.comment", at, at + 1, params, fix)
    return None


def _other_bracket(trouble: Trouble) -> Finding | None:
    """`[` closed with `}` or the other way round."""
    opened = trouble.text[trouble.open[-1].start]
    if trouble.char not in {"]", "}"} or trouble.char == _CLOSER[opened]:
        return None
    params = (("given", trouble.char), ("mark", opened), ("wanted", _CLOSER[opened]))
    missing = len(trouble.open) > 1 and trouble.char == _CLOSER[_opened(trouble, -2)]
    new = _CLOSER[opened] + (trouble.char if missing else "")
    fix = replaced(trouble.source, trouble.at, trouble.at + 1, new)
    return Finding("syntax.other-bracket", trouble.at, trouble.at + 1, params, fix)


def _opened(trouble: Trouble, index: int) -> str:
    return trouble.text[trouble.open[index].start]


def _left_open(trouble: Trouble) -> Finding | None:
    """A bracket that nothing closes before the next line that does not belong to it."""
    outer, inner = trouble.open[0], trouble.open[-1]
    if trouble.char and not _runs_out(trouble, outer):
        return None
    mark = trouble.text[inner.start]
    end, fix = trouble.line_end(inner.start), None
    same_line = trouble.source.line_of(outer.start) == trouble.source.line_of(inner.start)
    if same_line and not trouble.text[:end].endswith((",", "{", "[", ":")):
        closers = "".join(_CLOSER[trouble.text[token.start]] for token in reversed(trouble.open))
        fix = replaced(trouble.source, end, end, closers)
    params = (("mark", mark), ("wanted", _CLOSER[mark]))
    return Finding("syntax.open-bracket", inner.start, inner.start + 1, params, fix)


def _runs_out(trouble: Trouble, outer: Token) -> bool:
    """Whether reading stopped in a line that does not belong to the outermost bracket."""
    if trouble.source.line_of(outer.start) == trouble.source.line_of(trouble.at):
        return False
    if indent_of(trouble.line(trouble.at)) > indent_of(trouble.line(outer.start)):
        return False
    closer = re.compile(rf"^[ \t]*\{_CLOSER[trouble.text[outer.start]]}", re.MULTILINE)
    return closer.search(trouble.text, trouble.at, trouble.end) is None


def _same_line(trouble: Trouble) -> Finding:
    """A comma that is missing, or a colon inside a text without quotes."""
    token = trouble.last_scalar
    if trouble.char == ":" and token and not token.style:
        return _colon(trouble, token)
    at = trouble.tokens[-1].end if trouble.tokens else trouble.at
    fix = replaced(trouble.source, at, at, ",")
    return Finding("syntax.missing-comma", at, at + 1, fix=fix)


def _two_fields(words: re.Match[str]) -> bool:
    """Whether what stands before a second colon is a value and the name of another field."""
    return words["name"] in all_fields() or words["value"].endswith(";") or "\n" in words["gap"]


def _colon(trouble: Trouble, token: Token) -> Finding:
    """A second colon after one name: `{name: A: B}` or `{x: 1 y: 2}`."""
    written = trouble.text[token.start : trouble.at]
    words = _LAST_WORD.fullmatch(written)
    if words and _two_fields(words):
        value = words["value"].rstrip(";")
        start, end = token.start + len(value), token.start + len(words["value"])
        fix = replaced(trouble.source, start, end, ",")
        key = "syntax.semicolon" if end > start else "syntax.missing-comma"
        return Finding(key, start, start + 1, fix=fix)
    end = trouble.value_end(trouble.at)
    value = trouble.text[token.start : end]
    fix = in_quotes(trouble.source, token.start, end)
    return Finding("syntax.colon", trouble.at, trouble.at + 1, (("value", value),), fix)
