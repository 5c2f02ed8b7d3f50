"""Values of fields as short texts, as a person would write them in a record.

Knows the values that records are made of. Must not know languages or what a change means.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from pledgebook.values import FuzzyDate, LocalizedText, Period

NOTHING = "—"


def written_value(value: Any) -> str:
    """A field's value as it stands in a record, on one line; a dash when it is not there."""
    if value is None or value == () or value == {}:
        return NOTHING
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, FuzzyDate | Period):
        return value.text
    if isinstance(value, LocalizedText):
        return next(iter(value.texts.values()), NOTHING)
    if isinstance(value, str | int | Decimal):
        return str(value)
    return _whole(value)


def _whole(value: Any) -> str:
    if isinstance(value, BaseModel):
        given = {name: getattr(value, name) for name in type(value).model_fields}
        return written_value({n: v for n, v in given.items() if v not in (None, (), {})})
    if isinstance(value, Mapping):
        inner = (f"{key}: {written_value(part)}" for key, part in value.items())
        return f"{{{', '.join(inner)}}}"
    return f"[{', '.join(written_value(part) for part in value)}]"
