"""Which rows an announcement is about, with their revisions.

Knows filters, natural keys, revisions and embargoes. Must not know what a row says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pledgebook.entries import Entry
from pledgebook.model import Model
from pledgebook.records import Announcement, Result, RowFilter
from pledgebook.values import FuzzyDate, Period

Row = Entry[Result]
_NAMES = ("organization", "indicator", "target", "period", "as_of", "assessment")


@dataclass(frozen=True)
class History:
    """The revisions of one row that could be read on a day, the oldest first."""

    revisions: tuple[Row, ...]

    @property
    def newest(self) -> Row:
        """The revision that counts, even if it takes the row back."""
        return self.revisions[-1]

    def state(self, back: int) -> Row | None:
        """The row as it was so many revisions ago; None where it was withdrawn."""
        row = self.revisions[max(0, len(self.revisions) - 1 - back)]
        return None if row.record.status == "withdrawn" else row


@dataclass(frozen=True)
class Rows:
    """The rows of a model, to be found by any part of their key."""

    model: Model

    @cached_property
    def _by_target(self) -> Mapping[object, Sequence[Row]]:
        return _grouped((row.record.target, row) for row in self.model.results)

    @cached_property
    def _by_time(self) -> Mapping[object, Sequence[Row]]:
        return _grouped((row.record.period or row.record.as_of, row) for row in self.model.results)

    @cached_property
    def have_strays(self) -> bool:
        """Whether a row names an organization or indicator that is not there: it is missing where
        it was meant to be."""
        model = self.model
        return any(
            row.record.organization not in model.organizations
            or (row.record.indicator is not None and row.record.indicator not in model.indicators)
            for row in model.results
        )

    def of_target(self, name: str) -> Sequence[Row]:
        """The rows of a target that no indicator tests, by `OWNER/TARGET`."""
        return self._by_target.get(name, ())

    def about(self, record: Announcement, as_of: date) -> tuple[History, ...]:
        """The rows that agree with one of the announcement's filters, with all revisions.

        Without filters those of the indicators that it names for the organizations it names.
        """
        filters = _filters(record)
        found = {id(row): row for wanted in filters for row in self._matching(wanted)}
        shown = [r for r in found.values() if r.record.issued is None or r.record.issued <= as_of]
        keys = _grouped((_key(row.record), row) for row in shown)
        return tuple(
            History(tuple(sorted(rows, key=lambda row: row.record.revision)))
            for rows in keys.values()
        )

    def _matching(self, wanted: RowFilter) -> Iterable[Row]:
        """Rows with all parts of the key that are asked for, but for the revision."""
        asked = {n: v for n in _NAMES if (v := getattr(wanted, n)) is not None}
        if not asked:
            return ()
        rows = self._candidates(wanted)
        return (r for r in rows if all(getattr(r.record, n) == v for n, v in asked.items()))

    def _candidates(self, wanted: RowFilter) -> Sequence[Row]:
        subject = wanted.indicator or wanted.target
        if wanted.organization and subject:
            return self.model.rows_by_subject.get((wanted.organization, subject), ())
        if wanted.organization:
            return self.model.rows_by_organization.get(wanted.organization, ())
        if wanted.indicator:
            return self.model.rows_by_indicator.get(wanted.indicator, ())
        if wanted.target:
            return self._by_target.get(wanted.target, ())
        if time := wanted.period or wanted.as_of:
            return self._by_time.get(time, ())
        return self.model.results


def _filters(record: Announcement) -> tuple[RowFilter, ...]:
    about = record.about
    if about is None:
        return ()
    return about.results or tuple(
        RowFilter.model_construct(organization=organization, indicator=indicator)
        for organization in about.organizations
        for indicator in about.indicators
    )


def time_of(record: Result) -> tuple[date, date]:
    """The first and last day that a row is about."""
    time: Period | FuzzyDate | None = record.period or record.as_of
    return (time.first, time.last) if time else (date.min, date.min)


def _key(record: Result) -> tuple[object, ...]:
    subject = record.indicator or record.target
    point = record.period is None
    return (record.organization, subject, *time_of(record), point, record.assessment)


def _grouped(pairs: Iterable[tuple[object, Row]]) -> Mapping[object, Sequence[Row]]:
    groups: dict[object, list[Row]] = defaultdict(list)
    for key, row in pairs:
        if key is not None:
            groups[key].append(row)
    return groups
