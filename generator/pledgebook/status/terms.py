"""The terms of a target: as signed, as amended, and as they are for one organization.

Knows which fields replace which. Must not know rows or verdicts.

A change (an amendment, or an organization's `own`) replaces the fields it names. Fields of
which only one can hold go together: naming one comparator drops the others, naming one of
`due`, `every` and `due_text` drops the other two, naming `indicator` drops `scale` and the
other way round. `own` is changed organization by organization. An assumption about a field
ends when a change names the field, unless the change assumes it again.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from pledgebook.model import TargetEntry
from pledgebook.records import COMPARATORS, Amendment, OwnTerms, Target
from pledgebook.status.verdict import SIGNED

_EXCLUSIVE = (
    frozenset(COMPARATORS),
    frozenset({"due", "every", "due_text"}),
    frozenset({"indicator", "scale"}),
)
# Fields of a target that a verdict rests on; the others are words about it.
TESTED_FIELDS = frozenset(
    {
        *COMPARATORS,
        *("level", "baseline", "due", "every", "first_period", "due_text", "report_within"),
        *("interim", "progress_model", "indicator", "scale", "scope", "own"),
    }
)


@dataclass(frozen=True, slots=True)
class Case:
    """A target in one version: its terms, whether an amendment took it back, and when."""

    entry: TargetEntry
    version: str
    terms: Target
    withdrawn: tuple[str, str] | None = None


def cases_of(entry: TargetEntry, as_of: date) -> tuple[Case, ...]:
    """The target as signed, then after each amendment in force on `as_of`, in order of date.

    An amendment is in force from the first day that its date may be, as written.
    """
    cases = [Case(entry, SIGNED, entry.target)]
    for amendment in _in_force(entry.owner.record.amendments, as_of):
        change = amendment.targets.get(entry.target.id)
        if change is None:
            continue
        if isinstance(change, str):
            when = (amendment.id, amendment.date.text)
            cases.append(Case(entry, amendment.id, cases[-1].terms, when))
        else:
            cases.append(Case(entry, amendment.id, changed(cases[-1].terms, change)))
    return tuple(cases)


def _in_force(amendments: Iterable[Amendment], as_of: date) -> list[Amendment]:
    found = [amendment for amendment in amendments if amendment.date.first <= as_of]
    return sorted(found, key=lambda amendment: amendment.date.first)


def changed(terms: Target, change: OwnTerms) -> Target:
    """The terms with the fields that a change names."""
    named = change.model_fields_set - {"id"}
    updates: dict[str, Any] = dict.fromkeys(_dropped(named))
    updates.update({name: getattr(change, name) for name in named})
    if "own" in named:
        updates["own"] = _merged_own(terms, change)
    updates["assumed"] = _still_assumed(terms, change)
    return terms.model_copy(update=updates)


def _dropped(named: AbstractSet[str]) -> set[str]:
    """Fields that cannot stand beside those named, the named ones of the groups included."""
    return {name for group in _EXCLUSIVE if named & group for name in group}


def _still_assumed(terms: OwnTerms, change: OwnTerms) -> tuple[str, ...]:
    gone = change.model_fields_set | _dropped(change.model_fields_set)
    kept = (name for name in terms.assumed if name.partition(".")[0] not in gone)
    return tuple(dict.fromkeys((*kept, *change.assumed)))


def _merged_own(terms: Target, change: Any) -> dict[str, OwnTerms]:
    merged = dict(terms.own)
    for organization, own in change.own.items():
        before = merged.get(organization)
        merged[organization] = _overlaid(before, own) if before else own
    return merged


def _overlaid(before: OwnTerms, own: OwnTerms) -> OwnTerms:
    """Own terms changed by an amendment: what it names replaces, exclusive fields drop out."""
    named = own.model_fields_set
    kept = before.model_fields_set - _dropped(named)
    fields = {name: getattr(before, name) for name in kept}
    fields.update({name: getattr(own, name) for name in named})
    fields["assumed"] = _still_assumed(before, own)
    return OwnTerms.model_construct(_fields_set=set(fields), **fields)


def terms_for(terms: Target, organization: str) -> Target:
    """The terms as they are for one organization."""
    own = terms.own.get(organization)
    return changed(terms, own) if own else terms


def comparator_of(terms: Target) -> str | None:
    """The name of the comparator; the first in the order of the manual if there are several."""
    return next((name for name in COMPARATORS if getattr(terms, name) is not None), None)


def assumed_terms(terms: Target) -> tuple[str, ...]:
    """Assumed fields of the target that a verdict rests on, as `target.FIELD`."""
    return tuple(
        f"target.{name}" for name in terms.assumed if name.partition(".")[0] in TESTED_FIELDS
    )
