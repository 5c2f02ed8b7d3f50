"""The figures in a CSV file of Open SDG: whole ones, and parts of them.

Knows its columns: Year and Value, Units and Series, the status of an observation; every other
one breaks the value down. A row in which none of those is filled is the value of all parts
together. Must not know metadata.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pledgebook.exchange.cells import Reader, period_text
from pledgebook.exchange.draft import Draft
from pledgebook.exchange.found import Found
from pledgebook.exchange.grid import Cell, Sheet
from pledgebook.exchange.names import plain
from pledgebook.exchange.problems import Refused, refuse

_NAMES = (
    ("year", "time period"),
    ("value", "obs value"),
    ("series",),
    ("units", "unit measure"),
    ("observation status", "obs status"),
)
# Columns of codes for maps, and of what is said of a figure, which break nothing down.
_BESIDE = frozenset({"geocode", "unit multiplier", "unit mult", "comment obs", "comment ts",
                     "base per", "source detail", "source details", "nature", "data last update",
                     "geo info url", "time detail", "time coverage"})  # fmt: skip
# SDMX CL_OBS_STATUS: what a figure of this status has beside its value.
_STATUSES: Mapping[str, tuple[str, str] | None] = {
    "A": None, "E": ("flag", "estimated"), "F": ("flag", "forecast"), "I": ("flag", "imputed"),
    "B": ("flag", "break"), "U": ("flag", "low-reliability"), "P": ("status", "provisional"),
}  # fmt: skip


@dataclass
class Figures:
    """The figures of one series in one unit: whole ones, parts by the column and the word that
    say of what, and how many are parts in more than one way."""

    series: str
    unit: str
    whole: list[Draft] = field(default_factory=list)
    parts: list[tuple[str, str, Draft]] = field(default_factory=list)
    crossed: int = 0


@dataclass(frozen=True, slots=True)
class _Columns:
    """The numbers of the columns; 0 where there is none. `dimensions`: their names by number."""

    year: int
    value: int
    series: int
    units: int
    status: int
    dimensions: Mapping[int, str]


@dataclass(frozen=True)
class Rows:
    """Reads the rows of a file. `given` holds for all rows; `beside` are more columns that break
    nothing down, by plain name."""

    sheet: Sheet
    reader: Reader
    given: Mapping[str, str]
    beside: frozenset[str]

    def figures(self, found: Found) -> list[Figures]:
        """The figures by series and unit, in order. Raises Refused where it is no such file."""
        columns = self._columns()
        groups: dict[tuple[str, str], Figures] = {}
        for row in range(2, self.sheet.size[0] + 1):
            if not any(self._text(row, n) for n in range(1, self.sheet.size[1] + 1)):
                continue
            if not self._text(row, columns.value):
                found.empty += 1
                continue
            key = (self._text(row, columns.series), self._text(row, columns.units))
            figures = groups.setdefault(key, Figures(*key))
            draft = Draft("results", self.sheet.at(row, columns.value))
            if self._fill(draft, row, columns, found):
                self._sort(draft, row, columns, figures)
        return [*groups.values()]

    def _columns(self) -> _Columns:
        heads = {n: text for n in range(1, self.sheet.size[1] + 1) if (text := self._text(1, n))}
        called = {plain(text): n for n, text in reversed(heads.items())}
        fixed = [next((called[n] for n in names if n in called), 0) for names in _NAMES]
        if not (fixed[0] and fixed[1]):
            raise refuse("import.not-tidy", name=self.sheet.name)
        others = {n: text for n, text in heads.items() if n not in fixed}
        beside = _BESIDE | self.beside
        dimensions = {n: t for n, t in others.items() if plain(t) not in beside}
        year, value, series, units, status = fixed
        return _Columns(year, value, series, units, status, dimensions)

    def _text(self, row: int, column: int) -> str:
        cell = self.sheet.cells.get((row, column))
        return cell.text if cell else ""

    def _fill(self, draft: Draft, row: int, columns: _Columns, found: Found) -> bool:
        """Reads what is common to whole figures and parts; False where a cell is refused."""
        for name, text in self.given.items():
            draft.fields[name] = self.reader.field("results", name, Cell(text))
        steps = (
            (columns.year, self._time),
            (columns.value, self._value),
            (columns.status, _status),
        )
        for column, read in steps:
            cell = self.sheet.cells.get((row, column), Cell(""))
            try:
                if column:
                    read(draft, cell)
            except Refused as refused:
                found.problems.append(refused.at(self.sheet.at(row, column)))
                return False
        return True

    def _time(self, draft: Draft, cell: Cell) -> None:
        period = period_text(cell, self.reader.names.model.site.year_start)
        if period is None:
            raise refuse("import.period", value=cell.text)
        draft.fields["period"] = period

    def _value(self, draft: Draft, cell: Cell) -> None:
        draft.fields["value"] = self.reader.number(cell)

    def _sort(self, draft: Draft, row: int, columns: _Columns, figures: Figures) -> None:
        parts = [(n, t) for c, n in columns.dimensions.items() if (t := self._text(row, c))]
        if not parts:
            figures.whole.append(draft)
        elif len(parts) == 1:
            figures.parts.append((*parts[0], draft))
        else:
            figures.crossed += 1


def _status(draft: Draft, cell: Cell) -> None:
    if cell.text and cell.text not in _STATUSES:
        raise refuse("import.obs-status", name=cell.text, known=(*_STATUSES,))
    if said := _STATUSES.get(cell.text):
        draft.fields[said[0]] = said[1]
