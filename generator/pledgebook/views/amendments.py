"""Amendments of a programme or agreement: when, why, and which targets they change.

Knows how an amendment reads. Must not evaluate an amended target.
"""

from pledgebook.entries import Entry
from pledgebook.links import amendment_anchor
from pledgebook.markup import EMPTY, Safe, escape
from pledgebook.model import Owner, TargetEntry
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
            amendment_anchor(amendment.id),
        )
        for amendment in entry.record.amendments
    )
    caption = sheet.say("amendments.caption", n=len(rows))
    return section("amendments", sheet.say("section.amendments"), Table(caption, columns, rows))


def changed_targets(sheet: Sheet, entry: Entry[Owner], amendment: Amendment) -> Safe:
    """The targets that an amendment changes, with what they ask from then on."""
    return sheet.clauses(
        [_changed(sheet, entry, id_, change) for id_, change in amendment.targets.items()]
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
    asked = verdicts.terms(sheet, target, change) if not change.own else _own(sheet, target, change)
    when = verdicts.due(sheet, change)
    words = sheet.commas((asked, when)) or EMPTY
    return Safe(f"{name}: {words}") if words else name


def _own(sheet: Sheet, target: TargetEntry, change: TargetChange) -> Safe:
    """The terms of single organizations that change: what each was asked, and is from now on."""
    parts = []
    for organization, own in change.own.items():
        before = target.target.own.get(organization)
        now = sheet.commas((verdicts.terms(sheet, target, own), verdicts.due(sheet, own)))
        old = (
            sheet.commas((verdicts.terms(sheet, target, before), verdicts.due(sheet, before)))
            if before
            else EMPTY
        )
        words = Safe(f"{old} → {now}") if old else now
        parts.append(Safe(f"{sheet.organization(organization)}: {words}"))
    return sheet.clauses(parts)
