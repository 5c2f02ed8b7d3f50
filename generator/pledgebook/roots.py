"""The mapping that a file of records or a front matter holds, and what is wrong with its text.

Knows the reader, its traps, and what to do when it gives up. Must not know record types.
"""

from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pledgebook.diagnostics import Diagnostic, diagnose
from pledgebook.entries import place_of
from pledgebook.located import (
    MAX_PROBLEMS,
    NO_KEYS,
    Document,
    Mapping,
    Node,
    Problem,
    Sequence,
    Text,
    read_document,
)
from pledgebook.repair import in_quotes
from pledgebook.salvage import Extent, names_in, salvage
from pledgebook.source import SourceFile
from pledgebook.syntax import explain_syntax
from pledgebook.traps import alias_trap, comment_trap, gap_traps, shape_trap, text_traps


@dataclass(frozen=True, slots=True)
class Root:
    """What was read: the mapping, or None. `told` are the offsets of nodes about which a
    diagnostic says something already, `lost` the names that stand where reading failed;
    None when nothing did."""

    mapping: Mapping | None
    diagnostics: tuple[Diagnostic, ...] = ()
    told: frozenset[int] = frozenset()
    lost: frozenset[str] | None = None
    gaps: bool = False


@dataclass(slots=True)
class _Notes:
    """What is said about a file, each thing once, and of which node."""

    source: SourceFile
    diagnostics: list[Diagnostic] = field(default_factory=list)
    told: set[int] = field(default_factory=set)

    def add(self, offset: int, diagnostic: Diagnostic) -> None:
        self.told.add(offset)
        self.diagnostics.append(diagnostic)


def empty_mapping(offset: int) -> Mapping:
    """A mapping without anything in it."""
    mapping = Mapping()
    mapping.start = mapping.end = offset
    mapping.empty = NO_KEYS
    return mapping


def read_root(source: SourceFile, extent: Extent | None = None, listed: str = "") -> Root:
    """Reads the mapping in a file, or in a part of it; `listed` is the key of a list whose
    items are read one by one where the whole cannot be read."""
    start, end = extent or (0, len(source.text))
    document = read_document(source.text[start:end], start)
    notes = _Notes(source)
    if any(problem.rule == "syntax" for problem in document.problems):
        return _read_rest(source, (start, end), document, listed)
    for problem in document.problems:
        notes.add(problem.start, _explain(source, problem))
    if document.root is None:
        mapping = None if document.problems else empty_mapping(start)
        return Root(mapping, tuple(notes.diagnostics))
    if not isinstance(document.root, Mapping):
        if not notes.diagnostics:
            notes.add(start, _wrong_root(source, document.root, listed))
        return Root(None, tuple(notes.diagnostics))
    _add_traps(notes, document.root, gaps=document.gaps)
    return Root(document.root, tuple(notes.diagnostics), frozenset(notes.told), None, document.gaps)


def _read_rest(source: SourceFile, extent: Extent, document: Document, listed: str) -> Root:
    """The parts of a file that can be read although the whole cannot."""
    first = next(problem for problem in document.problems if problem.rule == "syntax")
    notes = _Notes(source)
    blamed = explain_syntax(source, first, extent)
    notes.add(first.start, blamed)
    if blamed.message.key == "syntax.conflict":
        return Root(None, (blamed,), lost=frozenset(names_in(source.text, extent)))
    offset = source.line_starts[blamed.place.line - 1] + blamed.place.column - 1
    rest = salvage(source.text, extent, offset, listed)
    for problem, part in rest.problems:
        syntax = problem.rule == "syntax"
        said = explain_syntax(source, problem, part) if syntax else None
        if said is None or said.place.line != blamed.place.line:
            notes.add(problem.start, said or _explain(source, problem))
    _add_traps(notes, rest.root, gaps=True)
    told = frozenset(notes.told)
    return Root(rest.root, tuple(notes.diagnostics), told, frozenset(rest.lost), gaps=True)


def _add_traps(notes: _Notes, root: Mapping, *, gaps: bool) -> None:
    if gaps:
        for offset, diagnostic in islice(gap_traps(notes.source, root), MAX_PROBLEMS):
            notes.add(offset, diagnostic)
    for offset, diagnostic in islice(text_traps(notes.source, root), MAX_PROBLEMS):
        notes.add(offset, diagnostic)


def _explain(source: SourceFile, problem: Problem) -> Diagnostic:
    """What the reader refuses although it is good YAML."""
    if problem.key == "yaml-feature.alias":
        return alias_trap(source, problem)
    if problem.key == "missing-field.item" and (trap := comment_trap(source, problem.start)):
        return trap
    related = (source.place(*problem.related),) if problem.related else ()
    place = source.place(problem.start, problem.end)
    fix = _mark_in_quotes(source, problem)
    return diagnose(place, problem.key, fix=fix, related=related, **dict[str, Any](problem.params))


def _mark_in_quotes(source: SourceFile, problem: Problem) -> str | None:
    """The line with `!text` or `&text` in quotes, unless it is meant as a mark of YAML's."""
    name = dict(problem.params).get("name")
    text = problem.key == "yaml-feature.tag" or (
        problem.key == "yaml-feature.anchor" and f"*{name}" not in source.text
    )
    return in_quotes(source, problem.start, problem.end) if text else None


def _wrong_root(source: SourceFile, root: Node, listed: str) -> Diagnostic:
    """A file that holds a list or a text."""
    if isinstance(root, Text) and (trap := shape_trap(source, root, "mapping")):
        return trap
    rows = listed and isinstance(root, Sequence)
    key = "wrong-type.rows" if rows else "wrong-type.file"
    return diagnose(place_of(source, root), key)
