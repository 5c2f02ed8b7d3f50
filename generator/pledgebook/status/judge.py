"""From a value to a state: met, on track, behind, not met, no data or not due.

Knows the order in which a value is judged. Must not know organizations, scopes or roll-ups.

A window that has ended (or a `due` that has passed) gives *met* or *not met*. While it is
open: *met* if it holds and cannot be undone (yes and no, `once`, a `sum` with a lower bound
that is not a forecast); *on track* if it holds now; else the last interim value passed
decides, passed meaning that the value's own time has reached the end of the interim's period;
else, with a baseline or for a sum, the pace; else *not due*. A sum that is over an upper
bound is *behind*: it cannot come back.

A sum that lacks parts when its window has ended decides only what the missing parts cannot
change: *met* with a lower bound reached, *not met* with an upper bound passed. Else it is
judged as open while a report may still come, and then is *no data*.

What is yes or no, `once`, or a sum with a lower bound, and was first reached after `due`, is
*met*, with the days it was late.
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from pledgebook.records import Interim, Target
from pledgebook.status.compare import Goal, interim_goal
from pledgebook.status.exact import add_days, decimal, fraction
from pledgebook.status.find import Search, Value, beyond, find_value
from pledgebook.status.pace import Pace, Path, pace_of, years_between
from pledgebook.status.periods import Window
from pledgebook.status.question import Question
from pledgebook.status.rows import Reading, Row
from pledgebook.status.verdict import Reason, State, reason


@dataclass(frozen=True, slots=True)
class Baseline:
    """What change is counted from: a reading, the last day of its period, and its rows."""

    value: Fraction
    day: date
    rows: tuple[Row, ...] = ()
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What a value is judged by.

    within: days for a report after the end. on_track: the pace that counts as on track.
    goal: the value to reach; None for a relative comparator without a baseline.
    rising: whether more is better, where neither comparator nor baseline says so.
    """

    terms: Target
    question: Question
    window: Window
    baseline: Baseline | None
    within: int
    on_track: Fraction
    as_of: date
    goal: Goal | None
    rising: bool = True

    @property
    def search(self) -> Search:
        """How the value is looked for."""
        goal = self.goal

        def holds(reading: Reading) -> bool:
            return goal is not None and reading.number is not None and goal.holds(reading.number)

        return Search(self.window, self.question, holds, self.as_of)

    @property
    def ended(self) -> bool:
        """Whether the window's last day has passed."""
        return self.window.ended(self.as_of)

    @property
    def overdue(self) -> bool:
        """Whether the days for a report have passed too."""
        return self.window.overdue(self.as_of, self.within)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A state with its reason, the value it rests on, and what was computed on the way."""

    state: State
    reason: Reason | None = None
    value: Value | None = None
    goal: Goal | None = None
    late: int | None = None
    pace: Pace | None = None


def judge_rows(trial: Trial, rows: tuple[Row, ...]) -> Outcome:
    """The outcome of one window for the rows of one organization."""
    value = find_value(rows, trial.search)
    outcome = judge_value(trial, value) if value else _unreported(trial, bool(rows))
    if trial.question.over_time != "sum" or outcome.state is State.MET:
        return outcome
    return _reached_late(trial, rows) or outcome


def _unreported(trial: Trial, has_rows: bool) -> Outcome:
    """Nothing answers for the window: not due until a report is overdue, then no data."""
    last = trial.window.last
    if last is None:
        return Outcome(State.NOT_DUE, reason("no-date"))
    until = add_days(last, trial.within).isoformat()
    if trial.overdue:
        return Outcome(State.NO_DATA, reason("unmatched" if has_rows else "no-row", until))
    if trial.ended:
        return Outcome(State.NOT_DUE, reason("report-awaited", until))
    return Outcome(State.NOT_DUE, reason("not-ended", last.isoformat()))


def judge_value(trial: Trial, value: Value) -> Outcome:
    """The outcome for a value that was found."""
    number, goal = value.reading.number, trial.goal
    if number is None:
        return _without_number(value)
    if goal is None:
        return _without_baseline(trial, value)
    holds = goal.holds(number)
    if trial.ended and value.complete:
        late = _days_late(trial, value) if holds else None
        return Outcome(State.MET if holds else State.NOT_MET, None, value, goal, late)
    if holds and _is_settled(trial, value, goal):
        return Outcome(State.MET, None, value, goal)
    if trial.ended:
        return _incomplete(trial, value, goal, number)
    return _open(trial, value, goal, number)


def _without_number(value: Value) -> Outcome:
    """The row says missing, counts nothing, or does not fit."""
    if value.missing:
        whole = value.missing == "not-applicable" and value.complete
        state = State.NOT_APPLICABLE if whole else State.NO_DATA
        return Outcome(state, reason("missing", value.missing), value)
    if value.reading.usable:
        return Outcome(State.NOT_APPLICABLE, reason("zero-of-zero"), value)
    return Outcome(State.NO_DATA, reason("unusable-row"), value)


def _without_baseline(trial: Trial, value: Value) -> Outcome:
    """A relative target whose baseline has no value cannot be tested."""
    period = trial.terms.baseline.period.text if trial.terms.baseline else ""
    state = State.NO_DATA if trial.ended else State.NOT_DUE
    return Outcome(state, reason("no-baseline", period), value)


def _is_settled(trial: Trial, value: Value, goal: Goal) -> bool:
    """Whether what holds cannot be undone."""
    if trial.question.over_time == "once":
        return True
    forecast = any(row.flag == "forecast" for row in value.rows)
    return trial.question.over_time == "sum" and goal.upward and not forecast


def _days_late(trial: Trial, value: Value) -> int | None:
    """Days between `due` and the day it was reached, for what stays reached."""
    due = trial.window.last
    if trial.window.kind != "due" or due is None or trial.question.over_time != "once":
        return None
    return max((value.rows[-1].since - due).days, 0) or None


def _reached_late(trial: Trial, rows: tuple[Row, ...]) -> Outcome | None:
    """A sum that goes on after `due` and then reaches a lower bound."""
    goal, due = trial.goal, trial.window.last
    if trial.window.kind != "due" or due is None or not trial.ended or not rows:
        return None
    value = beyond(rows, trial.search) if goal and goal.upward else None
    if value is None:
        return None
    return Outcome(State.MET, None, value, goal, max((value.day - due).days, 0) or None)


def _incomplete(trial: Trial, value: Value, goal: Goal, number: Fraction) -> Outcome:
    """A sum that lacks parts, after its window has ended."""
    if goal.downward and not goal.holds(number):
        return Outcome(State.NOT_MET, None, value, goal)
    if not trial.overdue:
        return _open(trial, value, goal, number)
    if value.missing:
        return Outcome(State.NO_DATA, reason("missing", value.missing), value, goal)
    reported, parts = (str(n) for n in value.parts) if value.parts else ("", "")
    why = reason("incomplete", reported, parts, value.day.isoformat())
    return Outcome(State.NO_DATA, why, value, goal)


def _open(trial: Trial, value: Value, goal: Goal, number: Fraction) -> Outcome:
    """A window that is still running: on track, behind, or not due."""
    pace = _pace(trial, value, goal, number)
    found = Outcome(State.ON_TRACK, reason("holds"), value, goal, pace=pace)
    if goal.holds(number):
        return found
    interim = _interim(trial, value)
    if interim:
        state = _track(_reaches(trial, interim, number))
        return replace(found, state=state, reason=_passed(interim))
    sums = trial.question.over_time == "sum"
    if trial.window.last is None or not (trial.baseline or sums):
        return replace(found, state=State.NOT_DUE, reason=reason("not-yet"))
    over = sums and (goal.downward or number > goal.high)
    if pace is None or over:
        return replace(found, state=State.BEHIND, reason=reason("off-path"), pace=None)
    why = reason("pace", pace.told(trial.on_track), str(decimal(trial.on_track)))
    return replace(found, state=_track(pace.reaches(trial.on_track)), reason=why)


def _track(good: bool) -> State:
    return State.ON_TRACK if good else State.BEHIND


def _interim(trial: Trial, value: Value) -> Interim | None:
    """The last interim value whose period the value's own time has reached the end of."""
    if trial.question.comparator is None:
        return None
    passed = [step for step in trial.terms.interim or () if step.period.last <= value.day]
    return max(passed, key=lambda step: (step.period.last, step.period.first), default=None)


def _passed(interim: Interim) -> Reason:
    return reason("interim", interim.period.text, str(interim.value))


def _reaches(trial: Trial, interim: Interim, number: Fraction) -> bool:
    baseline = trial.baseline.value if trial.baseline else None
    start = Fraction(0) if trial.question.over_time == "sum" else baseline
    aim = trial.goal.low if trial.goal else None
    rising = trial.rising if start is None or aim is None else aim >= start
    goal = interim_goal(trial.terms, fraction(interim.value), baseline, rising)
    return goal is not None and goal.holds(number)


def _pace(trial: Trial, value: Value, goal: Goal, number: Fraction) -> Pace | None:
    """The pace from the baseline, for a sum from 0 on the day before its window."""
    end, baseline = trial.window.last, trial.baseline
    if trial.question.over_time == "sum" and value.first:
        baseline = Baseline(Fraction(0), add_days(value.first, -1))
    if end is None or baseline is None or goal.holds(baseline.value):
        return None
    elapsed, total = years_between(baseline.day, value.day, end)
    curved = trial.terms.progress_model == "cagr"
    return pace_of(Path(baseline.value, goal.aim(baseline.value), elapsed, total, curved), number)
