"""What a target tests: which rows answer it, of which measure, combined how over time.

Knows indicators and scales. Must not know rows, dates or verdicts.
"""

from dataclasses import dataclass, replace
from typing import Literal

from pledgebook.model import Model, TargetEntry
from pledgebook.records import Target
from pledgebook.status.terms import comparator_of

Measure = Literal["count", "quantity", "percent", "boolean", "rating"]
OverTime = Literal["latest", "sum", "once"]


@dataclass(frozen=True, slots=True)
class Question:
    """What a target tests: which rows, of which measure, and how rows combine over time.

    subject: the indicator's id, or `OWNER/TARGET` for what has no indicator.
    levels: codes of the scale; `reached`: those at the target's level or better.
    shares: whether a share of many is tested; false for a rating without a comparator.
    comparator: its name, if there is one.
    problem: (field, value) of the terms when they cannot be tested.
    """

    subject: str
    measure: Measure
    over_time: OverTime
    levels: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()
    shares: bool = True
    problem: tuple[str, str] | None = None
    comparator: str | None = None


def question_of(entry: TargetEntry, terms: Target, model: Model) -> Question:
    """What the terms test. A reference that leads nowhere is a `problem`."""
    return replace(_question(entry, terms, model), comparator=comparator_of(terms))


def _question(entry: TargetEntry, terms: Target, model: Model) -> Question:
    if terms.indicator is not None:
        return _indicator_question(terms, model)
    if terms.scale is not None:
        return _rated(terms, model, entry.name, "latest", terms.scale)
    return Question(entry.name, "boolean", "once")


def _indicator_question(terms: Target, model: Model) -> Question:
    name = terms.indicator or ""
    entry = model.indicators.get(name)
    if entry is None:
        return Question(name, "boolean", "once", problem=("indicator", name))
    indicator = entry.record
    boolean = indicator.measure == "boolean"
    over_time = indicator.over_time or ("once" if boolean else "latest")
    if boolean and over_time == "sum":
        over_time = "once"
    if indicator.measure == "rating":
        return _rated(terms, model, name, over_time, indicator.scale or "")
    if not boolean and comparator_of(terms) is None:
        return Question(name, indicator.measure, over_time, problem=("comparator", ""))
    return Question(name, indicator.measure, over_time)


def _rated(terms: Target, model: Model, subject: str, over_time: OverTime, scale: str) -> Question:
    shares = comparator_of(terms) is not None
    known = model.scales.get(scale)
    if known is None:
        return Question(subject, "rating", over_time, problem=("scale", scale))
    codes = [level.code for level in known.record.levels]
    if terms.level not in codes:
        return Question(subject, "rating", over_time, problem=("level", terms.level or ""))
    reached = frozenset(codes[: codes.index(terms.level) + 1])
    return Question(subject, "rating", over_time, frozenset(codes), reached, shares)
