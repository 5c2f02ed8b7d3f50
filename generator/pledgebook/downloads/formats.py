"""CSV and JSON, exact and the same everywhere.

Knows how a cell is written. Must not know what the tables hold. A number keeps the digits it
has: it never passes through a floating-point number.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, TypeAlias

from pledgebook.downloads.dataset import Cell
from pledgebook.downloads.table import Grid

# What spreadsheets take for the start of a formula.
_FORMULA = frozenset("=+-@\t\r\n")


class Json(str):
    """Text that is JSON already."""

    __slots__ = ()


Texts: TypeAlias = Sequence[Sequence[str]]
NULL = "null"


class Known(dict[Any, str]):
    """Texts of values, each made once: few values stand in many cells."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, value: Any) -> str:
        """Makes the text of a value that was not asked for before."""
        text = self[value] = self.make(value)
        return text


def kinds(cells: Sequence[Cell]) -> set[type]:
    """The types of a column's cells, but for those that are absent."""
    return set(map(type, cells)) - {type(None)}


def json_texts(grid: Grid) -> Texts:
    """Every cell as JSON, by column."""
    return tuple(map(_json_column, grid.columns))


def _json_column(cells: Sequence[Cell]) -> Sequence[str]:
    found = kinds(cells)
    if not found:
        return [NULL] * len(cells)
    # Of other types equal values may be written in two ways, as 1 and 1.0.
    if len(found) == 1 and found <= {str, int, bool}:
        return list(map(Known(to_json).__getitem__, cells))
    return [to_json(cell) for cell in cells]


def csv_head(header: Sequence[str]) -> bytes:
    """The first line of a table as CSV (UTF-8, RFC 4180), which names the columns."""
    return _csv([header])


def csv_lines(grid: Grid, texts: Texts) -> bytes:
    """The rows as lines of CSV."""
    columns = (_csv_column(*column) for column in zip(grid.columns, texts, strict=True))
    return _csv(zip(*columns, strict=True))


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _csv_column(cells: Sequence[Cell], texts: Sequence[str]) -> Sequence[str]:
    found = kinds(cells)
    if found == {str}:
        return list(map(Known(csv_cell).__getitem__, cells))
    if str in found:
        return list(map(csv_cell, cells))
    return ["" if text is NULL else text for text in texts]


def csv_cell(cell: Cell) -> str:
    """A cell as text. Text that a spreadsheet would run gets a `'` before it; numbers do not."""
    if isinstance(cell, str):
        return f"'{cell}" if cell[:1] in _FORMULA else cell
    return "" if cell is None else to_json(cell)


JSON_START, JSON_BETWEEN, JSON_END = "[\n  ", ",\n  ", "\n]\n"
NO_ROWS = "[]\n"


def json_rows(grid: Grid, texts: Texts) -> list[str]:
    """Each row as an object."""
    names = (f"{encode_basestring(name)}: ".replace("%", "%%") for name in grid.header)
    form = f"{{{', '.join(f'{name}%s' for name in names)}}}"
    return [form % row for row in zip(*texts, strict=True)]


def sparse_rows(grid: Grid, texts: Texts) -> list[str]:
    """Each row as an object without labels and what is absent."""
    width = len(grid.table.columns)
    pairs = [
        _pairs(f"{encode_basestring(name)}: ", column)
        for name, column in zip(grid.header[:width], texts[:width], strict=True)
        if not all(text is NULL for text in column)
    ]
    return [f"{{{', '.join(filter(None, row))}}}" for row in zip(*pairs, strict=True)]


def _pairs(start: str, column: Sequence[str]) -> list[str]:
    return ["" if text is NULL else start + text for text in column]


def to_json(value: Cell, open_levels: int = 0, indent: str = "") -> str:
    """JSON with exact numbers; the outer `open_levels` of lists and objects take many lines."""
    write = _SCALARS.get(type(value))
    if write:
        return write(value)
    if isinstance(value, Mapping):
        inner = ((f"{encode_basestring(key)}: ", cell) for key, cell in value.items())
        parts = [name + to_json(cell, open_levels - 1, f"{indent}  ") for name, cell in inner]
        return _wrapped("{", parts, "}", open_levels > 0, indent)
    assert isinstance(value, Sequence)
    parts = [to_json(cell, open_levels - 1, f"{indent}  ") for cell in value]
    return _wrapped("[", parts, "]", open_levels > 0, indent)


_SCALARS: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _: NULL,
    bool: lambda truth: "true" if truth else "false",
    int: str,
    Decimal: lambda number: format(number, "f"),
    str: encode_basestring,
    Json: str,
}


def _wrapped(start: str, parts: Sequence[str], end: str, is_open: bool, indent: str) -> str:
    if not is_open or not parts:
        return f"{start}{', '.join(parts)}{end}"
    inner = f",\n{indent}  ".join(parts)
    return f"{start}\n{indent}  {inner}\n{indent}{end}"
