"""CSV and JSON, exact and the same everywhere.

Knows how a cell is written. Must not know what the tables hold. A number keeps the digits it
has: it never passes through a floating-point number.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from pledgebook.downloads.dataset import Cell
from pledgebook.downloads.table import Grid

# What spreadsheets take for the start of a formula.
_FORMULA = frozenset("=+-@\t\r\n")


class Json(str):
    """Text that is JSON already."""

    __slots__ = ()


def write_csv(grid: Grid) -> bytes:
    """The table as CSV: UTF-8, RFC 4180, the first line names the columns."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(grid.header)
    writer.writerows(zip(*([csv_cell(cell) for cell in c] for c in grid.columns), strict=True))
    return text.getvalue().encode()


def csv_cell(cell: Cell) -> str:
    """A cell as text. Text that a spreadsheet would run gets a `'` before it; numbers do not."""
    if isinstance(cell, str):
        return f"'{cell}" if cell[:1] in _FORMULA else cell
    return "" if cell is None else to_json(cell)


def write_json(grid: Grid) -> bytes:
    """The table as a JSON array, an object for each row on a line of its own."""
    rows = ",\n  ".join(json_rows(grid))
    return f"[\n  {rows}\n]\n".encode() if rows else b"[]\n"


def json_rows(grid: Grid, *, sparse: bool = False) -> list[Json]:
    """Each row as an object. `sparse` leaves out labels and what is absent."""
    width = len(grid.table.columns) if sparse else len(grid.header)
    pairs = [
        _pairs(f"{encode_basestring(name)}: ", cells, sparse)
        for name, cells in zip(grid.header[:width], grid.columns[:width], strict=True)
    ]
    if sparse:
        return [Json(f"{{{', '.join(filter(None, row))}}}") for row in zip(*pairs, strict=True)]
    return [Json(f"{{{', '.join(row)}}}") for row in zip(*pairs, strict=True)]


def _pairs(start: str, cells: Sequence[Cell], sparse: bool) -> list[str]:
    absent = "" if sparse else f"{start}null"
    return [absent if cell is None else start + to_json(cell) for cell in cells]


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
    type(None): lambda _: "null",
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
