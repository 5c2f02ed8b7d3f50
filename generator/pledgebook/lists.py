"""What lists all pages of a language: the sitemap and the search index.

Knows what is remembered of each page, and in which order they come. Must not know records, nor
how an entry came to be.
"""

import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from pledgebook.configuration import LanguageSite
from pledgebook.engine import STAMP, in_order
from pledgebook.finding import FOLDER, INDEX, index_elsewhere, index_file, index_key, write_index
from pledgebook.store import Kept


def list_pages(prefix: str, kept: Kept) -> Iterator[tuple[str, bytes]]:
    """The sitemap, its archive and the theme's search index, by path in the site, of a language
    whose pages begin at `prefix`."""
    if kept.sitemap:
        head, tail = kept.sitemap
        entries = "".join(kept.pages[path].page.sitemap for path in in_order(kept.pages))
        text = f"{head}{entries}{tail}".encode()
        yield f"{prefix}sitemap.xml", text
        yield f"{prefix}sitemap.xml.gz", _packed(text)
    if kept.search and kept.index[1]:
        yield f"{prefix}{INDEX}", index_elsewhere(kept.search, kept.index[1])
    elif kept.search:
        yield f"{prefix}{INDEX}", index_file(kept.search, _entries(kept))


def _packed(text: bytes) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile("sitemap.xml.gz", "wb", fileobj=packed, mtime=int(STAMP)) as archive:
        archive.write(text)
    return packed.getvalue()


def index_apart(
    site: LanguageSite, prefix: str, kept: Kept, at_hand: set[tuple[str, str]], fresh: Path
) -> None:
    """Makes the language's search index of many files in `fresh`, which stands for the root of
    the site, unless the last one is still right and at hand. Raises EngineError, OSError."""
    entries = _entries(kept) if kept.search else []
    key = index_key(site.tag, entries) if entries else ""
    if kept.index[0] == key and kept.index[1].items() <= at_hand:
        return
    folder = f"{prefix}{FOLDER}"
    scratch = site.config_file.parent / "engine" / f"{site.tag}-search"
    made = write_index(site.tag, entries, scratch, fresh / folder) if entries else {}
    kept.index = (key, {f"{folder}{path}": known for path, known in made.items()})


def _entries(kept: Kept) -> list[str]:
    """The entries of the search index as JSON, in the order of pages."""
    found = (kept.pages[path].page.search for path in in_order(kept.pages))
    return [entry for entry in found if entry]
