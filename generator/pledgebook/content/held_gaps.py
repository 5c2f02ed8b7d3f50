"""How much is missing to a target, and what a correction of figures changed.

Knows targets with a fixed value, and revisions. Must not know sentences.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from pledgebook.content.held import Held, joined, numbers, shares
from pledgebook.content.held_rows import change, yearly
from pledgebook.content.measured import measure
from pledgebook.content.selection import History, Row
from pledgebook.model import Model, TargetEntry
from pledgebook.records import Terms

_FIXED = ("at_least", "at_most", "more_than", "less_than", "equals")


def of_gaps(model: Model, targets: Iterable[TargetEntry], rows: Sequence[Row]) -> Held:
    """From values, shares and yearly totals of rows to the value of the target they are for."""
    found = []
    for entry in targets:
        goals = [goal for terms in _terms(entry) for goal in _goals(terms)]
        matching = [row for row in rows if _is_for(row, entry)]
        if goals and matching:
            found.append(_gaps(model, goals, matching))
    return joined(found)


def _terms(entry: TargetEntry) -> Iterator[Terms]:
    target = entry.target
    yield target
    yield from target.own.values()
    for amendment in entry.owner.record.amendments:
        changed = amendment.targets.get(target.id)
        if isinstance(changed, Terms):
            yield changed


def _goals(terms: Terms) -> Iterator[Fraction]:
    for name in _FIXED:
        if (value := getattr(terms, name)) is not None:
            yield Fraction(value)
    if terms.between:
        yield from (Fraction(terms.between.low), Fraction(terms.between.high))


def _is_for(row: Row, entry: TargetEntry) -> bool:
    indicator = entry.target.indicator
    return row.record.indicator == indicator if indicator else row.record.target == entry.name


def _gaps(model: Model, goals: Sequence[Fraction], rows: Sequence[Row]) -> Held:
    measured = [measure(model, [row]) for row in rows]
    amounts = {m.amounts["value"] for m in measured if "value" in m.amounts}
    amounts |= _totals(model, rows)
    percent = {share for m in measured for share in m.shares().values()}
    return joined(
        (
            numbers(*(goal - amount for goal in goals for amount in amounts)),
            shares(*(goal - share for goal in goals for share in percent)),
        )
    )


def _totals(model: Model, rows: Sequence[Row]) -> set[Fraction]:
    """The total of each year, for each organization."""
    alone: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        alone[row.record.organization, row.record.assessment].append(row)
    return {
        running[-1]
        for found in alone.values()
        for running in yearly(model, found, [measure(model, [row]) for row in found]).values()
    }


def of_revisions(model: Model, histories: Iterable[History]) -> Held:
    """By how much each revision changed its row."""
    return joined(
        change(measure(model, [before]), measure(model, [after]))
        for history in histories
        for before, after in zip(history.revisions, history.revisions[1:], strict=False)
    )
