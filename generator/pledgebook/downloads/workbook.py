"""All tables as one workbook, a sheet each.

Knows how a spreadsheet holds a cell. Must not know what the tables hold. The same tables give
the same bytes: times are fixed, and what is not large is not compressed, since compressors
differ between machines. openpyxl makes the workbook; the rows are written here as text, which
is ten times as fast.
"""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import tostring

from pledgebook.downloads.dataset import Cell
from pledgebook.downloads.formats import to_json
from pledgebook.downloads.table import Grid

# A spreadsheet keeps 15 digits of a number, and this many characters of a text.
_DIGITS, _CHARACTERS = 15, 32_767
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_END_OF_ROWS = b"</sheetData>"
_SIZE = re.compile(rb"<dimension [^>]*/>")  # may be left out; it would speak of the header only
# A part of more bytes is compressed all the same.
_LARGE = 10_000_000
_UNSAFE = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}


def write_workbook(grids: Sequence[Grid], title: str, as_of: date) -> bytes:
    """The workbook (.xlsx): one sheet for each table, its first row frozen."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet(grid.table.name)
        sheet.freeze_panes = "A2"
        sheet.append(list(grid.header))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    written = io.BytesIO()
    book.save(written)
    return _finished(written, grids, _properties(title, as_of))


def _properties(title: str, as_of: date) -> bytes:
    day = datetime(as_of.year, as_of.month, as_of.day)  # noqa: DTZ001 - the format has no zone
    properties = DocumentProperties(creator="Pledgebook", title=title, created=day, modified=day)
    return cast("bytes", tostring(properties.to_tree()))


def _finished(written: io.BytesIO, grids: Sequence[Grid], properties: bytes) -> bytes:
    """The archive with the rows put in, and fixed times and properties."""
    sheets = {f"xl/worksheets/sheet{n}.xml": grid for n, grid in enumerate(grids, 1)}
    finished = io.BytesIO()
    with ZipFile(written) as source, ZipFile(finished, "w") as archive:
        for name in source.namelist():
            content = properties if name == _PROPERTIES else source.read(name)
            if name in sheets:
                start, end, rest = _SIZE.sub(b"", content).rpartition(_END_OF_ROWS)
                content = b"".join((start, _rows(sheets[name]), end, rest))
            archive.writestr(_entry(name, len(content)), content, compresslevel=1)
    return finished.getvalue()


def _entry(name: str, size: int) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED if size > _LARGE else ZIP_STORED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry


def _rows(grid: Grid) -> bytes:
    """The rows of a sheet below its header."""
    columns = [_column(get_column_letter(n), cells) for n, cells in enumerate(grid.columns, 1)]
    rows = zip(*columns, strict=True)
    return "".join(f'<row r="{n}">{"".join(row)}</row>' for n, row in enumerate(rows, 2)).encode()


def _column(letter: str, cells: Sequence[Cell]) -> list[str]:
    return [
        "" if cell is None else f'<c r="{letter}{n}"{_content(cell)}</c>'
        for n, cell in enumerate(cells, 2)
    ]


def _content(cell: Cell) -> str:
    """The type and value of a cell: no text is ever a formula, an error or a number."""
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, bool):
        return f' t="b"><v>{int(cell)}</v>'
    if isinstance(cell, int | Decimal) and _fits(Decimal(cell)):
        return f' t="n"><v>{to_json(cell)}</v>'
    return _text(to_json(cell))


def _text(text: str) -> str:
    shown = _UNSAFE.sub(lambda found: _ESCAPED.get(found[0], ""), text[:_CHARACTERS])
    return f' t="inlineStr"><is><t xml:space="preserve">{shown}</t></is>'


def _fits(number: Decimal) -> bool:
    return len(number.as_tuple().digits) <= _DIGITS and abs(number.adjusted()) < 2 * _DIGITS
