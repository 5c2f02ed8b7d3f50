"""How many of those that a target is addressed to reached it: "2 of 4 met, 1 no data".

Knows roll-ups. Must not know how a verdict is reached, nor sentences.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pledgebook.content.held import Held, joined, numbers, part_of
from pledgebook.content.selection import Rows
from pledgebook.model import Model, TargetEntry
from pledgebook.records import About
from pledgebook.status.plan import facts_of
from pledgebook.status.scope import inherits, organizations_of
from pledgebook.status.statuses import evaluate_case
from pledgebook.status.terms import cases_of
from pledgebook.status.verdict import RollupVerdict, State


def targets_about(model: Model, about: About) -> Iterator[TargetEntry]:
    """The targets of programmes, and of agreements with those that they inherit, each once."""
    names = {f"{id_}/{target}": None for id_ in about.programmes for target in _ids(model, id_)}
    for id_ in about.agreements:
        if entry := model.agreements.get(id_):
            programme = entry.record.programme or ""
            inherited = (t for t in _ids(model, programme) if inherits(entry.record, t))
            names.update((f"{programme}/{target}", None) for target in inherited)
            names.update((f"{id_}/{target.id}", None) for target in entry.record.targets)
    yield from (model.targets[name] for name in names if name in model.targets)


def _ids(model: Model, programme: str) -> list[str]:
    entry = model.programmes.get(programme)
    return [target.id for target in entry.record.targets] if entry else []


def count_addressed(model: Model, target: TargetEntry, day: date) -> int:
    """How many organizations a target is addressed to."""
    return len(organizations_of(target, cases_of(target, day)[-1].terms, model))


def of_verdicts(rows: Rows, target: TargetEntry, day: date) -> Held:
    """The counts of verdicts on one target, from its own rows only."""
    case = cases_of(target, day)[-1]
    subject = case.terms.indicator
    indexed = rows.model.rows_by_indicator
    found = indexed.get(subject, ()) if subject else rows.of_target(target.name)
    return _counts(evaluate_case(facts_of(replace(rows.model, results=tuple(found)), day), case))


def _counts(rollup: RollupVerdict) -> Held:
    """The verdicts in each state, of all that count; and those left out."""
    counted = {state: n for state, n in rollup.counts.items() if state is not State.NOT_APPLICABLE}
    outside = rollup.counts.get(State.NOT_APPLICABLE, 0)
    return joined(
        (
            *(part_of(n, rollup.total) for n in counted.values()),
            numbers(outside or None, rollup.withdrawn or None, rollup.unlisted or None),
            part_of(rollup.listed, rollup.declared) if rollup.declared else numbers(rollup.listed),
        )
    )
