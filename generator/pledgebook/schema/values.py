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
    "text": "a text.",
    "localized": "a text in the site's first language, or one for each language.",
    "id": "an id: small letters a to z, digits and single hyphens.",
    "code": "a code: letters, digits and . _ + / - without spaces.",
    "target-name": "a target, as OWNER/ID.",
    "language": "a language tag such as vi or zh-Hant.",
    "url": "a web address that begins with https:// or http://.",
    "number": "a number such as 3860 or 97.5, without separators between thousands.",
    "whole-number": "a whole number from 0 up.",
    "boolean": "true or false.",
    "value": "a number, true or false, or the code of a level.",
    "date": "a date, YYYY-MM-DD.",
    "fuzzy-date": "a date, YYYY-MM-DD, YYYY-MM or YYYY, with ? after an uncertain part.",
    "period": "a period: 2024, 2024-H1, 2024-Q2, 2024-06, 2023/24 or {start, end}.",
    "month-day": "a day of the year, month first: 08-01.",
    "colour": "a colour: # and six digits from 0 to f, in quotes.",
    "file-name": "the name of a file under content/files/.",
    "organizations": "the id of an organization of this site.",
    "scales": "the id of a scale of this site.",
    "indicators": "the id of an indicator of this site.",
    "programmes": "the id of a programme of this site.",
    "agreements": "the id of an agreement of this site.",
    "sources": "the id of a source of this site.",
    "inherited": "the id of a target of the programme.",
    "dimensions": "the id of a dimension of an indicator.",
    "classifications": "a code of the site's classifications.",
    "levels": "the code of a level of a scale.",
    "reasons": "the code of a reason for not being rated.",
    "categories": "the code of a part of a dimension.",
    "targets": "a target of this site, as OWNER/ID.",
    "languages": "a language of this site.",
}
# Names that some YAML parser reads as something else than text, and more that only look so.
_NO_TEXT = re.compile(r"[0-9][0-9a-fox_.e+-]*|true|false|yes|no|on|off", re.IGNORECASE)


def kind_for(field: str, kind: str, names: Mapping[str, Names]) -> str:
    """The kind of value that a field takes: a kind of names where the site has some."""
    wanted = REFERENCES.get((field, kind), kind)
    return wanted if wanted in names else kind


def names_in(field: str, names: Mapping[str, Names]) -> bool:
    """Whether a field takes names of which the site's own are all known."""
    return any(kind in names for (name, _), kind in REFERENCES.items() if name == field)


def define(kind: str, found: list[Schema], names: Mapping[str, Names]) -> Schema:
    """The definition of a kind of value, from its forms as the field's type gives them."""
    if kind == "value" and "levels" in names:
        found = [_one_of(names["levels"]), *found[:-1]]
    elif kind in names:
        others = [form for form in found if form["type"] != "string"]
        unsure = any(_NO_TEXT.fullmatch(name) for name in names[kind])
        found = [_one_of(names[kind]), *(others if unsure else [])]
    found = [_told(kind, form) for form in found]
    return found[0] if len(found) == 1 else {"anyOf": found}


def said(kind: str) -> str:
    """What an editor says about a value that is not of a kind."""
    return f"Allowed here: {TEXTS[kind]}"


def _told(kind: str, form: Schema) -> Schema:
    """A form that says in words what it wants, where an editor would show a pattern."""
    return {**form, "patternErrorMessage": said(kind)} if "pattern" in form else form


def _one_of(names: Names) -> Schema:
    chosen: Schema = {"type": "string", "enum": list(names)}
    return {**chosen, "enumDescriptions": [*names.values()]} if any(names.values()) else chosen
