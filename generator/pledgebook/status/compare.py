"""Comparators: the value to reach, and whether a value reaches it.

Knows exact numbers and the ten comparators. Must not know rows, dates or verdicts.

A relative comparator is turned into a value in the unit of the indicator: `increase_by`
asks for at least baseline + x, `decrease_by` for at most baseline − x, and the percent forms
count x % of the baseline's size without its sign. So an increase always goes up, also from
a negative baseline: 10 % up from −100 is −90. From zero, any growth is more than any
percentage, so `increase_by_percent` asks for more than zero; there is nothing to decrease,
so `decrease_by_percent` asks for at most zero. `increase_by` on a percent indicator counts
percentage points.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pledgebook.records import RELATIVE, Target
from pledgebook.status.exact import fraction
from pledgebook.status.terms import comparator_of

Operator = Literal["at_least", "more_than", "at_most", "less_than", "equals", "between"]
_UPWARD = ("at_least", "more_than")
_DOWNWARD = ("at_most", "less_than")
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Goal:
    """The value to reach, in the unit of the indicator; `high` differs from `low` in a range."""

    operator: Operator
    low: Fraction
    high: Fraction

    def holds(self, value: Fraction) -> bool:
        """Whether a value reaches the goal."""
        match self.operator:
            case "at_least":
                return value >= self.low
            case "more_than":
                return value > self.low
            case "at_most":
                return value <= self.low
            case "less_than":
                return value < self.low
            case _:
                return self.low <= value <= self.high

    @property
    def upward(self) -> bool:
        """Whether more is always better."""
        return self.operator in _UPWARD

    @property
    def downward(self) -> bool:
        """Whether less is always better."""
        return self.operator in _DOWNWARD

    def aim(self, start: Fraction) -> Fraction:
        """The value that a path from `start` leads to: the nearer end of a range."""
        return self.high if start > self.high else self.low


def goal_at(operator: Operator, low: Fraction, high: Fraction | None = None) -> Goal:
    """A goal of one value, or of a range."""
    return Goal(operator, low, low if high is None else high)


YES = goal_at("at_least", Fraction(1))
EVERYTHING = goal_at("at_least", _HUNDRED)


def goal_of(terms: Target, baseline: Fraction | None) -> Goal | None:
    """The value to reach; None when a relative comparator has no baseline.

    Without a comparator: true for yes and no (1), the level for one rated body (100 %).
    """
    name = comparator_of(terms)
    if name is None:
        return EVERYTHING if terms.level is not None else YES
    if name == "between" and terms.between is not None:
        return goal_at("between", fraction(terms.between.low), fraction(terms.between.high))
    return _goal(name, fraction(getattr(terms, name)), baseline)


def _goal(name: str, value: Fraction, baseline: Fraction | None) -> Goal | None:
    if name not in RELATIVE:
        return goal_at(_operator(name), value)
    if baseline is None:
        return None
    increase, percent = name.startswith("increase"), name.endswith("percent")
    if percent and baseline == 0 and increase and value > 0:
        return goal_at("more_than", baseline)
    step = abs(baseline) * value / _HUNDRED if percent else value
    return goal_at("at_least", baseline + step) if increase else goal_at("at_most", baseline - step)


def _operator(name: str) -> Operator:
    operators: dict[str, Operator] = {
        "at_least": "at_least",
        "at_most": "at_most",
        "more_than": "more_than",
        "less_than": "less_than",
        "equals": "equals",
    }
    return operators[name]


def interim_goal(
    terms: Target, value: Fraction, baseline: Fraction | None, upward: bool
) -> Goal | None:
    """The goal of an interim value, which is in the unit of the comparator's own value.

    On the way to an exact value or a range, it is reached by going at least so far in the
    direction of the path.
    """
    name = comparator_of(terms)
    if name is None:
        return None
    if name in {"equals", "between"}:
        return goal_at("at_least" if upward else "at_most", value)
    return _goal(name, value, baseline)


def change(name: str | None, value: Fraction, baseline: Fraction | None) -> Fraction | None:
    """The value in the unit of the comparator `name`: the change for a relative one.

    None without a baseline, and for a percentage of zero.
    """
    if name is None or name not in RELATIVE:
        return value
    if baseline is None:
        return None
    moved = value - baseline if name.startswith("increase") else baseline - value
    if not name.endswith("percent"):
        return moved
    return moved * _HUNDRED / abs(baseline) if baseline else None
