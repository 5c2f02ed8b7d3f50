"""What a downloaded table is: its columns, each with a type, a description and a value.

Knows cells and how a record's values become cells. Must not know any one table, or formats.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cached_property, partial
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from pydantic import BaseModel

from pledgebook.entries import Entry
from pledgebook.languages import Language, load_language
from pledgebook.model import Model
from pledgebook.records import Result
from pledgebook.status import Statuses
from pledgebook.values import FuzzyDate, LocalizedText, Period

Cell: TypeAlias = "bool | int | Decimal | str | Sequence[Cell] | Mapping[str, Cell] | None"
# The types of Table Schema.
Type = Literal["string", "number", "integer", "boolean", "date", "array", "object", "any"]
T = TypeVar("T")

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


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its name, type, and value for an item.

    label: the key of its description below `download.field.`, if it is not the name.
    allowed: every value it can have, where it is a word of a fixed list.
    of: what the value depends on, where many items share it; it is then found once.
    """

    name: str
    type: Type
    value: Callable[[Dataset, T], Cell]
    label: str = ""
    allowed: tuple[str, ...] = ()
    of: Callable[[T], Hashable] | None = None

    @property
    def description(self) -> str:
        """The key of the label that describes it."""
        return f"download.field.{self.label or self.name}"


@dataclass(frozen=True, slots=True)
class Label(Generic[T]):
    """What a column holds, in words: one column `<name>_<tag>` for each language."""

    name: str
    value: Callable[[Dataset, T, str], str | None]
    of: Callable[[T], Hashable] | None = None

    def column_name(self, tag: str) -> str:
        """`name_hi`."""
        return f"{self.name}_{tag}"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Columns that name a row of another table (`""`: of the same one)."""

    columns: tuple[str, ...]
    table: str
    keys: tuple[str, ...] = ("id",)


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """A table: which items have a row, its columns in order, and its keys."""

    name: str
    items: Callable[[Dataset], Sequence[T]]
    columns: tuple[Column[T], ...]
    labels: tuple[Label[T], ...]
    key: tuple[str, ...]
    foreign: tuple[Foreign, ...] = ()

    def header(self, dataset: Dataset) -> tuple[str, ...]:
        """The names of all columns: the fixed ones, then those of the labels by language."""
        labels = (label.column_name(tag) for label in self.labels for tag in dataset.tags)
        return (*(column.name for column in self.columns), *labels)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table filled in: the cells of each column, in the order of the header."""

    table: Table[Any]
    header: tuple[str, ...]
    columns: tuple[Sequence[Cell], ...]

    def column(self, name: str) -> Sequence[Cell]:
        """The cells of a column by its name."""
        return self.columns[self.header.index(name)]


def fill(table: Table[T], dataset: Dataset) -> Grid:
    """The cells of a table. Column by column: that is much faster than row by row."""
    items = table.items(dataset)
    columns = [_cells(items, partial(c.value, dataset), c.of) for c in table.columns]
    labels = [
        _cells(items, _in_language(label, dataset, tag), label.of)
        for label in table.labels
        for tag in dataset.tags
    ]
    return Grid(table, table.header(dataset), (*columns, *labels))


def _in_language(label: Label[T], dataset: Dataset, tag: str) -> Callable[[T], Cell]:
    return lambda item: label.value(dataset, item, tag)


def _cells(
    items: Sequence[T], value: Callable[[T], Cell], of: Callable[[T], Hashable] | None
) -> Sequence[Cell]:
    if of is None:
        return [value(item) for item in items]
    known: dict[Hashable, Cell] = {}
    cells = []
    for item in items:
        key = of(item)
        if key not in known:
            known[key] = value(item)
        cells.append(known[key])
    return cells


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
