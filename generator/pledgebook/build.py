"""The pipeline from a project to its published site, told from top to bottom.

Knows the order of the stages. Must not know how any of them works.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pledgebook import __version__
from pledgebook.checks import Checked, check_project
from pledgebook.diagnostics import Diagnostic, Place, message
from pledgebook.engine import LanguageLink, LanguageSite, Slice, build_slices, derive_configuration
from pledgebook.inspect import BrokenLink, inspect_site
from pledgebook.publish import assemble, lock, put_in_place, recover, write_manifest
from pledgebook.status import evaluate_all
from pledgebook.trees import Tree, plan_trees, theme_labels, write_trees

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for."""

    root: Path
    site_dir: Path
    as_of: date
    site_url: str | None = None
    jobs: int = 2
    strict: bool = False
    clean: bool = False


@dataclass(frozen=True)
class Built:
    """What came of a build: diagnostics (also of the built pages), pages, and notices.

    `published` says whether the site was put in place.
    """

    checked: Checked
    broken: tuple[Diagnostic, ...] = ()
    notices: tuple[str, ...] = ()
    pages: int = 0
    published: bool = False


def build_site(options: Options, say: Say) -> Built:
    """Checks, builds and publishes. With errors nothing is published and the old site stays.

    Raises EngineError, PublishError and SettingsError for what no record is to blame for.
    """
    build = options.root / "build"
    with lock(build):
        recover(options.site_dir)
        say("Checking the records")
        checked = check_project(options.root, options.as_of)
        if checked.errors or (options.strict and checked.warnings):
            return Built(checked)
        say("Writing the pages")
        model = checked.loaded.model
        statuses = evaluate_all(model, options.as_of)
        trees = plan_trees(model, statuses, options.as_of, options.root / "overrides" / "pages")
        write_trees(trees, build / "docs")
        pages = sum(1 for tree in trees for path in tree.files if path.endswith(".md"))
        say(f"Building {pages} pages")
        warnings = _run_engine(options, trees, build)
        say("Checking the links")
        staging = build / "staging"
        assemble([(tree.prefix, build / "site" / tree.tag) for tree in trees], staging)
        _keep_one_not_found_page(staging, trees)
        broken = _explain(inspect_site(staging, options.site_url or "/"), trees)
        if broken:
            return Built(checked, broken, warnings, pages)
        say("Putting the site in place")
        write_manifest(staging, __version__)
        notice = put_in_place(staging, options.site_dir)
        notices = (*warnings, notice) if notice else warnings
        return Built(checked, (), notices, pages, published=True)


def _keep_one_not_found_page(staging: Path, trees: Sequence[Tree]) -> None:
    """Servers know one page for what is not found, at the root."""
    for tree in trees:
        if tree.prefix:
            (staging / tree.prefix / "404.html").unlink(missing_ok=True)


def _run_engine(options: Options, trees: Sequence[Tree], build: Path) -> tuple[str, ...]:
    """Builds every language's site; returns what the engine warned of."""
    sites = [_language_site(options, tree, trees, build) for tree in trees]
    overrides = options.root / "overrides" / "theme"
    for site in sites:
        derive_configuration(site, options.root / "mkdocs.yml", overrides)
    slices = [Slice(site.config_file, site.site_dir) for site in sites]
    reports = build_slices(slices, jobs=options.jobs)
    return tuple(warning for report in reports for warning in report.warnings)


def _language_site(
    options: Options, tree: Tree, trees: Sequence[Tree], build: Path
) -> LanguageSite:
    edition = tree.edition
    url = options.site_url
    return LanguageSite(
        tag=tree.tag,
        title=edition.plain_text(edition.model.site.title),
        docs_dir=build / "docs" / tree.tag,
        site_dir=build / "site" / tree.tag,
        config_file=build / f"{tree.tag}.yml",
        site_url=f"{url.rstrip('/')}/{tree.prefix}" if url else None,
        nav=tree.nav,
        languages=tuple(
            LanguageLink(other.tag, other.edition.language.own_name, other.prefix)
            for other in trees
        ),
        direction=edition.language.direction,
        labels=theme_labels(edition.language),
    )


def _explain(broken: Sequence[BrokenLink], trees: Sequence[Tree]) -> tuple[Diagnostic, ...]:
    """Broken links of the built site, each at the record or page that it came from."""
    return tuple(_explain_one(link, trees) for link in broken)


def _explain_one(link: BrokenLink, trees: Sequence[Tree]) -> Diagnostic:
    reason = message(f"broken-link.reason.{link.reason}")
    text = message("broken-link.built", page=link.page, href=link.href, reason=reason)
    hint = message("broken-link.built.hint")
    return Diagnostic(_origin(link.page, trees), "broken-link", text, hint)


def _origin(page: str, trees: Sequence[Tree]) -> Place:
    """The record or file behind a built page; the page itself when none is known."""
    for tree in sorted(trees, key=lambda tree: len(tree.prefix), reverse=True):
        if page.startswith(tree.prefix):
            name = page.removeprefix(tree.prefix).removesuffix("index.html").rstrip("/")
            for path in (f"{name}.md", f"{name}/index.md", "index.md" if not name else ""):
                if source := tree.sources.get(path):
                    file, _, line = source.partition(":")
                    return Place(file, int(line or 1))
    return Place(page)
