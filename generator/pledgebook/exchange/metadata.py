"""Metadata files of other tools, YAML alone or above a text in Markdown, as plain values.

Knows how such files are written. Must not know what their fields mean. Numbers and dates stay
the text that was written.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from pledgebook.diagnostics import message
from pledgebook.exchange.problems import Problem, Refused, refuse
from pledgebook.exchange.sheets import decoded
from pledgebook.frontmatter import split_front_matter
from pledgebook.located import Mapping, Text, read_document
from pledgebook.source import SourceFile

Node: TypeAlias = "str | list[Node] | dict[str, Node]"
MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of a file, their places (`meta/1-1-1.yml:4`), and the text below them."""

    name: str
    fields: dict[str, Node]
    places: dict[str, str]
    body: str = ""

    def text(self, *names: str) -> str:
        """The first of these fields that holds a text, on one line or several; else nothing."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, str) and value.strip():
                return value.strip()
        return ""

    def at(self, *names: str) -> str:
        """Where the first of these fields stands that is there, else the file."""
        return next((self.places[name] for name in names if name in self.places), self.name)


def read_metadata(path: Path, name: str) -> tuple[Metadata | None, Problem | None]:
    """What a file holds, or what is wrong with it, or neither where it holds no fields."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise refuse("import.too-large", limit="1")
        text = decoded(path.read_bytes()).replace("\r\n", "\n")
    except (OSError, ValueError):
        return None, refuse("import.unreadable", name=name).at(name)
    except Refused as refused:
        return None, refused.at(name)
    start, end, body = split_front_matter(text)
    if path.suffix.lower() == ".md" and not body:
        return None, None
    written = text[start:end] if body else text
    document = read_document(written, start)
    source = SourceFile(name, text)
    for problem in document.problems:
        if problem.rule != "duplicate-key":
            said = message(problem.key, **dict(problem.params))
            return None, Problem(f"{name}:{source.line_of(problem.start)}", said)
    if not isinstance(document.root, Mapping):
        return None, None
    fields = {str(key): _plain(value) for key, value in document.root.items()}
    places = {str(key): f"{name}:{source.line_of(key.start)}" for key in document.root}
    return Metadata(name, fields, places, text[body:] if body else ""), None


def _plain(node: Any) -> Node:
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    return str(node) if isinstance(node, Text) else [_plain(value) for value in node]
