"""What a sheet says of all its rows at once, and what nobody says of them.

Knows what a row of results must say: whose it is, what about, and when. Must not know cells.
"""

from collections.abc import Iterator, Mapping

from pledgebook.exchange.cells import period_text
from pledgebook.exchange.grid import Cell, Sheet
from pledgebook.exchange.headers import Layout
from pledgebook.exchange.names import Names
from pledgebook.exchange.problems import Problem, refuse

_SUBJECT, _TIME = ("indicator", "target"), ("period", "as_of")


def stated(
    sheet: Sheet, layout: Layout, names: Names, given: Mapping[str, str]
) -> Mapping[str, str]:
    """What holds for all rows: as given, else the indicator or period that the sheet is named
    by."""
    if layout.kind != "results":
        return given
    said = _said(layout) | set(given)
    found = dict(given)
    if said.isdisjoint(_SUBJECT) and (indicator := names.find("indicators", sheet.name)):
        found["indicator"] = indicator
    time = period_text(Cell(sheet.name), names.model.site.year_start)
    if said.isdisjoint(_TIME) and time:
        found["period"] = time
    return found


def unsaid(
    sheet: Sheet, layout: Layout, names: Names, given: Mapping[str, str]
) -> Iterator[Problem]:
    """A problem for each part of a row's key that neither the headers nor the person give."""
    if layout.kind != "results":
        return
    said = _said(layout) | set(given)
    at = sheet.at(layout.first - 1, layout.columns[0].number if layout.columns else 1)
    if "organization" not in said:
        yield refuse("import.whose").at(at)
    if said.isdisjoint(_SUBJECT):
        known = (*names.model.indicators,)
        yield refuse("import.about" if known else "import.about-none", known=known).at(at)
    if said.isdisjoint(_TIME):
        yield refuse("import.when").at(at)


def _said(layout: Layout) -> set[str]:
    """The fields that the headers name or that stand in them."""
    roles = [role for column in layout.columns for role in column.roles]
    fields = {role.name for role in roles if role.kind == "field"}
    parts = {"period" if role.kind == "time" else role.kind for role in roles}
    return fields | parts
