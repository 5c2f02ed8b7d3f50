"""Why a file cannot be read, told in plain words and at the place a person would look.

Knows in which order the likely mistakes are looked for. Of record types it knows no more than
the names of their fields.
"""

from collections.abc import Callable

from pledgebook.diagnostics import Diagnostic, diagnose
from pledgebook.located import Problem
from pledgebook.source import SourceFile
from pledgebook.syntax.brackets import find_after_bracket, find_comma, find_in_brackets
from pledgebook.syntax.layout import find_colon, find_indent, find_stray, stray
from pledgebook.syntax.marks import find_conflict, find_dash, find_mark, find_tab
from pledgebook.syntax.quotes import find_after_quote, find_backslash, find_open_quote
from pledgebook.syntax.trouble import Finding, Trouble

FINDERS: tuple[Callable[[Trouble], Finding | None], ...] = (
    find_conflict,
    find_tab,
    find_mark,
    find_dash,
    find_open_quote,
    find_backslash,
    find_after_quote,
    find_after_bracket,
    find_comma,
    find_in_brackets,
    find_stray,
    find_colon,
    find_indent,
)


def explain_syntax(
    source: SourceFile, problem: Problem, extent: tuple[int, int] | None = None
) -> Diagnostic:
    """The diagnostic for a complaint of libyaml about a file, or about a part of it."""
    start, end = extent or (0, len(source.text))
    trouble = Trouble(source, problem, start, end)
    found = (find(trouble) for find in FINDERS)
    finding = next((one for one in found if one), None) or _unknown(trouble)
    fix = finding.fix if finding.fix != source.line(source.line_of(finding.start)) else None
    place = source.place(finding.start, finding.end)
    return diagnose(place, finding.key, fix=fix, **dict(finding.params))


def _unknown(trouble: Trouble) -> Finding:
    """The line as a whole; only the place where there is no more to say."""
    for offset in (trouble.since, trouble.at):
        if trouble.text[offset : offset + 1].strip() and trouble.first_on_line(offset):
            return stray(trouble, offset)
    if trouble.char.strip():
        return Finding("syntax", trouble.at, trouble.at + 1)
    line = trouble.line_before(trouble.at)
    return stray(trouble, trouble.start if line is None else line)
