"""A build: the site as it stands where nothing has changed since the last one, else made anew.

Knows what a site is made of. Must not know how it is made, nor load what makes it before it is
needed: that takes longer than to find that nothing has changed.
"""

import gc
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pledgebook.checkout import Checkout, find_checkout
from pledgebook.diagnostics import Severity, count
from pledgebook.keys import digest, project_key
from pledgebook.last import Last, same_site
from pledgebook.options import Built, Options
from pledgebook.progress import Phase, Tell
from pledgebook.publish import LOCK, lock, recover
from pledgebook.settings import is_predictable, read_settings, settings_files
from pledgebook.source import SourceFile

__all__ = ["INPUTS", "Built", "Options", "build_site"]
INPUTS = ("data", "content", "overrides", "mkdocs.yml")


def build_site(options: Options, tell: Tell) -> Built:
    """Builds and publishes the site of a project, or finds it as it should be. With errors
    nothing is published and the old site stays.

    Raises Fault for what no record is to blame for.
    """
    build = options.root / "build"
    options = replace(options, site_url=options.site_url or _stated_url(options.root))
    with lock(build), _without_collection():
        recover(options.site_dir)
        if options.clean:
            tell(Phase("Removing what earlier builds left"))
            _empty(build)
        checkout = find_checkout(options.root)
        key = _key(options, checkout)
        last = same_site(build, options.site_dir, key) if key else None
        if last and not (options.strict and count(last.diagnostics, Severity.WARNING)):
            return _as_before(options.root, last)
        from pledgebook.pipeline import build_anew  # see above

        return build_anew(options, checkout, key, tell)


def _as_before(root: Path, last: Last) -> Built:
    """The last build again, with what it had to say."""
    sources = {}
    for name in {diagnostic.place.path for diagnostic in last.diagnostics}:
        if (root / name).is_file():
            sources[name] = SourceFile(name, (root / name).read_bytes().decode())
    said = Built(last.diagnostics, last.records, sources, notices=last.notices)
    return replace(said, pages=last.pages, reused=last.pages, published=True)


def _key(options: Options, checkout: Checkout) -> str | None:
    """The key of everything that the site is made of; None where it cannot be known."""
    settings = options.root / "mkdocs.yml"
    if not is_predictable(settings):
        return None
    parents = [digest(file.read_bytes()) for file in settings_files(settings)]
    asked = (options.as_of, options.site_url, options.site_dir, options.offline, parents, checkout)
    build = options.root / "build"
    since = (build / LOCK).stat().st_mtime_ns  # it was written when this build began
    return project_key(options.root, INPUTS, asked, build, since)


def _empty(build: Path) -> None:
    """Removes what earlier builds left, but for the lock that this one holds."""
    for path in build.iterdir():
        if path.name == LOCK:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


@contextmanager
def _without_collection() -> Iterator[None]:
    """Records hold no cycles worth looking for, and looking takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _stated_url(root: Path) -> str | None:
    """The address of the site that mkdocs.yml names."""
    url = read_settings(root / "mkdocs.yml").get("site_url")
    return url if isinstance(url, str) and url else None
