"""The numbers that records hold, and whether a number in a sentence is one of them.

Knows exact numbers and how they are rounded in prose. Must not know records.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from pledgebook.content.readings import (
    Count,
    Duration,
    Moment,
    Pair,
    Reading,
    Share,
    Years,
)
from pledgebook.records import Span
from pledgebook.values import FuzzyDate, Period

_HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Held:
    """What some records hold. Numbers and shares are exact and without sign, shares in percent.

    moments: dates as far as they are known. phrases: texts that hold digits and are taken
    word by word: names, numbers of documents. powers: powers of ten of the units that the
    numbers are in: 6 for millions of tonnes.
    """

    numbers: frozenset[Fraction] = frozenset()
    shares: frozenset[Fraction] = frozenset()
    pairs: frozenset[tuple[Fraction, Fraction]] = frozenset()
    moments: frozenset[Moment] = frozenset()
    durations: frozenset[Duration] = frozenset()
    phrases: frozenset[str] = frozenset()
    powers: frozenset[int] = frozenset()

    def holds(self, reading: Reading) -> bool:
        """Whether a number, read in this way, is held."""
        match reading:
            case Count():
                return self._holds_count(reading)
            case Share():
                return any(_rounds(share, reading) for share in self._near_shares(reading))
            case Pair():
                return (Fraction(reading.part), Fraction(reading.whole)) in self.pairs
            case Moment():
                return reading in self._known
            case Years():
                years = {moment.year for moment in self.moments}
                return reading.first in years and reading.last in years
            case Duration():
                return reading in self.durations

    def _holds_count(self, count: Count) -> bool:
        exact, margin = _scaled(count)
        for number in _between(self._numbers, exact - margin, exact + margin):
            whole = number.denominator == 1
            if number == exact and not (whole and count.places >= 3 and not count.power):
                return True
            # A count is given whole or not at all; an amount, or so many million, is rounded.
            if (count.power or not whole) and abs(number - exact) <= margin:
                return True
        if count.power in self.powers:
            # The unit is a million already: "780.2 million tonnes" is the number 780.2.
            return self._holds_count(Count(count.value, count.places))
        # "Share (%)" at the head of a table: no sign at each number.
        return count.places > 0 and self.holds(Share(count.value, count.places))

    def _near_shares(self, share: Share) -> Iterable[Fraction]:
        exact, margin = Fraction(share.value), _HALF / Fraction(10) ** share.places
        return _between(self._shares, exact - margin, exact + margin)

    @cached_property
    def _numbers(self) -> tuple[Fraction, ...]:
        return tuple(sorted(self.numbers))

    @cached_property
    def _shares(self) -> tuple[Fraction, ...]:
        return tuple(sorted(self.shares))

    @cached_property
    def _known(self) -> frozenset[Moment]:
        """The dates with any of their parts left out, as people write them."""
        return frozenset(short for moment in self.moments for short in _shortened(moment))

    def nearest(self, reading: Reading, wanted: int = 3) -> tuple[Fraction, ...]:
        """The held numbers (or shares) nearest to a number, the nearest first."""
        if not isinstance(reading, Count | Share):
            return ()
        held = self._shares if isinstance(reading, Share) else self._numbers
        exact = Fraction(reading.value)
        if isinstance(reading, Count):
            exact *= 10**reading.power
        at = bisect_left(held, exact)
        around = held[max(0, at - wanted) : at + wanted]
        return tuple(sorted(around, key=lambda number: (abs(number - exact), number))[:wanted])


NOTHING = Held()


def joined(parts: Iterable[Held]) -> Held:
    """What several hold together."""
    together: dict[str, set[Any]] = {field.name: set() for field in fields(Held)}
    for part in parts:
        for name, found in together.items():
            if held := getattr(part, name):
                found |= held
    return Held(**{name: frozenset(found) for name, found in together.items()})


def numbers(*values: Decimal | int | Fraction | None) -> Held:
    """Plain numbers; what is not there is left out."""
    return Held(numbers=frozenset(abs(Fraction(v)) for v in values if v is not None))


def shares(*values: Decimal | int | Fraction | None) -> Held:
    """Numbers in percent."""
    return Held(shares=frozenset(abs(Fraction(v)) for v in values if v is not None))


def part_of(part: Decimal | int | Fraction, whole: Decimal | int | Fraction) -> Held:
    """A part of a whole: both numbers, the pair and the share."""
    one, all_ = Fraction(part), Fraction(whole)
    if not 0 <= one <= all_ or not all_:
        return numbers(one, all_)
    percent = frozenset({100 * one / all_})
    return Held(frozenset({one, all_}), percent, frozenset({(one, all_)}))


def span(value: Span | None) -> Held:
    """From one date to another; the length too where both are known to the day or as a whole."""
    if value is None:
        return NOTHING
    ends = dates(value.start, value.end)
    if value.start is None or value.end is None or value.start.first > value.end.last:
        return ends
    return joined((ends, dates(Period(value.start.first, value.end.last))))


def dates(*values: object | None) -> Held:
    """Dates (`date` or FuzzyDate) and the ends and length of periods."""
    return joined(_date(value) for value in values if value is not None)


def _date(value: object) -> Held:
    if isinstance(value, Period):
        ends = (_day(value.first), _day(value.last))
        return Held(
            moments=frozenset((*ends, *_quarters(value))), durations=frozenset(_lengths(value))
        )
    if isinstance(value, FuzzyDate):
        return Held(moments=frozenset({_fuzzy(value)}))
    return Held(moments=frozenset({_day(value)}))


def _day(value: object) -> Moment:
    year, month, day = (int(part) for part in str(value).split("-"))
    return Moment(year, month, day)


def _fuzzy(value: FuzzyDate) -> Moment:
    parts = [int(part) for part in value.text.replace("?", "").split("-")]
    return Moment(*parts)


def _quarters(period: Period) -> Iterator[Moment]:
    """The quarter that a period is, or lies in."""
    first, last = period.first, period.last
    if first.year == last.year and (first.month - 1) // 3 == (last.month - 1) // 3:
        yield Moment(first.year, quarter=(first.month + 2) // 3)


def _lengths(period: Period) -> Iterator[Duration]:
    """How many months and years a period lasts, where it is a whole number of them."""
    following = period.last.toordinal() + 1
    if following > period.last.max.toordinal():
        return
    end = period.last.fromordinal(following)
    months = (end.year - period.first.year) * 12 + end.month - period.first.month
    if end.day == period.first.day and months:
        yield Duration(Decimal(months), "month")
        if months % 12 == 0:
            yield Duration(Decimal(months // 12), "year")


def _shortened(moment: Moment) -> Iterator[Moment]:
    year, month, day = moment.year, moment.month, moment.day
    yield moment
    yield Moment(year)
    if month is not None:
        yield from (Moment(year, month), Moment(None, month), Moment(None, month, day))
        quarter = (month + 2) // 3
        yield from (Moment(year, quarter=quarter), Moment(quarter=quarter))
    if moment.quarter is not None:
        yield Moment(quarter=moment.quarter)


def _scaled(count: Count) -> tuple[Fraction, Fraction]:
    """The number that is meant, and half of its last place."""
    unit = Fraction(10) ** (count.power - count.places)
    return Fraction(count.value) * Fraction(10) ** count.power, unit * _HALF


def _rounds(exact: Fraction, share: Share) -> bool:
    """Whether a share may be written so. All and nothing are never what something is rounded to."""
    if share.value in {0, 100}:
        return exact == share.value
    return abs(exact - Fraction(share.value)) <= _HALF / Fraction(10) ** share.places


def _between(ordered: tuple[Fraction, ...], low: Fraction, high: Fraction) -> Iterable[Fraction]:
    at = bisect_left(ordered, low)
    while at < len(ordered) and ordered[at] <= high:
        yield ordered[at]
        at += 1
