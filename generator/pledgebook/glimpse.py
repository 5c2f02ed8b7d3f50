"""Pages that somebody looks at, made before the rest of the site.

Knows the frames that an earlier build made, and puts the new text of a page into one. Must not
know who looks. A glimpse has the bytes that the page of the site will have, unless what stands
around all pages changes in this very build.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment

from pledgebook.framed import kept_batches
from pledgebook.options import Glimpses
from pledgebook.orders import Order
from pledgebook.pages import find_page, make_environment
from pledgebook.press import set_pages
from pledgebook.settings import is_predictable
from pledgebook.store import Kept, read_pages
from pledgebook.views.sheet import Edition


def show_glimpses(glimpses: Glimpses, root: Path, editions: Iterable[Edition]) -> None:
    """Shows the pages of records that are wanted and whose frames are known; others are left to
    the build, and so is every page of a project with a theme or an engine of its own."""
    wanted, overrides = glimpses.wanted(), root / "overrides"
    if not wanted or (overrides / "theme").is_dir() or not is_predictable(root / "mkdocs.yml"):
        return
    build, environment = root / "build", make_environment(overrides / "pages")
    known = read_pages(build)
    for edition in editions:
        kept = known.get(edition.language.tag, Kept(""))
        for address in wanted:
            if address.startswith(edition.prefix):
                for content in _glimpse(address, edition, environment, kept, build):
                    glimpses.show(address, content)


def _glimpse(
    address: str, edition: Edition, environment: Environment, kept: Kept, build: Path
) -> Iterator[bytes]:
    """The page of an address, if it is a record's and fits into a frame."""
    path = f"{address.removeprefix(edition.prefix).rstrip('/')}.md"
    page = find_page(edition, environment, path) if "/" in path else None
    if page is None:
        return
    order = Order(
        config_file=build / f"{edition.language.tag}.yml",
        permalink=edition.language.word("theme.permalink"),
        prefix=edition.prefix,
        pages={path: page.text.encode()},
        paths=frozenset([path]),
        nav=(),  # no record's page is in the navigation
        folder=build,
        scratch=build,
        frames=kept.frames,
    )
    for batch in kept_batches(order):
        for _, content in set_pages(batch):
            yield content
