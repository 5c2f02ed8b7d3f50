"""What an evaluation gives: states, reasons, the value tested, verdicts and roll-ups.

Knows the shapes and the words for reasons (as codes). Must not know how a verdict is
reached, languages or pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pledgebook.entries import Entry
from pledgebook.model import TargetEntry
from pledgebook.records import Result, Target
from pledgebook.values import Period

SIGNED = "signed"


class State(StrEnum):
    """What a verdict says. The values are those of the downloads."""

    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"


# Every reason code with the names of its parameters. Dates are ISO, numbers plain, lists
# joined by ", ", organizations and records ids. A parameter without a value is "".
REASON_PARAMS: Mapping[str, tuple[str, ...]] = {
    # Not applicable
    "withdrew": ("date", "by"),  # left the agreement; `by` replaces it
    "replaced": ("by", "date"),  # a merger's party stands in its place
    "target-withdrawn": ("amendment", "date"),  # an amendment took the target back
    "indicator-not-for": ("indicator", "classification", "applies_to"),
    "dissolved": ("date", "successors"),  # before the period
    "founded-later": ("date",),  # after the period
    "joined-later": ("date",),  # signed after the period, or not yet
    "not-in-scope": ("to", "of", "classification", "organizations"),  # on an agreement's page
    "zero-of-zero": (),  # nothing was counted: no share exists
    "nobody": (),  # a roll-up of which nothing is left
    # Not applicable, or no data: the row says so; `missing` is the word of the row
    "missing": ("missing",),
    # No data
    "no-row": ("until",),  # nothing reported by `until`
    "unmatched": ("until",),  # rows exist, none of a time that is tested
    "incomplete": ("reported", "parts", "through"),  # a sum lacks parts; counts may be ""
    "unusable-row": (),  # the row's payload does not fit what is tested
    "broken-terms": ("field", "value"),  # the terms name what does not exist or contradict
    "totals-missing": ("reported", "expected"),  # a pooled total that lacks organizations
    # No data when closed, not due while open
    "no-baseline": ("period",),
    # Not due
    "no-target-yet": (),  # in scope, without a value of its own
    "not-ended": ("until",),  # nothing reported, the period or `due` is still to come
    "report-awaited": ("until",),  # ended; a report may still come in time
    "no-date": (),  # nothing reported, and no date at which it would be missing
    "no-start": (),  # recurring, with nothing to say from when
    "not-yet": (),  # reported, not reached, and nothing to measure a pace by
    # On track and behind
    "holds": (),  # reached now, may still be lost
    "interim": ("period", "value"),  # the last interim value passed decides
    "pace": ("pace", "needed"),  # rounded so that it stays on its side of `needed`
    "off-path": (),  # not reached, and no pace is defined (see `pace`)
}
REASONS: tuple[str, ...] = tuple(REASON_PARAMS)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is: one of `REASONS`, with its parameters in order."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


def reason(code: str, *values: str) -> Reason:
    """A reason with its parameters in the order of `REASON_PARAMS`."""
    return Reason(code, tuple(zip(REASON_PARAMS[code], values, strict=True)))


@dataclass(frozen=True, slots=True)
class Tested:
    """The value that a period was tested with, and where it came from.

    actual: in the unit of the comparator's value, so that it can be held against it: the
        share in percent for a level and for a percent indicator; the change since the
        baseline for relative comparators (positive when it goes the way that was promised,
        in percent for `…_percent`; None when the baseline is zero); true or false; the
        code of a level for one rated body without a share. None when the row has no value.
    measured: the same in the unit of the indicator, never a change.
    numerator, denominator: what the share was counted from, where the records have it.
    rows: the rows it rests on (one, or the parts of a sum), newest last.
    parts: (3, 4) when three of four parts are reported, for sums.
    baseline, baseline_rows: in the unit of the indicator, and the rows it is taken from.
    """

    actual: Decimal | bool | str | None
    measured: Decimal | bool | str | None
    numerator: Decimal | None
    denominator: Decimal | None
    rows: tuple[Entry[Result], ...]
    parts: tuple[int, int] | None = None
    baseline: Decimal | None = None
    baseline_rows: tuple[Entry[Result], ...] = ()

    @property
    def baseline_row(self) -> Entry[Result] | None:
        """The newest row that the baseline is taken from."""
        return self.baseline_rows[-1] if self.baseline_rows else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One target, one organization, one period.

    version: "signed" or the id of the amendment whose terms were tested.
    terms: the terms as tested, with amendments and the organization's own applied.
    period: the period tested; None is everything up to the evaluation's date. Where a due
        target says no start, the day it is due.
    late: days after `due`, for what was met late.
    pace: share of the way ÷ share of the time (`way` ÷ `time`), or observed ÷ required
        annual growth for `cagr`. Only where a pace decided.
    expected: where the straight path (for `cagr` the curve) would be by now.
    goal, goal_high: the value to reach in the indicator's unit, baseline counted in; the
        second one closes a range.
    assumed: assumed fields that it rests on, such as "organization.classification",
        "target.due", "row.period".
    disagreement: current rows of other assessments that would give another verdict.
    history: the other periods of a recurring target, oldest first, without history.
    """

    target: TargetEntry
    version: str
    terms: Target
    organization: str
    state: State
    period: Period | None = None
    tested: Tested | None = None
    provisional: bool = False
    late: int | None = None
    withdrawn: bool = False
    pace: Decimal | None = None
    expected: Decimal | None = None
    way: Decimal | None = None
    time: Decimal | None = None
    goal: Decimal | None = None
    goal_high: Decimal | None = None
    reason: Reason | None = None
    assumed: tuple[str, ...] = ()
    disagreement: tuple[Entry[Result], ...] = ()
    history: tuple["Verdict", ...] = ()


@dataclass(frozen=True, slots=True)
class RollupVerdict:
    """The verdicts of all organizations in scope as one.

    kind: `all`, `any`, `pooled` or `at_least_percent` (then `percent` says which).
    counts: verdicts by state, without withdrawn ones. `withdrawn` counts those.
    declared: how many the source counts; `listed` of them have a record, `unlisted` none
        and count as unknown.
    total: those that count: listed, neither withdrawn nor not applicable, and unlisted.
    met_at_least, met_at_most: of `total`, met when every unknown one turns out not met, met.
    lower, upper: the roll-up's state in these two cases (for `pooled`: when what is not
        reported is as bad, as good as can be).
    pooled, reported, expected: for `pooled` the value tested, from `reported` of
        `expected` organizations; a unit below another that reported is in neither number.
        Elsewhere: how many have a value, of those listed that count.
    verdicts: one for each organization, in order of scope.
    assumed: what any of the verdicts rests on.
    period: the period that all headline verdicts are about, if it is one and the same.
    """

    target: TargetEntry
    version: str
    terms: Target
    kind: str
    percent: Decimal | None
    state: State
    provisional: bool
    counts: Mapping[State, int]
    withdrawn: int
    declared: int | None
    listed: int
    unlisted: int
    total: int
    met_at_least: int
    met_at_most: int
    lower: State
    upper: State
    reported: int
    expected: int
    verdicts: tuple[Verdict, ...]
    period: Period | None = None
    pooled: Tested | None = None
    pace: Decimal | None = None
    goal: Decimal | None = None
    goal_high: Decimal | None = None
    assumed: tuple[str, ...] = ()
    reason: Reason | None = None
