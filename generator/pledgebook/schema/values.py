"""The kinds of values as definitions of a JSON Schema, with the names that the site has.

Knows which field takes which kind of name. Must not know how records are laid out.
"""

import re
from collections.abc import Mapping
from typing import Any

from pledgebook.schema.names import Names

Schema = dict[str, Any]

_IDS = {
    "organizations": (
        "children_of descendants_of initiator issuer organization organizations own parent"
        " parties publisher replaces successors"
    ),
    "programmes": "programme programmes",
    "agreements": "agreements",
    "indicators": "indicator indicators",
    "scales": "scale",
    "sources": "documents legal_basis replaced_by sources translation_of",
    "inherited": "inherits_targets",
    "dimensions": "breakdown",
}
# Which names a field takes, by the field and the kind of value that it is.
REFERENCES: Mapping[tuple[str, str], str] = {
    **{(field, "id"): kind for kind, fields in _IDS.items() for field in fields.split()},
    ("classification", "code"): "classifications",
    ("level", "code"): "levels",
    ("distribution", "code"): "levels",
    ("not_rated", "code"): "reasons",
    ("breakdown", "code"): "categories",
    ("target", "target-name"): "targets",
    ("text_status", "language"): "languages",
    ("", "language"): "languages",  # of a text
}
# Fields whose names are defined there, or lie inside the record: any may be new.
OWN_NAMES = frozenset(
    {
        *(("id", "id"), ("former_ids", "id"), ("criteria", "id"), ("targets", "id")),
        *(("code", "code"), ("languages", "language"), ("language", "language")),
    }
)

# The keys of fields that are free mappings: their kind, level by level.
KEYS: Mapping[str, tuple[str, ...]] = {
    "text_status": ("language",),
    "targets": ("id",),
    "own": ("id",),
    "distribution": ("code",),
    "not_rated": ("code",),
    "breakdown": ("id", "code"),
}

# What each kind of value is, in words.
TEXTS: Mapping[str, str] = {
    "text": "A text.",
    "localized": "A text in the site's first language, or one for each language.",
    "id": "An id: small letters a to z, digits and single hyphens.",
    "code": "A code: letters, digits and . _ + / - without spaces.",
    "target-name": "A target, as OWNER/ID.",
    "language": "A language tag such as vi or zh-Hant.",
    "url": "A web address that begins with https:// or http://.",
    "number": "A number such as 3860 or 97.5, without separators between thousands.",
    "whole-number": "A whole number from 0 up.",
    "boolean": "true or false.",
    "value": "A number, true or false, or the code of a level.",
    "date": "A date, YYYY-MM-DD.",
    "fuzzy-date": "A date, YYYY-MM-DD, YYYY-MM or YYYY, with ? after an uncertain part.",
    "period": "A period: 2024, 2024-H1, 2024-Q2, 2024-06, 2023/24 or {start, end}.",
    "month-day": "A day of the year, month first: 08-01.",
    "colour": "A colour: # and six digits from 0 to f, in quotes.",
    "file-name": "The name of a file under content/files/.",
    "organizations": "The id of an organization of this site.",
    "scales": "The id of a scale of this site.",
    "indicators": "The id of an indicator of this site.",
    "programmes": "The id of a programme of this site.",
    "agreements": "The id of an agreement of this site.",
    "sources": "The id of a source of this site.",
    "inherited": "The id of a target of the programme.",
    "dimensions": "The id of a dimension of an indicator.",
    "classifications": "A code of the site's classifications.",
    "levels": "The code of a level of a scale.",
    "reasons": "The code of a reason for not being rated.",
    "categories": "The code of a part of a dimension.",
    "targets": "A target of this site, as OWNER/ID.",
    "languages": "A language of this site.",
}
# Names that some YAML parser reads as something else than text, and more that only look so.
_NO_TEXT = re.compile(r"[0-9][0-9a-fox_.e+-]*|true|false|yes|no|on|off", re.IGNORECASE)


def kind_for(field: str, kind: str, names: Mapping[str, Names]) -> str:
    """The kind of value that a field takes: a kind of names where the site has some."""
    wanted = REFERENCES.get((field, kind), kind)
    return wanted if wanted in names else kind


def define(kind: str, found: list[Schema], names: Mapping[str, Names]) -> Schema:
    """The definition of a kind of value, from its forms as the field's type gives them."""
    if kind == "value" and "levels" in names:
        found = [_one_of(names["levels"]), *found[:-1]]
    elif kind in names:
        others = [form for form in found if form["type"] != "string"]
        unsure = any(_NO_TEXT.fullmatch(name) for name in names[kind])
        found = [_one_of(names[kind]), *(others if unsure else [])]
    found = [_said(kind, form) for form in found]
    return {"description": TEXTS[kind], **(found[0] if len(found) == 1 else {"anyOf": found})}


def _said(kind: str, form: Schema) -> Schema:
    """A form that says in words what it wants, where an editor would show a pattern."""
    return {**form, "patternErrorMessage": TEXTS[kind]} if "pattern" in form else form


def _one_of(names: Names) -> Schema:
    chosen: Schema = {"type": "string", "enum": list(names)}
    return {**chosen, "enumDescriptions": [*names.values()]} if any(names.values()) else chosen
