"""The whole site made from the docs trees: what has changed is built, all else is kept.

Knows what each page depends on, and puts pages, lists of them and files together.
Must not know records, nor how a page is built or a folder exchanged.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from pledgebook import __version__
from pledgebook.cluster import workers
from pledgebook.configuration import (
    PAGEFIND,
    LanguageSite,
    derive_configuration,
)
from pledgebook.inspect import BrokenLink, PageFacts, explain_suspects, find_suspects
from pledgebook.keys import digest, language_key
from pledgebook.last import Last, write_last
from pledgebook.ledger import Ledger, stamp_files, write_ledger
from pledgebook.lists import index_apart, list_pages
from pledgebook.orders import Order, Printed
from pledgebook.press import built_path, write_page
from pledgebook.printing import print_orders
from pledgebook.progress import Phase, Tell, silent
from pledgebook.publish import (
    MANIFEST,
    UNKNOWN,
    Origin,
    check_prefix,
    manifest_text,
    put_in_place,
)
from pledgebook.settings import is_predictable, settings_files
from pledgebook.staging import complete_stage, link_file
from pledgebook.store import Kept, KeptPage, read_pages, write_pages
from pledgebook.themewords import THEME_LABELS
from pledgebook.trees import Tree, write_trees

ENOUGH = 50  # pages that are worth the start of another process


@dataclass(frozen=True, slots=True)
class Task:
    """What is made where: the project's folder, the published site, how many processes; and
    what waits for the downloads of the first language's tree, giving their SHA-256 by path.
    `tell` is told how far it is; `executor`, or the cluster at that address, builds the pages;
    `origin` is the revision that the site is built from."""

    root: Path
    site_dir: Path
    jobs: int
    downloads: Callable[[], Mapping[str, str]]
    tell: Tell = silent
    executor: str | Executor | None = None
    origin: Origin = UNKNOWN

    @property
    def build(self) -> Path:
        """The folder for everything that is not published."""
        return self.root / "build"


@dataclass(frozen=True)
class Made:
    """The new site, complete in the build folder: digests by path, faults of its links, what
    the engine warned of, how many pages were kept from the last build."""

    files: Mapping[str, str]
    broken: tuple[BrokenLink, ...]
    warnings: tuple[str, ...]
    reused: int


def make_site(task: Task, trees: Sequence[Tree], sites: Sequence[LanguageSite]) -> Made:
    """Builds what has changed and completes the new site. Raises EngineError, PublishError,
    SettingsError, OSError."""
    fresh = task.build / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    ledger = Ledger.read(task.build)
    there = ledger.digests(stamp_files(_stage(task)))
    published = ledger.digests(stamp_files(task.site_dir))
    at_hand = set(there.items()) | set(published.items())
    known = _still_right(task, trees, sites, at_hand)
    orders = [
        _order(task, tree, site, known[tree.tag], fresh)
        for tree, site in zip(trees, sites, strict=True)
    ]
    busy = [order for order in orders if order.pages]
    built = sum(len(order.pages) for order in busy)
    task.tell(Phase("Building the pages", built))
    with workers(task.executor, min(task.jobs, 1 + built // ENOUGH), task.tell) as pool:
        printed = print_orders(busy, pool, task.tell)
    _learn(known, trees, busy, printed)
    if sites[0].search == PAGEFIND:
        task.tell(Phase("Making the search index"))
        for tree, site in zip(trees, sites, strict=True):
            index_apart(site, tree.prefix, known[tree.tag], at_hand, fresh)
    task.tell(Phase("Writing the downloads"))
    downloads = task.downloads()
    task.tell(Phase("Putting the pages together"))
    write_trees(tuple(trees), task.build / "docs", downloads)
    _link_downloads(task, trees[0], downloads, at_hand)
    wanted = _compose(trees, known, fresh, at_hand, downloads)
    manifest = manifest_text(wanted, __version__, task.origin).encode()
    wanted[MANIFEST] = write_page(fresh / MANIFEST, manifest)
    complete_stage(wanted, fresh, _stage(task), there, (task.site_dir, published))
    _remember(task, known, wanted, published)
    total = sum(len(kept.pages) for kept in known.values())
    warnings = tuple(warning for done in printed for warning in done.warnings)
    return Made(wanted, _broken(task, sites, known, wanted), warnings, total - built)


def publish_site(build: Path, site_dir: Path, made: Made, last: Last | None) -> tuple[str, ...]:
    """Puts the completed site in place, see put_in_place, and keeps what is known of it: `last`,
    if it can be known again. Returns notices. Raises PublishError."""
    stage = build / "stage"
    notice = put_in_place(stage, site_dir, keep=True)
    notices = (notice,) if notice else ()
    ledger = Ledger.read(build)
    new, old = stamp_files(site_dir), stamp_files(stage)
    try:
        write_ledger(build, ((new, made.files), (old, ledger.digests(old))))
        if last:
            said = replace(last, notices=(*last.notices, *notices))
            write_last(build, site_dir, made.files, said)
    except OSError as error:
        why = f"{error.strerror}: {error.filename}"
        return (*notices, f"the site is in place, but the next build will take longer ({why})")
    return notices


def _stage(task: Task) -> Path:
    return task.build / "stage"


def _still_right(
    task: Task, trees: Sequence[Tree], sites: Sequence[LanguageSite], at_hand: set[tuple[str, str]]
) -> dict[str, Kept]:
    """What is known of each language and would come out the same if it were built again."""
    before = read_pages(task.build)
    settings = task.root / "mkdocs.yml"
    predictable = is_predictable(settings)
    known = {}
    for tree, site in zip(trees, sites, strict=True):
        overrides = task.root / "overrides" / "theme"
        derive_configuration(site, settings, overrides)
        key = language_key(site.config_file, settings_files(settings))
        kept = before.get(tree.tag, Kept(""))
        if not predictable or kept.key != key or not kept.files.items() <= at_hand:
            kept = Kept(key)
        texts = _texts(tree)
        kept.pages = {
            path: page
            for path, page in kept.pages.items()
            if path in texts
            and page.text == digest(texts[path])
            and (tree.prefix + built_path(path), page.page.digest) in at_hand
        }
        known[tree.tag] = kept
    return known


def _texts(tree: Tree) -> dict[str, bytes]:
    return {path: content for path, content in tree.files.items() if path.endswith(".md")}


def _order(task: Task, tree: Tree, site: LanguageSite, kept: Kept, fresh: Path) -> Order:
    """The pages of a language that have to be built; one at least, if the rest is not known."""
    pages = {path: text for path, text in _texts(tree).items() if path not in kept.pages}
    return Order(
        config_file=site.config_file,
        permalink={**THEME_LABELS, **site.labels}["permalink"],
        prefix=tree.prefix,
        pages=pages,
        paths=tree.files.keys(),
        nav=tuple(path for _, path in tree.nav),
        folder=fresh,
        scratch=task.build / "engine" / tree.tag,
        address=urlsplit(site.site_url or "/").path,
        close=(task.root / "overrides" / "pages").is_dir(),
        whole=not is_predictable(task.root / "mkdocs.yml"),
        offline=site.offline,
        frames=None if (task.root / "overrides" / "theme").is_dir() else kept.frames,
        settled=bool(kept.files),
    )


def _learn(
    known: Mapping[str, Kept],
    trees: Sequence[Tree],
    orders: Sequence[Order],
    printed: Sequence[Printed],
) -> None:
    """Adds what was built to what is known."""
    tags = {tree.prefix: tree.tag for tree in trees}
    for order, done in zip(orders, printed, strict=True):
        kept = known[tags[order.prefix]]
        for path, page in done.pages.items():
            kept.pages[path] = KeptPage(digest(order.pages[path]), page)
        kept.frames.update(done.frames)
        if done.ran:
            kept.files, kept.facts = done.files, done.facts
            kept.sitemap, kept.search = done.sitemap, done.search


def _link_downloads(
    task: Task, tree: Tree, downloads: Mapping[str, str], at_hand: set[tuple[str, str]]
) -> None:
    """Gives the new site the downloads that no site at hand has."""
    docs, fresh = task.build / "docs" / tree.tag, task.build / "fresh"
    for path, known in downloads.items():
        if (path, known) not in at_hand:
            goal = fresh / path
            goal.parent.mkdir(parents=True, exist_ok=True)
            link_file(docs / path, goal)


def _compose(
    trees: Sequence[Tree],
    known: Mapping[str, Kept],
    fresh: Path,
    at_hand: set[tuple[str, str]],
    downloads: Mapping[str, str],
) -> dict[str, str]:
    """Every file of the site but its manifest, with its SHA-256; writes those that are put
    together here."""
    wanted: dict[str, str] = dict(downloads)
    for tree in trees:
        kept = known[tree.tag]
        own = dict(kept.files)
        for path, page in kept.pages.items():
            own[tree.prefix + built_path(path)] = page.page.digest
        for path, content in (*_files(tree), *list_pages(tree.prefix, kept)):
            own[path] = digest(content)
            if (path, own[path]) not in at_hand:
                write_page(fresh / path, content)
        own |= kept.index[1]
        check_prefix(tree.prefix, [other.prefix for other in trees], own)
        wanted |= own
    return wanted


def _files(tree: Tree) -> list[tuple[str, bytes]]:
    """Files of the docs tree that are published as they are."""
    return [
        (tree.prefix + path, content)
        for path, content in tree.files.items()
        if not path.endswith(".md")
    ]


def _remember(
    task: Task, known: Mapping[str, Kept], wanted: Mapping[str, str], published: Mapping[str, str]
) -> None:
    write_pages(task.build, known)
    stage, site = stamp_files(_stage(task)), stamp_files(task.site_dir)
    write_ledger(task.build, ((stage, wanted), (site, published)))


def _broken(
    task: Task, sites: Sequence[LanguageSite], known: Mapping[str, Kept], wanted: Mapping[str, str]
) -> tuple[BrokenLink, ...]:
    """Faults of the pages, from what is remembered of them; pages at fault are read again."""
    facts: dict[str, PageFacts] = {}
    for site, kept in zip(sites, known.values(), strict=True):
        prefix = next(one.prefix for one in site.languages if one.tag == site.tag)
        facts |= {prefix + built_path(p): page.page.facts for p, page in kept.pages.items()}
        facts |= kept.facts
    suspects = find_suspects(facts, wanted.keys())
    if not suspects:
        return ()
    return explain_suspects(suspects, facts, wanted.keys(), _stage(task), sites[0].site_url or "/")
