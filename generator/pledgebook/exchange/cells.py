"""From a cell to the value of a field: numbers of a locale, percentages, dates, periods, words.

Knows how values are written in spreadsheets. Must not know where the cell stands.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from babel.numbers import get_decimal_symbol

from pledgebook.exchange.grid import Cell
from pledgebook.exchange.names import Names, choices, code_of, is_textual
from pledgebook.exchange.problems import refuse
from pledgebook.records import Indicator
from pledgebook.suggest import suggest
from pledgebook.values import Rejected, read_fuzzy_date, read_period

Plain: TypeAlias = "str | bool | int | Decimal | list[Plain] | dict[str, Plain]"

_SPACES = re.compile("[ \u00a0\u202f\u2009']")
_ONE_MARK = re.compile(r"-?[1-9][0-9]{0,2}([.,])[0-9]{3}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY_FIELDS = {"as_of", "issued", "founded", "dissolved", "accessed", "date"}
_ID_FIELDS = {"organization": "organizations", "indicator": "indicators", "target": "targets"}
_NUMBER_FIELDS = {"numerator", "denominator", "population", "revision"}
_WORDED_YEAR = re.compile(r"[^\W\d_]+\s+([0-9]{4}(?:[-/][0-9]{2})?)")


@dataclass(frozen=True)
class Reader:
    """Reads cells as a project's people write them. `decimal`: the sign before decimals, or
    empty where nobody said so and the site's languages differ."""

    names: Names
    decimal: str = ""

    def number(self, cell: Cell) -> Decimal:
        """A number; a percentage keeps its hundredfold. Raises Refused."""
        if isinstance(cell.value, Decimal):
            return _trimmed(cell.value * 100) if cell.percent else cell.value
        if isinstance(cell.value, bool | date):
            raise refuse("import.number", value=cell.text)
        text = _SPACES.sub("", cell.text.replace("−", "-")).removesuffix("%").removeprefix("+")
        sign = self.decimal
        if not sign:
            if _ONE_MARK.fullmatch(text):
                raise refuse("import.ambiguous", value=cell.text)
            sign = "," if text.rfind(",") > text.rfind(".") else "."
        return _decimal(text, sign, cell.text)

    def count(self, cell: Cell) -> Decimal:
        """A number of things, which a spreadsheet may show with decimals. Raises Refused."""
        return _trimmed(self.number(cell))

    def value(self, cell: Cell, row: dict[str, Plain]) -> Plain:
        """The value of a result, as its indicator or target asks for it. Raises Refused."""
        names = (_name(row.get("indicator")), _name(row.get("target")))
        indicator = self.names.indicator(names[0])
        if scale := self.names.scale(*names):
            return code_of(scale.levels, cell.text)
        if _asks_truth(indicator, names[1], self.names):
            truth = cell.value if isinstance(cell.value, bool) else self.names.truth(cell.text)
            if truth is None:
                raise refuse("import.truth", value=cell.text)
            return truth
        measure = indicator.measure if indicator else ""
        shows_percent = cell.percent or cell.text.endswith("%")
        if shows_percent and measure in {"count", "quantity"}:
            raise refuse("import.percent", value=cell.text)
        return self.number(cell)

    def field(self, kind: str, name: str, cell: Cell) -> Plain:
        """The value of any other field. Raises Refused."""
        if isinstance(cell.value, bool):
            return cell.value
        if cell.text[:1] in {"{", "["} and not is_textual(kind, name):
            return _json(cell.text)
        found = self._of_result(name, cell) if kind == "results" else None
        if found is not None:
            return found
        if choices(kind, name):
            return self.names.choice(kind, name, cell.text)
        if name in _DAY_FIELDS:
            return day(cell)
        if name == "sources":
            return [self._source(part) for part in re.split(r"[;\n]", cell.text) if part.strip()]
        if kind == "organizations" and name == "parent":
            return self.names.find("organizations", cell.text) or cell.text
        return cell.prose if is_textual(kind, name) else cell.text

    def _of_result(self, name: str, cell: Cell) -> "Plain | None":
        """A part of a row's key, or a count."""
        if name in _ID_FIELDS:
            return self.names.record(_ID_FIELDS[name], cell.text)
        if name in _NUMBER_FIELDS:
            return self.number(cell)
        return self.period(cell) if name == "period" else None

    def period(self, cell: Cell) -> str:
        """A period, as records write it. Raises Refused."""
        found = period_text(cell, self.names.model.site.year_start)
        if found is None:
            raise refuse("import.period", value=cell.text)
        return found

    def _source(self, text: str) -> str:
        text = text.strip()
        return text if "://" in text else self.names.record("sources", text)


def convention(names: Names) -> str:
    """The sign before decimals in which all the site's languages agree, or nothing."""
    tags = names.model.site.languages
    signs = {str(get_decimal_symbol(each.locale)) for each in names.languages if each.tag in tags}
    found = signs.pop() if len(signs) == 1 else ""
    return found if found in {".", ","} else ""


def day(cell: Cell) -> str:
    """A date as records write it, of a cell that is a date or says one plainly."""
    text = cell.text
    for candidate in (text, suggest("bad-date.fuzzy", text)):
        try:
            return read_fuzzy_date(candidate or "").text
        except Rejected:
            continue
    raise refuse("import.date", value=text)


def period_text(cell: Cell, year_start: str) -> str | None:
    """A year, half-year, quarter or month in any common form, or None."""
    text = cell.text
    worded = _WORDED_YEAR.fullmatch(text)
    for candidate in (text, worded[1] if worded else None, suggest("bad-date.period", text)):
        try:
            return read_period(candidate or "", year_start).text
        except Rejected:
            continue
    return None


def _decimal(text: str, sign: str, written: str) -> Decimal:
    """A number whose decimals follow `sign`; the other one parts groups of three."""
    other = "." if sign == "," else ","
    whole, mark, decimals = text.partition(sign)
    groups = whole.split(other)
    grouped = all(len(group) == 3 for group in groups[1:]) and len(groups[0].lstrip("-")) <= 3
    number = "".join(groups) + (f".{decimals}" if mark else "")
    if (len(groups) > 1 and not grouped) or not _NUMBER.fullmatch(number):
        raise refuse("import.number", value=written)
    return Decimal(number)


def _trimmed(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _asks_truth(indicator: Indicator | None, target: str | None, names: Names) -> bool:
    if indicator:
        return indicator.measure == "boolean"
    return target in names.model.targets


def _name(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _json(text: str) -> Plain:
    try:
        found: Any = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except ValueError as error:
        raise refuse("import.structure", value=text) from error
    return found  # type: ignore[no-any-return]
