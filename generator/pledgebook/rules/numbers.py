"""Numbers that two readers take for two numbers.

Knows which numbers an indicator has. Must not know whether a number is right.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pledgebook.diagnostics import Diagnostic, message
from pledgebook.entries import Entry, place_of, walk
from pledgebook.located import Mapping, Text
from pledgebook.records import COMPARATORS, Indicator, OwnTerms, Result
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import with_text

_RULE = "ambiguous-value"
_THREE_DIGITS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
_AFTER_POINT = re.compile(r"[0-9]\.[0-9]{3}")
_PARTS = ("numerator", "denominator")
_FIELDS = ("value", *_PARTS)


def ambiguous_value(checked: Checked) -> Iterator[Diagnostic]:
    """A value that a person and a program, or two languages, read as two different values.

    Records are read by people of several languages and by programs, so a value that could be
    taken otherwise is refused where that matters:

    - `3.860` for something that is counted: in Vietnamese and German three thousand eight
      hundred and sixty, in English less than four. The same with three digits after a point
      where the indicator shows fewer decimals, and `3,860` anywhere.
    - `yes`, `no`, `on` and `off` without quotes, which YAML takes for true and false.
    - `010`, `12:30` and `1_000`, which some programs read as 8, 750 and 1000.
    - A comma inside `{ }`, which ends the value: `{value: 97,99}` is 97 and an empty field 99.
    - A `#` after a space inside a text without quotes: `Trường #1` loses its end.
    - An unquoted text that begins with `>` or `*`.

    To repair it: write numbers without marks between the thousands and with a point before
    decimals, and put quotes around text. The message gives the corrected line.
    """
    for entry, parent, name, indicator in _written_once(checked):
        if _is_doubtful(entry, parent, name, indicator):
            yield _doubtful(entry, parent, name, indicator)
    # Most files have no number with three digits after a point at all.
    sources = checked.project.sources.values()
    suspicious = {file.path for file in sources if _AFTER_POINT.search(file.text)}
    for id_, rows in checked.model.rows_by_indicator.items():
        known = checked.indicator(id_)
        if known is not None and known.measure not in {"boolean", "rating"}:
            for row in rows:
                if row.file.path in suspicious:
                    for parent, name in doubtful_fields(row, known):
                        yield _doubtful(row, parent, name, known)


def _written_once(checked: Checked) -> Iterator[tuple[Entry[Any], str, str, Indicator]]:
    """Numbers of indicators and targets: record, path of the mapping, key, indicator."""
    for entry in checked.entries:
        if entry.type == "indicators":
            yield from ((entry, "", name, entry.record) for name in ("minimum", "maximum"))
    for version in checked.versions:
        if indicator := checked.indicator(version.terms.indicator):
            for parent, name in _values(version.given, version.path):
                yield version.owner, parent, name, indicator


def doubtful_fields(row: Entry[Result], indicator: Indicator) -> list[tuple[str, str]]:
    """The fields of a row whose number is doubtful: (path of the mapping, key)."""
    node: Any = row.node
    found = []
    for name in _FIELDS:
        text = node.get(name)
        if text is not None and "." in text and _is_doubtful(row, "", name, indicator):
            found.append(("", name))
    if row.record.breakdown is None:
        return found
    for group, parts in (row.record.breakdown or {}).items():
        path = f"breakdown.{group}"
        found += [(path, code) for code in parts if _is_doubtful(row, path, code, indicator)]
    return found


def is_whole(number: Decimal) -> bool:
    """Whether a number has nothing but zeros after the point."""
    return number == number.to_integral_value()


def _values(terms: OwnTerms, path: str) -> Iterator[tuple[str, str]]:
    """The numbers of a target's terms."""
    for name in COMPARATORS:
        if getattr(terms, name) is not None:
            if name == "between":
                yield from ((f"{path}.between", end) for end in ("0", "1"))
            elif not name.endswith("percent"):
                yield path, name
    if terms.baseline and terms.baseline.value is not None:
        yield f"{path}.baseline", "value"
    for index in range(len(terms.interim or ())):
        yield f"{path}.interim.{index}", "value"


def _written(entry: Entry[Any], parent: str, name: str) -> Text | None:
    node: Any = walk(entry.node, parent) if parent else entry.node
    if isinstance(node, Mapping):
        found = node.find(name)
    elif isinstance(node, list) and name.isdigit() and int(name) < len(node):
        found = node[int(name)]
    else:
        return None
    return found if isinstance(found, Text) else None


def _is_doubtful(entry: Entry[Any], parent: str, name: str, indicator: Indicator) -> bool:
    text = _written(entry, parent, name)
    if text is None or "." not in text or not _THREE_DIGITS.fullmatch(text):
        return False
    decimals = indicator.unit.decimals if indicator.unit else None
    if indicator.measure == "count":
        return True
    if indicator.measure in {"boolean", "rating"}:
        return False
    if decimals is None:
        return name in _PARTS
    return decimals < 3


def _doubtful(entry: Entry[Any], parent: str, name: str, indicator: Indicator) -> Diagnostic:
    node = _written(entry, parent, name) or Text("")
    whole = node.replace(".", "")
    decimals = (indicator.unit.decimals if indicator.unit else None) or 0
    counted = indicator.measure == "count" or name in _PARTS
    key = f"{_RULE}.thousands" if counted else f"{_RULE}.decimals"
    params: dict[str, str | int] = {"value": str(node), "whole": whole, "decimals": decimals}
    return Diagnostic(
        place_of(entry.file, node),
        _RULE,
        message(key, **params),
        message(f"{key}.hint", **params),
        field=f"{parent}.{name}" if parent else name,
        fix=with_text(entry, node, whole) if indicator.measure == "count" else None,
    )
