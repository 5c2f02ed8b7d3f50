"""Which records and rows cite which source.

Knows where sources stand in records. Must not know pages.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

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


def _sources_of(record: Any) -> Iterator[str]:
    """Ids of sources that a record cites, its parties, targets and amendments too."""
    for name in ("sources", "legal_basis", "documents"):
        yield from (source for source in getattr(record, name, ()) if isinstance(source, str))
    for name in ("targets", "parties", "amendments"):
        for part in getattr(record, name, ()):
            yield from _sources_of(part)
    for name in ("translation_of", "replaced_by"):
        if linked := getattr(record, name, None):
            yield linked
