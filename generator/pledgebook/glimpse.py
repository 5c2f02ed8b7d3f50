"""Pages that somebody looks at, made before the rest of the site.

Knows the frames that an earlier build made, and puts the new text of a page into one. Must not
know who looks. A glimpse has the bytes that the page of the site will have, unless what stands
around all pages changes in this very build.
"""

from collections.abc import Iterable
from pathlib import Path

from pledgebook.framed import kept_batches
from pledgebook.options import Glimpses
from pledgebook.orders import Order
from pledgebook.pages import find_page, make_environment
from pledgebook.press import set_pages
from pledgebook.settings import is_predictable
from pledgebook.store import read_pages
from pledgebook.themewords import THEME_LABELS
from pledgebook.trees import theme_labels
from pledgebook.views.sheet import Edition


def show_glimpses(glimpses: Glimpses, root: Path, editions: Iterable[Edition]) -> None:
    """Shows the pages of records that are wanted and whose frames are known; others are left to
    the build, and so is every page of a project with a theme or an engine of its own."""
    wanted, overrides = glimpses.wanted(), root / "overrides"
    own = (overrides / "theme").is_dir() or not is_predictable(root / "mkdocs.yml")
    if not wanted or own:
        return
    known = read_pages(root / "build")
    templates = overrides / "pages"
    environment = make_environment(templates if templates.is_dir() else None)
    for edition in editions:
        tag, prefix = edition.language.tag, edition.prefix
        for address in wanted:
            path = f"{address.removeprefix(prefix).rstrip('/')}.md"
            found = tag in known and address.startswith(prefix) and "/" in path
            if found and (page := find_page(edition, environment, path)):
                order = Order(
                    config_file=root / "build" / f"{tag}.yml",
                    permalink={**THEME_LABELS, **theme_labels(edition.language)}["permalink"],
                    prefix=prefix,
                    pages={path: page.text.encode()},
                    paths=frozenset([path]),
                    nav=(),  # no record's page is in the navigation
                    folder=root / "build",
                    scratch=root / "build",
                    frames=known[tag].frames,
                )
                for batch in kept_batches(order):
                    for _, content in set_pages(batch):
                        glimpses.show(address, content)
