"""What a feed tells: entries as plain text, each with its permanent address and dates.

Knows which events of the records are news. Must not know Atom, JSON Feed or the time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from pledgebook import links
from pledgebook.entries import Entry
from pledgebook.links import record_path
from pledgebook.markup import Safe, plain
from pledgebook.metadata.changed import article_change
from pledgebook.records import Result
from pledgebook.views import reports, results
from pledgebook.views.sheet import Edition, Sheet

CHANGES = "changes.md"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its permanent address, which is also its id, title and text as plain text, the
    language that they are in, the day it is of, and when it was last changed."""

    url: str
    title: str
    text: str
    tag: str
    day: date
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `page` is the page that it stands for, `folder` the address it lies below."""

    title: str
    tag: str
    author: str
    page: str
    folder: str
    updated: datetime
    items: tuple[Item, ...]


def instant(day: date | None, timezone: str) -> datetime:
    """The beginning of a day where the site is; of no day, the beginning of time."""
    if day is None:
        return datetime(1970, 1, 1, tzinfo=UTC)
    return datetime.combine(day, time(), ZoneInfo(timezone))


def announced(edition: Edition) -> Iterator[Item]:
    """The announcements that are published."""
    for article in edition.articles():
        words = edition.translation(article)
        url = edition.permanent_url(record_path("announcements", article.id))
        item = _item(edition, url, words.title, words.summary, article.published)
        updated = instant(article_change(article, edition.as_of), edition.model.site.timezone)
        yield Item(url, item.title, item.text, words.language, item.day, item.published, updated)


def changed(edition: Edition) -> Iterator[Item]:
    """Revisions and withdrawals of figures, corrections, amendments, who joined and who left."""
    yield from _revisions(edition)
    yield from _corrections(edition)
    yield from _amendments(edition)
    yield from _members(edition)


def _item(edition: Edition, url: str, title: str, text: str, day: date) -> Item:
    at = instant(day, edition.model.site.timezone)
    return Item(url, title, text, edition.language.tag, day, at, at)


def _revisions(edition: Edition) -> Iterator[Item]:
    sheet = Sheet(edition, CHANGES)
    for row, old in reports.revised(edition):
        url = edition.permanent_url(CHANGES, reports.revision_anchor(row.record))
        yield _item(edition, url, _title(sheet, row), _text(sheet, row, old), _day(row.record))


def _title(sheet: Sheet, row: Entry[Result]) -> str:
    record = row.record
    organization = sheet.model.organizations.get(record.organization)
    return sheet.language.word(
        "feed.withdrawn" if record.status == "withdrawn" else "feed.revised",
        organization=sheet.edition.name(organization) if organization else record.organization,
        subject=plain(results.subject_name(sheet, record)),
        time=plain(results.time(sheet, record)),
    )


def _text(sheet: Sheet, row: Entry[Result], old: Entry[Result] | None) -> str:
    """The old and the new value, and why."""
    new = results.value(sheet, row.record)
    values = Safe(f"{results.value(sheet, old.record)} → {new}") if old else new
    reason = sheet.bare(row.record.revision_reason)
    return plain(sheet.sentences([values, reason]))


def _day(row: Result) -> date:
    """When a row was issued; for one that does not say so, the last day that it speaks of."""
    if row.issued:
        return row.issued
    return row.period.last if row.period else row.as_of.last if row.as_of else date.min


def _corrections(edition: Edition) -> Iterator[Item]:
    for article in edition.articles():
        title = edition.translation(article).title
        for number, correction in enumerate(article.entry.record.corrections, 1):
            yield _item(
                edition,
                edition.permanent_url(CHANGES, reports.correction_anchor(article, number)),
                edition.language.word("feed.correction", title=title),
                edition.plain_text(correction.text),
                correction.date,
            )


def _amendments(edition: Edition) -> Iterator[Item]:
    for owner in edition.model.owners:
        path = record_path(owner.type, owner.id)
        for amendment in owner.record.amendments:
            yield _item(
                edition,
                edition.permanent_url(path, links.amendment_anchor(amendment.id)),
                edition.language.word("feed.amendment", name=edition.name(owner)),
                edition.plain_text(amendment.rationale),
                amendment.date.first,
            )


def _members(edition: Edition) -> Iterator[Item]:
    for change in reports.members(edition):
        organization = edition.model.organizations.get(change.party.organization)
        name = edition.name(organization) if organization else change.party.organization
        agreement = edition.name(change.agreement)
        event = edition.language.word(f"changes.{change.event}", name=agreement)
        note = change.party.note
        yield _item(
            edition,
            edition.permanent_url(CHANGES, change.anchor),
            edition.language.word("feed.member", organization=name, event=event),
            edition.plain_text(note) if note else "",
            change.day.first,
        )
