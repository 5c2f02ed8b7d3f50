"""Records that were added, renamed, removed or edited, and who signed or left.

Knows every type but rows. Must not know verdicts or terms of targets.
"""

from collections.abc import Iterator
from typing import Any

from pledgebook.changes.change import Change, Pair
from pledgebook.changes.fields import FieldChange, compare_fields, lagging
from pledgebook.changes.match import ANNOUNCEMENTS, KINDS, Renames, entries_of
from pledgebook.changes.values import NOTHING, written_value
from pledgebook.changes.words import shortened, words
from pledgebook.diagnostics import Message, message
from pledgebook.entries import Entry
from pledgebook.model import Model
from pledgebook.records import Agreement, Party
from pledgebook.values import LocalizedText

_ELSEWHERE = frozenset({"former_ids"})
# The words of an announcement are compared language by language, as those of pages.
_SKIPPED = {
    "agreements": frozenset({"parties"}),
    ANNOUNCEMENTS: frozenset({"title", "summary", "text_status"}),
}
_TERMS = {
    *("level", "at_least", "at_most", "more_than", "less_than", "equals", "between"),
    *("increase_by", "decrease_by", "increase_by_percent", "decrease_by_percent", "baseline"),
    *("due", "every", "first_period", "report_within", "interim", "progress_model"),
    *("indicator", "scale", "scope", "own", "rollup", "commitment"),
}


def record_changes(pair: Pair) -> Iterator[Change]:
    """The site's settings, then every type's records."""
    if pair.before.site_entry and pair.after.site_entry:
        yield from _fields(pair, pair.before.site_entry, pair.after.site_entry)
    for kind in (*KINDS, ANNOUNCEMENTS):
        old, new = entries_of(pair.before, kind), entries_of(pair.after, kind)
        was = {pair.renames.record(kind, id_): entry for id_, entry in old.items()}
        for id_, entry in new.items():
            if id_ not in was:
                yield _whole(pair, entry, pair.after, "added")
            elif was[id_].id != id_ or was[id_].record != entry.record:
                yield from _both(pair, was[id_], entry)
        for id_, entry in was.items():
            if id_ not in new and (kind, id_) not in pair.after.broken:
                yield _whole(pair, entry, pair.before, "removed")


def _title(pair: Pair, entry: Entry[Any], model: Model) -> str:
    record = entry.record
    title = getattr(record, "name", None) or getattr(record, "title", None)
    if isinstance(title, LocalizedText):
        title = words(title, model, pair.language)
    return shortened(title or entry.id or "site", 90)


def _whole(pair: Pair, entry: Entry[Any], model: Model, how: str) -> Change:
    place = entry.place()
    added = how == "added"
    return Change(
        f"record-{how}",
        _title(pair, entry, model),
        message(f"changes.{how}", kind=message(f"changes.kind.{entry.type}"), name=entry.name),
        entry.name,
        before=None if added else entry.id,
        after=entry.id if added else None,
        place=place if added else None,
        base=None if added else place,
        weight=0 if entry.type in {"agreements", ANNOUNCEMENTS} else 1,
        pages=(entry.name,) if entry.type != "scales" else (),
    )


def _both(pair: Pair, old: Entry[Any], new: Entry[Any]) -> Iterator[Change]:
    if old.id != new.id:
        yield Change(
            "record-renamed",
            _title(pair, new, pair.after),
            message("changes.renamed", before=old.name, after=new.name),
            new.name,
            before=old.id,
            after=new.id,
            place=new.key_place("former_ids"),
            base=old.place(),
            pages=(new.name,),
        )
    if isinstance(new.record, Agreement):
        yield from _parties(pair, old, new)
    yield from _fields(pair, old, new)


def _fields(pair: Pair, old: Entry[Any], new: Entry[Any]) -> Iterator[Change]:
    skipped = _ELSEWHERE | _SKIPPED.get(new.type, frozenset())
    for found in compare_fields(old.record, new.record, skipped, pair.renames):
        if not _is_of_targets(found):
            yield _field(pair, old, new, found)


def _is_of_targets(found: FieldChange) -> bool:
    """What a comparison of terms tells: whole targets, and the fields that are tested."""
    steps = found.path.split(".")
    if steps[0] == "amendments":
        return len(steps) > 2 and steps[2] == "targets"
    if steps[0] != "targets" or found.kind == "order-changed":
        return False
    return len(steps) == 2 or bool({"former_ids", *_TERMS} & {steps[2]})


def _field(pair: Pair, old: Entry[Any], new: Entry[Any], found: FieldChange) -> Change:
    texts = [value if isinstance(value, LocalizedText) else None
             for value in (found.before, found.after)]  # fmt: skip
    added = found.before is None and "." in found.path and found.path.split(".")[0] in _ADDED
    lags = lagging(texts[0], texts[1], pair.after.site.languages[0])
    about_source = new.type == "sources" and found.kind != "translation-changed"
    kind = "record-added" if added else "source-changed" if about_source else found.kind
    return Change(
        kind,
        _title(pair, new, pair.after),
        _said(pair, found),
        new.name if new.id else "site",
        field=found.path,
        before=_written(found.before),
        after=_written(found.after),
        notes=tuple(message("changes.lag", tags=lags) for _ in lags[:1]),
        place=new.place(_file_path(new, found.path)),
        base=old.place(_file_path(old, found.path)),
        pages=(new.name,) if new.id and new.type != "scales" else (),
        lags=lags,
    )


_ADDED = {"corrections", "amendments"}


def _file_path(entry: Entry[Any], path: str) -> str:
    """A path by the names of items as one by their numbers, which finds the place in a file."""
    value, steps = entry.record, []
    for step in path.split("."):
        if isinstance(value, tuple):
            numbers = [n for n, item in enumerate(value) if step in _names(item)]
            if not numbers:
                break
            steps.append(str(numbers[0]))
            value = value[numbers[0]]
        else:
            steps.append(step)
            value = getattr(value, step, None)
    return ".".join(steps)


def _names(item: Any) -> set[str]:
    found = (getattr(item, name, None) for name in ("id", "code", "organization", "file", "date"))
    return {str(getattr(value, "text", value)) for value in (*found, item) if value is not None}


def _written(value: Any) -> str | None:
    return None if value is None or value == () else written_value(value)


def _said(pair: Pair, found: FieldChange) -> Message:
    if found.kind == "order-changed":
        return message("changes.order", field=found.path)
    sides = (_shown(pair, found.before, found.after), _shown(pair, found.after, found.before))
    return message("changes.field", field=found.path, before=sides[0], after=sides[1])


def _shown(pair: Pair, value: Any, other: Any) -> str:
    """A value; of a text the language that differs."""
    if not isinstance(value, LocalizedText):
        return shortened(written_value(value), 110)
    if not isinstance(other, LocalizedText):
        return shortened(words(value, pair.after, pair.language), 110)
    tags = [tag for tag, text in value.texts.items() if other.texts.get(tag) != text]
    return shortened(value.texts[tags[0]], 110) if tags else NOTHING


def _parties(pair: Pair, old: Entry[Agreement], new: Entry[Agreement]) -> Iterator[Change]:
    """Who is new among the parties, who left and who is no longer named."""
    was = {_party_key(p, pair.renames): p for p in old.record.parties}
    now = {_party_key(p, Renames()): p for p in new.record.parties}
    for index, party in enumerate(new.record.parties):
        before = was.get(_party_key(party, Renames()))
        if before is None:
            yield _party(pair, (old, new), party, ("signatory-added", "changes.party-added"), index)
        elif party.withdrawn and not before.withdrawn:
            kind = ("signatory-withdrawn", "changes.party-withdrawn")
            yield _party(pair, (old, new), party, kind, index)
        else:
            yield from _party_fields(pair, (old, new), before, party, index)
    for key, party in was.items():
        if key not in now:
            yield _party(pair, (old, new), party, ("signatory-withdrawn", "changes.party-gone"))


def _party_key(party: Party, renames: Renames) -> tuple[str, str]:
    return renames.record("organizations", party.organization), party.role


def _party(
    pair: Pair,
    agreement: tuple[Entry[Agreement], Entry[Agreement]],
    party: Party,
    kind: tuple[str, str],
    index: int | None = None,
) -> Change:
    old, new = agreement
    id_ = pair.renames.record("organizations", party.organization)
    entry = pair.after.organizations.get(id_) or pair.before.organizations.get(party.organization)
    name = _title(pair, entry, pair.after) if entry else id_
    day = party.withdrawn if kind[0] == "signatory-withdrawn" else party.signed
    text = message(
        kind[1],
        name=name,
        role=message(f"changes.role.{party.role}"),
        day=day.text if day else NOTHING,
    )
    return Change(
        kind[0],
        _title(pair, new, pair.after),
        text,
        new.name,
        field=f"parties.{id_}",
        before=None if kind[0] == "signatory-added" else id_,
        after=id_ if kind[0] == "signatory-added" else None,
        place=None if index is None else new.place(f"parties.{index}"),
        base=old.place("parties"),
        weight=0 if index is None else 1,
        pages=(new.name, f"organizations/{id_}"),
    )


def _party_fields(
    pair: Pair, both: tuple[Entry[Agreement], Entry[Agreement]], old: Party, new: Party, index: int
) -> Iterator[Change]:
    skipped = frozenset({"organization", "role", *_ELSEWHERE})
    for found in compare_fields(old, new, skipped, pair.renames):
        path = f"parties.{index}.{found.path}"
        inner = FieldChange(path, found.before, found.after, found.kind)
        yield _field(pair, both[0], both[1], inner)
