"""The links of the built site: what each page holds and points at, and what leads nowhere.

Knows HTML and how a browser follows a link. Must not know records: a page is its path in the
site, and whoever made it knows which record it came from.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from pledgebook.output import list_files

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PARSER = etree.HTMLParser(encoding="utf-8")
_ADDRESSES = ("//@href", "//@src", "//video/@poster", "//form/@action")
_ALLOWED = ("http:", "https:", "mailto:", "tel:", "data:image/")


class Reason(StrEnum):
    """Why a link is broken. The values are stable names, not words for people."""

    NO_PAGE = "no-page"  # no such page or file in the site
    NO_ANCHOR = "no-anchor"  # the page is there, the place on it is not
    ABSOLUTE = "absolute"  # begins at the server's root: breaks when the site lies in a folder
    OUTSIDE = "outside"  # climbs above the root of the site
    SCHEME = "scheme"  # neither the web nor mail: `javascript:`, `file:` …
    DUPLICATE_ID = "duplicate-id"  # two places of a page have one name
    NO_ALT = "no-alt"  # an image that says nothing to who cannot see it


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What one page holds: its path in the site ("organizations/x/index.html"), the names of
    its places, the names given twice, every different address it points at, in order, and the
    images without alternative text."""

    path: str
    ids: frozenset[str]
    duplicate_ids: tuple[str, ...]
    links: tuple[str, ...]
    images_without_alt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A fault of a page: the page's path, the address as written ("#x" for a place's name,
    the image's address for an image) and the reason."""

    page: str
    href: str
    reason: Reason


def collect_page(path: str, html: bytes) -> PageLinks:
    """Reads the names and addresses of one page, given as UTF-8."""
    tree = etree.fromstring(html.strip() or b"<html/>", _PARSER)
    ids = Counter(_found(tree, "//@id"))
    links = [href.strip() for query in _ADDRESSES for href in _found(tree, query)]
    links.extend(_sources(_found(tree, "//@srcset")))
    return PageLinks(
        path,
        frozenset(ids) | frozenset(_found(tree, "//a/@name")),
        tuple(name for name, times in ids.items() if times > 1),
        tuple(dict.fromkeys(links)),
        tuple(_found(tree, "//img[not(@alt)]/@src")),
    )


def _found(tree: etree._Element, query: str) -> list[str]:
    return cast("list[str]", _compiled(query)(tree))


@cache
def _compiled(query: str) -> etree.XPath:
    return etree.XPath(query, smart_strings=False)


def _sources(sets: list[str]) -> Iterator[str]:
    """The addresses in `srcset` attributes: "a.png 1x, b.png 2x"."""
    for sources in sets:
        for source in sources.split(","):
            yield from source.split()[:1]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What must be remembered of a page to check links without reading it again: the names of
    its places, where its links lead ("organizations/x/index.html#staff", only inside the site),
    and whether it is without a fault of its own."""

    ids: tuple[str, ...]
    goals: tuple[str, ...]
    sound: bool = True


def page_facts(page: PageLinks, base: str = "/") -> PageFacts:
    """The facts of a page; `base` is the path of the site's address, for the 404 page."""
    folder = page.path.split("/")[:-1]
    root = base if page.path.split("/")[-1] == "404.html" else None
    goals: dict[str, None] = {}
    sound = not page.duplicate_ids and not page.images_without_alt
    for href in page.links:
        path, _, fragment = href.partition("#")
        goal = _goal(page.path, folder, path, root)
        if isinstance(goal, Reason):
            sound = False
        elif goal is not None:
            goals[f"{goal}#{fragment}" if fragment else goal] = None
    return PageFacts(tuple(sorted(page.ids)), tuple(goals), sound)


def find_suspects(facts: Mapping[str, PageFacts], files: Set[str]) -> tuple[str, ...]:
    """The pages that have a fault, by path in the site; see find_broken for what it is."""
    places = {f"{path}#{name}" for path, page in facts.items() for name in page.ids}
    known = places | files
    return tuple(
        path
        for path, page in facts.items()
        if not page.sound
        or not all(goal in known or _leads(goal, facts, files) for goal in page.goals)
    )


def _leads(goal: str, facts: Mapping[str, PageFacts], files: Set[str]) -> bool:
    """Whether a goal that is not known as it stands is there all the same."""
    path, _, fragment = goal.partition("#")
    page = facts.get(path)
    if page is None:
        return path in files
    return _has(PageLinks(path, frozenset(page.ids), (), (), ()), fragment)


def explain_suspects(
    suspects: Sequence[str],
    facts: Mapping[str, PageFacts],
    files: Set[str],
    root: Path,
    address: str = "/",
) -> tuple[BrokenLink, ...]:
    """What is wrong with pages at fault, which are read again from the built site in `root`."""
    pages = {path: PageLinks(path, frozenset(page.ids), (), (), ()) for path, page in facts.items()}
    for path in suspects:
        pages[path] = collect_page(path, (root / path).read_bytes())
    return find_broken({path: pages[path] for path in sorted(pages)}, files, address)


def inspect_site(root: Path, address: str = "/") -> tuple[BrokenLink, ...]:
    """Reads every page of the built site in `root` and checks its links; see find_broken."""
    files = list_files(root)
    pages = {
        path: collect_page(path, (root / path).read_bytes())
        for path in sorted(files)
        if path.endswith(".html")
    }
    return find_broken(pages, files, address)


def find_broken(
    pages: Mapping[str, PageLinks], files: Set[str], address: str = "/"
) -> tuple[BrokenLink, ...]:
    """Faults of all pages, page by page, in the order of `pages`.

    `pages` by path in the site, `files` the paths of everything in the site. Every link must
    work wherever the site lies, so links are relative; only those of a 404 page, which is
    served at any depth, begin at the server's root: there `address` is needed, the site's URL
    or its path alone.
    """
    base = f"{urlsplit(address).path.rstrip('/')}/"
    return tuple(fault for page in pages.values() for fault in _faults(page, pages, files, base))


def _faults(
    page: PageLinks, pages: Mapping[str, PageLinks], files: Set[str], base: str
) -> Iterator[BrokenLink]:
    folder = page.path.split("/")[:-1]
    root = base if page.path.split("/")[-1] == "404.html" else None
    for href in page.links:
        path, _, fragment = href.partition("#")
        goal = _goal(page.path, folder, path, root)
        if isinstance(goal, Reason):
            yield BrokenLink(page.path, href, goal)
        elif goal is None:
            continue
        elif goal not in files:
            yield BrokenLink(page.path, href, Reason.NO_PAGE)
        elif goal in pages and not _has(pages[goal], fragment):
            yield BrokenLink(page.path, href, Reason.NO_ANCHOR)
    for name in page.duplicate_ids:
        yield BrokenLink(page.path, f"#{name}", Reason.DUPLICATE_ID)
    for image in page.images_without_alt:
        yield BrokenLink(page.path, image, Reason.NO_ALT)


def _goal(page: str, folder: list[str], path: str, root: str | None) -> str | Reason | None:
    """The path in the site that an address leads to; None when it leads out into the web."""
    if not path:
        return page
    if _SCHEME.match(path):
        return None if path.lower().startswith(_ALLOWED) else Reason.SCHEME
    path = unquote(path.partition("?")[0])
    if path.startswith("/"):
        if root is None or not path.startswith(root) or path.startswith("//"):
            return Reason.ABSOLUTE
        path, folder = path[len(root) :], []
    elif not path:
        return page
    return _joined(folder, path.split("/"))


def _joined(folder: list[str], steps: list[str]) -> str | Reason:
    """The file that a browser asks for: a folder means the page at its head."""
    place = folder.copy()
    for step in steps:
        if step == "..":
            if not place:
                return Reason.OUTSIDE
            place.pop()
        elif step not in ("", "."):
            place.append(step)
    if steps[-1] in ("", ".", ".."):
        place.append("index.html")
    return "/".join(place)


def _has(page: PageLinks, fragment: str) -> bool:
    """Whether a page has a place; browsers know "top" and quoted text by themselves."""
    known = not fragment or fragment in page.ids or unquote(fragment) in page.ids
    return known or fragment.lower() == "top" or fragment.startswith(":~:")
