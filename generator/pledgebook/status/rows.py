"""The rows that count on a date, and the numbers they hold.

Knows revisions, issue dates, assessments and payloads. Must not know targets' terms
beyond what is asked, or verdicts.

Of the rows of one key (organization, what is measured, period or date, assessment), those
issued after the date are left out and the highest revision left counts; if it is withdrawn,
the key has no row. Rows about a time that has not begun are left out too: a forecast for
2030 says nothing about 2025.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pledgebook.entries import Entry
from pledgebook.records import Result
from pledgebook.status.exact import fraction
from pledgebook.status.question import Question

# Preferred first.
ASSESSMENTS = ("independent", "superior", "official", "self")
_RANK = {name: rank for rank, name in enumerate(ASSESSMENTS)}


@dataclass(frozen=True, slots=True)
class Row:
    """A current row with the days it is about, and the rank of its assessment (0 is best).

    `point`: about a date, not a period. A fuzzy date spans the days that it may be.
    """

    entry: Entry[Result]
    first: date
    last: date
    rank: int
    point: bool

    @property
    def missing(self) -> str | None:
        """Why the row has no value."""
        return self.entry.record.missing

    @property
    def flag(self) -> str | None:
        """What is said about the value, such as `forecast`."""
        return self.entry.record.flag

    @property
    def since(self) -> date:
        """The day from which the row's fact certainly holds, were it late.

        The last day of a period; the first that a fuzzy date may be.
        """
        return self.first if self.point else self.last


Subject = tuple[str, str]


def current_rows(
    results: Iterable[Entry[Result]], as_of: date
) -> Mapping[Subject, tuple[Row, ...]]:
    """The rows that count on `as_of`, by organization and indicator or `OWNER/TARGET`.

    In order of their last day; of rows that end on one day the preferred stands last: the one
    about the longest time, then one with a value, then the better assessment. Two rows with
    the same key and revision are an error; the one that stands later in the files counts,
    whatever the order they are given in.
    """
    newest: dict[tuple[str, str, date, date, str, bool], Entry[Result]] = {}
    for entry in results:
        row = entry.record
        if row.issued is not None and row.issued > as_of:
            continue
        span = row.period or row.as_of
        subject = row.indicator or row.target
        if span is None or subject is None:
            continue
        point = row.period is None
        key = (row.organization, subject, span.first, span.last, row.assessment, point)
        before = newest.get(key)
        if before is None or _order(before) < _order(entry):
            newest[key] = entry
    return _grouped(newest, as_of)


def _order(entry: Entry[Result]) -> tuple[int, str, int]:
    return entry.record.revision, entry.file.path, entry.node.start


def _grouped(
    newest: Mapping[tuple[str, str, date, date, str, bool], Entry[Result]], as_of: date
) -> dict[Subject, tuple[Row, ...]]:
    groups: dict[Subject, list[Row]] = {}
    for (organization, subject, first, last, assessment, point), entry in newest.items():
        if entry.record.status != "withdrawn" and first <= as_of:
            row = Row(entry, first, last, _RANK[assessment], point)
            groups.setdefault((organization, subject), []).append(row)
    return {key: tuple(sorted(rows, key=_place)) for key, rows in groups.items()}


def _place(row: Row) -> tuple[date, int, bool, int, bool]:
    return row.last, -row.first.toordinal(), row.missing is None, -row.rank, row.point


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row says, as exact numbers.

    number: the amount; the share in percent; 1 and 0 for true and false. None when nothing
        was counted (0 of 0) or, with `usable` false, when the payload does not fit.
    level: the code for one rated body.
    """

    number: Fraction | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    level: str | None = None
    truth: bool | None = None
    usable: bool = True


UNUSABLE = Reading(None, usable=False)


def read(row: Row, question: Question) -> Reading:
    """What a row says about the question; `UNUSABLE` when its payload is of another kind."""
    record = row.entry.record
    match question.measure:
        case "boolean":
            truth = record.value
            return Reading(Fraction(truth), truth=truth) if isinstance(truth, bool) else UNUSABLE
        case "rating":
            return _rating(record, question)
        case "percent" if record.value is None:
            if record.numerator is None or record.denominator is None:
                return UNUSABLE
            return _counted(record.numerator, record.denominator)
        case _:
            value = record.value
            return Reading(fraction(value)) if isinstance(value, Decimal) else UNUSABLE


def _rating(record: Result, question: Question) -> Reading:
    if record.distribution is not None:
        if not question.shares or not question.levels.issuperset(record.distribution):
            return UNUSABLE
        counts = record.distribution
        reached = sum(n for code, n in counts.items() if code in question.reached)
        return _share(Fraction(reached), Fraction(sum(counts.values())))
    value = record.value
    code = str(value) if isinstance(value, Decimal | str) else ""
    if code not in question.levels:
        return UNUSABLE
    reached = int(code in question.reached)
    return Reading(Fraction(100 * reached), Fraction(reached), Fraction(1), code)


@lru_cache(maxsize=65536)
def _counted(numerator: Decimal, denominator: Decimal) -> Reading:
    return _share(fraction(numerator), fraction(denominator))


def _share(numerator: Fraction, denominator: Fraction) -> Reading:
    if denominator == 0 and numerator == 0:
        return Reading(None, numerator, denominator)
    if denominator <= 0:
        return UNUSABLE
    return Reading(numerator * 100 / denominator, numerator, denominator)


def combined(readings: Iterable[Reading], question: Question) -> Reading:
    """Several readings as one: amounts add up, shares are counted together.

    A share that is published without its counts cannot be counted together.
    """
    found = list(readings)
    if len(found) == 1:
        return found[0]
    if question.measure in {"percent", "rating"}:
        return _together(found)
    numbers = [reading.number for reading in found if reading.number is not None]
    return Reading(sum(numbers, Fraction(0))) if len(numbers) == len(found) else UNUSABLE


def _together(readings: list[Reading]) -> Reading:
    numerator, denominator = Fraction(0), Fraction(0)
    for reading in readings:
        if not reading.usable or reading.numerator is None or reading.denominator is None:
            return UNUSABLE
        numerator += reading.numerator
        denominator += reading.denominator
    return _share(numerator, denominator)
