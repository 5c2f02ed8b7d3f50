"""Results for a time when the organization did not exist.

Knows when organizations exist. Must not know payloads.
"""

from collections.abc import Iterator
from datetime import date

from pledgebook.diagnostics import Diagnostic
from pledgebook.entries import Entry
from pledgebook.records import Organization, Result
from pledgebook.rules.checked import Checked
from pledgebook.rules.dates import bounds
from pledgebook.rules.marks import problem_at

_RULE = "outside-existence"


def outside_existence(checked: Checked) -> Iterator[Diagnostic]:
    """A result is about a time before the organization was founded or after it was dissolved.

    A period that the organization lived through only in part is allowed, and so is a row that
    says `missing: not-applicable`.

    Wrong: a school founded on 2025-09-01 has a result for `period: 2023`.

    To repair it: correct the period or date of the row, the organization it is given to, or
    the organization's own dates.
    """
    for id_, entry in checked.model.organizations.items():
        if entry.record.founded is None and entry.record.dissolved is None:
            continue
        for row in checked.model.rows_by_organization.get(id_, ()):
            if row.record.missing != "not-applicable":
                yield from _outside(entry, row)


def _time(row: Result) -> tuple[date, date] | None:
    """The first and last day that a row may be about; None when that is open."""
    if row.period:
        return None if row.period.uncertain else (row.period.first, row.period.last)
    return bounds(row.as_of) if row.as_of else None


def _outside(organization: Entry[Organization], row: Entry[Result]) -> Iterator[Diagnostic]:
    time = _time(row.record)
    founded, dissolved = organization.record.founded, organization.record.dissolved
    if time is None:
        return
    if founded and time[1] < bounds(founded)[0]:
        field, day = "founded", founded.text
    elif dissolved and time[0] > bounds(dissolved)[1]:
        field, day = "dissolved", dissolved.text
    else:
        return
    when = row.record.period or row.record.as_of
    path = "period" if row.record.period else "as_of"
    related = (organization.place(field),)
    params = {"id": organization.id, "day": day, "time": when.text if when else ""}
    yield problem_at(row, f"{_RULE}.{field}", path, related=related, **params)
