"""Where a table begins in a sheet, and what its columns mean.

Knows header rows, one or two, merged or not. Must not know the rows below them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pledgebook.exchange.cells import period_text
from pledgebook.exchange.grid import Cell, Sheet
from pledgebook.exchange.names import Names, plain
from pledgebook.exchange.problems import Problem, refuse
from pledgebook.nearest import nearest
from pledgebook.parse import MODELS

_SEARCHED = 40
# Columns that only count the rows.
_COUNTERS = frozenset({"#", "no", "no.", "nr", "nr.", "n°", "stt", "tt", "क्रम", "क्र.", "م"})
# What may be said of a header beside a field: `organization=ID`.
_EXPLAINED = ("organization", "indicator", "target", "time", "level", "reason", "dimension", "code")
LONG = frozenset({"field", "ignore", "dimension"})


@dataclass(frozen=True, slots=True)
class Role:
    """What a header says: `kind` is field, ignore, time, organization, indicator, target,
    level, reason, dimension or code (of a dimension); `name` the field, the time as written in
    records, the id or the code."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its number and what the headers above it say."""

    number: int
    roles: tuple[Role, ...]

    @property
    def is_wide(self) -> bool:
        """Whether the header gives a part of the row's key, or a part of a distribution."""
        return any(role.kind not in LONG for role in self.roles)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table in a sheet: the type of its records, its columns, the row where data begins."""

    kind: str
    columns: tuple[Column, ...]
    first: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Headers:
    """Reads header cells as one type of record has them. `mapped` are the headers that the
    person explained, by plain name."""

    names: Names
    kind: str
    mapped: Mapping[str, str]

    def role(self, cell: Cell) -> Role | None:
        """What a header says, or None where that is unknown."""
        text = plain(cell.text)
        if text in self.mapped:
            return self._explained(self.mapped[text])
        if text in _COUNTERS:
            return Role("ignore", "")
        if found := self._field(cell.text):
            return Role("field", found)
        return self._key_part(cell) if self.kind == "results" else None

    def _explained(self, meaning: str) -> Role | None:
        if meaning in {"-", "ignore"}:
            return Role("ignore", "")
        kind, mark, name = meaning.partition("=")
        if mark:
            return Role(kind, name) if kind in _EXPLAINED else None
        known = meaning.partition(".")[0] in {"id", *MODELS[self.kind].model_fields}
        return Role("field", meaning) if known else None

    def _field(self, text: str) -> str | None:
        """`Name`, `name.vi`, `name_vi` or `Name (vi)`."""
        fields = self.names.fields(self.kind)
        if found := fields.get(plain(text)):
            return found
        for tag in self.names.model.site.languages:
            for end in (f".{tag}", f"_{tag}", f" ({tag})", f"({tag})"):
                base = fields.get(plain(text.removesuffix(end))) if text.endswith(end) else None
                if base:
                    return f"{base}.{tag}"
        return None

    def _key_part(self, cell: Cell) -> Role | None:
        text = cell.text
        if isinstance(cell.value, date):
            return Role("time", f"@{text}")
        if text.startswith("breakdown.") and text.count(".") > 1:
            return Role("code", text.partition(".")[2])
        if time := period_text(cell, self.names.model.site.year_start):
            return Role("time", time)
        for kind, codes in (("level", self.names.levels), ("reason", self.names.reasons)):
            if found := codes.get(text):
                return Role(kind, found[0])
        if self.names.parts.get(text):
            return Role("code", text)
        if found := self.names.dimensions.get(text):
            return Role("dimension", found[0])
        for kind in ("organization", "indicator", "target"):
            if id_ := self.names.find(f"{kind}s", text):
                return Role(kind, id_)
        return None


def find_layout(sheet: Sheet, headers: Headers) -> Layout | None:
    """The table of a sheet, or None where no row of headers is recognised."""
    rows = range(1, min(sheet.size[0], _SEARCHED) + 1)
    return _first_layout(sheet, headers, rows, _is_plain) or _first_layout(
        sheet, headers, rows, _is_half_known
    )


def _first_layout(
    sheet: Sheet, headers: Headers, rows: range, is_header: Callable[[Mapping[int, Any]], bool]
) -> Layout | None:
    for row in rows:
        found = _roles(sheet, row, headers)
        own = {n: role for n, role in found.items() if sheet.merged.get((row, n), (row,))[0] == row}
        second = _second(sheet, row, headers, found)
        words = all(role or _is_header(sheet.cells[row, n]) for n, role in own.items())
        if words and any(own.values()) and (second or is_header(own)):
            return _layout(sheet, headers, (row, sheet.size[1]), (found, second))
    return None


def _is_header(cell: Cell) -> bool:
    """Whether a cell whose meaning is not known can be a header: no value can."""
    return isinstance(cell.value, str)


def _is_plain(found: Mapping[int, Role | None]) -> bool:
    """Whether most headers of a row are known, and one of them is a field."""
    distinct = {role for role in found.values() if role}
    known = sum(1 for role in found.values() if role)
    enough = len(distinct) >= min(2, len(found)) and 2 * known > len(found)
    return enough and (any(r.kind == "field" for r in distinct) or _is_wide_top(found))


def _is_half_known(found: Mapping[int, Role | None]) -> bool:
    """Whether at least half of two or more headers are known, so that the others are told of."""
    return len(found) > 1 and 2 * sum(1 for role in found.values() if role) >= len(found)


def _is_wide_top(found: Mapping[int, Role | None]) -> bool:
    """Headers of times or levels only, the first column being the organizations without a name."""
    kinds = {role.kind for role in found.values() if role}
    return kinds in ({"time"}, {"level"}, {"level", "reason"})


def _roles(sheet: Sheet, row: int, headers: Headers) -> dict[int, Role | None]:
    width = sheet.size[1]
    cells = ((n, sheet.cells.get((row, n))) for n in range(1, width + 1))
    return {n: headers.role(cell) for n, cell in cells if cell}


def _second(
    sheet: Sheet, row: int, headers: Headers, top: Mapping[int, Role | None]
) -> dict[int, Role | None]:
    """The headers of a second row, where the first spans several columns; else nothing."""
    below = {
        n: role
        for n, role in _roles(sheet, row + 1, headers).items()
        if sheet.merged.get((row + 1, n), (row + 1, 0))[0] == row + 1
    }
    spans = any(
        _spanned(sheet, row, n) == _spanned(sheet, row, n + 1) and top.get(n)
        for n in below
        if n + 1 in below
    )
    free = all(_is_span(sheet, row, n) for n in below)
    return below if below and spans and free and all(below.values()) else {}


def _spanned(sheet: Sheet, row: int, column: int) -> int:
    """The column whose header stands above this one: its own, the merged or the last one."""
    if (row, column) in sheet.merged:
        return sheet.merged[row, column][1]
    return next((n for n in range(column, 0, -1) if (row, n) in sheet.cells), 0)


def _is_span(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a header above reaches over more than this column, or there is none."""
    first = _spanned(sheet, row, column)
    return first == 0 or first != column or _spanned(sheet, row, column + 1) == first


def _layout(
    sheet: Sheet,
    headers: Headers,
    start: tuple[int, int],
    roles: tuple[Mapping[int, Role | None], Mapping[int, Role | None]],
) -> Layout:
    row, width = start
    top, second = roles
    columns, problems = [], []
    first = row + (2 if second else 1)
    for number in range(1, width + 1):
        above = _spanned(sheet, row, number) if second.get(number) else number
        if (row, above) in sheet.cells and not top.get(above):
            problems.append(_unknown(sheet, (row, above), headers))
        said = [role for role in (top.get(above), second.get(number)) if role]
        if not said and (row, above) not in sheet.cells and _is_used(sheet, first, number):
            if number == 1 and headers.kind == "results":
                said = [Role("field", "organization")]
            else:
                problems.append(refuse("import.no-header").at(sheet.at(first - 1, number)))
        if said:
            columns.append(Column(number, tuple(said)))
    return Layout(headers.kind, tuple(columns), first, (*problems, *_twice(sheet, row, columns)))


def _unknown(sheet: Sheet, spot: tuple[int, int], headers: Headers) -> Problem:
    text = sheet.cells[spot].text
    if meaning := headers.mapped.get(plain(text)):
        ways = tuple(f"{way}=…" for way in _EXPLAINED)
        known = ("id", *MODELS[headers.kind].model_fields, *ways, "ignore")
        near = nearest(meaning, known)
        problem = refuse("import.map", near=near, name=text, meaning=meaning, known=known)
        return problem.at(sheet.at(*spot))
    fields = headers.names.fields(headers.kind)
    near = nearest(plain(text), fields) or headers.names.levels.near(text)
    known = tuple(["id"] * (headers.kind != "results") + [*MODELS[headers.kind].model_fields])
    return refuse("import.header", near=near, name=text, known=known).at(sheet.at(*spot))


def _twice(sheet: Sheet, row: int, columns: list[Column]) -> list[Problem]:
    """Two columns that say the same would hide one another."""
    seen: dict[frozenset[Role], int] = {}
    problems = []
    for column in columns:
        said = frozenset(column.roles)
        if Role("ignore", "") in said:
            continue
        if said in seen:
            other = sheet.at(row, seen[said])
            problems.append(refuse("import.twice", other=other).at(sheet.at(row, column.number)))
        seen.setdefault(said, column.number)
    return problems


def _is_used(sheet: Sheet, first: int, column: int) -> bool:
    return any((row, column) in sheet.cells for row in range(first, sheet.size[0] + 1))
