"""The table of targets: every verdict with the terms it was reached by, and every roll-up.

Knows what a verdict shows, and what else someone needs to reach it again from the rows. Must
not compute a verdict, or know formats.

A target that was amended has rows as signed and as amended; a recurring one has a row for each
period. The verdict of the pages is where `in_force` and `latest` are both true.
"""

from datetime import date
from decimal import Decimal

from pledgebook.downloads import terms
from pledgebook.downloads.columns import choices, day, name_label
from pledgebook.downloads.dataset import Cell, Dataset, short
from pledgebook.downloads.table import Column, Foreign, Label, Table
from pledgebook.downloads.terms import TargetItem
from pledgebook.records import COMPARATORS, Indicator, Target
from pledgebook.status import State

# Reasons that lie with the organization or the target, not with any value.
NOT_ASKED = frozenset(
    {
        *("withdrew", "replaced", "target-withdrawn", "indicator-not-for"),
        *("dissolved", "founded-later", "joined-later", "not-in-scope"),
    }
)


def _as_of(_: Dataset, item: TargetItem) -> str | None:
    """The date of the row that was tested: its own, else the last day of its period."""
    rows = item.tested.rows if item.verdict and item.tested else ()
    if not rows:
        return None
    row = rows[-1].record
    return row.period.last.isoformat() if row.period else day(row.as_of)


def _actual(_: Dataset, item: TargetItem) -> Cell:
    actual = item.tested.actual if item.tested else None
    return short(actual) if isinstance(actual, Decimal) else actual


def _pace(_: Dataset, item: TargetItem) -> Decimal | None:
    return None if item.shown.pace is None else short(item.shown.pace)


def _reason_details(_: Dataset, item: TargetItem) -> Cell:
    params = item.shown.reason.params if item.shown.reason else ()
    return {name: value for name, value in params if value} or None


def _days(_: Dataset, item: TargetItem) -> tuple[date | None, date | None]:
    """The first and last day tested; either is None where nothing says it."""
    period, asked = item.shown.period, item.terms
    if period is None:
        start = asked.first_period.first if asked.first_period and not asked.every else None
        return (None if asked.due else start), asked.due
    one_day = asked.due is not None and period.first == period.last
    return None if one_day else period.first, period.last


def _first_day(data: Dataset, item: TargetItem) -> str | None:
    first = _days(data, item)[0]
    return first.isoformat() if first else None


def _last_day(data: Dataset, item: TargetItem) -> str | None:
    last = _days(data, item)[1]
    return last.isoformat() if last else None


def _baseline_last_day(_: Dataset, item: TargetItem) -> str | None:
    return item.terms.baseline.period.last.isoformat() if item.terms.baseline else None


def _report_within(data: Dataset, item: TargetItem) -> int:
    own = item.terms.report_within
    return data.model.site.report_within if own is None else own


def _applicable(_: Dataset, item: TargetItem) -> bool | None:
    """Whether anything is asked of the organization in the period, whatever was reported."""
    if item.verdict is None:
        return None
    return item.verdict.reason is None or item.verdict.reason.code not in NOT_ASKED


def _part_of(data: Dataset, item: TargetItem) -> str | None:
    """The nearest organization above that is in scope too: its totals hold this one's."""
    seen, id_ = set[str](), item.organization
    while id_ and id_ not in seen:
        seen.add(id_)
        entry = data.model.organizations.get(id_)
        id_ = entry.record.parent if entry else None
        if id_ in item.scope and id_ not in seen:
            return id_
    return None


def _counts(_: Dataset, item: TargetItem) -> Cell:
    if item.verdict:
        return None
    found = {state.value: item.rollup.counts.get(state, 0) for state in State}
    found.update(withdrawn=item.rollup.withdrawn, unlisted=item.rollup.unlisted)
    return {name: n for name, n in found.items() if n}


def _line(_: Dataset, item: TargetItem) -> int:
    """Where the terms are written: in an amendment, as an organization's own, or the target."""
    owner, target = item.entry.owner, item.entry.target
    path = item.entry.path
    for index, amendment in enumerate(owner.record.amendments):
        if amendment.id == item.rollup.version:
            path = f"amendments.{index}.targets.{target.id}"
    own = f"{item.entry.path}.own.{item.organization}"
    return owner.place(own if item.organization in target.own else path).line


def _id(_: Dataset, item: TargetItem) -> str:
    period = item.shown.period.text if item.shown.period and item.verdict else ""
    parts = (item.entry.owner.name, item.entry.target.id, item.rollup.version)
    return "|".join((*parts, item.organization or "", period))


def _level_name(data: Dataset, item: TargetItem, tag: str) -> str | None:
    names = {level.code: level.name for level in terms.scale_levels(data, item)}
    return data.text_in(names.get(item.terms.level or ""), tag)


def asked(item: TargetItem) -> tuple[int, str]:
    """What the terms depend on."""
    return item.asked


TARGETS: Table[TargetItem] = Table(
    "targets",
    terms.target_items,
    (
        Column("owner", "string", lambda _, i: i.entry.owner.name),
        Column("target", "string", lambda _, i: i.entry.target.id),
        Column("version", "string", lambda _, i: i.rollup.version),
        Column("organization", "string", lambda _, i: i.organization, "target.organization"),
        Column("indicator", "string", lambda _, i: i.terms.indicator, "target.indicator"),
        Column("statement", "string", lambda d, i: d.text(i.terms.statement), of=asked),
        Column("level", "string", lambda _, i: i.terms.level, "target.level"),
        Column(
            "measure",
            "string",
            terms.measure,
            "target.measure",
            allowed=choices(Indicator, "measure"),
            of=asked,
        ),
        Column(
            "comparator",
            "string",
            lambda _, i: terms.comparator(i.terms),
            allowed=COMPARATORS,
            of=asked,
        ),
        Column("value", "number", terms.value, "target.value", of=asked),
        Column("value_high", "number", terms.value_high, of=asked),
        Column("unit", "string", terms.unit, "target.unit", of=asked),
        Column("rollup", "any", terms.rollup, of=asked),
        Column(
            "baseline_period",
            "string",
            lambda _, i: i.terms.baseline.period.text if i.terms.baseline else None,
        ),
        Column("baseline_value", "number", terms.baseline_value),
        Column("due", "date", lambda _, i: i.terms.due.isoformat() if i.terms.due else None),
        Column(
            "period",
            "string",
            lambda _, i: i.shown.period.text if i.shown.period else None,
            "target.period",
        ),
        Column("as_of", "string", _as_of, "target.as_of"),
        Column(
            "progress_model",
            "string",
            terms.progress_model,
            allowed=choices(Target, "progress_model"),
            of=asked,
        ),
        Column("pace", "number", _pace),
        Column(
            "status",
            "string",
            lambda _, i: i.shown.state.value,
            "target.status",
            allowed=tuple(state.value for state in State),
        ),
        Column("provisional", "boolean", lambda _, i: i.shown.provisional),
        Column("late", "integer", lambda _, i: i.verdict.late if i.verdict else None),
        Column(
            "withdrawn",
            "boolean",
            lambda _, i: i.verdict.withdrawn if i.verdict else False,
            "target.withdrawn",
        ),
        Column("actual", "any", _actual),
        Column(
            "numerator",
            "number",
            lambda _, i: i.tested.numerator if i.tested else None,
            "target.numerator",
        ),
        Column(
            "denominator",
            "number",
            lambda _, i: i.tested.denominator if i.tested else None,
            "target.denominator",
        ),
        Column("reason", "string", lambda _, i: i.shown.reason.code if i.shown.reason else None),
        Column("source_path", "string", lambda _, i: i.entry.owner.file.path),
        Column("source_line", "integer", _line, of=asked),
        Column("reason_details", "object", _reason_details),
        Column("in_force", "boolean", lambda _, i: i.in_force),
        Column("latest", "boolean", lambda _, i: i.latest),
        Column("applicable", "boolean", _applicable),
        Column("evaluated", "date", lambda d, _: d.as_of.isoformat()),
        Column("every", "string", lambda _, i: i.terms.every, allowed=choices(Target, "every")),
        Column("first_day", "date", _first_day, "target.first_day"),
        Column("last_day", "date", _last_day, "target.last_day"),
        Column("baseline_last_day", "date", _baseline_last_day, of=asked),
        Column("report_within", "integer", _report_within, of=asked),
        Column("on_track", "number", lambda d, _: d.statuses.on_track),
        Column("interim", "array", terms.interim, of=asked),
        Column("levels", "array", terms.levels, "target.levels", of=asked),
        Column("part_of", "string", _part_of, of=lambda i: (i.organization, id(i.scope))),
        Column(
            "declared",
            "integer",
            lambda _, i: i.rollup.declared if i.verdict is None else None,
        ),
        Column("counts", "object", _counts),
        Column(
            "assumed",
            "array",
            lambda _, i: (list(i.verdict.assumed) or None) if i.verdict else None,
            "target.assumed",
        ),
        Column("id", "string", _id, "row_id"),
    ),
    (
        Label(
            "owner",
            lambda d, i, tag: d.text_in(i.entry.owner.record.name, tag),
            of=asked,
        ),
        name_label("organization", "organizations", lambda i: i.organization),
        name_label("indicator", "indicators", lambda i: i.terms.indicator),
        Label("statement", lambda d, i, tag: d.text_in(i.terms.statement, tag), of=asked),
        Label("level", _level_name, of=asked),
        Label("unit", terms.unit_name, of=asked),
        Label(
            "status",
            lambda d, i, tag: d.word(f"state.{i.shown.state.value}", tag),
            of=lambda i: i.shown.state,
        ),
    ),
    key=("id",),
    foreign=(
        Foreign(("organization",), "organizations"),
        Foreign(("indicator",), "indicators"),
        Foreign(("part_of",), "organizations"),
    ),
    counted=terms.count_targets,
    rests_on=lambda item: item.organizations,
)
