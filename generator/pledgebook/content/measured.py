"""What rows say in numbers: one row, or those of several organizations at one time.

Knows payloads, levels and how organizations add up. Must not know which rows are meant, nor
what is done with the numbers.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from pledgebook.content.selection import Row
from pledgebook.model import Model
from pledgebook.records import Result

Part = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Measured:
    """Amounts, percentages that are known as such only, and parts of wholes, each by a name
    that stays the same from one time to the next."""

    amounts: Mapping[str, Fraction] = field(default_factory=dict)
    percentages: Mapping[str, Fraction] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)

    def shares(self) -> dict[str, Fraction]:
        """All percentages, those of the parts too."""
        found = {n: 100 * part / whole for n, (part, whole) in self.parts.items() if whole}
        return {**self.percentages, **found}


def measure(model: Model, rows: Sequence[Row]) -> Measured:
    """What rows of one subject at one time say; several are added up where that is allowed."""
    records = [row.record for row in rows]
    kind = kind_of(model, records[0])
    if len(records) == 1:
        return _one(model, records[0], kind)
    values = [record.value for record in records if record.value is not None]
    amounts: dict[str, Fraction] = {"organizations": Fraction(len(records))}
    parts: dict[str, Part] = {}
    if kind == "boolean":
        true = Fraction(sum(1 for value in values if value is True))
        parts |= _with_rest("true", true, Fraction(len(values)))
    elif kind == "rating":
        parts |= _levels(model, records, values)
    elif kind == "percent":
        parts |= _pooled(records)
    elif len(values) == len(records) and _adds_up(model, records[0]):
        amounts["value"] = sum((Fraction(v) for v in values if isinstance(v, Decimal)), Fraction())
        parts |= _contributions(records, amounts["value"])
    return Measured(amounts, {}, parts)


def kind_of(model: Model, record: Result) -> str:
    """The measure of the row's indicator; of a target without one `rating` or `boolean`."""
    indicator = model.indicators.get(record.indicator or "")
    if indicator is not None:
        return indicator.record.measure
    target = model.targets.get(record.target or "")
    return "rating" if target and target.target.scale else "boolean"


def levels_of(model: Model, record: Result) -> tuple[str, ...]:
    """The codes of the row's scale, best first; as in the row where there is no such scale."""
    indicator = model.indicators.get(record.indicator or "")
    target = model.targets.get(record.target or "")
    id_ = indicator.record.scale if indicator else target.target.scale if target else None
    scale = model.scales.get(id_ or "")
    return tuple(level.code for level in scale.record.levels) if scale else ()


def _one(model: Model, record: Result, kind: str) -> Measured:
    if record.distribution is not None:
        return Measured(parts=_levels(model, [record], []))
    if record.numerator is not None and record.denominator is not None:
        return Measured(parts=_pooled([record]))
    if not isinstance(record.value, Decimal) or kind in {"rating", "boolean"}:
        return Measured()
    value = Fraction(record.value)
    if kind == "percent":
        return Measured(percentages={"value": value})
    amounts, parts = {"value": value}, dict[str, Part]()
    for dimension, codes in (record.breakdown or {}).items():
        for code, amount in codes.items():
            amounts[f"{dimension}/{code}"] = Fraction(amount)
            parts[f"{dimension}/{code}"] = (Fraction(amount), value)
    return Measured(amounts, {}, parts)


def _levels(model: Model, records: Sequence[Result], values: Sequence[object]) -> dict[str, Part]:
    """Counts of each level, and of each level or better, of all that were rated."""
    counts: Counter[str] = Counter(str(value) for value in values)
    left_out: Counter[str] = Counter()
    for record in records:
        counts.update(record.distribution or {})
        left_out.update(record.not_rated or {})
    rated, everyone = counts.total(), counts.total() + left_out.total()
    order = levels_of(model, records[0]) or tuple(counts)
    parts: dict[str, Part] = {}
    better = 0
    for code in order:
        better += counts[code]
        parts[code] = (Fraction(counts[code]), Fraction(rated))
        # "Rated at the worst level or better" are all: nobody says so.
        if code != order[-1]:
            parts |= _with_rest(f"{code} or better", Fraction(better), Fraction(rated))
    if left_out:
        parts |= {f"not rated/{c}": (Fraction(n), Fraction(everyone)) for c, n in left_out.items()}
        parts |= _with_rest("rated", Fraction(rated), Fraction(everyone))
    return parts


def _with_rest(name: str, part: Fraction, whole: Fraction) -> dict[str, Part]:
    """A part, and what is left of the whole. Not said of one level: there the rest is nothing
    that anyone speaks of, and would let wrong numbers pass."""
    return {name: (part, whole), f"not {name}": (whole - part, whole)}


def _pooled(records: Sequence[Result]) -> dict[str, Part]:
    """Numerators and denominators together; nothing where one has only a percentage."""
    found = [(r.numerator, r.denominator) for r in records if r.missing is None]
    if any(part is None or whole is None for part, whole in found):
        return {}
    part = sum((Fraction(n) for n, _ in found if n is not None), Fraction())
    whole = sum((Fraction(d) for _, d in found if d is not None), Fraction())
    return _with_rest("value", part, whole)


def _adds_up(model: Model, record: Result) -> bool:
    indicator = model.indicators.get(record.indicator or "")
    if indicator is None:
        return False
    how = indicator.record.aggregation
    return how == "sum" or (how is None and indicator.record.measure == "count")


def _contributions(records: Sequence[Result], total: Fraction) -> dict[str, Part]:
    """What each organization has of the whole."""
    return {
        f"of {record.organization}": (Fraction(record.value), total)
        for record in records
        if isinstance(record.value, Decimal)
    }


def groups(model: Model, rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows that may be added up: those of the highest organizations among them, and those
    of the lowest, since a total never holds an organization and one below it."""
    ids = {row.record.organization for row in rows}
    above: set[str] = set()
    below: set[str] = set()
    for id_ in ids:
        found = [over for over in _ancestors(model, id_) if over in ids]
        above.update(found)
        below.update([id_] if found else [])
    highest = [row for row in rows if row.record.organization not in below]
    lowest = [row for row in rows if row.record.organization not in above]
    yield highest
    if len(lowest) != len(highest) or above:
        yield lowest


def _ancestors(model: Model, id_: str) -> Iterator[str]:
    seen = {id_}
    entry = model.organizations.get(id_)
    while entry and entry.record.parent and entry.record.parent not in seen:
        seen.add(entry.record.parent)
        yield entry.record.parent
        entry = model.organizations.get(entry.record.parent)
