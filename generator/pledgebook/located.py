"""YAML text to nodes that know their place: one pass over libyaml's events.

Knows YAML's syntax, the limits on it and the features that records do not use.
Must not know any record type. Scalars stay text, because only a field's type says
what `NO`, `3.860` or `010` may mean.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

MAX_DEPTH: Final = 16
MAX_PROBLEMS: Final = 100
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


class Text(str):
    """A scalar: its text, whether it was written without quotes, and its character offsets."""

    __slots__ = ("end", "plain", "start")
    start: int
    end: int
    plain: bool


NO_KEYS: Final = MappingProxyType[Text, Text]({})


class Mapping(dict[Text, Any]):
    """A YAML mapping; keys are `Text`. `empty` holds the keys whose value is left empty."""

    __slots__ = ("empty", "end", "start")
    start: int
    end: int
    empty: "dict[Text, Text] | MappingProxyType[Text, Text]"

    def find(self, name: str) -> Any:
        """The value of a key, or None."""
        return self.get(name)  # type: ignore[call-overload]

    def key(self, name: str) -> Text:
        """The key as written, with its place. Raises KeyError when it is not there."""
        found: Text | None = next((key for key in (*self.empty, *self) if key == name), None)
        if found is None:
            raise KeyError(name)
        return found


class Sequence(list[Any]):
    """A YAML list."""

    __slots__ = ("end", "start")
    start: int
    end: int


Node = Text | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Problem:
    """What the reader found wrong: a rule, a message key, and character offsets.

    `related` is an earlier place that belongs to it; of a syntax error, where libyaml
    began to read what it could not finish.
    """

    rule: str
    key: str
    start: int
    end: int
    params: tuple[tuple[str, str | int], ...] = ()
    related: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The nodes of one YAML document, or none, and what was wrong with it.

    `gaps` says whether any key in it has no value.
    """

    root: Node | None
    problems: tuple[Problem, ...] = ()
    gaps: bool = False


class _Stop(Exception):
    """Reading stops, since libyaml itself would go on for seconds: too deep, or too much wrong."""

    def __init__(self, offset: int, key: str, limit: int) -> None:
        self.problem = Problem("unreadable-file", key, offset, offset + 1, (("limit", limit),))


@dataclass(slots=True)
class _Reader:
    """The state of one pass: where events come from, and the problems so far."""

    next_event: Callable[[], Any]
    base: int
    problems: list[Problem] = field(default_factory=list)
    gaps: bool = False

    def report(self, rule: str, key: str, event: Any, **params: str | int) -> None:
        start = event.start_mark.index + self.base
        end = event.end_mark.index + self.base
        self.add(Problem(rule, key, start, end, tuple(params.items())))

    def add(self, problem: Problem) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop(problem.start, "unreadable-file.many", MAX_PROBLEMS)
        self.problems.append(problem)


def read_document(text: str, base: int = 0) -> Document:
    """Nodes of a YAML text, with offsets counted from `base`.

    Never raises for anything an author can write: syntax errors and refused features
    are problems of the document. `text` must be free of control characters.
    """
    loader = yaml.CSafeLoader(text)
    reader = _Reader(loader.get_event, base)
    root: Node | None = None
    try:
        root = _read_stream(reader)
    except yaml.MarkedYAMLError as error:
        reader.problems.append(_syntax_problem(error, text, base))
    except yaml.YAMLError:
        reader.problems.append(Problem("syntax", "syntax", base, base + 1))
    except _Stop as stop:
        reader.problems.append(stop.problem)
    finally:
        loader.dispose()
    return Document(root, tuple(reader.problems), reader.gaps)


def is_null(node: Node) -> bool:
    """Whether nothing stands where a value could: empty, `~` or `null` without quotes."""
    return node.__class__ is Text and node.plain and node in NULLS


def _read_stream(reader: _Reader) -> Node | None:
    get = reader.next_event
    get()  # the stream's start
    start = get()
    if start.__class__ is StreamEndEvent:
        return None
    if start.version or start.tags:
        reader.report("yaml-feature", "yaml-feature.directive", start)
    root = _read_node(reader, get(), 0)
    get()  # the document's end
    after = get()
    if after.__class__ is DocumentStartEvent:
        reader.report("yaml-feature", "yaml-feature.documents", after)
    return None if is_null(root) else root


def _read_node(reader: _Reader, event: Any, depth: int) -> Node:
    kind = event.__class__
    if kind is ScalarEvent:
        return _read_scalar(reader, event)
    if kind is AliasEvent:
        reader.report("yaml-feature", "yaml-feature.alias", event, name=str(event.anchor))
        return _text(f"*{event.anchor}", event, reader.base)
    if depth >= MAX_DEPTH:
        raise _Stop(event.start_mark.index + reader.base, "unreadable-file.deep", MAX_DEPTH)
    if event.anchor is not None or event.tag is not None:
        _report_marks(reader, event)
    if kind is MappingStartEvent:
        return _read_mapping(reader, event, depth + 1)
    return _read_sequence(reader, event, depth + 1)


def _text(value: str, event: Any, base: int) -> Text:
    """A text that stands for what is no text, so that reading can go on."""
    text = Text(value)
    text.start = event.start_mark.index + base
    text.end = event.end_mark.index + base
    text.plain = False
    return text


def _report_marks(reader: _Reader, event: Any) -> None:
    """Anchors and tags, which records do not use."""
    if event.anchor is not None:
        reader.report("yaml-feature", "yaml-feature.anchor", event, name=str(event.anchor))
    if event.tag is not None:
        reader.report("yaml-feature", "yaml-feature.tag", event)


def _read_scalar(reader: _Reader, event: Any) -> Text:
    text = Text(event.value)
    base = reader.base
    text.start = event.start_mark.index + base
    text.end = event.end_mark.index + base
    text.plain = not event.style
    if event.anchor is not None or event.tag is not None:
        _report_marks(reader, event)
        text.plain = False
    return text


def _read_mapping(reader: _Reader, start: Any, depth: int) -> Mapping:
    mapping = Mapping()
    mapping.start = start.start_mark.index + reader.base
    empty: dict[Text, Text] = {}
    get = reader.next_event
    event = get()
    while event.__class__ is not MappingEndEvent:
        if event.__class__ is ScalarEvent:
            key = _read_scalar(reader, event)
        else:
            key = _refused_key(reader, event, depth)
        following = get()
        if following.__class__ is ScalarEvent:
            value: Node = _read_scalar(reader, following)
        else:
            value = _read_node(reader, following, depth)
        if key in mapping or (empty and key in empty):
            _report_duplicate(reader, mapping, empty, key)
        elif value.__class__ is Text and value in NULLS and value.plain:
            empty[key] = key
        elif key == "<<" and key.plain:
            _report_merge(reader, event, value)
        else:
            mapping[key] = value
        event = get()
    mapping.end = event.end_mark.index + reader.base  # type: ignore[union-attr]
    mapping.empty = empty or NO_KEYS
    if empty:
        reader.gaps = True
    return mapping


def _refused_key(reader: _Reader, event: Any, depth: int) -> Text:
    """A key that is a list, a mapping or an alias: reported, and read past."""
    if event.__class__ is not AliasEvent:
        reader.report("yaml-feature", "yaml-feature.key", event)
    _read_node(reader, event, depth)
    return _text("", event, reader.base)


def _report_merge(reader: _Reader, event: Any, value: Node) -> None:
    """`<<: *base` is one thing too many, not two."""
    last = reader.problems[-1] if reader.problems else None
    if last and last.key == "yaml-feature.alias" and last.start == value.start:
        reader.problems.pop()
    reader.report("yaml-feature", "yaml-feature.merge", event)


def _report_duplicate(
    reader: _Reader, mapping: Mapping, empty: dict[Text, Text], key: Text
) -> None:
    if not key and not key.plain:
        return
    earlier = empty.get(key) or next(known for known in mapping if known == key)
    params, related = (("name", str(key)),), (earlier.start, earlier.end)
    reader.add(Problem("duplicate-key", "duplicate-key", key.start, key.end, params, related))


def _read_sequence(reader: _Reader, start: Any, depth: int) -> Sequence:
    sequence = Sequence()
    sequence.start = start.start_mark.index + reader.base
    get = reader.next_event
    event = get()
    while event.__class__ is not SequenceEndEvent:
        if event.__class__ is ScalarEvent:
            value: Node = _read_scalar(reader, event)
        else:
            value = _read_node(reader, event, depth)
        if value.__class__ is Text and value in NULLS and value.plain:
            reader.report("missing-field", "missing-field.item", event)
        else:
            sequence.append(value)
        event = get()
    sequence.end = event.end_mark.index + reader.base  # type: ignore[union-attr]
    return sequence


def _syntax_problem(error: Any, text: str, base: int) -> Problem:
    """libyaml's complaint, kept raw for the module that tells it in plain words."""
    mark = error.problem_mark or error.context_mark
    at = min(mark.index if mark else 0, len(text)) + base
    since = error.context_mark.index + base if error.context_mark else at
    params = (("problem", str(error.problem or "")), ("context", str(error.context or "")))
    return Problem("syntax", "syntax", at, at + 1, params, (since, since + 1))
