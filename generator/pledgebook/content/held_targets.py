"""The numbers of targets: what is asked, from when to when, of how many.

Knows the terms of a target and of its amendments. Must not know results.
"""

from pledgebook.content.held import NOTHING, Held, dates, joined, numbers, shares
from pledgebook.content.held_words import of_sources, of_text
from pledgebook.model import Model
from pledgebook.records import COMPARATORS, Target, TargetChange, Terms

_SINGLE = tuple(name for name in COMPARATORS if name != "between")


def of_terms(model: Model, terms: Terms, target: Terms | None = None) -> Held:
    """What a target asks: its numbers, dates and spans; `target` where the terms are a part."""
    unit = shares if _in_percent(model, target or terms) else numbers
    steps = terms.interim or ()
    baseline, between = terms.baseline, terms.between
    return joined(
        (
            *((shares if n.endswith("percent") else unit)(getattr(terms, n)) for n in _SINGLE),
            unit(between.low, between.high) if between else NOTHING,
            unit(baseline.value if baseline else None, *(step.value for step in steps)),
            dates(terms.due, terms.first_period, baseline.period if baseline else None),
            dates(*(step.period for step in steps)),
            numbers(terms.report_within or None),
            of_text(model, terms.due_text),
        )
    )


def _in_percent(model: Model, terms: Terms) -> bool:
    """Whether the numbers of a target are percentages."""
    indicator = model.indicators.get(getattr(terms, "indicator", None) or "")
    if indicator is not None:
        return indicator.record.measure in {"percent", "rating"}
    return terms.level is not None or getattr(terms, "scale", None) is not None


def of_target(model: Model, target: TargetChange, signed: Target | None = None) -> Held:
    """A target, or what an amendment changes in one that was `signed`."""
    rollup, scope = target.rollup, target.scope
    return joined(
        (
            of_terms(model, target, signed or target),
            *(of_terms(model, own, signed or target) for own in target.own.values()),
            of_text(model, target.statement),
            shares(rollup.at_least_percent if rollup else None),
            numbers(scope.declared if scope else None),
            numbers(len(scope.organizations) if scope and scope.organizations else None),
            numbers(len(target.own) or None),
            of_sources(model, target.sources),
        )
    )
