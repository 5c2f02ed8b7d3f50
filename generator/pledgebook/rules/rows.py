"""Rows about the same thing: twice the same, or one revision after another.

Knows the natural key of a row. Must not know payloads.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pledgebook.diagnostics import Diagnostic
from pledgebook.entries import Entry
from pledgebook.records import Result
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import problem_at

_SEQUENCE = "revision-sequence"


def duplicate_result(checked: Checked) -> Iterator[Diagnostic]:
    """Two rows are about the same thing.

    What a row is about is its organization, its indicator or target, its period or date, who
    assessed it (`assessment`) and its `revision`. No two rows may have all of these the
    same, also not in two files. Periods are the same when their first and last days are:
    `2024-H1` and `{start: 2024-01-01, end: 2024-06-30}` are.

    Wrong: a row was copied for the next year, and its `period` was not changed.

    To repair it: correct the period or organization of the later row, or delete it. If it
    corrects the earlier one, give it `revision: 1` and a `revision_reason`.
    """
    for rows in checked.series.values():
        if len(rows) < 2:
            continue
        seen: dict[int, Entry[Result]] = {}
        for row in rows:
            other = seen.setdefault(row.record.revision, row)
            if other is not row:
                yield _duplicate(row, other)


def _duplicate(row: Entry[Result], other: Entry[Result]) -> Diagnostic:
    place = other.place()
    time = row.record.period or row.record.as_of
    params: dict[str, Any] = {
        "organization": row.record.organization,
        "subject": row.record.indicator or row.record.target or "",
        "time": time.text if time else "",
        "path": place.path,
        "line": place.line,
    }
    return problem_at(row, "duplicate-result", "", related=(place,), **params)


def revision_sequence(checked: Checked) -> Iterator[Diagnostic]:
    """The revisions of a row do not follow one another.

    A published figure is not overwritten. A row that corrects another has the same
    organization, indicator, period and assessment, the next `revision` (the first row is 0,
    then 1, 2 …), a `revision_reason`, and an `issued` date that is not earlier. A row with
    `status: withdrawn` is the last one.

    Wrong: a row with `revision: 2`, where there is no `revision: 1`.

    To repair it: number the revisions without a gap, and give each a reason.
    """
    whole = checked.whole("results")
    for rows in checked.series.values():
        if len(rows) == 1 and rows[0].record.revision == 0:
            continue
        ordered = sorted(rows, key=lambda row: row.record.revision)
        yield from _sequence(ordered, whole)


def _sequence(rows: Sequence[Entry[Result]], whole: bool) -> Iterator[Diagnostic]:
    before: Entry[Result] | None = None
    for row in rows:
        revision = row.record.revision
        last = before.record.revision if before else -1
        if whole and revision > last + 1:
            key = f"{_SEQUENCE}.gap"
            yield problem_at(row, key, "revision", revision=revision, missing=last + 1)
        if revision > 0 and row.record.revision_reason is None:
            key = f"{_SEQUENCE}.reason"
            yield problem_at(row, key, "revision_reason", revision=revision)
        if before and revision > last:
            yield from _follows(before, row)
        before = row


def _follows(before: Entry[Result], row: Entry[Result]) -> Iterator[Diagnostic]:
    if before.record.status == "withdrawn":
        related = (before.place("status"),)
        yield problem_at(row, f"{_SEQUENCE}.withdrawn", "revision", related=related)
    earlier, later = before.record.issued, row.record.issued
    if earlier and later and later < earlier:
        params = {"earlier": earlier.isoformat(), "later": later.isoformat()}
        related = (before.place("issued"),)
        yield problem_at(row, f"{_SEQUENCE}.issued", "issued", related=related, **params)
