"""What a build is asked for, and what came of it, as plain values. Must not know how it builds."""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pledgebook.diagnostics import Diagnostic
from pledgebook.source import SourceFile

SCHEME = "dask://"  # of a cluster's address


@dataclass(frozen=True, slots=True)
class Glimpses:
    """Pages that somebody looks at while the site is built: `wanted` says which, by their paths
    in the site (`vi/organizations/x/`), and `show` is given the HTML of one of them as soon as it
    is known."""

    wanted: Callable[[], Collection[str]]
    show: Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for. `executor` is what the pages are built on, or a cluster's
    address."""

    root: Path
    site_dir: Path
    as_of: date
    site_url: str | None = None
    jobs: int = 2
    strict: bool = False
    clean: bool = False
    executor: str | Executor | None = None
    offline: bool = False
    glimpses: Glimpses | None = None


@dataclass(frozen=True)
class Built:
    """What came of a build: diagnostics (also of the built pages), pages, and notices.

    `published` says whether the site was put in place. `records` is how many were read; where
    nothing has changed, all is as the last build left it.
    """

    diagnostics: tuple[Diagnostic, ...]
    records: int
    sources: Mapping[str, SourceFile]
    broken: tuple[Diagnostic, ...] = ()
    notices: tuple[str, ...] = ()
    pages: int = 0
    reused: int = 0
    published: bool = False
