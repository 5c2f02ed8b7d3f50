"""One record: its node becomes a value, or a diagnostic for each mistake in its shape.

Knows what is gathered while files are parsed. Must not know how files are laid out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pydantic import BaseModel, ValidationError

from pledgebook.diagnostics import Diagnostic, Place, diagnose
from pledgebook.entries import Entry
from pledgebook.explain import MAX_ERRORS, Subject, explain_errors, unknown_field
from pledgebook.located import Mapping, Node, Sequence, Text
from pledgebook.partial import without_mistakes
from pledgebook.roots import Root
from pledgebook.shapes import known_fields
from pledgebook.source import SourceFile

MAX_PROBLEMS = 500


@dataclass(frozen=True, slots=True)
class Context:
    """What the site's settings say about how records are read."""

    languages: tuple[str, ...] = ("en",)
    year_start: str = "01-01"


@dataclass(slots=True)
class Parsed:
    """Records of all files, what could be read of those with mistakes, their ids, and what was
    wrong."""

    entries: list[Entry[Any]] = field(default_factory=list)
    partial: list[Entry[Any]] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Task:
    """The file being read: its text, its type, the type's model, and what is known of its text."""

    source: SourceFile
    kind: str
    model: type[BaseModel]
    root: Root
    settings: dict[str, str]


def stop(task: Task, parsed: Parsed) -> None:
    """A file with hundreds of problems has one that its author must find first."""
    place = Place(task.source.path)
    parsed.problems.append(diagnose(place, "unreadable-file.many", limit=MAX_PROBLEMS))


def parse_record(task: Task, id_: str, node: Node, parsed: Parsed, key: Text | None = None) -> None:
    """One record: an entry, or its id among the broken ones and a diagnostic for each mistake."""
    problems: list[Diagnostic] = []
    record: BaseModel | None = None
    try:
        record = task.model.model_validate(node, context=task.settings)
    except ValidationError as error:
        subject = Subject(task.source, node, task.model, task.root.told)
        problems = explain_errors(subject, error)
        refused = bool(problems) or _only_told(error)
        if not refused:  # Only x- fields were in the way.
            parse_record(task, id_, _without_free(node), parsed, key)
            return
    if task.root.gaps:
        subject = Subject(task.source, node, task.model, task.root.told)
        problems.extend(islice(unknown_gaps(subject, node, []), MAX_ERRORS))
    partial = task.root.lost is not None and key is None and task.kind != "results"
    if partial:
        lost = task.root.lost or ()
        problems = [d for d in problems if not (d.rule == "missing-field" and d.field in lost)]
    parsed.problems.extend(problems)
    if record is None or problems or partial:
        parsed.broken.add((task.kind, id_))
        if rest := without_mistakes(task.model, node, task.settings):
            parsed.partial.append(Entry(task.kind, id_, *rest, task.source, key))
    else:
        parsed.entries.append(Entry(task.kind, id_, record, node, task.source, key))


def _only_told(error: ValidationError) -> bool:
    """Whether anything but free fields was refused, though it is not said again."""
    return any(
        detail["type"] != "extra_forbidden" or not str(detail["loc"][-1]).startswith("x-")
        for detail in error.errors(include_url=False, include_input=False)
    )


def unknown_gaps(subject: Subject, node: Node, steps: list[str]) -> Iterator[Diagnostic]:
    """Unknown fields whose value is empty, which the model never sees."""
    if isinstance(node, Sequence):
        for index, item in enumerate(node):
            yield from unknown_gaps(subject, item, [*steps, str(index)])
    elif isinstance(node, Mapping):
        known = known_fields(subject.model, steps)
        for key in node.empty if known else ():
            free = key in known or key.startswith("x-") or key.start in subject.told
            if not free and node.start not in subject.told:
                yield unknown_field(subject, node, [*steps, str(key)])
        for key, child in node.items():
            if not isinstance(child, Text):
                yield from unknown_gaps(subject, child, [*steps, str(key)])


def _without_free(node: Any) -> Any:
    """The nodes without `x-` fields, which are free for the author's own use."""
    if isinstance(node, Mapping):
        kept = Mapping((k, _without_free(v)) for k, v in node.items() if not k.startswith("x-"))
        kept.start, kept.end, kept.empty = node.start, node.end, node.empty
        return kept
    if isinstance(node, Sequence):
        items = Sequence(_without_free(item) for item in node)
        items.start, items.end = node.start, node.end
        return items
    return node
