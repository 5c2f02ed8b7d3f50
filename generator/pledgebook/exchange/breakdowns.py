"""Parts of a value in a table: a column for each code, or a row for each with its code.

Knows the dimensions of indicators by name. Must not know cells or sheets.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pledgebook.exchange.draft import Draft
from pledgebook.exchange.names import Names, code_of
from pledgebook.exchange.problems import Problem, Refused, refuse
from pledgebook.records import Dimension

_KEY = ("organization", "indicator", "target", "period", "as_of", "assessment", "revision")


def part_of(names: Names, row: Mapping[str, Any], text: str) -> tuple[str, str]:
    """Dimension and code of a part that is called `sex.female`, or by the code's name alone, on
    the row's own indicator. Raises Refused."""
    indicator = names.indicator(str(row.get("indicator")))
    dimensions = indicator.dimensions if indicator else ()
    dimension, mark, code = text.partition(".")
    if mark and any(each.id == dimension for each in dimensions):
        return dimension, code  # whether there is such a code is for the rules
    found = [(each.id, known) for each in dimensions if (known := _code(each, text))]
    if len(found) == 1:
        return found[0]
    parts = ((each.id, named.code) for each in dimensions for named in each.codes)
    listed = tuple(f"breakdown.{dimension}.{code}" for dimension, code in parts)
    raise refuse("import.part" if listed else "import.no-parts", name=text, known=listed)


def _code(dimension: Dimension, text: str) -> str | None:
    try:
        return code_of(dimension.codes, text)
    except Refused:
        return None


def split_by(names: Names, row: Mapping[str, Any], dimension: str, text: str) -> str:
    """The code in a column that is named by a dimension. Raises Refused."""
    indicator = names.indicator(str(row.get("indicator")))
    found = [each for each in (indicator.dimensions if indicator else ()) if each.id == dimension]
    if not found:
        raise refuse("import.no-parts", name=dimension)
    return code_of(found[0].codes, text, "import.part")


def joined(drafts: Sequence[Draft], problems: list[Problem]) -> list[Draft]:
    """The drafts, with those that are parts of another's value in that one's breakdown."""
    whole = {_key(draft): draft for draft in drafts if not draft.parts}
    problems += [p for draft in drafts if draft.parts for p in _take_in(draft, whole)]
    return [draft for draft in drafts if not draft.parts]


def _take_in(part: Draft, whole: Mapping[tuple[str, ...], Draft]) -> Iterator[Problem]:
    if len(part.parts) > 1:
        yield refuse("import.two-dimensions", known=(*part.parts,)).at(part.at)
        return
    ((dimension, code),) = part.parts.items()
    total = whole.get(_key(part))
    if total is None or "?" in part.cells:
        if "?" not in part.cells:
            yield refuse("import.no-total", name=code).at(part.at)
        return
    breakdown = total.fields.setdefault("breakdown", {})
    codes = breakdown.setdefault(dimension, {}) if isinstance(breakdown, dict) else None
    if not isinstance(codes, dict) or code in codes:
        other = total.cell(f"breakdown.{dimension}.{code}")
        yield refuse("import.duplicate", other=other).at(part.at)
    elif "value" in part.fields:
        codes[code] = part.fields["value"]
        total.cells[f"breakdown.{dimension}.{code}"] = part.cell("value")


def _key(draft: Draft) -> tuple[str, ...]:
    return tuple(str(draft.fields.get(name, "")) for name in _KEY)
