"""The pipeline from a project's records to its published site, told from top to bottom.

Knows the order of the stages. Must not know how any of them works.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from pledgebook.beside import start_beside
from pledgebook.brokenlinks import explain_links
from pledgebook.checkout import Checkout
from pledgebook.checks import Checked, check_project
from pledgebook.cluster import check_address
from pledgebook.configuration import PAGEFIND, SCOPE, theme_files
from pledgebook.diagnostics import Diagnostic, diagnose
from pledgebook.drawing import KeptCards
from pledgebook.engine import LanguageLink, LanguageSite
from pledgebook.glimpse import show_glimpses
from pledgebook.history import read_history
from pledgebook.hosting import hosting_files
from pledgebook.inputs import Inputs
from pledgebook.keys import folder_key, pagefind_version, program_key
from pledgebook.last import Last
from pledgebook.links import url as page_url
from pledgebook.load import Loaded, without_places
from pledgebook.making import Task, make_site, publish_site
from pledgebook.offline import offline_files
from pledgebook.options import Built, Options
from pledgebook.partstore import KeptParts
from pledgebook.policy import page_policy
from pledgebook.progress import Done, Note, Phase, Tell
from pledgebook.provenance import NO_HISTORY, History
from pledgebook.publish import MANIFEST, Origin
from pledgebook.recall import KeptTexts
from pledgebook.records import Site
from pledgebook.settings import SettingsError, is_predictable
from pledgebook.status import Statuses, evaluate_all
from pledgebook.trees import Tree, Whereabouts, editions, plan_trees, theme_labels, write_downloads
from pledgebook.views import mistakes
from pledgebook.views.sheet import Edition

LACKING = {
    "no-repository": "The folder has no revisions in git",
    "shallow": "Only the newest revisions are in this folder (git fetch --unshallow gets all)",
}
NO_ADDRESS = "Without an address of the site (--site-url) there are no feeds and canonical links"


def build_anew(options: Options, checkout: Checkout, key: str | None, tell: Tell) -> Built:
    """Checks, builds and publishes. With errors nothing is published and the old site stays.
    `key` is that of all that the site is made of, None where it cannot be known.

    Raises Fault for what no record is to blame for.
    """
    build = options.root / "build"
    if isinstance(options.executor, str):
        _check_executor(options.root, options.executor)
    tell(Phase("Checking the records"))
    checked = check_project(options.root, options.as_of)
    tell(Done(checked.records))
    if checked.errors or (options.strict and checked.warnings):
        return _built(checked)
    if lacking := _lacking(checked, options):
        return replace(_built(checked), diagnostics=(*checked.diagnostics, *lacking))
    said, site = _built(checked), checked.loaded.model.site
    checked = replace(checked, loaded=without_places(checked.loaded))
    trees, downloads = _write_pages(options, checkout, checked, tell)
    del checked  # nobody needs the records from here on, and they are large
    pages = sum(1 for tree in trees for path in tree.files if path.endswith(".md"))
    sites = [_language_site(options, tree, trees, site) for tree in trees]
    task = Task(
        options.root, options.site_dir, options.jobs, downloads, tell, options.executor,
        Origin(checkout.head, checkout.clean),
    )  # fmt: skip
    made = make_site(task, _for_readers(options, trees, sites), sites)
    if made.broken:
        broken = explain_links(made.broken, trees)
        return replace(said, broken=broken, notices=made.warnings, pages=pages)
    tell(Phase("Putting the site in place"))
    known = (made.files[MANIFEST], pages, said.records, said.diagnostics, made.warnings)
    notices = (
        *made.warnings,
        *publish_site(build, options.site_dir, made, Last(key, *known) if key else None),
    )
    return replace(said, notices=notices, pages=pages, reused=made.reused, published=True)


def _write_pages(
    options: Options, checkout: Checkout, checked: Checked, tell: Tell
) -> tuple[tuple[Tree, ...], Callable[[], dict[str, str]]]:
    """The docs trees, and what waits for the downloads, which are written beside."""
    build, overrides = options.root / "build", options.root / "overrides" / "pages"
    loaded = checked.loaded
    tell(Phase("Evaluating the targets"))
    statuses = evaluate_all(loaded.model, options.as_of)
    downloads = start_beside(partial(_write_downloads, build, loaded, statuses), options.jobs)
    if not options.site_url:
        tell(Note(NO_ADDRESS))
    tell(Phase("Reading the history"))
    history = _history(checkout, loaded.model.site.timezone, tell)
    whereabouts = Whereabouts(options.site_url or "", history)
    if options.glimpses:
        shown = editions(loaded.model, statuses, options.as_of, whereabouts)
        show_glimpses(options.glimpses, options.root, shown)
    tell(Phase("Writing the pages"))
    cards = KeptCards(build / "cards")
    texts = KeptTexts(build, _inputs(loaded, history, overrides))
    trees = plan_trees(
        loaded.model, statuses, options.as_of, overrides, downloads=False,
        whereabouts=whereabouts, tell=tell, draw=cards.draw, recall=texts.of,
    )  # fmt: skip
    cards.forget_others()
    texts.keep()
    return trees, downloads


def _write_downloads(build: Path, loaded: Loaded, statuses: Statuses) -> dict[str, str]:
    """Writes the downloads, with the parts of large tables that are kept."""
    model, as_of = loaded.model, statuses.as_of
    inputs = Inputs(loaded.project, model, NO_HISTORY, (program_key(), as_of.isoformat()))
    parts = KeptParts(build / "parts", inputs)
    written = write_downloads(model, statuses, as_of, build / "docs", parts)
    parts.forget_others()
    return written


def _inputs(loaded: Loaded, history: History, overrides: Path) -> Callable[[Edition], Inputs]:
    """The keys of what an edition's pages are written from."""
    settings = (program_key(), folder_key(overrides))
    inputs = Inputs(loaded.project, loaded.model, history, settings)

    def of(edition: Edition) -> Inputs:
        shown = (edition.language.tag, edition.as_of.isoformat(), edition.site_url)
        return inputs.with_settings(shown)

    return of


def _check_executor(root: Path, address: str) -> None:
    """Refuses early what would fail late. Raises EngineError, SettingsError."""
    if not is_predictable(root / "mkdocs.yml"):
        raise SettingsError(
            "mkdocs.yml has plugins of its own or settings from the environment, which other "
            "machines may lack; build without --executor"
        )
    check_address(address)


def _lacking(checked: Checked, options: Options) -> tuple[Diagnostic, ...]:
    """Settings that this machine cannot follow."""
    entry = checked.loaded.model.site_entry
    if entry and entry.record.search == PAGEFIND and not options.offline and not pagefind_version():
        where = entry.place("search")
        return (diagnose(where, "not-installed.pagefind", field="search"),)
    return ()


def _history(checkout: Checkout, timezone: str, tell: Tell) -> History:
    """Where the records come from, as far as git can tell."""
    if checkout.lacking:
        why = LACKING[checkout.lacking]
        tell(Note(f"{why}; pages show no history and no links to lines"))
    return read_history(checkout, timezone)


def _built(checked: Checked) -> Built:
    """What is known once the records are checked."""
    return Built(checked.diagnostics, checked.records, checked.loaded.project.sources)


def _language_site(options: Options, tree: Tree, trees: Sequence[Tree], site: Site) -> LanguageSite:
    build, url, colours = options.root / "build", options.site_url, site.colours
    return LanguageSite(
        tag=tree.tag,
        title=tree.title,
        docs_dir=build / "docs" / tree.tag,
        site_dir=build / "site" / tree.tag,
        config_file=build / f"{tree.tag}.yml",
        site_url=f"{url.rstrip('/')}/{tree.prefix}" if url else None,
        nav=tree.nav,
        languages=tuple(
            LanguageLink(other.tag, other.language.own_name, other.prefix) for other in trees
        ),
        direction=tree.language.direction,
        labels=theme_labels(tree.language),
        feeds=tree.feeds,
        offline=options.offline,
        report=f"{page_url(mistakes.PATH)}#{mistakes.ANCHOR}",
        primary=colours.primary if colours else None,
        accent=colours.accent if colours else None,
        search=site.search,
    )


def _for_readers(
    options: Options, trees: Sequence[Tree], sites: Sequence[LanguageSite]
) -> tuple[Tree, ...]:
    """The trees, with what servers look for at the root of the site; or ready to be read from a
    folder."""
    if options.offline:
        return tuple(replace(tree, files=offline_files(tree.files)) for tree in trees)
    theme = theme_files(options.root / "overrides" / "theme")
    policy = page_policy(theme, SCOPE, wasm=sites[0].search == PAGEFIND)
    files = hosting_files(policy, [site.site_url for site in sites if site.site_url])
    return (replace(trees[0], files={**trees[0].files, **files}), *trees[1:])
