"""Where a hand-written link can lead: the pages, files and anchors of the docs tree.

Knows which pages the records make, before any page is written. Must not know Markdown.
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pledgebook.links import (
    SECTIONS,
    SPECIAL_PAGES,
    record_path,
    result_anchor,
    section_path,
)
from pledgebook.load import ANNOUNCEMENTS
from pledgebook.model import Model
from pledgebook.nearest import nearest
from pledgebook.status.scope import inherits

# What a page holds beside its text.
_SECTIONS_OF = {
    ANNOUNCEMENTS: frozenset({"about", "corrections", "figures", "sources"}),
    "": frozenset({"agreements", "latest", "programmes", "sources"}),
}
# Addresses that never change; they stand in the tree of the site's first language.
_TABLES = ("organizations", "agreements", "parties", "indicators", "targets", "results")
_DOWNLOADS = frozenset(
    (*(f"data/{t}.{suffix}" for t in _TABLES for suffix in ("csv", "json")),
     "data/all.xlsx", "data/datapackage.json")
)  # fmt: skip
_SUFFIXES = ("/index.html", ".html", "/index.md", ".md", ".yml", ".yaml", "/")
_FOLDERS = ("content/", "data/", "docs/", "site/")


def docs_paths(model: Model, as_of: date | None = None) -> frozenset[str]:
    """Every page of a language's docs tree (`agreements/x.md`); the same in each language.

    Announcements that are published after `as_of` are not there. A record that could not be
    read counts as there.
    """
    paths = {f"{name}.md" for name in ("index", *SPECIAL_PAGES)}
    paths.update(f"{path}.md" for path in model.pages)
    paths.update(f"{path}.md" for kind, path in model.broken if kind == "pages")
    for kind in SECTIONS:
        found = [record_path(kind, id_) for id_ in _ids(model, kind, as_of)]
        if found:
            paths.update(found, [section_path(kind)])
    return frozenset(paths)


def _ids(model: Model, kind: str, as_of: date | None) -> Iterator[str]:
    yield from (id_ for broken, id_ in model.broken if broken == kind and id_)
    if kind != ANNOUNCEMENTS:
        yield from model.of_type(kind)
        return
    for article in model.articles.values():
        if as_of is None or article.published <= as_of:
            yield article.id


@dataclass(frozen=True)
class Tree:
    """The docs tree on a day, and what its pages are called wrongly."""

    model: Model
    as_of: date

    @cached_property
    def pages(self) -> frozenset[str]:
        """Docs paths of the pages."""
        return docs_paths(self.model, self.as_of)

    def may_have(self, path: str) -> bool:
        """Whether there may be a page that nobody knows of: its record could not be read."""
        return (path.partition("/")[0], "") in self.model.broken

    @cached_property
    def files(self) -> frozenset[str]:
        """Docs paths of the files that pages can show or link to."""
        return frozenset(f"files/{name}" for name in self.model.attachments)

    def is_download(self, path: str) -> bool:
        """Whether a path is a table of all records, or one record as JSON."""
        record, mark, _ = path.partition("/index.json")
        return path in _DOWNLOADS or (bool(mark) and "/" in record and f"{record}.md" in self.pages)

    @cached_property
    def embargoed(self) -> Mapping[str, date]:
        """Announcements that are not there yet, with the day on which they will be."""
        return {
            record_path(ANNOUNCEMENTS, article.id): article.published
            for article in self.model.articles.values()
            if article.published > self.as_of
        }

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Pages of records by their former paths."""
        kinds = [kind for kind in SECTIONS if kind != ANNOUNCEMENTS]
        entries = [(kind, e) for kind in kinds for e in self.model.of_type(kind).values()]
        entries += [(ANNOUNCEMENTS, article.entry) for article in self.model.articles.values()]
        return {
            record_path(kind, former): record_path(kind, entry.id)
            for kind, entry in entries
            for former in entry.record.former_ids
        }

    def same(self, path: str, written: str) -> str | None:
        """The page or file that is meant by a path in another form: the published address, a
        record's file, a translation's file, a former id, or seen from the wrong folder."""
        for candidate in (path, written.lstrip("./")):
            for form in self._forms(candidate):
                goal = self.moved.get(form, form)
                if goal in self.pages or goal in self.files:
                    return goal
        return None

    def _forms(self, path: str) -> Iterator[str]:
        starts = (*_FOLDERS, *(f"{tag}/" for tag in self.model.site.languages))
        stem = path
        for start in starts:
            stem = stem.removeprefix(start)
        yield stem
        for suffix in _SUFFIXES:
            stem = stem.removesuffix(suffix)
        for tag in self.model.site.languages:
            stem = stem.removesuffix(f".{tag}")
        yield from (f"{stem}.md", f"{stem}/index.md")

    def near(self, path: str) -> str | None:
        """The page or file with the name nearest to a path: in its folder, else of the same
        name in another folder, else anywhere. Lists are not guessed."""
        known = self._named_files if path.startswith("files/") else self._named_pages
        folder, name = _parts(path)
        beside = {n: p for f, n, p in known if f == folder and n != "index"}
        if found := nearest(name, beside):
            return beside[found]
        if name in {"", "index"}:
            return None
        same = {f: p for f, n, p in known if n == name}
        if same:
            return same[nearest(folder, same) or min(same)]
        anywhere = {n: p for _, n, p in known if n != "index"}
        found = nearest(name, anywhere)
        return anywhere[found] if found else None

    @cached_property
    def _named_pages(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((*_parts(path), path) for path in sorted(self.pages))

    @cached_property
    def _named_files(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((*_parts(path), path) for path in sorted(self.files))

    def has_anchor(self, path: str, anchor: str) -> bool | None:
        """Whether a record's page has an anchor; None where only the built page can tell."""
        targets = self.targets(path)
        target, mark, organization = anchor.partition("--")
        if targets:
            if mark:
                return target in targets and organization in self.model.organizations
            return True if anchor in targets else None if not nearest(anchor, targets) else False
        kind, _, id_ = path.removesuffix(".md").partition("/")
        return anchor in self._results(id_) if kind == "organizations" and mark else None

    def targets(self, path: str) -> tuple[str, ...]:
        """Ids of the targets on the page of a programme or agreement, inherited ones too."""
        kind, _, id_ = path.removesuffix(".md").partition("/")
        if kind not in {"programmes", "agreements"} or id_ not in self.model.of_type(kind):
            return ()
        record = self.model.of_type(kind)[id_].record
        own = [target.id for target in record.targets]
        programme = self.model.programmes.get(getattr(record, "programme", None) or "")
        if programme is None:
            return tuple(own)
        return (*(t.id for t in programme.record.targets if inherits(record, t.id)), *own)

    def _results(self, id_: str) -> Iterator[str]:
        for row in self.model.rows_by_organization.get(id_, ()):
            when = row.record.period or row.record.as_of
            subject = row.record.indicator or row.record.target
            if when and subject:
                yield result_anchor(subject, when.text)


def _parts(path: str) -> tuple[str, str]:
    """Folder and name of a page's path."""
    folder, _, name = path.removesuffix(".md").rstrip("/").rpartition("/")
    return folder, name


def relative(page: str, goal: str) -> str:
    """How a page names another page or file: the path from its own folder."""
    return posixpath.relpath(goal, posixpath.dirname(page) or ".")


def own_sections(page: str) -> frozenset[str]:
    """Anchors of what a page shows beside its text."""
    folder = page.rpartition("/")[0]
    if folder == ANNOUNCEMENTS:
        return _SECTIONS_OF[ANNOUNCEMENTS]
    return _SECTIONS_OF[""] if page == "index.md" else frozenset()
