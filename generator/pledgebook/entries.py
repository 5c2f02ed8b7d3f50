"""A record with the place it came from.

Knows how a dotted field path leads to a node of the file. Must not know any rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from pledgebook.diagnostics import Diagnostic, Message, Place, Severity
from pledgebook.located import Mapping, Node, Sequence, Text
from pledgebook.source import SourceFile

R = TypeVar("R", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """One record (or result row) as read: its type, id, value, nodes and file.

    `id` is empty for rows and the site. `key` is the record's id as written in a file of
    many records.
    """

    type: str
    id: str
    record: R
    node: Node = field(repr=False)
    file: SourceFile = field(repr=False)
    key: Text | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """`agreements/green-pact`: the record's name everywhere."""
        return f"{self.type}/{self.id}"

    def place(self, path: str = "") -> Place:
        """Where the value of a field is; the nearest mapping when the field is not there."""
        return place_of(self.file, walk(self.node, path))

    def key_place(self, path: str) -> Place:
        """Where the name of a field is written."""
        parent, _, name = path.rpartition(".")
        node = walk(self.node, parent)
        if isinstance(node, Mapping) and (name in node or name in node.empty):
            return place_of(self.file, node.key(name))
        return place_of(self.file, node)

    @property
    def line(self) -> int:
        """The line at which the record begins."""
        return self.file.line_of((self.key or self.node).start)

    def problem(  # noqa: PLR0913 - a diagnostic has as many parts
        self,
        rule: str,
        text: Message,
        path: str = "",
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
        related: tuple[Place, ...] = (),
        fix: str | None = None,
    ) -> Diagnostic:
        """A diagnostic at the value of a field of this record."""
        place = self.place(path)
        return Diagnostic(place, rule, text, hint, severity, related, path, fix)


def walk(node: Node, path: str) -> Node:
    """The node that a dotted path leads to, or the last one on the way that is there."""
    return follow(node, path.split(".") if path else ())


def follow(node: Node, steps: Iterable[str]) -> Node:
    """The node that names and positions lead to, or the last one on the way that is there."""
    for step in steps:
        following: Any = None
        if isinstance(node, Mapping):
            following = node.find(step)
        elif isinstance(node, Sequence) and step.isdecimal() and int(step) < len(node):
            following = node[int(step)]
        if following is None:
            return node
        node = following
    return node


def place_of(file: SourceFile, node: Node) -> Place:
    """The place of a node: its first line, marked to the end of a text."""
    return file.place(node.start, node.end)
