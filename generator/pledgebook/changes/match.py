"""Which record of one model is which of another: by type and id, and by `former_ids`.

Knows names of records, targets and rows. Must not know what changed in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pledgebook.entries import Entry
from pledgebook.model import Model, TargetEntry
from pledgebook.records import Result

KINDS = ("organizations", "programmes", "agreements", "indicators", "scales", "sources")
ANNOUNCEMENTS = "announcements"
# Organization, subject, whether about a date, first and last day, assessment.
RowKey = tuple[str, str, bool, date, date, str]
Rows = dict[int, Entry[Result]]
Series = tuple[RowKey, Rows, Rows]


@dataclass(frozen=True)
class Renames:
    """Old names with the new ones, as the later model says: of records by type and id, of
    targets by `OWNER/TARGET`. Only what has another name is in it."""

    records: Mapping[tuple[str, str], str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)

    def record(self, kind: str, id_: str) -> str:
        """A record's id in the later model."""
        return self.records.get((kind, id_), id_)

    def target(self, name: str) -> str:
        """A target's `OWNER/TARGET` in the later model."""
        return self.targets.get(name, name)

    def row(self, entry: Entry[Result]) -> RowKey | None:
        """What a row is about, by the names of the later model; None where it does not say."""
        row = entry.record
        span = row.period or row.as_of
        if span is None or not (row.indicator or row.target):
            return None
        subject = (
            self.record("indicators", row.indicator)
            if row.indicator
            else self.target(row.target or "")
        )
        organization = self.record("organizations", row.organization)
        return organization, subject, row.period is None, span.first, span.last, row.assessment


def entries_of(model: Model, kind: str) -> Mapping[str, Entry[Any]]:
    """The records of a type by id, announcements too."""
    if kind == ANNOUNCEMENTS:
        return {id_: article.entry for id_, article in model.articles.items()}
    return model.of_type(kind)


def find_renames(before: Model, after: Model) -> Renames:
    """What goes by another name in the later model."""
    records: dict[tuple[str, str], str] = {}
    for kind in (*KINDS, ANNOUNCEMENTS):
        old, new = entries_of(before, kind), entries_of(after, kind)
        for entry in new.values():
            for former in entry.record.former_ids:
                if former in old and former not in new:
                    records[kind, former] = entry.id
    return Renames(records, _renamed_targets(before, after, records))


def _renamed_targets(
    before: Model, after: Model, records: Mapping[tuple[str, str], str]
) -> dict[str, str]:
    former = {
        (entry.owner.type, entry.owner.id, old): name
        for name, entry in after.targets.items()
        for old in entry.target.former_ids
    }
    found = {}
    for name, entry in before.targets.items():
        new = _new_name(entry, records, former, after)
        if new != name:
            found[name] = new
    return found


def _new_name(
    entry: TargetEntry,
    records: Mapping[tuple[str, str], str],
    former: Mapping[tuple[str, str, str], str],
    after: Model,
) -> str:
    kind, id_ = entry.owner.type, entry.owner.id
    owner = records.get((kind, id_), id_)
    name = f"{owner}/{entry.target.id}"
    return name if name in after.targets else former.get((kind, owner, entry.target.id), name)


def series_of(model: Model, renames: Renames) -> dict[RowKey, dict[int, Entry[Result]]]:
    """Rows by what they are about, then by revision, the lowest first."""
    found: dict[RowKey, dict[int, Entry[Result]]] = {}
    for entry in model.results:
        key = renames.row(entry)
        if key is not None:
            found.setdefault(key, {})[entry.record.revision] = entry
    return {key: dict(sorted(rows.items())) for key, rows in found.items()}


def changed_series(before: Model, after: Model, renames: Renames) -> tuple[Series, ...]:
    """The series that are not the same in both models, with the rows of each by revision."""
    old, new = series_of(before, renames), series_of(after, Renames())
    found = []
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key, {}), new.get(key, {})
        if was.keys() != now.keys() or any(was[n].record != now[n].record for n in now):
            found.append((key, was, now))
    return tuple(found)


def published(rows: Mapping[int, Entry[Result]], as_of: date) -> dict[int, Entry[Result]]:
    """The rows of one series that readers could see on a date, the lowest revision first."""
    return {
        number: entry
        for number, entry in rows.items()
        if entry.record.issued is None or entry.record.issued <= as_of
    }


def row_name(entry: Entry[Result]) -> str:
    """`results/ORGANIZATION/SUBJECT/TIME`: how a correction names a row."""
    row = entry.record
    span = row.period or row.as_of
    return f"results/{row.organization}/{row.indicator or row.target}/{span.text if span else ''}"
