"""Announcements: the list by year, and a page for each with its text and figures.

Knows how news is laid out. Must not check its text.
"""

from collections.abc import Iterator
from itertools import groupby

from pledgebook import links
from pledgebook.entries import Entry
from pledgebook.languages import load_language
from pledgebook.markup import EMPTY, Safe, escape
from pledgebook.model import Article
from pledgebook.records import Announcement, Result, RowFilter
from pledgebook.views import results
from pledgebook.views.agreements import figures
from pledgebook.views.blocks import (
    Bullets,
    Column,
    Facts,
    PageView,
    Paragraph,
    Prose,
    Row,
    Section,
    Table,
    present,
    section,
)
from pledgebook.views.origins import history_section
from pledgebook.views.sheet import MARKED, Edition, Sheet, day_key, facts
from pledgebook.views.subscribe import feed_links
from pledgebook.views.ways import crumbs, neighbours

KIND = "announcements"


def pages(edition: Edition) -> Iterator[PageView]:
    """The list of announcements and a page for each that is published."""
    found = edition.articles()
    if found:
        yield _list(edition, found)
    for place, article in enumerate(found):
        earlier = found[place + 1] if place + 1 < len(found) else None
        later = found[place - 1] if place else None
        yield _page(edition, article, earlier, later)


def _list(edition: Edition, found: list[Article]) -> PageView:
    sheet = Sheet(edition, links.section_path(KIND))
    blocks = [
        *(
            _year(sheet, year, list(articles))
            for year, articles in groupby(found, key=lambda article: article.published.year)
        ),
        feed_links(sheet, KIND),
    ]
    title = edition.language.word("section.announcements")
    description = edition.language.word("announcements.caption", n=len(found))
    return PageView(sheet.path, "section", title, escape(title), description, present(*blocks))


def _year(sheet: Sheet, year: int, found: list[Article]) -> Section | None:
    columns = tuple(
        Column(sheet.say(f"column.{name}"), choice=name == "kind")
        for name in ("announcement", "kind", "date")
    )
    rows = tuple(
        Row(
            (
                sheet.to(links.record_path(KIND, a.id), title(sheet, a)),
                sheet.say(f"announcement.{a.entry.record.kind}"),
                sheet.date(a.published),
            ),
            keys=("", "", day_key(a.published)),
        )
        for a in found
    )
    caption = sheet.say("announcements.year", n=len(found), year=str(year))
    return section(f"year-{year}", escape(str(year)), Table(caption, columns, rows))


def title(sheet: Sheet, article: Article) -> Safe:
    """An announcement's title, in the page's language where it is translated."""
    return sheet.words(sheet.edition.translation(article).title, article)


def _page(
    edition: Edition, article: Article, earlier: Article | None, later: Article | None
) -> PageView:
    sheet = Sheet(edition, links.record_path(KIND, article.id))
    record = article.entry.record
    words = edition.translation(article)
    foreign = words.language != edition.language.tag
    language = load_language(words.language)
    body = Prose(
        Safe(words.body),
        words.language if foreign else "",
        language.direction if language.direction != edition.language.direction else "",
    )
    blocks = present(
        Paragraph(sheet.words(words.summary, article), "lead"),
        Paragraph(sheet.mark("in-language", language=edition.language.name_of(words.language)))
        if foreign
        else None,
        Paragraph(sheet.mark(words.status)) if words.status in MARKED else None,
        _facts(sheet, article),
        _corrections(sheet, record),
        body,
        *figures(sheet, record.media),
        _rows(sheet, record),
        _about(sheet, record),
        sheet.sources_section(record.sources),
        history_section(sheet, article.entry),
        neighbours(sheet, _neighbour(sheet, earlier), _neighbour(sheet, later)),
    )
    return PageView(
        sheet.path,
        "announcement",
        words.title,
        sheet.words(words.title, article),
        words.summary,
        blocks,
        words.path,
        crumbs=crumbs(sheet, KIND),
    )


def _neighbour(sheet: Sheet, article: Article | None) -> tuple[str, Safe] | None:
    return (links.record_path(KIND, article.id), title(sheet, article)) if article else None


def _facts(sheet: Sheet, article: Article) -> Facts:
    record = article.entry.record
    happened = record.date
    same = (
        happened is not None
        and happened.precise
        and not happened.uncertain
        and (happened.first == article.published)
    )
    return facts(
        sheet,
        ("kind", sheet.say(f"announcement.{record.kind}")),
        ("date", EMPTY if same else sheet.date(happened)),
        ("published", sheet.date(article.published)),
        ("updated", sheet.date(record.updated)),
    )


def about_rows(edition: Edition, record: Announcement) -> list[Entry[Result]]:
    """The rows that an announcement is about: any that agree with one of its filters."""
    filters = record.about.results if record.about else ()
    return [
        row
        for row in edition.rows(edition.model.results)
        if any(_matches(row.record, wanted) for wanted in filters)
    ]


def _matches(row: Result, wanted: RowFilter) -> bool:
    asked = {
        name: value
        for name in RowFilter.model_fields
        if (value := getattr(wanted, name)) is not None
    }
    return bool(asked) and all(getattr(row, name) == value for name, value in asked.items())


def _rows(sheet: Sheet, record: Announcement) -> Section | None:
    rows = about_rows(sheet.edition, record)
    caption = sheet.say("announcement.rows", n=len(rows))
    table = results.table(
        sheet, rows, caption, by_organization=True, with_subject=True, anchors=False
    )
    return section("figures", sheet.say("section.announced-figures"), table)


def _about(sheet: Sheet, record: Announcement) -> Section | None:
    about = record.about
    items = tuple(
        sheet.record(kind, id_)
        for kind in ("programmes", "agreements", "organizations", "indicators")
        for id_ in (getattr(about, kind) if about else ())
    )
    return section("about", sheet.say("section.about"), Bullets(items))


def _corrections(sheet: Sheet, record: Announcement) -> Section | None:
    columns = tuple(
        Column(sheet.say(f"column.{name}")) for name in ("date", "correction", "severity")
    )
    rows = tuple(
        Row((sheet.date(c.date), sheet.text(c.text), sheet.say(f"severity.{c.severity}")))
        for c in record.corrections
    )
    caption = sheet.say("corrections.caption", n=len(rows))
    return section("corrections", sheet.say("section.corrections"), Table(caption, columns, rows))
