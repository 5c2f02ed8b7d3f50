"""Everything out: the site's downloads, and a workbook of all records that `import` takes back.

Knows which sheet holds which records. Must not compute anything. The downloads leave out what
is under embargo, as on the site; the workbook of records holds all of them.
"""

import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from pledgebook.downloads import download_files
from pledgebook.downloads.formats import to_json
from pledgebook.entries import Entry
from pledgebook.exchange.cells import Plain, convention
from pledgebook.exchange.names import Names, is_textual
from pledgebook.exchange.plainly import fields_of
from pledgebook.load import Loaded
from pledgebook.model import Model
from pledgebook.parse import MODELS
from pledgebook.project import TYPE_NAMES
from pledgebook.status import evaluate_all

RECORDS = "records.xlsx"
# A cell of a workbook holds no more.
MAX_TEXT = 32_767
MAX_DIGITS = 15


class TooLong(ValueError):
    """A text that no cell can hold."""


def export_files(loaded: Loaded, as_of: date) -> dict[str, bytes]:
    """The files by name: the downloads of the site, and the workbook of records."""
    model = loaded.model
    found = download_files(model, evaluate_all(model, as_of), as_of)
    tables = {
        path.removeprefix("data/"): raw for path, raw in found.items() if path.startswith("data/")
    }
    return {**tables, RECORDS: records_workbook(model)}


def records_workbook(model: Model) -> bytes:
    """A sheet for each type of record, a row for each record, a column for each field."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for kind in TYPE_NAMES:
        entries = model.results if kind == "results" else model.of_type(kind).values()
        if entries:
            _fill(book.create_sheet(kind), kind, entries, model)
    if not book.worksheets:
        book.create_sheet("organizations").append(["id", "name"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: Any, kind: str, entries: Iterable[Entry[Any]], model: Model) -> None:
    sign, start = convention(Names(model)) or ".", model.site.year_start
    rows = [(entry, _cells(kind, fields_of(entry.record, start), sign)) for entry in entries]
    if kind == "results":  # the first revision too: without a number, a row means the latest
        for entry, cells in rows:
            cells["revision"] = Decimal(entry.record.revision)
    used = {name for _, cells in rows for name in cells}
    order = {name: place for place, name in enumerate(MODELS[kind].model_fields)}
    names = sorted(used, key=lambda name: (order[name.partition(".")[0]], name))
    head = names if kind == "results" else ["id", *names]
    sheet.append(head)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for number, (entry, cells) in enumerate(rows, 2):
        for column, name in enumerate(head, 1):
            value = entry.id if name == "id" else cells.get(name)
            if value is not None:
                _write(sheet.cell(number, column), value)


def _write(cell: Any, value: str | bool | Decimal) -> None:
    """Texts stay texts, even those that a spreadsheet would take for a formula or a number;
    a number is shown with the decimals it has."""
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise TooLong(f"a text is longer than the {MAX_TEXT} characters that a cell holds")
        cell.value, cell.data_type = value, "s"
        return
    cell.value = value
    if isinstance(value, Decimal) and (decimals := -int(value.as_tuple().exponent)) > 0:
        cell.number_format = f"0.{'0' * decimals}"


def _cells(kind: str, fields: dict[str, Plain], sign: str) -> dict[str, str | bool | Decimal]:
    """A record's fields as cells: a text of several languages takes a column for each, a
    breakdown one for each of its codes."""
    found: dict[str, str | bool | Decimal] = {}
    for name, value in fields.items():
        if isinstance(value, dict) and is_textual(kind, name):
            found |= {f"{name}.{tag}": str(text) for tag, text in value.items()}
        elif name == "breakdown" and isinstance(value, dict) and value and all(value.values()):
            found |= {
                f"{name}.{dimension}.{code}": _cell(number, sign)
                for dimension, codes in value.items()
                if isinstance(codes, dict)
                for code, number in codes.items()
            }
        else:
            found[name] = _cell(value, sign)
    return found


def _cell(value: Plain, sign: str) -> str | bool | Decimal:
    """A number stands as text where a spreadsheet could not keep its digits; `sign` before its
    decimals."""
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return (
            number
            if len(number.as_tuple().digits) <= MAX_DIGITS
            else f"{number:f}".replace(".", sign)
        )
    return to_json(value)
