"""What the downloads are made from, and how a record's values become cells.

Knows records, statuses and the site's languages. Must not know tables or formats.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cached_property
from typing import Any, TypeAlias

from pydantic import BaseModel

from pledgebook.entries import Entry
from pledgebook.languages import Language, load_language
from pledgebook.model import Model
from pledgebook.records import Result
from pledgebook.status import Statuses
from pledgebook.values import FuzzyDate, LocalizedText, Period

Cell: TypeAlias = "bool | int | Decimal | str | Sequence[Cell] | Mapping[str, Cell] | None"

# Numbers of records have at most 30 digits; what has more is a fraction that does not end.
_MOST_DIGITS = 60
_SHORT = Context(prec=15, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True)
class Dataset:
    """What the tables are made from. Rows issued after `as_of` are not in `results`."""

    model: Model
    statuses: Statuses
    as_of: date

    @property
    def tags(self) -> tuple[str, ...]:
        """The site's languages; the first is the one that texts without a tag are in."""
        return self.model.site.languages

    @cached_property
    def languages(self) -> Mapping[str, Language]:
        """The site's languages with their labels."""
        return {tag: load_language(tag) for tag in self.tags}

    @cached_property
    def results(self) -> tuple[Entry[Result], ...]:
        """The rows that are published by `as_of`."""
        rows = self.model.results
        return tuple(r for r in rows if r.record.issued is None or r.record.issued <= self.as_of)

    def text(self, text: LocalizedText | None) -> str | None:
        """A text in the site's first language, else in the first that it has."""
        if text is None:
            return None
        return self.text_in(text, self.tags[0]) or next(iter(text.texts.values()))

    def text_in(self, text: LocalizedText | None, tag: str) -> str | None:
        """A text in one language, without falling back to another."""
        if text is None:
            return None
        return text.texts.get(tag) or (text.texts.get("") if tag == self.tags[0] else None)

    def word(self, key: str, tag: str) -> str:
        """A label in one language."""
        return self.languages[tag].word(key)

    def name(self, kind: str, id_: str | None) -> LocalizedText | None:
        """The name of a record, if there is such a record."""
        entry = self.model.of_type(kind).get(id_ or "")
        return entry.record.name if entry else None


def short(number: Decimal) -> Decimal:
    """A computed number: as it is where its digits end, else 15 significant digits."""
    return number if len(number.as_tuple().digits) <= _MOST_DIGITS else _SHORT.plus(number)


def publish(value: Any, default: str) -> Cell:
    """A field of a record as it is published: texts by language, dates and periods as text.

    Fields that are absent or empty are left out of mappings. `default` is the site's first
    language, which a text without a tag is in.
    """
    match value:
        case BaseModel():
            fields = ((name, getattr(value, name)) for name in type(value).model_fields)
            return {name: publish(v, default) for name, v in fields if not _is_absent(v)}
        case LocalizedText():
            return {tag or default: text for tag, text in value.texts.items()}
        case FuzzyDate() | Period():
            return value.text
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): publish(v, default) for key, v in value.items()}
        case tuple() | list():
            return [publish(v, default) for v in value]
        case None | bool() | int() | Decimal():
            return value
    return str(value)


def _is_absent(value: Any) -> bool:
    return value is None or value in ((), "", {})


def listed(value: Any, dataset: Dataset) -> Cell:
    """A list or mapping of a record as a cell; an empty one is absent."""
    return None if _is_absent(value) else publish(value, dataset.tags[0])
