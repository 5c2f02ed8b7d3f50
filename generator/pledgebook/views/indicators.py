"""Indicators: the list, and a page for each with definition, scale and latest results.

Knows what a reader wants of an indicator first. Must not evaluate targets.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pledgebook import links
from pledgebook.entries import Entry
from pledgebook.markup import EMPTY, Safe, escape, plain
from pledgebook.records import Indicator, Result
from pledgebook.views import pictures, results
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
from pledgebook.views.sheet import Edition, Sheet, facts
from pledgebook.views.watch import Later
from pledgebook.views.ways import crumbs

KIND = "indicators"


def pages(edition: Edition) -> Iterator[PageView | Later]:
    """The list of indicators and a page for each."""
    if edition.model.indicators:
        yield _list(edition)
    for entry in edition.model.indicators.values():
        sheet = Sheet(edition, links.record_path(KIND, entry.id))
        table = _table(sheet, entry)
        page = _page(sheet, entry, table)
        yield page
        yield from table.other_pages(page)


def _list(edition: Edition) -> PageView:
    sheet = Sheet(edition, links.section_path(KIND))
    columns = (
        Column(sheet.say("column.indicator")),
        Column(sheet.say("column.measure")),
        Column(sheet.say("column.rows"), numeric=True),
    )
    rows = tuple(
        Row(
            (
                sheet.record(KIND, entry.id),
                sheet.say(f"measure.{entry.record.measure}"),
                sheet.number(len(_rows(sheet, entry.id))),
            ),
            keys=("", "", str(len(_rows(sheet, entry.id)))),
        )
        for entry in edition.model.indicators.values()
    )
    return list_page(sheet, KIND, columns, rows)


def _rows(sheet: Sheet, id_: str) -> list[Entry[Result]]:
    return sheet.edition.rows(sheet.model.rows_by_indicator.get(id_, ()))


def _page(sheet: Sheet, entry: Entry[Indicator], table: LongTable[Entry[Result]]) -> PageView:
    record = entry.record
    lead = sheet.text(record.definition, record)
    blocks = present(
        Paragraph(lead, "lead") if lead else None,
        _facts(sheet, record),
        *sheet.paragraphs(record.method, record),
        *sheet.paragraphs(record.note, record, "note"),
        _scale(sheet, record),
        _results(sheet, entry, table),
        _targets(sheet, entry.id),
        sheet.sources_section(record.sources),
        history_section(sheet, entry),
    )
    return PageView(
        sheet.path,
        "indicator",
        table.name,
        sheet.text(record.name, record),
        plain(sheet.sentences([sheet.bare(record.name), sheet.bare(record.definition)])),
        blocks,
        f"{entry.file.path}:{entry.line}",
        crumbs=crumbs(sheet, KIND),
    )


def _facts(sheet: Sheet, record: Indicator) -> Facts:
    unit = record.unit
    codes = record.applies_to.classification if record.applies_to else ()
    applies = [sheet.classification(code) for code in codes]
    references = [escape(f"{r.vocabulary} {r.code}") for r in record.references]
    direction = record.direction if record.direction != "none" else None
    return facts(
        sheet,
        ("measure", sheet.say(f"measure.{record.measure}")),
        ("unit", (sheet.text(unit.name) or escape(unit.code or "")) if unit else EMPTY),
        ("numerator", sheet.text(record.numerator, record)),
        ("denominator", sheet.text(record.denominator, record)),
        ("population", sheet.text(record.population, record)),
        ("direction", sheet.say(f"direction.{direction}") if direction else EMPTY),
        ("applies_to", sheet.language.listed_safe(applies)),
        ("references", sheet.commas(references)),
    )


def _scale(sheet: Sheet, record: Indicator) -> Section | None:
    """The levels of a rating, best first, and the reasons for no rating."""
    entry = sheet.model.scales.get(record.scale or "")
    if entry is None:
        return None
    scale = entry.record
    levels = tuple(sheet.text(level.name, scale) for level in scale.levels)
    unrated = [sheet.text(reason.name, scale) for reason in scale.not_rated]
    return section(
        "scale",
        Safe(f"{sheet.text(scale.name)}{sheet.assumed(record, 'scale')}"),
        *sheet.paragraphs(scale.description, scale),
        *sheet.paragraphs(scale.note, scale, "note"),
        Bullets(levels, "numbered"),
        Paragraph(sheet.say("scale.not-rated", reasons=sheet.clauses(unrated)))
        if unrated
        else None,
        facts(
            sheet,
            ("valid", sheet.span(scale.valid.start, scale.valid.end) if scale.valid else EMPTY),
            ("legal_basis", sheet.clauses([sheet.source(s) for s in scale.legal_basis])),
            ("sources", sheet.cite(scale.sources)),
        ),
    )


def _table(sheet: Sheet, entry: Entry[Indicator]) -> LongTable[Entry[Result]]:
    """All results; where there are very many, the latest of each organization, and those before
    it as a line."""
    rows = _rows(sheet, entry.id)
    many = is_long(rows)
    shown = _latest(sheet, entry.id) if many else rows
    caption = sheet.say("indicator.results", n=len(shown))

    def draw(page: Sheet, part: Sequence[Entry[Result]]) -> Table:
        told = results.table(page, part, caption, by_organization=True, anchors=False)
        return _with_lines(page, entry, part, told) if many else told

    heading, name = sheet.say("section.results"), sheet.edition.name(entry)
    in_order = results.in_order(sheet, shown, by_organization=True)
    return LongTable("results", heading, name, in_order, draw, lambda row: (row,), (caption,))


def _with_lines(
    sheet: Sheet, entry: Entry[Indicator], part: Sequence[Entry[Result]], table: Table
) -> Table:
    """The table of rows in its order, with each organization's series beside its name, where
    there are any."""
    lines = [pictures.in_a_row(sheet, entry, row.record.organization) for row in part]
    if not any(lines):
        return table
    rows = tuple(
        replace(row, cells=(row.cells[0], line, *row.cells[1:]), keys=("", *row.keys))
        for row, line in zip(table.rows, lines, strict=True)
    )
    first, *others = table.columns
    return replace(table, columns=(first, Column(sheet.say("column.trend")), *others), rows=rows)


def _latest(sheet: Sheet, id_: str) -> list[Entry[Result]]:
    """The last row that counts of each organization."""
    current = sheet.edition.current.items()
    return [rows[-1].entry for (_, subject), rows in current if subject == id_]


def _results(
    sheet: Sheet, entry: Entry[Indicator], table: LongTable[Entry[Result]]
) -> Section | None:
    if not table.items:
        none = Paragraph(sheet.say("indicator.none"))
        return section("results", table.heading, none)
    note = Paragraph(sheet.say("indicator.latest"))
    notes = (note,) if is_long(_rows(sheet, entry.id)) else ()
    return table.section(sheet, *pictures.of_indicator(sheet, entry), *notes)


def _targets(sheet: Sheet, id_: str) -> Section | None:
    items = tuple(
        sheet.target(target.name) for target in sheet.model.targets_by_indicator.get(id_, ())
    )
    return section("targets", sheet.say("section.targets-testing"), Bullets(items))
