"""The page of downloads: each file with its format and rows, every field, licence, citation.

Knows how the tables are shown. Must not know how they are filled or written.
"""

from collections.abc import Iterator
from typing import Any

from pledgebook import links
from pledgebook.downloads.dataset import Dataset
from pledgebook.downloads.table import Table
from pledgebook.downloads.tables import TABLES
from pledgebook.markup import EMPTY, Safe, escape, join, link
from pledgebook.views.blocks import (
    Bullets,
    Column,
    PageView,
    Paragraph,
    Row,
    Section,
    present,
    section,
)
from pledgebook.views.blocks import Table as Grid
from pledgebook.views.origins import dates
from pledgebook.views.sheet import Edition, Sheet

PATH = "data.md"


def pages(edition: Edition) -> Iterator[PageView]:
    """The one page of downloads."""
    sheet = Sheet(edition, PATH)
    dataset = Dataset(edition.model, edition.statuses, edition.as_of)
    title = edition.language.word("section.data")
    description = edition.language.word("data.description")
    blocks = present(
        Paragraph(escape(description), "lead"),
        dates(sheet),
        _files(sheet, dataset),
        _notes(sheet),
        _terms(sheet),
        *(_fields(sheet, dataset, table) for table in TABLES),
    )
    yield PageView(PATH, "data", title, escape(title), description, blocks)


def _file(sheet: Sheet, name: str, words: str) -> Safe:
    """A link to a file of the first language's tree, which holds them for all."""
    edition = sheet.edition
    tag = edition.language.tag
    prefix = "" if tag == edition.default else f"{tag}/"
    return link(links.in_tree(sheet.path, f"data/{name}", start=prefix), words)


def _files(sheet: Sheet, dataset: Dataset) -> Section | None:
    columns = (
        Column(sheet.say("data.column.table")),
        Column(sheet.say("data.column.files")),
        Column(sheet.say("data.column.rows"), numeric=True),
        Column(sheet.say("data.column.content")),
    )
    rows = tuple(_file_row(sheet, dataset, table) for table in TABLES)
    caption = sheet.say("data.files.caption", n=len(rows))
    whole = (
        Safe(f"{_file(sheet, 'all.xlsx', 'all.xlsx')}: {sheet.say('data.workbook')}"),
        Safe(
            f"{_file(sheet, 'datapackage.json', 'datapackage.json')}: {sheet.say('data.package')}"
        ),
    )
    heading = sheet.say("data.files")
    return section("files", heading, Bullets(whole), Grid(caption, columns, rows))


def _file_row(sheet: Sheet, dataset: Dataset, table: Table[Any]) -> Row:
    name = table.name
    formats = [_file(sheet, f"{name}.{kind}", kind.upper()) for kind in ("csv", "json")]
    title = link(f"#fields-{name}", sheet.say(f"section.{name}"))
    count = sheet.number(table.count(dataset))
    files = sheet.language.listed_safe(formats)
    return Row((title, files, count, sheet.say(f"download.table.{name}")))


def _notes(sheet: Sheet) -> Section | None:
    notes = ("absent", "lists", "labels", "exact", "formulas", "recompute", "twins")
    items = tuple(sheet.say(f"data.note.{note}") for note in notes)
    return section("notes", sheet.say("data.notes"), Bullets(items))


def _terms(sheet: Sheet) -> Section | None:
    site = sheet.model.site
    licence = sheet.say("data.licence", licence=site.licence) if site.licence else EMPTY
    publisher = sheet.body(site.publisher)
    who = sheet.say("data.cite.publisher", publisher=publisher) if publisher else EMPTY
    cite = sheet.say(
        "data.cite",
        publisher=who,
        title=sheet.text(site.title, site),
        date=sheet.date(sheet.edition.as_of),
    )
    words = sheet.say("data.cite.how", citation=cite)
    return section("terms", sheet.say("data.terms"), Paragraph(licence), Paragraph(words))


def _fields(sheet: Sheet, dataset: Dataset, table: Table[Any]) -> Section | None:
    heads = ("field", "type", "description")
    columns = tuple(
        Column(sheet.say(f"data.column.{head}"), verbatim=head == "field") for head in heads
    )
    fixed = [
        Row(
            (
                escape(column.name),
                sheet.say(f"download.type.{column.type}"),
                sheet.say(column.description),
            )
        )
        for column in table.columns
    ]
    labels = [
        Row(
            (
                join((escape(label.column_name(t)) for t in dataset.tags), Safe(", ")),
                sheet.say("download.type.string"),
                sheet.say("data.label", column=label.name),
            )
        )
        for label in table.labels
    ]
    title = sheet.say(f"section.{table.name}")
    caption = sheet.say(
        "data.fields.caption", n=len(table.columns) + len(table.labels), table=title
    )
    heading = sheet.say("data.fields", table=title)
    return section(f"fields-{table.name}", heading, Grid(caption, columns, (*fixed, *labels)))
