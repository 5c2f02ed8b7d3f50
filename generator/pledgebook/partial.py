"""What is left of a record with mistakes, so that one mistake does not hide another.

Knows how to leave out what a model refuses. The rest serves one purpose: to check the names
of other records in it. Must not know record types or files.
"""

from typing import Any

from pydantic import BaseModel, ValidationError

from pledgebook.located import Mapping, Node, Sequence, Text

MAX_ATTEMPTS = 4
MAX_FAULTS = 100
# Required fields that can be made up, since nothing refers to another record by them.
_MADE_UP = {"name", "title", "statement", "summary"}
_EMPTY_LISTS = {"parties"}


def without_mistakes(
    model: type[BaseModel], node: Node, settings: dict[str, str]
) -> tuple[BaseModel, Node] | None:
    """The record of a node without the parts that its model refuses, and that smaller node;
    None when too little is left."""
    for _ in range(MAX_ATTEMPTS):
        try:
            return model.model_validate(node, context=settings), node
        except ValidationError as error:
            if error.error_count() > MAX_FAULTS:
                return None
            faults = error.errors(include_url=False, include_input=False)
        for detail in sorted(faults, key=lambda d: [str(step) for step in d["loc"]], reverse=True):
            steps = [str(step) for step in detail["loc"] if not str(step).startswith(":")]
            smaller = _smaller(node, steps, missing=detail["type"] == "missing")
            if smaller is None:
                return None
            node = smaller
    return None


def _smaller(node: Node, steps: list[str], *, missing: bool) -> Node | None:
    """The node without what stands at these steps. A part that lacks a field goes as a whole;
    at the top the field is made up, if it can be."""
    if missing and len(steps) == 1:
        return _made_up(node, steps[0])
    return _removed(node, steps[:-1] if missing else steps)


def _made_up(node: Node, name: str) -> Node | None:
    if not isinstance(node, Mapping) or name not in _MADE_UP | _EMPTY_LISTS:
        return None
    value: Any = Sequence() if name in _EMPTY_LISTS else Text("?")
    value.start, value.end = node.start, node.start
    if isinstance(value, Text):
        value.plain = False
    key = Text(name)
    key.start, key.end, key.plain = node.start, node.start, True
    return _copied(node, {**node, key: value})


def _copied(node: Mapping, values: dict[Text, Any]) -> Mapping:
    copy = Mapping(values)
    copy.start, copy.end, copy.empty = node.start, node.end, node.empty
    return copy


def _removed(node: Node, steps: list[str]) -> Node | None:
    """A copy of the node without the place that the steps lead to, or the last place on the
    way that is there; None when that is the whole."""
    if not steps:
        return None
    step, rest = steps[0], steps[1:]
    if isinstance(node, Mapping) and step in node:
        inner = _removed(node[Text(step)], rest)
        return _copied(node, dict(_replaced(node, step, inner)))
    if isinstance(node, Sequence) and step.isdigit() and int(step) < len(node):
        inner = _removed(node[int(step)], rest)
        items = Sequence(node)
        items[int(step) : int(step) + 1] = [] if inner is None else [inner]
        items.start, items.end = node.start, node.end
        return items
    return None


def _replaced(node: Mapping, step: str, inner: Node | None) -> list[tuple[Text, Any]]:
    changed = [(key, inner if key == step else value) for key, value in node.items()]
    return [(key, value) for key, value in changed if value is not None]
