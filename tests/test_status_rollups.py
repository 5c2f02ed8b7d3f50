"""Roll-ups: many verdicts as one, their bounds, and what is pooled."""

import pytest

from builders import statuses_of
from pledgebook.status import RollupVerdict, State
from status_cases import (
    INDICATORS,
    MET,
    NO_DATA,
    NOT_APPLICABLE,
    NOT_DUE,
    NOT_MET,
    ON_TRACK,
    SCALE,
    pact,
    rollup_of,
    these,
)


def vote(
    rollup: str, rows: dict[str, str], as_of: str = "2025-01-01", extra: str = ""
) -> RollupVerdict:
    """A target of five signatories, decided by rows for some of them."""
    agreement = (
        f"parties: [{', '.join('abcde')}]\n"
        f"targets: [{{id: t, statement: S, {extra}rollup: {rollup}, due: 2024-12-31}}]"
    )
    lines = "\n".join(f"organization: {id_}, target: x/t, {row}" for id_, row in rows.items())
    return rollup_of(statuses_of(pact(agreement, lines), as_of))


YES, NO = "as_of: 2024-06-01, value: true", "as_of: 2024-06-01, value: false"
NA, GAP = "as_of: 2024-06-01, missing: not-applicable", "as_of: 2024-06-01, missing: unknown"

VOTES = [
    ("all", "yyyyy", MET, MET, MET),
    ("all", "yyyy-", NO_DATA, NOT_MET, MET),
    ("all", "yyyn-", NOT_MET, NOT_MET, NOT_MET),
    ("all", "yyyy0", MET, MET, MET),
    ("all", "00000", NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE),
    ("any", "nnnny", MET, MET, MET),
    ("any", "nnnn-", NO_DATA, NOT_MET, MET),
    ("any", "nnnnn", NOT_MET, NOT_MET, NOT_MET),
    ("{at_least_percent: 80}", "yyyy-", MET, MET, MET),
    ("{at_least_percent: 80}", "yyy--", NO_DATA, NOT_MET, MET),
    ("{at_least_percent: 80}", "yyynn", NOT_MET, NOT_MET, NOT_MET),
    ("{at_least_percent: 80}", "yyn--", NO_DATA, NOT_MET, MET),
    ("{at_least_percent: 75}", "yyyn0", MET, MET, MET),
    ("{at_least_percent: 33.4}", "ynn00", NOT_MET, NOT_MET, NOT_MET),
]


@pytest.mark.parametrize(("rollup", "votes", "state", "lower", "upper"), VOTES)
def test_rollups(rollup: str, votes: str, state: State, lower: State, upper: State) -> None:
    said = {"y": YES, "n": NO, "0": NA, "-": GAP}
    rows = {id_: said[vote] for id_, vote in zip("abcde", votes, strict=True)}
    found = vote(rollup, rows)
    assert (found.state, found.lower, found.upper) == (state, lower, upper)
    assert found.met_at_least == votes.count("y")
    assert found.total == 5 - votes.count("0")


def test_a_rollup_that_is_not_due() -> None:
    found = vote("{at_least_percent: 80}", {"a": YES}, "2024-12-31")
    assert (found.state, found.met_at_least, found.met_at_most) == (NOT_DUE, 1, 5)


def test_bodies_without_a_record_are_unknown() -> None:
    scope = "scope: {to: signatories, declared: 20}, "
    everyone = dict.fromkeys("abcde", YES)
    for day, unknown in (("2024-12-31", NOT_DUE), ("2025-01-01", NO_DATA)):
        found = vote("all", everyone, day, scope)
        assert (found.state, found.declared, found.listed, found.unlisted) == (unknown, 20, 5, 15)
        assert (found.met_at_least, found.met_at_most, found.total) == (5, 20, 20)
    assert vote("any", everyone, "2025-01-01", scope).state is MET
    assert vote("{at_least_percent: 25}", everyone, "2025-01-01", scope).state is MET
    assert vote("{at_least_percent: 26}", everyone, "2025-01-01", scope).state is NO_DATA
    assert vote("all", everyone | {"a": NO}, "2025-01-01", scope).state is NOT_MET


def test_a_rollup_is_provisional_where_it_would_not_stand_without() -> None:
    soft = YES + ", status: provisional"
    everyone = dict.fromkeys("abcde", YES)
    assert vote("all", everyone | {"b": soft}).provisional
    assert not vote("any", everyone | {"b": soft}).provisional
    assert not vote("{at_least_percent: 80}", everyone | {"b": soft}).provisional
    assert vote("{at_least_percent: 80}", everyone | {"b": soft, "c": NO}).provisional
    assert not vote("all", everyone | {"b": soft, "c": NO}).provisional
    assert vote("all", everyone | {"c": NO + ", status: provisional"}).provisional


def pooled(rows: str, indicator: str, asked: str, **more: str) -> RollupVerdict:
    scope = more.get("scope", "")
    agreement = (
        "parties: [a, b, c, d]\n"
        f"targets: [{{id: t, statement: S, indicator: i, {asked}, {scope}"
        "rollup: pooled, due: 2024-12-31}]"
    )
    bodies = more.get("bodies", "a: {name: A}\nb: {name: B}\nc: {name: C}\nd: {name: D}")
    model = pact(agreement, rows, bodies=bodies, indicator=indicator)
    model["data/scales.yml"] = SCALE
    return rollup_of(statuses_of(model, more.get("as_of", "2025-01-01")))


SHARES = """
organization: a, indicator: i, period: 2024, numerator: 1, denominator: 10
organization: b, indicator: i, period: 2024, numerator: 95, denominator: 100
organization: c, indicator: i, period: 2024, numerator: 0, denominator: 0
organization: d, indicator: i, period: 2024, numerator: 4, denominator: 10
"""


def test_shares_are_pooled_by_their_counts() -> None:
    found = pooled(SHARES, INDICATORS["percent"], "at_least: 80")
    assert found.state is MET
    assert found.pooled is not None
    assert these(found.pooled.numerator, found.pooled.denominator) == (100, 120)
    assert (found.reported, found.expected, found.lower, found.upper) == (3, 3, MET, MET)
    short = "\n".join(SHARES.strip().splitlines()[:3])
    found = pooled(short, INDICATORS["percent"], "at_least: 80")
    assert (found.state, found.reported, found.expected) == (MET, 2, 3)
    assert (found.lower, found.upper) == (NOT_MET, MET)


def test_distributions_are_pooled() -> None:
    rows = """
organization: a, indicator: i, period: 2024, distribution: {A: 1, C: 1}
organization: b, indicator: i, period: 2024, distribution: {B: 7, C: 1}
organization: c, indicator: i, period: 2024, value: C
organization: d, indicator: i, period: 2024, missing: unknown
"""
    found = pooled(rows, INDICATORS["rating"], "level: B, at_least: 70")
    assert found.pooled is not None
    assert these(found.pooled.numerator, found.pooled.denominator, found.state) == (8, 11, MET)
    assert (found.reported, found.expected) == (3, 4)


TOTALS = """
organization: a, indicator: i, period: 2024, value: 10
organization: b, indicator: i, period: 2024, value: 20
organization: c, indicator: i, period: 2024, value: 5
organization: d, indicator: i, period: 2024, value: 1
"""


@pytest.mark.parametrize(
    ("asked", "lines", "state"),
    [
        ("at_least: 36", 4, MET),
        ("at_least: 37", 4, NOT_MET),
        ("at_least: 35", 3, MET),  # more cannot change it
        ("at_least: 36", 3, NO_DATA),
        ("at_most: 36", 3, NO_DATA),
        ("at_most: 34", 3, NOT_MET),
        ("at_most: 34", 0, NO_DATA),
    ],
)
def test_totals_that_lack_someone_decide_only_what_is_certain(
    asked: str, lines: int, state: State
) -> None:
    rows = "\n".join(TOTALS.strip().splitlines()[:lines])
    assert pooled(rows, INDICATORS["count"], asked).state is state


def test_a_total_never_counts_an_organization_and_one_below_it() -> None:
    bodies = "a: {name: A}\nb: {name: B, parent: a}\nc: {name: C, parent: b}\nd: {name: D}"
    found = pooled(TOTALS, INDICATORS["count"], "at_least: 11", bodies=bodies)
    assert found.pooled is not None
    assert these(found.pooled.actual, found.reported, found.expected) == (11, 2, 2)
    without = TOTALS.replace("period: 2024, value: 10", "period: 2024, missing: unknown")
    found = pooled(without, INDICATORS["count"], "at_least: 11", bodies=bodies)
    assert found.pooled is not None
    assert these(found.pooled.actual, found.reported, found.expected) == (21, 2, 3)


def test_a_pooled_share_with_unlisted_bodies_is_never_complete() -> None:
    scope = "scope: {to: signatories, declared: 5}, "
    found = pooled(SHARES, INDICATORS["percent"], "at_least: 80", scope=scope)
    assert (found.state, found.lower, found.upper) == (NO_DATA, NOT_MET, MET)


def test_a_pooled_change_adds_up_the_baselines() -> None:
    rows = "".join(
        f"organization: {id_}, indicator: i, period: {year}, value: {value}\n"
        for id_, old, new in (("a", 50, 20), ("b", 30, 30), ("c", 10, 10), ("d", 10, 10))
        for year, value in ((2020, old), (2022, new))
    )
    asked = "baseline: 2020, decrease_by_percent: 60"
    adds_up = INDICATORS["quantity"].replace("unit: t", "unit: t, aggregation: sum")
    found = pooled(rows, adds_up, asked, as_of="2023-06-01")
    assert found.pooled is not None
    assert these(found.pooled.baseline, found.pooled.actual, found.pace) == (100, 30, 1)
    assert these(found.state, found.goal) == (ON_TRACK, 40)


def test_parents_in_a_circle() -> None:
    bodies = (
        "a: {name: A, parent: b}\nb: {name: B, parent: a}\nc: {name: C, parent: c}\nd: {name: D}"
    )
    assert pooled(TOTALS, INDICATORS["count"], "at_least: 1", bodies=bodies).state in State


def test_quantities_are_pooled_only_where_the_indicator_says_so() -> None:
    rows = "".join(
        f"organization: {id_}, indicator: i, period: 2024, value: 10\n"
        for id_ in ("a", "b", "c", "d")
    )
    assert pooled(rows, INDICATORS["quantity"], "at_least: 40").pooled is None
    adds_up = INDICATORS["quantity"].replace("unit: t", "unit: t, aggregation: sum")
    assert pooled(rows, adds_up, "at_least: 40").pooled is not None
