"""How each kind of value may be written, as JSON Schema for editors and other validators.

Knows what a YAML parser makes of a text. Must not know any record type. Whatever a field
accepts must be accepted here in each form that a parser may give it: `parent: 2024` is a
number to it, and `no` is false to an old one. Null is not in here: it stands for absent.
"""

from typing import Any, Final

from pydantic import WithJsonSchema

from pledgebook.values import MAX_DIGITS, NUMBER

Form = dict[str, Any]


def form(kind: str, *forms: Form) -> WithJsonSchema:
    """The forms of one kind of value. `kind` stands in the schema as `$comment`, so that a
    site's own schemas can put in what exactly it has: its languages, its organizations."""
    return WithJsonSchema({"$comment": kind, "anyOf": [*forms]})


def string(pattern: str, **more: Any) -> Form:
    """A string that a pattern matches as a whole."""
    return {"type": "string", "pattern": f"^(?:{pattern})$", **more}


WORDS: Final[Form] = {"type": "string", "pattern": r"\S"}
BOOLEAN: Final[Form] = {"type": "boolean"}
BOOLEAN_WORD: Final = string("true|false")
NUMERIC: Final[Form] = {"type": "number"}
POSITIVE: Final[Form] = {"type": "number", "minimum": 0}
DIGITS: Final = string(NUMBER.pattern, maxLength=MAX_DIGITS)
WHOLE: Final[tuple[Form, ...]] = (
    {"type": "integer", "minimum": 0},
    string("-?0|[1-9][0-9]*", maxLength=MAX_DIGITS),
)

_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_YEAR: Final[Form] = {"type": "integer", "minimum": 1, "maximum": 9999}
DAY: Final = string(f"[0-9]{{4}}-{_MONTH}-{_DAY}", format="date")
MONTH_DAY: Final = string(f"{_MONTH}-{_DAY}")
FUZZY: Final = (string(rf"[0-9]{{4}}\??(-{_MONTH}\??(-{_DAY}\??)?)?"), _YEAR)
_FROM_TO: Final[Form] = {
    "type": "object",
    "properties": {
        "start": {"title": "Start", "$comment": "fuzzy-date", "anyOf": [*FUZZY]},
        "end": {"title": "End", "$comment": "fuzzy-date", "anyOf": [*FUZZY]},
    },
    "required": ["start", "end"],
    "additionalProperties": False,
}
PERIOD: Final = (
    string(rf"[0-9]{{4}}(-(H[12]|Q[1-4]|{_MONTH})|/[0-9]{{2}})?"),
    _YEAR,
    _FROM_TO,
)
TRANSLATED: Final[Form] = {
    "type": "object",
    "additionalProperties": {"$comment": "text", "anyOf": [WORDS, NUMERIC]},
    "minProperties": 1,
}
