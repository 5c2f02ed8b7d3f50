"""Quotes that are not closed, closed too early, or followed by more text.

A function gives a `Finding`, or None when the trouble is another.
"""

import re

from pledgebook.repair import in_quotes, replaced
from pledgebook.syntax.trouble import Finding, Token, Trouble

_ENDS = re.compile(r"[ \t]*([,\]}].*|#.*)?")


def find_open_quote(trouble: Trouble) -> Finding | None:
    """A quote that is never closed."""
    if trouble.doing != "while scanning a quoted scalar":
        return None
    if "unexpected end" not in trouble.said and "document indicator" not in trouble.said:
        return None
    return _open_quote(trouble, trouble.since)


def _open_quote(trouble: Trouble, start: int) -> Finding:
    mark = trouble.text[start]
    end = trouble.value_end(start)
    fix = None
    # A text that begins with a quote and has no other was meant to end with its line.
    line_end = trouble.line_start(start) + len(trouble.line(start))
    if end > start + 1 and trouble.text.count(mark, start, line_end) == 1:
        fix = replaced(trouble.source, end, end, mark)
    return Finding("syntax.quote", start, start + 1, (("mark", mark),), fix=fix)


def find_backslash(trouble: Trouble) -> Finding | None:
    """A backslash inside double quotes."""
    if trouble.doing != "while parsing a quoted scalar":
        return None
    start = trouble.text.rfind("\\", trouble.since, trouble.at + 1)
    start = trouble.at if start < 0 else start
    end = trouble.text.find('"', trouble.since + 1, trouble.line_start(start) + 2000)
    value = trouble.text[trouble.since + 1 : end]
    fix = None
    if end > 0 and "\n" not in value:
        new = "'" + value.replace("'", "''") + "'"
        fix = replaced(trouble.source, trouble.since, end + 1, new)
    return Finding("syntax.backslash", start, start + 1, fix=fix)


def find_after_quote(trouble: Trouble) -> Finding | None:
    """More text after the closing quote: an apostrophe, quotes inside quotes, a stray comma."""
    token = trouble.last_scalar
    if token is None or token.style not in {"'", '"'} or trouble.tokens[-1] is not token:
        return None
    between = trouble.text[token.end : trouble.at]
    if "\n" in between:
        return None
    if trouble.source.line_of(token.start) != trouble.source.line_of(token.end):
        return _open_quote(trouble, token.start)
    if trouble.char == "," and not trouble.text[trouble.at + 1 :].split("\n", 1)[0].strip():
        fix = replaced(trouble.source, trouble.at, trouble.at + 1, "")
        return Finding("syntax.end-comma", trouble.at, trouble.at + 1, fix=fix)
    return _more_text(trouble, token, joined=not between)


def _more_text(trouble: Trouble, token: Token, *, joined: bool) -> Finding | None:
    """What a person meant by a quote in the middle of a text."""
    if not joined and trouble.open:
        return None  # A comma is missing.
    mark, source = token.style, trouble.source
    line_end = trouble.line_start(token.start) + len(trouble.line(token.start))
    last = trouble.text.rfind(mark, token.end, line_end)
    if last < 0 and joined and mark == "'":
        end = trouble.value_end(token.end)
        whole = trouble.text[token.start + 1 : end]
        fix = in_quotes(source, token.start, end, whole)
        return Finding("syntax.apostrophe", token.end - 1, token.end, fix=fix)
    if last < 0:
        end = trouble.value_end(token.end)
        fix = in_quotes(source, token.start, end)
        return Finding("syntax.after-quote", trouble.at, end, (("mark", mark),), fix=fix)
    whole = trouble.text[token.start + 1 : last]
    whole = whole.replace("''", "'") if mark == "'" else whole
    clean = _ENDS.fullmatch(trouble.text[last + 1 : line_end])
    fix = in_quotes(source, token.start, last + 1, whole) if clean else None
    key = "syntax.apostrophe" if mark == "'" else "syntax.inner-quotes"
    return Finding(key, token.end - 1, token.end, (("mark", mark),), fix=fix)
