"""A record's new id, in its own file and wherever it is named.

Knows which places change with an id. Must not know the command line. Texts are changed at
those places only, and all files or none.
"""

import difflib
import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pledgebook.checks import Checked, check_project
from pledgebook.entries import Entry, walk
from pledgebook.exchange.addresses import Renaming, moved_links
from pledgebook.exchange.edits import Edit, add_former_id, edited, replace_scalar
from pledgebook.exchange.places import ExchangeError, checked_id
from pledgebook.exchange.trial import Trial, try_change, write_all
from pledgebook.frontmatter import split_front_matter
from pledgebook.load import ANNOUNCEMENTS, Loaded
from pledgebook.located import Mapping as Nodes
from pledgebook.located import Text
from pledgebook.nearest import nearest
from pledgebook.rules.references import Reference, references_of

_OWNERS = ("programmes", "agreements")


@dataclass(frozen=True)
class Renamed:
    """What a new id changes: for each file its path and text before and after.

    `trial` says what was found wrong with the project as it would be.
    """

    files: tuple[tuple[str, str, str, str], ...]
    trial: Trial

    def diff(self) -> str:
        """The changes as a unified diff, which `git apply` and people read."""
        return "".join(_diff(*file) for file in self.files)


def sound(root: Path, as_of: date) -> Checked:
    """The project as it is. Raises ExchangeError where it has errors."""
    checked = check_project(root, as_of)
    if checked.errors:
        raise ExchangeError(
            "the records have errors, and a name in a record that cannot be read would be missed;"
            " repair what `pledgebook validate` lists first"
        )
    return checked


def plan_record_rename(root: Path, kind: str, old: str, new: str, as_of: date) -> Renamed:
    """What a record's new id would change. Raises ExchangeError where it cannot be given."""
    checked = sound(root, as_of)
    entry = _record(checked.loaded, kind, old)
    if checked_id(new) == old:
        raise ExchangeError(f"{kind}/{old} is called so already")
    targets = entry.record.targets if kind in _OWNERS else ()
    renaming = Renaming(kind, old, new, frozenset(target.id for target in targets))
    texts = _texts(checked.loaded, entry, renaming)
    moves = _moves(checked.loaded, entry, renaming)
    for path in moves.values():
        if (root / path).exists() or (root / path).is_symlink():
            raise ExchangeError(f"{path} is there already")
    return planned(checked, texts, moves, as_of)


def rename(root: Path, renamed: Renamed) -> None:
    """Writes what was planned, all of it or nothing. Raises OSError."""
    texts = {path: text for _, path, _, text in renamed.files}
    gone = [old for old, path, _, _ in renamed.files if old != path]
    write_all(root, texts, gone)


def planned(
    checked: Checked, texts: Mapping[str, str], moves: Mapping[str, str], as_of: date
) -> Renamed:
    """The plan of new texts by path, and of new paths, tried on the project."""
    project = checked.loaded.project
    sources = project.sources
    files = tuple(
        (path, moves.get(path, path), sources[path].text, texts.get(path, sources[path].text))
        for path in sorted({*texts, *moves})
    )
    after = {path: text for _, path, _, text in files}
    trial = try_change(project, checked.diagnostics, after, [*moves], as_of)
    return Renamed(files, trial)


def _record(loaded: Loaded, kind: str, id_: str) -> Entry[Any]:
    if kind == "results":
        raise ExchangeError("results have no ids: their organization, subject and time name them")
    known: dict[str, Entry[Any]] = dict(loaded.model.of_type(kind)) if kind != ANNOUNCEMENTS else {}
    if kind == ANNOUNCEMENTS:
        known = {article.id: article.entry for article in loaded.model.articles.values()}
    if id_ not in known:
        near = nearest(id_, known)
        hint = f"; did you mean {near!r}?" if near else ""
        raise ExchangeError(f"there is no {kind}/{id_}{hint}")
    return known[id_]


def _texts(loaded: Loaded, entry: Entry[Any], renaming: Renaming) -> dict[str, str]:
    """The new text of each file in which something changes, by its path until now."""
    edits: dict[str, list[Edit]] = defaultdict(list)
    if isinstance(entry.node, Nodes):
        former = add_former_id(entry.file, entry.node, renaming.old, renaming.new)
        edits[entry.file.path].append(former)
    if entry.key is not None:
        edits[entry.file.path].append(replace_scalar(entry.file, entry.key, renaming.new))
    for other in entries_of(loaded):
        for reference in references_of(other):
            if new := _renamed(reference, renaming):
                edits[other.file.path].append(replaced(other, reference, new))
    for file in loaded.project.content:
        _, _, body = split_front_matter(file.source.text)
        links = moved_links(file.source.text, body, f"{file.page}.md", renaming)
        edits[file.source.path].extend(links)
    sources = loaded.project.sources
    return {path: edited(sources[path].text, found) for path, found in edits.items() if found}


def entries_of(loaded: Loaded) -> Iterator[Entry[Any]]:
    """Whatever may name a record."""
    yield from loaded.entries
    yield from (article.entry for article in loaded.model.articles.values())
    if loaded.model.site_entry:
        yield loaded.model.site_entry


def _renamed(reference: Reference, renaming: Renaming) -> str | None:
    """What a reference becomes if it names the record or a target of its."""
    if reference.kind == renaming.kind and reference.id == renaming.old:
        return renaming.new
    owner, _, target = reference.id.partition("/")
    if reference.kind == "targets" and owner == renaming.old and target in renaming.targets:
        return f"{renaming.new}/{target}"
    return None


def replaced(entry: Entry[Any], reference: Reference, new: str) -> Edit:
    """The edit that puts another name in the place of a reference. Raises ExchangeError."""
    node = walk(entry.node, reference.path)
    if reference.key and isinstance(node, Nodes):
        node = node.key(reference.id)
    if not isinstance(node, Text) or node != reference.id:
        place = entry.place(reference.path)
        raise ExchangeError(f"{place.path}:{place.line} names {reference.id!r}; change it by hand")
    return replace_scalar(entry.file, node, new)


def _moves(loaded: Loaded, entry: Entry[Any], renaming: Renaming) -> dict[str, str]:
    """New paths of the record's own files, by their paths until now."""
    if entry.key is not None:
        return {}
    paths = [entry.file.path]
    if renaming.kind == ANNOUNCEMENTS:
        page = f"{ANNOUNCEMENTS}/{renaming.old}"
        paths = [file.source.path for file in loaded.project.content if file.page == page]
    moves = {}
    for path in paths:
        folder, name = posixpath.split(path)
        moves[path] = posixpath.join(folder, renaming.new + name.removeprefix(renaming.old))
    return moves


def _diff(old: str, new: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{old}", f"b/{new}"
    )
    moved = f"rename from {old}\nrename to {new}\n" if old != new else ""
    text = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
    return f"diff --git a/{old} b/{new}\n{moved}{text}"
