"""Exact arithmetic: fractions for comparing, decimals for showing, whole months, safe dates.

Knows numbers and dates only. Must not know records. No floating-point number anywhere:
what is compared is a fraction and exact; a decimal is made from it only to be shown.
"""

from calendar import monthrange
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

# Enough for any exact product of two 30-digit numbers, and for growth rates.
_CONTEXT = Context(prec=80)
_FAR = 4_000_000  # days; more than the calendar has


# Tens of thousands of rows hold the same few thousand numbers.
@lru_cache(maxsize=65536)
def fraction(number: Decimal | int) -> Fraction:
    """The same number, exactly."""
    return Fraction(number)


def decimal(number: Fraction) -> Decimal:
    """The number as a decimal: exact where it ends, else to 80 digits."""
    return _quotient(number.numerator, number.denominator)


@lru_cache(maxsize=65536)
def _quotient(numerator: int, denominator: int) -> Decimal:
    if denominator == 1:
        return Decimal(numerator)
    return _CONTEXT.divide(Decimal(numerator), Decimal(denominator))


def root_power(ratio: Fraction, exponent: Fraction) -> Decimal:
    """`ratio` to the power of `exponent`, to about 75 digits. `ratio` is above zero."""
    logarithm = _CONTEXT.ln(decimal(ratio))
    return _CONTEXT.exp(_CONTEXT.multiply(logarithm, decimal(exponent)))


def quotient(number: Decimal, by: Decimal) -> Decimal:
    """A division to 80 digits."""
    return _CONTEXT.divide(number, by)


def product(number: Decimal, by: Decimal) -> Decimal:
    """A multiplication to 80 digits."""
    return _CONTEXT.multiply(number, by)


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`; the last day of a month counts as its whole.

    From 31 December to 30 September are nine months, to 29 September eight.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    ends_month = end.day == monthrange(end.year, end.month)[1]
    return months if end.day >= start.day or ends_month else months - 1


def add_months(day: date, months: int) -> date | None:
    """The day that many months on (the month's last where it is shorter), if there is one."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """The day that many days on, or the calendar's first or last."""
    ordinal = day.toordinal() + max(-_FAR, min(days, _FAR))
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal())))
