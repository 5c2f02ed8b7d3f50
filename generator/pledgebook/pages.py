"""From views to pages: the table of page kinds and the templates that print them.

Knows Jinja and the folder of templates. Must not know records or statuses.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    Undefined,
)

from pledgebook.cards import Card, card_of
from pledgebook.charts import draw, draw_tally
from pledgebook.downloads import page as downloads
from pledgebook.markup import Safe, front_matter
from pledgebook.metadata import page_metadata
from pledgebook.views import (
    agreements,
    announcements,
    home,
    indicators,
    organizations,
    programmes,
    reports,
    sources,
)
from pledgebook.views.blocks import PageView, Table
from pledgebook.views.sheet import Edition
from pledgebook.views.watch import Later

# By the folder in which the pages of records stand, where there are such.
PAGES: Mapping[str, Callable[[Edition], Iterator[PageView | Later]]] = {
    "": home.pages,
    "announcements": announcements.pages,
    "programmes": programmes.pages,
    "agreements": agreements.pages,
    "organizations": organizations.pages,
    "indicators": indicators.pages,
    "reports": reports.pages,
    "sources": sources.pages,
    "data": downloads.pages,
}
NO_METADATA: Mapping[str, str] = MappingProxyType({})
BASE_TEMPLATE = "page.md.j2"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the docs tree: its path, Markdown, the place its facts come from, and the docs
    path and words of its own card, where it has one."""

    path: str
    text: str
    source: str
    card: tuple[str, Card] | None = None


def _finalize(value: Any) -> Any:
    """Only text and whole numbers get onto a page: no None, no float, no list."""
    if isinstance(value, Undefined):
        str(value)  # says which name is not there
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise TypeError(f"a template printed {value!r}")


def make_environment(overrides: Path | None = None) -> Environment:
    """The Jinja environment; a project's `overrides/pages/`, which need not be there, come before
    the program's own."""
    own = PackageLoader("pledgebook", "templates")
    loader = ChoiceLoader([FileSystemLoader(overrides), own]) if overrides else own
    environment = Environment(
        loader=loader,
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=False,  # the output is Markdown; `markup` escapes
        keep_trailing_newline=True,
    )
    environment.globals["draw"] = draw
    environment.globals["draw_tally"] = draw_tally
    environment.globals["hashes"] = ("", "#", "##", "###", "####")
    environment.globals["print_rows"] = print_rows
    return environment


def print_rows(table: Table) -> Safe:
    """The rows of a table, one a line; a loop in a template would take most of a build's time."""
    starts = ['<td class="num">' if column.numeric else "<td>" for column in table.columns[1:]]
    names = '<th scope="row" translate="no"' if table.columns[0].verbatim else '<th scope="row"'
    lines = []
    for row in table.rows:
        first, *others = map(_finalize, row.cells)
        opening = f'<tr id="{row.anchor}">' if row.anchor else "<tr>"
        if row.keys and table.sortable:
            head, *keys = map(_sort_key, row.keys)
            cells = [
                f"{start[:-1]}{key}>{cell}</td>"
                for start, key, cell in zip(starts, keys, others, strict=True)
            ]
        else:
            head = ""
            cells = [f"{start}{cell}</td>" for start, cell in zip(starts, others, strict=True)]
        lines.append(f"{opening}{names}{head}>{first}</th>{''.join(cells)}</tr>\n")
    return Safe("".join(lines))


def _sort_key(key: str) -> str:
    return f' data-sort="{key}"' if key else ""


class Memory(Protocol):
    """What remembers pages. `lying` are the docs paths of those that are in the docs tree."""

    lying: set[str]

    def page(self, later: Later, write: Callable[[Edition], Page]) -> Page:
        """The page, as it is remembered or as `write` makes it."""


def render_pages(
    edition: Edition, environment: Environment, memory: Memory | None = None
) -> Iterator[Page]:
    """Every page of one language."""

    for kind in PAGES.values():
        for found in kind(edition):
            if isinstance(found, Later) and memory:
                yield memory.page(found, partial(_page_of, found, environment))
            else:
                yield _page_of(found, environment, edition)


def find_page(edition: Edition, environment: Environment, path: str) -> Page | None:
    """The page of a record by its docs path, without those of other kinds; None where there is
    none."""
    pages = PAGES.get(path.partition("/")[0])
    for found in pages(edition) if pages else ():
        if found.path == path:
            return _page_of(found, environment, edition)
    return None


def all_views(edition: Edition) -> Iterator[PageView]:
    """Every page of one language before it is printed."""
    for kind in PAGES.values():
        for found in kind(edition):
            yield _view_of(found, edition)


def _view_of(found: PageView | Later, edition: Edition) -> PageView:
    return found.make(edition) if isinstance(found, Later) else found


def _page_of(found: PageView | Later, environment: Environment, edition: Edition) -> Page:
    view = _view_of(found, edition)
    page = render(view, environment, page_metadata(edition, view))
    return replace(page, card=card) if (card := card_of(edition, view)) else page


def render(
    view: PageView, environment: Environment, metadata: Mapping[str, str] = NO_METADATA
) -> Page:
    """A view through the template of its kind, or the one that serves all kinds."""
    template = _template(environment, view.template)
    words = {"title": view.title, "description": view.description}
    head = front_matter(searchable=view.searchable, **words, **metadata)
    return Page(view.path, template.render(page=view, front_matter=head), view.source)


@lru_cache(maxsize=64)
def _template(environment: Environment, kind: str) -> Template:
    """Looked up once for a kind of page: the search for one that is not there is slow."""
    try:
        return environment.get_template(f"{kind}.md.j2")
    except TemplateNotFound:
        return environment.get_template(BASE_TEMPLATE)
