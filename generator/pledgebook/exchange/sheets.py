"""The cells of a spreadsheet file, with their addresses: xlsx, ods and csv.

Knows how each format holds numbers, percentages, dates and merged cells. Must not know what
the cells mean.
"""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pledgebook.exchange.grid import MAX_BYTES, Cell, Sheet, number, text_cell
from pledgebook.exchange.opendocument import read_ods
from pledgebook.exchange.problems import refuse

MAX_CELLS = 2_000_000
# Three decimals could be taken for thousands, so they are shown only where they are there.
_DECIMALS = re.compile(r"0\.(00?)")
_ENCODINGS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The visible sheets of a file that hold anything. Raises Refused."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise refuse("import.too-large", limit=str(MAX_BYTES // 1_000_000))
        sheets = _reader(path)(path)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise refuse("import.unreadable", name=path.name) from error
    found = tuple(sheet for sheet in sheets if sheet.cells)
    if not found:
        raise refuse("import.empty", name=path.name)
    return found


def _reader(path: Path) -> Any:
    suffix = path.suffix.lower()
    if suffix in {".csv", ".tsv", ".txt"}:
        return _read_csv
    if suffix in {".xlsx", ".xlsm"}:
        return _read_xlsx
    if suffix == ".ods":
        return read_ods
    raise refuse("import.format", name=path.name)


def _read_xlsx(path: Path) -> list[Sheet]:
    book = load_workbook(path, data_only=True)
    shown = [s for s in book.worksheets if s.sheet_state == "visible"]
    formulas = load_workbook(path) if _has_formulas(path) else None
    return [_xlsx_sheet(s, _never_computed(s, formulas)) for s in shown]


def _has_formulas(path: Path) -> bool:
    with ZipFile(path) as archive:
        names = (n for n in archive.namelist() if n.startswith("xl/worksheets/sheet"))
        return any(b"<f" in archive.read(name) for name in names)


def _never_computed(sheet: Any, formulas: Any) -> dict[tuple[int, int], Cell]:
    """Formulas whose outcome the file does not hold, as programs write them that compute none."""
    if formulas is None:
        return {}
    return {
        (each.row, each.column): Cell(str(getattr(each.value, "text", each.value)), formula=True)
        for row in formulas[sheet.title].iter_rows()
        for each in row
        # An outcome that is an empty text has a type of its own.
        if each.data_type == "f"
        and sheet[each.coordinate].value is None
        and sheet[each.coordinate].data_type == "n"
    }


def _xlsx_sheet(sheet: Any, cells: dict[tuple[int, int], Cell]) -> Sheet:
    for row in sheet.iter_rows():
        for each in row:
            if each.value is not None and (cell := _xlsx_cell(each.value, each.number_format)):
                cells[each.row, each.column] = cell
        if len(cells) > MAX_CELLS:
            raise refuse("import.too-large", limit=str(MAX_BYTES // 1_000_000))
    merged = {}
    for area in sheet.merged_cells.ranges:
        first = (area.min_row, area.min_col)
        if first in cells:
            for spot in area.cells:
                cells[spot], merged[spot] = cells[first], first
    return Sheet(sheet.title, cells, merged)


def _xlsx_cell(value: Any, shown: str) -> Cell | None:
    if isinstance(value, bool):
        return Cell(value)
    if isinstance(value, int | float):
        return Cell(_as_shown(number(value), shown), percent="%" in shown)
    if isinstance(value, datetime):
        return Cell(value.date())
    return Cell(value) if isinstance(value, date) else text_cell(str(value))


def _as_shown(value: Decimal, shown: str) -> Decimal:
    """`24` shown as `24.0` is 24.0; a number that has more decimals keeps them."""
    found = _DECIMALS.fullmatch(shown)
    if found is None or -int(value.as_tuple().exponent) >= len(found[1]):
        return value
    return value.quantize(Decimal(1).scaleb(-len(found[1])))


def _read_csv(path: Path) -> list[Sheet]:
    text = decoded(path.read_bytes())
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        cells = {
            (r, c): cell
            for r, row in enumerate(rows, 1)
            for c, value in enumerate(row, 1)
            if (cell := text_cell(value))
        }
    except csv.Error as error:
        raise ValueError from error
    return [Sheet(path.stem, cells)]


def decoded(raw: bytes) -> str:
    """The text: by its mark, else UTF-16 by its zero bytes, else UTF-8, else Windows-1252."""
    for mark, encoding in _ENCODINGS:
        if raw.startswith(mark):
            return raw.decode(encoding)
    head = raw[:1000]
    if head.count(0) > len(head) // 4:
        return raw.decode("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def _delimiter(text: str) -> str:
    """The sign that stands most evenly in the first lines, outside quotes."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]
    best, most = ",", 0
    for sign in ("\t", ";", ",", "|"):
        rows = list(csv.reader(lines, delimiter=sign))
        widths = [len(row) for row in rows]
        # A comma also stands inside numbers: the other signs go first where they are even.
        even = max((widths.count(w) * (w - 1) for w in set(widths)), default=0)
        if even and (even > most * 2 if sign == "," and most else even > most):
            best, most = sign, even
    return best
