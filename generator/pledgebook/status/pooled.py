"""Organizations counted together: numerators and denominators, distributions, totals.

Knows which organizations a total may hold. Must not know how states combine.

Shares are counted together and amounts added up first, then judged as if they were one
organization's. A total never holds an organization and one below it: a unit whose parent (or
any organization above) is in scope and reported is left out, since it is in that figure.
A baseline value in the target's own terms is that of all together; else the organizations'
baselines are added up too, and all must have one. The window is the newest that has ended and
whose report is overdue or has come from all; else the newest that anyone reported; else the
last. Own terms do not count here. What is yes or no cannot be pooled and reads as `all`.

A share is judged from those that reported, with their number. A total (of a count or
quantity) that lacks organizations decides only what more of them cannot change: a lower bound
reached, an upper bound passed. With bodies that have no record (`declared`), neither a share
nor a total decides beyond that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pledgebook.model import Model
from pledgebook.status.evaluate import baseline_of, trial_of
from pledgebook.status.find import Value, find_value
from pledgebook.status.judge import Baseline, Outcome, Trial, judge_value
from pledgebook.status.outcome import goal_bounds, is_provisional, tested_of
from pledgebook.status.periods import Window
from pledgebook.status.plan import Facts, Plan, unknown_state
from pledgebook.status.rows import combined
from pledgebook.status.verdict import RollupVerdict, State, Verdict, reason


@dataclass(frozen=True, slots=True)
class _Pool:
    """What was found for one window: values by organization, and how many were expected."""

    trial: Trial
    values: tuple[tuple[str, Value], ...]
    expected: int


def pool(facts: Facts, plan: Plan, rollup: RollupVerdict) -> RollupVerdict:
    """The roll-up with its verdict from the pooled value."""
    indicator = facts.model.indicators.get(plan.terms.indicator or "")
    refused = indicator is not None and indicator.record.combined == "none"
    if plan.bar or refused or plan.question.measure == "boolean":
        return rollup
    pools = [_gather(facts, plan, window, rollup.verdicts) for window in plan.windows]
    chosen = _chosen(pools)
    if not chosen.values:
        return _nothing_pooled(rollup, chosen)
    return _judged(facts, plan, rollup, chosen)


def _nothing_pooled(rollup: RollupVerdict, found: _Pool) -> RollupVerdict:
    """Nobody has a figure that can be counted together: never met or not met."""
    decided = rollup.state in {State.MET, State.NOT_MET}
    state = State.NO_DATA if decided else rollup.state
    why = reason("totals-missing", "0", str(found.expected + rollup.unlisted))
    return replace(rollup, state=state, reason=why, reported=0, expected=found.expected)


def _gather(facts: Facts, plan: Plan, window: Window, verdicts: Sequence[Verdict]) -> _Pool:
    trial = trial_of(plan, window, None)
    values: dict[str, Value] = {}
    expected = []
    for verdict in verdicts:
        if verdict.withdrawn or _left_out(verdict, window):
            continue
        expected.append(verdict.organization)
        rows = facts.rows_of(verdict.organization, plan.question)
        value = find_value(rows, trial.search)
        if value and _poolable(trial, value):
            values[verdict.organization] = value
    top = [id_ for id_ in expected if not _below(facts.model, id_, values)]
    return _Pool(trial, tuple((i, values[i]) for i in top if i in values), len(top))


def _left_out(verdict: Verdict, window: Window) -> bool:
    about = [v for v in (*verdict.history, verdict) if v.period == window.period]
    return any(v.state is State.NOT_APPLICABLE for v in about or (verdict,))


def _poolable(trial: Trial, value: Value) -> bool:
    """Whether the value is whole and can be counted together with others."""
    reading = value.reading
    if reading.number is None or (trial.ended and not value.complete):
        return False
    counted = reading.denominator is not None
    return counted or trial.question.measure in {"count", "quantity"}


def _below(model: Model, organization: str, reported: dict[str, Value]) -> bool:
    """Whether an organization above this one reported, also when parents run in a circle."""
    seen = {organization}
    parent = model.organizations[organization].record.parent
    while parent and parent in model.organizations and parent not in seen:
        if parent in reported:
            return True
        seen.add(parent)
        parent = model.organizations[parent].record.parent
    return False


def _chosen(pools: Sequence[_Pool]) -> _Pool:
    whole = [
        pool
        for pool in pools
        if pool.trial.ended and (pool.trial.overdue or len(pool.values) == pool.expected)
    ]
    some = [pool for pool in pools if pool.values]
    return (whole or some or pools)[-1]


def _judged(facts: Facts, plan: Plan, rollup: RollupVerdict, found: _Pool) -> RollupVerdict:
    values = [value for _, value in found.values]
    window = found.trial.window
    trial = trial_of(plan, window, _baseline(facts, plan, found))
    value = _together(plan, values)
    outcome = judge_value(trial, value)
    missing = found.expected - len(values)
    low, high = goal_bounds(plan.question, trial.goal)
    judged = replace(
        rollup,
        period=window.period,
        state=outcome.state,
        reason=outcome.reason,
        provisional=any(is_provisional(trial, each) for each in values),
        reported=len(values),
        expected=found.expected,
        pooled=tested_of(trial, value),
        pace=outcome.pace.pace if outcome.pace else None,
        goal=low,
        goal_high=high,
        lower=outcome.state,
        upper=outcome.state,
    )
    return _bounded(plan, judged, outcome, missing)


def _together(plan: Plan, values: Sequence[Value]) -> Value:
    """All values as one, about the time up to the earliest of their last days."""
    reading = combined((value.reading for value in values), plan.question)
    rows = tuple(sorted((r for v in values for r in v.rows), key=lambda r: (r.last, r.first)))
    starts = [value.first for value in values if value.first]
    return Value(
        reading,
        rows,
        min(value.day for value in values),
        all(value.complete for value in values),
        first=min(starts, default=None),
    )


def _baseline(facts: Facts, plan: Plan, found: _Pool) -> Baseline | None:
    given = plan.terms.baseline
    if given is None:
        return None
    baselines = [
        baseline_of(plan, facts.rows_of(organization, plan.question))
        for organization, _ in found.values
    ]
    if given.value is not None:
        return baselines[0]
    return _summed(plan, [baseline for baseline in baselines if baseline], len(baselines))


def _summed(plan: Plan, baselines: Sequence[Baseline], wanted: int) -> Baseline | None:
    """The baselines together; None unless every organization has one."""
    if len(baselines) != wanted:
        return None
    readings = [baseline.reading for baseline in baselines if baseline.reading]
    reading = combined(readings, plan.question)
    if reading.number is None:
        return None
    rows = tuple(row for baseline in baselines for row in baseline.rows)
    return Baseline(reading.number, baselines[0].day, rows, reading)


def _bounded(plan: Plan, judged: RollupVerdict, outcome: Outcome, missing: int) -> RollupVerdict:
    """What organizations that did not report, or have no record, leave open."""
    if not missing and not judged.unlisted:
        return judged
    if _is_certain(plan, outcome):
        return judged
    open_ = replace(judged, lower=State.NOT_MET, upper=State.MET)
    share = plan.question.measure in {"percent", "rating"}
    if outcome.state not in {State.MET, State.NOT_MET} or (share and not judged.unlisted):
        return open_
    unlisted = judged.unlisted and unknown_state(plan) is State.NO_DATA
    overdue = unlisted or State.NO_DATA in judged.counts
    state = State.NO_DATA if overdue else State.NOT_DUE
    expected = str(judged.expected + judged.unlisted)
    return replace(
        open_, state=state, reason=reason("totals-missing", str(judged.reported), expected)
    )


def _is_certain(plan: Plan, outcome: Outcome) -> bool:
    """Whether more organizations cannot change a total's verdict."""
    if plan.question.measure in {"percent", "rating"} or outcome.goal is None:
        return False
    if outcome.state is State.MET:
        return outcome.goal.upward
    return outcome.state is State.NOT_MET and outcome.goal.downward
