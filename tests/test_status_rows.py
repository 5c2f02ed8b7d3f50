"""Which rows answer for which period: revisions, assessments, recurring targets, baselines."""

import pytest

from builders import statuses_of
from pledgebook.status import State, Verdict
from status_cases import (
    MET,
    NO_DATA,
    NOT_APPLICABLE,
    NOT_DUE,
    NOT_MET,
    ON_TRACK,
    files,
    reason_of,
    these,
    verdict_of,
)

# Which row answers

LATEST = [
    # The year itself, else the last row inside it.
    (
        "every: year, first_period: 2024",
        "period: 2024, value: 9\nas_of: 2024-12-31, value: 1",
        "2025-01-01",
        MET,
    ),
    (
        "every: year, first_period: 2024",
        "period: 2024-Q1, value: 1\nperiod: 2024-Q3, value: 9",
        "2025-01-01",
        MET,
    ),
    (
        "every: year, first_period: 2024",
        "period: {start: 2023-07-01, end: 2024-06-30}, value: 9",
        "2025-01-01",
        NO_DATA,
    ),
    ("every: year, first_period: 2024", "as_of: 2024-02, value: 9", "2025-01-01", MET),
    ("every: quarter, first_period: 2024-Q1", "as_of: 2024, value: 9", "2024-04-01", NO_DATA),
    # The time that holds `due`, else the last of the twelve months before it.
    ("due: 2024-06-30", "period: 2024, value: 9\nas_of: 2024-06-29, value: 1", "2025-01-01", MET),
    ("due: 2024-06-30", "period: 2023, value: 9", "2025-01-01", MET),
    ("due: 2024-06-30", "period: 2023-Q2, value: 9", "2025-01-01", NO_DATA),
    ("due: 2024-06-30", "as_of: 2024-07-01, value: 9", "2025-01-01", NO_DATA),
    ("due: 2024-12-31", "period: 2023, value: 9", "2025-01-01", NO_DATA),
    # Before it the latest, from any time.
    ("due: 2024-12-31", "period: 2019, value: 1\nperiod: 2020, value: 9", "2024-06-01", ON_TRACK),
    (
        "due: 2024-12-31",
        "period: 2020, value: 9\nperiod: 2023, missing: unknown",
        "2024-06-01",
        ON_TRACK,
    ),
    ("due: 2024-12-31", "period: 2023, missing: unknown", "2024-06-01", NO_DATA),
    ("due: 2030-12-31", "period: 2030, value: 9, flag: forecast", "2024-06-01", NOT_DUE),
    # Without a date nothing is ever failed by time.
    ("due_text: soon", "period: 2019, value: 9", "2024-06-01", ON_TRACK),
    ("due_text: soon", "period: 2019, value: 1", "2024-06-01", NOT_DUE),
    ("due_text: soon", "", "2099-06-01", NOT_DUE),
    ("", "", "2099-06-01", NOT_DUE),
]


@pytest.mark.parametrize(("when", "rows", "as_of", "state"), LATEST)
def test_the_latest_row(when: str, rows: str, as_of: str, state: State) -> None:
    assert verdict_of(f"at_least: 5, {when}", rows, as_of).state is state


REVISED = [
    ("period: 2024, value: 1\nperiod: 2024, value: 9, revision: 1", MET),
    ("period: 2024, value: 9, revision: 1\nperiod: 2024, value: 1", MET),
    ("period: 2024, value: 1\nperiod: 2024, value: 9, revision: 1, issued: 2025-03-02", NOT_MET),
    ("period: 2024, value: 9\nperiod: 2024, status: withdrawn, revision: 1", NO_DATA),
    (
        "period: 2024, value: 9\nperiod: 2024, status: withdrawn, revision: 1, issued: 2025-03-02",
        MET,
    ),
    ("period: 2024, value: 9, issued: 2025-03-02", NO_DATA),
]


@pytest.mark.parametrize(("rows", "state"), REVISED)
def test_the_highest_revision_that_is_out_counts(rows: str, state: State) -> None:
    verdict = verdict_of("at_least: 5, every: year, first_period: 2024", rows, "2025-03-01")
    assert verdict.state is state


# Assessments


def test_assessments_in_order_and_disagreement() -> None:
    rows = """
        period: 2024, value: 9, assessment: self
        period: 2024, value: 8, assessment: official
        period: 2024, value: 3, assessment: superior
        period: 2024, value: 4, assessment: independent
    """
    lines = rows.strip().splitlines()
    target = "at_least: 5, every: year, first_period: 2024"
    for count, state, others in (
        (1, MET, []),
        (2, MET, []),
        (3, NOT_MET, [8, 9]),
        (4, NOT_MET, [8, 9]),
    ):
        verdict = verdict_of(target, "\n".join(lines[:count]), "2025-03-01")
        assert verdict.state is state
        assert [row.record.value for row in verdict.disagreement] == others


DISAGREEING = [
    # An independent no, later than the body's own yes, stands.
    ("self 2025-04-02 true", "independent 2025-04-10 false", NOT_MET, [True]),
    # What was not so in December may be so in March.
    ("independent 2024-12-01 false", "self 2025-03-01 true", MET, [False]),
    ("self 2025-04-02 false", "independent 2025-04-10 true", MET, [False]),
    ("independent 2025-03-02 true", "self 2025-03-10 false", MET, [False]),
]


@pytest.mark.parametrize(("one", "other", "state", "others"), DISAGREEING)
def test_yes_and_no_that_disagree(one: str, other: str, state: State, others: list[bool]) -> None:
    rows = "\n".join(
        "assessment: {}, as_of: {}, value: {}".format(*said.split()) for said in (one, other)
    )
    verdict = verdict_of("due: 2025-03-31", rows, "2025-05-01", "own")
    assert verdict.state is state
    assert [row.record.value for row in verdict.disagreement] == others


# Recurring targets


def periods_and_states(verdict: Verdict) -> list[tuple[str, State]]:
    found = (*verdict.history, verdict)
    return [(v.period.text if v.period else "", v.state) for v in found]


def test_every_year_has_a_headline_and_a_history() -> None:
    rows = "period: 2022, value: 1\nperiod: 2023, value: 9\nperiod: 2025-Q1, value: 9"
    target = "at_least: 5, every: year, first_period: 2022"
    verdict = verdict_of(target, rows, "2025-06-01")
    assert periods_and_states(verdict) == [
        ("2022", NOT_MET),
        ("2023", MET),
        ("2024", NO_DATA),
        ("2025", ON_TRACK),
    ]
    assert all(not older.history for older in verdict.history)


def test_a_year_whose_report_may_still_come_does_not_headline() -> None:
    target = "at_least: 5, every: year, first_period: 2023, report_within: 90"
    verdict = verdict_of(target, "period: 2023, value: 9", "2025-02-01")
    assert (verdict.period.text if verdict.period else "", verdict.state) == ("2023", MET)
    assert [(v.period.text if v.period else "", v.state) for v in verdict.history] == [
        ("2024", NOT_DUE)
    ]
    overdue = verdict_of(target, "period: 2023, value: 9", "2025-04-01")
    assert periods_and_states(overdue) == [("2023", MET), ("2024", NO_DATA)]
    early = verdict_of(target, "period: 2024, value: 9", "2025-02-01")
    assert periods_and_states(early) == [("2023", NO_DATA), ("2024", MET)]


EVERY = [
    ("every: quarter, first_period: 2024-Q3", ["2024-Q3", "2024-Q4", "2025-Q1"]),
    ("every: half-year, first_period: 2024-H1", ["2024-H1", "2024-H2"]),
    ("every: month, first_period: 2025-04", ["2025-04", "2025-05"]),
    ("every: year, first_period: 2023/24", ["2023/24"]),
    ("every: school-year, first_period: 2022/23", ["2022/23", "2023/24"]),
    ("every: year, first_period: 2024-Q3", ["2024"]),  # the year that holds it
    ("every: school-year", ["2023/24"]),  # of the launch
    ("every: year", ["2024"]),
    ("every: year, first_period: 2040", ["2040"]),  # nothing yet: the first
]


@pytest.mark.parametrize(("every", "texts"), EVERY)
def test_periods_of_recurring_targets(every: str, texts: list[str]) -> None:
    more = {"site": "year_start: 08-01\n", "owner": "launched: 2024-05-03, "}
    verdict = verdict_of(f"at_least: 5, {every}", "", "2025-06-15", **more)
    assert [text for text, _ in periods_and_states(verdict)] == texts


def test_recurring_periods_end_with_the_term() -> None:
    owner = "term: {start: 2020-01-01, end: 2023-06-30}, "
    verdict = verdict_of("at_least: 5, every: year", "", "2025-06-15", owner=owner)
    assert [text for text, _ in periods_and_states(verdict)] == ["2020", "2021", "2022", "2023"]
    owner = "launched: 2020-01-01, cancelled: 2021-06-30, "
    verdict = verdict_of("at_least: 5, every: year", "", "2025-06-15", owner=owner)
    assert [text for text, _ in periods_and_states(verdict)] == ["2020", "2021"]


def test_a_recurring_yes_must_be_said_anew() -> None:
    rows = "as_of: 2023-05-01, value: true\nas_of: 2024-03-01, value: false"
    verdict = verdict_of("every: year, first_period: 2023", rows, "2025-01-01", "own")
    assert periods_and_states(verdict) == [("2023", MET), ("2024", NOT_MET)]


def test_report_within_delays_no_data() -> None:
    for site, target, state in (
        ("", "", NO_DATA),
        ("report_within: 30\n", "", NOT_DUE),
        ("report_within: 30\n", "report_within: 0, ", NO_DATA),
        ("", "report_within: 30, ", NOT_DUE),
        ("report_within: 29\n", "", NO_DATA),
    ):
        verdict = verdict_of(f"{target}at_least: 5, due: 2024-12-31", "", "2025-01-30", site=site)
        assert verdict.state is state


# Baselines


def test_a_baseline_is_taken_from_the_rows() -> None:
    rows = "period: 2019, value: 80\nperiod: 2019, value: 100, revision: 1\nperiod: 2024, value: 70"
    verdict = verdict_of(
        "baseline: 2019, decrease_by_percent: 25, due: 2024-12-31", rows, "2025-01-01"
    )
    assert these(verdict.state, verdict.goal) == (MET, 75)
    assert verdict.tested is not None
    assert these(verdict.tested.actual, verdict.tested.measured) == (30, 70)
    assert verdict.tested.baseline == 100
    assert verdict.tested.baseline_row is not None
    assert verdict.tested.baseline_row.record.revision == 1


@pytest.mark.parametrize(("as_of", "state"), [("2024-06-01", NOT_DUE), ("2025-01-01", NO_DATA)])
def test_without_its_baseline_a_change_is_not_tested(as_of: str, state: State) -> None:
    target = "baseline: 2019, decrease_by_percent: 25, due: 2024-12-31"
    verdict = verdict_of(target, "period: 2024, value: 70", as_of)
    assert (verdict.state, reason_of(verdict)) == (state, "no-baseline")


def test_a_baseline_of_parts_is_their_sum() -> None:
    rows = "period: 2019-H1, value: 50\nperiod: 2019-H2, value: 50\nperiod: 2024, value: 70"
    target = "baseline: 2019, decrease_by: 25, every: year, first_period: 2024"
    verdict = verdict_of(target, rows, "2025-01-01", "sum")
    assert these(verdict.state, verdict.goal) == (MET, 75)


# Marks


def test_provisional_and_assumed() -> None:
    more = files(
        "indicator: i, assumed: [due, statement], baseline: 2020, decrease_by: 1, due: 2024-12-31",
        """
        period: 2020, value: 9, status: provisional, assumed: [value]
        period: 2024, value: 8, assumed: [period, text]
        """,
    )
    more["data/indicators.yml"] = (
        "i: {name: I, measure: count, applies_to: {classification: [x]}, assumed: [definition]}"
    )
    more["data/organizations.yml"] = (
        "a: {name: A, classification: x, assumed: [name, classification]}"
    )
    verdict = statuses_of(more, "2025-01-01").of("p/t", "a")
    assert verdict is not None
    assert (verdict.state, verdict.provisional) == (MET, True)
    assert verdict.assumed == (
        "organization.classification",
        "target.due",
        "row.period",
        "baseline.value",
    )


# Not applicable


@pytest.mark.parametrize(
    ("organization", "when", "reason"),
    [
        ("dissolved: 2023-12-31, successors: [b]", "every: year, first_period: 2024", "dissolved"),
        ("dissolved: 2024-01-01", "every: year, first_period: 2024", "no-row"),
        ("founded: 2025-01-01", "every: year, first_period: 2024", "founded-later"),
        ("founded: 2024-12-31", "every: year, first_period: 2024", "no-row"),
        ("founded: 2025-06", "due: 2030-12-31", "founded-later"),  # not there yet
        ("classification: x", "due: 2024-12-31", "no-row"),
        ("classification: y", "due: 2024-12-31", "indicator-not-for"),
        ("note: none", "due: 2024-12-31", "indicator-not-for"),
    ],
)
def test_not_applicable(organization: str, when: str, reason: str) -> None:
    more = files(f"indicator: i, at_least: 5, {when}", "")
    if "classification" in organization or "note" in organization:
        more["data/indicators.yml"] = (
            "i: {name: I, measure: count, applies_to: {classification: [x]}}"
        )
    more["data/organizations.yml"] = f"a: {{name: A, {organization}}}\nb: {{name: B}}"
    verdict = statuses_of(more, "2025-01-01").of("p/t", "a")
    assert verdict is not None
    assert reason_of(verdict) == reason
    assert (verdict.state is NOT_APPLICABLE) == (reason != "no-row")


def test_zero_of_zero_is_not_applicable_and_some_of_zero_is_no_value() -> None:
    target = "at_least: 5, due: 2024-12-31"
    zero = verdict_of(target, "period: 2024, numerator: 0, denominator: 0", "2025-01-01", "percent")
    some = verdict_of(target, "period: 2024, numerator: 2, denominator: 0", "2025-01-01", "percent")
    assert (zero.state, reason_of(zero)) == (NOT_APPLICABLE, "zero-of-zero")
    assert (some.state, reason_of(some)) == (NO_DATA, "unusable-row")
