"""The values that records are made of: dates that may be fuzzy, periods, texts, numbers.

Knows how each is written and what it means. Must not know any record type. A text that
is not such a value raises `Rejected`, which carries the rule and the message for its author.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
MAX_DIGITS = 30
_FUZZY = re.compile(r"([0-9]{4})(\??)(?:-([0-9]{2})(\??)(?:-([0-9]{2})(\??))?)?")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_PART = re.compile(r"([0-9]{4})-(?:(H)([12])|(Q)([1-4])|(0[1-9]|1[0-2]))")
_SPLIT_YEAR = re.compile(r"([0-9]{4})/([0-9]{2})")


class Rejected(ValueError):
    """A text that is not a value of its kind. `rule` and `key` name the message to print.

    `at` is the node at fault where it is not the whole field.
    """

    def __init__(self, rule: str, key: str, at: object = None, **params: str) -> None:
        super().__init__(key)
        self.rule, self.key, self.at, self.params = rule, key, at, params


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A text by BCP 47 tag; the tag "" stands for the site's first language."""

    texts: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(tuple(self.texts.items()))


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date known to the day, month or year, with `?` after the parts that are uncertain.

    `first` and `last` are the days it may be as written (the same day when precise).
    """

    text: str
    first: date
    last: date

    @property
    def uncertain(self) -> bool:
        """Whether any part is marked `?`."""
        return "?" in self.text

    @property
    def precise(self) -> bool:
        """Whether the day is given."""
        return self.first == self.last

    @property
    def earliest(self) -> date:
        """The first day it can be when uncertain parts may be anything."""
        return self._bounds()[0]

    @property
    def latest(self) -> date:
        """The last day it can be when uncertain parts may be anything."""
        return self._bounds()[1]

    def _bounds(self) -> tuple[date, date]:
        if not self.uncertain:
            return self.first, self.last
        parts = self.text.split("-")
        if "?" in parts[0] or len(parts) == 1:
            return date.min, date.max
        if "?" in parts[1] or len(parts) == 2:
            return date(self.first.year, 1, 1), date(self.first.year, 12, 31)
        year, month = self.first.year, self.first.month
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])


# Few dates and periods stand in many rows: each is read once.
@lru_cache(maxsize=4096)
def read_fuzzy_date(text: str) -> FuzzyDate:
    """A fuzzy date from `2024`, `2024-06`, `2024-06-28`, with `?` after uncertain parts.

    Raises Rejected when the text is none of these or names a day that does not exist.
    """
    text = str(text)
    match = _FUZZY.fullmatch(text)
    if match is None:
        raise Rejected("bad-date", "bad-date.fuzzy", value=text)
    year, month, day = match[1], match[3], match[5]
    try:
        if day:
            exact = date(int(year), int(month), int(day))
            return FuzzyDate(text, exact, exact)
        return FuzzyDate(text, *_month_or_year(int(year), int(month) if month else None))
    except ValueError as error:
        raise Rejected("bad-date", "bad-date.calendar", value=text) from error


def _month_or_year(year: int, month: int | None) -> tuple[date, date]:
    """First and last day. Raises ValueError when there is no such month or year."""
    first = date(year, month or 1, 1)
    last_month = month or 12
    return first, date(year, last_month, monthrange(year, last_month)[1])


@lru_cache(maxsize=4096)
def read_day(text: str) -> date:
    """A whole date, `YYYY-MM-DD`. Raises Rejected for anything else."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise Rejected("bad-date", "bad-date.day", value=text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise Rejected("bad-date", "bad-date.calendar", value=text) from error


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends inclusive. `text` is its shortest form, never compared."""

    first: date
    last: date
    text: str = field(compare=False, default="")
    uncertain: bool = field(compare=False, default=False)

    def contains(self, other: "Period | date") -> bool:
        """Whether a period or day lies inside this period."""
        if isinstance(other, Period):
            return self.first <= other.first and other.last <= self.last
        return self.first <= other <= self.last


def period_of(first: date, last: date, year_start: str = "01-01") -> Period:
    """The period from `first` to `last`, with its shortest text. `year_start` is `MM-DD`."""
    return Period(first, last, _shortest(first, last, year_start))


@lru_cache(maxsize=4096)
def read_period(text: str, year_start: str = "01-01") -> Period:
    """A period from `2024`, `2024-H1`, `2024-Q2`, `2024-06` or `2023/24`.

    `year_start` (`MM-DD`) says when a year such as 2023/24 begins. Raises Rejected.
    """
    text = str(text)
    try:
        if _YEAR.fullmatch(text):
            return Period(*_month_or_year(int(text), None), text)
        if match := _PART.fullmatch(text):
            return _part_of_year(match, text)
        if (match := _SPLIT_YEAR.fullmatch(text)) and _follows(match[1], match[2]):
            return year_from(int(match[1]), year_start)
    except (ValueError, OverflowError):
        pass
    raise Rejected("bad-date", "bad-date.period", value=text)


def _follows(year: str, short: str) -> bool:
    return (int(year) + 1) % 100 == int(short)


def _part_of_year(match: re.Match[str], text: str) -> Period:
    year = int(match[1])
    if match[2]:
        months = 6 * int(match[3]) - 5, 6 * int(match[3])
    elif match[4]:
        months = 3 * int(match[5]) - 2, 3 * int(match[5])
    else:
        months = int(match[6]), int(match[6])
    last = date(year, months[1], monthrange(year, months[1])[1])
    return Period(date(year, months[0], 1), last, text)


def year_from(year: int, year_start: str) -> Period:
    """The year that begins in `year` at `year_start` (`MM-DD`), such as 2023/24."""
    month, day = (int(part) for part in year_start.split("-"))
    first, following = date(year, month, day), date(year + 1, month, day)
    return period_of(first, date.fromordinal(following.toordinal() - 1), year_start)


def _shortest(first: date, last: date, year_start: str) -> str:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and first.year == last.year:
        year = f"{first.year:04}"
        if months == 12:
            return year
        if months == 6 and first.month in {1, 7}:
            return f"{year}-H{first.month // 6 + 1}"
        if months == 3 and first.month % 3 == 1:
            return f"{year}-Q{first.month // 3 + 1}"
        if months == 1:
            return f"{year}-{first.month:02}"
    if _is_year_from(first, last, year_start):
        return f"{first.year:04}/{(first.year + 1) % 100:02}"
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _is_year_from(first: date, last: date, year_start: str) -> bool:
    next_day = last.toordinal() + 1
    if f"{first:%m-%d}" != year_start or next_day > date.max.toordinal():
        return False
    following = date.fromordinal(next_day)
    return following.year == first.year + 1 and f"{following:%m-%d}" == year_start


def read_number(text: str) -> Decimal:
    """A number as `Decimal`, from its text and never through a float. Raises Rejected."""
    if NUMBER.fullmatch(text) is None:
        raise Rejected("wrong-type", "wrong-type.number", value=text)
    if len(text) > MAX_DIGITS:
        raise Rejected("bad-value", "bad-value.digits", limit=str(MAX_DIGITS))
    return Decimal(text)
