"""The fields of two versions of a record that differ, each with its path and what kind it is.

Knows which fields carry meaning, sources or wording. Must not know record types.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from pledgebook.changes.match import Renames
from pledgebook.values import LocalizedText

_SOURCES = {"sources", "documents", "legal_basis", "archived_url", "accessed", "references"}
_MEANING = {
    *("name", "short_name", "title", "statement", "definition", "method", "rationale", "reason"),
    *("numerator", "denominator", "population", "kind", "due_text", "summary", "text"),
}
_TRANSLATION = {"text_status"}
_KEYS = ("id", "code", "organization", "file", "vocabulary", "scheme", "start", "date", "number")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with its value before and after; None where it was, or is, not there."""

    path: str
    before: Any
    after: Any
    kind: str


def compare_fields(
    old: BaseModel, new: BaseModel, skipped: frozenset[str], renames: Renames
) -> Iterator[FieldChange]:
    """What differs between two versions of a record, but for the skipped fields."""
    for name in type(new).model_fields:
        was, now = getattr(old, name, None), getattr(new, name)
        if name not in skipped and was != now:
            yield from _field(name, was, now, renames)


def _field(path: str, was: Any, now: Any, renames: Renames) -> Iterator[FieldChange]:
    name = path.rpartition(".")[2]
    if isinstance(was, BaseModel) and type(was) is type(now):
        for inner in type(now).model_fields:
            old, new = getattr(was, inner), getattr(now, inner)
            if old != new:
                yield from _field(f"{path}.{inner}", old, new, renames)
    elif isinstance(was, tuple) and isinstance(now, tuple) and name not in _SOURCES:
        yield from _list(path, was, now, renames)
    elif not _renamed(was, now, renames):
        yield FieldChange(path, was, now, _kind(path, was, now))


def _list(path: str, was: Any, now: Any, renames: Renames) -> Iterator[FieldChange]:
    """The items of two lists, by what names them; another order alone is a change of its own."""
    old = {_key(item, renames): item for item in was}
    new = {_key(item, Renames()): item for item in now}
    if len(old) < len(was) or len(new) < len(now):
        yield FieldChange(path, was, now, "fact-changed")
        return
    for key, item in new.items():
        if key not in old:
            yield FieldChange(f"{path}.{key}", None, item, _kind(path, None, item))
        elif old[key] != item:
            yield from _field(f"{path}.{key}", old[key], item, renames)
    for key, item in old.items():
        if key not in new:
            yield FieldChange(f"{path}.{key}", item, None, _kind(path, item, None))
    kept = [key for key in old if key in new]
    if kept != [key for key in new if key in old]:
        yield FieldChange(path, tuple(old), tuple(new), "order-changed")


def _key(item: Any, renames: Renames) -> str:
    for name in _KEYS:
        value = getattr(item, name, None)
        if value is not None:
            return _later(str(getattr(value, "text", value)), renames)
    return _later(item, renames) if isinstance(item, str) else repr(item)


def _later(id_: str, renames: Renames) -> str:
    return next((new for (_, old), new in renames.records.items() if old == id_), id_)


def _renamed(was: Any, now: Any, renames: Renames) -> bool:
    """Whether only the name of what is meant changed."""
    if not isinstance(was, str) or not isinstance(now, str):
        return False
    return any(old == was and new == now for (_, old), new in renames.records.items())


def _kind(path: str, was: Any, now: Any) -> str:
    steps = path.split(".")
    if _SOURCES & set(steps):
        return "source-changed"
    if steps[-1] in _TRANSLATION:
        return "translation-changed"
    text = isinstance(was, LocalizedText) or isinstance(now, LocalizedText)
    if text and only_translated(was, now):
        return "translation-changed"
    if steps[-1] in _MEANING:
        return "meaning-changed"
    return "wording-changed" if text or steps[-1] == "note" else "fact-changed"


def only_translated(was: LocalizedText | None, now: LocalizedText | None) -> bool:
    """Whether a text's first language says what it said."""
    if was is None or now is None:
        return False
    first = next(iter(was.texts), "")
    return was.texts.get(first) == now.texts.get(first)


def lagging(was: LocalizedText | None, now: LocalizedText | None, first: str) -> tuple[str, ...]:
    """Languages whose text stayed while the one it translates changed. `first` is the language
    of a text that names none."""
    if was is None or now is None:
        return ()
    old, new = ({tag or first: t for tag, t in text.texts.items()} for text in (was, now))
    changed = [tag for tag in new if tag in old and old[tag] != new[tag]]
    same = [tag for tag in new if old.get(tag) == new[tag]]
    return tuple(same) if changed and first in changed else ()
