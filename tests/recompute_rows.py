"""The downloaded files as a reader takes them: rows of results, targets, and their numbers.

Shares no code with the program and reads nothing but the three CSV files.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

Cells = Mapping[str, str]
ASSESSMENTS = ("independent", "superior", "official", "self")
SHARES = ("percent", "rating")


def read_csv(file: bytes) -> list[Cells]:
    return list(csv.DictReader(io.StringIO(file.decode(), newline="")))


def day_of(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def number_of(cell: str) -> Fraction | None:
    return Fraction(Decimal(cell)) if cell else None


@dataclass(frozen=True)
class Row:
    """A current row of results; `levels` are all levels of its distribution."""

    first: date
    last: date
    point: bool
    rank: int
    cells: Cells
    levels: Mapping[str, int]

    @property
    def missing(self) -> str:
        return self.cells["missing"]

    @property
    def order(self) -> tuple[date, int, bool, int, bool]:
        """Later is newer; of one last day the longer, the known, the better assessed."""
        longer = -self.first.toordinal()
        return self.last, longer, not self.missing, -self.rank, self.point


@dataclass(frozen=True)
class Value:
    """What answers for a target: a number, or why there is none, and until when it speaks."""

    rows: tuple[Row, ...]
    day: date
    number: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    usable: bool = True
    complete: bool = True
    missing: str = ""
    start: date | None = None


@dataclass(frozen=True)
class Target:
    """The terms of a row of targets, with how the indicator's rows combine over time."""

    cells: Cells
    over_time: str
    falling: bool
    evaluated: date

    @property
    def first(self) -> date | None:
        return day_of(self.cells["first_day"])

    @property
    def last(self) -> date | None:
        return day_of(self.cells["last_day"])

    @property
    def baseline(self) -> Fraction | None:
        return number_of(self.cells["baseline_value"])

    @property
    def ended(self) -> bool:
        return self.last is not None and self.last < self.evaluated

    @property
    def overdue(self) -> bool:
        within = timedelta(days=int(self.cells["report_within"]))
        return self.last is not None and self.last + within < self.evaluated

    @property
    def is_unset(self) -> bool:
        """Whether no value to reach has been set yet."""
        needs = self.cells["measure"] != "boolean" and not self.cells["level"]
        return needs and not self.cells["comparator"]


def current_rows(results: Iterable[Cells], evaluated: date) -> dict[tuple[str, str], list[Row]]:
    """The rows that count, by organization and what they are about, in order."""
    found: dict[tuple[str, ...], Row] = {}
    for cells in results:
        first, last = day_of(cells["first_day"]), day_of(cells["last_day"])
        part = cells["dimension"] or cells["not_rated"]
        if part or cells["is_current"] == "false" or not first or not last or first > evaluated:
            continue
        names = ("organization", "indicator", "target", "period", "as_of", "assessment")
        key = tuple(cells[name] for name in names)
        level = {cells["level"]: int(cells["count"] or 1)} if cells["level"] else {}
        rank = ASSESSMENTS.index(cells["assessment"])
        row = found.get(key) or Row(first, last, not cells["period"], rank, cells, {})
        found[key] = replace(row, levels={**row.levels, **level})
    groups = defaultdict(list)
    for key, row in found.items():
        groups[key[0], key[1] or key[2]].append(row)
    return {key: sorted(rows, key=lambda row: row.order) for key, rows in groups.items()}


def reading(rows: Sequence[Row], target: Target) -> Value:
    """The value of one row, or of several taken together."""
    if len(rows) == 1:
        return one(rows[0], target)
    return together([one(row, target) for row in rows], target, rows[-1].last)


def one(row: Row, target: Target) -> Value:
    cells, rows, day = row.cells, (row,), row.last
    if row.missing:
        return Value(rows, day, missing=row.missing)
    if target.cells["measure"] == "boolean":
        return Value(rows, day, Fraction(cells["value"] == "true"))
    if row.levels:
        if cells["count"] and not target.cells["comparator"]:
            return Value(rows, day, usable=False)
        reached = json.loads(target.cells["levels"])
        good = sum(n for code, n in row.levels.items() if code in reached)
        return share(rows, day, Fraction(good), Fraction(sum(row.levels.values())))
    if cells["numerator"]:
        return share(rows, day, Fraction(cells["numerator"]), Fraction(cells["denominator"]))
    return Value(rows, day, number_of(cells["value"]), usable=bool(cells["value"]))


def share(rows: tuple[Row, ...], day: date, numerator: Fraction, denominator: Fraction) -> Value:
    """A share in percent; of nothing there is none."""
    number = 100 * numerator / denominator if denominator else None
    return Value(rows, day, number, numerator, denominator)


def together(parts: Sequence[Value], target: Target, day: date) -> Value:
    """Amounts add up; shares are counted together."""
    rows = tuple(row for part in parts for row in part.rows)
    if target.cells["measure"] in SHARES:
        pairs = [(part.numerator, part.denominator) for part in parts]
        if any(part.numerator is None for part in parts):
            return Value(rows, day, usable=False)
        numerator = sum((n for n, _ in pairs if n is not None), Fraction(0))
        denominator = sum((d for _, d in pairs if d is not None), Fraction(0))
        return share(rows, day, numerator, denominator)
    numbers = [part.number for part in parts if part.number is not None]
    if len(numbers) < len(parts):
        return Value(rows, day, usable=False)
    return Value(rows, day, sum(numbers, Fraction(0)))
