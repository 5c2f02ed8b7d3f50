"""Dates, periods and numbers: what is one, and what it means."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import yaml_rs
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.values import (
    Period,
    Rejected,
    period_of,
    read_day,
    read_fuzzy_date,
    read_number,
    read_period,
    year_from,
)

DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31))
NUMBERS = st.from_regex(r"\A-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,8})?\Z")


def rejection(read: object, text: str) -> str:
    """The message about a text that is not such a value."""
    with pytest.raises(Rejected) as caught:
        read(text)  # type: ignore[operator]
    return caught.value.key


@pytest.mark.parametrize(
    ("text", "first", "last", "earliest", "latest"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31), (2024, 1, 1), (2024, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), (2024, 2, 1), (2024, 2, 29)),
        ("2024-06-28", (2024, 6, 28), (2024, 6, 28), (2024, 6, 28), (2024, 6, 28)),
        ("2024-06-28?", (2024, 6, 28), (2024, 6, 28), (2024, 6, 1), (2024, 6, 30)),
        ("2024-06?", (2024, 6, 1), (2024, 6, 30), (2024, 1, 1), (2024, 12, 31)),
        ("2024-06?-28", (2024, 6, 28), (2024, 6, 28), (2024, 1, 1), (2024, 12, 31)),
        ("2024?-06-28", (2024, 6, 28), (2024, 6, 28), (1, 1, 1), (9999, 12, 31)),
        ("2024?", (2024, 1, 1), (2024, 12, 31), (1, 1, 1), (9999, 12, 31)),
    ],
)
def test_a_fuzzy_date_says_which_days_it_may_be(
    text: str,
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    earliest: tuple[int, int, int],
    latest: tuple[int, int, int],
) -> None:
    found = read_fuzzy_date(text)
    assert (found.first, found.last) == (date(*first), date(*last))
    assert (found.earliest, found.latest) == (date(*earliest), date(*latest))
    assert found.uncertain is ("?" in text)


@pytest.mark.parametrize(
    "text", ["28/06/2024", "2024-6-28", "June 2024", "", "2024-06-28 ", "२०२४"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert rejection(read_fuzzy_date, text) == "bad-date.fuzzy"
    assert rejection(read_day, text) == "bad-date.day"
    assert rejection(read_period, text) == "bad-date.period"


@pytest.mark.parametrize("text", ["2022-02-30", "2023-02-29", "2022-13-01", "0000-01-01"])
def test_days_that_do_not_exist_are_refused(text: str) -> None:
    assert rejection(read_fuzzy_date, text) == "bad-date.calendar"
    assert rejection(read_day, text) == "bad-date.calendar"


@given(DAYS)
def test_every_day_is_read_back(day: date) -> None:
    assert read_day(day.isoformat()) == day
    fuzzy = read_fuzzy_date(day.isoformat())
    assert fuzzy.precise
    assert (fuzzy.first, fuzzy.last) == (day, day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-H1", (2024, 1, 1), (2024, 6, 30)),
        ("2024-H2", (2024, 7, 1), (2024, 12, 31)),
        ("2024-Q1", (2024, 1, 1), (2024, 3, 31)),
        ("2024-Q4", (2024, 10, 1), (2024, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2023/24", (2023, 9, 1), (2024, 8, 31)),
        ("1999/00", (1999, 9, 1), (2000, 8, 31)),
    ],
)
def test_periods(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    found = read_period(text, "09-01")
    assert (found.first, found.last, found.text) == (date(*first), date(*last), text)


@pytest.mark.parametrize(
    "text", ["2024-H3", "2024-Q5", "2024-13", "2023/25", "2024-W01", "0000", "9999/00", "2024-q1"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    assert rejection(read_period, text) == "bad-date.period"


@given(
    st.integers(1, 9998),
    st.sampled_from(["", "-H1", "-H2", "-Q1", "-Q3", "-02", "-12", "/"]),
    st.sampled_from(["01-01", "04-06", "09-01", "10-01"]),
)
def test_a_periods_shortest_form_is_read_back(year: int, part: str, year_start: str) -> None:
    text = f"{year:04}/{(year + 1) % 100:02}" if part == "/" else f"{year:04}{part}"
    found = read_period(text, year_start)
    again = read_period(found.text, year_start)
    assert (again, again.text) == (found, found.text)
    assert found.text == (f"{year:04}" if part == "/" and year_start == "01-01" else text)


@given(DAYS, st.integers(0, 800))
def test_the_shortest_form_of_any_stretch_names_the_same_days(first: date, days: int) -> None:
    last = min(first + timedelta(days), date(9998, 12, 31))
    text = period_of(first, last, "09-01").text
    try:
        assert read_period(text, "09-01") == Period(first, last)
    except Rejected:
        one, _, other = text.partition("/")
        assert (date.fromisoformat(one), date.fromisoformat(other or one)) == (first, last)


@given(DAYS)
def test_a_year_from_any_day_ends_the_day_before_the_next(day: date) -> None:
    if day.year < 9998 and not (day.month == 2 and day.day == 29):
        found = year_from(day.year, f"{day:%m-%d}")
        assert (found.last + timedelta(1)) == date(day.year + 1, day.month, day.day)


def test_a_period_contains_what_lies_inside_it() -> None:
    half, quarter = read_period("2024-H1"), read_period("2024-Q2")
    assert half.contains(quarter)
    assert not quarter.contains(half)
    assert quarter.contains(date(2024, 6, 30))
    assert not quarter.contains(date(2024, 7, 1))
    assert read_period("2024").contains(read_period("2024"))
    assert monthrange(2024, 2)[1] == read_period("2024-02").last.day


@given(NUMBERS)
def test_a_number_is_exactly_its_text(text: str) -> None:
    assert str(read_number(text)) == text
    assert format(read_number(text), "f") == text


@given(NUMBERS)
def test_a_second_parser_reads_the_same_number(text: str) -> None:
    read: Any = yaml_rs.loads(f"value: {text}\n")
    other = read["value"]
    assert Decimal(str(other)) == read_number(text) or float(other) == float(text)


@pytest.mark.parametrize(
    "text",
    ["1e3", "010", "+5", ".5", "5.", "1,5", "1_000", "0x1f", "NaN", "inf", "", " 5", "५", "--5"],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert rejection(read_number, text) == "wrong-type.number"


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    assert rejection(read_number, "9" * 5000) == "bad-value.digits"
