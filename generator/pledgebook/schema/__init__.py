"""JSON Schema (draft-07) of every kind of file that a site's records stand in.

Knows how files are laid out: one record, a map of ids to records, rows with defaults, front
matter. Must not know what a single field takes. The schemas accept whatever the program
accepts, and refuse what can be refused by looking at one file.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from pydantic import BaseModel

from pledgebook.fields import ID, MAX_ID
from pledgebook.forms import string
from pledgebook.load import Loaded
from pledgebook.records import (
    RECORD_TYPES,
    Announcement,
    AnnouncementTranslation,
    ContentPage,
    Result,
    Site,
)
from pledgebook.schema.names import Names, names_of
from pledgebook.schema.objects import EMPTY, FREE, Definitions, any_of, given
from pledgebook.schema.values import Schema

_DRAFT = "http://json-schema.org/draft-07/schema#"
# Fields of a row of which one is needed, in the row itself or in the defaults of its file.
_NEEDED = (("organization",), ("indicator", "target"), ("period", "as_of"))


def schemas_of(loaded: Loaded) -> dict[str, bytes]:
    """Every schema of a site by its file name, with the names that this very site has."""
    names = names_of(loaded)
    return {f"{name}.schema.json": schema_file(name, names) for name in schema_names()}


def schema_names() -> list[str]:
    """`organizations` is for a file of one record, `organizations.map` for a file that maps ids
    to records; `results` for any file of rows."""
    return sorted(_roots())


def schema_file(name: str, names: Mapping[str, Names]) -> bytes:
    """One schema, with the names of each kind that a site has. Raises KeyError."""
    made = Definitions(names)
    root = _roots()[name](made)
    schema = {"$schema": _DRAFT, **root, "definitions": dict(sorted(made.made.items()))}
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def write_schemas(loaded: Loaded, folder: Path) -> tuple[Path, ...]:
    """Writes every schema of a site into a folder; returns the files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in schemas_of(loaded).items():
        (folder / name).write_bytes(content)
        written.append(folder / name)
    return tuple(written)


@cache
def _roots() -> dict[str, Callable[[Definitions], Schema]]:
    """What makes the schema of a whole file."""
    roots: dict[str, Callable[[Definitions], Schema]] = {
        "site": partial(_single, Site),
        "announcements": partial(_single, Announcement),
        "announcements.translation": partial(_single, AnnouncementTranslation),
        "pages": partial(_single, ContentPage, empty=True),
    }
    for kind in RECORD_TYPES:
        if kind.model is Result:
            roots[kind.name] = _rows
        else:
            roots[kind.name] = partial(_single, kind.model)
            roots[f"{kind.name}.map"] = partial(_by_id, kind.name, kind.model)
    return roots


def _single(model: type[BaseModel], made: Definitions, *, empty: bool = False) -> Schema:
    """A file of one record, which may be empty if so said."""
    root = made.object(model)
    return {**root, "type": ["object", "null"]} if empty else root


def _by_id(name: str, model: type[BaseModel], made: Definitions) -> Schema:
    """A file that maps ids to records. It may be empty, its records may not."""
    id_ = {**string(ID.pattern, maxLength=MAX_ID), "not": {"const": "index"}}
    return {
        "title": name.capitalize(),
        "description": "Each record under its id.",
        "type": ["object", "null"],
        "propertyNames": {"anyOf": [id_, {"pattern": "^x-"}]},
        "patternProperties": FREE,
        "additionalProperties": made.model(model),
    }


def _rows(made: Definitions) -> Schema:
    """A file of rows. What `defaults` says need not stand in each row."""
    row = made.object(Result)
    del row["required"]
    organization = row["properties"]["organization"]
    (only,) = organization.pop("allOf")
    row["properties"]["organization"] = {**organization, "anyOf": [only, EMPTY]}
    made.made[Result.__name__] = row
    reference = {"$ref": f"#/definitions/{Result.__name__}"}
    rows = {"type": "array", "items": {"allOf": [reference, given("organization")]}}
    defaults = {
        "description": "Fields that every row of this file has, unless it says otherwise.",
        "anyOf": [reference, EMPTY],
    }
    return {
        "title": "Results",
        "description": "Rows, each one fact about one organization at one time.",
        "type": "object",
        "properties": {
            "defaults": {"title": "Defaults", **defaults},
            "results": {"title": "Results", "description": "The rows.", **rows},
        },
        "patternProperties": FREE,
        "additionalProperties": False,
        "required": ["results"],
        "allOf": [_needed(names) for names in _NEEDED],
    }


def _needed(names: tuple[str, ...]) -> Schema:
    """One of the fields is in the defaults, or else in every row."""
    defaults = {"type": "object", **any_of(*names)}
    return {
        "if": {"required": ["defaults"], "properties": {"defaults": defaults}},
        "else": {"properties": {"results": {"items": any_of(*names)}}},
    }
