"""Addresses of a record in hand-written Markdown, and what they become when its id changes.

Knows how links are written and which pages and anchors are a record's. Must not know YAML.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pledgebook.content.addresses import Inside, read_address
from pledgebook.exchange.edits import Edit
from pledgebook.links import record_path

# An address in `](address)`, `](<address>)` or `[name]: address`.
_ADDRESS = re.compile(r"(?:\]\(\s*<?|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?)([^\s)>]+)", re.MULTILINE)


@dataclass(frozen=True)
class Renaming:
    """A record's type, its old and new id, and the ids of its targets; of a target, whose it is:
    `agreements/pact`."""

    kind: str
    old: str
    new: str
    targets: frozenset[str] = frozenset()
    owner: str = ""


def moved_links(text: str, body: int, page: str, renaming: Renaming) -> Iterator[Edit]:
    """Edits of the links in a page's text, which begins at `body`, that lead to the record."""
    for match in _ADDRESS.finditer(text, body):
        written = match[1]
        new = _moved(written, page, renaming)
        if new != written:
            yield Edit(match.start(1), match.end(1), new)


def _moved(written: str, page: str, renaming: Renaming) -> str:
    address = read_address(written)
    if not isinstance(address, Inside):
        return written
    path, mark, anchor = written.partition("#")
    goal = page
    if address.path:
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(page), address.path))
    if goal == record_path(renaming.kind, renaming.old):
        path = _last(path, f"{renaming.old}.md", f"{renaming.new}.md")
    elif goal == f"{renaming.kind}/{renaming.old}/index.json":
        path = _last(path, f"{renaming.old}/index.json", f"{renaming.new}/index.json")
    if renaming.kind == "targets":
        return f"{path}{mark}{_anchor_of_target(anchor, goal, renaming)}"
    return f"{path}{mark}{_anchor(anchor, goal.partition('/')[0], renaming)}"


def _last(path: str, old: str, new: str) -> str:
    head, found, tail = path.rpartition(old)
    return f"{head}{new}{tail}" if found else path


def _anchor_of_target(anchor: str, goal: str, renaming: Renaming) -> str:
    """The anchor of a target or verdict on its owner's page, or of a result of it."""
    first, mark, second = anchor.partition("--")
    if goal == f"{renaming.owner}.md" and first == renaming.old:
        first = renaming.new
    owner = renaming.owner.partition("/")[2]
    if mark and goal.startswith("organizations/") and first == f"{owner}-{renaming.old}":
        first = f"{owner}-{renaming.new}"
    return f"{first}{mark}{second}"


def _anchor(anchor: str, folder: str, renaming: Renaming) -> str:
    """The anchor of a verdict or result, which has ids in it."""
    first, mark, second = anchor.partition("--")
    if folder in {"programmes", "agreements"} and renaming.kind == "organizations":
        second = renaming.new if second == renaming.old else second
    if mark and folder == "organizations":
        if renaming.kind == "indicators" and first == renaming.old:
            first = renaming.new
        for target in renaming.targets:
            if first == f"{renaming.old}-{target}":
                first = f"{renaming.new}-{target}"
    return f"{first}{mark}{second}"
