"""What a downloaded table is: its columns, each with a type, a description and a value.

Knows columns and keys. Must not know any one table, or formats.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, Literal, TypeVar

from pledgebook.downloads.dataset import Cell, Dataset

# The types of Table Schema.
Type = Literal["string", "number", "integer", "boolean", "date", "array", "object", "any"]
T = TypeVar("T")


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
    """A table: which items have a row, its columns in order, and its keys.

    counted: how many items there are, where that is much faster than to make them.
    rests_on: the organizations whose reports say all that an item's row does, where the item's
    `id` is known and the records that all pages share are as they were.
    """

    name: str
    items: Callable[[Dataset], Sequence[T]]
    columns: tuple[Column[T], ...]
    labels: tuple[Label[T], ...]
    key: tuple[str, ...]
    foreign: tuple[Foreign, ...] = ()
    counted: Callable[[Dataset], int] | None = None
    rests_on: Callable[[T], Iterable[str]] | None = None

    def count(self, dataset: Dataset) -> int:
        """How many rows the table has."""
        return self.counted(dataset) if self.counted else len(self.items(dataset))

    def header(self, dataset: Dataset) -> tuple[str, ...]:
        """The names of all columns: the fixed ones, then those of the labels by language."""
        labels = (label.column_name(tag) for label in self.labels for tag in dataset.tags)
        return (*(column.name for column in self.columns), *labels)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a table filled in: the cells of each column, in the order of the header."""

    table: Table[Any]
    header: tuple[str, ...]
    columns: tuple[Sequence[Cell], ...]

    def column(self, name: str) -> Sequence[Cell]:
        """The cells of a column by its name."""
        return self.columns[self.header.index(name)]


# Column by column is much faster than row by row; parts keep what is in memory small.
PART = 1000
_Known = dict[Hashable, Cell]


class Filler(Generic[T]):
    """Fills in the rows of a table, part by part."""

    def __init__(self, table: Table[T], dataset: Dataset) -> None:
        self.table = table
        self.header = table.header(dataset)
        self._columns = [_Filling(partial(c.value, dataset), c.of) for c in table.columns]
        self._columns.extend(
            _Filling(_in_language(label, dataset, tag), label.of)
            for label in table.labels
            for tag in dataset.tags
        )

    def fill(self, items: Sequence[T]) -> Grid:
        """The cells of some items."""
        keys = {of: [of(item) for item in items] for of in {c.of for c in self._columns} if of}
        cells = tuple(c.cells(items, keys[c.of] if c.of else None) for c in self._columns)
        return Grid(self.table, self.header, cells)


def _in_language(label: Label[T], dataset: Dataset, tag: str) -> Callable[[T], Cell]:
    return lambda item: label.value(dataset, item, tag)


@dataclass(frozen=True, slots=True)
class _Filling(Generic[T]):
    """How the cells of a column are found; those found once for many items are remembered."""

    value: Callable[[T], Cell]
    of: Callable[[T], Hashable] | None
    known: _Known = field(default_factory=dict)

    def cells(self, items: Sequence[T], keys: Sequence[Hashable] | None) -> Sequence[Cell]:
        """The cells of some items; `keys` are what their values depend on."""
        if keys is None:
            return [self.value(item) for item in items]
        for key, item in dict(zip(keys, items, strict=True)).items():
            if key not in self.known:
                self.known[key] = self.value(item)
        return list(map(self.known.__getitem__, keys))
