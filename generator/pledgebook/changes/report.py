"""A comparison as text for a terminal and as JSON for programs.

Knows what a report begins with: what the public will read differently, verdicts before values,
within ten lines. Must not know how a change is found.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pledgebook.changes.change import KINDS, QUIET, Change
from pledgebook.diagnostics import Message, Place, message
from pledgebook.messages import render, visible

Link = Callable[[Place, bool], str | None]
TOP = 6
SAMPLES = 5
_VALUES = {"value-withdrawn", "value-changed"}


def no_link(_: Place, __: bool) -> None:
    """No place has an address."""


@dataclass(frozen=True)
class Comparison:
    """Two revisions by name, the day of the verdicts, and what changed, in order.

    errors: how many errors the records of each side have; what is left of them is compared.
    """

    base: str
    head: str
    as_of: date
    changes: Sequence[Change]
    errors: tuple[int, int] = (0, 0)

    @property
    def pages(self) -> int:
        """How many pages of records are known to show something else, lists not counted."""
        return len({page for change in self.changes for page in change.pages})

    @property
    def lags(self) -> int:
        """How many texts changed while a translation did not."""
        return sum(1 for change in self.changes if change.lags)


def title(found: Comparison) -> Message:
    """`main → working tree, verdicts of 2026-03-01`."""
    return message(
        "changes.title", base=found.base, head=found.head or message("changes.tree"),
        date=found.as_of.isoformat(),
    )  # fmt: skip


def summary(found: Comparison) -> Message:
    """How many changes and pages."""
    if not found.changes:
        return message("changes.none")
    changes = message("changes.count", count=len(found.changes))
    return message(
        "changes.summary", changes=changes, pages=message("changes.pages", count=found.pages)
    )


def notices(found: Comparison) -> Iterator[Message]:
    """What a reader of the report must know: sides with errors, translations that lag."""
    for key, count in zip(("base", "head"), found.errors, strict=True):
        if count:
            yield message(f"changes.errors-{key}", count=count)
    if found.lags:
        yield message("changes.lags", count=found.lags)


def top_changes(changes: Sequence[Change]) -> list[Change]:
    """What the public will read differently: verdicts first, then values, of both some."""
    verdicts = [change for change in changes if change.kind == "verdict-changed"]
    values = [change for change in changes if change.kind in _VALUES]
    shown = verdicts[: max(TOP // 2, TOP - len(values))]
    return [*shown, *values[: TOP - len(shown)]]


def left_out(changes: Sequence[Change]) -> int:
    """How many verdicts and values the top does not show."""
    count = sum(1 for change in changes if change.kind in {*_VALUES, "verdict-changed"})
    return count - len(top_changes(changes))


def groups(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """The changes by kind, which has its place in the order."""
    for kind, found in groupby(changes, key=lambda change: change.kind):
        yield kind, list(found)


def sentence(change: Change, language: str) -> str:
    """A change in words: `School A · gardens 2024: 38 → 37 · target met → not met; …`."""
    notes = "; ".join(render(note, language) for note in change.notes)
    text = f"{visible(change.where)}: {render(change.text, language)}"
    return f"{text} · {notes}" if notes else text


def text_report(found: Comparison, language: str, _: Link = no_link) -> str:
    """The report for a terminal, without addresses: the worst first, a few of each kind."""
    lines = [f"{render(title(found), language)}: {render(summary(found), language)}"]
    lines += [render(notice, language) for notice in notices(found)]
    top = top_changes(found.changes)
    if top:
        lines.append(render(message("changes.top"), language))
        lines += [f"  {sentence(change, language)}" for change in top]
    if rest := left_out(found.changes):
        lines.append(f"  {render(message('changes.more', count=rest), language)}")
    for kind, changes in groups(found.changes):
        lines += ["", f"{render(message(f'changes.of.{kind}'), language)} ({len(changes)})"]
        samples = changes[: 2 if kind in QUIET else SAMPLES]
        lines += [f"  {_where(change)}{sentence(change, language)}" for change in samples]
        if len(changes) > len(samples):
            count = len(changes) - len(samples)
            lines.append(f"  {render(message('changes.more', count=count), language)}")
    return "\n".join(lines) + "\n"


def _where(change: Change) -> str:
    place = change.place or change.base
    return f"{visible(place.path)}:{place.line}  " if place else ""


def json_report(found: Comparison, language: str, to: Link = no_link) -> str:
    """One object with `base`, `head`, `as_of`, `summary` and every one of the `changes`, whose
    places have a `url` where `to` gives one."""
    counts = {kind: sum(1 for c in found.changes if c.kind == kind) for kind in KINDS}
    errors = {"base": found.errors[0], "head": found.errors[1]}
    total = {"changes": len(found.changes), "pages": found.pages, "errors": errors}
    report = {
        "base": found.base,
        "head": found.head or None,
        "as_of": found.as_of.isoformat(),
        "summary": {**total, "kinds": {kind: n for kind, n in counts.items() if n}},
        "changes": [_as_object(change, language, to) for change in found.changes],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _as_object(change: Change, language: str, to: Link) -> dict[str, object]:
    return {
        "kind": change.kind,
        "record": change.record,
        "field": change.field,
        "where": change.where,
        "text": render(change.text, language),
        "notes": [render(note, language) for note in change.notes],
        "before": change.before,
        "after": change.after,
        "base": _place(change.base, to, True),
        "head": _place(change.place, to, False),
        "pages": list(change.pages),
        "not_in": list(change.lags),
    }


def _place(place: Place | None, to: Link, is_base: bool) -> dict[str, object] | None:
    if place is None:
        return None
    address = to(place, is_base)
    return {"path": place.path, "line": place.line} | ({"url": address} if address else {})
