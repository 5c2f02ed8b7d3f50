"""The status of one target for one organization, by the published method and nothing else."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

from recompute_rows import Row, Target, Value, one, reading

DAY = timedelta(days=1)
UPWARD, DOWNWARD = {"at_least", "more_than"}, {"at_most", "less_than"}
Goal = tuple[str, Fraction, Fraction]  # how it is held against what: comparator, low, high


@dataclass(frozen=True)
class Answer:
    status: str
    late: int | None = None
    pace: Fraction | Decimal | None = None


# Which rows answer for the period


def find(rows: Sequence[Row], target: Target) -> Value | None:
    if not rows:
        return None
    if target.over_time == "once":
        return find_once(rows, target)
    if target.over_time == "sum":
        return find_sum(rows, target)
    row = find_latest(rows, target)
    return one(row, target) if row else None


def inside(rows: Iterable[Row], first: date | None, last: date | None) -> list[Row]:
    start, end = first or date.min, last or date.max
    return [row for row in rows if start <= row.first and row.last <= end]


def newest(rows: Iterable[Row]) -> Row | None:
    return max(rows, key=lambda row: row.order, default=None)


def in_year_before(day: date, due: date) -> bool:
    leap_day = (due.month, due.day) == (2, 29)
    return date(due.year - 1, due.month, 28 if leap_day else due.day) < day <= due


def find_latest(rows: Sequence[Row], target: Target) -> Row | None:
    due = target.last
    if target.cells["every"]:
        exact = [row for row in rows if (row.first, row.last) == (target.first, due)]
        best = min(exact, key=lambda row: (bool(row.missing), row.rank, row.point), default=None)
        return best or newest(inside(rows, target.first, due))
    if not target.ended or due is None:
        return newest(row for row in rows if not row.missing) or newest(rows)
    around = [row for row in rows if row.first <= due <= row.last]
    if around:
        return min(around, key=lambda row: (bool(row.missing), row.last - row.first, row.rank))
    return newest(row for row in rows if in_year_before(row.last, due))


def find_once(rows: Sequence[Row], target: Target) -> Value | None:
    """The first row that holds, unless a better assessment denies it; else the last denial."""
    reach = inside(rows, target.first, target.last) if target.cells["every"] else rows
    values = [one(row, target) for row in reach]
    known = [value for value in values if value.number is not None]
    held = [value for value in known if holds(target, value)]
    denied = [value for value in known if not holds(target, value)]
    for value in held:
        rank = value.rows[0].rank
        if not any(other.rows[0].rank < rank and other.day >= value.day for other in denied):
            return value
    due = target.last if target.ended and target.cells["due"] else None
    recent = [v for v in denied if not due or v.day > due or in_year_before(v.day, due)]
    row = newest(value.rows[0] for value in recent)
    if row:
        return one(row, target)
    return values[-1] if values and not known else None


def find_sum(rows: Sequence[Row], target: Target) -> Value | None:
    first, last = sum_start(rows, target), target.last or date.max
    chain = longest_chain(rows, target, first, last)
    reached = chain[-1].last + DAY if chain else first
    within = inside(rows, reached, last)
    gaps = [row for row in within if row.missing and row.first == reached]
    gap = max(gaps, key=lambda row: (row.last, -row.rank), default=None)
    if not chain:
        whole = gap and (gap.last >= last or {row.missing for row in within} == {gap.missing})
        return replace(one(gap, target), complete=bool(whole)) if gap else None
    value = replace(reading(chain, target), start=first, complete=chain[-1].last >= last)
    if gap and target.ended and not value.complete:
        return replace(value, missing=gap.missing)
    return value


def sum_start(rows: Sequence[Row], target: Target) -> date:
    whole = [row for row in rows if not row.point and not row.missing]
    return target.first or min(row.first for row in whole or rows)


def longest_chain(rows: Sequence[Row], target: Target, first: date, last: date) -> tuple[Row, ...]:
    """Rows end to end from the first day, as far as they reach, and as few as possible."""
    chains: dict[date, tuple[Row, ...]] = {first: ()}
    parts = [row for row in rows if not (row.missing or row.point) and one(row, target).usable]
    for row in sorted(parts, key=lambda row: row.first):
        if row.first in chains and row.last <= last:
            chain = (*chains[row.first], row)
            known = chains.get(row.last + DAY)
            if known is None or cost(chain) < cost(known):
                chains[row.last + DAY] = chain
    return chains[max(chains)]


def cost(chain: tuple[Row, ...]) -> tuple[int, int, list[int]]:
    ranks = [row.rank for row in chain]
    return len(chain), sum(ranks), ranks


# The value to reach


def goal(target: Target, asked: Fraction | None = None) -> Goal | None:
    name, baseline = target.cells["comparator"], target.baseline
    if not name:
        full = Fraction(100 if target.cells["level"] else 1)
        return "at_least", full, full
    value = Fraction(target.cells["value"]) if asked is None else asked
    if name == "between":
        return name, value, Fraction(target.cells["value_high"])
    if not name.startswith(("increase", "decrease")):
        return name, value, value
    if baseline is None:
        return None
    is_percent = name.endswith("percent")
    if name == "increase_by_percent" and baseline == 0 < value:
        return "more_than", baseline, baseline
    step = abs(baseline) * value / 100 if is_percent else value
    if name.startswith("increase"):
        return "at_least", baseline + step, baseline + step
    return "at_most", baseline - step, baseline - step


def reaches(wanted: Goal, number: Fraction) -> bool:
    name, low, high = wanted
    return {
        "at_least": number >= low,
        "more_than": number > low,
        "at_most": number <= low,
        "less_than": number < low,
        "equals": number == low,
        "between": low <= number <= high,
    }[name]


def holds(target: Target, value: Value) -> bool:
    wanted = goal(target)
    return wanted is not None and value.number is not None and reaches(wanted, value.number)


# The status


def answer(rows: Sequence[Row], target: Target) -> Answer:
    value = find(rows, target)
    unreported = Answer("no_data" if target.overdue else "not_due")
    found = judge(value, target) if value else unreported
    if target.over_time != "sum" or found.status == "met" or not rows:
        return found
    return reached_late(rows, target) or found


def judge(value: Value, target: Target) -> Answer:
    wanted, number = goal(target), value.number
    if number is None:
        whole = value.missing == "not-applicable" and value.complete
        nothing = value.denominator == 0
        return Answer("not_applicable" if whole or nothing else "no_data")
    if wanted is None:
        return Answer("no_data" if target.ended else "not_due")
    good = reaches(wanted, number)
    if target.ended and value.complete:
        return Answer("met", days_late(value, target)) if good else Answer("not_met")
    if good and cannot_be_undone(value, target, wanted):
        return Answer("met")
    if target.ended and wanted[0] in DOWNWARD and not good:
        return Answer("not_met")
    return Answer("no_data") if target.overdue else judge_open(value, target, wanted)


def cannot_be_undone(value: Value, target: Target, wanted: Goal) -> bool:
    forecast = any(row.cells["flag"] == "forecast" for row in value.rows)
    grows = target.over_time == "sum" and wanted[0] in UPWARD and not forecast
    return target.over_time == "once" or grows


def days_late(value: Value, target: Target) -> int | None:
    row, due = value.rows[-1], target.cells["due"]
    if target.over_time != "once" or not due:
        return None
    since = row.first if row.point else row.last
    return max((since - date.fromisoformat(due)).days, 0) or None


def reached_late(rows: Sequence[Row], target: Target) -> Answer | None:
    wanted, due = goal(target), target.cells["due"]
    if not due or not target.ended or not wanted or wanted[0] not in UPWARD:
        return None
    chain = longest_chain(rows, target, sum_start(rows, target), date.max - DAY)
    for n in range(1, len(chain) + 1):
        if holds(target, reading(chain[:n], target)):
            days = (chain[n - 1].last - date.fromisoformat(due)).days
            return Answer("met", max(days, 0) or None)
    return None


def judge_open(value: Value, target: Target, wanted: Goal) -> Answer:
    number, sums = value.number, target.over_time == "sum"
    assert number is not None
    if reaches(wanted, number):
        return Answer("on_track")
    step = interim(value, target, wanted)
    if step:
        return Answer("on_track" if reaches(step, number) else "behind")
    if target.last is None or not (sums or target.baseline is not None):
        return Answer("not_due")
    over = sums and (wanted[0] in DOWNWARD or number > wanted[2])
    pace = None if over else pace_of(value, target, wanted)
    good = pace is not None and pace >= Fraction(target.cells["on_track"])
    return Answer("on_track" if good else "behind", None, pace)


def interim(value: Value, target: Target, wanted: Goal) -> Goal | None:
    """The last interim value whose time has passed, as what was to be reached by then."""
    cell = target.cells["interim"] if target.cells["comparator"] else ""
    steps = json.loads(cell or "[]", parse_float=Decimal)
    passed = [step for step in steps if date.fromisoformat(step["last_day"]) <= value.day]
    if not passed:
        return None
    last = max(passed, key=lambda step: str(step["last_day"]))
    found = goal(target, Fraction(last["value"]))
    if found is None or found[0] not in {"equals", "between"}:
        return found
    start = Fraction(0) if target.over_time == "sum" else target.baseline
    falling = target.falling if start is None else wanted[1] < start
    return "at_most" if falling else "at_least", found[1], found[1]


def months(start: date, end: date) -> int:
    whole = (end.year - start.year) * 12 + end.month - start.month
    return whole if end.day >= start.day or (end + DAY).day == 1 else whole - 1


def pace_of(value: Value, target: Target, wanted: Goal) -> Fraction | Decimal | None:
    base, cell = target.baseline, target.cells["baseline_last_day"]
    t0, end, number = date.fromisoformat(cell) if cell else None, target.last, value.number
    if target.over_time == "sum" and value.start:
        base, t0 = Fraction(0), value.start - DAY
    if base is None or t0 is None or end is None or number is None or reaches(wanted, base):
        return None
    aim = wanted[2] if base > wanted[2] else wanted[1]
    elapsed, total = Fraction(months(t0, value.day), 12), Fraction(months(t0, end), 12)
    if min(elapsed, total) <= 0:
        elapsed, total = (Fraction(4 * (day - t0).days, 1461) for day in (value.day, end))
    if min(elapsed, total) <= 0 or aim == base:
        return None
    numbers = {base, number, aim}
    if target.cells["progress_model"] == "cagr" and min(numbers) > 0 and len(numbers) == 3:
        return growth(number / base, elapsed) / growth(aim / base, total)
    return (number - base) / (aim - base) / (elapsed / total)


def growth(ratio: Fraction, years: Fraction) -> Decimal:
    """The annual rate at which something grew to `ratio` times its size."""
    with localcontext() as context:
        context.prec = 60
        times = Decimal(ratio.numerator) / Decimal(ratio.denominator)
        return times ** (Decimal(years.denominator) / Decimal(years.numerator)) - 1
