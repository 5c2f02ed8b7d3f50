"""The verdicts of all organizations in scope as one.

Knows how states combine. Must not know rows, or how one verdict is reached; what is
pooled is `pooled`'s.

Not applicable ones leave the denominator; withdrawn ones are counted apart. Bodies that the
source counts and that have no record (`declared`) are unknown: each reads as an organization
that has reported nothing would, *not due* or *no data*.

`all`: the first that occurs of not met, no data, behind, not due, on track, met.
`any`: the first that occurs of met, on track, behind, not due, no data, not met.
`at_least_percent`: everything but met and not met is unknown; decided when counting the
    unknown as not met and as met agrees, else no data if one has none, else not due.

Provisional: when the verdict would be another without the provisional ones (as no data).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pledgebook.records import Target
from pledgebook.status.exact import fraction
from pledgebook.status.plan import Facts, Plan, unknown_state
from pledgebook.status.pooled import pool
from pledgebook.status.verdict import RollupVerdict, State, Verdict, reason
from pledgebook.values import Period

WORST_FIRST = (
    State.NOT_MET,
    State.NO_DATA,
    State.BEHIND,
    State.NOT_DUE,
    State.ON_TRACK,
    State.MET,
)
BEST_FIRST = (
    State.MET,
    State.ON_TRACK,
    State.BEHIND,
    State.NOT_DUE,
    State.NO_DATA,
    State.NOT_MET,
)
DECIDED = (State.MET, State.NOT_MET)


@dataclass(frozen=True, slots=True)
class Rule:
    """How verdicts become one: `all`, `any`, `pooled`, or `at_least_percent` of them."""

    kind: str
    percent: Decimal | None = None


def rule_of(terms: Target) -> Rule:
    """The roll-up of a target; `all` where it says nothing."""
    given = terms.rollup
    if given is None:
        return Rule("all")
    if given.at_least_percent is not None:
        return Rule("at_least_percent", given.at_least_percent)
    return Rule(given.kind or "all")


def combine(rule: Rule, states: Sequence[State]) -> State:
    """One state of many, not applicable ones left out. Nothing left: not applicable."""
    left = [state for state in states if state is not State.NOT_APPLICABLE]
    if not left:
        return State.NOT_APPLICABLE
    if rule.kind == "any":
        return next(state for state in BEST_FIRST if state in left)
    if rule.percent is not None:
        return _share(rule.percent, left)
    return next(state for state in WORST_FIRST if state in left)


def _share(percent: Decimal, states: Sequence[State]) -> State:
    met, unknown = _met_and_unknown(states)
    needed = fraction(percent) * len(states)
    if 100 * met >= needed:
        return State.MET
    if 100 * (met + unknown) < needed:
        return State.NOT_MET
    return State.NO_DATA if State.NO_DATA in states else State.NOT_DUE


def _met_and_unknown(states: Sequence[State]) -> tuple[int, int]:
    decided = sum(state in DECIDED for state in states)
    return states.count(State.MET), len(states) - decided


def bounds(rule: Rule, states: Sequence[State]) -> tuple[State, State]:
    """The state when every unknown one turns out not met, and when it turns out met."""

    def turned(out: State) -> State:
        kept = (*DECIDED, State.NOT_APPLICABLE)
        return combine(rule, [state if state in kept else out for state in states])

    return turned(State.NOT_MET), turned(State.MET)


def roll_up(facts: Facts, plan: Plan, verdicts: Sequence[Verdict]) -> RollupVerdict:
    """The roll-up of a target's headline verdicts, which are in order of scope."""
    rule = rule_of(plan.terms)
    counting = [verdict for verdict in verdicts if not verdict.withdrawn]
    unlisted = _unlisted(plan, verdicts)
    states = [verdict.state for verdict in counting]
    known = [*states, *[unknown_state(plan)] * unlisted]
    if plan.case.withdrawn:
        known = []
    met, unknown = _met_and_unknown([s for s in known if s is not State.NOT_APPLICABLE])
    state = combine(rule, known)
    lower, upper = bounds(rule, known)
    result = RollupVerdict(
        target=plan.case.entry,
        version=plan.case.version,
        terms=plan.terms,
        kind=rule.kind,
        percent=rule.percent,
        state=state,
        provisional=combine(rule, [*_settled(counting), *known[len(states) :]]) != state,
        counts=_counts(states),
        withdrawn=len(verdicts) - len(counting),
        declared=plan.terms.scope.declared if plan.terms.scope else None,
        listed=len(verdicts),
        unlisted=unlisted,
        total=len(known) - known.count(State.NOT_APPLICABLE),
        met_at_least=met,
        met_at_most=met + unknown,
        lower=lower,
        upper=upper,
        reported=sum(_has_value(verdict) for verdict in counting),
        expected=len(states) - states.count(State.NOT_APPLICABLE),
        verdicts=tuple(verdicts),
        period=_common_period(counting),
        assumed=tuple(dict.fromkeys(name for v in counting for name in v.assumed)),
        reason=reason("nobody") if state is State.NOT_APPLICABLE else None,
    )
    poolable = rule.kind == "pooled" and state is not State.NOT_APPLICABLE
    return pool(facts, plan, result) if poolable else result


def _unlisted(plan: Plan, verdicts: Sequence[Verdict]) -> int:
    declared = plan.terms.scope.declared if plan.terms.scope else None
    return max((declared or 0) - len(verdicts), 0)


def _settled(verdicts: Sequence[Verdict]) -> list[State]:
    """States with the provisional ones as no data."""
    gone = (State.NOT_APPLICABLE, State.NO_DATA)
    return [State.NO_DATA if v.provisional and v.state not in gone else v.state for v in verdicts]


def _counts(states: Sequence[State]) -> Mapping[State, int]:
    found = Counter(states)
    return {state: found[state] for state in State if found[state]}


def _has_value(verdict: Verdict) -> bool:
    told = verdict.tested is not None and verdict.tested.measured is not None
    return told and verdict.state is not State.NOT_APPLICABLE


def _common_period(verdicts: Sequence[Verdict]) -> Period | None:
    """The one period that all verdicts are about, of those that are about one."""
    found = {v.period for v in verdicts if v.state is not State.NOT_APPLICABLE}
    return found.pop() if len(found) == 1 else None
