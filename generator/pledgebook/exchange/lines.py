"""Drafts as text of record files.

Knows how values are written so that they read back the same. Must not know sheets.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal

from pledgebook.exchange.cells import Plain
from pledgebook.records import Result, Shared

# Words and times that stand without quotes and mean themselves.
_BARE = re.compile(
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?"
    r"|[0-9]{4}(-[HQ][1-4]|-[0-9]{2}(-[0-9]{2})?|/[0-9]{2})?"
)
_FIELD = re.compile(r"[a-z]+(_[a-z]+)*")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
# What a row has in common with all records comes last.
_ORDER = {
    name: (name in Shared.model_fields, place) for place, name in enumerate(Result.model_fields)
}
_FIRST = ("organization", "indicator", "target", "period", "as_of")


def row_line(fields: Mapping[str, Plain]) -> str:
    """A result row on one line, its fields in a fixed order."""
    names = sorted(fields, key=lambda n: (n not in _FIRST, _ORDER.get(n, (True, 99)), n))
    return f"  - {_flow({name: fields[name] for name in names})}\n"


def record_lines(id_: str, fields: Mapping[str, Plain]) -> str:
    """A record in a file of many: its id, and a line for each field."""
    return f"{id_}:\n" + "".join(_field(name, value) for name, value in fields.items())


def _field(name: str, value: Plain) -> str:
    """A field on one line; a list of mappings, such as targets, has a line for each."""
    if isinstance(value, list) and len(value) > 1 and any(isinstance(v, dict) for v in value):
        return f"  {name}:\n" + "".join(f"    - {_flow(each)}\n" for each in value)
    return f"  {name}: {_flow(value)}\n"


def _flow(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | int):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(name)}: {_flow(each)}" for name, each in value.items())
        return f"{{{pairs}}}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(each) for each in value)}]"
    return _word(value)


def _key(name: str) -> str:
    return name if _FIELD.fullmatch(name) and name not in _WORDS else _word(name)


def _word(text: str) -> str:
    if _BARE.fullmatch(text) and text not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)
