"""One target and one organization: from the records to a verdict.

Knows what stands before any value (who is out, what is unset or broken) and which window
gives the headline. Must not know roll-ups.

Not applicable before anything else: the party withdrew, an amendment took the target back,
the indicator is not for this kind of organization (one without a classification included).
Then, window by window: the organization was dissolved before the window, founded or joined
after it or after the date of the evaluation, or another party (after a merger) had taken its
place by the window's end.

Of a recurring target the verdict that headlines is that of the newest window that has a row
or whose report is overdue; before there is one, that of the newest that has ended, else of
the first. A running window without a row is not evaluated beside others.
"""

from dataclasses import replace
from datetime import date

from pledgebook.model import Model
from pledgebook.records import Organization
from pledgebook.status.assumed import assumed_fields
from pledgebook.status.compare import goal_of
from pledgebook.status.disagree import disagreement
from pledgebook.status.exact import fraction
from pledgebook.status.find import Search, find_value
from pledgebook.status.judge import Baseline, Outcome, Trial, judge_rows
from pledgebook.status.outcome import Rests, described
from pledgebook.status.periods import Window
from pledgebook.status.plan import Facts, Plan
from pledgebook.status.rows import Reading, Row
from pledgebook.status.scope import Standing, left, replaced
from pledgebook.status.verdict import Reason, State, Verdict, reason
from pledgebook.values import FuzzyDate


def evaluate(facts: Facts, plan: Plan, organization: str, standing: Standing) -> Verdict:
    """The headline verdict of a plan for one organization, with its history."""
    record = facts.model.organizations[organization].record
    barred = _barred(facts, plan, record, standing)
    if barred:
        return _without_rows(plan, organization, barred, (record, standing))
    rows = facts.rows_of(organization, plan.question)
    baseline = baseline_of(plan, rows)
    found = []
    for window in plan.windows:
        trial = trial_of(plan, window, baseline)
        outcome = _absent(facts, window, record, standing) or judge_rows(trial, rows)
        assumed = assumed_fields(plan, record, standing, outcome, trial)
        rests = Rests(assumed, disagreement(trial, rows, outcome))
        found.append((trial, described(plan, organization, trial, outcome, rests)))
    return _headline(found)


def _barred(facts: Facts, plan: Plan, record: Organization, standing: Standing) -> Outcome | None:
    """What holds before any row is looked at."""
    gone = left(standing, facts.as_of)
    if gone:
        return Outcome(State.NOT_APPLICABLE, gone)
    return _not_for(facts.model, plan, record) or plan.bar


def _without_rows(
    plan: Plan, organization: str, outcome: Outcome, who: tuple[Organization, Standing]
) -> Verdict:
    return Verdict(
        plan.case.entry,
        plan.case.version,
        plan.terms,
        organization,
        outcome.state,
        withdrawn=outcome.reason is not None and outcome.reason.code == "withdrew",
        reason=outcome.reason,
        assumed=assumed_fields(plan, *who, outcome),
    )


def _not_for(model: Model, plan: Plan, record: Organization) -> Outcome | None:
    """Not applicable when the indicator is for other kinds of organizations."""
    if plan.case.withdrawn or plan.terms.indicator is None:
        return None
    indicator = model.indicators.get(plan.terms.indicator)
    wanted = indicator.record.applies_to if indicator else None
    if wanted is None or record.classification in wanted.classification:
        return None
    kinds = ", ".join(wanted.classification)
    why = reason("indicator-not-for", plan.terms.indicator, record.classification or "", kinds)
    return Outcome(State.NOT_APPLICABLE, why)


def _absent(
    facts: Facts, window: Window, record: Organization, standing: Standing
) -> Outcome | None:
    """Not applicable when the organization was not there, or not yet a party, in the window."""
    why = _gone(window, record) or _not_there(facts, window, record, standing)
    return Outcome(State.NOT_APPLICABLE, why) if why else None


def _gone(window: Window, record: Organization) -> Reason | None:
    gone = record.dissolved
    if gone is None or window.first is None or gone.last >= window.first:
        return None
    return reason("dissolved", gone.text, ", ".join(record.successors))


def _not_there(
    facts: Facts, window: Window, record: Organization, standing: Standing
) -> Reason | None:
    end = min(window.last or facts.as_of, facts.as_of)
    if _after(record.founded, end):
        return reason("founded-later", record.founded.text if record.founded else "")
    if _after(standing.joined, end):
        return reason("joined-later", standing.joined.text if standing.joined else "")
    return replaced(standing, end)


def _after(day: FuzzyDate | None, end: date) -> bool:
    return day is not None and day.first > end


def baseline_of(plan: Plan, rows: tuple[Row, ...]) -> Baseline | None:
    """The baseline as the terms give it, else the value of its period from the rows."""
    given = plan.terms.baseline
    if given is None or plan.question.measure == "boolean":
        return None
    if given.value is not None:
        return Baseline(fraction(given.value), given.period.last)
    question = plan.question
    if question.over_time == "once":
        question = replace(question, over_time="latest")
    window = Window("every", given.period.first, given.period.last, given.period)
    value = find_value(rows, Search(window, question, _never, plan.as_of))
    if value is None or value.reading.number is None or not value.complete:
        return None
    return Baseline(value.reading.number, given.period.last, value.rows, value.reading)


def _never(_: Reading) -> bool:
    return False


def trial_of(plan: Plan, window: Window, baseline: Baseline | None) -> Trial:
    """What a value is judged by in one window."""
    goal = plan.goal or goal_of(plan.terms, baseline.value if baseline else None)
    return Trial(
        plan.terms,
        plan.question,
        window,
        baseline,
        plan.within,
        plan.on_track,
        plan.as_of,
        goal,
        plan.rising,
    )


def _headline(found: list[tuple[Trial, Verdict]]) -> Verdict:
    """The newest verdict that could be expected, with the others as its history."""
    kept = [(t, v) for t, v in found if t.ended or v.tested or len(found) == 1]
    said = [v for trial, v in kept if v.tested or trial.overdue]
    ended = [v for trial, v in kept if trial.ended]
    chosen = (said or ended or [kept[0][1]])[-1]
    history = tuple(v for _, v in kept if v is not chosen)
    return replace(chosen, history=history) if history else chosen
