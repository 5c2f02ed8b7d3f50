"""Targets that ask for less, more or something else, as signed or by an amendment.

Knows terms on both sides. Must not know verdicts.
"""

from collections.abc import Iterator
from datetime import date

from pledgebook.changes.change import Change, Pair
from pledgebook.changes.terms import Direction, TermChange, compare_terms, with_new_names, worst
from pledgebook.changes.values import written_value
from pledgebook.changes.words import shortened, target_words, words
from pledgebook.diagnostics import Message, message
from pledgebook.model import TargetEntry
from pledgebook.records import Amendment
from pledgebook.status.terms import Case, cases_of

_KINDS = {
    Direction.WEAKER: "target-weakened",
    Direction.MOVED: "target-moved",
    Direction.STRONGER: "target-strengthened",
}


def target_changes(pair: Pair) -> Iterator[Change]:
    """Every target of both models, in the order of the later one, then those that are gone."""
    old_names = {pair.renames.target(name): name for name in pair.before.targets}
    for name, new in pair.after.targets.items():
        old = pair.before.targets.get(old_names.get(name, ""))
        if old:
            yield from _both(pair, old, new)
        elif _owner_is_old(pair, new):
            yield _whole(pair, new, "record-added", "changes.target-added")
    for later, name in old_names.items():
        if later not in pair.after.targets and _owner_stays(pair, pair.before.targets[name]):
            yield _whole(pair, pair.before.targets[name], "target-weakened", "changes.target-gone")


def _owner_is_old(pair: Pair, new: TargetEntry) -> bool:
    kind = new.owner.type
    later = {pair.renames.record(kind, id_) for id_ in pair.before.of_type(kind)}
    return new.owner.id in later


def _owner_stays(pair: Pair, old: TargetEntry) -> bool:
    kind = old.owner.type
    return pair.renames.record(kind, old.owner.id) in pair.after.of_type(kind)


def _whole(pair: Pair, entry: TargetEntry, kind: str, key: str) -> Change:
    place = entry.owner.place(entry.path)
    model, gone = (pair.after, False) if kind == "record-added" else (pair.before, True)
    return Change(
        kind,
        target_words(model, entry, pair.language),
        message(key),
        f"targets/{entry.name}",
        place=None if gone else place,
        base=place if gone else None,
        weight=-1,
        pages=(entry.owner.name,),
    )


def _both(pair: Pair, old: TargetEntry, new: TargetEntry) -> Iterator[Change]:
    if old.name != new.name and old.target.id != new.target.id:
        yield _renamed(pair, old, new)
    if old.target == new.target and _amendments(old) == _amendments(new):
        return
    signed = compare_terms(with_new_names(old.target, pair.renames), new.target)
    if signed:
        yield _terms(pair, (old, new), signed, message("changes.in-place"))
    yield from _amended(pair, old, new)


def _renamed(pair: Pair, old: TargetEntry, new: TargetEntry) -> Change:
    return Change(
        "record-renamed",
        target_words(pair.after, new, pair.language),
        message("changes.renamed", before=old.name, after=new.name),
        f"targets/{new.name}",
        before=old.name,
        after=new.name,
        place=new.owner.place(new.path),
        base=old.owner.place(old.path),
        pages=(new.owner.name,),
    )


def _amendments(entry: TargetEntry) -> list[Amendment]:
    return list(entry.owner.record.amendments)


def _amended(pair: Pair, old: TargetEntry, new: TargetEntry) -> Iterator[Change]:
    """The terms that hold in the end, where amendments and not the signed terms changed them."""
    last, now = cases_of(old, date.max)[-1], cases_of(new, date.max)[-1]
    before = {case.version for case in cases_of(old, date.max)}
    if now.version in before and _same(pair, last, now):
        return
    reason = _reason(pair, new, now)
    if now.withdrawn and not last.withdrawn:
        yield _taken_back(pair, old, new, reason)
        return
    found = compare_terms(with_new_names(last.terms, pair.renames), now.terms)
    if found and (now.version != "signed" or last.version != "signed"):
        yield _terms(pair, (old, new), found, reason)


def _same(pair: Pair, last: Case, now: Case) -> bool:
    same_end = bool(last.withdrawn) == bool(now.withdrawn) and last.version == now.version
    return same_end and not compare_terms(with_new_names(last.terms, pair.renames), now.terms)


def _reason(pair: Pair, new: TargetEntry, case: Case) -> Message:
    for amendment in new.owner.record.amendments:
        if amendment.id == case.version:
            said = shortened(words(amendment.rationale, pair.after, pair.language), 110)
            when = amendment.date.text
            return message("changes.amendment", id=amendment.id, date=when, rationale=said)
    return message("changes.amendment-gone")


def _taken_back(pair: Pair, old: TargetEntry, new: TargetEntry, reason: Message) -> Change:
    return Change(
        "target-weakened",
        target_words(pair.after, new, pair.language),
        message("changes.taken-back"),
        f"targets/{new.name}",
        after="withdrawn",
        notes=(reason,),
        place=new.owner.place("amendments"),
        base=old.owner.place(old.path),
        pages=(new.owner.name,),
    )


def _terms(
    pair: Pair, both: tuple[TargetEntry, TargetEntry], found: tuple[TermChange, ...], why: Message
) -> Change:
    old, new = both
    way = worst(found)
    in_place = why.key == "changes.in-place"
    return Change(
        _KINDS[way],
        target_words(pair.after, new, pair.language),
        message("changes.terms", way=message(f"changes.way.{way}"), changes=_listed(found)),
        f"targets/{new.name}",
        field=", ".join(change.field for change in found),
        before=", ".join(written_value(change.before) for change in found),
        after=", ".join(written_value(change.after) for change in found),
        notes=(why,),
        place=new.owner.place(f"{new.path}.{found[0].field}" if in_place else "amendments"),
        base=old.owner.place(f"{old.path}.{found[0].field}"),
        weight=0 if in_place else 1,
        pages=(new.owner.name,),
    )


def _listed(found: tuple[TermChange, ...]) -> tuple[Message, ...]:
    return tuple(
        message(
            "changes.field",
            field=change.field,
            before=written_value(change.before),
            after=written_value(change.after),
        )
        for change in found
    )
