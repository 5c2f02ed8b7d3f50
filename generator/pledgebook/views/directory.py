"""The directory of organizations: along the hierarchy, by name, and by kind.

Knows how one finds one's own among thousands. Must not know an organization's page.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from pledgebook import links
from pledgebook.entries import Entry
from pledgebook.markup import EMPTY, Safe, element, escape, plain
from pledgebook.records import Organization
from pledgebook.views import answers
from pledgebook.views.blocks import (
    Bullets,
    Column,
    PageView,
    Paragraph,
    Row,
    Section,
    Table,
    present,
    section,
)
from pledgebook.views.sheet import Edition, Sheet
from pledgebook.views.watch import Later
from pledgebook.views.ways import crumbs

KIND = "organizations"
MOST = 2500  # rows that a phone still opens and filters at once
BY_NAME = 250  # rows of a page of names
DEEPEST = 4  # steps that are set in from the edge

Organizations = Sequence[Entry[Organization]]


def directory_pages(edition: Edition) -> Iterator[PageView | Later]:
    """The list along the hierarchy; where it is long, lists by name beside it."""
    everyone = tuple(edition.model.organizations.values())
    named = sorted(everyone, key=lambda entry: _by_name(edition.name(entry)))
    parts = [named[i : i + BY_NAME] for i in range(0, len(named), BY_NAME)]
    yield _along_hierarchy(edition, parts)
    for number, part in enumerate(parts if len(parts) > 1 else (), 1):
        ids = tuple(entry.id for entry in part)
        make = partial(_by_name_page, part=part, number=number)
        yield Later(name_path(number), ids, make)


def name_path(number: int) -> str:
    """The page that holds a part of the list by name: `organizations/a-z/2.md`."""
    return f"{KIND}/a-z/{number}.md"


def classification(sheet: Sheet, record: Organization) -> Safe:
    """The classification by name, marked when it is assumed."""
    if record.classification is None:
        return EMPTY
    shown = sheet.classification(record.classification)
    return Safe(f"{shown}{sheet.assumed(record, 'classification')}")


def table(
    sheet: Sheet,
    caption: Safe,
    found: Iterable[tuple[Entry[Organization], int]],
    *,
    parents: bool = True,
) -> Table:
    """Organizations with their kind, what they belong to, and their verdicts; each is set in
    by as many steps as it is said to lie deep."""
    heads = ("organization", "classification", "parent", "verdicts")
    columns = tuple(
        Column(sheet.say(f"column.{name}"), choice=name == "classification") for name in heads
    )
    rows = tuple(_row(sheet, entry, depth, parents=parents) for entry, depth in found)
    return Table(caption, columns, rows).without_empty_columns()


def _row(sheet: Sheet, entry: Entry[Organization], depth: int, *, parents: bool) -> Row:
    parent = entry.record.parent if parents else None
    counts = answers.count(sheet.edition.statuses.of_organization(entry.id))
    name = sheet.organization(entry.id)
    cells = (
        element("span", name, class_=f"step-{min(depth, DEEPEST)}") if depth else name,
        classification(sheet, entry.record),
        sheet.organization(parent) if parent else EMPTY,
        answers.chips(sheet, counts),
    )
    return Row(cells, keys=("", "", "", answers.rank(counts)))


def _along_hierarchy(edition: Edition, parts: Sequence[Organizations]) -> PageView:
    sheet = Sheet(edition, links.section_path(KIND))
    total = len(edition.model.organizations)
    caption = sheet.say(f"{KIND}.caption", n=total)
    ordered = _ordered(edition)
    if len(ordered) > MOST:
        ordered = _top(ordered)
        caption = sheet.say("directory.top", n=len(ordered), total=sheet.number(total))
    shown = table(sheet, caption, ordered)
    counts = answers.count(edition.statuses.verdicts)
    lead = answers.sentence(sheet, counts, "pairs") if counts.asked else EMPTY
    blocks = present(
        Paragraph(lead, "lead"),
        answers.tally(sheet, counts) if counts.asked else None,
        _names(sheet, parts),
        section("hierarchy", sheet.say("directory.hierarchy"), shown) if len(parts) > 1 else shown,
    )
    title = sheet.language.word(f"section.{KIND}")
    return PageView(sheet.path, "section", title, escape(title), plain(caption), blocks)


def _ordered(edition: Edition) -> list[tuple[Entry[Organization], int]]:
    """Every organization after the one that it belongs to, with how deep it lies."""
    everyone, children = edition.model.organizations, edition.model.children
    found: dict[str, int] = {}
    tops = [id_ for id_, entry in everyone.items() if entry.record.parent not in everyone]
    # Those in a circle of parents have no top; they come at the end.
    for start in (*tops, *everyone):
        pending = [(start, 0)]
        while pending:
            id_, depth = pending.pop()
            if id_ not in found:
                found[id_] = depth
                pending.extend((child, depth + 1) for child in reversed(children.get(id_, ())))
    return [(everyone[id_], depth) for id_, depth in found.items()]


def _top(ordered: list[tuple[Entry[Organization], int]]) -> list[tuple[Entry[Organization], int]]:
    """As many levels from the top as fit, and at least the first rows of the highest."""
    depths = [depth for _, depth in ordered]
    deepest = max(
        (depth for depth in set(depths) if sum(d <= depth for d in depths) <= MOST), default=-1
    )
    if deepest < 0:
        return [(entry, depth) for entry, depth in ordered if depth == 0][:MOST]
    return [(entry, depth) for entry, depth in ordered if depth <= deepest]


def _names(sheet: Sheet, parts: Sequence[Organizations]) -> Section | None:
    """The way to the lists by name, each by its first and last."""
    if len(parts) < 2:
        return None
    items = tuple(
        sheet.to(name_path(number), _from_to(sheet, part)) for number, part in enumerate(parts, 1)
    )
    return section("by-name", sheet.say("directory.by-name"), Bullets(items, "columns"))


def _from_to(sheet: Sheet, part: Organizations) -> Safe:
    first, last = (escape(sheet.edition.name(entry)) for entry in (part[0], part[-1]))
    return sheet.say("directory.from-to", first=first, last=last)


def _by_name_page(edition: Edition, part: Organizations, number: int) -> PageView:
    sheet = Sheet(edition, name_path(number))
    words = _from_to(sheet, part)
    caption = sheet.say(f"{KIND}.caption", n=len(part))
    title = plain(sheet.colon([sheet.say(f"section.{KIND}"), words]))
    shown = table(sheet, caption, ((entry, 0) for entry in part))
    return PageView(
        sheet.path,
        "section",
        title,
        escape(title),
        title,
        (shown,),
        searchable=False,
        crumbs=crumbs(sheet, KIND),
    )


def _by_name(name: str) -> tuple[str, str]:
    """Names in the order of their letters without marks, numbers in them by their size."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")
    folded = bare.casefold().replace("\u0111", "d")
    return re.sub(r"\d+", lambda found: found[0].zfill(12), folded), name
