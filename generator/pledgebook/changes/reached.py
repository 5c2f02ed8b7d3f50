"""The verdicts of two models, without evaluating twice what no change can have reached.

Knows what a verdict depends on: the site's settings, organizations, indicators, scales, the
target's owner with the agreements under it, and the organization's rows about one subject. Must
not know what changed in any of them: where in doubt, everything is evaluated.
"""

from collections.abc import Mapping
from datetime import date

from pledgebook.changes.match import Series
from pledgebook.model import Model, TargetEntry
from pledgebook.records import Target
from pledgebook.status import RollupVerdict, Statuses, Verdict, evaluate_all
from pledgebook.status.plan import facts_of
from pledgebook.status.scope import organizations_of
from pledgebook.status.statuses import evaluate_case
from pledgebook.status.terms import Case, cases_of

_FRAME = ("organizations", "indicators", "scales")
_OWNERS = ("programmes", "agreements")
# Organizations by what their changed rows are about.
Reached = Mapping[str, frozenset[str]]


def evaluate_both(
    before: Model, after: Model, rows: tuple[Series, ...], as_of: date
) -> tuple[Statuses, Statuses]:
    """The verdicts of both models: all of them, or where only rows changed, those of the targets
    that they can have reached."""
    kinds = (*_FRAME, *_OWNERS)
    if before.site != after.site or any(not _same(before, after, kind) for kind in kinds):
        return evaluate_all(before, as_of), evaluate_all(after, as_of)
    reached: dict[str, set[str]] = {}
    for (organization, subject, *_), _was, _now in rows:
        reached.setdefault(subject, set()).add(organization)
    return _by_rows(before, after, {k: frozenset(v) for k, v in reached.items()}, as_of)


def _same(before: Model, after: Model, kind: str) -> bool:
    old, new = before.of_type(kind), after.of_type(kind)
    return old.keys() == new.keys() and all(old[i].record == new[i].record for i in new)


def _by_rows(
    before: Model, after: Model, reached: Reached, as_of: date
) -> tuple[Statuses, Statuses]:
    old, new = facts_of(before, as_of), facts_of(after, as_of)
    found: list[dict[str, RollupVerdict]] = [{}, {}]
    signed: list[dict[str, RollupVerdict]] = [{}, {}]
    for name, entry in after.targets.items():
        cases = cases_of(entry, as_of)
        hit = _hit(entry, cases, reached, after)
        if hit:
            chosen = [(cases[-1], -1, found)] + ([(cases[0], 0, signed)] if len(cases) > 1 else [])
            for case, number, results in chosen:
                was = evaluate_case(old, cases_of(before.targets[name], as_of)[number])
                results[0][name] = was
                results[1][name] = evaluate_case(new, case, _unreached(was, case, hit))
    return (
        Statuses(before, as_of, old.on_track, found[0], signed[0]),
        Statuses(after, as_of, new.on_track, found[1], signed[1]),
    )


def _hit(
    entry: TargetEntry, cases: tuple[Case, ...], reached: Reached, model: Model
) -> frozenset[str]:
    """Organizations that are asked, or count in a total, and of which rows changed."""
    hit: frozenset[str] = frozenset()
    for case in {id(case): case for case in (cases[0], cases[-1])}.values():
        changed = _subjects(entry, case.terms, reached)
        everyone = _is_pooled(case.terms)
        hit |= changed if everyone else changed & set(organizations_of(entry, case.terms, model))
    return hit


def _subjects(entry: TargetEntry, terms: Target, reached: Reached) -> frozenset[str]:
    """Organizations with changed rows about what the terms test; own terms test the same."""
    nobody: frozenset[str] = frozenset()
    return reached.get(terms.indicator or "", nobody) | reached.get(entry.name, nobody)


def _is_pooled(terms: Target) -> bool:
    return terms.rollup is not None and terms.rollup.kind == "pooled"


def _unreached(was: RollupVerdict, case: Case, hit: frozenset[str]) -> dict[str, Verdict]:
    """The earlier verdicts that hold still; totals are counted anew."""
    if _is_pooled(case.terms):
        return {}
    return {v.organization: v for v in was.verdicts if v.organization not in hit}
