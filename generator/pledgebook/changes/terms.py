"""Whether a target asks for less than it did, field by field.

Knows which way each field of a target is weaker. Must not know who signed it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from pledgebook.changes.match import Renames
from pledgebook.records import COMPARATORS, Range, Scope, Target, TargetChange
from pledgebook.status.terms import TESTED_FIELDS

_MORE_IS_WEAKER = {"at_most", "less_than"}
_COMMITMENTS = ("requested", "aspirational", "agreed", "binding")
_ROLLUPS = ("any", "all")


T = TypeVar("T", bound=TargetChange)


class Direction(StrEnum):
    """What became of a target, the worst first."""

    WEAKER = "weaker"
    MOVED = "moved"
    STRONGER = "stronger"


@dataclass(frozen=True, slots=True)
class TermChange:
    """One field of a target that changed, and which way."""

    field: str
    before: Any
    after: Any
    direction: Direction


def compare_terms(before: Target, after: Target) -> tuple[TermChange, ...]:
    """The fields of a target that are tested differently, in the order of the manual."""
    fields = [f for f in Target.model_fields if f in TESTED_FIELDS or f in {"commitment", "rollup"}]
    found = []
    for field in fields:
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            found.append(TermChange(field, was, now, _direction(field, was, now)))
    return _with_comparator(tuple(found))


def _with_comparator(found: tuple[TermChange, ...]) -> tuple[TermChange, ...]:
    """Another comparator is one change of two fields: neither way is known to be weaker."""
    swapped = [c for c in found if c.field in COMPARATORS and (c.before is None or c.after is None)]
    if len(swapped) < 2:
        return found
    moved = {c.field for c in swapped}
    return tuple(
        TermChange(c.field, c.before, c.after, Direction.MOVED) if c.field in moved else c
        for c in found
    )


def worst(changes: tuple[TermChange, ...]) -> Direction:
    """One word for several changes: weaker when any is, stronger only when all are."""
    ways = {change.direction for change in changes}
    return next((way for way in Direction if way in ways), Direction.MOVED)


def _direction(field: str, was: Any, now: Any) -> Direction:
    if field in {"due", "report_within"}:
        return _ordered(was, now, more_is_weaker=True)
    if field in COMPARATORS:
        return _number(field, was, now)
    if field == "commitment":
        return _ranked(was, now, _COMMITMENTS)
    special: dict[str, Callable[[Any, Any], Direction]] = {
        "rollup": _rollup,
        "scope": _scope,
        "own": _own,
    }
    if field in special:
        return special[field](was, now)
    return Direction.MOVED


def _number(field: str, was: Any, now: Any) -> Direction:
    if was is None or now is None:
        return Direction.STRONGER if was is None else Direction.WEAKER
    if isinstance(was, Range) and isinstance(now, Range):
        if now.low <= was.low and now.high >= was.high:
            return Direction.WEAKER
        within = now.low >= was.low and now.high <= was.high
        return Direction.STRONGER if within else Direction.MOVED
    if field == "equals":
        return Direction.MOVED
    return _ordered(was, now, more_is_weaker=field in _MORE_IS_WEAKER)


def _ordered(was: Any, now: Any, *, more_is_weaker: bool) -> Direction:
    """Two values that can be ordered. Without a value nothing is asked by it."""
    if was is None or now is None:
        return Direction.STRONGER if was is None else Direction.WEAKER
    return Direction.WEAKER if (now > was) is more_is_weaker else Direction.STRONGER


def _ranked(was: str | None, now: str | None, weakest_first: tuple[str, ...]) -> Direction:
    if was not in weakest_first or now not in weakest_first:
        return Direction.MOVED
    weaker = weakest_first.index(now) < weakest_first.index(was)
    return Direction.WEAKER if weaker else Direction.STRONGER


def _rollup(was: Any, now: Any) -> Direction:
    old, new = (was.at_least_percent if was else None), (now.at_least_percent if now else None)
    if old is not None and new is not None:
        return _ordered(old, new, more_is_weaker=False)
    kinds = [(rollup.kind if rollup else None) or "all" for rollup in (was, now)]
    return Direction.MOVED if old or new else _ranked(kinds[0], kinds[1], _ROLLUPS)


def _scope(was: Scope | None, now: Scope | None) -> Direction:
    if was is None or now is None or was.organizations is None or now.organizations is None:
        return Direction.MOVED
    old, new = set(was.organizations), set(now.organizations)
    if old == new:
        return Direction.MOVED
    return Direction.WEAKER if new < old else Direction.STRONGER if new > old else Direction.MOVED


def _own(was: Any, now: Any) -> Direction:
    """Terms of single organizations: weaker when any lost its terms or has weaker ones."""
    found = []
    for organization in {**was, **now}:
        old, new = was.get(organization), now.get(organization)
        if old is None or new is None:
            found.append(Direction.STRONGER if old is None else Direction.WEAKER)
        elif old != new:
            ways = [
                _direction(f, getattr(old, f), getattr(new, f))
                for f in ("due", "report_within", *COMPARATORS)
                if getattr(old, f) != getattr(new, f)
            ]
            found += ways or [Direction.MOVED]
    return next((way for way in Direction if way in found), Direction.MOVED)


def with_new_names(terms: T, renames: Renames) -> T:
    """The terms with the later ids of what they name, so that a new id alone is no change."""
    if not renames.records:
        return terms
    updates: dict[str, Any] = {}
    for field, kind in (("indicator", "indicators"), ("scale", "scales")):
        if id_ := getattr(terms, field):
            updates[field] = renames.record(kind, id_)
    if terms.own:
        updates["own"] = {renames.record("organizations", k): own for k, own in terms.own.items()}
    if terms.scope:
        updates["scope"] = _scope_by_new_names(terms.scope, renames)
    return terms.model_copy(update={k: v for k, v in updates.items() if v != getattr(terms, k)})


def _scope_by_new_names(scope: Scope, renames: Renames) -> Scope:
    updates: dict[str, Any] = {}
    for field in ("children_of", "descendants_of"):
        if id_ := getattr(scope, field):
            updates[field] = renames.record("organizations", id_)
    if scope.organizations is not None:
        ids = (renames.record("organizations", id_) for id_ in scope.organizations)
        updates["organizations"] = tuple(ids)
    return scope.model_copy(update=updates)
