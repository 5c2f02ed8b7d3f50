"""The sentence that answers a page's question, and the tally that shows it at a glance.

Knows how counts of verdicts read as plain language. Must not compute a verdict.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pledgebook.markup import EMPTY, Safe, element, link, plain
from pledgebook.status import State, Verdict
from pledgebook.views import verdicts
from pledgebook.views.blocks import Paragraph, Section, Tally, TallyPart
from pledgebook.views.mistakes import report_link
from pledgebook.views.sheet import Sheet

# What counts are of: an organization's targets, a target's organizations, or both together.
Counted = Literal["targets", "organizations", "pairs"]
_OPEN = tuple(s for s in verdicts.TOLD if s not in (State.MET, State.NOT_APPLICABLE))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many verdicts have which state; those of organizations that withdrew apart. `reported`
    says whether any of them rests on a report."""

    states: Mapping[State, int]
    withdrawn: int = 0
    reported: bool = True

    @property
    def asked(self) -> int:
        """How many there are of whom something is asked."""
        return sum(n for state, n in self.states.items() if state is not State.NOT_APPLICABLE)


def count(found: Iterable[Verdict]) -> Counts:
    """The counts of some verdicts."""
    listed = list(found)
    states = Counter(v.state for v in listed if not v.withdrawn)
    reported = any(v.tested is not None and v.tested.rows for v in listed)
    return Counts(states, sum(v.withdrawn for v in listed), reported)


def sentence(sheet: Sheet, counts: Counts, counted: Counted) -> Safe:
    """`2 of 4 targets are met; on 1 nothing is reported.`; nothing where there is no verdict."""
    total = counts.asked
    if not total:
        return sheet.say("answer.none") if counts.states else EMPTY
    if total == 1 and counted == "targets":
        state = next(s for s, n in counts.states.items() if n and s is not State.NOT_APPLICABLE)
        return sheet.say(f"answer.one.{state.value}")
    if not counts.reported and counted == "organizations":
        return sheet.say("answer.asked", n=total)
    if not counts.reported:
        return sheet.say("answer.nothing", counts=_asked_words(sheet, counts))
    met = counts.states.get(State.MET, 0)
    rest = "organizations" if counted == "organizations" else "targets"
    clauses = [sheet.say(f"answer.{counted}.met", n=met, total=sheet.number(total))]
    clauses += [
        sheet.say(f"answer.{rest}.{state.value}", n=counts.states[state])
        for state in _OPEN
        if counts.states.get(state)
    ]
    return sheet.say("answer.sentence", clauses=sheet.clauses(clauses))


def after(sheet: Sheet, first: Safe, counts: Counts) -> Safe:
    """What a record holds, and after it what came of all its targets together."""
    rest = sentence(sheet, counts, "pairs") if counts.asked else EMPTY
    return Safe(f"{first} {rest}") if rest else first


def _asked_words(sheet: Sheet, counts: Counts) -> Safe:
    asked: dict[State, int] = {
        s: n for s, n in counts.states.items() if s is not State.NOT_APPLICABLE
    }
    return verdicts.counts_words(sheet, asked)


def tally(sheet: Sheet, counts: Counts) -> Tally | None:
    """The counts as chips, with a bar of those of whom something is asked."""
    parts = tuple(
        TallyPart(
            verdicts.css_name(state),
            counts.states[state] if state is not State.NOT_APPLICABLE else 0,
            sheet.say(f"count.{state.value}", n=counts.states[state]),
        )
        for state in verdicts.TOLD
        if counts.states.get(state)
    )
    left = sheet.say("count.withdrawn", n=counts.withdrawn) if counts.withdrawn else EMPTY
    return Tally(parts, left) if parts or left else None


def chips(sheet: Sheet, counts: Counts) -> Safe:
    """The counts as chips in one row, for a cell of a table."""
    shown = [
        element(
            "span",
            sheet.say(f"count.{state.value}", n=counts.states[state]),
            class_=f"verdict verdict--{verdicts.css_name(state)}",
        )
        for state in verdicts.TOLD
        if counts.states.get(state)
    ]
    if counts.withdrawn:
        shown.append(sheet.say("count.withdrawn", n=counts.withdrawn))
    return Safe(" ".join(shown))


def rank(counts: Counts) -> str:
    """What to sort by: the worst state that there is."""
    return min((verdicts.rank(state) for state, n in counts.states.items() if n), default="")


def basis(sheet: Sheet, sources: Section | None, first: Safe = EMPTY) -> Paragraph:
    """How one knows: the number of sources with the way to them, and the method; and where to
    say that it is wrong."""
    parts = [first] if first else []
    if sources and sheet.cited:
        words = plain(sheet.say("sources.caption", n=len(sheet.cited)))
        parts.append(link(f"#{sources.anchor}", words))
    parts.append(sheet.to("method.md", sheet.say("answer.method")))
    parts.append(report_link(sheet))
    return Paragraph(Safe(" · ".join(parts)), "basis")
