"""Pages put into their frames, in a process of its own: the part of a build that is per page.

Knows frames, the dialect, and what must be remembered of a page. Must not know MkDocs, nor
why a page is built. A batch and what comes of it are plain values, so that any process with
the same program can do the work.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from pledgebook.dialect import Article, read_article, search_entries
from pledgebook.frames import Frame, fill_text
from pledgebook.inspect import PageFacts, PageLinks, collect_page, page_facts
from pledgebook.links import url
from pledgebook.offline import with_file_links

BATCH = 100  # pages
_ATTRIBUTE = re.compile(r'\s(?:(id)|href|src)="([^"]*)"')
_BARE_IMAGE = re.compile(r"<img(?![^>]*\salt=)|\s(?:srcset|poster|action|name)=")


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages of one folder with one outline: docs paths and Markdown texts, their frame, and
    the sitemap's entry of the frame. `prefix` is where the language's pages begin in the site;
    pages are written below `folder`. `close` reads every page as a browser does; `offline`
    makes links lead to files."""

    pages: tuple[tuple[str, bytes], ...]
    frame: Frame
    sitemap: str
    permalink: str
    prefix: str
    folder: Path
    close: bool = False
    offline: bool = False

    def of(self, pages: tuple[tuple[str, bytes], ...], frame: Frame, sitemap: str) -> "Batch":
        """Other pages in another frame, for the same site."""
        return replace(self, pages=pages, frame=frame, sitemap=sitemap)


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page that stands in the folder: its docs path, the SHA-256 of its bytes, its facts, its
    entries in the search index as JSON parted by commas, and its entry in the sitemap."""

    path: str
    digest: str
    facts: PageFacts
    search: str
    sitemap: str


def built_path(path: str) -> str:
    """The file in the site of a docs path: `organizations/x.md` is `organizations/x/index.html`."""
    return f"{url(path)}index.html"


Pressed = tuple[BuiltPage, ...]


def press_pages(batch: Batch) -> Pressed:
    """Fills the frame with each page and writes it; pages that are not in the dialect are left
    out. Raises OSError."""
    built = []
    for page, content in set_pages(batch):
        put_page(batch.folder / (batch.prefix + built_path(page.path)), content)
        built.append(page)
    return tuple(built)


def set_pages(batch: Batch) -> Iterator[tuple[BuiltPage, bytes]]:
    """Fills the frame with each page, and gives what is to be known of it and its bytes."""
    chrome = _chrome(batch)
    for path, text in batch.pages:
        article = read_article(text.decode(), batch.permalink)
        if article is None:
            continue
        stem = path.rpartition("/")[2].removesuffix(".md")
        page = batch.frame.fill(article, stem).encode()
        goal = batch.prefix + built_path(path)
        content = None if batch.close else _content_links(goal, article)
        links = _joined(goal, chrome, content, stem) if content else collect_page(goal, page)
        page = with_file_links(page) if batch.offline else page
        built = BuiltPage(
            path,
            hashlib.sha256(page).hexdigest(),
            page_facts(links),
            search_text(search_entries(article, url(path))),
            fill_text(batch.sitemap, stem, article.changed),
        )
        yield built, page


def write_page(path: Path, page: bytes) -> str:
    """Writes a file of a tree that nobody reads yet; returns the SHA-256 of its bytes."""
    put_page(path, page)
    return hashlib.sha256(page).hexdigest()


def put_page(path: Path, page: bytes) -> None:
    """Writes a file of a tree that nobody reads yet. Raises OSError."""
    try:
        path.write_bytes(page)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page)


def search_text(entries: Iterable[dict[str, object]] | Iterable[dict[str, str]]) -> str:
    """Entries of the search index as the theme's plugin writes them, parted by commas."""
    return ",".join(json.dumps(entry, separators=(",", ":")) for entry in entries)


def _chrome(batch: Batch) -> PageLinks:
    """The names and links that the frame itself has, the same on each of its pages."""
    if not batch.pages:
        return PageLinks("", frozenset(), (), (), ())
    path = batch.prefix + built_path(batch.pages[0][0])
    return collect_page(path, batch.frame.bare().encode())


def _content_links(path: str, article: Article) -> PageLinks | None:
    """Names and links in the body of a page in the dialect, whose attributes stand in double
    quotes; None when there is something that asks for a closer look."""
    if _BARE_IMAGE.search(article.html):
        return None
    ids: list[str] = []
    links: list[str] = []
    for is_id, value in _ATTRIBUTE.findall(article.html):
        (ids if is_id else links).append(_plain(value))
    counts = Counter(ids)
    twice = tuple(name for name, times in counts.items() if times > 1)
    return PageLinks(path, frozenset(counts), twice, tuple(dict.fromkeys(links)), ())


def _plain(value: str) -> str:
    return unescape(value).strip() if "&" in value else value.strip()


def _joined(path: str, chrome: PageLinks, content: PageLinks, stem: str) -> PageLinks:
    both = chrome.ids & content.ids
    return PageLinks(
        path,
        chrome.ids | content.ids,
        (*content.duplicate_ids, *sorted(both)),
        (*(fill_text(href, stem) for href in chrome.links), *content.links),
        chrome.images_without_alt,
    )


def batches(pages: list[tuple[str, bytes]]) -> Iterator[tuple[tuple[str, bytes], ...]]:
    """Pages in parts that are worth the way to another process."""
    for start in range(0, len(pages), BATCH):
        yield tuple(pages[start : start + BATCH])
