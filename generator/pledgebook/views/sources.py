"""Sources: the list, and a page for each with everything that cites it.

Knows how a document is described. Must not know what is in it.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from pledgebook import links
from pledgebook.entries import Entry
from pledgebook.markup import EMPTY, Safe, escape, link, plain
from pledgebook.records import Result, Source
from pledgebook.views import results
from pledgebook.views.about import announcement_link
from pledgebook.views.blocks import (
    Bullets,
    Column,
    Facts,
    PageView,
    Paragraph,
    Row,
    Section,
    Table,
    present,
    section,
)
from pledgebook.views.lists import list_page
from pledgebook.views.origins import history_section
from pledgebook.views.parts import LongTable, is_long
from pledgebook.views.sheet import Edition, Sheet, day_key, facts
from pledgebook.views.watch import Later
from pledgebook.views.ways import crumbs

KIND = "sources"
Group: TypeAlias = tuple[Entry[Result], ...]
Figures: TypeAlias = LongTable[Group]


def pages(edition: Edition) -> Iterator[PageView | Later]:
    """The list of sources and a page for each."""
    if edition.model.sources:
        yield _list(edition)
    for entry in edition.model.sources.values():
        sheet = Sheet(edition, links.record_path(KIND, entry.id))
        figures = _figures(sheet, entry)
        page = _page(sheet, entry, figures)
        yield page
        yield from figures.other_pages(page)


def _list(edition: Edition) -> PageView:
    sheet = Sheet(edition, links.section_path(KIND))
    heads = ("source", "kind", "date")
    rows = tuple(_list_row(sheet, entry) for entry in edition.model.sources.values())
    columns = tuple(Column(sheet.say(f"column.{head}"), choice=head == "kind") for head in heads)
    return list_page(sheet, KIND, columns, rows)


def _list_row(sheet: Sheet, entry: Entry[Source]) -> Row:
    record = entry.record
    kind = sheet.say(f"source.{record.kind}") if record.kind else EMPTY
    cells = (sheet.record(KIND, entry.id), kind, sheet.date(record.issued))
    return Row(cells, keys=("", "", day_key(record.issued)))


def _page(sheet: Sheet, entry: Entry[Source], figures: Figures) -> PageView:
    record = entry.record
    name = figures.name
    heading = sheet.text(record.title, record) if record.title else escape(name)
    cited = sheet.edition.cited_by.get(entry.id)
    blocks = present(
        _facts(sheet, record),
        *sheet.paragraphs(record.note, record, "note"),
        None if cited else Paragraph(sheet.say("empty.citing"), "note"),
        _citing(sheet, entry.id),
        figures.section(sheet),
        sheet.sources_section(record.sources),
        history_section(sheet, entry),
    )
    return PageView(
        sheet.path,
        "source",
        name,
        heading,
        plain(sheet.commas([escape(name), *sheet.source_details(record)])),
        blocks,
        f"{entry.file.path}:{entry.line}",
        crumbs=crumbs(sheet, KIND),
    )


def _facts(sheet: Sheet, record: Source) -> Facts:
    language = record.language
    return facts(
        sheet,
        ("kind", sheet.say(f"source.{record.kind}") if record.kind else EMPTY),
        ("number", escape(record.number or "")),
        ("issuer", sheet.body(record.issuer)),
        ("publisher", sheet.body(record.publisher)),
        ("issued", _issued(sheet, record)),
        ("accessed", sheet.date(record.accessed)),
        ("url", _address(record.url)),
        ("archived_url", _address(record.archived_url)),
        ("file", link(sheet.file(record.file), record.file) if record.file else EMPTY),
        ("language", escape(sheet.language.name_of(language)) if language else EMPTY),
        ("translation_of", _other(sheet, record.translation_of)),
        ("replaced_by", _other(sheet, record.replaced_by)),
        ("licence", escape(record.licence or "")),
    )


def _issued(sheet: Sheet, record: Source) -> Safe:
    shown = sheet.date(record.issued)
    return Safe(f"{shown}{sheet.assumed(record, 'issued')}") if shown else EMPTY


def _address(url: str | None) -> Safe:
    return link(url, url) if url else EMPTY


def _other(sheet: Sheet, id_: str | None) -> Safe:
    return sheet.record(KIND, id_) if id_ else EMPTY


def _citing(sheet: Sheet, id_: str) -> Section | None:
    """Records that cite the source."""
    entries = sheet.edition.cited_by.get(id_, ())
    items = [
        sheet.record(entry.type, entry.id)
        for entry in entries
        if entry.type in links.SECTIONS and entry.type != "announcements"
    ]
    named = {entry.id for entry in entries if entry.type == "announcements"}
    items += [announcement_link(sheet, a) for a in sheet.edition.articles() if a.id in named]
    items += [sheet.text(entry.record.name) for entry in entries if entry.type == "scales"]
    return section("cited-by", sheet.say("section.cited-by"), Bullets(tuple(items)))


def _figures(sheet: Sheet, entry: Entry[Source]) -> Figures:
    """The figures that rest on the source: a row for each; where there are very many, one for
    all times of an organization and subject, each time a link to its figure."""
    cited = sheet.edition.cited_by.get(entry.id, ())
    rows = sheet.edition.rows([row for row in cited if row.type == "results"])
    caption = sheet.say("sources.figures", n=len(rows))
    in_order = results.in_order(sheet, rows, by_organization=True)

    def draw(page: Sheet, part: Sequence[Group]) -> Table:
        if is_long(rows):
            return _by_subject(page, part, caption)
        single = [row for group in part for row in group]
        return results.table(
            page, single, caption, by_organization=True, with_subject=True, anchors=False
        )

    name = sheet.edition.name(entry)
    groups = _grouped(in_order) if is_long(rows) else [(row,) for row in in_order]
    heading, given = sheet.say("section.figures"), (caption, is_long(rows))
    return LongTable("figures", heading, name, groups, draw, lambda group: group, given)


def _grouped(rows: Sequence[Entry[Result]]) -> list[Group]:
    """The rows of each organization and subject together."""
    groups: dict[tuple[str, str], list[Entry[Result]]] = {}
    for row in rows:
        subject = row.record.indicator or row.record.target or ""
        groups.setdefault((row.record.organization, subject), []).append(row)
    return [tuple(group) for group in groups.values()]


def _by_subject(sheet: Sheet, groups: Sequence[Group], caption: Safe) -> Table:
    heads = ("organization", "subject", "time")
    rows = []
    for group in groups:
        row = group[0].record
        path = links.record_path("organizations", row.organization)
        times = {
            results.anchor(one.record): results.time(sheet, one.record) for one in reversed(group)
        }
        shown = [sheet.to(path, words, anchor) for anchor, words in times.items()]
        named = sheet.organization(row.organization), results.subject(sheet, row)
        rows.append(Row((*named, sheet.commas(shown))))
    return Table(caption, tuple(Column(sheet.say(f"column.{head}")) for head in heads), tuple(rows))
