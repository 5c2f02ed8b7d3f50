"""Which record names which: every reference of every type, with its place.

Knows where each type refers to others. Must not know what is wrong with a reference.
Written out by hand, since every build walks it for each record.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pledgebook.entries import Entry
from pledgebook.records import (
    Agreement,
    Amendment,
    Announcement,
    Body,
    Indicator,
    Organization,
    Programme,
    Result,
    Scale,
    Scope,
    Shared,
    Site,
    Source,
    Target,
    TargetChange,
)


class Reference(NamedTuple):
    """A name at a field: its path, the type of record that it names, and the id.

    key: whether it is a key of a mapping, not a value.
    among: the ids that it may be, where these are inside the record and not a type's.
    """

    path: str
    kind: str
    id: str
    key: bool = False
    among: tuple[str, ...] | None = None


def references_of(entry: Entry[Any]) -> Iterator[Reference]:
    """Every reference of a record, row or announcement."""
    found = _BY_TYPE.get(entry.type)
    return found(entry.record) if found else iter(())


def _sources(refs: Iterable[str | Source], path: str) -> Iterator[Reference]:
    for index, ref in enumerate(refs):
        if isinstance(ref, str):
            yield Reference(f"{path}.{index}", "sources", ref)
        else:
            yield from _source(ref, f"{path}.{index}.")


def _source(source: Source, path: str = "") -> Iterator[Reference]:
    if source.translation_of:
        yield Reference(f"{path}translation_of", "sources", source.translation_of)
    if source.replaced_by:
        yield Reference(f"{path}replaced_by", "sources", source.replaced_by)
    yield from _body(source.issuer, f"{path}issuer")
    yield from _body(source.publisher, f"{path}publisher")
    yield from _sources(source.sources, f"{path}sources")


def _body(body: Body | None, path: str) -> Iterator[Reference]:
    if body and body.organization:
        yield Reference(f"{path}.organization", "organizations", body.organization)


def _listed(ids: Iterable[str], kind: str, path: str) -> Iterator[Reference]:
    for index, id_ in enumerate(ids):
        yield Reference(f"{path}.{index}", kind, id_)


def _cited(record: Shared, path: str = "") -> Iterator[Reference]:
    return _sources(record.sources, f"{path}sources")


def _site(site: Site) -> Iterator[Reference]:
    yield from _body(site.publisher, "publisher")
    yield from _cited(site)


def _organization(record: Organization) -> Iterator[Reference]:
    if record.classification:
        yield Reference("classification", "classification", record.classification)
    if record.parent:
        yield Reference("parent", "organizations", record.parent)
    if record.successors:
        yield from _listed(record.successors, "organizations", "successors")
    if record.sources:
        yield from _cited(record)


def _scale(scale: Scale) -> Iterator[Reference]:
    yield from _sources(scale.legal_basis, "legal_basis")
    yield from _cited(scale)


def _indicator(indicator: Indicator) -> Iterator[Reference]:
    if indicator.scale:
        yield Reference("scale", "scales", indicator.scale)
    if indicator.applies_to:
        codes = indicator.applies_to.classification
        yield from _listed(codes, "classification", "applies_to.classification")
    yield from _cited(indicator)


def _programme(programme: Programme) -> Iterator[Reference]:
    if programme.initiator:
        yield Reference("initiator", "organizations", programme.initiator)
    yield from _sources(programme.legal_basis, "legal_basis")
    criteria = tuple(criterion.id for criterion in programme.criteria)
    for i, designation in enumerate(programme.designations):
        for j, id_ in enumerate(designation.criteria):
            path = f"designations.{i}.criteria.{j}"
            yield Reference(path, "criteria", id_, among=criteria)
        if designation.indicator:
            yield Reference(f"designations.{i}.indicator", "indicators", designation.indicator)
    yield from _owned(programme.targets, programme.amendments)
    yield from _cited(programme)


def _agreement(agreement: Agreement) -> Iterator[Reference]:
    if agreement.programme:
        yield Reference("programme", "programmes", agreement.programme)
    for i, party in enumerate(agreement.parties):
        yield Reference(f"parties.{i}.organization", "organizations", party.organization)
        yield from _listed(party.replaces, "organizations", f"parties.{i}.replaces")
        yield from _cited(party, f"parties.{i}.")
    yield from _sources(agreement.documents, "documents")
    yield from _owned(agreement.targets, agreement.amendments)
    yield from _cited(agreement)


def _owned(targets: tuple[Target, ...], amendments: tuple[Amendment, ...]) -> Iterator[Reference]:
    for index, target in enumerate(targets):
        yield from _terms(target, f"targets.{index}.")
    ids = tuple(target.id for target in targets)
    for index, amendment in enumerate(amendments):
        path = f"amendments.{index}.targets"
        for id_, change in amendment.targets.items():
            yield Reference(path, "own-targets", id_, key=True, among=ids)
            if not isinstance(change, str):
                yield from _terms(change, f"{path}.{id_}.")
        yield from _sources(amendment.sources, f"amendments.{index}.sources")


def _terms(terms: TargetChange, path: str) -> Iterator[Reference]:
    if terms.indicator:
        yield Reference(f"{path}indicator", "indicators", terms.indicator)
    if terms.scale:
        yield Reference(f"{path}scale", "scales", terms.scale)
    if terms.scope:
        yield from _scope(terms.scope, f"{path}scope.")
    for id_, own in terms.own.items():
        yield Reference(f"{path}own", "organizations", id_, key=True)
        yield from _cited(own, f"{path}own.{id_}.")
    yield from _cited(terms, path)


def _scope(scope: Scope, path: str) -> Iterator[Reference]:
    yield from _listed(scope.organizations or (), "organizations", f"{path}organizations")
    if scope.children_of:
        yield Reference(f"{path}children_of", "organizations", scope.children_of)
    if scope.descendants_of:
        yield Reference(f"{path}descendants_of", "organizations", scope.descendants_of)
    yield from _listed(scope.classification, "classification", f"{path}classification")


def _announcement(announcement: Announcement) -> Iterator[Reference]:
    if about := announcement.about:
        for kind in ("programmes", "agreements", "organizations", "indicators"):
            yield from _listed(getattr(about, kind), kind, f"about.{kind}")
        for index, row in enumerate(about.results):
            yield from _row(row, f"about.results.{index}.")
    yield from _cited(announcement)


def _row(row: Any, path: str = "") -> Iterator[Reference]:
    if row.organization:
        yield Reference(f"{path}organization", "organizations", row.organization)
    if row.indicator:
        yield Reference(f"{path}indicator", "indicators", row.indicator)
    if row.target:
        yield Reference(f"{path}target", "targets", row.target)


def _result(result: Result) -> Iterator[Reference]:
    yield from _row(result)
    yield from _cited(result)


_BY_TYPE: Mapping[str, Callable[[Any], Iterator[Reference]]] = {
    "site": _site,
    "organizations": _organization,
    "scales": _scale,
    "indicators": _indicator,
    "programmes": _programme,
    "agreements": _agreement,
    "sources": _source,
    "announcements": _announcement,
    "results": _result,
}
