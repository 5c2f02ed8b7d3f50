"""Which records and rows cite which source.

Knows where sources stand in records. Must not know pages.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from pledgebook.entries import Entry
from pledgebook.model import Model


def cited_by(model: Model) -> Mapping[str, tuple[Entry[Any], ...]]:
    """Records, rows and announcements by the id of each source that they or their parts cite."""
    found: dict[str, dict[int, Entry[Any]]] = defaultdict(dict)
    announcements = (article.entry for article in model.articles.values())
    for entry in (*model.records, *announcements):
        for source in _sources_of(entry.record):
            found[source][id(entry)] = entry
    return {source: tuple(entries.values()) for source, entries in found.items()}


def _sources_of(record: BaseModel) -> Iterator[str]:
    """Ids of sources that a record cites, its parties, targets and amendments too."""
    lists, parts, links = _fields(type(record))
    for name in lists:
        yield from (source for source in getattr(record, name) if isinstance(source, str))
    for name in parts:
        for part in getattr(record, name):
            if isinstance(part, BaseModel):  # else the name of one
                yield from _sources_of(part)
    for name in links:
        if linked := getattr(record, name):
            yield linked


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, ...], ...]:
    """Of a type of record the fields that list sources, that hold parts, and that link one."""
    return tuple(
        tuple(name for name in names if name in model.model_fields)
        for names in (
            ("sources", "legal_basis", "documents"),
            ("targets", "parties", "amendments"),
            ("translation_of", "replaced_by"),
        )
    )
