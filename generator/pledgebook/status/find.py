"""The value of a window: which rows answer for it, and what they say together.

Knows how rows combine over time. Must not know comparators beyond "does this hold", or
verdicts.

once, yes and no: the first row that holds, unless a row of a better assessment, for the same
    time or later, denies it; for a recurring target only rows inside the window. Where none
    holds, the last row that does not; for a window that has ended, not one that ended
    twelve months or more before.
sum: rows that lie end to end from the first day of the window and reach farthest, of several
    such chains the one with the fewest rows. So the row for exactly the window comes first,
    then one that begins with it and runs on, then tiles without a gap.
latest: for a recurring target the row for exactly the window, else the last row inside it.
    For `due`, once passed: the row whose time holds that day (the shortest such), else the
    last that ends in the twelve months before it. Before, and without any date: the last row.

Rows come in order of their last day, the preferred of one day last. Where rows of several
assessments are about the same time, the preferred one counts. Rows that say `missing` are
rows, except that before the end the last row with a value is taken.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pledgebook.status.exact import add_days, add_months, months_between
from pledgebook.status.periods import Window
from pledgebook.status.question import Question
from pledgebook.status.rows import Reading, Row, combined, read
from pledgebook.values import Period

Holds = Callable[[Reading], bool]


@dataclass(frozen=True, slots=True)
class Value:
    """What was found: the reading, its rows (newest last) and the last day they are about.

    complete: false for a sum that does not reach the end of its window; `parts` then says
        how many of how many equal parts there are, where they are equal.
    missing: why there is no value, when the row says so.
    first: the first day of the window, for sums.
    """

    reading: Reading
    rows: tuple[Row, ...]
    day: date
    complete: bool = True
    parts: tuple[int, int] | None = None
    missing: str | None = None
    first: date | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: the window, the question, whether a reading holds, on which date."""

    window: Window
    question: Question
    holds: Holds
    as_of: date

    @property
    def ended(self) -> bool:
        """Whether the window's last day has passed."""
        return self.window.ended(self.as_of)


def find_value(rows: Sequence[Row], search: Search) -> Value | None:
    """The value of the window, or None when no row answers for it."""
    if not rows:
        return None
    if search.question.over_time == "once":
        return _once(rows, search)
    if search.question.over_time == "sum":
        return _sum(rows, search)
    row = _latest(rows, search)
    return _single(row, search.question) if row else None


def _single(row: Row, question: Question) -> Value:
    if row.missing:
        return Value(Reading(None), (row,), row.last, missing=row.missing)
    return Value(read(row, question), (row,), row.last)


def _inside(rows: Iterable[Row], window: Window) -> list[Row]:
    first, last = window.first or date.min, window.last or date.max
    return [row for row in rows if first <= row.first and row.last <= last]


def _best(rows: Iterable[Row]) -> Row | None:
    """Of rows about one time: one with a value before one without, then by assessment."""
    return min(rows, key=lambda row: (row.missing is not None, row.rank, row.point), default=None)


def _last(rows: Sequence[Row]) -> Row | None:
    """The row that ends last; of several, the one about the longest time, then the best.

    Rows come in that order.
    """
    return rows[-1] if rows else None


# Once


def _once(rows: Sequence[Row], search: Search) -> Value | None:
    reach = _inside(rows, search.window) if search.window.kind == "every" else rows
    values = [_single(row, search.question) for row in reach]
    held: list[Value] = []
    denied: list[Value] = []
    silent: list[Value] = []
    for value in values:
        known = value.reading.number is not None
        group = silent if not known else held if search.holds(value.reading) else denied
        group.append(value)
    for value in held:
        if not any(_overrules(other.rows[0], value.rows[0]) for other in denied):
            return value
    return _denial(denied, search) or (None if held or denied else _spoken(silent))


def _overrules(other: Row, row: Row) -> bool:
    """Whether a denial outweighs a row that holds."""
    return other.rank < row.rank and other.last >= row.last


def _denial(denied: list[Value], search: Search) -> Value | None:
    """The last word that it is not so. Too old a one says nothing about the end."""
    due = search.window.last if search.ended and search.window.kind == "due" else None
    recent = [v for v in denied if due is None or v.day > due or in_year_before(v.day, due)]
    return recent[-1] if recent else None


def _spoken(silent: list[Value]) -> Value | None:
    """The last row that has no value, if there is one."""
    return silent[-1] if silent else None


# Latest


def _latest(rows: Sequence[Row], search: Search) -> Row | None:
    window = search.window
    if window.kind == "every":
        exact = [r for r in rows if (r.first, r.last) == (window.first, window.last)]
        return _best(exact) or _last(_inside(rows, window))
    if search.ended and window.last:
        return _around(rows, window.last)
    return _last([row for row in rows if not row.missing]) or _last(rows)


def _around(rows: Sequence[Row], due: date) -> Row | None:
    holding = [row for row in rows if row.first <= due <= row.last]
    if holding:
        return min(holding, key=lambda r: (r.missing is not None, r.last - r.first, r.rank))
    return _last([row for row in rows if in_year_before(row.last, due)])


def in_year_before(day: date, due: date) -> bool:
    """Whether a day lies in the twelve months that end with `due`."""
    return (add_months(due, -12) or date.min) < day <= due


# Sum


def _sum(rows: Sequence[Row], search: Search) -> Value | None:
    first, limit = _sum_start(rows, search), search.window.last or date.max
    chain = _chain(rows, first, limit, search.question)
    if not chain:
        return _missing_part(rows, first, limit)
    value = summed(chain, search.question, first, limit)
    if value.complete or not search.ended:
        return value
    gap = _missing_part(rows, add_days(value.day, 1), limit)
    return replace_missing(value, gap.missing) if gap else value


def _sum_start(rows: Sequence[Row], search: Search) -> date:
    """The first day of the window, else of the first row that may be part of the sum."""
    if search.window.first:
        return search.window.first
    known = [row for row in rows if not row.point and not row.missing]
    return min(row.first for row in known or rows)


def summed(chain: Sequence[Row], question: Question, first: date, limit: date) -> Value:
    """The rows of a chain as one value."""
    reading = combined((read(row, question) for row in chain), question)
    last = chain[-1].last
    parts = _parts(chain, Period(first, limit)) if limit < date.max else None
    return Value(reading, tuple(chain), last, last >= limit, parts, first=first)


def replace_missing(value: Value, missing: str | None) -> Value:
    """An incomplete sum, with why its next part is missing."""
    return Value(value.reading, value.rows, value.day, False, value.parts, missing, value.first)


def _missing_part(rows: Sequence[Row], first: date, limit: date) -> Value | None:
    """A row that says why there is no value for the time that begins on a day.

    Complete when it speaks of all the time up to the limit.
    """
    inside = [row for row in rows if first <= row.first and row.last <= limit]
    said = [row for row in inside if row.missing and row.first == first]
    row = max(said, key=lambda row: (row.last, -row.rank), default=None)
    if row is None:
        return None
    whole = row.last >= limit or {other.missing for other in inside} == {row.missing}
    return Value(Reading(None), (row,), row.last, whole, missing=row.missing)


def _chain(rows: Sequence[Row], first: date, limit: date, question: Question) -> tuple[Row, ...]:
    """Rows that lie end to end from `first`, reach farthest up to `limit`, and are fewest."""
    links = [row for row in rows if _is_link(row, first, limit, question)]
    chains: dict[date, tuple[Row, ...]] = {first: ()}
    # By their first day, so that a day's chain is final before it is carried on.
    for row in sorted(links, key=lambda row: row.first):
        before = chains.get(row.first)
        if before is None:
            continue
        following, chain = add_days(row.last, 1), (*before, row)
        known = chains.get(following)
        if known is None or _shorter(chain, known):
            chains[following] = chain
    return chains[max(chains)]


def _is_link(row: Row, first: date, limit: date, question: Question) -> bool:
    """Whether a row may be part of a sum: a period with a value, within the limits."""
    if row.point or row.missing or row.first < first or row.last > limit:
        return False
    return read(row, question).usable


def _shorter(chain: tuple[Row, ...], other: tuple[Row, ...]) -> bool:
    """Fewer rows; of as many, the better assessments."""
    ranks, others = ([row.rank for row in c] for c in (chain, other))
    return (len(chain), sum(ranks), ranks) < (len(other), sum(others), others)


def _parts(chain: Sequence[Row], whole: Period) -> tuple[int, int] | None:
    """(3, 4) for three of four equal parts; None when the parts are not equal."""
    months = {months_between(row.first, add_days(row.last, 1)) for row in chain}
    total = months_between(whole.first, add_days(whole.last, 1))
    size = months.pop()
    if months or size < 1 or total % size or len(chain) * size > total or total == size:
        return None
    return len(chain), total // size


def beyond(rows: Sequence[Row], search: Search) -> Value | None:
    """For a sum that was not reached by the end: the first rows with which it was, later."""
    first = _sum_start(rows, search)
    chain = _chain(rows, first, date.max, search.question)
    for count in range(1, len(chain) + 1):
        value = summed(chain[:count], search.question, first, date.max)
        if search.holds(value.reading):
            return value
    return None
