"""From a table to drafts of records, each knowing the cells it came from.

Knows long and wide tables, empty rows and totals. Must not know what the project holds
already, nor how drafts are written.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from pledgebook.exchange.breakdowns import joined, part_of, split_by
from pledgebook.exchange.cells import Plain, Reader
from pledgebook.exchange.draft import Draft
from pledgebook.exchange.grid import Cell, Sheet
from pledgebook.exchange.headers import Column, Layout, Role
from pledgebook.exchange.names import plain
from pledgebook.exchange.problems import Problem, Refused, refuse
from pledgebook.nearest import nearest
from pledgebook.parse import MODELS

PAYLOAD = ("value", "numerator", "denominator", "distribution", "not_rated", "missing",
           "breakdown")  # fmt: skip
# How a row of totals begins. An organization that is called so is none.
_TOTALS = ("total", "totals", "grand total", "sum", "sum total", "subtotal", "tổng", "tổng số",
           "tổng cộng", "cộng", "ensemble", "somme", "कुल", "योग", "المجموع")  # fmt: skip

# Where a column's numbers go that are parts of a row's payload.
_PARTS = {"level": "distribution", "reason": "not_rated", "code": "breakdown"}


@dataclass
class Rows:
    """What a table holds: drafts, problems, and how many rows had no value."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    empty: int = 0


def read_rows(sheet: Sheet, layout: Layout, reader: Reader, given: Mapping[str, str]) -> Rows:
    """The drafts of a table. `given` are fields that hold for all rows."""
    rows = Rows()
    for number in range(layout.first, sheet.size[0] + 1):
        cells = {c.number: sheet.cells.get((number, c.number)) for c in layout.columns}
        if any(cells.values()):
            _Row(sheet, layout, reader, number).read(given, rows)
    rows.drafts = joined(rows.drafts, rows.problems)
    return rows


@dataclass(frozen=True)
class _Row:
    """One row of a sheet while it is read."""

    sheet: Sheet
    layout: Layout
    reader: Reader
    number: int

    def read(self, given: Mapping[str, str], rows: Rows) -> None:
        if total := self._total():
            rows.problems.append(total)
            return
        if self._is_remark(given):
            rows.empty += 1
            return
        base = Draft(self.layout.kind, self.sheet.at(self.number, self._first()))
        for name, text in given.items():
            self._put(base, name, Cell(text), "--set", rows)
        fixed = [column for column in self.layout.columns if not column.is_wide]
        later = [c for c in fixed if _field(c) == "value" or _dimension(c)]
        for column in (*(c for c in fixed if c not in later), *later):
            self._fixed(base, column, rows)
        drafts = self._wide(base, rows) if self.layout.kind == "results" else [base]
        for draft in drafts:
            if self.layout.kind == "results" and not _is_filled(draft):
                rows.empty += 1
            else:
                rows.drafts.append(draft)

    def _first(self) -> int:
        return next(n for n in range(1, 10**6) if (self.number, n) in self.sheet.cells)

    def _total(self) -> Problem | None:
        """A row of totals is no organization's; taken for one it would count twice."""
        for column in (c for c in self.layout.columns[:3] if not _dimension(c)):
            cell = self.sheet.cells.get((self.number, column.number))
            text = plain(cell.text) if cell and isinstance(cell.value, str) else ""
            if text in _TOTALS and not self.reader.names.find("organizations", text):
                address = self.sheet.at(self.number, column.number)
                return refuse("import.total-row", name=cell.text if cell else "").at(address)
        return None

    def _is_remark(self, given: Mapping[str, str]) -> bool:
        """Whether a row has a text in the column of organizations and nothing else: a unit that
        reports nothing, or a note below the table."""
        filled = [c for c in self.layout.columns if (self.number, c.number) in self.sheet.cells]
        alone = [_field(column) for column in filled] == ["organization"]
        return alone and self.layout.kind == "results" and not given.keys() & {*PAYLOAD}

    def _fixed(self, draft: Draft, column: Column, rows: Rows) -> None:
        cell = self.sheet.cells.get((self.number, column.number))
        at = self.sheet.at(self.number, column.number)
        if cell and (name := _field(column)):
            self._put(draft, name, cell, at, rows)
        elif cell and (dimension := _dimension(column)):
            try:
                known = self.reader.names.parts.get(cell.text)
                if known or plain(cell.text) not in _TOTALS:
                    code = split_by(self.reader.names, draft.fields, dimension, cell.text)
                    draft.parts[dimension] = code
            except Refused as refused:
                rows.problems.append(refused.at(at))
                draft.cells.setdefault("?", at)
                draft.parts[dimension] = cell.text

    def _put(self, draft: Draft, name: str, cell: Cell, at: str, rows: Rows) -> None:
        try:
            if cell.formula:
                raise refuse("import.formula", value=cell.text)
            self._set(draft, name, cell, at)
        except Refused as refused:
            rows.problems.append(refused.at(at))
            draft.cells.setdefault("?", at)  # it has been told; the rest may be sound
            if name in {"indicator", "target"}:
                draft.cells["value"] = at  # what the value should be cannot be known

    def _set(self, draft: Draft, name: str, cell: Cell, at: str) -> None:
        known = MODELS[draft.kind].model_fields
        if name != "id" and name.partition(".")[0] not in known:
            raise refuse("import.header", near=nearest(name, known), name=name, known=tuple(known))
        if name == "id":
            draft.id = cell.text
        elif name == "value" and draft.kind == "results":
            if "value" in draft.cells:
                return
            draft.fields["value"] = self.reader.value(cell, draft.fields)
        elif "." in name:
            base, _, part = name.partition(".")
            inner = draft.fields.setdefault(base, {})
            if isinstance(inner, dict):
                inner[part] = cell.prose
        else:
            draft.fields[name] = self.reader.field(draft.kind, name, cell)
        draft.cells[name] = at

    def _wide(self, base: Draft, rows: Rows) -> list[Draft]:
        """A draft for each time, organization or indicator that stands in the headers."""
        groups: dict[tuple[Role, ...], list[Column]] = {}
        for column in self.layout.columns:
            if column.is_wide:
                groups.setdefault(_key(column), []).append(column)
        if not groups:
            return [base]
        drafts = []
        for key, columns in groups.items():
            if any((self.number, column.number) in self.sheet.cells for column in columns):
                drafts.append(self._grouped(base, key, columns, rows))
        return drafts or [base]

    def _grouped(
        self, base: Draft, key: Iterable[Role], columns: Iterable[Column], rows: Rows
    ) -> Draft:
        draft = deepcopy(base)
        for role in key:
            is_day = role.kind == "time" and role.name.startswith("@")
            name = ("as_of" if is_day else "period") if role.kind == "time" else role.kind
            draft.fields[name] = role.name.removeprefix("@")
        for column in columns:
            cell = self.sheet.cells.get((self.number, column.number))
            if cell:
                self._value(draft, column, cell, rows)
        return draft

    def _value(self, draft: Draft, column: Column, cell: Cell, rows: Rows) -> None:
        at = self.sheet.at(self.number, column.number)
        part = next((r for r in column.roles if r.kind in _PARTS), None)
        if part is None:
            self._put(draft, _field(column) or "value", cell, at, rows)
            draft.at = at
            return
        name = _PARTS[part.kind]
        try:
            if cell.formula:
                raise refuse("import.formula", value=cell.text)
            counts = draft.fields.setdefault(name, {})
            if isinstance(counts, dict):
                self._count(draft, part, counts, cell)
        except Refused as refused:
            rows.problems.append(refused.at(at))
            draft.cells.setdefault("?", at)
        draft.cells[f"{name}.{part.name}"] = at
        draft.cells.setdefault(name, at)

    def _count(self, draft: Draft, part: Role, counts: dict[str, Plain], cell: Cell) -> None:
        if part.kind != "code":
            counts[self._code(draft, part)] = self.reader.count(cell)
            return
        dimension, code = part_of(self.reader.names, draft.fields, part.name)
        codes = counts.setdefault(dimension, {})
        if isinstance(codes, dict):
            codes[code] = self.reader.number(cell)

    def _code(self, draft: Draft, part: Role) -> str:
        """The code on the row's own scale: levels of two scales may share a name."""
        indicator, target = (str(draft.fields.get(name, "")) for name in ("indicator", "target"))
        scale = self.reader.names.scale(indicator, target)
        known = self.reader.names.levels if part.kind == "level" else self.reader.names.reasons
        codes = {n.code for n in (*scale.levels, *scale.not_rated)} if scale else set()
        called = (code for codes_ in known.found.values() if part.name in codes_ for code in codes_)
        return (
            part.name if part.name in codes else next((c for c in called if c in codes), part.name)
        )


def _field(column: Column) -> str | None:
    return next((role.name for role in column.roles if role.kind == "field"), None)


def _dimension(column: Column) -> str | None:
    return next((role.name for role in column.roles if role.kind == "dimension"), None)


def _key(column: Column) -> tuple[Role, ...]:
    parts = (r for r in column.roles if r.kind in {"time", "organization", "indicator", "target"})
    return tuple(sorted(parts, key=lambda role: role.kind))


def _is_filled(draft: Draft) -> bool:
    has_payload = any(name in draft.fields for name in PAYLOAD) or "?" in draft.cells
    return has_payload or draft.fields.get("status") == "withdrawn"
