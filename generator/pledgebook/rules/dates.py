"""Dates in an order that cannot be.

Knows which dates come before which. A fuzzy date breaks an order only where every day that
it may be does. Must not know periods of targets.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pledgebook.diagnostics import Diagnostic, Place
from pledgebook.entries import Entry
from pledgebook.model import published_on
from pledgebook.records import (
    Agreement,
    Announcement,
    Organization,
    Party,
    Programme,
    Scale,
    Source,
)
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import node_at, problem_at
from pledgebook.values import FuzzyDate

_RULE = "date-order"
Day = FuzzyDate | date | None


def date_order(checked: Checked) -> Iterator[Diagnostic]:
    """A date is earlier than one that must come before it.

    An organization is founded before it is dissolved and exists on the day it signs; a term
    starts before it ends; the legal basis is issued before the programme is launched; a party
    signs before it withdraws; an agreement is signed before it is ended or amended; a source
    is issued before it is accessed and before the announcement that cites it; an announcement
    is published before it is updated or corrected. The same day is allowed, and dates that
    are not known exactly fail only where they are certainly wrong.

    Wrong: `term: {start: 2026-01-01, end: 2025-12-31}`.

    To repair it: correct the date that is wrong. The message names both places.
    """
    for entry in checked.entries:
        match entry.record:
            case Organization() as organization:
                yield from _organization(entry, organization)
            case Scale() as scale:
                if scale.valid:
                    yield from _span(entry, scale.valid, "valid")
            case Programme() as programme:
                yield from _programme(checked, entry, programme)
            case Agreement() as agreement:
                yield from _agreement(checked, entry, agreement)
            case Source() as source:
                yield from _source(entry, source)
    for article in checked.articles:
        yield from _announcement(checked, article.entry)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date with the record and field it stands in."""

    entry: Entry[Any]
    path: str
    day: Day

    @property
    def place(self) -> Place:
        """Where the date is written; the file, where its name gives it."""
        written = node_at(self.entry, self.path) is not None
        return self.entry.place(self.path) if written else Place(self.entry.file.path)


def bounds(day: FuzzyDate | date) -> tuple[date, date]:
    """The first and last day that a date may be."""
    return (day.earliest, day.latest) if isinstance(day, FuzzyDate) else (day, day)


def _written(day: Day) -> str:
    return day.text if isinstance(day, FuzzyDate) else str(day)


def _ordered(key: str, first: _Dated, second: _Dated) -> Iterator[Diagnostic]:
    """A diagnostic at the second date if it is certainly before the first."""
    if first.day is None or second.day is None:
        return
    if bounds(first.day)[0] <= bounds(second.day)[1]:
        return
    params = {"first": _written(first.day), "second": _written(second.day)}
    related = (first.place,)
    yield problem_at(second.entry, f"{_RULE}.{key}", second.path, related=related, **params)


def _span(entry: Entry[Any], span: Any, path: str) -> Iterator[Diagnostic]:
    start, end = (_Dated(entry, f"{path}.{n}", getattr(span, n)) for n in ("start", "end"))
    yield from _ordered("span", start, end)


def _organization(entry: Entry[Any], organization: Organization) -> Iterator[Diagnostic]:
    if organization.dissolved:
        founded = _Dated(entry, "founded", organization.founded)
        dissolved = _Dated(entry, "dissolved", organization.dissolved)
        yield from _ordered("dissolved", founded, dissolved)
    for index, name in enumerate(organization.other_names):
        yield from _span(entry, name, f"other_names.{index}")


def _programme(checked: Checked, entry: Entry[Any], programme: Programme) -> Iterator[Diagnostic]:
    launched = _Dated(entry, "launched", programme.launched)
    if programme.term:
        yield from _span(entry, programme.term, "term")
    yield from _ordered("cancelled", launched, _Dated(entry, "cancelled", programme.cancelled))
    for source in _issued(checked, entry, "legal_basis", programme.legal_basis):
        yield from _ordered("legal-basis", source, launched)
    yield from _inline(entry, "sources", programme.sources)


def _issued(
    checked: Checked, entry: Entry[Any], path: str, refs: Iterable[str | Source]
) -> Iterator[_Dated]:
    """When the sources of a list were issued."""
    for index, ref in enumerate(refs):
        if isinstance(ref, Source):
            yield _Dated(entry, f"{path}.{index}.issued", ref.issued)
        elif known := checked.model.sources.get(ref):
            yield _Dated(known, "issued", known.record.issued)


def _source(entry: Entry[Any], source: Source, path: str = "") -> Iterator[Diagnostic]:
    issued = _Dated(entry, f"{path}issued", source.issued)
    yield from _ordered("accessed", issued, _Dated(entry, f"{path}accessed", source.accessed))


def _inline(entry: Entry[Any], path: str, refs: Iterable[str | Source]) -> Iterator[Diagnostic]:
    for index, ref in enumerate(refs):
        if isinstance(ref, Source) and ref.accessed:
            yield from _source(entry, ref, f"{path}.{index}.")


def _agreement(checked: Checked, entry: Entry[Any], agreement: Agreement) -> Iterator[Diagnostic]:
    signed = _Dated(entry, "signed", agreement.signed)
    if agreement.term:
        yield from _span(entry, agreement.term, "term")
    yield from _ordered("terminated", signed, _Dated(entry, "terminated", agreement.terminated))
    for index, amendment in enumerate(agreement.amendments):
        when = _Dated(entry, f"amendments.{index}.date", amendment.date)
        yield from _ordered("amended", signed, when)
    for index, party in enumerate(agreement.parties):
        yield from _party(checked, signed, party, index)
    yield from _inline(entry, "sources", agreement.sources)


def _party(checked: Checked, signed: _Dated, party: Party, index: int) -> Iterator[Diagnostic]:
    entry, path = signed.entry, f"parties.{index}"
    own = _Dated(entry, f"{path}.signed", party.signed) if party.signed else signed
    yield from _ordered("withdrawn", own, _Dated(entry, f"{path}.withdrawn", party.withdrawn))
    known = checked.model.organizations.get(party.organization)
    # Who takes the place of others after a merger need not have been there at the signing.
    if known is None or own.day is None or (party.replaces and not party.signed):
        return
    at = own.path if party.signed else f"{path}.organization"
    day, organization = own.day, known.record
    if organization.founded and bounds(organization.founded)[0] > bounds(day)[1]:
        yield _absent("founded", known, _Dated(entry, at, day))
    if organization.dissolved and bounds(organization.dissolved)[1] < bounds(day)[0]:
        yield _absent("dissolved-before", known, _Dated(entry, at, day))


def _absent(key: str, known: Entry[Organization], signed: _Dated) -> Diagnostic:
    """A party that did not exist on the day it signed."""
    field = "founded" if key == "founded" else "dissolved"
    day = _written(getattr(known.record, field))
    params = {"id": known.id, "day": day, "signed": _written(signed.day)}
    related = (known.place(field),)
    return problem_at(signed.entry, f"{_RULE}.{key}", signed.path, related=related, **params)


def _announcement(checked: Checked, entry: Entry[Announcement]) -> Iterator[Diagnostic]:
    record = entry.record
    first = _Dated(entry, "published", published_on(entry))
    yield from _ordered("updated", first, _Dated(entry, "updated", record.updated))
    for index, correction in enumerate(record.corrections):
        when = _Dated(entry, f"corrections.{index}.date", correction.date)
        yield from _ordered("corrected", first, when)
    days = (first.day, record.updated, *(c.date for c in record.corrections))
    last = max((day for day in days if isinstance(day, date)), default=None)
    for index, ref in enumerate(record.sources):
        for source in _issued(checked, entry, "sources", [ref]):
            if last and source.day and bounds(source.day)[0] > last:
                key, path = f"{_RULE}.announced", f"sources.{index}"
                params = {"first": _written(source.day), "second": last.isoformat()}
                related = () if source.entry is entry else (source.place,)
                yield problem_at(entry, key, path, related=related, **params)
