"""Figures outside of what an indicator allows, is for, or a site wants to publish.

Knows limits. Must not know whether a row has the right payload.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pledgebook.diagnostics import Diagnostic, diagnose
from pledgebook.entries import Entry
from pledgebook.records import Indicator, Organization, Result
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import problem_at, text_at, value_place
from pledgebook.rules.numbers import doubtful_fields
from pledgebook.rules.sums import exact_product, written

_NUMBERS = frozenset({"count", "quantity", "percent"})


def limits_of(indicator: Indicator) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and highest value. A count is never below 0, a share not outside 0 to 100,
    unless the indicator says otherwise."""
    low, high = indicator.minimum, indicator.maximum
    if low is None and indicator.measure in {"count", "percent"}:
        low = Decimal(0)
    if high is None and indicator.measure == "percent":
        high = Decimal(100)
    return low, high


def out_of_range(checked: Checked) -> Iterator[Diagnostic]:
    """A figure is below the indicator's `minimum` or above its `maximum`.

    A count cannot be below 0, and a percentage is between 0 and 100, unless the indicator
    gives other limits.

    Wrong: `value: 385` for an indicator with `measure: percent`, where 38.5 was meant.

    To repair it: correct the figure, or the indicator's `minimum` or `maximum` if such a
    figure is possible.
    """
    for id_, rows in checked.model.rows_by_indicator.items():
        entry = checked.model.indicators.get(id_)
        if entry is None or entry.record.measure not in _NUMBERS:
            continue
        low, high = limits_of(entry.record)
        if low is None and high is None:
            continue
        for row in rows:
            yield from _outside(row, entry, low, high)


def _outside(
    row: Entry[Result], entry: Entry[Indicator], low: Decimal | None, high: Decimal | None
) -> Iterator[Diagnostic]:
    value, record = row.record.value, row.record
    if isinstance(value, Decimal):
        path, scale = "value", Decimal(1)
    elif record.numerator is not None and record.denominator is not None:
        usual = (low is None or low <= 0) and (high is None or high >= 100)
        if usual and 0 <= record.numerator <= record.denominator:
            return  # a share is between nothing and all
        # numerator / denominator, in percent, against the limit, without dividing.
        path, scale = "numerator", record.denominator
        value = exact_product(record.numerator, Decimal(100))
        above = record.numerator > scale and (high is None or high <= 100)
        if scale <= 0 or above or (value < 0 and (low is None or low >= 0)):
            return  # such a part is told of as a payload
    else:
        return
    if low is not None and value < exact_product(low, scale):
        key, limit = "minimum", low
    elif high is not None and value > exact_product(high, scale):
        key, limit = "maximum", high
    else:
        return
    if doubtful_fields(row, entry.record):
        return
    shown = (
        text_at(row, path) if path == "value" else f"{text_at(row, path)} / {written(scale)} × 100"
    )
    related = (entry.place(key),) if getattr(entry.record, key) is not None else ()
    params = {"value": shown, "limit": written(limit), "indicator": entry.id}
    yield problem_at(row, f"out-of-range.{key}", path, related=related, **params)


def not_applicable_result(checked: Checked) -> Iterator[Diagnostic]:
    """A row gives a figure for an organization to which the indicator does not apply.

    An indicator with `applies_to` is for organizations of some classifications only. For all
    others its targets read *not applicable*, whatever a row says.

    Example: an indicator for party committees has a row of a single party cell.

    To repair it: correct the organization of the row, its classification, or the indicator's
    `applies_to`. A row that says that there is nothing to report has `missing:
    not-applicable`.
    """
    for id_, rows in checked.model.rows_by_indicator.items():
        entry = checked.model.indicators.get(id_)
        wanted = entry.record.applies_to if entry else None
        if entry is None or wanted is None:
            continue
        for row in rows:
            known = checked.model.organizations.get(row.record.organization)
            if known is None or row.record.missing == "not-applicable":
                continue
            if known.record.classification not in wanted.classification:
                yield _not_for(row, known, entry, wanted.classification)


def _not_for(
    row: Entry[Result],
    organization: Entry[Organization],
    indicator: Entry[Indicator],
    codes: tuple[str, ...],
) -> Diagnostic:
    own = organization.record.classification
    rule = "not-applicable-result"
    key = rule if own else f"{rule}.unclassified"
    params = {"indicator": indicator.id, "organization": organization.id}
    params |= {"classification": own or "", "codes": ", ".join(codes)}
    related = (indicator.place("applies_to"), organization.place("classification"))
    return problem_at(row, key, "organization", related=related, **params)


def small_count(checked: Checked) -> Iterator[Diagnostic]:
    """A count so small that it may tell who is meant.

    `small_count` in `data/site.yml` sets the limit. Counts of people from 1 up to it (not
    including it) are warned of: in `value`, in a breakdown, at the levels of a rating, in
    numerators and denominators. The program cannot tell people from things, so all counts
    are looked at where a site sets a limit.

    Example: with `small_count: 5`, a distribution says that 2 members did not complete their
    tasks; everybody in the unit knows who.

    To repair it: publish a larger whole, put codes together, or give `missing: suppressed`.
    If nobody can be recognized, leave it as it is.
    """
    limit = checked.model.site.small_count
    if not limit:
        return
    for row in checked.model.results:
        found = [place for place, count in _counts(checked, row) if 0 < count < limit]
        if found and not _is_doubtful(checked, row):
            parent, name = found[0]
            path, place = f"{parent}.{name}" if parent else name, value_place(row, parent, name)
            yield diagnose(place, "small-count", field=path, limit=limit, found=len(found))


def _is_doubtful(checked: Checked, row: Entry[Result]) -> bool:
    indicator = checked.indicator(row.record.indicator)
    return indicator is not None and bool(doubtful_fields(row, indicator))


Field = tuple[str, str]


def _counts(checked: Checked, row: Entry[Result]) -> Iterable[tuple[Field, Decimal | int]]:
    """The counts of a row with their fields: (path of the mapping, key)."""
    record = row.record
    for name in ("distribution", "not_rated"):
        yield from (((name, code), n) for code, n in (getattr(record, name) or {}).items())
    indicator = checked.indicator(record.indicator)
    if indicator is None:
        return
    if indicator.measure == "percent" and record.numerator is not None:
        yield ("", "numerator"), record.numerator
        yield ("", "denominator"), record.denominator or 0
    elif indicator.measure == "count" and isinstance(record.value, Decimal):
        yield ("", "value"), record.value
        for name, parts in (record.breakdown or {}).items():
            yield from (((f"breakdown.{name}", code), n) for code, n in parts.items())
