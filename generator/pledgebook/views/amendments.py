"""Amendments of a programme or agreement: when, why, and which targets they change.

Knows how an amendment reads. Must not evaluate an amended target.
"""

from pledgebook.entries import Entry
from pledgebook.markup import EMPTY, Safe, escape, join
from pledgebook.model import Owner
from pledgebook.records import Agreement, Amendment, Programme, TargetChange
from pledgebook.views import verdicts
from pledgebook.views.blocks import Column, Row, Section, Table, section
from pledgebook.views.sheet import Sheet


def amendments_section(sheet: Sheet, entry: Entry[Programme] | Entry[Agreement]) -> Section | None:
    """All amendments of a record as a table."""
    columns = tuple(
        Column(sheet.say(f"column.{name}")) for name in ("date", "targets", "rationale", "sources")
    )
    rows = tuple(
        Row(
            (
                sheet.date(amendment.date),
                changed_targets(sheet, entry, amendment),
                sheet.text(amendment.rationale),
                sheet.cite(amendment.sources),
            ),
            f"amendment-{amendment.id}",
        )
        for amendment in entry.record.amendments
    )
    caption = sheet.say("amendments.caption", n=len(rows))
    return section("amendments", sheet.say("section.amendments"), Table(caption, columns, rows))


def changed_targets(sheet: Sheet, entry: Entry[Owner], amendment: Amendment) -> Safe:
    """The targets that an amendment changes, with what they ask from then on."""
    return join(
        [_changed(sheet, entry, id_, change) for id_, change in amendment.targets.items()],
        Safe("; "),
    )


def _changed(
    sheet: Sheet,
    entry: Entry[Owner],
    id_: str,
    change: str | TargetChange,
) -> Safe:
    target = sheet.model.targets.get(f"{entry.id}/{id_}")
    name = sheet.target(f"{entry.id}/{id_}") if target else escape(id_)
    if target is None or isinstance(change, str):
        return Safe(f"{name}: {sheet.say('amendments.withdrawn')}")
    asked = verdicts.terms(sheet, target, change)
    when = verdicts.due(sheet, change)
    words = join([part for part in (asked, when) if part], Safe(", ")) or EMPTY
    return Safe(f"{name}: {words}") if words else name
