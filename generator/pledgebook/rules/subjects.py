"""What a row is measured by: its indicator, or the target that has none.

Knows measures, scales and who is addressed. Must not know values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pledgebook.entries import Entry
from pledgebook.records import Indicator, Result, Scale, Target
from pledgebook.rules.checked import Checked

Measure = Literal["count", "quantity", "percent", "boolean", "rating"]


@dataclass(frozen=True)
class Subject:
    """What rows are measured by. `scale` is None where it is not known."""

    measure: Measure
    indicator: Entry[Indicator] | None = None
    scale: Entry[Scale] | None = None

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """Codes of the levels, best first."""
        return tuple(level.code for level in self.scale.record.levels) if self.scale else ()

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Codes of reasons for no rating."""
        return tuple(why.code for why in self.scale.record.not_rated) if self.scale else ()


def rows_by_subject(checked: Checked) -> Mapping[str, Sequence[Entry[Result]]]:
    """Rows by the indicator or target they name; those that name both or neither are left out."""
    found: dict[str, list[Entry[Result]]] = {}
    for row in checked.model.results:
        indicator, target = row.record.indicator, row.record.target
        if (indicator is None) != (target is None):
            found.setdefault(indicator or target or "", []).append(row)
    return found


def subject_named(checked: Checked, name: str) -> Subject | None:
    """What an indicator's id or `OWNER/TARGET` is measured by; None where it is not known."""
    model = checked.model
    if "/" in name:
        entry = model.targets.get(name)
        return _of_target(checked, entry.target) if entry else None
    indicator = model.indicators.get(name)
    if indicator is None:
        return None
    scale = model.scales.get(indicator.record.scale or "")
    return Subject(indicator.record.measure, indicator, scale)


def _of_target(checked: Checked, target: Target) -> Subject | None:
    if target.indicator is not None:
        return None
    if target.scale is not None:
        return Subject("rating", None, checked.model.scales.get(target.scale))
    return Subject("boolean")
