"""The rule about entries that are only ever added to: old revisions, corrections, amendments.

Knows what of an entry is what it said. Must not know whether a change was for the better.
"""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from pledgebook.changes.match import published, row_name
from pledgebook.changes.terms import with_new_names
from pledgebook.diagnostics import Diagnostic, Place, diagnose
from pledgebook.entries import Entry
from pledgebook.gate.sides import Sides, same_text
from pledgebook.gate.values import changed_field
from pledgebook.model import Owner
from pledgebook.records import Amendment, Correction, Result
from pledgebook.values import LocalizedText

# Sources are kept up, notes and marks of translations are about the entry, not what it says.
_OPEN = {"sources", "text_status", "note", "former_ids", "assumed"}


def frozen_entry(sides: Sides) -> Iterator[Diagnostic]:
    """Old revisions, amendments and corrections stand as they stood."""
    yield from _rows(sides)
    yield from _amendments(sides)
    yield from _corrections(sides)


def _rows(sides: Sides) -> Iterator[Diagnostic]:
    for key, rows in sides.old_rows.items():
        later = sides.new_rows.get(key, {})
        for number, old in published(rows, sides.as_of).items():
            if later and not sides.excused(row_name(old)):
                yield from _row(sides, old, later.get(number), max(later))


def _row(
    sides: Sides, old: Entry[Result], new: Entry[Result] | None, newest: int
) -> Iterator[Diagnostic]:
    """One row: its value once a revision follows it, and at any time why and when it was said."""
    number = old.record.revision
    if new is None:
        if newest > number and not sides.unread("results"):
            key, place = "frozen-entry.row-gone", sides.place(old)
            yield diagnose(place, key, number=number, path=old.file.path, line=old.line)
        return
    field = changed_field(old.record, new.record) if newest > number else None
    field = field or _reworded(old.record, new.record, sides.first)
    if field:
        yield diagnose(new.place(field), "frozen-entry.row", field=field, what=field, number=number)


def _reworded(old: Result, new: Result, first: str) -> str | None:
    if not same_text(old.revision_reason, new.revision_reason, first):
        return "revision_reason"
    return "issued" if old.revision and old.issued != new.issued else None


def edited_field(old: BaseModel, new: BaseModel, first: str) -> str | None:
    """The first field of an entry that does not say what it said."""
    for name in type(old).model_fields:
        was, now = getattr(old, name), getattr(new, name)
        both = isinstance(was, LocalizedText) and isinstance(now, LocalizedText)
        if name not in _OPEN and not (same_text(was, now, first) if both else was == now):
            return name
    return None


def _amendments(sides: Sides) -> Iterator[Diagnostic]:
    for owner in sides.before.owners:
        found = sides.after.of_type(owner.type).get(sides.renames.record(owner.type, owner.id))
        if found is None:
            continue
        now = {a.id: (n, a) for n, a in enumerate(found.record.amendments)}
        for old in owner.record.amendments:
            if old.date.first <= sides.as_of and not sides.excused(f"{found.id}/{old.id}"):
                yield from _amendment(_renamed(old, owner, sides), now.get(old.id), found, sides)


def _renamed(amendment: Amendment, owner: Entry[Owner], sides: Sides) -> Amendment:
    """The amendment as it reads with the later ids of its targets."""
    later = {id_: sides.renames.target(f"{owner.id}/{id_}") for id_ in amendment.targets}
    targets = {
        later[id_].rpartition("/")[2]: t if isinstance(t, str) else with_new_names(t, sides.renames)
        for id_, t in amendment.targets.items()
    }
    return amendment.model_copy(update={"targets": targets})


def _amendment(
    old: Amendment, now: tuple[int, Amendment] | None, owner: Entry[Owner], sides: Sides
) -> Iterator[Diagnostic]:
    if now is None:
        place = owner.key_place("amendments")
        yield diagnose(place, "frozen-entry.amendment-gone", field="amendments", id=old.id)
    elif field := edited_field(old, now[1], sides.first):
        path = f"amendments.{now[0]}.{field}"
        yield diagnose(owner.place(path), "frozen-entry.amendment", field=path, id=old.id)


def _corrections(sides: Sides) -> Iterator[Diagnostic]:
    for id_, article in sides.before.articles.items():
        now = sides.after.articles.get(sides.renames.record("announcements", id_))
        if now is not None:
            for old in article.entry.record.corrections:
                if not _stands(old, now.entry.record.corrections, sides.first):
                    place: Place = now.entry.place("corrections")
                    day = old.date.isoformat()
                    yield diagnose(place, "frozen-entry.correction", field="corrections", day=day)


def _stands(old: Correction, now: Iterable[Correction], first: str) -> bool:
    return any(edited_field(old, other, first) is None for other in now)
