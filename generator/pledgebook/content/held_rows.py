"""The numbers that result rows hold, and those that follow from them.

Knows sums, shares and differences. Must not know which rows are meant, nor sentences.

Held are the values, the counts of each level and of a level or better, parts of wholes with
their shares, what organizations have together, and the differences between one time and the
next or the last one. Differences between any two times are not: in a long series nearly every
small number would be one. For the same reason there are none among very many rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from pledgebook.content.held import NOTHING, Held, dates, joined, numbers, part_of, shares
from pledgebook.content.held_words import of_sources, of_text
from pledgebook.content.measured import Measured, groups, measure
from pledgebook.content.selection import Row, time_of
from pledgebook.model import Model

MAX_COMPARED = 500


def of_rows(model: Model, rows: Iterable[Row]) -> Held:
    """What rows hold: each, one time against another, and organizations together."""
    ordered = sorted(rows, key=lambda row: time_of(row.record)[::-1])
    alone: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    together: dict[tuple[str, ...], dict[object, list[Row]]] = defaultdict(dict)
    for row in ordered:
        record = row.record
        subject = (record.indicator or record.target or "", record.assessment)
        alone[record.organization, *subject].append(row)
        together[subject].setdefault(time_of(record), []).append(row)
    compared = len(ordered) <= MAX_COMPARED
    single = (_series(model, [[row] for row in found], compared) for found in alone.values())
    several = (_added_up(model, list(times.values()), compared) for times in together.values())
    return joined((*(_said(model, row) for row in ordered), *single, *several))


def _said(model: Model, row: Row) -> Held:
    """What a row says beside its value: when, of whom, by which source."""
    record = row.record
    coverage, response = record.coverage, record.response
    return joined(
        (
            dates(record.period or record.as_of, record.issued),
            numbers(record.population),
            part_of(coverage.assessed, coverage.total) if coverage else NOTHING,
            of_text(model, record.text, response.text if response else None),
            dates(response.date if response else None),
            of_sources(model, record.sources),
        )
    )


def _added_up(model: Model, times: Sequence[Sequence[Row]], compared: bool) -> Held:
    """Several organizations together, and how many of them have a value."""
    if all(len(rows) < 2 for rows in times):
        return NOTHING
    known = [[row for row in rows if row.record.missing is None] for rows in times]
    reported = (part_of(len(k), len(rows)) for k, rows in zip(known, times, strict=True))
    sets = [list(groups(model, rows)) for rows in known if rows]
    highest, lowest = [found[0] for found in sets], [found[-1] for found in sets]
    chosen = [highest] if highest == lowest else [highest, lowest]
    return joined((*reported, *(_series(model, found, compared) for found in chosen if found)))


def _series(model: Model, times: Sequence[Sequence[Row]], compared: bool) -> Held:
    """The values at one time after another, their totals by year, and how both changed."""
    found = [measure(model, rows) for rows in times if rows]
    totals = yearly(model, [rows[0] for rows in times if rows], found)
    sums = numbers(*(total for running in totals.values() for total in running))
    years = [Measured({"total": running[-1]}) for running in totals.values()]
    changes = (*_changes(found), *_changes(years)) if compared else ()
    return joined((*map(_held, found), *changes, sums))


def _changes(found: Sequence[Measured]) -> Iterator[Held]:
    """From each time to the next and to the last."""
    for earlier, later in (*pairwise(found), *((one, found[-1]) for one in found[:-2])):
        yield change(earlier, later)


def yearly(
    model: Model, rows: Sequence[Row], found: Sequence[Measured]
) -> dict[object, list[Fraction]]:
    """The running totals of each year (the calendar's and the site's), where the parts of a
    year add up."""
    indicator = model.indicators.get(rows[0].record.indicator or "") if rows else None
    totals: dict[object, list[Fraction]] = defaultdict(list)
    if indicator is None or indicator.record.over_time != "sum":
        return totals
    month, day = (int(part) for part in model.site.year_start.split("-"))
    for row, measured in zip(rows, found, strict=True):
        if (value := measured.amounts.get("value")) is None:
            continue
        first = time_of(row.record)[0]
        begun = first.year - ((first.month, first.day) < (month, day))
        for year in dict.fromkeys((("", first.year), ("site", begun))):
            totals[year].append((totals[year] or [Fraction()])[-1] + value)
    return totals


def _held(measured: Measured) -> Held:
    parts = (part_of(part, whole) for part, whole in measured.parts.values())
    amounts = numbers(*measured.amounts.values())
    return joined((amounts, shares(*measured.percentages.values()), *parts))


def change(earlier: Measured, later: Measured) -> Held:
    """Differences of amounts, also in percent of the earlier, and of shares in points."""
    before, after = _amounts(earlier), _amounts(later)
    shared = [(before[name], after[name]) for name in before if name in after]
    both = [(old, new) for old, new in shared if old != new]
    points, now = earlier.shares(), later.shares()
    return joined(
        (
            numbers(*(new - old for old, new in both)),
            shares(*(100 * (new - old) / old for old, new in both if old)),
            shares(*(now[n] - points[n] for n in points if n in now and now[n] != points[n])),
        )
    )


def _amounts(measured: Measured) -> dict[str, Fraction]:
    """The amounts, with the parts and wholes that were counted."""
    counted = {f"{name}: part": part for name, (part, _) in measured.parts.items()}
    wholes = {f"{name}: whole": whole for name, (_, whole) in measured.parts.items()}
    return {**measured.amounts, **counted, **wholes}
