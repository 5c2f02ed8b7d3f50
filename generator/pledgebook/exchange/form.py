"""A workbook for the units to fill in, which `import` takes back.

Knows how the form is laid out. Its headers are the words that `headers` reads. The sentences
are entries of the message catalogue, in the site's language.
"""

import io
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pledgebook.diagnostics import message
from pledgebook.exchange.names import Names, choices, plain
from pledgebook.languages import Language, choose, load_language
from pledgebook.messages import render
from pledgebook.model import Model
from pledgebook.records import Indicator, Organization, Scale
from pledgebook.values import LocalizedText, Period

_LISTS = "_lists"
_INSTRUCTIONS = ("form.fill", "form.missing", "form.back")
_SPARE = 20  # empty rows below the units that are known
_SHADE = PatternFill("solid", fgColor="FFF2CC")


@dataclass(frozen=True)
class Form:
    """What a form asks for: an indicator in a period, of the units it applies to."""

    model: Model
    indicator: str
    period: Period

    @property
    def language(self) -> Language:
        """The site's first language."""
        return load_language(self.model.site.languages[0])

    @property
    def record(self) -> Indicator:
        """The indicator."""
        return self.model.indicators[self.indicator].record

    @property
    def scale(self) -> Scale | None:
        """The scale, if it is rated."""
        entry = self.model.scales.get(self.record.scale or "")
        return entry.record if entry else None

    def text(self, text: LocalizedText) -> str:
        """A text in the site's first language, or in another that it has."""
        first = self.model.site.languages[0]
        return choose(text, first, first).text

    def units(self) -> list[str]:
        """The names of the units that the indicator applies to, each telling one from another."""
        entries = self.model.organizations.values()
        asked = [e for e in entries if _is_asked(e.record, self.record, self.period)]
        names = [self.text(e.record.name) for e in entries]
        return [
            n if names.count(n) == 1 else e.id for e in asked if (n := self.text(e.record.name))
        ]

    def columns(self) -> list[tuple[str, list[str]]]:
        """The headers to fill in, each with the words that may be chosen."""
        missing = (
            "missing",
            [self._word("missing", code) for code in choices("results", "missing")],
        )
        return [
            *((self._label(name), words) for name, words in (*self._payload(), missing)),
            (self._label("note"), []),
        ]

    def _payload(self) -> list[tuple[str, list[str]]]:
        measure = self.record.measure
        if measure == "percent":
            return [("numerator", []), ("denominator", []), ("value", []), *self._parts()]
        if self.scale is None:
            words = [self._word("value", answer) for answer in ("yes", "no")]
            return [("value", words if measure == "boolean" else []), *self._parts()]
        levels = [self.text(level.name) for level in self.scale.levels]
        reasons = [self.text(reason.name) for reason in self.scale.not_rated]
        return [("value", levels), *((f"={name}", []) for name in (*levels, *reasons))]

    def _parts(self) -> list[tuple[str, list[str]]]:
        """A column for each part that the value is broken down by, named by it if that is plain."""
        parts = [(d.id, code) for d in self.record.dimensions for code in d.codes]
        names = [self.text(code.name) for _, code in parts]
        taken = Names(self.model).fields("results")
        return [
            (
                f"={name}"
                if names.count(name) == 1 and plain(name) not in taken
                else f"=breakdown.{dimension}.{code.code}",
                [],
            )
            for (dimension, code), name in zip(parts, names, strict=True)
        ]

    def _label(self, name: str) -> str:
        if name.startswith("="):
            return name[1:]
        label = self.language.labels.get(f"field.{name}")
        return label if isinstance(label, str) else name

    def _word(self, family: str, code: str) -> str:
        return str(self.language.labels[f"{family}.{code}"])

    def heads(self) -> list[str]:
        """The three headers of what is known already."""
        return [self._label(name) for name in ("organization", "indicator", "period")]


def form_workbook(form: Form) -> bytes:
    """The workbook: sentences, locked headers, a row for each unit, lists to choose from."""
    book = Workbook()
    sheet, lists = book.worksheets[0], book.create_sheet(_LISTS)
    sheet.title = form.indicator[:31]
    lists.sheet_state = "hidden"
    top = _write_sentences(sheet, form)
    _write_rows(sheet, form, top)
    last = top + len(form.units()) + _SPARE
    options = [form.units(), [], [], *(words for _, words in form.columns())]
    for column, words in enumerate(options, 1):
        if words:
            _offer(sheet, lists, (column, top + 1, last), words)
    sheet.freeze_panes = f"B{top + 1}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write_sentences(sheet: Any, form: Form) -> int:
    """Title and instructions; the row of the headers below them."""
    tag = form.model.site.languages[0]
    sheet["A1"] = f"{form.text(form.record.name)}: {form.language.period(form.period)}"
    sheet["A1"].font = Font(bold=True, size=14)
    for row, key in enumerate(_INSTRUCTIONS, 2):
        sheet.cell(row, 1, render(message(key), tag))
    return len(_INSTRUCTIONS) + 3


def _write_rows(sheet: Any, form: Form, top: int) -> None:
    heads = [*form.heads(), *(name for name, _ in form.columns())]
    for column, name in enumerate(heads, 1):
        cell = sheet.cell(top, column, name)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = 36 if column == 1 else 18
    units = form.units()
    for row in range(top + 1, top + 1 + len(units) + _SPARE):
        number = row - top - 1
        known = units[number] if number < len(units) else None
        for column, text in enumerate((known, form.indicator, form.period.text), 1):
            cell = sheet.cell(row, column, text)
            cell.number_format = "@"
        for column in ([] if known else [1]) + [*range(4, len(heads) + 1)]:
            sheet.cell(row, column).protection = Protection(locked=False)
            sheet.cell(row, column).fill = _SHADE


def _offer(sheet: Any, lists: Any, area: tuple[int, int, int], words: list[str]) -> None:
    """A list to choose from in the cells of a column."""
    column, first, last = area
    letter = get_column_letter(column)
    for row, word in enumerate(words, 1):
        lists.cell(row, column, word)
    source = f"{_LISTS}!${letter}$1:${letter}${len(words)}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(rule)


def _is_asked(unit: Organization, indicator: Indicator, period: Period) -> bool:
    kinds = indicator.applies_to.classification if indicator.applies_to else ()
    if kinds and unit.classification not in kinds:
        return False
    is_founded = unit.founded is None or unit.founded.first <= period.last
    return is_founded and (unit.dissolved is None or unit.dissolved.last >= period.first)
