"""A new record with nothing in it yet: the fields that it needs, and likely ones as comments.

Knows which fields a newcomer is likely to fill in. What each field means stands in the
descriptions, what is required in the models. Must not know files.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any

from pydantic import BaseModel

from pledgebook.descriptions import describe
from pledgebook.exchange.yamltext import Digits, yaml_text
from pledgebook.load import ANNOUNCEMENTS
from pledgebook.records import RECORD_TYPES, Announcement
from pledgebook.values import NUMBER, LocalizedText

MODELS: Mapping[str, type[BaseModel]] = {
    **{kind.name: kind.model for kind in RECORD_TYPES},
    ANNOUNCEMENTS: Announcement,
}
_WIDTH = 96


@dataclass(frozen=True, slots=True)
class _Shown:
    """The fields of a skeleton: to be filled in, and likely ones, each in order."""

    needed: tuple[str, ...]
    likely: tuple[str, ...]


# `needed` adds to what the model requires what a rule asks for.
_SHOWN: Mapping[str, _Shown] = {
    "organizations": _Shown(
        ("name",), ("short_name", "classification", "parent", "founded", "url", "sources")
    ),
    "scales": _Shown(("name", "levels"), ("not_rated", "legal_basis", "sources")),
    "indicators": _Shown(
        ("name", "measure"),
        ("unit", "scale", "direction", "over_time", "definition", "method", "sources"),
    ),
    "programmes": _Shown(
        ("name", "sources"), ("initiator", "launched", "term", "description", "targets")
    ),
    "agreements": _Shown(
        ("name", "signed", "parties", "sources"),
        ("programme", "kind", "term", "targets", "documents", "description"),
    ),
    "results": _Shown(
        ("organization", "target", "as_of", "value", "sources"),
        ("indicator", "period", "numerator", "denominator", "status", "text"),
    ),
    "sources": _Shown(
        ("title",), ("kind", "url", "archived_url", "file", "issued", "accessed", "language")
    ),
    ANNOUNCEMENTS: _Shown(
        ("title", "summary", "kind"), ("published", "date", "about", "media", "sources")
    ),
}


def skeleton(kind: str, languages: Sequence[str]) -> str:
    """The text of a new record's file, or of its front matter without the fences."""
    model, shown = MODELS[kind], _SHOWN[kind]
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    names = (*dict.fromkeys((*required, *shown.needed)),)
    ordered = sorted(names, key=lambda n: shown.needed.index(n) if n in shown.needed else -1)
    head = f"# {cleandoc(model.__doc__ or '')}\n"
    fields = "\n".join(_needed(model, name, languages) for name in ordered)
    likely = "".join(_likely(model, name) for name in shown.likely)
    body = f"{fields}\n# What may be of use; take away the mark before what you need.\n{likely}"
    if kind == "results":
        return f"{head}results:\n  -\n{textwrap.indent(body, '    ')}"
    return f"{head}\n{body}"


def _needed(model: type[BaseModel], name: str, languages: Sequence[str]) -> str:
    comment = "".join(_comment(model, name))
    if model.model_fields[name].annotation is LocalizedText and len(languages) > 1:
        return f"{comment}{name}:\n" + "".join(f"  {tag}:\n" for tag in languages)
    return f"{comment}{name}:\n"


def _likely(model: type[BaseModel], name: str) -> str:
    example = _example(name, describe(model, name).example)
    return "".join(_comment(model, name, with_example=False)) + textwrap.indent(
        example, "# ", lambda _: True
    )


def _comment(model: type[BaseModel], name: str, *, with_example: bool = True) -> Iterator[str]:
    """What a field means, in lines of a comment, with an example where it helps."""
    said = describe(model, name)
    yield from (f"# {line}\n" for line in textwrap.wrap(said.text, _WIDTH))
    if with_example and said.example is not None:
        lines = _example(name, said.example).splitlines()
        yield from (f"#   {line}\n" for line in lines)


def _example(name: str, example: Any) -> str:
    return f"{name}:\n" if example is None else yaml_text({name: _typed(example)}, short=True)


def _typed(example: Any) -> Any:
    """An example as it is written by hand: numbers, true and false without quotes."""
    if isinstance(example, dict):
        return {key: _typed(value) for key, value in example.items()}
    if isinstance(example, list):
        return [_typed(value) for value in example]
    if example in {"true", "false"}:
        return example == "true"
    return Digits(example) if NUMBER.fullmatch(example) else example
