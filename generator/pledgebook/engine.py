"""The site engine as the program sees it: derive a configuration, build pages, get a report.

Knows that pages are built in slices, in processes of their own. Must not know records, nor
where the finished site goes. MkDocs is loaded in those processes only: its loggers, caches
and plugins never touch the program.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pledgebook.configuration import (
    THEME_LABELS,
    LanguageLink,
    LanguageSite,
    SettingsError,
    derive_configuration,
)

__all__ = [
    "THEME_LABELS",
    "EngineError",
    "EngineReport",
    "LanguageLink",
    "LanguageSite",
    "SettingsError",
    "Slice",
    "build_pages",
    "build_slice",
    "build_slices",
    "derive_configuration",
]

# MkDocs stamps the sitemap's archive with the day of the build, which would make two builds of
# the same records differ. No page shows it.
_STAMP = "315532800"  # 1 January 1980, seconds since 1970


class EngineError(Exception):
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
    with _processes(executor, min(jobs or os.cpu_count() or 1, len(slices))) as running:
        try:
            return tuple(running.map(build_slice, slices))
        except BrokenProcessPool as error:
            raise EngineError("the process that builds the pages was ended from outside") from error


def build_slice(part: Slice) -> EngineReport:
    """Runs MkDocs in this process, which should do nothing else. Raises EngineError."""
    os.environ["SOURCE_DATE_EPOCH"] = _STAMP
    from pledgebook import slices  # not above: it loads MkDocs

    try:
        return EngineReport(slices.run_mkdocs(part.config_file, part.site_dir, part.pages))
    except slices.RunError as error:
        raise EngineError(str(error)) from None


@contextmanager
def _processes(executor: Executor | None, jobs: int) -> Iterator[Executor]:
    if executor is not None:
        yield executor
        return
    # Not fork: it would copy the program's threads, locks and open files.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max(1, jobs), mp_context=context) as pool:
        yield pool
