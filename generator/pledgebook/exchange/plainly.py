"""A record as plain values that read back as the same record.

Knows how fields of records are written. Must not know files or sheets.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from pledgebook.exchange.cells import Plain
from pledgebook.records import Body
from pledgebook.values import FuzzyDate, LocalizedText, Period, Rejected, read_period


def fields_of(record: BaseModel, year_start: str) -> dict[str, Plain]:
    """The fields that are not at their default."""
    given = {}
    for name, each in type(record).model_fields.items():
        value = getattr(record, name)
        absent = value is None or value == each.get_default(call_default_factory=True)
        if each.is_required() or not absent:
            given[name] = plain_value(value, year_start)
    return given


def plain_value(value: Any, year_start: str) -> Plain:
    """A value as text, number, list or map."""
    match value:
        case Body() if value.organization:
            return value.organization
        case BaseModel():
            return fields_of(value, year_start)
        case LocalizedText():
            texts = dict(value.texts)
            return texts[""] if set(texts) == {""} else dict(texts)
        case Period():
            return _period(value, year_start)
        case FuzzyDate():
            return value.text
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain_value(each, year_start) for key, each in value.items()}
        case tuple() | list():
            return [plain_value(each, year_start) for each in value]
        case bool() | int() | Decimal() | str():
            return value
    raise TypeError(type(value).__name__)


def _period(period: Period, year_start: str) -> Plain:
    try:
        if read_period(period.text, year_start) == period and not period.uncertain:
            return period.text
    except Rejected:
        pass
    return {"start": period.first.isoformat(), "end": period.last.isoformat()}
