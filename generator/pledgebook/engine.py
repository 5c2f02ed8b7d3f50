"""The site engine as the program sees it: derive a configuration, build pages, get a report.

Knows that pages are built in slices, in processes of their own. Must not know records, nor
where the finished site goes. MkDocs is loaded in those processes only: its loggers, caches
and plugins never touch the program.
"""

import json
import multiprocessing
import os
import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pledgebook.configuration import (
    LanguageLink,
    LanguageSite,
    derive_configuration,
)
from pledgebook.faults import Fault
from pledgebook.links import url
from pledgebook.output import list_files, write_tree
from pledgebook.settings import SettingsError

__all__ = [
    "STAMP",
    "EngineError",
    "EngineReport",
    "LanguageLink",
    "LanguageSite",
    "Run",
    "RunPage",
    "RunReport",
    "SettingsError",
    "Slice",
    "StandingPool",
    "build_pages",
    "build_slice",
    "build_slices",
    "derive_configuration",
    "in_order",
    "processes",
    "run_engine",
]

# MkDocs stamps the sitemap's archive with the day of the build, which would make two builds of
# the same records differ. No page shows it.
STAMP = "315532800"  # 1 January 1980, seconds since 1970


class EngineError(Fault):
    """MkDocs could not build; the text is in its own words."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a site to build: its configuration, the folder to fill, and the pages by docs
    path. None is all pages and every other file; with names, those pages alone are written."""

    config_file: Path
    site_dir: Path
    pages: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class EngineReport:
    """What a build said: MkDocs' warnings in its words and order, each once."""

    warnings: tuple[str, ...]


def build_pages(
    site: LanguageSite, pages: frozenset[str] | None = None, executor: Executor | None = None
) -> EngineReport:
    """Builds one language's site, or some of its pages, into its `site_dir`."""
    return build_slices([Slice(site.config_file, site.site_dir, pages)], executor)[0]


def build_slices(
    slices: Sequence[Slice], executor: Executor | None = None, jobs: int | None = None
) -> tuple[EngineReport, ...]:
    """Builds slices beside each other, `jobs` at a time (one for each processor, if None), and
    reports in their order.

    Two slices must not share a `site_dir`: each build empties it first. An executor of the
    caller's takes the place of the process pool and must run each call in another process.
    Warnings do not fail a build, they are returned. Raises EngineError.
    """
    with processes(executor, min(jobs or os.cpu_count() or 1, len(slices))) as running:
        try:
            return tuple(running.map(build_slice, slices))
        except BrokenProcessPool as error:
            raise EngineError("the process that builds the pages was ended from outside") from error


def build_slice(part: Slice) -> EngineReport:
    """Runs MkDocs in this process, which should do nothing else. Raises EngineError."""
    os.environ["SOURCE_DATE_EPOCH"] = STAMP
    from pledgebook import slices  # not above: it loads MkDocs

    try:
        return EngineReport(slices.run_mkdocs(part.config_file, part.site_dir, part.pages))
    except slices.RunError as error:
        raise EngineError(str(error)) from None


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the engine over some pages: Markdown by docs path in `sources`; `contents` are
    bodies that are HTML already; `others` are docs paths that exist but are not built here.
    `scratch` is a folder of the run's own."""

    config_file: Path
    scratch: Path
    sources: Mapping[str, str]
    contents: Mapping[str, str]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunPage:
    """A page as the engine built it, its entries in the search index and in the sitemap."""

    html: bytes
    search: str
    sitemap: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run gave: pages by docs path, other files by path, the sitemap's head and tail,
    the settings of the search index as JSON text, and warnings."""

    pages: Mapping[str, RunPage]
    files: Mapping[str, bytes]
    sitemap: tuple[str, str] | None
    search: str
    warnings: tuple[str, ...]


def run_engine(run: Run) -> RunReport:
    """Runs MkDocs over some pages in this process. Raises EngineError."""
    os.environ["SOURCE_DATE_EPOCH"] = STAMP
    from pledgebook import slices  # not above: it loads MkDocs

    docs, site = run.scratch / "docs", run.scratch / "site"
    files = {path: text.encode() for path, text in run.sources.items()}
    write_tree(docs, {**dict.fromkeys(run.others, b""), **files})
    try:
        warnings = slices.run_mkdocs(
            run.config_file, site, frozenset(run.sources), docs, run.contents
        )
    except slices.RunError as error:
        raise EngineError(str(error)) from None
    return _report(run, {path: (site / path).read_bytes() for path in list_files(site)}, warnings)


def _report(run: Run, files: dict[str, bytes], warnings: tuple[str, ...]) -> RunReport:
    files.pop("sitemap.xml.gz", None)
    sitemap, entries = _split_sitemap(files.pop("sitemap.xml", b"").decode(), len(run.sources))
    index = json.loads(files.pop("search/search_index.json", b'{"config":null,"docs":[]}'))
    search = _entries(index["docs"])
    pages = {}
    for path, entry in zip(in_order(run.sources), entries, strict=True):
        html = files.pop(f"{url(path)}index.html")
        pages[path] = RunPage(html, ",".join(search.get(quote(url(path)), ())), entry)
    settings = json.dumps(index["config"], separators=(",", ":")) if index["config"] else ""
    return RunReport(pages, files, sitemap, settings, warnings)


def _entries(docs: Iterable[dict[str, str]]) -> dict[str, list[str]]:
    """The entries of the search index as JSON, by page. Where something stands before the
    heading of a page, the plugin gives an entry to each: they are one."""
    found: dict[str, list[dict[str, str]]] = {}
    for entry in docs:
        place, anchor, _ = entry["location"].partition("#")
        known = found.setdefault(place, [])
        if anchor and len(known) == 1 and not known[0]["text"] and _named_alike(known[0], entry):
            known[0] = {**known[0], "text": entry["text"]}
        else:
            known.append(entry)
    return {
        place: [json.dumps(entry, separators=(",", ":")) for entry in entries]
        for place, entries in found.items()
    }


def _named_alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return unescape(one["title"]).split() == unescape(other["title"]).split()


def in_order(paths: Iterable[str]) -> list[str]:
    """Docs paths in the order in which MkDocs lists them: in each folder the index first,
    folders after files."""

    def place(path: str) -> tuple[tuple[str, ...], bool, str]:
        *folders, name = path.split("/")
        return tuple(folders), name.removesuffix(".md") != "index", name

    return sorted(paths, key=place)


_ENTRY = re.compile(r"\n  <url>.*?</url>", re.DOTALL)


def _split_sitemap(text: str, count: int) -> tuple[tuple[str, str] | None, list[str]]:
    """The sitemap without its entries, and the entries in order."""
    entries = _ENTRY.findall(text)
    if not entries:
        return None, [""] * count
    if len(entries) != count:
        raise EngineError(f"the sitemap has {len(entries)} entries for {count} pages")
    start, end = text.index(entries[0]), text.rindex(entries[-1]) + len(entries[-1])
    return (text[:start], text[end:]), entries


@contextmanager
def processes(executor: Executor | None, jobs: int) -> Iterator[Executor]:
    """The executor, or a pool of so many processes of our own."""
    if executor is not None:
        yield executor
        return
    with _pool(jobs) as pool:
        yield pool


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Not fork: it would copy the program's threads, locks and open files.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max(1, jobs), mp_context=context, initializer=_start_process)


def _start_process() -> None:
    """What a process of a pool does first. Ctrl+C is for the one that started it, and when that
    has been ended, however it was, there is nothing left to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


class StandingPool(Executor):
    """Processes that stay from build to build, so that MkDocs is loaded once. New ones take the
    place of those that were ended from outside."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.pool = _pool(jobs)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """As every executor."""
        try:
            return self.pool.submit(fn, *args, **more)
        except BrokenProcessPool:
            self.pool = _pool(self.jobs)
            return self.pool.submit(fn, *args, **more)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes."""
        self.pool.shutdown(wait, cancel_futures=cancel_futures)
