"""The table of results: every row of the records, taken apart into one value each.

Knows what a row holds and which rows count. Must not know targets' terms or formats.

A distribution gives a row for each level and for each reason for not being rated, a breakdown
one for each code beside the row of the whole. Of the rows of one key the highest revision is
current, unless it is withdrawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from pledgebook.downloads.columns import choices, day, name_label
from pledgebook.downloads.dataset import Cell, Dataset, listed
from pledgebook.downloads.table import Column, Foreign, Label, Table
from pledgebook.entries import Entry
from pledgebook.records import Indicator, Named, Result, Scale

# SDMX CL_OBS_STATUS; A is a normal value.
MISSING_STATUS = {"not-collected": "L", "not-applicable": "M", "suppressed": "Q", "unknown": "O"}
FLAG_STATUS = {
    "estimated": "E",
    "forecast": "F",
    "imputed": "I",
    "break": "B",
    "low-reliability": "U",
}
PROVISIONAL_STATUS, NORMAL_STATUS = "P", "A"
OBS_STATUSES = (*MISSING_STATUS.values(), *FLAG_STATUS.values(), PROVISIONAL_STATUS, NORMAL_STATUS)

Key: TypeAlias = "tuple[str, str, date | None, date | None, bool, str]"


@dataclass(frozen=True, slots=True)
class ResultItem:
    """One value of a row: the whole, a level, a reason for no rating, or a code's part."""

    entry: Entry[Result]
    current: bool
    level: str | None = None
    not_rated: str | None = None
    count: int | None = None
    dimension: str | None = None
    code: str | None = None
    part: Decimal | None = None

    @property
    def row(self) -> Result:
        """The row of the records."""
        return self.entry.record


def _items(data: Dataset) -> Sequence[ResultItem]:
    current = _current(data)
    return tuple(item for e in data.results for item in _values(e, id(e) in current))


def _values(entry: Entry[Result], current: bool) -> Sequence[ResultItem]:
    row = entry.record
    levels = [
        ResultItem(entry, current, level=code, count=n)
        for code, n in (row.distribution or {}).items()
    ]
    reasons = [
        ResultItem(entry, current, not_rated=code, count=n)
        for code, n in (row.not_rated or {}).items()
    ]
    parts = [
        ResultItem(entry, current, dimension=dimension, code=code, part=number)
        for dimension, codes in (row.breakdown or {}).items()
        for code, number in codes.items()
    ]
    level = row.value if isinstance(row.value, str) else None
    whole = [] if levels or reasons else [ResultItem(entry, current, level=level)]
    return (*whole, *levels, *reasons, *parts)


def _count(data: Dataset) -> int:
    return sum(_parts(entry.record) for entry in data.results)


def _parts(row: Result) -> int:
    """How many values a row holds."""
    whole = len(row.distribution or ()) + len(row.not_rated or ())
    return (whole or 1) + sum(len(codes) for codes in (row.breakdown or {}).values())


def _key(row: Result) -> Key:
    span = row.period or row.as_of
    days = (span.first, span.last) if span else (None, None)
    return (
        row.organization,
        row.indicator or row.target or "",
        *days,
        not row.period,
        row.assessment,
    )


def _current(data: Dataset) -> frozenset[int]:
    """The identities of the rows that count: of each key the last revision, if it stands."""
    newest: dict[Key, Entry[Result]] = {}
    for entry in data.results:
        known = newest.get(_key(entry.record))
        if known is None or known.record.revision <= entry.record.revision:
            newest[_key(entry.record)] = entry
    return frozenset(id(e) for e in newest.values() if e.record.status != "withdrawn")


def _value(_: Dataset, item: ResultItem) -> Cell:
    return item.row.value if item.part is None else item.part


def obs_status(row: Result) -> str | None:
    """The SDMX code of a row; none for a withdrawn one, which is no observation."""
    if row.status == "withdrawn":
        return None
    if row.missing:
        return MISSING_STATUS[row.missing]
    if row.flag:
        return FLAG_STATUS[row.flag]
    return PROVISIONAL_STATUS if row.status == "provisional" else NORMAL_STATUS


def _first_day(_: Dataset, item: ResultItem) -> str | None:
    span = item.row.period or item.row.as_of
    return span.first.isoformat() if span else None


def _last_day(_: Dataset, item: ResultItem) -> str | None:
    span = item.row.period or item.row.as_of
    return span.last.isoformat() if span else None


def _id(_: Dataset, item: ResultItem) -> str:
    """A name of the value that is made of its key; `@` tells a date from a period."""
    row = item.row
    time = row.period.text if row.period else f"@{row.as_of.text}" if row.as_of else ""
    what = row.indicator or row.target or ""
    parts = [row.organization, what, time, row.assessment, str(row.revision)]
    return "|".join(
        [
            *parts,
            *(p for p in (item.level, item.dimension, item.code) if p),
            *([f"not-rated:{item.not_rated}"] if item.not_rated else []),
        ]
    )


def _indicator(data: Dataset, row: Result) -> Indicator | None:
    found = data.model.indicators.get(row.indicator or "")
    return found.record if found else None


def _scale(data: Dataset, row: Result) -> Scale | None:
    indicator, target = _indicator(data, row), data.model.targets.get(row.target or "")
    name = indicator.scale if indicator else target.target.scale if target else None
    found = data.model.scales.get(name or "")
    return found.record if found else None


def _named(data: Dataset, named: Sequence[Named], code: str | None, tag: str) -> str | None:
    return data.text_in(next((n.name for n in named if n.code == code), None), tag)


def _level_name(data: Dataset, item: ResultItem, tag: str) -> str | None:
    scale = _scale(data, item.row) if item.level else None
    return _named(data, scale.levels, item.level, tag) if scale else None


def _not_rated_name(data: Dataset, item: ResultItem, tag: str) -> str | None:
    scale = _scale(data, item.row) if item.not_rated else None
    return _named(data, scale.not_rated, item.not_rated, tag) if scale else None


def _code_name(data: Dataset, item: ResultItem, tag: str) -> str | None:
    indicator = _indicator(data, item.row) if item.code else None
    dimensions = indicator.dimensions if indicator else ()
    codes = next((d.codes for d in dimensions if d.id == item.dimension), ())
    return _named(data, codes, item.code, tag)


def _statement(data: Dataset, item: ResultItem, tag: str) -> str | None:
    target = data.model.targets.get(item.row.target or "")
    return data.text_in(target.target.statement, tag) if target else None


RESULTS: Table[ResultItem] = Table(
    "results",
    _items,
    (
        Column("organization", "string", lambda _, i: i.row.organization, "result.organization"),
        Column("indicator", "string", lambda _, i: i.row.indicator, "result.indicator"),
        Column("target", "string", lambda _, i: i.row.target, "result.target"),
        Column("period", "string", lambda _, i: i.row.period.text if i.row.period else None),
        Column("as_of", "string", lambda _, i: day(i.row.as_of)),
        Column(
            "assessment",
            "string",
            lambda _, i: i.row.assessment,
            allowed=choices(Result, "assessment"),
        ),
        Column("revision", "integer", lambda _, i: i.row.revision),
        Column("is_current", "boolean", lambda _, i: i.current),
        Column("value", "any", _value, "result.value"),
        Column("numerator", "number", lambda _, i: i.row.numerator, "result.numerator"),
        Column("denominator", "number", lambda _, i: i.row.denominator, "result.denominator"),
        Column("level", "string", lambda _, i: i.level, "result.level"),
        Column("count", "integer", lambda _, i: i.count),
        Column("dimension", "string", lambda _, i: i.dimension),
        Column("code", "string", lambda _, i: i.code),
        Column("missing", "string", lambda _, i: i.row.missing, allowed=choices(Result, "missing")),
        Column("flag", "string", lambda _, i: i.row.flag, allowed=choices(Result, "flag")),
        Column("obs_status", "string", lambda _, i: obs_status(i.row), allowed=OBS_STATUSES),
        Column(
            "status",
            "string",
            lambda _, i: i.row.status,
            "result.status",
            allowed=choices(Result, "status"),
        ),
        Column("issued", "date", lambda d, i: listed(i.row.issued, d)),
        Column("source_path", "string", lambda _, i: i.entry.file.path),
        Column("source_line", "integer", lambda _, i: i.entry.line),
        Column("first_day", "date", _first_day, "result.first_day"),
        Column("last_day", "date", _last_day, "result.last_day"),
        Column("not_rated", "string", lambda _, i: i.not_rated, "result.not_rated"),
        Column("population", "integer", lambda _, i: i.row.population, "result.population"),
        Column("assessed", "integer", lambda _, i: getattr(i.row.coverage, "assessed", None)),
        Column("assessed_of", "integer", lambda _, i: getattr(i.row.coverage, "total", None)),
        Column("revision_reason", "string", lambda d, i: d.text(i.row.revision_reason)),
        Column("text", "string", lambda d, i: d.text(i.row.text)),
        Column("response", "object", lambda d, i: listed(i.row.response, d)),
        Column("note", "string", lambda d, i: d.text(i.row.note)),
        Column("assumed", "array", lambda d, i: listed(i.row.assumed, d)),
        Column("sources", "array", lambda d, i: listed(i.row.sources, d)),
        Column("id", "string", _id, "row_id"),
    ),
    (
        name_label("organization", "organizations", lambda i: i.row.organization),
        name_label("indicator", "indicators", lambda i: i.row.indicator),
        Label("target", _statement, of=lambda i: i.row.target),
        Label("level", _level_name, of=lambda i: (i.row.indicator, i.row.target, i.level)),
        Label("code", _code_name, of=lambda i: (i.row.indicator, i.dimension, i.code)),
        Label(
            "not_rated", _not_rated_name, of=lambda i: (i.row.indicator, i.row.target, i.not_rated)
        ),
        Label(
            "missing",
            lambda d, i, tag: d.word(f"missing.{i.row.missing}", tag) if i.row.missing else None,
            of=lambda i: i.row.missing,
        ),
    ),
    key=("id",),
    foreign=(
        Foreign(("organization",), "organizations"),
        Foreign(("indicator",), "indicators"),
    ),
    counted=_count,
    rests_on=lambda item: (item.row.organization,),
)
