"""Was it kept? Verdicts on targets, computed from the records by a published method.

Knows the method; each module's docstring is its part of it: `terms` (which terms hold),
`scope` (for whom), `periods` (when), `rows` and `find` (which rows answer), `compare` and
`pace` (what is reached), `judge` and `evaluate` (the verdict), `rollup` and `pooled` (many
as one). Must not know the clock, languages or pages: everything is a pure function of the
model and a date.
"""

from pledgebook.status.plan import ON_TRACK
from pledgebook.status.rollup import BEST_FIRST, WORST_FIRST
from pledgebook.status.statuses import Statuses, evaluate_all
from pledgebook.status.verdict import (
    REASON_PARAMS,
    REASONS,
    SIGNED,
    Reason,
    RollupVerdict,
    State,
    Tested,
    Verdict,
)

__all__ = [
    "BEST_FIRST",
    "ON_TRACK",
    "REASONS",
    "REASON_PARAMS",
    "SIGNED",
    "WORST_FIRST",
    "Reason",
    "RollupVerdict",
    "State",
    "Statuses",
    "Tested",
    "Verdict",
    "evaluate_all",
]
