"""Scales and indicators whose parts contradict each other.

Knows what goes with which measure. Must not know targets' values or rows' payloads.
"""

from collections.abc import Iterator

from pledgebook.diagnostics import Diagnostic
from pledgebook.entries import Entry
from pledgebook.records import Indicator, Named, Result, Scale
from pledgebook.rules.checked import Checked
from pledgebook.rules.identity import folded
from pledgebook.rules.marks import problem_at, text_at
from pledgebook.rules.timing import MONTHS
from pledgebook.rules.versions import Version
from pledgebook.status.exact import add_days, months_between
from pledgebook.status.scope import organizations_of

_MOST_DECIMALS = 10
_ADDED_UP = {
    "count": {"sum", "none"},
    "quantity": {"sum", "none"},
    "percent": {"ratio_of_sums", "none"},
    "rating": {"distribution", "none"},
    "boolean": {"share_true", "none"},
}


def bad_scale(checked: Checked) -> Iterator[Diagnostic]:
    """The levels of a scale cannot be told apart.

    Two levels have the same name, or a reason under `not_rated` has the code of a level. A
    result that names such a code could mean either.

    Wrong: `levels: [{code: good, name: Good}, {code: fair, name: Good}]`, copied and not
    changed.

    To repair it: give each level its own name, and each reason a code that no level has.
    """
    for entry in checked.entries:
        if isinstance(entry.record, Scale):
            scale = entry.record
            first = checked.model.site.languages[0]
            yield from _same_names(entry, "levels", scale.levels, first)
            yield from _same_names(entry, "not_rated", scale.not_rated, first)
            levels = {folded(n.code): f"levels.{i}.code" for i, n in enumerate(scale.levels)}
            for index, reason in enumerate(scale.not_rated):
                if other := levels.get(folded(reason.code)):
                    related, path = (entry.place(other),), f"not_rated.{index}.code"
                    key = "bad-scale.reason"
                    yield problem_at(entry, key, path, related=related, code=reason.code)


def _same_names(
    entry: Entry[Scale], field: str, levels: tuple[Named, ...], first: str
) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], int] = {}
    for index, level in enumerate(levels):
        for tag, name in level.name.texts.items():
            other = seen.setdefault((tag or first, folded(name)), index)
            if other != index:
                suffix = f".{tag}" if tag else ""
                related = (entry.place(f"{field}.{other}.name.{tag or first}"),)
                path = f"{field}.{index}.name{suffix}"
                yield problem_at(entry, "bad-scale.names", path, related=related, name=name)
                break


def bad_indicator(checked: Checked) -> Iterator[Diagnostic]:
    """The parts of an indicator contradict each other.

    - `scale` is for a rating only.
    - `over_time: once` is for yes and no; a rating or yes and no cannot be added up (`sum`).
    - `aggregation` must fit the measure: `sum` for counts and quantities, `ratio_of_sums` for
      shares, `distribution` for ratings, `share_true` for yes and no; `none` for all.
    - `minimum` is not above `maximum`, and only numbers have them.
    - A count has no decimals, and no unit has more than ten.
    - A count or quantity that a target tests for a year while rows come by quarter must say
      with `over_time` whether the quarters add up (`sum`) or the last one counts (`latest`).

    Wrong: `measure: count` with `aggregation: share_true`.

    To repair it: correct the part that is wrong; the message names both.
    """
    for entry in checked.entries:
        if isinstance(entry.record, Indicator):
            yield from _parts(entry, entry.record)
    yield from _finer_rows(checked)


def _parts(entry: Entry[Indicator], indicator: Indicator) -> Iterator[Diagnostic]:
    measure, over_time = indicator.measure, indicator.over_time
    if indicator.scale is not None and measure != "rating":
        yield _contradiction(entry, "scale", "scale")
    if over_time == "once" and measure != "boolean":
        yield _contradiction(entry, "once", "over_time")
    if over_time == "sum" and measure in {"boolean", "rating"}:
        yield _contradiction(entry, "sum", "over_time")
    if indicator.aggregation and indicator.aggregation not in _ADDED_UP[measure]:
        yield _contradiction(entry, "aggregation", "aggregation")
    yield from _limits(entry, indicator)
    yield from _decimals(entry, indicator)


def _contradiction(entry: Entry[Indicator], case: str, path: str) -> Diagnostic:
    """A part that does not fit the measure."""
    allowed = ", ".join(sorted(_ADDED_UP[entry.record.measure]))
    params, related = {"measure": entry.record.measure}, (entry.place("measure"),)
    key = f"bad-indicator.{case}"
    return problem_at(entry, key, path, related=related, allowed=allowed, **params)


def _limits(entry: Entry[Indicator], indicator: Indicator) -> Iterator[Diagnostic]:
    low, high = indicator.minimum, indicator.maximum
    if indicator.measure in {"boolean", "rating"}:
        for name in ("minimum", "maximum"):
            if getattr(indicator, name) is not None:
                yield _contradiction(entry, "limit", name)
    elif low is not None and high is not None and low > high:
        params = {"minimum": text_at(entry, "minimum"), "maximum": text_at(entry, "maximum")}
        related = (entry.place("minimum"),)
        yield problem_at(entry, "bad-indicator.limits", "maximum", related=related, **params)


def _decimals(entry: Entry[Indicator], indicator: Indicator) -> Iterator[Diagnostic]:
    decimals = indicator.unit.decimals if indicator.unit else None
    if not decimals:
        return
    if indicator.measure == "count":
        yield _contradiction(entry, "count-decimals", "unit.decimals")
    elif decimals > _MOST_DECIMALS:
        key, path = "bad-indicator.decimals", "unit.decimals"
        yield problem_at(entry, key, path, most=_MOST_DECIMALS)


def _finer_rows(checked: Checked) -> Iterator[Diagnostic]:
    """Counts and quantities by quarter that a target tests by year: does one count, or all?"""
    told: set[str] = set()
    for version in checked.versions:
        id_, every = version.terms.indicator, version.terms.every
        entry = checked.model.indicators.get(id_ or "")
        if entry is None or every is None or entry.id in told:
            continue
        indicator = entry.record
        if indicator.measure not in {"count", "quantity"} or indicator.over_time is not None:
            continue
        if row := _finer_row(checked, version, MONTHS[every]):
            told.add(entry.id)
            related = (version.owner.place(version.at("every")), row.place("period"))
            key = "bad-indicator.over-time"
            yield problem_at(entry, key, "over_time", related=related, id=entry.id)


def _finer_row(checked: Checked, version: Version, months: int) -> Entry[Result] | None:
    """A row about less time than the target tests, of an organization in its scope."""
    scope = set(organizations_of(version.entry, version.terms, checked.model))
    for row in checked.model.rows_by_indicator.get(version.terms.indicator or "", ()):
        period = row.record.period
        if period is None or row.record.organization not in scope:
            continue
        if months_between(period.first, add_days(period.last, 1)) < months:
            return row
    return None
