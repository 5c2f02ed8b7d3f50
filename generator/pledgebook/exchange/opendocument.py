"""The cells of an OpenDocument spreadsheet, read from its XML.

Knows that format alone. No library in use reads percentages and merged cells of it, and the
part that is needed is small.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from pledgebook.exchange.grid import MAX_BYTES, Cell, Sheet, number, text_cell

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE = f"{{{_NS}table:1.0}}", f"{{{_NS}office:1.0}}"
_STYLE, _TEXT = f"{{{_NS}style:1.0}}", f"{{{_NS}text:1.0}}"
# Empty cells at the end of a sheet are written as one that is repeated a million times.
_MOST_REPEATED = 1000


def read_ods(path: Path) -> list[Sheet]:
    """The visible sheets. Raises ValueError where it is not such a file."""
    with ZipFile(path) as archive:
        if archive.getinfo("content.xml").file_size > 10 * MAX_BYTES:
            raise ValueError
        raw = archive.read("content.xml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError from error
    hidden = _hidden_styles(root)
    tables = root.iter(f"{_TABLE}table")
    return [_sheet(t) for t in tables if t.get(f"{_TABLE}style-name") not in hidden]


def _hidden_styles(root: Any) -> set[str]:
    return {
        properties.getparent().get(f"{_STYLE}name")
        for properties in root.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }


def _sheet(table: Any) -> Sheet:
    sheet = Sheet(table.get(f"{_TABLE}name") or "Sheet", {})
    row = 1
    for element in table.iter(f"{_TABLE}table-row"):
        times = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        for again in range(min(times, _MOST_REPEATED)):
            _read_row(element, row + again, sheet)
        row += times
    return sheet


def _read_row(element: Any, row: int, sheet: Sheet) -> None:
    column = 1
    for child in element:
        if child.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            continue
        times = int(child.get(f"{_TABLE}number-columns-repeated", "1"))
        cell = _cell(child) if child.tag == f"{_TABLE}table-cell" else None
        if cell:
            for spot in _area(child, row, column, min(times, _MOST_REPEATED)):
                sheet.cells[spot] = cell
                if times == 1 and _is_merged(child):
                    sheet.merged[spot] = (row, column)
        column += times


def _is_merged(child: Any) -> bool:
    return any(child.get(f"{_TABLE}number-{kind}-spanned", "1") != "1" for kind in _KINDS)


_KINDS = ("rows", "columns")


def _area(child: Any, row: int, column: int, times: int) -> Iterator[tuple[int, int]]:
    rows, columns = (
        min(int(child.get(f"{_TABLE}number-{kind}-spanned", "1")), _MOST_REPEATED)
        for kind in _KINDS
    )
    for r in range(row, row + rows):
        for c in range(column, column + max(columns, times)):
            yield r, c


def _cell(child: Any) -> Cell | None:
    kind = child.get(f"{_OFFICE}value-type")
    if kind in {"float", "percentage", "currency"}:
        value = Decimal(child.get(f"{_OFFICE}value"))
        return Cell(number(float(value)), percent=kind == "percentage")
    if kind == "date":
        return Cell(date.fromisoformat(child.get(f"{_OFFICE}date-value")[:10]))
    if kind == "boolean":
        return Cell(child.get(f"{_OFFICE}boolean-value") == "true")
    lines = ("".join(p.itertext()) for p in child.iter(f"{_TEXT}p"))
    return text_cell("\n".join(lines))
