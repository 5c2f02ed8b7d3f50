"""Long tables, parted over pages, so that none is too heavy for a phone.

Knows how a part is named and how readers get from one to the next. Must not know what the
tables hold.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic, TypeVar

from pledgebook import links
from pledgebook.entries import Entry
from pledgebook.markup import Safe, element, escape, link, plain
from pledgebook.records import Result
from pledgebook.views.blocks import Block, Bullets, PageView, Section, Table, section
from pledgebook.views.sheet import Edition, Sheet
from pledgebook.views.watch import Later
from pledgebook.views.ways import crumbs

MOST_ROWS = 500
Item = TypeVar("Item")


def is_long(items: Sequence[object]) -> bool:
    """Whether these are too many for one page."""
    return len(items) > MOST_ROWS


@dataclass(frozen=True)
class LongTable(Generic[Item]):
    """A section of a record's page that holds a table: what gives its rows, in order, the
    function that draws some of them, and the results in an item. `name` is the record's, as plain
    text; `given` is what else the function was told."""

    anchor: str
    heading: Safe
    name: str
    items: Sequence[Item]
    draw: Callable[[Sheet, Sequence[Item]], Table]
    rows: Callable[[Item], Sequence[Entry[Result]]]
    given: tuple[object, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return max(1, -(-len(self.items) // MOST_ROWS))

    def section(self, sheet: Sheet, *before: Block) -> Section | None:
        """The first part, with what stands before it and the way to the others."""
        return section(self.anchor, self.heading, *before, *self._part(sheet, sheet.path, 1))

    def other_pages(self, first: PageView) -> Iterator[Later]:
        """The pages of the other parts; `first` is the record's own page."""
        for number in range(2, self.pages + 1):
            rows = [row for item in self._items(number) for row in self.rows(item)]
            start = (rows[0].file.path, rows[0].line)
            yield Later(
                links.part_path(first.path, number),
                tuple(row.record.organization for row in rows),
                partial(self._other_page, first=first, number=number),
                reports=True,
                given=(start, self.name, self.heading, self.given, self.pages, first.source),
            )

    def _other_page(self, edition: Edition, first: PageView, number: int) -> PageView:
        sheet = Sheet(edition, links.part_path(first.path, number))
        title = sheet.say("part.title", name=self.name, n=number)
        blocks = self._part(sheet, first.path, number)
        back = sheet.to(first.path, escape(self.name))
        shown = section(self.anchor, self.heading, *blocks)
        sources = sheet.sources_section()
        return replace(
            first,
            path=sheet.path,
            title=plain(title),
            heading=sheet.say("part.title", name=back, n=number),
            description=plain(sheet.colon([title, self.heading])),
            blocks=tuple(block for block in (shown, sources) if block),
            searchable=False,
            crumbs=crumbs(sheet, first.path.partition("/")[0], (back,)),
        )

    def _items(self, number: int) -> Sequence[Item]:
        start = (number - 1) * MOST_ROWS
        return self.items[start : start + MOST_ROWS]

    def _part(self, sheet: Sheet, first: str, number: int) -> tuple[Block, ...]:
        table = self.draw(sheet, self._items(number))
        if self.pages == 1:
            return (table,)
        words = sheet.say("part.caption", caption=table.caption, n=number, total=self.pages)
        return replace(table, caption=words), Bullets(self._others(sheet, first, number), "pager")

    def _others(self, sheet: Sheet, first: str, here: int) -> tuple[Safe, ...]:
        """A link to each part, by its number; the one that is being read is none."""
        shown = []
        for number in range(1, self.pages + 1):
            digits = sheet.number(number)
            label = plain(sheet.say("part.link", n=number))
            if number == here:
                shown.append(element("strong", digits, aria_current="page"))
            else:
                href = links.relative_url(sheet.path, links.part_path(first, number))
                shown.append(link(href, digits, aria_label=label))
        return tuple(shown)
