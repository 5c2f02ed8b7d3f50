"""The docs tree of each language: pages, downloads and files, complete on disk.

Knows what a tree holds and where it lies. Must not know MkDocs or the published site.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from pledgebook.cards import Card, Draw, draw_card
from pledgebook.downloads import download_files, iter_downloads
from pledgebook.downloads.parts import Memory as PartMemory
from pledgebook.feeds import FEEDS, feed_files
from pledgebook.languages import Language, load_language
from pledgebook.links import ATOM, SECTIONS, section_path
from pledgebook.model import Model
from pledgebook.output import Changes, write_if_changed, write_tree
from pledgebook.pages import Memory, make_environment, render_pages
from pledgebook.photos import without_traces
from pledgebook.progress import Tell, counted, silent
from pledgebook.provenance import NO_HISTORY, History
from pledgebook.redirects import redirect_files
from pledgebook.status import Statuses
from pledgebook.views.sheet import Edition


@dataclass(frozen=True)
class Whereabouts:
    """Where a site is to be published, as far as it is known, and where its records come from."""

    site_url: str = ""
    history: History = NO_HISTORY


NOWHERE = Whereabouts()


@dataclass(frozen=True)
class Tree:
    """The files of one language's docs tree, and the place each page's facts come from. No record
    is held: once the pages are written, nobody needs the records, which are large.

    prefix: where its pages begin below the site's root: "" for the first language, `vi/`.
    nav: titles and docs paths of the pages in the site's navigation.
    feeds: titles and paths of the feeds that the tree has.
    lying: the files that an earlier build left on disk as they are.
    """

    language: Language
    prefix: str
    title: str
    files: Mapping[str, bytes]
    sources: Mapping[str, str]
    nav: tuple[tuple[str, str], ...] = ()
    feeds: tuple[tuple[str, str], ...] = ()
    lying: Set[str] = frozenset()

    @property
    def tag(self) -> str:
        """The tree's language."""
        return self.language.tag


def plan_trees(  # noqa: PLR0913 - whom it tells of its progress is no part of what it does
    model: Model,
    statuses: Statuses,
    as_of: date,
    overrides: Path,
    *,
    downloads: bool = True,
    whereabouts: Whereabouts = NOWHERE,
    tell: Tell = silent,
    draw: Draw = draw_card,
    recall: Callable[[Edition], Memory] | None = None,
) -> tuple[Tree, ...]:
    """The tree of every language, in the order of the site's settings; the downloads, which
    are large, may be left to write_downloads.

    `draw` makes the pictures of cards, or remembers them; `recall` gives what remembers pages.
    `whereabouts`: without them there are no feeds, cards, citations, links to lines and histories.
    """
    environment = make_environment(overrides)
    attachments = {
        f"files/{name}": without_traces(file.kind, file.path.read_bytes())
        for name, file in model.attachments.items()
    }
    whole = download_files(model, statuses, as_of) if downloads else {}
    trees: list[Tree] = []
    for edition in editions(model, statuses, as_of, whereabouts):
        language = edition.language
        memory = recall(edition) if recall else None
        files: dict[str, bytes] = {}
        sources: dict[str, str] = {}
        cards: dict[str, Card] = {}
        for page in counted(render_pages(edition, environment, memory), tell):
            files[page.path], sources[page.path] = page.text.encode(), page.source
            cards.update([page.card] if page.card else [])
        moved = redirect_files(model, language, as_of)
        other = {**attachments, **moved} if trees else {**attachments, **whole, **moved}
        files.update(feed_files(edition, files))
        files.update((path, draw(card)) for path, card in cards.items())
        files = {**other, **files}
        title = edition.plain_text(model.site.title)
        nav, feeds = _nav(edition, files), _feeds(language, files)
        lying = memory.lying if memory else frozenset[str]()
        trees.append(Tree(language, edition.prefix, title, files, sources, nav, feeds, lying))
    return tuple(trees)


def editions(
    model: Model, statuses: Statuses, as_of: date, whereabouts: Whereabouts = NOWHERE
) -> Iterator[Edition]:
    """The site in each of its languages, in the order of its settings."""
    for language in map(load_language, model.site.languages):
        known = (_with_slash(whereabouts.site_url), whereabouts.history)
        yield Edition(model, statuses, language, as_of, *known)


def _nav(edition: Edition, files: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The sections that the tree has, then the hand-written pages at the top of `content/`; those
    in folders are linked from them."""
    language = edition.language
    special = ("status", "changes", "data", "method")
    paths = [
        ("home", "index.md"),
        *((kind, section_path(kind)) for kind in SECTIONS),
        *((name, f"{name}.md") for name in special),
    ]
    found = [(language.word(f"section.{name}"), path) for name, path in paths if path in files]
    for page in edition.model.pages.values():
        words = page.translations.get(language.tag) or next(iter(page.translations.values()), None)
        if page.path != "index" and "/" not in page.path and words:
            found.append((words.title or page.path, f"{page.path}.md"))
    return tuple(found)


def _feeds(language: Language, files: Collection[str]) -> tuple[tuple[str, str], ...]:
    paths = ((name, f"{name}/{ATOM}") for name, _, _ in FEEDS)
    return tuple((language.word(f"section.{name}"), path) for name, path in paths if path in files)


def _with_slash(url: str) -> str:
    return f"{url.rstrip('/')}/" if url else ""


def write_downloads(
    model: Model, statuses: Statuses, as_of: date, folder: Path, memory: PartMemory | None = None
) -> dict[str, str]:
    """Writes the downloads into the first language's tree in `folder`, only where bytes changed;
    returns their SHA-256 by path in the tree. `memory` keeps parts of large tables."""
    tree = folder / model.site.languages[0]
    digests = {}
    for path, chunks in iter_downloads(model, statuses, as_of, memory):
        write_if_changed(tree / path, *chunks)
        whole = sha256()
        for chunk in chunks:
            whole.update(chunk)
        digests[path] = whole.hexdigest()
    return digests


def write_trees(
    trees: tuple[Tree, ...], folder: Path, downloads: Collection[str] = ()
) -> dict[str, Changes]:
    """Writes each tree to `folder/<tag>/`, only where bytes changed; orphans are removed, but
    for the downloads that lie in the first tree already."""
    changes = {}
    for number, tree in enumerate(trees):
        files = {path: text for path, text in tree.files.items() if path not in tree.lying}
        kept = {*tree.lying, *(() if number else downloads)}
        changes[tree.tag] = write_tree(folder / tree.tag, files, kept)
    return changes


def theme_labels(language: Language) -> dict[str, str]:
    """The words of the theme in a language that has them in its catalogue."""
    start = "theme."
    return {
        key.removeprefix(start): str(value)
        for key, value in language.labels.items()
        if key.startswith(start)
    }
