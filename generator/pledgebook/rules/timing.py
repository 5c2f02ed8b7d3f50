"""Targets whose times contradict each other.

Knows `due`, `every` and periods. Must not know values or organizations.
"""

from collections.abc import Iterator

from pledgebook.diagnostics import Diagnostic
from pledgebook.rules.marks import problem_at
from pledgebook.rules.versions import Version
from pledgebook.status.exact import add_days, add_months
from pledgebook.values import Period

_RULE = "bad-target"
MONTHS = {"year": 12, "school-year": 12, "half-year": 6, "quarter": 3, "month": 1}


def check_times(version: Version) -> Iterator[Diagnostic]:
    """Contradictions of times, and of values against each other, in one place of terms."""
    yield from _due_and_every(version)
    yield from _first_period(version)
    yield from _interim(version)
    between = version.given.between
    if between is not None and between.low > between.high:
        yield _problem(version, "between", "between.1")
    yield from _rollup(version)


def _problem(version: Version, case: str, field: str, other: str = "", **params: str) -> Diagnostic:
    related = (version.owner.place(version.at(other)),) if other else ()
    key = f"{_RULE}.{case}"
    return problem_at(version.owner, key, version.at(field), related=related, **params)


def _due_and_every(version: Version) -> Iterator[Diagnostic]:
    if version.names("due") and version.names("every"):
        yield _problem(version, "due-and-every", "every", "due")


def _first_period(version: Version) -> Iterator[Diagnostic]:
    terms, first = version.terms, version.terms.first_period
    if first is None:
        return
    field = "first_period" if version.names("first_period") else ""
    if terms.every and version.names("every", "first_period") and not _is_one(first, terms.every):
        where = field or "every"
        yield _problem(version, "first-period", where, period=first.text, every=terms.every)
    elif terms.due and version.names("due", "first_period") and first.first > terms.due:
        due = terms.due.isoformat()
        yield _problem(version, "starts-after-due", field or "due", period=first.text, due=due)


def _is_one(period: Period, every: str) -> bool:
    """Whether a period is exactly as long as those that a target is tested for."""
    return add_months(period.first, MONTHS[every]) == add_days(period.last, 1)


def _interim(version: Version) -> Iterator[Diagnostic]:
    seen: dict[Period, int] = {}
    due = version.terms.due
    for index, interim in enumerate(version.given.interim or ()):
        field = f"interim.{index}.period"
        other = seen.setdefault(interim.period, index)
        if other != index:
            yield _problem(version, "interim-twice", field, f"interim.{other}.period")
        elif due and interim.period.first > due:
            params = {"period": interim.period.text, "due": due.isoformat()}
            yield _problem(version, "interim-after-due", field, **params)


def _rollup(version: Version) -> Iterator[Diagnostic]:
    rollup = getattr(version.given, "rollup", None)
    if rollup is None:
        return
    percent = rollup.at_least_percent
    if rollup.kind is not None and percent is not None:
        yield _problem(version, "rollup", "rollup")
    elif percent is not None and not 0 <= percent <= 100:
        value = format(percent, "f")
        yield _problem(version, "percent", "rollup.at_least_percent", value=value)
