"""The search index of a language: one file for the theme's own search, or Pagefind's many.

Knows the form of the theme's index and how Pagefind's program is fed and run. Must not know
records, nor how an entry came to be.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from pledgebook.engine import EngineError
from pledgebook.folding import PLAIN, indexed_words
from pledgebook.keys import digest, pagefind_version, program_key
from pledgebook.output import list_files
from pledgebook.press import put_page

INDEX = "search/search_index.json"
FOLDER = "search/pagefind/"
_PROGRAM = "pagefind_bin"
_SCRIPT = "pagefind.js"
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s")
# Pagefind knows endings of words in many languages. In Arabic it takes off what is a word's article
# to it, also from the beginning of a word that is not typed to its end.
_ENDINGS_STAY = PLAIN | {"ar"}


def index_file(settings: str, entries: Iterable[str]) -> bytes:
    """The theme's index: its settings, and entries as JSON."""
    return f'{{"config":{settings},"docs":[{",".join(entries)}]}}'.encode()


def index_elsewhere(settings: str, files: Iterable[str]) -> bytes:
    """What stands for the theme's index where Pagefind's is used: it tells the theme what parts
    words, and `pagefind.js` which files every question needs, of all in the folder."""
    names = (path.rpartition(FOLDER)[2] for path in files)
    first = sorted(name for name in names if "/" not in name and name != _SCRIPT)
    return index_file(json.dumps({**json.loads(settings), "files": first}), ())


def index_key(tag: str, entries: Iterable[str]) -> str:
    """What changes when Pagefind's index of a language would."""
    return digest("\n".join((program_key(), pagefind_version(), tag, *entries)).encode())


def write_index(tag: str, entries: Iterable[str], scratch: Path, goal: Path) -> dict[str, str]:
    """Makes Pagefind's index of a language in the folder `goal`; returns its files by path in it,
    with their SHA-256. `scratch` is a folder that is used up. Raises EngineError, OSError."""
    for folder in (scratch, goal):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        for path, page in _pages(tag, entries):
            put_page(scratch / "pages" / path, page)
        _run_pagefind(scratch, goal)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return {path: digest((goal / path).read_bytes()) for path in _needed(goal)}


def _run_pagefind(scratch: Path, goal: Path) -> None:
    program: Any = import_module(_PROGRAM)  # not above: an extra that need not be there
    command = [program.get_executable(), "--silent", "--site", "pages", "--output-path", goal]
    # Neither settings of the folder where the build was started, nor of its environment.
    others = {k: text for k, text in os.environ.items() if not k.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(command, cwd=scratch, env=others, capture_output=True, check=False)
    except OSError as error:
        raise EngineError(f"Pagefind could not be started: {error}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise EngineError(f"Pagefind could not make the search index: {said or done.returncode}")


def _needed(folder: Path) -> Iterator[str]:
    """What `pagefind.js` loads; all else that Pagefind brings along is removed."""
    entry = json.loads((folder / "pagefind-entry.json").read_bytes())
    wasm = {f"wasm.{known['wasm'] or 'unknown'}.pagefind" for known in entry["languages"].values()}
    for path in sorted(list_files(folder)):
        if "/" in path or path.endswith(".pf_meta") or path in {
            _SCRIPT, "pagefind-entry.json", *wasm
        }:  # fmt: skip
            yield path
        else:
            (folder / path).unlink()


def _pages(tag: str, entries: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """A small page for Pagefind for each page of the site, by path."""
    language = tag.partition("-")[0].lower()
    opening = "<html>" if language in _ENDINGS_STAY else f'<html lang="{language}">'
    known: list[dict[str, str]] = json.loads(f"[{','.join(entries)}]")
    for place, group in groupby(known, lambda entry: entry["location"].partition("#")[0]):
        page = _page(place, [_plain(entry) for entry in group])
        yield f"{place.rstrip('/') or 'index'}.html", f"{opening}{page}</html>\n".encode()


def _page(place: str, entries: list[Mapping[str, str]]) -> str:
    """The words as they are looked up, and the entries as they are shown: in the name of the
    first heading, since Pagefind hands names on as they are, but for white space, and makes no
    words of them. Words in a heading weigh more."""
    shown = [place, *([e["location"].removeprefix(place), e["title"], e["text"]] for e in entries)]
    packed = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    name = _SPACE.sub(lambda found: f"\\u{ord(found[0]):04x}", packed)
    first, *others = entries
    body = _entry(first, "h1", f' id="{escape(name)}"') + "".join(
        _entry(entry, "h2") for entry in others
    )
    return f"<body data-pagefind-body>{body}</body>"


def _entry(entry: Mapping[str, str], heading: str, attribute: str = "") -> str:
    title, text = (escape(indexed_words(entry[part])) for part in ("title", "text"))
    return f"<{heading}{attribute}>{title}</{heading}><p>{text}</p>"


def _plain(entry: Mapping[str, str]) -> Mapping[str, str]:
    """An entry without tags and escapes in its texts."""
    texts = {name: _TAG.sub(" ", entry[name]) for name in ("title", "text")}
    return {**entry, **{name: " ".join(unescape(text).split()) for name, text in texts.items()}}
