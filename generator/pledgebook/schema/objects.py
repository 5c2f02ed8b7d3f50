"""The models of records as definitions of a JSON Schema (draft-07).

Knows what pydantic makes of a model, and what the program accepts beyond that: fields left
empty, fields of the author's own, fields that are needed only together. Must not know files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from inspect import cleandoc
from re import sub
from typing import Any

from pydantic import BaseModel, TypeAdapter

from pledgebook.descriptions import describe
from pledgebook.fields import Code, Id, Tag
from pledgebook.records import Announcement, Body, Indicator, Part, Repository, Source
from pledgebook.rules.required import is_field
from pledgebook.schema.names import Names
from pledgebook.schema.values import KEYS, Schema, define, kind_for, names_in, said
from pledgebook.values import NUMBER

Model = type[BaseModel]

FREE: Schema = {"^x-": {}}
EMPTY: Schema = {"$ref": "#/definitions/empty"}
# Null, said so that editors do not offer the word.
_NULL: Schema = {"not": {"type": ["string", "number", "boolean", "array", "object"]}}
# Keys are offered one by one up to this number, since each carries its value's schema along.
MOST_KEYS = 100
_KEY_TYPES: Mapping[str, Any] = {"id": Id, "code": Code, "language": Tag}


def any_of(*names: str) -> Schema:
    """At least one of these fields is there, and not left empty."""
    return {"anyOf": [{"required": [name], **given(name)} for name in names]}


def given(name: str) -> Schema:
    """The field is not left empty, if it is there."""
    return {"properties": {name: {"not": {"type": "null"}}}}


# What the rule `missing-field` asks of a single record, beyond the fields always required.
_TOGETHER: Mapping[Model, Schema] = {
    Source: any_of("title", "url", "file"),
    Body: any_of("organization", "name"),
    Repository: any_of("url", "view", "edit", "commit"),
    Announcement: any_of("sources", "about"),
    Indicator: {
        "if": {"required": ["measure"], "properties": {"measure": {"const": "rating"}}},
        "then": {"required": ["scale"]},
    },
}


@dataclass
class Definitions:
    """The definitions of one schema file: each is made when something first refers to it."""

    names: Mapping[str, Names]
    made: dict[str, Schema] = field(default_factory=lambda: {"empty": _NULL})

    def model(self, model: Model) -> Schema:
        """A reference to the definition of a model."""
        if model.__name__ not in self.made:
            self.made[model.__name__] = {}  # a source may cite sources
            self.made[model.__name__] = self.object(model)
        return {"$ref": f"#/definitions/{model.__name__}"}

    def object(self, model: Model) -> Schema:
        """A mapping with the fields of a model."""
        raw = _raw(model)
        required = set(raw.get("required", ()))
        properties = {
            name: self._property(model, name, schema, required=name in required)
            for name, schema in raw["properties"].items()
        }
        return {
            "title": _words(model.__name__),
            "description": cleandoc(model.__doc__ or ""),
            "type": "object",
            "properties": properties,
            "patternProperties": FREE,
            "additionalProperties": False,
            **({"required": sorted(required)} if required else {}),
            **_TOGETHER.get(model, {}),
        }

    def _property(self, model: Model, name: str, raw: Schema, *, required: bool) -> Schema:
        origin = _origin(model, name)
        if origin is not model:
            self.model(origin)
            return {"$ref": f"#/definitions/{origin.__name__}/properties/{name}"}
        text, example = describe(model, name).text, _typed(describe(model, name).example)
        found = self._node(name, raw)
        if name == "assumed" and (known := _assumable(model)):
            found, example = _fields_among(known), known[:1]
        if any(names_in(each, self.names) for each in _fields_in({name: example})):
            example = None  # the site's own names are listed, and no other is one of them
        if not required:
            found = or_null(found)
        elif "$ref" in found:
            found = {"allOf": [found]}  # what stands beside a bare reference is ignored
        default = raw.get("default")
        return {
            "title": _words(name),
            "description": text,
            **found,
            **({"default": default} if default not in (None, [], {}) else {}),
            **({"examples": [example]} if example is not None else {}),
        }

    def _node(self, name: str, raw: Schema, depth: int = 0) -> Schema:
        """A schema of pydantic's for (a part of) the field `name`, as it is said here."""
        if "$comment" in raw:
            return self._value(name, raw)
        if "$ref" in raw:
            return self.model(_models()[raw["$ref"].rpartition("/")[2]])
        if choices := raw.get("anyOf") or raw.get("oneOf"):
            return _either([self._node(name, choice, depth) for choice in choices])
        if raw == {"type": "null"}:
            return EMPTY
        kept = {key: value for key, value in raw.items() if key not in {"title", "default"}}
        if "items" in raw:
            return {**kept, "items": self._node(name, raw["items"], depth)}
        if isinstance(raw.get("additionalProperties"), dict):
            values = self._node(name, raw["additionalProperties"], depth + 1)
            return self._mapping(name, KEYS[name][depth], values)
        return kept

    def _value(self, name: str, raw: Schema) -> Schema:
        """A reference to the definition of a kind of value."""
        kind = kind_for(name, raw["$comment"], self.names)
        if kind not in self.made:
            found = [self._form(form) for form in raw["anyOf"]]
            self.made[kind] = define(kind, found, self.names)
        return {"$ref": f"#/definitions/{kind}"}

    def _form(self, form: Schema) -> Schema:
        """A form of a value, with the kinds of values that are inside it."""
        if "properties" in form:
            inner = {
                name: {"title": part["title"], "allOf": [self._value(name, part)]}
                for name, part in form["properties"].items()
            }
            return {**form, "properties": inner, "patternProperties": FREE}
        if "additionalProperties" in form:
            texts = self._value("", form["additionalProperties"])
            return {**self._mapping("", "language", texts), "minProperties": form["minProperties"]}
        return form

    def _mapping(self, name: str, kind: str, values: Schema) -> Schema:
        """A mapping whose keys are names. A key that is none may only stand there empty."""
        known, entries = kind_for(name, kind, self.names), or_null(values)
        other = {"type": "null", "errorMessage": said(known)}
        shape = {"type": "object", "additionalProperties": other}
        names = self.names.get(known, {})
        if 0 < len(names) <= MOST_KEYS:
            properties = dict.fromkeys(names, entries)
            return {**shape, "properties": properties, "patternProperties": FREE}
        return {**shape, "patternProperties": {**FREE, _key_pattern(kind): entries}}


def or_null(schema: Schema) -> Schema:
    """A value that may be left empty."""
    return _either([schema, EMPTY])


def _either(choices: list[Schema]) -> Schema:
    """One of several schemas; choices inside a choice stand beside the others."""
    flat: list[Schema] = []
    for choice in choices:
        flat.extend(choice["anyOf"] if choice.keys() == {"anyOf"} else [choice])
    return {"anyOf": [each for i, each in enumerate(flat) if each not in flat[:i]]}


def _assumable(model: Model) -> list[str]:
    """Fields of a model that may be named under `assumed`."""
    return [name for name in model.model_fields if is_field(model, name)]


def _fields_among(known: list[str]) -> Schema:
    """A list of names of fields, or of fields inside them."""
    inside = {"type": "string", "pattern": rf"^({'|'.join(known)})\."}
    return {"type": "array", "items": {"anyOf": [{"enum": known}, inside]}}


def _words(name: str) -> str:
    """`OwnTerms` and `own_terms` as words: `Own terms`."""
    return sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name).capitalize()


def _fields_in(example: Any) -> Iterator[str]:
    """The names of all fields in an example."""
    if isinstance(example, dict):
        yield from example
    if isinstance(example, dict | list):
        for inner in example.values() if isinstance(example, dict) else example:
            yield from _fields_in(inner)


def _typed(example: Any) -> Any:
    """An example as a parser of YAML gives it."""
    if example is None:
        return None
    if isinstance(example, dict):
        return {key: _typed(value) for key, value in example.items()}
    if isinstance(example, list):
        return [_typed(item) for item in example]
    if example in {"true", "false"}:
        return example == "true"
    if NUMBER.fullmatch(example):
        return float(example) if "." in example else int(example)
    return example


@lru_cache(maxsize=8)
def _key_pattern(kind: str) -> str:
    """What a key must look like, as the type of such values says it."""
    schema = TypeAdapter(_KEY_TYPES[kind]).json_schema()
    return str(schema["anyOf"][0]["pattern"])


@lru_cache(maxsize=1024)
def _origin(model: Model, name: str) -> Model:
    """The model whose field this is: another one where it is inherited without any change."""
    for each in reversed(model.__mro__):
        has = issubclass(each, Part) and name in each.model_fields and name != "assumed"
        if has and _said_of(each, name) == _said_of(model, name):
            return each
    return model


def _said_of(model: Model, name: str) -> tuple[object, ...]:
    """Everything that is known of a field."""
    raw = _raw(model)
    return raw["properties"][name], name in raw.get("required", ()), describe(model, name)


@lru_cache(maxsize=64)
def _raw(model: Model) -> Schema:
    """What pydantic says of a model, without what it says of others."""
    schema = model.model_json_schema(ref_template="#/definitions/{model}")
    found: Schema = schema["$defs"][model.__name__] if "$ref" in schema else schema
    return found


@lru_cache(maxsize=1)
def _models() -> Mapping[str, Model]:
    """Every model that a record may hold, by its name."""
    found: dict[str, Model] = {}
    pending: list[Model] = [Part]
    while pending:
        model = pending.pop()
        found[model.__name__] = model
        pending.extend(model.__subclasses__())
    return found
