"""The rule about targets that were signed. Knows which targets a signed agreement has."""

from collections.abc import Iterator

from pledgebook.changes.terms import Direction, TermChange, compare_terms, with_new_names, worst
from pledgebook.changes.values import written_value
from pledgebook.diagnostics import Diagnostic, diagnose, message
from pledgebook.entries import Entry
from pledgebook.gate.sides import Sides
from pledgebook.model import Model, TargetEntry
from pledgebook.records import Agreement, Programme, Target
from pledgebook.status.scope import agreements_of, inherits, signatories


def weakened_target(sides: Sides) -> Iterator[Diagnostic]:
    """A target that a signed agreement owns or inherits stands as it was signed, and so do its
    signatories."""
    for name, old in sides.before.targets.items():
        later = sides.renames.target(name)
        if _is_signed(old, sides) and not (sides.excused(name) or sides.excused(later)):
            new = sides.after.targets.get(later)
            yield from _changed(old, new, sides) if new else _gone(old, later, sides)
    for agreement in sides.before.agreements.values():
        if was_signed(agreement, sides) and not sides.excused(f"agreements/{agreement.id}"):
            yield from _agreement(agreement, sides)


def was_signed(agreement: Entry[Agreement], sides: Sides) -> bool:
    """Whether an agreement counts as signed: no date, of all that are given, is still to come."""
    record = agreement.record
    days = [day for day in (record.signed, *(p.signed for p in record.parties)) if day]
    return not days or any(day.first <= sides.as_of for day in days)


def _is_signed(target: TargetEntry, sides: Sides) -> bool:
    holders = agreements_of(target.owner, sides.before, target.target.id)
    return any(was_signed(agreement, sides) for agreement in holders)


def _gone(old: TargetEntry, later: str, sides: Sides) -> Iterator[Diagnostic]:
    kind = old.owner.type
    owner = sides.after.of_type(kind).get(sides.renames.record(kind, old.owner.id))
    # An owner that is gone altogether is `removed-id`.
    if owner is not None:
        key = "weakened-target.gone"
        date = sides.as_of.isoformat()
        yield diagnose(
            owner.key_place("targets"),
            key,
            field="targets",
            name=later,
            id=old.target.id,
            date=date,
        )


def _changed(old: TargetEntry, new: TargetEntry, sides: Sides) -> Iterator[Diagnostic]:
    found = compare_terms(with_new_names(old.target, sides.renames), new.target)
    if found:
        yield _terms(new, found, sides)
    elif not _same_statement(old.target, new.target, sides.before):
        place = new.owner.place(f"{new.path}.statement")
        field = f"{new.path}.statement"
        yield diagnose(place, "weakened-target.statement", field=field, name=new.name)


def _terms(new: TargetEntry, found: tuple[TermChange, ...], sides: Sides) -> Diagnostic:
    change = min(found, key=lambda c: list(Direction).index(c.direction))
    path = f"{new.path}.{change.field}"
    return diagnose(
        new.owner.place(path),
        "weakened-target",
        field=path,
        name=new.name,
        way=message(f"weakened-target.{worst(found)}"),
        change=tuple(
            message(
                "weakened-target.change",
                field=c.field,
                before=written_value(c.before),
                after=written_value(c.after),
            )
            for c in found
        ),
        id=new.target.id,
        terms=tuple(f"{c.field}: {written_value(c.after)}" for c in found),
        date=sides.as_of.isoformat(),
    )


def _same_statement(old: Target, new: Target, model: Model) -> bool:
    """What was signed counts, in the language it was signed in: translations may be corrected."""
    originals = {tag for tag, status in old.text_status.items() if status == "original"}
    first = model.site.languages[0]
    kept = originals or {first, ""}
    was = {t: text for t, text in old.statement.texts.items() if t in kept}
    now = new.statement.texts
    return all((now.get(t) or now.get("" if t == first else t, "")).split() == text.split()
               for t, text in was.items())  # fmt: skip


def _agreement(old: Entry[Agreement], sides: Sides) -> Iterator[Diagnostic]:
    """Signatories that are gone without a day of withdrawal, and targets no longer inherited."""
    new = sides.after.agreements.get(sides.renames.record("agreements", old.id))
    if new is None:
        return
    there = set(signatories(new.record)) | {i for p in new.record.parties for i in p.replaces}
    for id_ in signatories(old.record):
        later = sides.renames.record("organizations", id_)
        if later not in there:
            yield diagnose(new.place("parties"), "weakened-target.party", field="parties", id=later)
    for id_ in _no_longer_inherited(old, new, sides):
        place = new.place("inherits_targets")
        yield diagnose(place, "weakened-target.inherits", field="inherits_targets", id=id_)


def _no_longer_inherited(
    old: Entry[Agreement], new: Entry[Agreement], sides: Sides
) -> Iterator[str]:
    programme = sides.before.programmes.get(old.record.programme or "")
    if programme is None:
        return
    same = new.record.programme == sides.renames.record("programmes", programme.id)
    for target in _targets(programme):
        later = sides.renames.target(f"{programme.id}/{target.id}").rpartition("/")[2]
        if inherits(old.record, target.id) and not (same and inherits(new.record, later)):
            yield target.id


def _targets(programme: Entry[Programme]) -> tuple[Target, ...]:
    return programme.record.targets
