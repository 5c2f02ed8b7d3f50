"""The numbers that records hold beside results: dates, and how many there are of what.

Knows what each type of record says about a number in a sentence. Must not know rows.
"""

from collections import Counter
from collections.abc import Iterable

from pledgebook.content.held import NOTHING, Held, dates, joined, numbers, part_of, shares, span
from pledgebook.content.held_targets import of_target
from pledgebook.content.held_words import of_names, of_sources, of_text, of_units
from pledgebook.model import Model, Owner
from pledgebook.records import (
    Agreement,
    Organization,
    Party,
    Programme,
    TargetChange,
)


def of_owner(model: Model, record: Owner) -> Held:
    """What programmes and agreements have in common: texts, targets, amendments, sources."""
    targets = {target.id: target for target in record.targets}
    changes = [
        of_target(model, change, targets.get(id_))
        for amendment in record.amendments
        for id_, change in amendment.targets.items()
        if isinstance(change, TargetChange)
    ]
    return joined(
        (
            of_text(model, record.name, record.kind, record.description),
            *(of_target(model, target) for target in targets.values()),
            *changes,
            dates(*(amendment.date for amendment in record.amendments)),
            of_text(model, *(amendment.rationale for amendment in record.amendments)),
            *(of_sources(model, amendment.sources) for amendment in record.amendments),
            numbers(len(targets) or None, len(record.amendments) or None),
            of_sources(model, record.sources),
            span(record.term),
        )
    )


def of_programme(model: Model, record: Programme) -> Held:
    """A programme: its criteria, designations and targets, and the acts it rests on."""
    declared = record.declared
    counted = (declared.criteria, declared.designations, declared.targets) if declared else ()
    names = (*(c.name for c in record.criteria), *(d.name for d in record.designations))
    return joined(
        (
            of_owner(model, record),
            numbers(len(record.criteria) or None, len(record.designations) or None, *counted),
            numbers(*(len(designation.criteria) or None for designation in record.designations)),
            of_names(model, *names),
            dates(record.launched, record.cancelled),
            of_sources(model, record.legal_basis),
        )
    )


def of_agreement(model: Model, record: Agreement) -> Held:
    """An agreement: its parties by role and kind, its targets, and the programme it is under."""
    programme = model.programmes.get(record.programme or "")
    own = len(record.targets)
    declared = record.declared
    return joined(
        (
            of_owner(model, record),
            of_parties(model, record.parties),
            numbers(declared.signatories, declared.targets) if declared else NOTHING,
            dates(record.signed, record.terminated),
            of_text(model, record.place.name) if record.place else NOTHING,
            of_sources(model, record.documents),
            of_programme(model, programme.record) if programme else NOTHING,
            numbers(own + len(programme.record.targets)) if programme and own else NOTHING,
        )
    )


def of_parties(model: Model, parties: Iterable[Party]) -> Held:
    """How many parties there are, in each role and of each kind, joined or left later."""
    found = list(parties)
    signatories = [party for party in found if party.role == "signatory"]
    roles = Counter(party.role for party in found)
    kinds = Counter(_classification(model, party) for party in signatories)
    later = sum(1 for party in found if party.signed)
    left = sum(1 for party in found if party.withdrawn)
    return joined(
        (
            numbers(len(found), len(signatories), *roles.values()),
            *(part_of(n, len(signatories)) for kind, n in kinds.items() if kind),
            part_of(left, len(signatories)) if left else NOTHING,
            part_of(later, len(signatories)) if later else NOTHING,
            dates(*(date for party in found for date in (party.signed, party.withdrawn))),
        )
    )


def _classification(model: Model, party: Party) -> str | None:
    entry = model.organizations.get(party.organization)
    return entry.record.classification if entry else None


def of_organization(model: Model, id_: str, record: Organization) -> Held:
    """An organization: names, dates, and how many are directly below it, of each kind."""
    children = [model.organizations[child].record for child in model.children.get(id_, ())
                if child in model.organizations]  # fmt: skip
    kinds = Counter(child.classification for child in children if child.classification)
    return joined(
        (
            of_text(model, record.description),
            dates(record.founded, record.dissolved),
            numbers(len(children) or None),
            *(part_of(n, len(children)) for n in kinds.values()),
            of_sources(model, record.sources),
        )
    )


def of_indicator(model: Model, id_: str) -> Held:
    """An indicator with its scale: names, definition, bounds, how many levels."""
    entry = model.indicators.get(id_)
    if entry is None:
        return NOTHING
    record = entry.record
    unit = shares if record.measure in {"percent", "rating"} else numbers
    return joined(
        (
            of_text(model, record.name, record.definition, record.method),
            of_units(model, record.unit.name) if record.unit else NOTHING,
            unit(record.minimum, record.maximum),
            numbers(*(len(dimension.codes) for dimension in record.dimensions)),
            of_sources(model, record.sources),
            of_scale(model, record.scale),
        )
    )


def of_scale(model: Model, id_: str | None) -> Held:
    """A scale: its names, how many levels it has, the acts it rests on."""
    entry = model.scales.get(id_ or "")
    if entry is None:
        return NOTHING
    record = entry.record
    levels = (*record.levels, *record.not_rated)
    return joined(
        (
            of_names(model, *(level.name for level in levels)),
            of_text(model, record.description, *(level.name for level in levels)),
            numbers(len(record.levels)),
            span(record.valid),
            of_sources(model, record.legal_basis, record.sources),
        )
    )
