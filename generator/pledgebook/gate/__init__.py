"""What may not change in silence: the rules that compare with an earlier revision.

Knows the table of these rules. Must not know Git: both models and the date are arguments.
Their manual pages stand with those of the other rules.
"""

from collections.abc import Callable, Iterator
from datetime import date

from pledgebook.diagnostics import Diagnostic, in_order
from pledgebook.gate.entries import frozen_entry
from pledgebook.gate.names import removed_id
from pledgebook.gate.sides import Sides, sides_of
from pledgebook.gate.targets import weakened_target
from pledgebook.gate.values import changed_published_value
from pledgebook.load import Loaded

GATE: tuple[Callable[[Sides], Iterator[Diagnostic]], ...] = (
    changed_published_value,
    removed_id,
    weakened_target,
    frozen_entry,
)


def check_against(before: Loaded, after: Loaded, as_of: date) -> tuple[Diagnostic, ...]:
    """Every change since an earlier revision that needs a record which says so."""
    sides = sides_of(before, after, as_of)
    return in_order(found for rule in GATE for found in rule(sides))
