"""The types of record fields: how a YAML node becomes a value, and what is refused.

Knows scalars, the words YAML reads otherwise than a person does, and pydantic's way of
calling validators. Must not know any record type. A refusal is a `Rejected`, never
pydantic's own wording.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from pledgebook.values import (
    FuzzyDate,
    LocalizedText,
    Period,
    Rejected,
    period_of,
    read_day,
    read_fuzzy_date,
    read_number,
    read_period,
)

ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID: Final = 80
LANGUAGE_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+/-]*")
_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*)?")
_BOOLEAN_WORD = re.compile(r"(?i:yes|no|on|off|true|false)")
_NUMBER_TRAP = re.compile(
    r"(?P<octal>-?0[0-9]+(\.[0-9]+)?)"
    r"|(?P<clock>[0-9]{1,3}(:[0-5]?[0-9])+)"
    r"|(?P<underscore>[0-9][0-9_]*_[0-9_]*(\.[0-9]+)?)"
)
_GROUPED = re.compile(r"-?[0-9]{1,3}([.,' \u00a0\u202f\u2009][0-9]{3})+([.,][0-9]+)?|-?[0-9]+,[0-9]+")
_THREE_DIGITS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")


def _scalar(node: Any, kind: str) -> str:
    """The scalar's text. Raises Rejected for a list or mapping, naming what was wanted."""
    if isinstance(node, str):
        return node
    if isinstance(node, Mapping):
        raise Rejected("wrong-type", "wrong-type.mapping", kind=kind)
    raise Rejected("wrong-type", "wrong-type.list", kind=kind)


def read_text(node: Any) -> str:
    """A plain text. Refuses unquoted words that YAML reads as something else."""
    text = _scalar(node, "text")
    if not text.strip():
        raise Rejected("bad-value", "bad-value.empty")
    if getattr(node, "plain", False) and len(text) < 24:
        if _BOOLEAN_WORD.fullmatch(text):
            raise Rejected("ambiguous-value", "ambiguous-value.boolean-word", value=text)
        if trap := _NUMBER_TRAP.fullmatch(text):
            raise Rejected(
                "ambiguous-value", f"ambiguous-value.text-{trap.lastgroup}", value=text
            )
    return str(text)


def read_localized(node: Any) -> LocalizedText:
    """A text in the site's first language, or a map from language tag to text."""
    if isinstance(node, LocalizedText):
        return node
    if isinstance(node, str):
        return LocalizedText({"": read_text(node)})
    if not isinstance(node, Mapping):
        raise Rejected("wrong-type", "wrong-type.list", kind="text")
    if not node:
        raise Rejected("bad-value", "bad-value.empty")
    texts = {}
    for tag, text in node.items():
        try:
            texts[str(tag)] = read_text(text)
        except Rejected as error:
            error.at = text
            raise
    return LocalizedText(texts)


def read_id(node: Any) -> str:
    """An id: small letters, digits and single hyphens."""
    text = _scalar(node, "id")
    if ID.fullmatch(text) is None or len(text) > MAX_ID:
        raise Rejected("bad-id", "bad-id.long" if len(text) > MAX_ID else "bad-id", value=text[:MAX_ID])
    return str(text)


def read_code(node: Any) -> str:
    """A code: letters, digits and `. _ + / -`, no spaces."""
    text = read_text(node)
    if _CODE.fullmatch(text) is None:
        raise Rejected("bad-value", "bad-value.code", value=text[:MAX_ID])
    return text


def read_target_name(node: Any) -> str:
    """`OWNER/TARGET`, two ids."""
    text = _scalar(node, "id")
    owner, slash, target = text.partition("/")
    if not slash or not ID.fullmatch(owner) or not ID.fullmatch(target):
        raise Rejected("bad-id", "bad-id.target", value=text[: 2 * MAX_ID])
    return str(text)


def read_tag(node: Any) -> str:
    """A BCP 47 language tag such as `vi` or `zh-Hant`."""
    text = _scalar(node, "language")
    if LANGUAGE_TAG.fullmatch(text) is None:
        raise Rejected("bad-value", "bad-value.language", value=text[:20])
    return str(text)


def read_url(node: Any) -> str:
    """An http or https address without a user part, of plain characters."""
    text = _scalar(node, "url")
    if _URL.fullmatch(text) is None or "@" in urlsplit(text).netloc:
        raise Rejected("bad-value", "bad-value.url", value=text[:200])
    return str(text)


def read_decimal(node: Any) -> Decimal:
    """An exact number. Refuses what another reader would take for another number."""
    if isinstance(node, Decimal):
        return node
    text = _scalar(node, "number")
    if trap := _NUMBER_TRAP.fullmatch(text):
        raise Rejected("ambiguous-value", f"ambiguous-value.{trap.lastgroup}", value=text)
    if _GROUPED.fullmatch(text) and not _THREE_DIGITS.fullmatch(text):
        raise Rejected("ambiguous-value", "ambiguous-value.separator", value=text)
    return read_number(text)


def read_whole(node: Any) -> int:
    """A whole number from 0 up, such as a count of people."""
    if isinstance(node, int) and not isinstance(node, bool):
        return node
    text = _scalar(node, "whole-number")
    if _THREE_DIGITS.fullmatch(text):
        raise Rejected("ambiguous-value", "ambiguous-value.separator", value=text)
    number = read_decimal(node)
    if number < 0 or number != number.to_integral_value() or "." in text:
        raise Rejected("bad-value", "bad-value.whole", value=text)
    return int(number)


def read_boolean(node: Any) -> bool:
    """`true` or `false`."""
    if isinstance(node, bool):
        return node
    text = _scalar(node, "boolean")
    if text in {"true", "false"}:
        return text == "true"
    if _BOOLEAN_WORD.fullmatch(text):
        raise Rejected("ambiguous-value", "ambiguous-value.boolean", value=text)
    raise Rejected("wrong-type", "wrong-type.boolean", value=text[:40])


def read_value(node: Any) -> Decimal | bool | str:
    """The `value` of a result: a number, true or false, or the code of a level."""
    if isinstance(node, bool | Decimal):
        return node
    text = _scalar(node, "value")
    if text and (text[0] in "-+.0123456789"):
        return read_decimal(node)
    if _BOOLEAN_WORD.fullmatch(text):
        return read_boolean(node)
    return read_code(node)


def read_day_field(node: Any) -> date:
    """A whole date."""
    return node if isinstance(node, date) else read_day(_scalar(node, "date"))


def read_fuzzy_field(node: Any) -> FuzzyDate:
    """A date that may be fuzzy."""
    return node if isinstance(node, FuzzyDate) else read_fuzzy_date(_scalar(node, "date"))


def read_period_field(node: Any, info: ValidationInfo) -> Period:
    """A period as text, or `{start, end}` of dates that may be fuzzy."""
    if isinstance(node, Period):
        return node
    year_start = (info.context or {}).get("year_start", "01-01")
    if not isinstance(node, Mapping):
        return read_period(_scalar(node, "period"), year_start)
    for key in node:
        if key not in {"start", "end"}:
            raise Rejected("unknown-field", "unknown-field", at=key, name=str(key), known="start, end")
    if len(node) < 2:
        missing = "end" if "start" in node else "start"
        raise Rejected("missing-field", "missing-field", name=missing)
    start, end = read_fuzzy_field(node["start"]), read_fuzzy_field(node["end"])
    if start.first > end.last:
        raise Rejected("date-order", "date-order.period", at=node["end"], start=start.text, end=end.text)
    period = period_of(start.first, end.last, year_start)
    return Period(period.first, period.last, period.text, start.uncertain or end.uncertain)


def read_month_day(node: Any) -> str:
    """A day of the year, `MM-DD`, that every year has."""
    text = _scalar(node, "month-day")
    if re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]|29|30|31)", text) is None:
        raise Rejected("bad-date", "bad-date.month-day", value=text[:20])
    try:
        date(2001, int(text[:2]), int(text[3:]))
    except ValueError as error:
        raise Rejected("bad-date", "bad-date.month-day", value=text) from error
    return str(text)


def read_colour(node: Any) -> str:
    """A colour as `#rrggbb`."""
    text = _scalar(node, "colour")
    if re.fullmatch(r"#[0-9a-fA-F]{6}", text) is None:
        raise Rejected("bad-value", "bad-value.colour", value=text[:20])
    return str(text)


_TEXT_SCHEMA: Final[dict[str, Any]] = {"type": ["string", "number"]}
_NUMBER_SCHEMA: Final[dict[str, Any]] = {"type": ["number", "string"]}
_LOCALIZED_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [_TEXT_SCHEMA, {"type": "object", "additionalProperties": _TEXT_SCHEMA}]
}


def _string(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$"})


PlainText = Annotated[str, PlainValidator(read_text), WithJsonSchema(_TEXT_SCHEMA)]
Id = Annotated[str, PlainValidator(read_id), _string(ID.pattern)]
Code = Annotated[str, PlainValidator(read_code), WithJsonSchema(_TEXT_SCHEMA)]
TargetName = Annotated[str, PlainValidator(read_target_name), _string(f"{ID.pattern}/{ID.pattern}")]
Tag = Annotated[str, PlainValidator(read_tag), _string(LANGUAGE_TAG.pattern)]
Url = Annotated[str, PlainValidator(read_url), _string("https?://.+")]
Number = Annotated[Decimal, PlainValidator(read_decimal), WithJsonSchema(_NUMBER_SCHEMA)]
Whole = Annotated[int, PlainValidator(read_whole), WithJsonSchema({"type": ["integer", "string"]})]
Boolean = Annotated[bool, PlainValidator(read_boolean), WithJsonSchema({"type": "boolean"})]
Value = Annotated[
    Decimal | bool | str,
    PlainValidator(read_value),
    WithJsonSchema({"type": ["number", "boolean", "string"]}),
]
Day = Annotated[date, PlainValidator(read_day_field), _string("[0-9]{4}-[0-9]{2}-[0-9]{2}")]
Fuzzy = Annotated[
    FuzzyDate, PlainValidator(read_fuzzy_field), WithJsonSchema({"type": ["string", "integer"]})
]
PeriodField = Annotated[
    Period,
    PlainValidator(read_period_field),
    WithJsonSchema({"type": ["string", "integer", "object"]}),
]
MonthDay = Annotated[str, PlainValidator(read_month_day), _string("[0-9]{2}-[0-9]{2}")]
Colour = Annotated[str, PlainValidator(read_colour), _string("#[0-9a-fA-F]{6}")]
Localized = Annotated[
    LocalizedText, PlainValidator(read_localized), WithJsonSchema(_LOCALIZED_SCHEMA)
]
