"""Ids that clash: of records, of what stands inside a record, of pages.

Knows where ids are given. Must not know where they are used.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from pledgebook.diagnostics import Diagnostic, Place, diagnose
from pledgebook.entries import Entry, place_of, walk
from pledgebook.links import RESERVED
from pledgebook.records import Agreement, Indicator, Programme, Scale, Site
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import id_place, problem_at

_OWNERS = ("programmes", "agreements")
_OWN_PAGES = frozenset(RESERVED) - {"404"}


def folded(id_: str) -> str:
    """An id as it is compared: two ids that fold to the same clash."""
    return unicodedata.normalize("NFC", id_).casefold()


def duplicate_id(checked: Checked) -> Iterator[Diagnostic]:
    """Two records, or two things inside one record, have the same id.

    An id is part of a web address and the name by which other records refer to something, so
    it belongs to one thing only. Ids of one type are compared over all its files: the folder
    `data/organizations/` and the file `data/organizations.yml` together, and without regard
    to capital letters. Inside a record the same holds for its targets, criteria,
    designations, amendments, levels and codes. A programme and an agreement may have the same
    id, but then no two of their targets may.

    Wrong: `data/organizations.yml` has `school-a:` and there is also a file
    `data/organizations/school-a.yml`.

    To repair it: if both are the same thing, keep one of them; if not, give the later one
    another id. The message names both places.
    """
    yield from _record_ids(checked)
    for entry in _holders(checked):
        for path, ids in _inner_ids(entry):
            yield from _clashes(entry, path, ids)
    yield from _target_names(checked)
    yield from _page_addresses(checked)


def _record_ids(checked: Checked) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], Place] = {}
    everything = (*checked.entries, *checked.partial)
    entries = (entry for entry in everything if entry.type != "results")
    named = [(entry.type, entry.id, id_place(entry)) for entry in entries]
    # A file whose record could not be read still takes its id.
    read = {place.path for _, _, place in named}
    unread = (f for f in checked.project.data if f.id and f.source.path not in read)
    named.extend((file.type, file.id, Place(file.source.path)) for file in unread)
    for kind, id_, place in sorted(named, key=lambda found: found[2].path):
        key = (kind, id_ if id_.isascii() and id_.islower() else folded(id_))
        if key not in seen:
            seen[key] = place
            continue
        params: dict[str, Any] = {"id": id_, "path": seen[key].path, "line": seen[key].line}
        yield diagnose(place, "duplicate-id", related=(seen[key],), **params)


def _holders(checked: Checked) -> Iterator[Entry[Any]]:
    """Records that give ids to something inside them."""
    if checked.model.site_entry:
        yield checked.model.site_entry
    kinds = {"scales", "indicators", "programmes", "agreements"}
    yield from (entry for entry in checked.entries if entry.type in kinds)


def _inner_ids(entry: Entry[Any]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Lists of (path of the id, id) that must differ, each with the field that holds them."""
    match entry.record:
        case Site() as site:
            yield "languages", [(f"languages.{i}", t) for i, t in enumerate(site.languages)]
            yield "classifications", _codes("classifications", site.classifications)
        case Scale() as scale:
            yield "levels", _codes("levels", scale.levels)
            yield "not_rated", _codes("not_rated", scale.not_rated)
        case Indicator() as indicator:
            yield "dimensions", _ids("dimensions", indicator.dimensions)
            for i, dimension in enumerate(indicator.dimensions):
                yield "codes", _codes(f"dimensions.{i}.codes", dimension.codes)
        case Programme() as programme:
            yield "criteria", _ids("criteria", programme.criteria)
            yield "designations", _ids("designations", programme.designations)
            yield "targets", _ids("targets", programme.targets)
            yield "amendments", _ids("amendments", programme.amendments)
        case Agreement() as agreement:
            yield "targets", _ids("targets", agreement.targets)
            yield "amendments", _ids("amendments", agreement.amendments)


def _ids(path: str, parts: Iterable[Any]) -> list[tuple[str, str]]:
    return [(f"{path}.{i}.id", part.id) for i, part in enumerate(parts)]


def _codes(path: str, parts: Iterable[Any]) -> list[tuple[str, str]]:
    return [(f"{path}.{i}.code", part.code) for i, part in enumerate(parts)]


def _clashes(entry: Entry[Any], field: str, ids: list[tuple[str, str]]) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for path, id_ in ids:
        other = seen.setdefault(folded(id_), path)
        if other != path:
            place = entry.place(other)
            params: dict[str, Any] = {"id": id_, "list": field, "line": place.line}
            yield problem_at(entry, "duplicate-id.inner", path, related=(place,), **params)


def _target_names(checked: Checked) -> Iterator[Diagnostic]:
    """`OWNER/TARGET` of a programme and an agreement with one id."""
    model = checked.model
    for id_, agreement in model.agreements.items():
        programme = model.programmes.get(id_)
        if programme is None:
            continue
        known = {t.id: f"targets.{i}.id" for i, t in enumerate(programme.record.targets)}
        for index, target in enumerate(agreement.record.targets):
            if other := known.get(target.id):
                related, path = (programme.place(other),), f"targets.{index}.id"
                params = {"name": f"{id_}/{target.id}", "id": id_}
                key = "duplicate-id.target-name"
                yield problem_at(agreement, key, path, related=related, **params)


def _page_addresses(checked: Checked) -> Iterator[Diagnostic]:
    """Hand-written pages at an address that the site itself uses."""
    languages = checked.model.site.languages[1:]
    for file in checked.project.content:
        folder, inside, name = file.page.partition("/")
        if inside and (folder in languages or folder in _OWN_PAGES - {"announcements"}):
            key = "duplicate-id.page-folder"
        elif file.page in _OWN_PAGES or (folder == "announcements" and name == "index"):
            key = "duplicate-id.page"
        else:
            continue
        yield diagnose(Place(file.source.path), key, name=folder)


def former_id_in_use(checked: Checked) -> Iterator[Diagnostic]:
    """An id under `former_ids` belongs to another record, or to two.

    When a record is renamed, its old id is kept under `former_ids`, and the old web address
    leads to the new one. That works only while nothing else has the old id: an id is never
    given away again.

    Wrong: `school-a` was renamed to `green-school` (`former_ids: [school-a]`), and a new
    record is now called `school-a`.

    To repair it: give the new record another id, or take the id out of the list if it never
    belonged to this record.
    """
    for kind in ("organizations", "scales", "indicators", *_OWNERS, "sources"):
        entries = [entry for entry in checked.entries if entry.type == kind]
        used = {folded(entry.id): id_place(entry) for entry in reversed(entries)}
        yield from _former(entries, used)
    articles = [article.entry for article in checked.articles]
    yield from _former(articles, {entry.id: Place(entry.file.path) for entry in articles})
    for owner in (entry for entry in checked.entries if entry.type in _OWNERS):
        yield from _former_targets(owner)


def _former(entries: list[Entry[Any]], used: dict[str, Place]) -> Iterator[Diagnostic]:
    claimed: dict[str, Place] = {}
    for entry in entries:
        for index, id_ in enumerate(entry.record.former_ids):
            path, key = f"former_ids.{index}", folded(id_)
            place = entry.place(path)
            other = used.get(key) or claimed.get(key)
            claimed.setdefault(key, place)
            if other or id_ == "index":
                yield _in_use(entry, path, id_, other)


def _in_use(entry: Entry[Any], path: str, id_: str, other: Place | None) -> Diagnostic:
    key = "former-id-in-use" if other else "former-id-in-use.reserved"
    return problem_at(entry, key, path, related=(other,) if other else (), id=id_)


def _former_targets(owner: Entry[Any]) -> Iterator[Diagnostic]:
    targets = owner.record.targets
    used = {
        folded(target.id): place_of(owner.file, walk(owner.node, f"targets.{i}.id"))
        for i, target in enumerate(targets)
        if any(t.former_ids for t in targets)
    }
    for i, target in enumerate(targets):
        for j, id_ in enumerate(target.former_ids):
            path = f"targets.{i}.former_ids.{j}"
            place = owner.place(path)
            if other := used.get(folded(id_)):
                yield _in_use(owner, path, id_, other)
            used.setdefault(folded(id_), place)
