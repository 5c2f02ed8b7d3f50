"""Worked examples of the status method: what the records say, and what must come of it."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from builders import statuses_of
from pledgebook.load import load_project
from pledgebook.status import REASONS, State, Statuses, evaluate_all
from pledgebook.values import read_day
from status_cases import (
    BEHIND,
    MET,
    NO_DATA,
    NOT_APPLICABLE,
    NOT_DUE,
    NOT_MET,
    ON_TRACK,
    files,
    reason_of,
    rollup_of,
    these,
    verdict_of,
)

WALKS = Path(__file__).parent / "cases" / "walks"

# Every comparator × kind of value × state. Half the time has passed with the row of 2022:
# `near` is half the way or more and not there, `far` less than 0.95 of the pace needed.

COMPARED = {  # terms: baseline, reached, near, far
    "at_least: 50": ("40", "50", "45", "43"),
    "more_than: 50": ("40", "50.1", "50", "43"),
    "at_most: 50": ("60", "50", "55", "57"),
    "less_than: 50": ("60", "49.9", "50", "57"),
    "equals: 50": ("40", "50", "45", "43"),
    "between: [50, 55]": ("40", "55", "45", "43"),
    "increase_by: 10": ("40", "50", "45", "43"),
    "decrease_by: 10": ("60", "50", "55", "57"),
    "increase_by_percent: 25": ("40", "50", "45", "43"),
    "decrease_by_percent: 25": ("60", "45", "52", "55"),
}


def payload(kind: str, value: str) -> str:
    """A value in the form that the kind of indicator takes, in percent for shares."""
    if kind == "percent":
        return f"numerator: {value}, denominator: 100"
    if kind == "rating":
        good = int(Decimal(value) * 10)
        return f"distribution: {{A: {good}, C: {1000 - good}}}, not_rated: {{new: 7}}"
    return f"value: {value}"


def compared() -> Iterator[object]:
    for kind in ("count", "quantity", "percent", "share", "rating"):
        for terms, (baseline, reached, near, far) in COMPARED.items():
            if kind == "rating" and "crease" in terms:
                continue
            level = "level: B, " if kind == "rating" else ""
            path = f"baseline: {{period: 2020, value: {baseline}}}, "
            asked = f"{level}{path}{terms}, due: 2024-12-31"
            table = [
                ("closed", reached, MET),
                ("closed", near, NOT_MET),
                ("closed", far, NOT_MET),
                ("open", reached, ON_TRACK),
                ("open", near, ON_TRACK),
                ("open", far, BEHIND),
            ]
            for when, value, state in table:
                row = f"period: {2024 if when == 'closed' else 2022}, {payload(kind, value)}"
                day = "2025-01-01" if when == "closed" else "2023-06-01"
                name = f"{kind} {terms} {when} {value}"
                yield pytest.param(asked, row, day, kind, state, id=name)
            for row, day, state in (
                ("", "2024-12-31", NOT_DUE),
                ("", "2025-01-01", NO_DATA),
                ("period: 2024, missing: suppressed", "2025-01-01", NO_DATA),
                ("period: 2024, missing: not-applicable", "2025-01-01", NOT_APPLICABLE),
            ):
                yield pytest.param(asked, row, day, kind, state, id=f"{kind} {terms} {row} {day}")
            if "crease" not in terms:
                bare = f"{level}{terms}, due: 2024-12-31"
                row = f"period: 2022, {payload(kind, near)}"
                name = f"{kind} {terms} no baseline"
                yield pytest.param(bare, row, "2023-06-01", kind, NOT_DUE, id=name)


@pytest.mark.parametrize(("target", "row", "as_of", "kind", "state"), [*compared()])
def test_comparators(target: str, row: str, as_of: str, kind: str, state: State) -> None:
    assert verdict_of(target, row, as_of, kind).state is state


YES_AND_NO = [
    ("as_of: 2024-05-01, value: true", "2024-05-02", MET, None),
    ("as_of: 2024-05-01, value: true", "2025-05-02", MET, None),
    ("as_of: 2024-06-30, value: true", "2025-05-02", MET, None),
    ("as_of: 2024-07-01, value: true", "2025-05-02", MET, 1),
    ("as_of: 2024-07, value: true", "2025-05-02", MET, 1),
    ("as_of: 2024, value: true", "2025-05-02", MET, None),  # not certainly late
    ("period: 2024-Q3, value: true", "2025-05-02", MET, 92),  # said of the quarter's end
    ("as_of: 2024-07-01, value: true", "2024-06-30", NOT_DUE, None),  # not known yet
    ("as_of: 2024-07-01, value: true, issued: 2024-09-01", "2024-08-01", NO_DATA, None),
    ("as_of: 2024-05-01, value: false", "2024-06-30", NOT_DUE, None),
    ("as_of: 2024-05-01, value: false", "2024-07-01", NOT_MET, None),
    ("as_of: 2023-06-30, value: false", "2024-07-01", NO_DATA, None),  # a year before: too old
    ("as_of: 2024-09-01, value: false", "2024-10-01", NOT_MET, None),
    ("as_of: 2024-05-01, value: true\nas_of: 2024-08-01, value: false", "2024-10-01", MET, None),
    ("as_of: 2024-05-01, missing: unknown", "2024-10-01", NO_DATA, None),
    ("as_of: 2024-05-01, missing: not-applicable", "2024-10-01", NOT_APPLICABLE, None),
    ("", "2024-06-30", NOT_DUE, None),
    ("", "2024-07-01", NO_DATA, None),
]


@pytest.mark.parametrize("kind", ["own", "boolean"])
@pytest.mark.parametrize(("rows", "as_of", "state", "late"), YES_AND_NO)
def test_yes_and_no(kind: str, rows: str, as_of: str, state: State, late: int | None) -> None:
    verdict = verdict_of("due: 2024-06-30", rows, as_of, kind)
    assert (verdict.state, verdict.late) == (state, late)


@pytest.mark.parametrize(
    ("rows", "as_of", "state"),
    [
        ("as_of: 2024-05-01, value: true", "2024-05-02", ON_TRACK),  # may be lost again
        ("as_of: 2024-05-01, value: false", "2024-05-02", NOT_DUE),
        ("as_of: 2024-05-01, value: true\nas_of: 2024-06-01, value: false", "2024-07-01", NOT_MET),
        ("as_of: 2024-05-01, value: true", "2024-07-01", MET),
    ],
)
def test_a_boolean_that_counts_as_it_is_now(rows: str, as_of: str, state: State) -> None:
    assert verdict_of("due: 2024-06-30", rows, as_of, "now").state is state


RATED = [
    ("level: B, due: 2024-12-31", "period: 2024, value: A", MET),
    ("level: B, due: 2024-12-31", "period: 2024, value: B", MET),
    ("level: B, due: 2024-12-31", "period: 2024, value: C", NOT_MET),
    ("level: A, at_least: 50, due: 2024-12-31", "period: 2024, value: B", NOT_MET),
    ("level: A, at_most: 50, due: 2024-12-31", "period: 2024, value: B", MET),
    (
        "level: B, at_least: 50, due: 2024-12-31",
        "period: 2024, distribution: {C: 0}",
        NOT_APPLICABLE,
    ),
    ("level: B, at_least: 50, due: 2024-12-31", "period: 2024, distribution: {Z: 4}", NO_DATA),
    ("level: B, due: 2024-12-31", "period: 2024, distribution: {A: 4}", NO_DATA),
    ("level: B, due: 2024-12-31", "period: 2024, value: D", NO_DATA),
]


@pytest.mark.parametrize("kind", ["rating", "scale"])
@pytest.mark.parametrize(("target", "row", "state"), RATED)
def test_ratings_of_bodies_and_of_many(kind: str, target: str, row: str, state: State) -> None:
    if kind == "scale":
        verdict = verdict_of(f"scale: marks, {target}", row, "2025-01-01", "own")
    else:
        verdict = verdict_of(target, row, "2025-01-01", kind)
    assert verdict.state is state


def test_a_distribution_is_a_share_without_the_unrated() -> None:
    row = "period: 2024, distribution: {A: 3, B: 6, C: 3}, not_rated: {new: 8}, population: 20"
    verdict = verdict_of("level: B, at_least: 75, due: 2024-12-31", row, "2025-01-01", "rating")
    assert verdict.state is MET
    assert verdict.tested is not None
    assert these(verdict.tested.actual, verdict.tested.numerator, verdict.tested.denominator) == (
        75,
        9,
        12,
    )


def test_a_rated_body_shows_its_level() -> None:
    verdict = verdict_of(
        "level: B, due: 2024-12-31", "period: 2024, value: B", "2025-01-01", "rating"
    )
    assert verdict.tested is not None
    assert verdict.tested.actual == verdict.tested.measured == "B"
    assert these(verdict.tested.numerator, verdict.goal) == (None, None)


# Sums

QUARTERS = """
    period: 2025-Q1, value: 120
    period: 2025-Q2, value: 140
    period: 2025-Q3, value: 121
"""
LAST = "    period: 2025-Q4, value: 129\n"


def test_510_trees_in_four_quarters_against_500_a_year() -> None:
    verdict = verdict_of(
        "at_least: 500, every: year, first_period: 2025", QUARTERS + LAST, "2026-01-01", "sum"
    )
    assert verdict.state is MET
    assert verdict.tested is not None
    assert these(verdict.tested.actual, verdict.tested.parts) == (510, (4, 4))
    assert [row.record.value for row in verdict.tested.rows] == [120, 140, 121, 129]


@pytest.mark.parametrize(
    "rows",
    [QUARTERS, "period: {start: 2025-01-01, end: 2025-09-30}, value: 381"],
    ids=["quarters", "year to date"],
)
def test_381_trees_after_three_quarters_are_on_track(rows: str) -> None:
    target = "at_least: 500, every: year, first_period: 2025"
    verdict = verdict_of(target, rows, "2025-10-20", "sum")
    assert verdict.state is ON_TRACK
    assert (verdict.way, verdict.time) == (Decimal("0.762"), Decimal("0.75"))
    assert verdict.pace == Decimal("1.016")
    assert verdict.expected == 375
    assert verdict.period is not None
    assert verdict.period.text == "2025"


def test_10300_homes_over_three_years_against_10000_by_the_end() -> None:
    rows = """
        period: 2022, value: 3000
        period: 2023, value: 3500
        period: 2024, value: 3800
    """
    term = "term: {start: 2022-01-01, end: 2024-12-31}, "
    verdict = verdict_of("at_least: 10000, due: 2024-12-31", rows, "2025-01-01", "sum", owner=term)
    assert (verdict.state, verdict.late) == (MET, None)
    assert verdict.tested is not None
    assert verdict.tested.actual == 10300
    assert verdict.tested.parts == (3, 3)


SUMS = [
    # A row for exactly the year comes before its parts, and parts before fewer of them.
    ("at_least: 500", QUARTERS + LAST + "period: 2025, value: 499", "2026-01-01", NOT_MET, 499),
    ("at_least: 500", QUARTERS + "period: 2025-H1, value: 1", "2026-01-01", NO_DATA, 122),
    # Three of four parts decide only what the fourth cannot change.
    ("at_least: 380", QUARTERS, "2026-01-01", MET, 381),
    ("at_least: 500", QUARTERS, "2026-01-01", NO_DATA, 381),
    ("at_most: 380", QUARTERS, "2026-01-01", NOT_MET, 381),
    ("at_most: 500", QUARTERS, "2026-01-01", NO_DATA, 381),
    ("equals: 381", QUARTERS, "2026-01-01", NO_DATA, 381),
    # While it runs: reached stays reached, a bound from above may still be broken.
    ("at_least: 380", QUARTERS, "2025-10-20", MET, 381),
    ("more_than: 381", QUARTERS, "2025-10-20", ON_TRACK, 381),
    ("at_least: 600", QUARTERS, "2025-10-20", BEHIND, 381),
    ("at_most: 500", QUARTERS, "2025-10-20", ON_TRACK, 381),
    ("at_most: 380", QUARTERS, "2025-10-20", BEHIND, 381),
    ("less_than: 381", QUARTERS, "2025-10-20", BEHIND, 381),
    ("between: [370, 390]", QUARTERS, "2025-10-20", ON_TRACK, 381),
    ("between: [500, 550]", QUARTERS, "2025-10-20", ON_TRACK, 381),
    ("between: [300, 350]", QUARTERS, "2025-10-20", BEHIND, 381),
    # Gaps and rows that do not begin with the year.
    ("at_least: 10", "period: 2025-Q2, value: 140", "2026-01-01", NO_DATA, None),
    (
        "at_least: 130",
        "period: 2025-Q1, value: 100\nperiod: 2025-Q3, value: 50",
        "2026-01-01",
        NO_DATA,
        100,
    ),
    (
        "at_least: 500",
        QUARTERS + "period: 2025-Q4, missing: suppressed",
        "2026-01-01",
        NO_DATA,
        381,
    ),
    ("at_least: 500", "period: 2025, missing: not-applicable", "2026-01-01", NOT_APPLICABLE, None),
    # A forecast for the running year is not yet what was done.
    ("at_least: 500", "period: 2025, value: 520, flag: forecast", "2025-07-01", ON_TRACK, 520),
]


@pytest.mark.parametrize(("terms", "rows", "as_of", "state", "actual"), SUMS)
def test_sums(terms: str, rows: str, as_of: str, state: State, actual: int | None) -> None:
    verdict = verdict_of(f"{terms}, every: year, first_period: 2025", rows, as_of, "sum")
    assert verdict.state is state
    assert (verdict.tested.actual if verdict.tested else None) == actual


def test_a_sum_that_lacks_parts_waits_for_the_report() -> None:
    target = "at_least: 500, every: year, first_period: 2025, report_within: 60"
    assert verdict_of(target, QUARTERS, "2026-01-15", "sum").state is ON_TRACK
    late = verdict_of(target, QUARTERS, "2026-03-02", "sum")
    assert (late.state, reason_of(late)) == (NO_DATA, "incomplete")
    assert dict(late.reason.params if late.reason else ()) == {
        "reported": "3",
        "parts": "4",
        "through": "2025-09-30",
    }


def test_a_sum_reached_after_due_is_met_late() -> None:
    rows = "period: 2024, value: 90\nperiod: 2025-Q1, value: 5\nperiod: 2025-Q2, value: 6"
    target = "at_least: 100, first_period: 2024, due: 2024-12-31"
    assert verdict_of(target, rows, "2025-06-01", "sum").late == 181
    assert verdict_of(target, rows, "2025-03-31", "sum").state is NOT_MET
    before = "period: 2024, value: 90\nperiod: 2025-Q1, value: 5"
    assert verdict_of(target, before, "2025-06-01", "sum").state is NOT_MET


def test_shares_over_parts_of_a_year_are_counted_together() -> None:
    rows = """
        period: 2024-H1, numerator: 1, denominator: 10
        period: 2024-H2, numerator: 90, denominator: 100
    """
    more = files("indicator: i, at_least: 80, every: year, first_period: 2024", rows, "percent")
    more["data/indicators.yml"] = "i: {name: I, measure: percent, over_time: sum}"
    verdict = statuses_of(more, "2025-01-01").of("p/t", "a")
    assert verdict is not None
    assert verdict.tested is not None
    assert these(verdict.tested.numerator, verdict.tested.denominator, verdict.state) == (
        91,
        110,
        MET,
    )


# Pace


def test_compound_growth() -> None:
    target = (
        "baseline: {period: 2015, value: 14.5}, decrease_by_percent: 50, due: 2030-12-31,"
        " progress_model: cagr"
    )
    good = verdict_of(target, "period: 2022, value: 10.2", "2023-06-01", "quantity")
    bad = verdict_of(target, "period: 2022, value: 11.2", "2023-06-01", "quantity")
    assert (good.state, bad.state) == (ON_TRACK, BEHIND)
    assert good.pace is not None
    assert bad.pace is not None
    assert (round(good.pace, 4), round(bad.pace, 4)) == (Decimal("1.0853"), Decimal("0.8020"))
    assert good.goal == Decimal("7.25")
    assert good.tested is not None
    assert good.tested.actual is not None
    assert good.tested.measured == Decimal("10.2")
    assert round(Decimal(good.tested.actual), 3) == Decimal("29.655")


PACES = [
    # (baseline in 2020, asked, value in 2022, due 2024, state, pace)
    ("100", "at_most: 50", "75", ON_TRACK, "1"),
    ("100", "at_most: 50", "76.25", ON_TRACK, "0.95"),
    ("100", "at_most: 50", "76.26", BEHIND, "0.9496"),
    ("100", "at_most: 50", "110", BEHIND, "-0.4"),
    ("0", "at_least: 10", "5", ON_TRACK, "1"),
    ("-10", "at_least: 10", "0", ON_TRACK, "1"),
    ("10", "at_most: -10", "1", BEHIND, "0.9"),
    # Nothing to go, or beyond it already: on track exactly when it holds.
    ("50", "at_most: 50", "51", BEHIND, None),
    ("40", "at_most: 50", "51", BEHIND, None),
    ("40", "at_most: 50", "49", ON_TRACK, None),
    ("50", "more_than: 50", "50", BEHIND, None),
    # A percentage of the baseline's size, whatever its sign.
    ("-100", "increase_by_percent: 10", "-95", ON_TRACK, "1"),
    ("-100", "increase_by_percent: 10", "-90", ON_TRACK, None),
    ("-100", "decrease_by_percent: 10", "-104", BEHIND, "0.8"),
    # From zero every growth is enough, and there is nothing to take away.
    ("0", "increase_by_percent: 10", "0", BEHIND, None),
    ("0", "increase_by_percent: 10", "1", ON_TRACK, None),
    ("0", "decrease_by_percent: 10", "0", ON_TRACK, None),
    ("0", "decrease_by_percent: 10", "1", BEHIND, None),
    ("0", "increase_by_percent: 0", "0", ON_TRACK, None),
]


@pytest.mark.parametrize(("baseline", "asked", "value", "state", "pace"), PACES)
def test_pace(baseline: str, asked: str, value: str, state: State, pace: str | None) -> None:
    target = f"baseline: {{period: 2020, value: {baseline}}}, {asked}, due: 2024-12-31"
    verdict = verdict_of(target, f"period: 2022, value: {value}", "2023-02-01", "quantity")
    assert verdict.state is state
    assert verdict.pace == (None if pace is None else Decimal(pace))


@pytest.mark.parametrize("model", ["linear", "cagr"])
def test_a_row_no_newer_than_the_baseline_shows_no_pace(model: str) -> None:
    target = f"baseline: 2020, decrease_by: 10, due: 2024-12-31, progress_model: {model}"
    verdict = verdict_of(target, "period: 2020, value: 100", "2023-02-01", "quantity")
    assert (verdict.state, verdict.pace, reason_of(verdict)) == (BEHIND, None, "off-path")


def test_a_pace_is_told_on_its_own_side_of_the_limit() -> None:
    target = "baseline: {period: 2020, value: 0}, at_least: 100000, due: 2024-12-31"
    for value, told in (("47499", "0.94998"), ("47500", "0.95"), ("50000", "1.00")):
        verdict = verdict_of(target, f"period: 2022, value: {value}", "2023-02-01")
        assert verdict.reason is not None
        assert dict(verdict.reason.params) == {"pace": told, "needed": "0.95"}


def test_compound_growth_needs_values_above_zero() -> None:
    target = (
        "baseline: {period: 2020, value: -4}, at_least: 4, due: 2024-12-31, progress_model: cagr"
    )
    verdict = verdict_of(target, "period: 2022, value: 0", "2023-02-01", "quantity")
    assert verdict.pace == 1


def test_the_day_of_the_build_does_not_slow_the_pace() -> None:
    target = "baseline: {period: 2020, value: 100}, at_most: 50, due: 2024-12-31"
    paces = {
        verdict_of(target, "period: 2022, value: 75", day, "quantity").pace
        for day in ("2023-01-01", "2023-11-30", "2024-12-31")
    }
    assert paces == {1}


def test_the_site_sets_the_pace_that_counts() -> None:
    target = "baseline: {period: 2020, value: 100}, at_most: 50, due: 2024-12-31"
    row = "period: 2022, value: 79"
    assert verdict_of(target, row, "2023-02-01", "quantity").state is BEHIND
    easy = verdict_of(target, row, "2023-02-01", "quantity", site="on_track: 0.8\n")
    assert easy.state is ON_TRACK


INTERIM = "baseline: {period: 2020, value: 100}, at_most: 50, due: 2030-12-31, "


@pytest.mark.parametrize(
    ("rows", "state", "reason"),
    [
        ("period: 2022, value: 91", BEHIND, "interim"),  # the pace alone would do: 0.9
        ("period: 2022, value: 90", ON_TRACK, "interim"),
        ("period: 2021, value: 96", BEHIND, "pace"),  # no interim passed by the row's own time
        ("period: 2021, value: 95", ON_TRACK, "pace"),
        ("period: 2024, value: 85", BEHIND, "interim"),
        ("period: 2024, value: 50", ON_TRACK, "holds"),
    ],
)
def test_interim_values_replace_the_pace(rows: str, state: State, reason: str) -> None:
    steps = "interim: [{period: 2022, value: 90}, {period: 2024, value: 80}]"
    verdict = verdict_of(INTERIM + steps, rows, "2025-02-01", "quantity")
    assert (verdict.state, reason_of(verdict)) == (state, reason)


def test_interim_values_of_a_relative_target_are_changes() -> None:
    target = (
        "baseline: {period: 2020, value: 200}, decrease_by_percent: 50, due: 2030-12-31,"
        " interim: [{period: 2022, value: 10}]"
    )
    assert verdict_of(target, "period: 2022, value: 180", "2023-02-01").state is ON_TRACK
    assert verdict_of(target, "period: 2022, value: 181", "2023-02-01").state is BEHIND


# The worked verdicts


def walk(name: str, as_of: str) -> Statuses:
    return evaluate_all(load_project(WALKS / name).model, read_day(as_of))


WORKED = [
    ("minimal 2027-05-10 green-pact/garden school-a", MET, None, ""),
    ("minimal 2027-05-10 green-pact/garden school-b", NOT_DUE, None, "not-ended"),
    ("minimal 2027-07-01 green-pact/garden school-b", NO_DATA, None, "no-row"),
    ("action-plan 2025-05-01 open-plan/register ministry", MET, 77, ""),
    ("action-plan 2025-05-01 open-plan/portal ministry", MET, None, ""),
    ("action-plan 2025-05-01 open-plan/law ministry", NOT_MET, None, ""),
    ("action-plan 2025-05-01 open-plan/training ministry", NOT_DUE, None, "not-ended"),
    ("coalition 2025-07-01 plastic-pact/cut member-17", NOT_APPLICABLE, None, "withdrew"),
    ("coalition 2025-07-01 plastic-pact/cut late-joiner", NOT_DUE, None, "no-target-yet"),
    ("coalition 2025-07-01 plastic-pact/cut member-01", BEHIND, None, "pace"),
    ("coalition 2025-07-01 plastic-pact/cut member-02", ON_TRACK, None, "pace"),
    ("coalition 2025-06-29 plastic-pact/cut member-01", NOT_DUE, None, "not-ended"),
]


@pytest.mark.parametrize(("case", "state", "late", "reason"), WORKED)
def test_walks(case: str, state: State, late: int | None, reason: str) -> None:
    project, as_of, target, organization = case.split()
    verdict = walk(project, as_of).of(target, organization)
    assert verdict is not None
    assert (verdict.state, verdict.late, reason_of(verdict)) == (state, late, reason)


def test_a_body_that_left_is_counted_apart() -> None:
    statuses = walk("coalition", "2025-07-01")
    rollup = rollup_of(statuses, "plastic-pact/cut")
    assert (rollup.withdrawn, rollup.listed, rollup.total) == (1, 61, 60)
    assert sum(rollup.counts.values()) == 60
    member = statuses.of("plastic-pact/cut", "member-01")
    assert member is not None
    assert these(member.pace, member.goal) == (Decimal("0.8"), 75)
    assert member.tested is not None
    assert these(member.tested.actual, member.tested.measured, member.tested.baseline) == (
        Decimal("12.5"),
        Decimal("87.5"),
        100,
    )


# Whatever parses


BROKEN = [
    "indicator: gone, at_least: 5, due: 2024-12-31",
    "indicator: i, due: 2024-12-31",
    "indicator: i, level: A, at_least: 5, due: 2024-12-31",
    "scale: gone, level: A, due: 2024-12-31",
    "scale: marks, level: Z, due: 2024-12-31",
    "scale: marks, due: 2024-12-31",
    "indicator: i, scale: marks, at_least: 1, at_most: 0, due: 2024-12-31",
    "indicator: i, at_least: 5, every: month, first_period: {start: 0001-01-01, end: 9999-12-31}",
    "indicator: i, at_least: 5, due: 0001-01-01, report_within: 99999999999999",
    "indicator: i, at_least: 5, due: 9999-12-31, report_within: 99999999999999",
    "indicator: i, at_least: 5, every: year",
    "indicator: i, increase_by_percent: 5, due: 2024-12-31",
    "indicator: i, increase_by_percent: 5, baseline: 9999, due: 2024-12-31",
    "indicator: i, between: [9, 1], baseline: {period: 2030, value: 0}, due: 2024-12-31",
    "indicator: i, at_least: 5, baseline: {period: 0001, value: 1}, due: 0001-01-01",
    "indicator: i, at_least: 5, due: 2024-12-31, scope: {descendants_of: gone}",
    "indicator: i, at_least: 5, due: 2024-12-31, scope: {organizations: [gone]}, rollup: pooled",
    "indicator: i, at_least: 5, due: 2024-12-31, own: {gone: {at_most: 1}}",
    "due: 2024-12-31, every: year, interim: [{period: 2023, value: 4}], rollup: pooled",
    "due: 2024-12-31, rollup: {at_least_percent: 1000}",
]
ODD_ROWS = """
    period: 2024, value: true
    period: 2024, value: 5
    period: 2024, value: 5
    period: 2024
    period: 2024, value: A, revision: 3
    period: 2024, numerator: 4
    value: 3
    period: 0001, value: 1
    period: 9999, value: 1
    period: {start: 0001-01-01, end: 9999-12-31}, value: 1
    as_of: 9999-12-31, value: 1
    period: 2024, value: 5, numerator: 4, denominator: -2
    period: 2024, distribution: {A: 4}, missing: unknown
"""


@pytest.mark.parametrize("as_of", ["0001-01-01", "2025-06-01", "9999-12-31"])
@pytest.mark.parametrize("kind", ["count", "sum", "once", "percent", "rating", "boolean", "own"])
@pytest.mark.parametrize("target", BROKEN)
def test_nothing_that_parses_raises(target: str, kind: str, as_of: str) -> None:
    statuses = statuses_of(files(target, ODD_ROWS, kind), as_of)
    assert rollup_of(statuses, "p/t").state in State
    for verdict in statuses.verdicts:
        assert reason_of(verdict) in {"", *REASONS}
