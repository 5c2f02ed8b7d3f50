"""From an outcome to what is published of it: decimals, rows, marks.

Knows in which unit each number is given. Must not judge.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pledgebook.entries import Entry
from pledgebook.records import Result
from pledgebook.status.compare import Goal, change
from pledgebook.status.exact import decimal
from pledgebook.status.find import Value
from pledgebook.status.judge import Baseline, Outcome, Trial
from pledgebook.status.plan import Plan
from pledgebook.status.question import Question
from pledgebook.status.verdict import Tested, Verdict


@dataclass(frozen=True, slots=True)
class Rests:
    """What a verdict rests on beside its value: assumed fields, rows that say otherwise."""

    assumed: tuple[str, ...] = ()
    disagreement: tuple[Entry[Result], ...] = ()


def described(
    plan: Plan, organization: str, trial: Trial, outcome: Outcome, rests: Rests
) -> Verdict:
    """The verdict with everything that an outcome says."""
    pace, value = outcome.pace, outcome.value
    low, high = goal_bounds(trial.question, outcome.goal or trial.goal)
    decisive = outcome.reason is not None and outcome.reason.code == "pace"
    return Verdict(
        target=plan.case.entry,
        version=plan.case.version,
        terms=plan.terms,
        organization=organization,
        state=outcome.state,
        period=trial.window.period,
        tested=tested_of(trial, value),
        provisional=is_provisional(trial, value),
        late=outcome.late,
        pace=pace.pace if pace and decisive else None,
        expected=pace.expected if pace else None,
        way=pace.way if pace else None,
        time=pace.time if pace else None,
        goal=low,
        goal_high=high,
        reason=outcome.reason,
        assumed=rests.assumed,
        disagreement=rests.disagreement,
    )


def goal_bounds(question: Question, goal: Goal | None) -> tuple[Decimal | None, Decimal | None]:
    """The value to reach, and the upper end of a range. Neither for yes and no or one level."""
    if goal is None or question.measure == "boolean" or not question.shares:
        return None, None
    return decimal(goal.low), decimal(goal.high) if goal.operator == "between" else None


def tested_of(trial: Trial, value: Value | None) -> Tested | None:
    """The value tested, as numbers to show."""
    if value is None:
        return None
    reading, baseline = value.reading, trial.baseline
    counted = reading.level is None
    return Tested(
        actual=_actual(trial, value),
        measured=_measured(trial.question, value),
        numerator=_shown(reading.numerator) if counted else None,
        denominator=_shown(reading.denominator) if counted else None,
        rows=tuple(row.entry for row in value.rows),
        parts=value.parts,
        baseline=decimal(baseline.value) if baseline else None,
        baseline_rows=tuple(row.entry for row in baseline.rows) if baseline else (),
    )


def _shown(number: Fraction | None) -> Decimal | None:
    return None if number is None else decimal(number)


def _measured(question: Question, value: Value) -> Decimal | bool | str | None:
    reading = value.reading
    if reading.truth is not None:
        return reading.truth
    if reading.level is not None and not question.shares:
        return reading.level
    return _shown(reading.number)


def _actual(trial: Trial, value: Value) -> Decimal | bool | str | None:
    measured = _measured(trial.question, value)
    number = value.reading.number
    if number is None or not isinstance(measured, Decimal):
        return measured
    baseline: Baseline | None = trial.baseline
    return _shown(change(trial.question.comparator, number, baseline.value if baseline else None))


def is_provisional(trial: Trial, value: Value | None) -> bool:
    """Whether a row that the outcome rests on is provisional."""
    if value is None:
        return False
    rows = (*value.rows, *(trial.baseline.rows if trial.baseline else ()))
    return any(row.entry.record.status == "provisional" for row in rows)
