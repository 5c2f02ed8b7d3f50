"""References that lead nowhere, and records that nothing refers to.

Knows which records exist. Must not know where references stand (that is `references`).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pledgebook.diagnostics import Diagnostic, Message, message
from pledgebook.entries import Entry, walk
from pledgebook.records import Announcement, RowFilter, Source
from pledgebook.rules.candidates import Candidates, is_slip
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import at_key, id_place, key_of, with_text
from pledgebook.rules.references import Reference, references_of

_RULE = "unknown-reference"
_KINDS = ("organizations", "programmes", "agreements", "indicators", "scales", "sources")
_FEW = 8


def unknown_reference(checked: Checked) -> Iterator[Diagnostic]:
    """A record names another one that does not exist, or that is of another type.

    Wherever a record names another (an organization, an indicator, a source, a code of the
    site's classifications, a criterion of the programme), the id must be written exactly as
    that record's own: the name of its file without `.yml`, or its key in a file of many
    records. A record that exists but has a mistake of its own counts as existing.

    Wrong: `parties: [riverbank-councl]`, when the organization is `riverbank-council`.

    To repair it: correct the id (the message suggests the nearest one), or add the record
    that is missing.
    """
    yield from _unknown_in_rows(checked)
    for entry in checked.named:
        for reference in references_of(entry):
            if not _exists(checked, reference):
                yield _unknown(checked, entry, reference)
    for entry in checked.partial:
        for reference in references_of(entry):
            # What a record refers to inside itself may be among what was left out of it.
            if reference.among is None and not _exists(checked, reference):
                yield _unknown(checked, entry, reference)
    yield from _inherited(checked)
    for article in checked.articles:
        yield from _no_such_rows(checked, article.entry)


def _unknown_in_rows(checked: Checked) -> Iterator[Diagnostic]:
    """Rows are many: those whose references are all known are passed over quickly."""
    model = checked.model
    organizations, indicators, targets = model.organizations, model.indicators, model.targets
    sources = model.sources
    for entry in model.results:
        row = entry.record
        known = (
            row.organization in organizations
            and (row.indicator is None or row.indicator in indicators)
            and (row.target is None or row.target in targets)
        )
        for source in row.sources:
            if not isinstance(source, str):
                known = known and len(source.model_fields_set) == 1
            elif source not in sources:
                known = False
        if not known:
            for reference in references_of(entry):
                if not _exists(checked, reference):
                    yield _unknown(checked, entry, reference)


def _exists(checked: Checked, reference: Reference) -> bool:
    kind, id_ = reference.kind, reference.id
    if reference.among is not None:
        return id_ in reference.among
    if kind == "classification":
        site = checked.model.site_entry
        return site is None or any(c.code == id_ for c in site.record.classifications)
    if kind == "targets":
        return id_ in checked.model.targets or _owner_unread(checked, id_)
    return checked.knows(kind, id_)


def _owner_unread(checked: Checked, name: str) -> bool:
    """Whether the target may belong to a programme or agreement that could not be read."""
    owner = name.partition("/")[0]
    return any(
        kind in checked.incomplete or (kind, owner) in checked.lost
        for kind in ("programmes", "agreements")
    )


def _unknown(checked: Checked, entry: Entry[Any], reference: Reference) -> Diagnostic:
    path, kind, id_ = reference.path, reference.kind, reference.id
    candidates = _candidates(checked, reference)
    other = _other_type(checked, reference)
    near = None if other else candidates.nearest(id_)
    if near == entry.id and kind == entry.type:
        near = None
    key = f"{_RULE}.owner" if _no_owner(checked, reference) else f"{_RULE}.{kind}"
    text = message(key, id=id_, owner=id_.partition("/")[0])
    hint = _hint(reference, candidates.names, near, other)
    node = key_of(entry, path, id_) if reference.key else walk(entry.node, path)
    fix = with_text(entry, node, near) if near and is_slip(id_, near) else None
    if reference.key:
        return at_key(entry, _RULE, text, (path, id_), hint, fix)
    return entry.problem(_RULE, text, path, hint, fix=fix)


def _no_owner(checked: Checked, reference: Reference) -> bool:
    """Whether the owner of a target is already unknown."""
    owner = reference.id.partition("/")[0]
    owners = ("programmes", "agreements")
    return reference.kind == "targets" and not any(checked.knows(k, owner) for k in owners)


def _other_type(checked: Checked, reference: Reference) -> str | None:
    """The type of the record that has the id, when it is not of the type wanted."""
    kind, id_ = reference.kind, reference.id
    if kind not in _KINDS:
        return None
    return next((k for k in _KINDS if k != kind and id_ in checked.model.of_type(k)), None)


def _candidates(checked: Checked, reference: Reference) -> Candidates:
    if reference.among is not None:
        return Candidates(reference.among)
    if reference.kind == "classification":
        return Candidates(c.code for c in checked.model.site.classifications)
    return checked.candidates[reference.kind]


def _hint(
    reference: Reference, known: tuple[str, ...], near: str | None, other: str | None
) -> Message:
    kind, id_ = reference.kind, reference.id
    if other:
        return message(f"{_RULE}.hint.other", id=id_, kind=message(f"{_RULE}.kind.{other}"))
    if near:
        return message(f"{_RULE}.hint.near", near=near)
    if known and len(known) <= _FEW:
        return message(f"{_RULE}.hint.known", known=", ".join(known))
    if kind in _KINDS:
        return message(f"{_RULE}.hint.add", path=f"data/{kind}/{id_}.yml")
    return message(f"{_RULE}.hint.{kind}")


def _inherited(checked: Checked) -> Iterator[Diagnostic]:
    """Targets that an agreement takes over from its programme by name."""
    for entry in checked.model.agreements.values():
        agreement = entry.record
        if isinstance(agreement.inherits_targets, str):
            continue
        programme = checked.model.programmes.get(agreement.programme or "")
        if programme is None and agreement.programme is not None:
            continue
        ids = tuple(t.id for t in programme.record.targets) if programme else ()
        for index, id_ in enumerate(agreement.inherits_targets):
            if id_ not in ids:
                path = f"inherits_targets.{index}"
                yield _unknown(checked, entry, Reference(path, "inherited", id_, among=ids))


def _no_such_rows(checked: Checked, entry: Entry[Announcement]) -> Iterator[Diagnostic]:
    """Rows that an announcement is about, of which there is none."""
    about = entry.record.about
    if about is None or not checked.whole("results"):
        return
    for index, wanted in enumerate(about.results):
        path = f"about.results.{index}"
        named = [r for r in references_of(entry) if r.path.startswith(f"{path}.")]
        if all(_exists(checked, r) for r in named) and not _matches(checked, wanted):
            text, hint = message(f"{_RULE}.rows"), message(f"{_RULE}.rows.hint")
            yield entry.problem(_RULE, text, path, hint)


def _matches(checked: Checked, wanted: RowFilter) -> bool:
    model = checked.model
    rows = model.results
    subject = wanted.indicator or wanted.target
    if wanted.organization and subject:
        rows = model.rows_by_subject.get((wanted.organization, subject), ())
    elif wanted.organization:
        rows = model.rows_by_organization.get(wanted.organization, ())
    fields = {name: getattr(wanted, name) for name in wanted.model_fields_set}
    given = {name: value for name, value in fields.items() if value is not None}
    return any(all(_same(row.record, n, v) for n, v in given.items()) for row in rows)


def _same(row: Any, name: str, value: Any) -> bool:
    own = getattr(row, name)
    if name == "as_of":
        return own is not None and (own.first, own.last) == (value.first, value.last)
    return bool(own == value)


def unused_record(checked: Checked) -> Iterator[Diagnostic]:
    """A source, scale or indicator that no other record uses.

    Nothing is wrong with it, but a reader finds no figure behind it. Often it is left over, or
    the record that should name it names another one.

    Example: `data/indicators.yml` has `members-trained`, and no row, target or announcement
    names it.

    To repair it: use it where it belongs, or delete it if it was never published.
    """
    kinds = ("sources", "scales", "indicators")
    if checked.incomplete or checked.lost or checked.model.site_entry is None:
        return
    used = set(_used(checked.named))
    for row in checked.model.results:
        if row.record.indicator:
            used.add(("indicators", row.record.indicator))
        used.update(("sources", source) for source in _ids(row.record.sources))
    misspelt = {kind for kind, id_ in used if kind in kinds and not checked.knows(kind, id_)}
    for kind in (kind for kind in kinds if kind not in misspelt):
        for id_, entry in checked.model.of_type(kind).items():
            if (kind, id_) not in used:
                text = message(f"unused-record.{kind}", id=id_)
                yield Diagnostic(id_place(entry), "unused-record", text)


def _used(entries: Iterable[Entry[Any]]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for reference in references_of(entry):
            if (reference.kind, reference.id) != (entry.type, entry.id):
                yield reference.kind, reference.id


def _ids(sources: Iterable[str | Source]) -> Iterator[str]:
    for source in sources:
        if isinstance(source, str):
            yield source
        else:
            yield from filter(None, (source.translation_of, source.replaced_by))
