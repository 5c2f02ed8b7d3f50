"""Pace: how much of the way is done for how much of the time.

Knows a path from a baseline to a goal. Must not know rows or verdicts.

linear: pace = ((actual − baseline) ÷ (target − baseline)) ÷ ((t − t0) ÷ (t1 − t0)).
cagr:   pace = observed ÷ required annual growth, where the observed rate is
        (actual ÷ baseline) ^ (1 ÷ (t − t0)) − 1 and the required one
        (target ÷ baseline) ^ (1 ÷ (t1 − t0)) − 1. It needs baseline, actual and target above
        zero and all different; else linear is used.

t0, t and t1 are the last days of the baseline period, of the row's time and of the tested
period (or `due`), distances whole months ÷ 12, never counted from the date of the build. A
distance shorter than a month is counted in days, as is then the other.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pledgebook.status.exact import decimal, months_between, quotient, root_power

_DAYS_IN_YEAR = Fraction(1461, 4)


@dataclass(frozen=True, slots=True)
class Path:
    """From `start` at t0 to `aim` at t1; `elapsed` and `total` in years."""

    start: Fraction
    aim: Fraction
    elapsed: Fraction
    total: Fraction
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace, and what it was made from: shares of way and time, where the path would be.

    exact: the pace as a fraction, where it has one (linear).
    """

    pace: Decimal
    way: Decimal
    time: Decimal
    expected: Decimal
    exact: Fraction | None = None

    def reaches(self, limit: Fraction) -> bool:
        """Whether the pace is at least `limit`."""
        return self.pace >= decimal(limit) if self.exact is None else self.exact >= limit

    def told(self, limit: Fraction) -> str:
        """The pace with two decimals, or as many as it takes to stay on its side of `limit`."""
        for places in range(2, 12):
            text = f"{self.pace:.{places}f}"
            if (Fraction(text) >= limit) == self.reaches(limit):
                return text
        return str(self.pace)


def years_between(t0: date, t: date, t1: date) -> tuple[Fraction, Fraction]:
    """From t0 to t and to t1 in years."""
    elapsed, total = months_between(t0, t), months_between(t0, t1)
    if min(elapsed, total) > 0 or t <= t0 or t1 <= t0:
        return Fraction(elapsed, 12), Fraction(total, 12)
    return (t - t0).days / _DAYS_IN_YEAR, (t1 - t0).days / _DAYS_IN_YEAR


def pace_of(path: Path, actual: Fraction) -> Pace | None:
    """The pace of `actual`; None where none is defined: no way to go, or no time passed."""
    if path.aim == path.start or path.elapsed <= 0 or path.total <= 0:
        return None
    way = (actual - path.start) / (path.aim - path.start)
    time = path.elapsed / path.total
    numbers = (path.start, actual, path.aim)
    if path.curved and min(numbers) > 0 and len(set(numbers)) == 3:
        pace, expected = _growth(path, actual, time)
        return Pace(pace, decimal(way), decimal(time), expected)
    expected = decimal(path.start + (path.aim - path.start) * time)
    return Pace(decimal(way / time), decimal(way), decimal(time), expected, way / time)


def _growth(path: Path, actual: Fraction, time: Fraction) -> tuple[Decimal, Decimal]:
    """Observed over required annual growth, and where the curve would be."""
    observed = root_power(actual / path.start, 1 / path.elapsed) - 1
    required = root_power(path.aim / path.start, 1 / path.total) - 1
    expected = root_power(path.aim / path.start, time) * decimal(path.start)
    return quotient(observed, required), expected
