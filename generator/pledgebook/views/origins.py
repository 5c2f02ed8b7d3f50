"""Where what a page shows comes from: lines of the records, how to cite a figure, revisions.

Knows how history reads on a page. Must not know git.
"""

from collections.abc import Sequence
from typing import Any

from pledgebook.entries import Entry
from pledgebook.markup import EMPTY, Safe, element, escape, join, link
from pledgebook.provenance import Event, FieldChange, Revision, filled
from pledgebook.status import Verdict
from pledgebook.views.blocks import Column, Facts, Row, Section, Table, section
from pledgebook.views.sheet import Sheet

TOLD = 5  # fields of a change that are told one by one


def line_link(sheet: Sheet, path: str, line: int) -> Safe:
    """A link to a line as the last revision left it; nothing where there is no such address."""
    edition = sheet.edition
    revision = edition.history.last(path)
    if revision is None or not edition.forge.view:
        return EMPTY
    href = filled(edition.forge.view, revision.id, f"{edition.history.folder}{path}", line)
    return link(escape_url(href), sheet.say("origin.line", n=str(line)), class_="line")


def escape_url(href: str) -> Safe:
    """An address for an attribute: no sign of Markdown is left bare in it."""
    return Safe(href.replace("&", "&amp;").replace("_", "&#95;").replace("*", "&#42;"))


def row_link(sheet: Sheet, row: Entry[Any]) -> Safe:
    """The link to the line at which a record or row begins."""
    return line_link(sheet, row.file.path, row.line)


def verdict_links(sheet: Sheet, verdict: Verdict) -> Safe:
    """Links to the rows that a verdict rests on."""
    rows = verdict.tested.rows if verdict.tested else ()
    return join([found for row in rows if (found := row_link(sheet, row))], Safe(" "))


def cite_figure(
    sheet: Sheet, words: Sequence[Safe], url: str, entries: Sequence[Entry[Any]]
) -> Safe:
    """How to cite a figure: what it says, when it was last changed, and its permanent address.

    `words` are the figure's body, subject, time and value; `entries` the rows that it rests on,
    or the record that asks for it. Nothing where the site has no
    address, since such a citation would lead nowhere.
    """
    if not url:
        return EMPTY
    revision = _newest(sheet, entries)
    text = sheet.sentences(
        [
            sheet.bare(sheet.model.site.title),
            sheet.commas(words),
            revision_words(sheet, revision) if revision else EMPTY,
            escape(url),
        ]
    )
    return Safe(
        f'<details class="cite-figure"><summary>{sheet.say("origin.cite")}</summary>'
        f"{text}</details>"
    )


def _newest(sheet: Sheet, entries: Sequence[Entry[Any]]) -> Revision | None:
    found = [r for entry in entries if (r := sheet.edition.history.last(entry.file.path))]
    return max(found, key=lambda revision: (revision.day, revision.id), default=None)


def revision_words(sheet: Sheet, revision: Revision) -> Safe:
    """`12 June 2024, revision 1a2b3c4d5e`."""
    return sheet.say("origin.revision", date=sheet.date(revision.day), id=revision.short)


def dates(sheet: Sheet) -> Facts:
    """Three dates that are not the same: of the data, of their last change, and of the site."""
    edition = sheet.edition
    newest = edition.history.newest
    changed = revision_words(sheet, newest) if newest else EMPTY
    if newest and edition.history.unsaved:
        changed = sheet.clauses([changed, sheet.say("dates.unsaved")])
    built = sheet.say("dates.built.day", date=sheet.date(edition.as_of))
    known = (
        ("dates.data", sheet.date(edition.data_as_of)),
        ("dates.changed", changed),
        ("dates.built", built),
    )
    return Facts(tuple((sheet.say(key), value) for key, value in known if value))


def history_section(sheet: Sheet, entry: Entry[Any]) -> Section | None:
    """When a record was changed, by which revision, and what changed in it."""
    events = _events(sheet, entry)
    columns = tuple(
        Column(sheet.say(f"column.{name}")) for name in ("date", "revision", "change", "fields")
    )
    rows = tuple(_row(sheet, event) for event in events)
    caption = sheet.say("record-history.caption", n=len(rows))
    table = Table(caption, columns, rows).without_empty_columns()
    return section("record-history", sheet.say("section.record-history"), table)


def _events(sheet: Sheet, entry: Entry[Any]) -> list[Event]:
    """What happened to a record, also under the ids that it had before."""
    history = sheet.edition.history
    found = [*history.events(entry.name, entry.file.path)]
    for former in entry.record.former_ids:
        found.extend(history.records.get(f"{entry.type}/{former}", ()))
    found.sort(key=lambda event: event.revision.day, reverse=True)
    return found


def _row(sheet: Sheet, event: Event) -> Row:
    kind = {"added": "origin.added", "changed": "origin.changed", "removed": "origin.removed"}
    told = [_field(sheet, change) for change in event.fields[:TOLD]]
    if more := len(event.fields) - TOLD:
        told.extend([sheet.say("origin.more", n=more)] if more > 0 else [])
    words = sheet.colon([sheet.say(kind[event.kind]), escape(event.revision.subject)])
    return Row(
        (
            sheet.date(event.revision.day),
            _revision(sheet, event.revision),
            words,
            sheet.clauses(told),
        )
    )


def _revision(sheet: Sheet, revision: Revision) -> Safe:
    template = sheet.edition.forge.commit
    shown = element("code", revision.short)
    return link(escape_url(filled(template, revision.id)), shown) if template else shown


def _field(sheet: Sheet, change: FieldChange) -> Safe:
    """A field by its name in the records, with its old and new value where both are short."""
    name = element("code", change.path)
    if change.old is None or change.new is None:
        return name
    values = [
        Safe(f"“{escape(value)}”") if value else sheet.say("origin.nothing")
        for value in (change.old, change.new)
    ]
    return sheet.colon([name, join(values, Safe(" → "))])
