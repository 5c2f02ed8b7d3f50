"""The reference of records: a page for each type, made from the models and the descriptions.

Knows how the pages are laid out. What a field takes comes from the JSON Schema that editors use,
what it means from the catalogue of descriptions.
"""

import json
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from re import match, sub
from typing import Any

from pledgebook import records as r
from pledgebook.descriptions import Description, describe
from pledgebook.schema.objects import Definitions
from pledgebook.schema.values import KEYS, REFERENCES, TEXTS, kind_for
from reference_outline import AS_IN_A_TARGET, HOME, KINDS, PAGES, TITLES, Model, PageOfRecords

Schema = dict[str, Any]

NOTE = "<!-- Made from the models and descriptions: pytest --rewrite-golden -->\n"
# Every kind of name that a site may have, so that each field says which of them it takes.
ALL_NAMES: Mapping[str, Mapping[str, str]] = {kind: {} for kind in REFERENCES.values()}
WIDE_HEAD = "| Field | Takes | Meaning |\n| --- | --- | --- |\n"


def title(model: Model) -> str:
    """What a model's section is called: `OtherName` is `Other name`."""
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in model.__name__)
    return TITLES.get(model, words.strip().capitalize())


def reference_pages() -> dict[str, str]:
    """Every page of the reference of records by its file name."""
    return {f"{page.name}.md": _page(page) for page in PAGES}


def fields_of(model: Model) -> tuple[str, ...]:
    """The fields that a model's section tells of: its own before those it comes from."""
    known = [
        name
        for each in model.__mro__
        if issubclass(each, r.Part) and (each is not r.Shared or model is r.Shared)
        for name in each.__annotations__
        if name in model.model_fields
    ]
    shared = () if model is r.Shared or not issubclass(model, r.Shared) else r.Shared.model_fields
    return tuple(name for name in dict.fromkeys(known) if name not in shared)


def _page(page: PageOfRecords) -> str:
    sections = "".join(_section(model, page.name) for model in page.models)
    kinds = _kinds() if page.name == "common" else ""
    return f"# {page.title}\n\n{NOTE}\n{page.intro}\n{sections}{kinds}"


def _section(model: Model, page: str) -> str:
    made = Definitions(ALL_NAMES)
    schema = made.object(model)
    required = set(schema.get("required", ()))
    names = fields_of(model)
    same = [n for n in names if model in AS_IN_A_TARGET and _as_in_a_target(model, n)]
    rows = [
        _row(model, name, _resolved(made, schema["properties"][name]), name in required, page)
        for name in sorted(names, key=lambda name: name not in required)
        if name not in same
    ]
    text = f"\n## {title(model)}\n\n{cleandoc(model.__doc__ or '')}\n"
    text += f"\n{WIDE_HEAD}{''.join(rows)}" if rows else ""
    if same:
        text += f"\nAs in a [target](#target): {', '.join(f'`{name}`' for name in same)}.\n"
    if issubclass(model, r.Shared) and model is not r.Shared:
        text += f"\nAlso the fields of {_link('every record', r.Shared, page)}.\n"
    return text


def _as_in_a_target(model: Model, name: str) -> bool:
    return describe(model, name) == describe(r.Target, name)


def _resolved(made: Definitions, field: Schema) -> Schema:
    """A field's schema, where it stands in another model's too."""
    reference = str(field.get("$ref", ""))
    if "/properties/" not in reference:
        return field
    _, _, model, _, name = reference.split("/")
    found: Schema = made.made[model]["properties"][name]
    return found


def _row(model: Model, name: str, field: Schema, required: bool, page: str) -> str:
    said = describe(model, name)
    shown = f"`{name}`" + (" **required**" if required else "")
    default = field.get("default")
    takes = _any_of(_takes(name, field, page, 0))
    if default is not None:
        takes += f"; without it `{json.dumps(default).strip(chr(34))}`"
    return f"| {shown} | {_cell(takes)} | {_cell(_meaning(name, said))} |\n"


def _any_of(ways: Iterator[str]) -> str:
    return ", or ".join(dict.fromkeys(ways))


def _meaning(name: str, said: Description) -> str:
    text = sub(r"(\{\w+\})", r"`\1`", said.text)
    return text if said.example is None else f"{text} `{name}: {as_yaml(said.example)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _takes(name: str, schema: Schema, page: str, depth: int) -> Iterator[str]:
    """What a field (or a part of one) takes, each way of writing it."""
    if reference := schema.get("$ref"):
        kind = reference.removeprefix("#/definitions/")
        if kind != "empty":
            yield _kind(kind, page)
    elif choices := schema.get("anyOf") or schema.get("allOf"):
        for choice in choices:
            yield from _takes(name, choice, page, depth)
    elif "enum" in schema or "const" in schema:
        words = [f"`{word}`" for word in schema.get("enum", [schema.get("const")])]
        yield ", ".join(words[:-1]) + (" or " if words[:-1] else "") + words[-1]
    elif schema.get("type") == "array" and name == "assumed":
        yield "list of names of fields"
    elif schema.get("type") == "array":
        yield f"list, each {_any_of(_takes(name, schema['items'], page, depth))}"
    elif "patternProperties" in schema:
        (inner,) = [each for key, each in schema["patternProperties"].items() if key != "^x-"]
        key = _kind(kind_for(name, KEYS[name][depth], ALL_NAMES), page)
        yield f"map from {key} to {_any_of(_takes(name, inner, page, depth + 1))}"


def _kind(kind: str, page: str) -> str:
    """A kind of value, or a part with fields of its own, with a link to where it is described."""
    for model in HOME:
        if model.__name__ == kind:
            return _link(title(model).lower(), model, page)
    words, home = KINDS[kind]
    if home:
        return words if home == page else f"[{words}]({home}.md)"
    return f"[{words}]({'' if page == 'common' else 'common.md'}#{anchor(words)})"


def _link(text: str, model: Model, page: str) -> str:
    home = "" if HOME[model] == page else f"{HOME[model]}.md"
    return f"[{text}]({home}#{anchor(title(model))})"


def anchor(heading: str) -> str:
    """The anchor of a heading, as Markdown makes it."""
    return heading.lower().replace("'", "").replace(" ", "-")


def _kinds() -> str:
    """The kinds of values, each with what it looks like."""
    plain = {kind: words for kind, (words, home) in KINDS.items() if not home}
    said = (f"\n### {_sentence(plain[kind])}\n\n{_sentence(TEXTS[kind])}\n" for kind in plain)
    return f"\n## Kinds of values\n{''.join(said)}"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def as_yaml(example: Any) -> str:
    """An example in flow style, with quotes where a text needs them."""
    if isinstance(example, dict):
        return "{" + ", ".join(f"{k}: {as_yaml(v)}" for k, v in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(map(as_yaml, example)) + "]"
    quoted = set(example) & set(",{}[]#:?\"'") or match("0[0-9]", example)
    plain = not quoted or example.startswith("https://")
    return str(example) if plain else json.dumps(example, ensure_ascii=False)
