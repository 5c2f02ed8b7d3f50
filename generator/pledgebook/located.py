"""YAML text to nodes that know their place: one pass over libyaml's events.

Knows YAML's syntax, the limits on it and the features that records do not use.
Must not know any record type. Scalars stay text, because only a field's type says
what `NO`, `3.860` or `010` may mean.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

MAX_DEPTH = 16
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Text(str):
    """A scalar: its text, whether it was written without quotes, and its character offsets."""

    __slots__ = ("end", "plain", "start")
    start: int
    end: int
    plain: bool


class Mapping(dict[Text, Any]):
    """A YAML mapping; keys are `Text`. `empty` holds the keys whose value is left empty."""

    __slots__ = ("empty", "end", "start")
    start: int
    end: int
    empty: tuple[Text, ...]

    def key(self, name: str) -> Text:
        """The key as written, with its place. Raises KeyError when it is not there."""
        for key in (*self, *self.empty):
            if key == name:
                return key
        raise KeyError(name)


class Sequence(list[Any]):
    """A YAML list."""

    __slots__ = ("end", "start")
    start: int
    end: int


Node = Text | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Problem:
    """What the reader found wrong: a rule, a message key, and character offsets."""

    rule: str
    key: str
    start: int
    end: int
    params: tuple[tuple[str, str | int], ...] = ()
    related: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The nodes of one YAML document, or none, and what was wrong with it."""

    root: Node | None
    problems: tuple[Problem, ...] = ()


class _TooDeep(Exception):
    """Nesting beyond `MAX_DEPTH`: reading stops, since libyaml itself would go on for seconds."""

    def __init__(self, offset: int) -> None:
        self.offset = offset


@dataclass(slots=True)
class _Reader:
    """The state of one pass: where events come from, and the problems so far."""

    next_event: Callable[[], Any]
    base: int
    problems: list[Problem] = field(default_factory=list)

    def report(self, rule: str, key: str, event: Any, **params: str | int) -> None:
        start = event.start_mark.index + self.base
        end = event.end_mark.index + self.base
        self.problems.append(Problem(rule, key, start, end, tuple(params.items())))


def read_document(text: str, base: int = 0) -> Document:
    """Nodes of a YAML text, with offsets counted from `base`.

    Never raises for anything an author can write: syntax errors and refused features
    are problems of the document. `text` must be free of control characters.
    """
    loader = yaml.CSafeLoader(text)
    reader = _Reader(loader.get_event, base)
    try:
        return Document(_read_stream(reader), tuple(reader.problems))
    except yaml.MarkedYAMLError as error:
        return Document(None, (*reader.problems, _syntax_problem(error, text, base)))
    except yaml.YAMLError:
        return Document(None, (*reader.problems, Problem("syntax", "syntax", base, base + 1)))
    except _TooDeep as error:
        problem = Problem(
            "unreadable-file",
            "unreadable-file.deep",
            error.offset + base,
            error.offset + base + 1,
            (("limit", MAX_DEPTH),),
        )
        return Document(None, (*reader.problems, problem))
    finally:
        loader.dispose()


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
    if root.__class__ is Text and root.plain and root in NULLS:
        return None
    return root


def _read_node(reader: _Reader, event: Any, depth: int) -> Node:
    kind = event.__class__
    if kind is ScalarEvent:
        return _read_scalar(reader, event)
    if kind is AliasEvent:
        reader.report("yaml-feature", "yaml-feature.alias", event, name=str(event.anchor))
        return _text(str(event.anchor), event, reader.base, plain=False)
    if depth >= MAX_DEPTH:
        raise _TooDeep(event.start_mark.index)
    if event.anchor is not None:
        reader.report("yaml-feature", "yaml-feature.anchor", event, name=str(event.anchor))
    if event.tag is not None:
        reader.report("yaml-feature", "yaml-feature.tag", event, name=str(event.tag))
    if kind is MappingStartEvent:
        return _read_mapping(reader, event, depth + 1)
    return _read_sequence(reader, event, depth + 1)


def _text(value: str, event: Any, base: int, *, plain: bool) -> Text:
    text = Text(value)
    text.start = event.start_mark.index + base
    text.end = event.end_mark.index + base
    text.plain = plain
    return text


def _read_scalar(reader: _Reader, event: Any) -> Text:
    if event.anchor is not None:
        reader.report("yaml-feature", "yaml-feature.anchor", event, name=str(event.anchor))
    if event.tag is not None:
        reader.report("yaml-feature", "yaml-feature.tag", event, name=str(event.tag))
    text = Text(event.value)
    text.start = event.start_mark.index + reader.base
    text.end = event.end_mark.index + reader.base
    text.plain = not event.style
    return text


def _read_mapping(reader: _Reader, start: Any, depth: int) -> Mapping:
    mapping = Mapping()
    mapping.start = start.start_mark.index + reader.base
    empty: list[Text] = []
    get = reader.next_event
    event = get()
    while event.__class__ is not MappingEndEvent:
        key_event, value_event = event, None
        if key_event.__class__ is ScalarEvent:
            key = _read_scalar(reader, key_event)
        else:
            key = _refused_key(reader, key_event, depth)
        value_event = get()
        value = _read_node(reader, value_event, depth)
        if key in mapping or key in empty:
            _report_duplicate(reader, (*mapping, *empty), key)
        elif value.__class__ is Text and value.plain and value in NULLS:
            empty.append(key)
        elif key == "<<" and key.plain:
            reader.report("yaml-feature", "yaml-feature.merge", key_event)
        else:
            mapping[key] = value
        event = get()
    mapping.end = event.end_mark.index + reader.base
    mapping.empty = tuple(empty)
    return mapping


def _refused_key(reader: _Reader, event: Any, depth: int) -> Text:
    """A key that is a list, a mapping or an alias: reported, and read past."""
    reader.report("yaml-feature", "yaml-feature.key", event)
    _read_node(reader, event, depth)
    return _text("", event, reader.base, plain=False)


def _report_duplicate(reader: _Reader, keys: tuple[Text, ...], key: Text) -> None:
    earlier = next(known for known in keys if known == key)
    problem = Problem(
        "duplicate-key",
        "duplicate-key",
        key.start,
        key.end,
        (("name", str(key)),),
        (earlier.start, earlier.end),
    )
    reader.problems.append(problem)


def _read_sequence(reader: _Reader, start: Any, depth: int) -> Sequence:
    sequence = Sequence()
    sequence.start = start.start_mark.index + reader.base
    get = reader.next_event
    event = get()
    while event.__class__ is not SequenceEndEvent:
        value = _read_node(reader, event, depth)
        if value.__class__ is Text and value.plain and value in NULLS:
            reader.report("missing-field", "missing-field.item", event)
        else:
            sequence.append(value)
        event = get()
    sequence.end = event.end_mark.index + reader.base
    return sequence


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, base: int) -> Problem:
    """libyaml's complaint, kept raw for the module that tells it in plain words."""
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index if mark else 0, len(text))
    params = (("problem", str(error.problem or "")), ("context", str(error.context or "")))
    return Problem("syntax", "syntax", offset + base, offset + base + 1, params)
