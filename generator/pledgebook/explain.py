"""Why a record was refused, as diagnostics with places, names and corrected lines.

Knows pydantic's errors and the nodes that a record was read from. Must not know what two
records have to do with each other. No word of pydantic's reaches an author from here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from pydantic import BaseModel, ValidationError

from pledgebook.diagnostics import Diagnostic, Message, diagnose, message
from pledgebook.entries import follow, place_of
from pledgebook.located import Mapping, Node, Sequence, Text
from pledgebook.nearest import nearest
from pledgebook.records import Shared
from pledgebook.repair import quoted, replaced
from pledgebook.shapes import known_fields
from pledgebook.source import SourceFile
from pledgebook.suggest import suggest
from pledgebook.traps import greater_trap, shape_trap, swallowed_dash
from pledgebook.values import Rejected

MAX_ERRORS = 100


@dataclass(frozen=True, slots=True)
class Subject:
    """A record as written: its file, its node, the model it should fit. `told` are offsets
    of nodes about which something has been said already."""

    source: SourceFile
    node: Node
    model: type[BaseModel]
    told: frozenset[int] = frozenset()

    def at(self, steps: list[str]) -> Node:
        """The node that steps lead to, or the last one on the way that is there."""
        return follow(self.node, steps)


def explain_errors(subject: Subject, error: ValidationError) -> list[Diagnostic]:
    """What pydantic refused, each mistake once."""
    found = list(islice(_each_error(subject, error), MAX_ERRORS))
    return _without_consequences(found)


def _each_error(subject: Subject, error: ValidationError) -> Iterator[Diagnostic]:
    for detail in error.errors(include_url=False, include_input=False):
        steps = _steps(subject.node, detail["loc"])
        if detail["type"] == "extra_forbidden" and steps[-1].startswith("x-"):
            continue
        diagnostic = _explain(subject, detail["type"], detail.get("ctx", {}), steps)
        if diagnostic is not None:
            yield diagnostic


def _steps(node: Node, loc: tuple[int | str, ...]) -> list[str]:
    """The steps from a record to a place in it, without the names of a model's alternatives,
    which begin with a colon; an author's own name may begin with one too."""
    steps: list[str] = []
    here: Any = node
    for step in map(str, loc):
        known = isinstance(here, Mapping) and (step in here or step in here.empty)
        if step.startswith(":") and not known:
            continue
        steps.append(step)
        if isinstance(here, Mapping):
            here = here.find(step)
        elif isinstance(here, Sequence) and step.isdecimal() and int(step) < len(here):
            here = here[int(step)]
    return steps


def _without_consequences(found: list[Diagnostic]) -> list[Diagnostic]:
    """A field that is missing only because its name is misspelt is said once, at the name."""
    meant = {_param(d.hint, "near") for d in found if d.rule == "unknown-field" and d.hint}
    return [
        d for d in found if not (d.rule == "missing-field" and _param(d.message, "name") in meant)
    ]


def _param(text: Message | None, name: str) -> object:
    return dict(text.params).get(name) if text else None


def _explain(
    subject: Subject, kind: str, details: dict[str, Any], steps: list[str]
) -> Diagnostic | None:
    at = subject.at(steps)
    if len(steps) > 1 and steps[-1] == "[key]" and kind not in {"extra_forbidden", "missing"}:
        steps, at = steps[:-2], _key_node(subject.at(steps[:-2]), steps[-2])
    if at.start in subject.told:
        return None
    path = ".".join(steps)
    rejected = details.get("error")
    if isinstance(rejected, Rejected):
        return _rejected(subject, rejected, at, path)
    if kind == "extra_forbidden":
        parent = subject.at(steps[:-1])
        told = _key_node(parent, steps[-1]).start in subject.told
        return None if told else unknown_field(subject, parent, steps)
    if kind == "missing":
        return _missing(subject, at, steps)
    if kind == "literal_error" and isinstance(at, Text):
        return _choice(subject, at, re.findall(r"'([^']*)'", details["expected"]), path)
    if kind in {"too_short", "too_long"}:
        if isinstance(at, Sequence) and at:
            return None  # Its items are refused, and that is said of each.
        return diagnose(place_of(subject.source, at), "bad-value.empty-list", field=path)
    wanted = {"tuple_type": "list", "literal_error": "text"}.get(kind, "mapping")
    return wrong_type(subject, at, wanted, steps)


def _key_node(parent: Node, name: str) -> Node:
    return parent.key(name) if isinstance(parent, Mapping) and name in parent else parent


def _rejected(subject: Subject, rejected: Rejected, at: Node, path: str) -> Diagnostic | None:
    """A value that is not one of its kind, with what to write instead where that is plain."""
    source = subject.source
    node = rejected.at if isinstance(rejected.at, Text | Mapping | Sequence) else at
    if node.start in subject.told:
        return None
    if isinstance(node, Text) and (trap := _trap(source, node)):
        return replace(trap, field=path)
    given: dict[str, Any] = {
        name: message(f"kind.{value}") if name in {"kind", "given"} else value
        for name, value in rejected.params.items()
    }
    fix = _fix(source, rejected, node)
    return diagnose(place_of(source, node), rejected.key, field=path, fix=fix, **given)


def _trap(source: SourceFile, node: Text) -> Diagnostic | None:
    if not node.strip():
        return greater_trap(source, node)
    return swallowed_dash(source, node)


def _fix(source: SourceFile, rejected: Rejected, node: Node) -> str | None:
    if not isinstance(node, Text):
        return None
    meant = suggest(rejected.key, node)
    if meant is None:
        return None
    # A question mark or a comma needs quotes inside brackets, and harms nowhere.
    safe = meant if re.fullmatch(r"[\w./+:-]+|[\"'].*", meant) else quoted(meant)
    return replaced(source, node.start, node.end, safe)


def unknown_field(subject: Subject, parent: Node, steps: list[str]) -> Diagnostic:
    """A name that the mapping has no field of, with the one that was likely meant."""
    name, path = steps[-1], ".".join(steps)
    key = parent.key(name) if isinstance(parent, Mapping) else parent
    known = _own_first(known_fields(subject.model, steps[:-1]))
    near = nearest(name, known)
    fix = None
    if near:
        hint = message("unknown-field.near", near=near)
        fix = replaced(subject.source, key.start, key.end, near)
    elif _fits_above(subject, steps):
        hint = message("unknown-field.level", name=name)
    else:
        hint = message("unknown-field.known", known=known)
    text = message("unknown-field", name=name)
    place = place_of(subject.source, key)
    return Diagnostic(place, "unknown-field", text, hint, field=path, fix=fix)


def _own_first(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names in the order of the model, those that every record has last."""
    return tuple(sorted(names, key=lambda name: name in Shared.model_fields))


def _fits_above(subject: Subject, steps: list[str]) -> bool:
    """Whether the name is a field of the record further out: it stands too far right."""
    return any(
        steps[-1] in known_fields(subject.model, steps[:length]) for length in range(len(steps) - 1)
    )


def _missing(subject: Subject, at: Node, steps: list[str]) -> Diagnostic | None:
    name, node = steps[-1], at
    key = "missing-field"
    if isinstance(at, Mapping) and name in at.empty:
        key, node = "missing-field.empty", at.key(name)
        if node.start in subject.told:
            return None
    place = place_of(subject.source, node)
    return diagnose(place, key, field=".".join(steps), name=name)


def _choice(subject: Subject, at: Text, allowed: list[str], path: str) -> Diagnostic:
    near, fix = nearest(at, allowed), None
    if near:
        fix = replaced(subject.source, at.start, at.end, near)
    choices = tuple(allowed)
    hint = message("bad-value.choice.hint", allowed=choices)
    if near:
        hint = message("bad-value.choice.near", near=near, allowed=choices)
    text = message("bad-value.choice", value=str(at))
    place = place_of(subject.source, at)
    return Diagnostic(place, "bad-value", text, hint, field=path, fix=fix)


def wrong_type(subject: Subject, at: Node, wanted: str, steps: list[str]) -> Diagnostic:
    """A text, list or mapping where another of the three was wanted."""
    source, path = subject.source, ".".join(steps)
    if isinstance(at, Text) and (trap := shape_trap(source, at, wanted) or _trap(source, at)):
        return replace(trap, field=path)
    if known_fields(subject.model, steps) == ("low", "high"):
        return diagnose(place_of(source, at), "wrong-type.range", field=path)
    kinds = {"kind": message(f"kind.{wanted}"), "given": message(f"kind.{_kind(at)}")}
    fix = None
    if wanted == "list" and isinstance(at, Text):
        fix = replaced(source, at.start, at.end, f"[{source.text[at.start : at.end]}]")
    known = _own_first(known_fields(subject.model, steps))
    if "name" in known and isinstance(at, Text):
        fix = replaced(source, at.start, at.end, f"{{name: {quoted(at)}}}")
    hint = message(f"wrong-type.{wanted}.hint")
    if wanted == "mapping" and known:
        hint = message("wrong-type.fields.hint", known=known)
    text = message("wrong-type.value", **kinds)
    return Diagnostic(place_of(source, at), "wrong-type", text, hint, field=path, fix=fix)


def _kind(node: Node) -> str:
    if isinstance(node, Mapping):
        return "mapping"
    return "list" if isinstance(node, Sequence) else "text"
