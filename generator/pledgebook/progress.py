"""How far a long work has come, told as values to whoever asked for it.

Knows phases and counts. Must not know the work, the clock, nor how it is shown.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

_STEP = 20
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the work begins, and the one before has ended. `total` is how many things it
    deals with, 0 where that is not known."""

    text: str
    total: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """So many more things of the present phase are done."""

    count: int


@dataclass(frozen=True, slots=True)
class Note:
    """What people should know in any case."""

    text: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What helps to see where the time goes."""

    text: str


Event = Phase | Done | Note | Detail
Tell = Callable[[Event], None]


def silent(event: Event) -> None:
    """Tells nobody."""


def counted(values: Iterable[Value], tell: Tell) -> Iterator[Value]:
    """The same values; tells every few of them how many more were dealt with."""
    number = 0
    for number, value in enumerate(values, 1):
        yield value
        if number % _STEP == 0:
            tell(Done(_STEP))
    if number % _STEP:
        tell(Done(number % _STEP))
