"""What a verdict rests on that no source states.

Knows which assumed fields of an organization, a party and rows matter to an outcome; those
of the target, its owner and indicator stand in the plan. Must not judge.
"""

from collections.abc import Iterable, Iterator

from pledgebook.records import Organization
from pledgebook.status.judge import Outcome, Trial
from pledgebook.status.plan import Plan
from pledgebook.status.scope import Standing

# Fields of a row that are words about it.
_WORDS = frozenset({"text", "note", "sources", "response", "text_status", "revision_reason"})
_DATES = {"dissolved": "dissolved", "founded-later": "founded"}
_PARTY = {
    "withdrew": "party.withdrawn",
    "replaced": "party.replaces",
    "joined-later": "party.signed",
}


def assumed_fields(
    plan: Plan,
    record: Organization,
    standing: Standing,
    outcome: Outcome,
    trial: Trial | None = None,
) -> tuple[str, ...]:
    """Assumed fields behind an outcome, as `organization.FIELD`, `target.FIELD` and so on."""
    code = outcome.reason.code if outcome.reason else ""
    found: list[str] = []
    if record.assumed:
        places = plan.places | {_DATES.get(code, "")}
        found += (f"organization.{name}" for name in record.assumed if name in places)
    if standing.assumed:
        found += (name for name in standing.assumed if name == _PARTY.get(code))
    found += plan.assumed
    if outcome.value:
        found += _rows(outcome, trial)
    return tuple(dict.fromkeys(found)) if found else ()


def _rows(outcome: Outcome, trial: Trial | None) -> Iterator[str]:
    for row in outcome.value.rows if outcome.value else ():
        yield from _row_fields("row", row.entry.record.assumed)
    for row in trial.baseline.rows if trial and trial.baseline else ():
        yield from _row_fields("baseline", row.entry.record.assumed)


def _row_fields(prefix: str, assumed: Iterable[str]) -> Iterator[str]:
    return (f"{prefix}.{name}" for name in assumed if name.partition(".")[0] not in _WORDS)
