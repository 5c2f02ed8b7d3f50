"""A target's new id, in its owner's file and wherever it is named as OWNER/TARGET.

Knows which places change with a target's id. Must not know the command line.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pledgebook.entries import Entry, walk
from pledgebook.exchange.addresses import Renaming, moved_links
from pledgebook.exchange.edits import Edit, add_former_id, edited, replace_scalar
from pledgebook.exchange.places import ExchangeError, checked_id, kind_named
from pledgebook.exchange.rename import (
    Renamed,
    entries_of,
    plan_record_rename,
    planned,
    replaced,
    sound,
)
from pledgebook.frontmatter import split_front_matter
from pledgebook.load import Loaded
from pledgebook.located import Mapping as Nodes
from pledgebook.located import Text
from pledgebook.model import TargetEntry
from pledgebook.nearest import nearest
from pledgebook.rules.references import Reference, references_of


def plan_rename(root: Path, kind: str, old: str, new: str, as_of: date) -> Renamed:
    """What a new id of a record, or of a target (`OWNER/OLD`), would change. Raises
    ExchangeError where it cannot be given."""
    if kind in {"target", "targets"}:
        return plan_target_rename(root, old, new, as_of)
    return plan_record_rename(root, kind_named(kind), old, new, as_of)


def plan_target_rename(root: Path, old: str, new: str, as_of: date) -> Renamed:
    """What a target's new id would change: `old` is OWNER/TARGET, `new` the id alone or with the
    same owner. Raises ExchangeError where it cannot be given."""
    checked = sound(root, as_of)
    entry = _target(checked.loaded, old)
    owner, _, id_ = new.rpartition("/")
    if owner not in {"", entry.owner.id}:
        raise ExchangeError(f"a target stays with its owner; write the new id alone: {id_}")
    if checked_id(id_) == entry.target.id:
        raise ExchangeError(f"{old} is called so already")
    if f"{entry.owner.id}/{id_}" in checked.loaded.model.targets:
        raise ExchangeError(f"{entry.owner.id}/{id_} is there already")
    return planned(checked, _texts(checked.loaded, entry, id_), {}, as_of)


def _target(loaded: Loaded, name: str) -> TargetEntry:
    targets = loaded.model.targets
    if name not in targets:
        near = nearest(name, targets)
        hint = f"; did you mean {near!r}?" if near else "; write it as OWNER/TARGET"
        raise ExchangeError(f"there is no target {name!r}{hint}")
    return targets[name]


def _texts(loaded: Loaded, entry: TargetEntry, new: str) -> dict[str, str]:
    """The new text of each file in which something changes, by its path."""
    old, owner = entry.target.id, entry.owner
    edits: dict[str, list[Edit]] = defaultdict(list)
    node = walk(owner.node, entry.path)
    written = node.find("id") if isinstance(node, Nodes) else None
    if not isinstance(node, Nodes) or not isinstance(written, Text):
        raise ExchangeError(f"{owner.file.path}:{owner.line} is written in another way")
    edits[owner.file.path].append(replace_scalar(owner.file, written, new))
    edits[owner.file.path].append(add_former_id(owner.file, node, old, new))
    for other in entries_of(loaded):
        for reference, name in _named(other, entry, new):
            edits[other.file.path].append(replaced(other, reference, name))
    renaming = Renaming("targets", old, new, owner=owner.name)
    for file in loaded.project.content:
        _, _, body = split_front_matter(file.source.text)
        links = moved_links(file.source.text, body, f"{file.page}.md", renaming)
        edits[file.source.path].extend(links)
    sources = loaded.project.sources
    return {path: edited(sources[path].text, found) for path, found in edits.items() if found}


def _named(other: Entry[Any], entry: TargetEntry, new: str) -> Iterator[tuple[Reference, str]]:
    """Where another record, or the owner itself, names the target, and what it writes then."""
    old, owner = entry.target.id, entry.owner
    for reference in references_of(other):
        if reference.kind == "targets" and reference.id == entry.name:
            yield reference, f"{owner.id}/{new}"
        if other is owner and reference.kind == "own-targets" and reference.id == old:
            yield reference, new
    inherited = getattr(other.record, "inherits_targets", ())
    if other.type == "agreements" and owner.type == "programmes" and isinstance(inherited, tuple):
        for index, id_ in enumerate(inherited):
            if other.record.programme == owner.id and id_ == old:
                yield Reference(f"inherits_targets.{index}", "own-targets", id_), new
