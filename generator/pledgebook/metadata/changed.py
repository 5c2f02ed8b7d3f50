"""The day on which what a page shows was last changed, as the records and git tell it.

Knows which records each kind of page rests on. Must not know the day of the build: a page that
is built again without a change of its records keeps its day.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pledgebook.entries import Entry
from pledgebook.links import record_of
from pledgebook.model import Article
from pledgebook.views.sheet import Edition

_SITE = "data/site.yml"


def last_change(edition: Edition, path: str) -> date | None:
    """The newest of the days that are known of what the page at a docs path shows."""
    return max(_days(edition, path), default=None)


def article_change(article: Article, as_of: date) -> date:
    """The last day on which an announcement was published, changed or corrected."""
    record = article.entry.record
    days = [article.published, *(correction.date for correction in record.corrections)]
    if record.updated:
        days.append(record.updated)
    return max((day for day in days if day <= as_of), default=article.published)


def _days(edition: Edition, path: str) -> Iterator[date]:
    kind, id_ = record_of(path)
    if kind == "announcements":
        known = edition.model.articles.get(id_)
        for article in (known,) if known else edition.articles():
            yield article_change(article, edition.as_of)
    elif kind and (entry := edition.model.of_type(kind).get(id_)):
        yield from _of_record(edition, entry)
    elif kind:
        yield from _of_files(edition, {e.file.path for e in edition.model.of_type(kind).values()})
    elif path == "method.md":
        yield from _of_files(edition, [_SITE])
    elif page := edition.model.pages.get(path.removesuffix(".md")):
        yield from _of_files(edition, (text.path for text in page.translations.values()))
    if path in ("index.md", "status.md", "changes.md", "data.md") and edition.history.newest:
        yield edition.history.newest.day


def _of_record(edition: Edition, entry: Entry) -> Iterator[date]:  # type: ignore[type-arg]
    yield from (e.revision.day for e in edition.history.events(entry.name, entry.file.path)[:1])
    yield from _of_files(edition, {row.file.path for row in _rows(edition, entry)})


def _rows(edition: Edition, entry: Entry) -> Iterator[Entry]:  # type: ignore[type-arg]
    """The rows that a record's page shows, or that its verdicts rest on."""
    if entry.type == "organizations":
        yield from edition.model.rows_by_organization.get(entry.id, ())
    elif entry.type == "indicators":
        yield from edition.model.rows_by_indicator.get(entry.id, ())
    elif entry.type in ("programmes", "agreements"):
        for name in _targets(edition, entry):
            for verdict in edition.statuses.of_target(name):
                yield from verdict.tested.rows if verdict.tested else ()


def _targets(edition: Edition, entry: Entry) -> Iterator[str]:  # type: ignore[type-arg]
    if entry.type == "agreements":
        yield from (t.name for t in edition.statuses.targets_of_agreement(entry.id))
    else:
        yield from (t.name for t in edition.model.targets.values() if t.owner == entry)


def _of_files(edition: Edition, paths: Iterable[str]) -> Iterator[date]:
    found = (edition.history.last(path) for path in paths)
    return (revision.day for revision in found if revision)
