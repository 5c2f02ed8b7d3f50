"""What a number in a sentence can mean.

Knows shapes only: the number itself, a share, a part of a whole, a date, a length of time.
Must not know languages, nor what the records say.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Count:
    """A number. `places` are its decimals as written; `power` of ten is what a word such as
    "million" multiplies it by (the value is not multiplied)."""

    value: Decimal
    places: int = 0
    power: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage, or percentage points; the value is in percent."""

    value: Decimal
    places: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """So many of so many: `38 of 42`."""

    part: Decimal
    whole: Decimal


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is written: `28 June` has no year, `2024` nothing else."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """From one year to another: `2021–2023`, `2023/24`."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: so many years, months, weeks or days."""

    number: Decimal
    unit: str


Reading = Count | Share | Pair | Moment | Years | Duration


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands in a text: from `start` to `end`, and what it can mean.

    It is right if one of its readings is. Without a reading it is a code, or a number that is
    not written as the text's language writes numbers (`foreign`).
    """

    start: int
    end: int
    readings: tuple[Reading, ...] = ()
    foreign: bool = False
