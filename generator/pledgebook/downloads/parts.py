"""A piece of a table as it stands in each kind of file.

Knows what of a large table can be kept for the next build, and by which name. Must not know
where it is kept, nor how the files are put together.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from pledgebook.downloads.dataset import Cell, Dataset
from pledgebook.downloads.formats import (
    JSON_BETWEEN,
    csv_lines,
    json_rows,
    json_texts,
    sparse_rows,
)
from pledgebook.downloads.table import PART, Filler, Table
from pledgebook.downloads.twins import COLUMNS
from pledgebook.downloads.workbook import sheet_rows

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a table: as lines of CSV, as objects of JSON, as rows of a sheet; and for the
    twins each as an object, with the columns that say where they belong."""

    csv: bytes
    json: bytes
    sheet: bytes
    twins: Sequence[str]
    columns: Mapping[str, Sequence[Cell]]


class Memory(Protocol):
    """What remembers parts of tables."""

    def reports(self, organizations: Sequence[str]) -> bytes:
        """The key of what some organizations report, and of all that tables share."""

    def part(self, name: bytes, make: Callable[[], Part]) -> Part:
        """The part of this name, as it is remembered or as `make` makes it."""


def table_parts(table: Table[T], dataset: Dataset, memory: Memory | None) -> Iterator[Part]:
    """The rows of a table in parts; at least one, which may be empty."""
    items = table.items(dataset)
    filler = Filler(table, dataset)
    # A single part would be made again with any change.
    keep = memory if table.rests_on and len(items) > PART else None
    for start in range(0, max(len(items), 1), PART):
        some = items[start : start + PART]
        make = partial(_part, filler, some, start)
        yield keep.part(_name(table, dataset, keep, start, some), make) if keep else make()


def _name(
    table: Table[T], dataset: Dataset, memory: Memory, start: int, items: Sequence[T]
) -> bytes:
    """What a part's bytes depend on: where it begins, and each item with what it rests on."""
    assert table.rests_on is not None
    identity = next(column.value for column in table.columns if column.name == "id")
    pieces = [f"{table.name} {start} {PART}".encode()]
    for item in items:
        pieces.append(str(identity(dataset, item)).encode())
        pieces.append(memory.reports(tuple(table.rests_on(item))))
    return b"\0".join(pieces)


def _part(filler: Filler[T], items: Sequence[T], start: int) -> Part:
    grid = filler.fill(items)
    texts = json_texts(grid)
    wanted: Sequence[Any] = COLUMNS.get(grid.table.name, ())
    return Part(
        csv_lines(grid, texts),
        JSON_BETWEEN.join(json_rows(grid, texts)).encode(),
        sheet_rows(grid, texts, start),
        sparse_rows(grid, texts) if wanted else (),
        {name: grid.column(name) for name in wanted},
    )
