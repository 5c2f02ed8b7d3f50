"""What is the same for all announcements of a build, worked out once.

Knows how to find rows and names, and what each record holds. Must not know announcements.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from pledgebook.content.held import NOTHING, Held
from pledgebook.content.held_records import (
    of_agreement,
    of_indicator,
    of_organization,
    of_programme,
)
from pledgebook.content.held_verdicts import count_addressed, of_verdicts
from pledgebook.content.names import Names
from pledgebook.content.selection import Rows
from pledgebook.model import Model, TargetEntry

# A verdict takes up to a millisecond, and only numbers that nothing else holds ask for one.
# How many verdicts may be asked for in one build.
MAX_VERDICTS = 10_000
_KINDS: Mapping[str, Callable[[Model, str, Any], Held]] = {
    "agreements": lambda model, _, record: of_agreement(model, record),
    "indicators": lambda model, id_, _: of_indicator(model, id_),
    "organizations": of_organization,
    "programmes": lambda model, _, record: of_programme(model, record),
}


@dataclass(slots=True)
class _Left:
    """How many verdicts may still be asked for."""

    verdicts: int = MAX_VERDICTS


@dataclass(frozen=True)
class Archive:
    """The records of a model, ready to hold numbers against."""

    model: Model
    _records: dict[tuple[str, str], Held] = field(default_factory=dict, repr=False)
    _verdicts: dict[tuple[str, date], Held] = field(default_factory=dict, repr=False)
    _left: _Left = field(default_factory=_Left, repr=False)

    @cached_property
    def rows(self) -> Rows:
        """The rows, to be found by any part of their key."""
        return Rows(self.model)

    @cached_property
    def names(self) -> Names:
        """The names that hold a number."""
        return Names(self.model)

    def record(self, kind: str, id_: str) -> Held:
        """What a record holds beside results; nothing when there is no such record."""
        entry = self.model.of_type(kind).get(id_)
        if entry is None:
            return NOTHING
        if (kind, id_) not in self._records:
            self._records[kind, id_] = _KINDS[kind](self.model, id_, entry.record)
        return self._records[kind, id_]

    def verdicts(self, target: TargetEntry, day: date) -> Held:
        """How many reached a target on a day; nothing once too many were asked for."""
        key = (target.name, day)
        if key not in self._verdicts:
            self._left.verdicts -= count_addressed(self.model, target, day)
            affordable = self._left.verdicts >= 0
            self._verdicts[key] = of_verdicts(self.rows, target, day) if affordable else NOTHING
        return self._verdicts[key]
