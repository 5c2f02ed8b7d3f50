"""Parts and wholes: what must add up inside a row, and over a hierarchy.

Knows exact sums. Must not know levels or codes.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal
from typing import Any

from pledgebook.diagnostics import Diagnostic
from pledgebook.entries import Entry
from pledgebook.records import Indicator, Result
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import problem_at, text_at
from pledgebook.rules.numbers import doubtful_fields

# Enough for an exact sum of a million numbers of 30 digits, before and after the point.
_CONTEXT = Context(prec=80)
_RULE = "sum-mismatch"


def exact_sum(numbers: Iterable[Decimal | int]) -> Decimal:
    """The sum, without rounding."""
    total = Decimal(0)
    for number in numbers:
        total = _CONTEXT.add(total, Decimal(number))
    return total


def exact_product(one: Decimal, other: Decimal) -> Decimal:
    """The product, without rounding."""
    return _CONTEXT.multiply(one, other)


def written(number: Decimal) -> str:
    """A number as a record has it: no exponent."""
    return format(number, "f")


def sum_mismatch(checked: Checked) -> Iterator[Diagnostic]:
    """Parts do not add up to the whole that stands beside them.

    The codes of a dimension that is `exhaustive` add up to the row's `value`. The counts of a
    `distribution` and of `not_rated` together add up to the row's `population`.

    Wrong: `value: 42` with `breakdown: {type: {committee: 20, cell: 23}}`.

    To repair it: compare each number with the source and correct the one that is wrong. If
    the source's own numbers do not add up, leave the breakdown out and say so in a `note`.
    """
    for row in checked.model.results:
        if row.record.breakdown is not None:
            yield from _breakdown(checked.indicator(row.record.indicator), row)
        elif row.record.distribution is not None and row.record.population is not None:
            yield from _population(row)


def _breakdown(indicator: Indicator | None, row: Entry[Result]) -> Iterator[Diagnostic]:
    value, breakdown = row.record.value, row.record.breakdown or {}
    if indicator is None or not isinstance(value, Decimal):
        return
    exhaustive = [d for d in indicator.dimensions if d.exhaustive and d.id in breakdown]
    for dimension in exhaustive:
        parts = breakdown[dimension.id]
        total = exact_sum(parts.values())
        known = {named.code for named in dimension.codes}
        if total == value or not known.issuperset(parts) or doubtful_fields(row, indicator):
            continue
        lacking = ", ".join(named.code for named in dimension.codes if named.code not in parts)
        path = f"breakdown.{dimension.id}"
        params = {
            "parts": " + ".join(text_at(row, f"{path}.{c}") or written(parts[c]) for c in parts)
            + (f" = {written(total)}" if len(parts) > 1 else ""),
            "value": text_at(row, "value"),
            "dimension": dimension.id,
            "lacking": lacking,
        }
        key = f"{_RULE}.lacking" if lacking else f"{_RULE}.breakdown"
        yield problem_at(row, key, "value", related=(row.place(path),), **params)


def _population(row: Entry[Result]) -> Iterator[Diagnostic]:
    record = row.record
    counts: dict[str, int] = dict(record.distribution or {})
    rated = sum(counts.values())
    not_rated = sum((record.not_rated or {}).values())
    if rated + not_rated == record.population:
        return
    params: dict[str, Any] = {
        "rated": rated,
        "not_rated": not_rated,
        "sum": rated + not_rated,
        "population": record.population or 0,
    }
    key = f"{_RULE}.population" if record.not_rated else f"{_RULE}.distribution"
    places = [row.place(n) for n in ("distribution", "not_rated") if getattr(record, n)]
    yield problem_at(row, key, "population", related=tuple(places), **params)


def total_mismatch(checked: Checked) -> Iterator[Diagnostic]:
    """An organization's figure differs from the sum of the figures of those below it.

    It is compared where every organization directly below has a figure for the same time, for
    indicators that are added up over organizations: counts, quantities with `aggregation:
    sum`, numerators and denominators of a share, and ratings level by level.

    Example: the district reports 3,860 members, its four units 900, 1,000, 960 and 990,
    together 3,850.

    To repair it: compare the figures with their sources. If they are right as they are (for
    example because they were counted on different days), say so in a `note`.
    """
    if not checked.whole("results", "organizations"):
        return
    for id_, rows in checked.model.rows_by_indicator.items():
        indicator = checked.indicator(id_)
        if indicator is not None and _adds_up(indicator):
            yield from _totals(checked, indicator, rows)


def _adds_up(indicator: Indicator) -> bool:
    return indicator.combined in {"sum", "ratio_of_sums", "distribution"}


def _totals(
    checked: Checked, indicator: Indicator, rows: Iterable[Entry[Result]]
) -> Iterator[Diagnostic]:
    children = checked.model.children
    above = _current(row for row in rows if row.record.organization in children)
    ids = {child for id_, *_ in above for child in children[id_]}
    current = _current(row for row in rows if row.record.organization in ids) if ids else {}
    for (organization, *rest), row in above.items():
        below = [
            child
            for child in children[organization]
            if child != organization and _counts(checked, indicator, child, row)
        ]
        parts = [current.get((child, *rest)) for child in below]
        if parts and all(parts):
            yield from _compared(row, [part for part in parts if part], indicator)


def _current(rows: Iterable[Entry[Result]]) -> Mapping[tuple[Any, ...], Entry[Result]]:
    """The highest revision of each key: organization, time, assessment."""
    found: dict[tuple[Any, ...], Entry[Result]] = {}
    for row in rows:
        record = row.record
        time = record.period or record.as_of
        if time is None:
            continue
        key = (record.organization, time.first, time.last, record.period is None, record.assessment)
        other = found.get(key)
        if other is None or other.record.revision < record.revision:
            found[key] = row
    return found


def _counts(checked: Checked, indicator: Indicator, child: str, row: Entry[Result]) -> bool:
    """Whether a figure of this organization belongs to the total of that time."""
    record = checked.model.organizations[child].record
    wanted = indicator.applies_to
    if wanted and record.classification not in wanted.classification:
        return False
    time = row.record.period or row.record.as_of
    if time is None:
        return False
    if record.dissolved and record.dissolved.last < time.first:
        return False
    return not (record.founded and record.founded.first > time.last)


def _amounts(row: Entry[Result], indicator: Indicator) -> Mapping[str, Decimal | int]:
    """What of a row adds up, by field; empty for what does not."""
    record = row.record
    if record.status == "withdrawn" or record.missing is not None:
        return {}
    if record.distribution is not None:
        return {f"distribution.{code}": n for code, n in record.distribution.items()}
    if record.numerator is not None and record.denominator is not None:
        return {"numerator": record.numerator, "denominator": record.denominator}
    if indicator.measure in {"count", "quantity"} and isinstance(record.value, Decimal):
        return {"value": record.value}
    return {}


def _kind(amounts: Mapping[str, Any]) -> str:
    return next(iter(amounts), "").partition(".")[0]


def _compared(
    row: Entry[Result], parts: list[Entry[Result]], indicator: Indicator
) -> Iterator[Diagnostic]:
    whole = _amounts(row, indicator)
    below = [_amounts(part, indicator) for part in parts]
    if not whole or any(_kind(amounts) != _kind(whole) for amounts in below):
        return
    for path in dict.fromkeys((*whole, *(path for amounts in below for path in amounts))):
        amount = Decimal(whole.get(path, 0))
        total = exact_sum(amounts.get(path, 0) for amounts in below)
        if total != amount and not any(doubtful_fields(r, indicator) for r in (row, *parts)):
            numbers = {"value": written(amount), "sum": written(total)}
            related = tuple(part.place(path) for part in parts[:5])
            field, _, code = path.partition(".")
            key, params = f"total-mismatch.{field}", {**numbers, "code": code}
            yield problem_at(row, key, path, related=related, count=len(parts), **params)
            return
