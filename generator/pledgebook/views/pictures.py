"""Which chart shows which results.

Knows what can be drawn of an indicator's rows. Must not know geometry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from pledgebook.entries import Entry
from pledgebook.markup import EMPTY, Safe, attribute, escape, plain
from pledgebook.records import Indicator, Result, Scale
from pledgebook.status import Verdict
from pledgebook.status.rows import Row
from pledgebook.views import results
from pledgebook.views.blocks import (
    BarChart,
    Chart,
    LineChart,
    Point,
    SmallLines,
    StackChart,
)
from pledgebook.views.scales import spark
from pledgebook.views.sheet import Sheet

MOST_BARS = 40
MOST_LINES = 60
LEAST_POINTS = 3


def of_organization(sheet: Sheet, organization: str, indicator: str) -> Chart | None:
    """One organization's results over time: a line, or the shares of levels by period."""
    entry = sheet.model.indicators.get(indicator)
    if entry is None:
        return None
    rows = _by_time(sheet.edition.current.get((organization, indicator), ()))
    name = sheet.bare(entry.record.name)
    if entry.record.measure == "rating":
        bars = [(_time(sheet, row), row.entry.record) for row in rows]
        return _stack(sheet, entry.record, bars, sheet.say("chart.levels-by-period", name=name))
    points = _points(sheet, entry.record, rows)
    if len(points) < 2:
        return None
    title = sheet.say("chart.over-time", name=name)
    return LineChart(
        title, _range_words(sheet, points), points, _limits(sheet, organization, entry, rows)
    )


def of_indicator(sheet: Sheet, entry: Entry[Indicator]) -> tuple[Chart, ...]:
    """All organizations: their latest values, and their lines where there are several."""
    found = {
        organization: _by_time(rows)
        for (organization, subject), rows in sheet.edition.current.items()
        if subject == entry.id
    }
    ids = sorted(found, key=sheet.model_order)
    charts = (_latest(sheet, entry.record, ids, found), _lines(sheet, entry.record, ids, found))
    return tuple(chart for chart in charts if chart is not None)


def in_a_row(sheet: Sheet, entry: Entry[Indicator], organization: str) -> Safe:
    """An organization's series as a line in a row of a table; nothing for less than three."""
    if entry.record.measure == "rating":
        return EMPTY
    rows = _by_time(sheet.edition.current.get((organization, entry.id), ()))
    points = _bare(sheet, entry.record, _points(sheet, entry.record, rows))
    if len(points) < LEAST_POINTS:
        return EMPTY
    first, last = points[0], points[-1]
    words = sheet.say(
        "chart.spark", first=first.shown, start=first.label, last=last.shown, end=last.label
    )
    return Safe(spark(points, attribute(plain(words))))


def _by_time(rows: Iterable[Row]) -> tuple[Row, ...]:
    """One row for each time, the preferred one; in order of time."""
    return tuple({(row.first, row.last): row for row in rows}.values())


def _time(sheet: Sheet, row: Row) -> Safe:
    record = row.entry.record
    if record.period:
        return escape(sheet.language.period(record.period))
    return sheet.date(record.as_of)


def _number(record: Result) -> Decimal | None:
    """What can be drawn of a row: an amount, or a share in percent."""
    if record.numerator is not None and record.denominator:
        return record.numerator * 100 / record.denominator
    value = record.value
    return value if isinstance(value, Decimal) else None


def _points(sheet: Sheet, indicator: Indicator, rows: Sequence[Row]) -> tuple[Point, ...]:
    points: list[Point] = []
    gap = False
    for row in rows:
        record = row.entry.record
        value = _number(record)
        if value is None:
            gap = True
            continue
        shown = _shown(sheet, record, value, indicator)
        broken = gap or record.flag == "break"
        points.append(Point(row.last.toordinal(), value, _time(sheet, row), shown, broken))
        gap = False
    return tuple(points)


def _bare(sheet: Sheet, indicator: Indicator, points: Sequence[Point]) -> tuple[Point, ...]:
    """The points with their numbers alone, where there is no room for the unit."""
    if indicator.measure == "percent":
        return tuple(points)
    return tuple(
        replace(point, shown=sheet.number(round(point.value, 1).normalize() + 0))
        for point in points
    )


def _shown(sheet: Sheet, record: Result, value: Decimal, indicator: Indicator) -> Safe:
    """A value in words; a share never without the counts it is made of."""
    shown = results.amount(sheet, value, indicator)
    if record.numerator is None or record.denominator is None:
        return shown
    counts = f"{sheet.number(record.numerator)}/{sheet.number(record.denominator)}"
    return Safe(f"{shown} ({counts})")


def _range_words(sheet: Sheet, points: Sequence[Point]) -> Safe:
    first, last = points[0], points[-1]
    return sheet.say(
        "chart.from-to", first=first.shown, start=first.label, last=last.shown, end=last.label
    )


def _limits(
    sheet: Sheet, organization: str, entry: Entry[Indicator], rows: Sequence[Row]
) -> tuple[tuple[Decimal, Safe], ...]:
    """What targets ask of this organization, as lines to hold the series against."""
    adds_up = entry.record.over_time == "sum"
    if adds_up and not _of_one_length(sheet, organization, entry, rows):
        return ()  # a part of a year is not held against what the year asks for
    found: dict[Decimal, Safe] = {}
    for verdict in sheet.edition.statuses.of_organization(organization):
        if verdict.terms.indicator == entry.id:
            for goal in _goals(verdict):
                shown = results.amount(sheet, goal, entry.record)
                found.setdefault(goal, sheet.say("chart.target", value=shown))
    return tuple(found.items())


def _of_one_length(
    sheet: Sheet, organization: str, entry: Entry[Indicator], rows: Sequence[Row]
) -> bool:
    """Whether every row is about as long a time as each target tests, give or take leap days."""
    tested = [
        (v.period.last - v.period.first).days if v.period else -1
        for v in sheet.edition.statuses.of_organization(organization)
        if v.terms.indicator == entry.id
    ]
    return all(abs((row.last - row.first).days - days) <= 2 for row in rows for days in tested)


def _goals(verdict: Verdict) -> Iterable[Decimal]:
    return (goal for goal in (verdict.goal, verdict.goal_high) if goal is not None)


def _stack(
    sheet: Sheet, indicator: Indicator, bars: Sequence[tuple[Safe, Result]], title: Safe
) -> StackChart | None:
    scale = sheet.model.scales.get(indicator.scale or "")
    drawn = [(name, r.distribution) for name, r in bars if r.distribution]
    if scale is None or not drawn:
        return None
    levels = scale.record.levels
    return StackChart(
        title,
        sheet.say("chart.levels", n=len(drawn)),
        tuple(sheet.text(level.name) for level in levels),
        tuple(
            (
                name,
                counts := tuple(shares.get(code, 0) for code in _codes(scale.record)),
                tuple(sheet.number(count) for count in counts),
            )
            for name, shares in drawn
        ),
    )


def _codes(scale: Scale) -> tuple[str, ...]:
    return tuple(level.code for level in scale.levels)


def _latest(
    sheet: Sheet, indicator: Indicator, ids: Sequence[str], found: dict[str, tuple[Row, ...]]
) -> Chart | None:
    """The latest value of each organization, in the order of the records."""
    name = sheet.bare(indicator.name)
    rows = [(id_, found[id_][-1]) for id_ in ids[:MOST_BARS]]
    if indicator.measure == "rating":
        bars = [(_named(sheet, id_, row), row.entry.record) for id_, row in rows]
        return _stack(sheet, indicator, bars, sheet.say("chart.levels-latest", name=name))
    drawn = tuple(
        (
            _named(sheet, id_, row),
            value,
            _shown(sheet, row.entry.record, value, indicator),
        )
        for id_, row in rows
        if (value := _number(row.entry.record)) is not None
    )
    if len(drawn) < 2:
        return None
    title = sheet.say("chart.latest", name=name)
    return BarChart(title, sheet.say("chart.bars", n=len(drawn)), drawn)


def _named(sheet: Sheet, id_: str, row: Row) -> Safe:
    """An organization's name with the time of its value."""
    entry = sheet.model.organizations.get(id_)
    name = sheet.edition.name(entry) if entry else id_
    return Safe(f"{escape(name)} ({_time(sheet, row)})")


def _lines(
    sheet: Sheet, indicator: Indicator, ids: Sequence[str], found: dict[str, tuple[Row, ...]]
) -> SmallLines | None:
    """Small multiples, where at least two organizations have a series."""
    series = []
    for id_ in ids:
        points = _points(sheet, indicator, found[id_])
        entry = sheet.model.organizations.get(id_)
        if len(points) >= LEAST_POINTS and entry:
            series.append((escape(sheet.edition.name(entry)), _bare(sheet, indicator, points)))
        if len(series) > MOST_LINES:
            return None
    if len(series) < 2:
        return None
    title = sheet.say("chart.over-time", name=sheet.bare(indicator.name))
    return SmallLines(title, sheet.say("chart.small", n=len(series)), tuple(series))
