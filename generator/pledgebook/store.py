"""What a build remembers of pages for the next one, in a file of its build folder.

Knows what came of each page. It is plain JSON that can be lost or damaged at no cost but time:
a claim is believed only where a file that agrees with it is found. Must not know what a page is
made of.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pledgebook.frames import Frame, KeptFrame
from pledgebook.inspect import PageFacts
from pledgebook.output import write_if_changed
from pledgebook.press import BuiltPage

_PAGES = "pages.json"


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page of an earlier build: the SHA-256 of its text, and what was built from it."""

    text: str
    page: BuiltPage


@dataclass(slots=True)
class Kept:
    """What is known of one language: the key of everything that shapes all its pages, pages by
    docs path, other files and their SHA-256, facts of those that are HTML, what stands around
    the entries of sitemap and search index, and the frames that pages are put into; and of an
    index of many files the key of what it was made of, and those files and their SHA-256."""

    key: str
    pages: dict[str, KeptPage] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    facts: dict[str, PageFacts] = field(default_factory=dict)
    sitemap: tuple[str, str] | None = None
    search: str = ""
    frames: dict[str, KeptFrame] = field(default_factory=dict)
    index: tuple[str, dict[str, str]] = ("", {})


def read_pages(build: Path) -> dict[str, Kept]:
    """What is known of each language by tag; nothing where the file is missing or damaged."""
    try:
        read = json.loads((build / _PAGES).read_bytes())
        return {tag: _kept(known) for tag, known in read.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def write_pages(build: Path, languages: Mapping[str, Kept]) -> None:
    """Keeps what is known of each language. Raises OSError."""
    text = json.dumps(
        {tag: _plain(kept) for tag, kept in languages.items()},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    write_if_changed(build / _PAGES, text.encode())


def _kept(read: Mapping[str, Any]) -> Kept:
    pages = {
        path: KeptPage(text, BuiltPage(path, digest, PageFacts(*map(_tuple, facts)), search, entry))
        for path, (text, digest, facts, search, entry) in read["pages"].items()
    }
    facts = {path: PageFacts(*map(_tuple, given)) for path, given in read["facts"].items()}
    sitemap = read["sitemap"]
    frame = (str(sitemap[0]), str(sitemap[1])) if sitemap else None
    frames = {
        name: KeptFrame(Frame(tuple(literals), tuple(names)), entry)
        for name, (literals, names, entry) in read["frames"].items()
    }
    index = (str(read["index"][0]), dict(read["index"][1]))
    files = dict(read["files"])
    return Kept(read["key"], pages, files, facts, frame, read["search"], frames, index)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _plain(kept: Kept) -> dict[str, Any]:
    return {
        "key": kept.key,
        "pages": {
            path: (
                known.text,
                known.page.digest,
                _facts(known.page.facts),
                known.page.search,
                known.page.sitemap,
            )
            for path, known in kept.pages.items()
        },
        "files": kept.files,
        "facts": {path: _facts(facts) for path, facts in kept.facts.items()},
        "sitemap": kept.sitemap,
        "search": kept.search,
        "frames": {
            name: (framed.frame.literals, framed.frame.names, framed.sitemap)
            for name, framed in kept.frames.items()
        },
        "index": kept.index,
    }


def _facts(facts: PageFacts) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    return facts.ids, facts.goals, facts.sound
