"""Texts that lack a language, for the status page.

Knows how to find localized texts in a record. Must not know pages.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from pledgebook.values import LocalizedText
from pledgebook.views.sheet import Edition


def lagging_texts(edition: Edition) -> Iterator[tuple[str, str, int]]:
    """Type and id of each record with texts that the edition's language lacks, and how many."""
    for kind in ("programmes", "agreements", "organizations", "indicators", "sources"):
        for entry in edition.model.of_type(kind).values():
            lacking = sum(1 for text in texts_of(entry.record) if not _has(edition, text))
            if lacking:
                yield kind, entry.id, lacking


def _has(edition: Edition, text: LocalizedText) -> bool:
    tag = edition.language.tag
    return tag in text.texts or (tag == edition.default and "" in text.texts)


def texts_of(value: Any) -> Iterator[LocalizedText]:
    """Every localized text inside a record."""
    if isinstance(value, LocalizedText):
        yield value
    elif isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield from texts_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_of(item)
