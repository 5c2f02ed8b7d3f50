"""The terms of every target as they are written: signed, for one organization, amended.

Knows where terms stand in a record and what they come to together. Must not judge them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pledgebook.entries import Entry
from pledgebook.model import Owner, TargetEntry
from pledgebook.records import OwnTerms, Target, TargetChange
from pledgebook.status.terms import changed


@dataclass(frozen=True, slots=True)
class Version:
    """Terms as they are written at one place, and what they come to there.

    path: where they are written. given: what stands there. terms: the whole target with it.
    organization: whose own terms they are; empty for everyone's.
    """

    entry: TargetEntry
    path: str
    given: OwnTerms
    terms: Target
    organization: str = ""

    @property
    def owner(self) -> Entry[Owner]:
        """The programme or agreement."""
        return self.entry.owner

    def names(self, *fields: str) -> bool:
        """Whether one of these fields is written here."""
        return any(getattr(self.given, field, None) is not None for field in fields)

    def at(self, field: str) -> str:
        """The path of one of its fields."""
        return f"{self.path}.{field}"


def versions_of(owners: Iterable[Entry[Owner]]) -> Iterator[Version]:
    """Every place where terms are written, a target's amendments after its signed terms."""
    for owner in owners:
        for index, target in enumerate(owner.record.targets):
            entry = TargetEntry(owner, target, f"targets.{index}")
            yield from _with_own(entry, entry.path, target, target)
            yield from _amended(entry)


def _with_own(
    entry: TargetEntry, path: str, given: TargetChange, terms: Target
) -> Iterator[Version]:
    yield Version(entry, path, given, terms)
    for organization, own in given.own.items():
        whole = changed(terms, terms.own.get(organization, own))
        yield Version(entry, f"{path}.own.{organization}", own, whole, organization)


def _amended(entry: TargetEntry) -> Iterator[Version]:
    terms = entry.target
    for index, amendment in enumerate(entry.owner.record.amendments):
        change = amendment.targets.get(entry.target.id)
        if change is None or isinstance(change, str):
            continue
        terms = changed(terms, change)
        yield from _with_own(entry, f"amendments.{index}.targets.{entry.target.id}", change, terms)
