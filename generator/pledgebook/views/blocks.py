"""What a page is made of: blocks of finished strings, as frozen values.

Knows the shapes that templates print. Must not know records, languages or statuses.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import ClassVar

from pledgebook.markup import EMPTY, Safe


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `role` is a class of the style sheet such as `lead`."""

    kind: ClassVar[str] = "paragraph"
    text: Safe
    role: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short items."""

    kind: ClassVar[str] = "bullets"
    items: tuple[Safe, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values of a record's fields."""

    kind: ClassVar[str] = "facts"
    pairs: tuple[tuple[Safe, Safe], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A key figure: the number, what it counts, and where it comes from."""

    value: Safe
    label: Safe
    note: Safe = EMPTY


@dataclass(frozen=True, slots=True)
class Cards:
    """Key figures side by side."""

    kind: ClassVar[str] = "cards"
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class TallyPart:
    """A state by its name in the style sheet, how much of the bar it takes, and the words."""

    state: str
    share: int
    words: Safe


@dataclass(frozen=True, slots=True)
class Tally:
    """How many have which state: a bar, and a chip for each; `rest` stands after them."""

    kind: ClassVar[str] = "tally"
    parts: tuple[TallyPart, ...]
    rest: Safe = EMPTY


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, the sentence about what came of it, and the tally."""

    statement: Safe
    answer: Safe
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Promises:
    """Promises, one below the other."""

    kind: ClassVar[str] = "promises"
    items: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Crumbs:
    """The way from the home page to a page: links, the nearest last. `label` names it."""

    kind: ClassVar[str] = "crumbs"
    label: Safe
    links: tuple[Safe, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """A row of links with a name for it, such as letters or neighbours in an order."""

    kind: ClassVar[str] = "links"
    label: Safe
    links: tuple[Safe, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; numbers stand right. `choice` says that its values are few, and that
    a reader may want to see the rows of one of them only. `verbatim` says of the first column
    that its words are names for programs, which a browser must not translate."""

    text: Safe
    numeric: bool = False
    choice: bool = False
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first cell names it. `anchor` is its permanent address on the page. `keys`
    are what cells are sorted by where their words do not say it: numbers and ISO dates, ""
    for the cell's own words; none at all when every cell is sorted by its words."""

    cells: tuple[Safe, ...]
    anchor: str = ""
    keys: tuple[str, ...] = ()


# Fewer rows than these are seen at one glance.
SORTED_FROM = 4


@dataclass(frozen=True, slots=True)
class Table:
    """A data table with its caption."""

    kind: ClassVar[str] = "table"
    caption: Safe
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def sortable(self) -> bool:
        """Whether there are enough rows to sort."""
        return len(self.rows) >= SORTED_FROM

    def without_empty_columns(self) -> "Table":
        """The same table without the columns in which no row has anything."""
        kept = [i for i in range(len(self.columns)) if any(row.cells[i] for row in self.rows)]
        rows = tuple(
            Row(
                tuple(row.cells[i] for i in kept),
                row.anchor,
                tuple(row.keys[i] for i in kept) if row.keys else (),
            )
            for row in self.rows
        )
        return Table(self.caption, tuple(self.columns[i] for i in kept), rows)

    @property
    def key(self) -> str:
        """A name for the caption that no other table of the page has."""
        first = "|".join(cell for row in self.rows[:3] for cell in row.cells)
        text = f"{self.caption}|{first}|{len(self.rows)}|{len(self.columns)}"
        return f"table-{sha256(text.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its alternative text, caption and credit."""

    kind: ClassVar[str] = "figure"
    href: Safe
    alt: Safe
    caption: Safe = EMPTY


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a chart at a day (as an ordinal), with its words; `gap` parts it from the one
    before."""

    at: int
    value: Decimal
    label: Safe
    shown: Safe
    gap: bool = False


@dataclass(frozen=True, slots=True)
class LineChart:
    """A series over time; `limits` are lines to hold it against, each with its words."""

    kind: ClassVar[str] = "chart"
    title: Safe
    description: Safe
    points: tuple[Point, ...]
    limits: tuple[tuple[Decimal, Safe], ...] = ()


@dataclass(frozen=True, slots=True)
class SmallLines:
    """Many series over the same time, each with its name and a scale of its own from zero."""

    kind: ClassVar[str] = "chart"
    title: Safe
    description: Safe
    series: tuple[tuple[Safe, tuple[Point, ...]], ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """A bar for each body, from zero: name, value, and the value in words."""

    kind: ClassVar[str] = "chart"
    title: Safe
    description: Safe
    bars: tuple[tuple[Safe, Decimal, Safe], ...]


@dataclass(frozen=True, slots=True)
class StackChart:
    """Shares of levels, a bar for each period: names of the levels best first, and for each
    bar its name and the counts."""

    kind: ClassVar[str] = "chart"
    title: Safe
    description: Safe
    levels: tuple[Safe, ...]
    bars: tuple[tuple[Safe, tuple[int, ...], tuple[Safe, ...]], ...]


Chart = LineChart | SmallLines | BarChart | StackChart


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown that an author wrote and `content` has checked; `tag` when in another language."""

    kind: ClassVar[str] = "prose"
    markdown: Safe
    tag: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its anchor, and what stands under it."""

    kind: ClassVar[str] = "section"
    anchor: str
    heading: Safe
    blocks: "tuple[Block, ...]"
    level: int = 2


Block = (
    Paragraph
    | Bullets
    | Facts
    | Cards
    | Tally
    | Promises
    | Crumbs
    | Links
    | Table
    | Figure
    | Chart
    | Prose
    | Section
)


@dataclass(frozen=True, slots=True)
class PageView:
    """A page: its path in the docs tree, heading, blocks, and where its facts come from.

    `title` and `description` are plain text. `source` is the file (with line) of the record.
    """

    path: str
    template: str
    title: str
    heading: Safe
    description: str
    blocks: tuple[Block, ...] = field(default=())
    source: str = ""
    searchable: bool = True
    crumbs: Crumbs | None = None


def section(anchor: str, heading: Safe, *blocks: Block | None, level: int = 2) -> Section | None:
    """A section of the blocks that are there, or nothing when none is: no empty headings."""
    there = tuple(block for block in blocks if block is not None and not _is_empty(block))
    return Section(anchor, heading, there, level) if there else None


def present(*blocks: Block | None) -> tuple[Block, ...]:
    """The blocks that have something to show."""
    return tuple(block for block in blocks if block is not None and not _is_empty(block))


def _is_empty(block: Block) -> bool:
    match block:
        case Bullets():
            return not block.items
        case Facts():
            return not block.pairs
        case Cards():
            return not block.cards
        case Table():
            return not block.rows
        case Paragraph():
            return not block.text
        case Prose():
            return not block.markdown.strip()
        case Promises():
            return not block.items
        case Crumbs() | Links():
            return not block.links
        case Section():
            return not block.blocks
        case _:
            return False
