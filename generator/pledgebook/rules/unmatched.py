"""Rows that no target tests.

Knows which rows answer for which period. Must not judge them.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from pledgebook.diagnostics import Diagnostic
from pledgebook.entries import Entry
from pledgebook.records import Result, Target
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import problem_at
from pledgebook.rules.versions import Version
from pledgebook.status.periods import Window, term_of, windows_of
from pledgebook.status.question import question_of
from pledgebook.status.scope import organizations_of
from pledgebook.status.terms import terms_for

Span = tuple[date, date]
Dated = tuple[Entry[Result], Span]


def unmatched_period(checked: Checked) -> Iterator[Diagnostic]:
    """There are rows for a target's indicator and organization, but none in a period that the
    target tests.

    A target that is tested every year looks for rows of that year, or for rows inside it; one
    that is due looks for rows between its start and the due date. Rows of other periods, for
    example of school years where calendar years are tested, are never used, and the target
    reads *no data*. Rows of the baseline and before it are history.

    Example: a target is tested `every: year` with `first_period: 2024`, and the only row is for
    `period: 2023/24`.

    To repair it: correct the row's period, or the target's `every`, `first_period` or `due`. If
    the rows are older figures and the first report is still to come, leave it as it is.
    """
    if not checked.whole("results"):
        return
    versions: dict[str, list[Version]] = {}
    for version in checked.versions:
        if not version.organization and checked.model.targets.get(version.entry.name):
            versions.setdefault(version.entry.name, []).append(version)
    for found in versions.values():
        yield from _target(checked, found)


def _target(checked: Checked, versions: Sequence[Version]) -> Iterator[Diagnostic]:
    """Amended terms count beside the signed ones: a row that either tests is matched."""
    signed, last = versions[0], versions[-1]
    question = question_of(signed.entry, last.terms, checked.model)
    if question.over_time == "once" or question.problem:
        return
    calendar = _Calendar(checked, signed)
    for organization in organizations_of(signed.entry, last.terms, checked.model):
        rows = checked.model.rows_by_subject.get((organization, question.subject), ())
        if not rows:
            continue
        each = [terms_for(version.terms, organization) for version in versions]
        expected = _expected(rows, each)
        if expected and not any(calendar.tests(terms, expected) for terms in each):
            newest, _ = max(expected, key=lambda found: found[1])
            yield _unmatched(signed, organization, each[-1], newest)


def _expected(rows: Sequence[Entry[Result]], each: Sequence[Target]) -> list[Dated]:
    """Rows that are not of the baseline or before it, with the days they are about."""
    ends = [terms.baseline.period.last for terms in each if terms.baseline]
    history = max(ends, default=date.min)
    found = []
    for row in rows:
        time = row.record.period or row.record.as_of
        if time and row.record.status != "withdrawn" and time.last > history:
            found.append((row, (time.first, time.last)))
    return found


class _Calendar:
    """The times in which a target is tested. Most organizations share their terms, so the
    windows of each are made once."""

    def __init__(self, checked: Checked, version: Version) -> None:
        self._term = term_of(version.owner)
        self._year_start = checked.model.site.year_start
        self._windows: dict[tuple[int, date], tuple[Window, ...]] = {}

    def tests(self, terms: Target, rows: Sequence[Dated]) -> bool:
        """Whether one of the rows is about a time in which the terms are tested."""
        spans = [span for _, span in rows]
        if terms.every is None:
            return terms.due is None or self._reaches(terms, terms.due, spans)
        if terms.first_period is None and self._term.start is None:
            return True
        newest = max(last for _, last in spans)
        key = (id(terms), newest)
        if key not in self._windows:
            self._windows[key] = windows_of(terms, self._term, newest, self._year_start)
        windows = self._windows[key]
        return any(_inside(span, window) for span in reversed(spans) for window in windows)

    def _reaches(self, terms: Target, due: date, spans: Sequence[Span]) -> bool:
        """Whether a row touches the time from the start to the due date."""
        start = terms.first_period.first if terms.first_period else self._term.start
        return any(first <= due and (start is None or last >= start) for first, last in spans)


def _inside(span: Span, window: Window) -> bool:
    if window.first is None or window.last is None:
        return True
    return window.first <= span[0] and span[1] <= window.last


def _unmatched(
    version: Version, organization: str, terms: Target, row: Entry[Result]
) -> Diagnostic:
    """Stands at the newest row."""
    time = row.record.period or row.record.as_of
    field = "every" if terms.every else "due"
    params = {
        "organization": organization,
        "target": version.entry.name,
        "time": time.text if time else "",
        "tested": terms.every or (terms.due.isoformat() if terms.due else ""),
    }
    own = f"{version.path}.own.{organization}"
    written = organization in version.entry.target.own
    place = version.owner.place(f"{own if written else version.path}.{field}")
    path = "period" if row.record.period else "as_of"
    return problem_at(row, f"unmatched-period.{field}", path, related=(place,), **params)
