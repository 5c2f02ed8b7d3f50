"""Assessments that disagree: rows that would give another verdict.

Knows how to judge with the rows of one assessment alone. Must not know organizations.

Of a sum only those rows are held against it that reach as far. Before the end, where the
last row counts, only rows about the same time: an older one need not disagree.
"""

from pledgebook.entries import Entry
from pledgebook.records import Result
from pledgebook.status.find import Value
from pledgebook.status.judge import Outcome, Trial, judge_rows
from pledgebook.status.rows import Row


def disagreement(
    trial: Trial, rows: tuple[Row, ...], outcome: Outcome
) -> tuple[Entry[Result], ...]:
    """Current rows of other assessments that would give another state."""
    value = outcome.value
    if value is None or len({row.rank for row in rows}) < 2:
        return ()
    used = {id(row.entry) for row in value.rows}
    comparable = [row for row in rows if _comparable(trial, row, value)]
    found: list[Entry[Result]] = []
    for rank in sorted({row.rank for row in comparable}):
        other = judge_rows(trial, tuple(row for row in comparable if row.rank == rank))
        if other.value and other.state != outcome.state and _comparably(other.value, value):
            found.extend(row.entry for row in other.value.rows if id(row.entry) not in used)
    return tuple(found)


def _comparable(trial: Trial, row: Row, value: Value) -> bool:
    if trial.ended or trial.question.over_time != "latest" or trial.window.kind == "every":
        return True
    return (row.first, row.last) == (value.rows[-1].first, value.rows[-1].last)


def _comparably(other: Value, value: Value) -> bool:
    """Whether there is a number, and a sum reaches as far."""
    return other.reading.number is not None and (value.first is None or other.day == value.day)
