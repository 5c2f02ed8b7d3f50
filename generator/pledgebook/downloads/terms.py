"""What a row of the table of targets asks: its target, version, organization and terms.

Knows the terms as they were tested. Must not know what came of them, or formats.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pledgebook.downloads.dataset import Cell, Dataset, short
from pledgebook.model import TargetEntry
from pledgebook.records import COMPARATORS, Indicator, Named, Target
from pledgebook.status import RollupVerdict, Tested, Verdict
from pledgebook.values import LocalizedText

PERCENT, POINTS = "percent", "percentage-points"


@dataclass(frozen=True, slots=True)
class TargetItem:
    """One verdict of one version, or the version's roll-up (then `verdict` is None).

    in_force: whether these are the terms in force. latest: whether the period is the one that
    headlines; always so for a roll-up. scope: the ids of all organizations of the version.
    """

    rollup: RollupVerdict
    verdict: Verdict | None
    in_force: bool
    latest: bool
    scope: frozenset[str]

    @property
    def entry(self) -> TargetEntry:
        """The target with its owner."""
        return self.rollup.target

    @property
    def shown(self) -> Verdict | RollupVerdict:
        """What the row is about."""
        return self.verdict or self.rollup

    @property
    def terms(self) -> Target:
        """The terms tested: for an organization with its own applied."""
        return self.shown.terms

    @property
    def asked(self) -> tuple[int, str]:
        """The same for all rows with the same terms."""
        return id(self.terms), self.rollup.version

    @property
    def organization(self) -> str | None:
        """The organization; none for a roll-up."""
        return self.verdict.organization if self.verdict else None

    @property
    def organizations(self) -> tuple[str, ...]:
        """Whose reports the item rests on: the organization's, or those of all in scope."""
        if self.verdict:
            return (self.verdict.organization,)
        return tuple(verdict.organization for verdict in self.rollup.verdicts)

    @property
    def tested(self) -> Tested | None:
        """The value tested, if there is one."""
        return self.verdict.tested if self.verdict else self.rollup.pooled


def target_items(data: Dataset) -> Sequence[TargetItem]:
    return tuple(item for name in data.model.targets for item in _of_target(data, name))


def count_targets(data: Dataset) -> int:
    """How many items `target_items` gives."""
    statuses = data.statuses
    rollups = (*statuses.rollups.values(), *statuses.signed_rollups.values())
    return sum(1 + sum(1 + len(v.history) for v in rollup.verdicts) for rollup in rollups)


def _of_target(data: Dataset, name: str) -> Iterator[TargetItem]:
    signed, now = data.statuses.signed_rollup(name), data.statuses.rollup(name)
    for rollup in (signed, now):
        if rollup:
            yield from _of_version(rollup, rollup is now)


def _of_version(rollup: RollupVerdict, in_force: bool) -> Iterator[TargetItem]:
    scope = frozenset(verdict.organization for verdict in rollup.verdicts)
    for verdict in rollup.verdicts:
        for earlier in verdict.history:
            yield TargetItem(rollup, earlier, in_force, False, scope)
        yield TargetItem(rollup, verdict, in_force, True, scope)
    yield TargetItem(rollup, None, in_force, True, scope)


def indicator_of(data: Dataset, terms: Target) -> Indicator | None:
    """The indicator that the terms test, if there is one."""
    found = data.model.indicators.get(terms.indicator or "")
    return found.record if found else None


def measure(data: Dataset, item: TargetItem) -> str:
    """How it is measured; a target without an indicator is rated, or kept: yes or no."""
    indicator = indicator_of(data, item.terms)
    return indicator.measure if indicator else "rating" if item.terms.scale else "boolean"


def comparator(terms: Target) -> str | None:
    """The name of the comparator."""
    return next((name for name in COMPARATORS if getattr(terms, name) is not None), None)


def value(_: Dataset, item: TargetItem) -> Decimal | None:
    name = comparator(item.terms)
    if name == "between" and item.terms.between:
        return item.terms.between.low
    return getattr(item.terms, name) if name else None


def value_high(_: Dataset, item: TargetItem) -> Decimal | None:
    return item.terms.between.high if item.terms.between else None


def _shared_unit(data: Dataset, item: TargetItem) -> str | None:
    """The unit of what is counted in hundredths, which no indicator names."""
    name, kind = comparator(item.terms), measure(data, item)
    if name is None:
        return None
    if kind == "percent" and name in {"increase_by", "decrease_by"}:
        return POINTS
    return PERCENT if name.endswith("percent") or kind in {"percent", "rating"} else None


def _own_unit(data: Dataset, item: TargetItem) -> LocalizedText | None:
    indicator = indicator_of(data, item.terms) if comparator(item.terms) else None
    return indicator.unit.name if indicator and indicator.unit else None


def unit(data: Dataset, item: TargetItem) -> str | None:
    shared = _shared_unit(data, item)
    if shared or comparator(item.terms) is None:
        return shared
    indicator = indicator_of(data, item.terms)
    code = indicator.unit.code if indicator and indicator.unit else None
    return code or data.text(_own_unit(data, item))


def unit_name(data: Dataset, item: TargetItem, tag: str) -> str | None:
    shared = _shared_unit(data, item)
    if shared:
        return data.word(f"download.unit.{shared}", tag)
    return data.text_in(_own_unit(data, item), tag)


def rollup(_: Dataset, item: TargetItem) -> Cell:
    percent = item.rollup.percent
    return item.rollup.kind if percent is None else {item.rollup.kind: percent}


def baseline_value(_: Dataset, item: TargetItem) -> Decimal | None:
    used = item.tested.baseline if item.tested else None
    given = item.terms.baseline
    return short(used) if used is not None else given.value if given else None


def progress_model(_: Dataset, item: TargetItem) -> str | None:
    return (item.terms.progress_model or "linear") if comparator(item.terms) else None


def interim(_: Dataset, item: TargetItem) -> Cell:
    return [
        {
            "period": step.period.text,
            "last_day": step.period.last.isoformat(),
            "value": step.value,
        }
        for step in item.terms.interim or ()
    ] or None


def levels(data: Dataset, item: TargetItem) -> Cell:
    """The codes of the levels that count as reached: the one asked for, and better ones."""
    codes = [level.code for level in scale_levels(data, item)]
    asked = item.terms.level
    return list(codes[: codes.index(asked) + 1]) if asked in codes else None


def scale_levels(data: Dataset, item: TargetItem) -> Sequence[Named]:
    indicator = indicator_of(data, item.terms)
    name = indicator.scale if indicator else item.terms.scale
    found = data.model.scales.get(name or "")
    return found.record.levels if found else ()
