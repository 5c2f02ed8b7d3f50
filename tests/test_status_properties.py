"""What must hold of statuses whatever the records say."""

import ast
from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import statuses_of
from pledgebook import status
from pledgebook.status import RollupVerdict, State, Verdict
from pledgebook.status.rollup import BEST_FIRST, DECIDED, WORST_FIRST, Rule, bounds, combine

STATES = st.sampled_from(list(State))
RULES = st.one_of(
    st.just(Rule("all")),
    st.just(Rule("any")),
    st.integers(0, 110).map(lambda percent: Rule("at_least_percent", Decimal(percent))),
)
# Rows are about these times; finer, longer and overlapping ones are among them.
TIMES = [
    "period: 2023",
    "period: 2024",
    "period: 2024-H1",
    *(f"period: 2024-Q{quarter}" for quarter in range(1, 5)),
    "period: {start: 2024-01-01, end: 2024-09-30}",
    "period: {start: 2023-07-01, end: 2024-06-30}",
    "as_of: 2024-03-31",
    "as_of: 2024-12-31",
    "as_of: 2025-02-10",
]
ASSESSMENTS = ["self", "superior", "independent", "official"]
AMOUNTS = st.integers(-30, 200).map(lambda n: Decimal(n) / 4)
ABSOLUTE = ["at_least", "at_most", "more_than", "less_than", "equals", "increase_by", "decrease_by"]
PERCENT = ["increase_by_percent", "decrease_by_percent"]
WHEN = ["due: 2024-12-31", "due: 2024-06-30", "every: year, first_period: 2023", "due_text: soon"]
DAYS = ["2024-05-01", "2024-10-15", "2025-01-20", "2025-06-01"]
OVER_TIME = ["latest", "sum", "once"]


def rank(rule: Rule, state: State) -> int:
    """How good a state is, 0 for the worst; nothing to judge is the best."""
    order = BEST_FIRST[::-1] if rule.kind == "any" else WORST_FIRST
    return len(order) if state is State.NOT_APPLICABLE else order.index(state)


@given(RULES, st.lists(STATES, max_size=8))
def test_one_more_not_met_never_improves_a_rollup(rule: Rule, states: list[State]) -> None:
    more = [*states, State.NOT_MET]
    assert rank(rule, combine(rule, more)) <= rank(rule, combine(rule, states))


@given(RULES, st.lists(STATES, min_size=1, max_size=8), st.data())
def test_a_worse_verdict_never_improves_a_rollup(
    rule: Rule, states: list[State], data: st.DataObject
) -> None:
    counting = [index for index, state in enumerate(states) if state is State.MET]
    if counting:
        worse = [*states]
        worse[data.draw(st.sampled_from(counting))] = State.NOT_MET
        assert rank(rule, combine(rule, worse)) <= rank(rule, combine(rule, states))


def span(rule: Rule, states: Sequence[State]) -> range:
    """From the rank of the worst that can come of it to the best."""
    lower, upper = bounds(rule, states)
    return range(rank(rule, lower), rank(rule, upper) + 1)


@given(RULES, st.lists(STATES, min_size=1, max_size=8), st.data())
def test_an_unknown_verdict_only_widens_the_bounds(
    rule: Rule, states: list[State], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(states) - 1))
    if states[index] not in DECIDED:
        return
    unknown = [*states]
    unknown[index] = data.draw(st.sampled_from([s for s in WORST_FIRST if s not in DECIDED]))
    narrow, wide = span(rule, states), span(rule, unknown)
    assert wide.start <= narrow.start
    assert narrow.stop <= wide.stop


@given(RULES, st.lists(STATES, min_size=1, max_size=8), st.data())
def test_whatever_becomes_known_stays_within_the_bounds(
    rule: Rule, states: list[State], data: st.DataObject
) -> None:
    known = (*DECIDED, State.NOT_APPLICABLE)
    turned = [s if s in known else data.draw(st.sampled_from(DECIDED)) for s in states]
    assert rank(rule, combine(rule, turned)) in span(rule, states)


@given(RULES, st.lists(STATES, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_organizations_does_not_matter(
    rule: Rule, states: list[State], random: Random
) -> None:
    mixed = [*states]
    random.shuffle(mixed)
    assert combine(rule, mixed) is combine(rule, states)
    assert bounds(rule, mixed) == bounds(rule, states)


# Through the records


def evaluated(
    target: str, rows: Sequence[str], as_of: str, indicator: str = "measure: quantity"
) -> RollupVerdict:
    """The roll-up of `x/t` over the signatories a to d."""
    found = statuses_of(
        {
            "data/organizations.yml": "\n".join(f"{i}: {{name: {i.upper()}}}" for i in "abcd"),
            "data/indicators.yml": f"i: {{name: I, {indicator}}}",
            "data/agreements.yml": "x: {name: X, signed: 2023-01-01, parties: [a, b, c, d], "
            f"targets: [{{id: t, statement: S, indicator: i, {target}}}]}}",
            "data/results.yml": "results: [" + ", ".join(f"{{{row}}}" for row in rows) + "]",
        },
        as_of,
    ).rollup("x/t")
    assert found is not None
    return found


@st.composite
def row_lists(draw: st.DrawFn) -> list[tuple[str, Decimal]]:
    """Rows of several organizations, times, assessments and revisions, each key once."""
    keys = st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(TIMES),
        st.sampled_from(ASSESSMENTS),
        st.integers(0, 2),
        st.sampled_from(["", ", status: provisional", ", issued: 2024-11-01"]),
    )
    found = draw(st.lists(keys, max_size=12, unique_by=lambda key: key[:4]))
    return [
        (
            f"organization: {who}, indicator: i, {when}, assessment: {by}, revision: {n}{mark}",
            draw(AMOUNTS),
        )
        for who, when, by, n, mark in found
    ]


def written(rows: Sequence[tuple[str, Decimal]], factor: Decimal = Decimal(1)) -> list[str]:
    return [f"{key}, value: {value * factor:f}" for key, value in rows]


def outline(verdict: Verdict) -> tuple[object, ...]:
    """What a verdict says, with rows by what they say."""
    tested = verdict.tested
    rows = [repr(row.record) for row in tested.rows] if tested else []
    others = [repr(row.record) for row in verdict.disagreement]
    return (
        verdict.state,
        verdict.period,
        verdict.late,
        verdict.pace,
        verdict.reason,
        verdict.provisional,
        rows,
        others,
        [outline(older) for older in verdict.history],
    )


@settings(deadline=None)
@given(
    row_lists(),
    st.randoms(use_true_random=False),
    st.sampled_from(ABSOLUTE + PERCENT),
    st.sampled_from(WHEN),
    st.tuples(st.sampled_from(DAYS), st.sampled_from(OVER_TIME)),
)
def test_the_order_of_rows_does_not_matter(
    rows: list[tuple[str, Decimal]],
    random: Random,
    comparator: str,
    when: str,
    how: tuple[str, str],
) -> None:
    target = f"{comparator}: 10, baseline: 2023, {when}"
    measure = f"measure: quantity, over_time: {how[1]}"
    mixed = [*rows]
    random.shuffle(mixed)
    one = evaluated(target, written(rows), how[0], measure)
    other = evaluated(target, written(mixed), how[0], measure)
    assert [outline(v) for v in one.verdicts] == [outline(v) for v in other.verdicts]
    assert (one.state, one.provisional) == (other.state, other.provisional)


@settings(deadline=None)
@given(
    row_lists(),
    st.sampled_from([Decimal("0.001"), Decimal("0.25"), Decimal(3), Decimal(1000000)]),
    st.sampled_from(ABSOLUTE + PERCENT),
    st.sampled_from(WHEN),
    st.tuples(st.sampled_from(DAYS), st.sampled_from(OVER_TIME), st.booleans(), st.booleans()),
)
def test_scaling_the_unit_changes_nothing(
    rows: list[tuple[str, Decimal]],
    factor: Decimal,
    comparator: str,
    when: str,
    how: tuple[str, str, bool, bool],
) -> None:
    as_of, over_time, curved, given_baseline = how
    outcomes = []
    for scale in (Decimal(1), factor):
        value = Decimal(10) if comparator in PERCENT else Decimal(10) * scale
        step = Decimal(4) if comparator in PERCENT else Decimal(4) * scale
        base = f"{{period: 2022, value: {Decimal(25) * scale:f}}}" if given_baseline else "2023"
        target = (
            f"{comparator}: {value:f}, baseline: {base}, {when}, "
            f"interim: [{{period: 2024-H1, value: {step:f}}}], "
            f"progress_model: {'cagr' if curved else 'linear'}"
        )
        measure = f"measure: quantity, over_time: {over_time}"
        found = evaluated(target, written(rows, scale), as_of, measure)
        outcomes.append([states_and_paces(v) for v in found.verdicts])
    assert outcomes[0] == outcomes[1]


def states_and_paces(verdict: Verdict) -> tuple[object, ...]:
    """State and pace; the pace to 50 places, since growth rates never end."""
    pace = None if verdict.pace is None else f"{verdict.pace:.50f}"
    return verdict.state, pace, verdict.late, [states_and_paces(v) for v in verdict.history]


@settings(deadline=None)
@given(
    row_lists(), st.sampled_from(["all", "any", "{at_least_percent: 60}"]), st.sampled_from(DAYS)
)
def test_a_report_less_only_widens_the_bounds(
    rows: list[tuple[str, Decimal]], rollup: str, as_of: str
) -> None:
    # One organization with all its rows, and the same without any.
    target = f"at_least: 10, due: 2024-06-30, rollup: {rollup}"
    full = evaluated(target, written(rows), as_of)
    less = evaluated(target, [row for row in written(rows) if "organization: a" not in row], as_of)
    a = full.verdicts[0].state
    if a in DECIDED:
        assert less.met_at_least <= full.met_at_least
        assert less.met_at_most >= full.met_at_most
        assert less.total == full.total
        order = WORST_FIRST if rollup != "any" else BEST_FIRST[::-1]
        assert order.index(less.lower) <= order.index(full.lower)
        assert order.index(less.upper) >= order.index(full.upper)


COUNTS = st.tuples(st.integers(0, 40), st.integers(1, 40)).map(lambda n: (min(n), max(n)))


@settings(deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=3), COUNTS, st.integers(0, 100))
def test_one_more_share_below_never_improves_a_pooled_one(
    shares: list[tuple[int, int]], more: tuple[int, int], asked: int
) -> None:
    def pooled(counts: Sequence[tuple[int, int]]) -> State:
        rows = [
            f"organization: {who}, indicator: i, period: 2024, numerator: {n}, denominator: {d}"
            for who, (n, d) in zip("abcd", counts, strict=False)
        ]
        silent = [
            f"organization: {who}, indicator: i, period: 2024, missing: not-applicable"
            for who in "abcd"[len(counts) :]
        ]
        target = f"at_least: {asked}, due: 2024-12-31, rollup: pooled"
        return evaluated(target, [*rows, *silent], "2025-01-01", "measure: percent").state

    if more[0] * 100 < asked * more[1]:
        worst = [State.NOT_MET, State.MET]
        assert worst.index(pooled([*shares, more])) <= worst.index(pooled(shares))


# Numbers


def numbers_of(value: object) -> list[object]:
    """Everything that a verdict holds, rows and terms left aside."""
    if isinstance(value, Verdict | RollupVerdict | status.Tested):
        skipped = {"terms", "target", "rows", "baseline_rows", "disagreement"}
        names = [field.name for field in fields(value) if field.name not in skipped]
        return [found for name in names for found in numbers_of(getattr(value, name))]
    if isinstance(value, tuple):
        return [found for each in value for found in numbers_of(each)]
    return [value]


@settings(deadline=None, max_examples=50)
@given(row_lists(), st.sampled_from(ABSOLUTE + PERCENT), st.sampled_from(WHEN))
def test_no_verdict_holds_a_float(
    rows: list[tuple[str, Decimal]], comparator: str, when: str
) -> None:
    target = f"{comparator}: 10, baseline: 2023, {when}, progress_model: cagr, rollup: pooled"
    found = evaluated(target, written(rows), "2024-10-15")
    assert not [value for value in numbers_of(found) if isinstance(value, float)]


def test_the_program_has_no_float() -> None:
    for path in Path(status.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path
            assert not (isinstance(node, ast.Name) and node.id == "float"), path
            assert not (isinstance(node, ast.Import) and node.names[0].name == "math"), path
