"""JSON that nobody vouches for, such as what a form gave: to values, or a reason why not.

Knows JSON and its limits here. Must not know record types: whether the values are right is
for the checks of every record.
"""

import json
from typing import Any, NoReturn

from pledgebook.exchange.places import ExchangeError
from pledgebook.exchange.yamltext import Digits
from pledgebook.located import MAX_DEPTH

MAX_BYTES = 1 << 20


def read_json(raw: bytes) -> Any:
    """The values; fields that are null or an empty text are left out. Raises ExchangeError."""
    if len(raw) > MAX_BYTES:
        raise ExchangeError("the JSON is larger than 1 MiB")
    try:
        text = raw.decode("utf-8-sig")
        values = json.loads(
            text,
            parse_int=Digits,
            parse_float=Digits,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError as error:
        raise ExchangeError("the JSON is not UTF-8") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ExchangeError(f"this is not JSON: {error.msg} ({where})") from error
    except RecursionError as error:
        raise ExchangeError("the JSON is nested too deeply") from error
    _check(values, 0)
    return values


def _refuse_constant(name: str) -> NoReturn:
    raise ExchangeError(f"{name} is no number that a record can hold")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ExchangeError(f"the JSON gives {name!r} twice")
    return {name: value for name, value in pairs if value is not None and value != ""}


def _check(value: Any, depth: int) -> None:
    """Refuses what no file of records can hold."""
    if depth > MAX_DEPTH:
        raise ExchangeError("the JSON is nested too deeply")
    if isinstance(value, dict):
        for name, inner in value.items():
            _check(name, depth + 1)
            _check(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth + 1)
    elif value is None:
        raise ExchangeError("the JSON has a list with null in it")
    elif isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value):
        raise ExchangeError("the JSON has a text with half a character in it")
