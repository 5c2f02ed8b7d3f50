"""Verdicts that read differently, also where only a figure behind them changed.

Knows verdicts and roll-ups of both sides. Must not know which record caused it.
"""

from collections.abc import Iterator

from pledgebook.changes.change import Change, Pair
from pledgebook.changes.words import name_of, state_words, target_words
from pledgebook.diagnostics import Message, message
from pledgebook.entries import Entry
from pledgebook.model import Owner, TargetEntry
from pledgebook.status import BEST_FIRST, RollupVerdict, State, Verdict

Read = tuple[State, bool, int | None, str]
_SAID_WITH_A_REASON = {State.NO_DATA, State.NOT_APPLICABLE}


def verdict_changes(pair: Pair) -> Iterator[Change]:
    """Every target that both models have: its roll-up, then each organization's verdict."""
    for name, old in pair.was.rollups.items():
        new = pair.now.rollups.get(pair.renames.target(name))
        if new is not None:
            yield from _rollup(pair, old, new)
            yield from _verdicts(pair, old, new)


def read_of(verdict: Verdict) -> Read:
    """What a reader reads: the state, whether provisional, how late, and why there is none."""
    why = verdict.reason.code if verdict.reason and verdict.state in _SAID_WITH_A_REASON else ""
    return verdict.state, verdict.provisional, verdict.late, why


def _rollup(pair: Pair, old: RollupVerdict, new: RollupVerdict) -> Iterator[Change]:
    if (old.state, old.provisional) == (new.state, new.provisional) or len(new.verdicts) < 2:
        return
    yield Change(
        "verdict-changed",
        target_words(pair.after, new.target, pair.language),
        message(
            "changes.rollup",
            before=state_words(old.state, provisional=old.provisional),
            after=state_words(new.state, provisional=new.provisional),
        ),
        f"targets/{new.target.name}",
        before=str(old.state),
        after=str(new.state),
        place=new.target.owner.place(new.target.path),
        base=old.target.owner.place(old.target.path),
        weight=_weight(old.state, new.state) - 100,
        pages=pages_of(new.target.owner),
    )


def _weight(old: State | None, new: State | None) -> int:
    """The further apart two states are, the sooner they are shown; a promise broken first."""
    if old is None or new is None:
        return 0
    ranks = {state: rank for rank, state in enumerate(BEST_FIRST)}
    lost = State.NOT_MET in (old, new) or State.MET in (old, new)
    return -abs(ranks.get(new, 0) - ranks.get(old, 0)) - 10 * lost


def _verdicts(pair: Pair, old: RollupVerdict, new: RollupVerdict) -> Iterator[Change]:
    was = {pair.renames.record("organizations", v.organization): v for v in old.verdicts}
    now = {v.organization: v for v in new.verdicts}
    for id_ in dict.fromkeys((*now, *was)):
        before, after = was.get(id_), now.get(id_)
        if before is after:
            continue
        if before and after:
            yield from _verdict(pair, before, after)
        elif id_ in pair.kept:
            yield _said(pair, new.target, id_, (before, after), _words(before, after))


def _words(before: Verdict | None, after: Verdict | None) -> Message:
    return message("changes.from-to", before=_state(before), after=_state(after))


def _state(verdict: Verdict | None) -> Message:
    if verdict is None:
        return state_words(None)
    said = state_words(verdict.state, provisional=verdict.provisional)
    if verdict.late is not None:
        return message("changes.state.late", state=said, count=verdict.late)
    if verdict.reason and verdict.state in _SAID_WITH_A_REASON:
        return message("changes.state.why", state=said, why=_why(verdict.reason.code))
    return said


def _why(code: str) -> Message:
    return message(f"changes.reason.{code}")


def _verdict(pair: Pair, before: Verdict, after: Verdict) -> Iterator[Change]:
    """The headline verdict, then those of other periods of a recurring target."""
    id_ = after.organization
    same_time = before.period == after.period
    if read_of(before) != read_of(after):
        text = _words(before, after)
        if not same_time and after.period:
            text = message("changes.now-of", text=text, period=after.period.text)
        yield _said(pair, after.target, id_, (before, after), text)
    old = {v.period: v for v in (*before.history, before)}
    for verdict in (*after.history, *(() if same_time else (after,))):
        other = old.get(verdict.period)
        if other and verdict.period and read_of(other) != read_of(verdict):
            text = message(
                "changes.of-period", text=_words(other, verdict), period=verdict.period.text
            )
            yield _said(pair, after.target, id_, (other, verdict), text)


def _said(
    pair: Pair,
    target: TargetEntry,
    organization: str,
    both: tuple[Verdict | None, Verdict | None],
    text: Message,
) -> Change:
    old, new = (verdict.state if verdict else None for verdict in both)
    name = name_of(pair.after, "organizations", organization, pair.language)
    return Change(
        "verdict-changed",
        f"{name} · {target_words(pair.after, target, pair.language)}",
        text,
        f"targets/{target.name}",
        field=organization,
        before=str(old) if old else None,
        after=str(new) if new else None,
        place=target.owner.place(target.path),
        weight=_weight(old, new),
        pages=(f"organizations/{organization}", *pages_of(target.owner)),
    )


def pages_of(owner: Entry[Owner]) -> tuple[str, ...]:
    """The page of a target's owner."""
    return (owner.name,)
