"""All tables as one workbook, a sheet each.

Knows how a spreadsheet holds a cell. Must not know what the tables hold. The same tables give
the same bytes: times are fixed, and what is not large is not compressed, since compressors
differ between machines. openpyxl makes the workbook; the rows are written here as text, which
is ten times as fast.
"""

import io
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import tostring

from pledgebook.downloads.dataset import Cell
from pledgebook.downloads.formats import Known, Texts, kinds, to_json
from pledgebook.downloads.table import Grid

# A spreadsheet keeps 15 digits of a number, and this many characters of a text.
_DIGITS, _CHARACTERS = 15, 32_767
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_END_OF_ROWS = b"</sheetData>"
_SIZE = re.compile(rb"<dimension [^>]*/>")  # may be left out; it would speak of the header only
# A sheet of more cells is compressed all the same.
LARGE = 100_000
_UNSAFE = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}


class BookWriter:
    """A workbook (.xlsx) being written, a sheet for each table, its first row frozen.

    The rows of one sheet are added part by part, then those of the next, in the order of
    `headers`, which gives the names of the sheets and their first rows; `large` are the names of
    the sheets that are compressed.
    """

    def __init__(self, headers: Mapping[str, Sequence[str]], large: Collection[str]) -> None:
        self._written = io.BytesIO()
        self._archive = ZipFile(self._written, "w")
        self._frame = ZipFile(_empty_book(headers))
        self._large = large
        self._numbers = {name: number for number, name in enumerate(headers, 1)}
        self._open: IO[bytes] | None = None
        self._end = b""

    def start(self, name: str) -> None:
        """Begins the sheet of a table."""
        self._close()
        path = self._path(name)
        content = _SIZE.sub(b"", self._frame.read(path))
        start, end, rest = content.rpartition(_END_OF_ROWS)
        self._open = self._archive.open(_entry(path, name in self._large), "w")
        self._open.write(start)
        self._end = end + rest

    def add(self, rows: bytes) -> None:
        """Adds rows, see sheet_rows, to the sheet that was begun last."""
        assert self._open is not None
        self._open.write(rows)

    def finish(self, title: str, as_of: date) -> bytes:
        """The whole workbook."""
        self._close()
        sheets = set(map(self._path, self._numbers))
        for name in self._frame.namelist():
            if name not in sheets:
                own = name == _PROPERTIES
                content = _properties(title, as_of) if own else self._frame.read(name)
                self._archive.writestr(_entry(name, False), content)
        self._archive.close()
        return self._written.getvalue()

    def _path(self, name: str) -> str:
        return f"xl/worksheets/sheet{self._numbers[name]}.xml"

    def _close(self) -> None:
        if self._open is not None:
            self._open.write(self._end)
            self._open.close()


def _empty_book(headers: Mapping[str, Sequence[str]]) -> io.BytesIO:
    """A workbook of sheets that have their first rows only."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, header in headers.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        sheet.append(list(header))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    written = io.BytesIO()
    book.save(written)
    return written


def _properties(title: str, as_of: date) -> bytes:
    day = datetime(as_of.year, as_of.month, as_of.day)  # noqa: DTZ001 - the format has no zone
    properties = DocumentProperties(creator="Pledgebook", title=title, created=day, modified=day)
    return cast("bytes", tostring(properties.to_tree()))


def _entry(name: str, large: bool) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED if large else ZIP_STORED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    entry._compresslevel = 1  # type: ignore[attr-defined]
    return entry


def sheet_rows(grid: Grid, texts: Texts, start: int) -> bytes:
    """Rows for a sheet, below its header and `start` others; `texts` are the cells as JSON."""
    first = start + 2
    columns = [
        _column(get_column_letter(number), cells, shown, first)
        for number, (cells, shown) in enumerate(zip(grid.columns, texts, strict=True), 1)
        if kinds(cells)
    ]
    rows = zip(*columns, strict=True) if columns else [()] * len(texts[0])
    return "".join(
        f'<row r="{n}">{"".join(row)}</row>' for n, row in enumerate(rows, first)
    ).encode()


def _column(letter: str, cells: Sequence[Cell], texts: Sequence[str], first: int) -> Sequence[str]:
    found = kinds(cells)
    known = found <= {str} or found <= {bool}
    contents = map(Known(_content).__getitem__, cells) if known else map(_content, cells, texts)
    return [
        f'<c r="{letter}{n}"{content}</c>' if content else ""
        for n, content in enumerate(contents, first)
    ]


def _content(cell: Cell, text: str | None = None) -> str:
    """The type and value of a cell: no text is ever a formula, an error or a number. `text` is
    the cell as JSON."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, bool):
        return f' t="b"><v>{int(cell)}</v>'
    text = text or to_json(cell)
    if isinstance(cell, int | Decimal) and _fits(cell, text):
        return f' t="n"><v>{text}</v>'
    return _text(text)


def _text(text: str) -> str:
    shown = _UNSAFE.sub(lambda found: _ESCAPED.get(found[0], ""), text[:_CHARACTERS])
    return f' t="inlineStr"><is><t xml:space="preserve">{shown}</t></is>'


def _fits(number: int | Decimal, text: str) -> bool:
    if len(text) <= _DIGITS:  # nothing so short has too many digits
        return True
    number = Decimal(number)
    return len(number.as_tuple().digits) <= _DIGITS and abs(number.adjusted()) < 2 * _DIGITS
