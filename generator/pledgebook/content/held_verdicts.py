"""How many of those that a target is addressed to reached it: "2 of 4 met, 1 no data".

Knows roll-ups. Must not know how a verdict is reached, nor sentences.
"""

from collections.abc import Iterable, Iterator
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

# Verdicts are only computed for numbers that nothing else holds; of a target that is addressed
# to more organizations than this, prose rarely says how many reached it.
MAX_ORGANIZATIONS = 1000


def of_verdicts(rows: Rows, about: About, days: Iterable[date]) -> Held:
    """The counts of verdicts on the targets of what something is about, on each of the days."""
    return joined(
        _counts(rollup)
        for day in days
        for target in targets_about(rows.model, about)
        if (rollup := _rollup(rows, target, day)) is not None
    )


def targets_about(model: Model, about: About) -> Iterator[TargetEntry]:
    """The targets of programmes, and of agreements with those that they inherit."""
    agreements = [model.agreements[id_] for id_ in about.agreements if id_ in model.agreements]
    for target in model.targets.values():
        kind, owner = target.owner.type, target.owner.id
        named = owner in (about.programmes if kind == "programmes" else about.agreements)
        inherited = kind == "programmes" and any(
            entry.record.programme == owner and inherits(entry.record, target.target.id)
            for entry in agreements
        )
        if named or inherited:
            yield target


def _rollup(rows: Rows, target: TargetEntry, day: date) -> RollupVerdict | None:
    """The roll-up of one target, from its own rows only."""
    model, case = rows.model, cases_of(target, day)[-1]
    if len(organizations_of(target, case.terms, model)) > MAX_ORGANIZATIONS:
        return None
    subject = case.terms.indicator
    found = model.rows_by_indicator.get(subject, ()) if subject else rows.of_target(target.name)
    return evaluate_case(facts_of(replace(model, results=tuple(found)), day), case)


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
