"""The types of record fields: how a YAML node becomes a value, and what is refused.

Knows scalars, the words YAML reads otherwise than a person does, and pydantic's way of
calling validators. Must not know any record type. A refusal is a `Rejected`, never
pydantic's own wording.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import urlsplit

from pydantic import PlainValidator, ValidationInfo

from pledgebook import forms
from pledgebook.forms import form
from pledgebook.values import (
    MAX_DIGITS,
    NUMBER,
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

T = TypeVar("T")
ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID: Final = 80
LANGUAGE_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+/-]*")
_URL = re.compile(
    r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*)?"
)
_LETTER = re.compile(r"[A-Za-z]")
_NUMERIC = frozenset("-+.0123456789")
_BOOLEAN_WORD = re.compile(r"(?i:yes|no|on|off|true|false)")
_NUMBER_TRAP = re.compile(
    r"(?P<octal>-?0[0-9]+(\.[0-9]+)?)"
    r"|(?P<clock>[0-9]{1,3}(:[0-5]?[0-9])+)"
    r"|(?P<underscore>[0-9][0-9_]*_[0-9_]*(\.[0-9]+)?)"
)
_GROUPED = re.compile(
    r"-?[0-9]{1,3}([.,' \u00a0\u202f\u2009][0-9]{2,3})+([.,][0-9]+)?|-?[0-9]+,[0-9]+"
)
_THREE_DIGITS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")


def _scalar(node: Any, kind: str) -> str:
    """The scalar's text. Raises Rejected for a list or mapping, naming what was wanted."""
    if isinstance(node, str):
        return node
    given = "mapping" if isinstance(node, Mapping) else "list"
    raise Rejected("wrong-type", "wrong-type.value", kind=kind, given=given)


def read_text(node: Any) -> str:
    """A plain text. Refuses unquoted words that YAML reads as something else."""
    text = _scalar(node, "text")
    if not text.strip():
        raise Rejected("bad-value", "bad-value.empty")
    if len(text) < MAX_DIGITS and getattr(node, "plain", False):
        _refuse_words(text)
    return str(text)


def _refuse_words(text: str) -> None:
    """Refuses the unquoted words that YAML takes for a number, a time, true or false."""
    if _BOOLEAN_WORD.fullmatch(text):
        raise Rejected("ambiguous-value", "ambiguous-value.boolean-word", value=text)
    if text[0] in _NUMERIC and (trap := _NUMBER_TRAP.fullmatch(text)):
        raise Rejected("ambiguous-value", f"ambiguous-value.text-{trap.lastgroup}", value=text)


def read_localized(node: Any) -> LocalizedText:
    """A text in the site's first language, or a map from language tag to text."""
    if isinstance(node, LocalizedText):
        return node
    if isinstance(node, str):
        return LocalizedText({"": read_text(node)})
    if not isinstance(node, Mapping):
        raise Rejected("wrong-type", "wrong-type.value", kind="text", given="list")
    if not node:
        raise Rejected("bad-value", "bad-value.empty")
    return LocalizedText({str(tag): _inside(text, read_text) for tag, text in node.items()})


def _inside(node: Any, read: Callable[[Any], T]) -> T:
    """A value inside a field; what is wrong with it is said at its own place."""
    try:
        return read(node)
    except Rejected as error:
        error.at = node
        raise


def id_problem(text: str) -> str | None:
    """The message about a text that cannot be a record's id, or None."""
    if len(text) > MAX_ID:
        return "bad-id.long"
    return "bad-id" if ID.fullmatch(text) is None else None


def read_id(node: Any) -> str:
    """An id: small letters, digits and single hyphens."""
    return _checked_id(_scalar(node, "id"))


# The same ids and numbers stand in thousands of rows.
@lru_cache(maxsize=65536)
def _checked_id(text: str) -> str:
    if problem := id_problem(text):
        raise Rejected("bad-id", problem, value=text)
    return str(text)


def read_code(node: Any) -> str:
    """A code: letters, digits and `. _ + / -`, no spaces."""
    text = read_text(node)
    if _CODE.fullmatch(text) is None:
        raise Rejected("bad-value", "bad-value.code", value=text)
    return text


def read_target_name(node: Any) -> str:
    """`OWNER/TARGET`, two ids."""
    text = _scalar(node, "id")
    owner, slash, target = text.partition("/")
    if not slash or not ID.fullmatch(owner) or not ID.fullmatch(target):
        raise Rejected("bad-id", "bad-id.target", value=text)
    return str(text)


def read_tag(node: Any) -> str:
    """A BCP 47 language tag such as `vi` or `zh-Hant`."""
    text = _scalar(node, "language")
    if LANGUAGE_TAG.fullmatch(text) is None:
        raise Rejected("bad-value", "bad-value.language", value=text)
    return str(text)


def read_url(node: Any) -> str:
    """An http or https address without a user part, of plain characters."""
    text = _scalar(node, "url")
    if _URL.fullmatch(text) is None or "@" in urlsplit(text).netloc:
        raise Rejected("bad-value", "bad-value.url", value=text)
    return str(text)


def read_decimal(node: Any) -> Decimal:
    """An exact number. Refuses what another reader would take for another number."""
    if isinstance(node, Decimal):
        return node
    return _checked_number(_scalar(node, "number"))


@lru_cache(maxsize=65536)
def _checked_number(text: str) -> Decimal:
    if NUMBER.fullmatch(text) is None and len(text) < MAX_DIGITS:
        if trap := _NUMBER_TRAP.fullmatch(text):
            raise Rejected("ambiguous-value", f"ambiguous-value.{trap.lastgroup}", value=text)
        if _GROUPED.fullmatch(text):
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
    if number < 0 or "." in text:
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
    raise Rejected("wrong-type", "wrong-type.boolean", value=text)


def read_value(node: Any) -> Decimal | bool | str:
    """The `value` of a result: a number, true or false, or the code of a level."""
    if isinstance(node, bool | Decimal):
        return node
    text = _scalar(node, "value")
    if (text[:1] in _NUMERIC or text[:1].isdecimal()) and not (
        _LETTER.search(text) and _CODE.fullmatch(text)
    ):
        return read_decimal(node)
    if text in {"true", "false"}:
        return text == "true"
    if getattr(node, "plain", True) and _BOOLEAN_WORD.fullmatch(text):
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
            raise Rejected("unknown-field", "unknown-field", at=key, name=key, known="start, end")
    if len(node) < 2:
        missing = "end" if "start" in node else "start"
        raise Rejected("missing-field", "missing-field", name=missing)
    start, end = (_inside(node[name], read_fuzzy_field) for name in ("start", "end"))
    if start.earliest > end.latest:
        dates = {"start": start.text, "end": end.text}
        raise Rejected("date-order", "date-order.period", at=node["end"], **dates)
    period = period_of(start.first, max(start.last, end.last), year_start)
    return Period(period.first, period.last, period.text, start.uncertain or end.uncertain)


def read_month_day(node: Any) -> str:
    """A day of the year, `MM-DD`, that every year has."""
    text = _scalar(node, "month-day")
    if re.fullmatch(r"[0-9]{2}-[0-9]{2}", text) is None:
        raise Rejected("bad-date", "bad-date.month-day", value=text)
    try:
        date(2001, int(text[:2]), int(text[3:]))
    except ValueError as error:
        raise Rejected("bad-date", "bad-date.month-day", value=text) from error
    return str(text)


def read_colour(node: Any) -> str:
    """A colour as `#rrggbb`."""
    text = _scalar(node, "colour")
    if COLOUR.fullmatch(text) is None:
        raise Rejected("bad-value", "bad-value.colour", value=text)
    return str(text)


PlainText = Annotated[str, PlainValidator(read_text), form("text", forms.WORDS, forms.NUMERIC)]
_ID_FORM = forms.string(ID.pattern, maxLength=MAX_ID)
Id = Annotated[str, PlainValidator(read_id), form("id", _ID_FORM, forms.POSITIVE, forms.BOOLEAN)]
_CODE_FORM = forms.string(_CODE.pattern)
Code = Annotated[str, PlainValidator(read_code), form("code", _CODE_FORM, forms.POSITIVE)]
_TARGET_FORM = forms.string(f"{ID.pattern}/{ID.pattern}")
TargetName = Annotated[str, PlainValidator(read_target_name), form("target-name", _TARGET_FORM)]
_TAG_FORM = forms.string(LANGUAGE_TAG.pattern)
Tag = Annotated[str, PlainValidator(read_tag), form("language", _TAG_FORM, forms.BOOLEAN)]
Url = Annotated[str, PlainValidator(read_url), form("url", forms.string(_URL.pattern))]
_NUMBER_FORMS = (forms.NUMERIC, forms.DIGITS)
Number = Annotated[Decimal, PlainValidator(read_decimal), form("number", *_NUMBER_FORMS)]
Whole = Annotated[int, PlainValidator(read_whole), form("whole-number", *forms.WHOLE)]
_BOOLEAN_FORMS = (forms.BOOLEAN, forms.BOOLEAN_WORD)
Boolean = Annotated[bool, PlainValidator(read_boolean), form("boolean", *_BOOLEAN_FORMS)]
# A code that could also be a number has a letter in it.
_LEVEL_FORM = forms.string(rf"(?=[^0-9]|.*[A-Za-z]){_CODE.pattern}")
Value = Annotated[
    Decimal | bool | str,
    PlainValidator(read_value),
    form("value", *_NUMBER_FORMS, forms.BOOLEAN, _LEVEL_FORM),
]
Day = Annotated[date, PlainValidator(read_day_field), form("date", forms.DAY)]
Fuzzy = Annotated[FuzzyDate, PlainValidator(read_fuzzy_field), form("fuzzy-date", *forms.FUZZY)]
PeriodField = Annotated[Period, PlainValidator(read_period_field), form("period", *forms.PERIOD)]
MonthDay = Annotated[str, PlainValidator(read_month_day), form("month-day", forms.MONTH_DAY)]
Colour = Annotated[str, PlainValidator(read_colour), form("colour", forms.string(COLOUR.pattern))]
_LOCALIZED_FORMS = (forms.WORDS, forms.NUMERIC, forms.TRANSLATED)
Localized = Annotated[
    LocalizedText, PlainValidator(read_localized), form("localized", *_LOCALIZED_FORMS)
]
