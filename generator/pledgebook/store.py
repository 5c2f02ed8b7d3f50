"""What a build remembers for the next one, in files of its build folder.

Knows which bytes stand where (by path, size and time of change) and what came of each page.
All of it is plain JSON that can be lost or damaged at no cost but time: a claim is believed
only where a file that agrees with it is found. Must not know what a page is made of.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pledgebook.diagnostics import Diagnostic
from pledgebook.frames import Frame, KeptFrame
from pledgebook.inspect import PageFacts
from pledgebook.keys import digest as digest_of
from pledgebook.output import write_if_changed
from pledgebook.press import BuiltPage
from pledgebook.publish import MANIFEST

_FILES, _PAGES, _LAST = "files.json", "pages.json", "last.json"
Stamp = tuple[int, int]  # size in bytes, time of change in nanoseconds


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page of an earlier build: the SHA-256 of its text, and what was built from it."""

    text: str
    page: BuiltPage


@dataclass(slots=True)
class Kept:
    """What is known of one language: the key of everything that shapes all its pages, pages by
    docs path, other files and their SHA-256, facts of those that are HTML, what stands around
    the entries of sitemap and search index, and the frames that pages are put into."""

    key: str
    pages: dict[str, KeptPage] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    facts: dict[str, PageFacts] = field(default_factory=dict)
    sitemap: tuple[str, str] | None = None
    search: str = ""
    frames: dict[str, KeptFrame] = field(default_factory=dict)


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
    return Kept(read["key"], pages, dict(read["files"]), facts, frame, read["search"], frames)


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
    }


def _facts(facts: PageFacts) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    return facts.ids, facts.goals, facts.sound


def stamp_files(folder: Path) -> dict[str, Stamp]:
    """Size and time of change of every file below a folder, by relative path with `/`."""
    found: dict[str, Stamp] = {}
    pending = [""]
    while pending:
        inner = pending.pop()
        try:
            entries = list(os.scandir(folder / inner))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{inner}{entry.name}/")
            else:
                stat = entry.stat(follow_symlinks=False)
                odd = entry.is_symlink()
                found[f"{inner}{entry.name}"] = (-1 if odd else stat.st_size, stat.st_mtime_ns)
    return found


class Ledger:
    """Which bytes a file holds, by its path in a tree and its stamp."""

    def __init__(self, known: Mapping[str, list[tuple[int, int, str]]]) -> None:
        self._known = known

    @classmethod
    def read(cls, build: Path) -> "Ledger":
        """The ledger of the build folder; empty when it is missing or damaged."""
        try:
            read = json.loads((build / _FILES).read_bytes())
            return cls(
                {
                    str(path): [(int(size), int(time), str(digest)) for size, time, digest in given]
                    for path, given in read.items()
                }
            )
        except (OSError, ValueError, TypeError, AttributeError):
            return cls({})

    def digests(self, stamps: Mapping[str, Stamp]) -> dict[str, str]:
        """The SHA-256 of those files of a tree that are as they were left."""
        found = {}
        for path, (size, time) in stamps.items():
            for known_size, known_time, digest in self._known.get(path, ()):
                if known_size == size and known_time == time:
                    found[path] = digest
                    break
        return found


def write_ledger(
    build: Path, trees: Iterable[tuple[Mapping[str, Stamp], Mapping[str, str]]]
) -> None:
    """Keeps the SHA-256 of the files of trees, each given as stamps and digests by path."""
    known: dict[str, list[tuple[int, int, str]]] = {}
    for stamps, digests in trees:
        for path, digest in digests.items():
            if path in stamps and (*stamps[path], digest) not in known.get(path, ()):
                known.setdefault(path, []).append((*stamps[path], digest))
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    write_if_changed(build / _FILES, text.encode())


@dataclass(frozen=True, slots=True)
class Last:
    """The last published site: the key of all that it was made of, the SHA-256 of its manifest,
    its number of pages, how many records it shows, and what the build had to say."""

    key: str
    manifest: str
    pages: int
    records: int
    diagnostics: tuple[Diagnostic, ...]
    notices: tuple[str, ...]


_LAST_SITE = TypeAdapter(Last)


def read_last(build: Path) -> Last | None:
    """What is known of the last published site; None where the file is missing or damaged."""
    try:
        return _LAST_SITE.validate_json((build / _LAST).read_bytes())
    except (OSError, ValueError):
        return None


def write_last(build: Path, last: Last) -> None:
    """Keeps what is known of the site just published."""
    write_if_changed(build / _LAST, _LAST_SITE.dump_json(last))


def same_site(build: Path, site_dir: Path, key: str) -> Last | None:
    """What is known of the published site, if it was built from what has this key, and every
    file in it is as it was left; else None."""
    last = read_last(build)
    if last is None or last.key != key:
        return None
    try:
        manifest = (site_dir / MANIFEST).read_bytes()
        wanted = json.loads(manifest)["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if digest_of(manifest) != last.manifest:
        return None  # a later build put its site in place, but was ended before it could say so
    there = Ledger.read(build).digests(stamp_files(site_dir))
    there.pop(MANIFEST, None)
    return last if there == wanted else None
