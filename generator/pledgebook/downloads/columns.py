"""Columns that several tables have, and how the usual fields of records become columns.

Knows the shapes of fields. Must not know any one table, or formats.
"""

from collections.abc import Callable
from typing import Any, get_args

from pledgebook.downloads.dataset import listed
from pledgebook.downloads.table import Column, Label
from pledgebook.entries import Entry
from pledgebook.values import FuzzyDate, LocalizedText

Text = Callable[[Any], LocalizedText | None]


def day(value: FuzzyDate | None) -> str | None:
    """A date as it is written, fuzzy or not."""
    return value.text if value else None


def text_column(name: str, text: Text, label: str = "") -> Column[Entry[Any]]:
    """A text of a record in the site's first language."""
    return Column(name, "string", lambda data, entry: data.text(text(entry.record)), label)


def text_label(name: str, text: Text) -> Label[Entry[Any]]:
    """The same text in every language."""
    return Label(name, lambda data, entry, tag: data.text_in(text(entry.record), tag))


def name_label(name: str, kind: str, id_: Callable[[Any], str | None]) -> Label[Any]:
    """The name of the record that a column names."""
    return Label(name, lambda data, item, tag: data.text_in(data.name(kind, id_(item)), tag), id_)


def list_column(name: str, value: Callable[[Any], Any], label: str = "") -> Column[Entry[Any]]:
    """A list of a record as JSON."""
    return Column(name, "array", lambda data, entry: listed(value(entry.record), data), label)


def choices(model: type[Any], field: str) -> tuple[str, ...]:
    """The words that a field of a record may have."""
    found: list[str] = []
    pending = [model.model_fields[field].annotation]
    while pending:
        kind = pending.pop(0)
        found.extend([kind] if isinstance(kind, str) else [])
        pending.extend(get_args(kind))
    return tuple(found)


ID: Column[Entry[Any]] = Column("id", "string", lambda _, entry: entry.id)
SOURCES = list_column("sources", lambda record: record.sources)
ASSUMED = list_column("assumed", lambda record: record.assumed)
NOTE = text_column("note", lambda record: record.note)
PLACE: tuple[Column[Entry[Any]], ...] = (
    Column("source_path", "string", lambda _, entry: entry.file.path),
    Column("source_line", "integer", lambda _, entry: entry.line),
)
COMMON = (NOTE, ASSUMED, SOURCES, *PLACE)
