"""Rows read quickly are what pydantic makes of them."""

import pytest
from pydantic import ValidationError

from pledgebook.located import Mapping, read_document
from pledgebook.records import Result
from pledgebook.rowform import RowForm

SETTINGS = {"year_start": "09-01"}
DEFAULTS = "{assessment: self, issued: 2025-06-30, sources: [minutes], status: provisional}"
ROWS = (
    "{organization: school-a, indicator: trees, period: 2024, value: 12}",
    "{organization: school-a, indicator: trees, period: 2023/24, numerator: 3, denominator: 4}",
    "{organization: school-a, target: pact/garden, as_of: 2024?-06-28, value: true}",
    "{organization: school-a, indicator: trees, period: 2024-Q1, value: 1.50, note: x}",
    "{organization: school-a, indicator: trees, period: 2024, missing: suppressed, flag: break}",
    "{organization: school-a, indicator: trees, period: 2024, value: good, status: final}",
    "{organization: school-a, indicator: t, period: 2024, value: 1, text: {en: a, vi: b}}",
)
LEFT = (
    "{organization: School A, indicator: trees, period: 2024, value: 12}",
    "{organization: school-a, indicatr: trees, period: 2024, value: 12}",
    "{organization: school-a, indicator: trees, period: 2024, value: 12, status: done}",
    "{organization: school-a, indicator: trees, period: 2024, distribution: {good: 3}}",
    "{indicator: trees, period: 2024, value: 12}",
    "{organization: school-a, indicator: trees, period: [2024], value: 12}",
)


def mapping(text: str) -> Mapping:
    root = read_document(text).root
    assert isinstance(root, Mapping)
    return root


def form(defaults: str = "") -> RowForm:
    found = RowForm(Result, SETTINGS).with_defaults(
        mapping(defaults) if defaults else None, SETTINGS
    )
    assert found is not None
    return found


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("defaults", ["", DEFAULTS])
def test_a_quick_row_is_the_record_that_pydantic_makes(row: str, defaults: str) -> None:
    quick = form(defaults).read(mapping(row))
    whole = {**(mapping(defaults) if defaults else {}), **mapping(row)}
    slow = Result.model_validate(whole, context=SETTINGS)
    assert quick == slow
    assert quick is not None
    assert repr(quick) == repr(slow)
    assert quick.model_fields_set == slow.model_fields_set
    assert quick.model_copy() == slow


def test_a_quick_row_is_frozen() -> None:
    quick = form().read(mapping(ROWS[0]))
    with pytest.raises(ValidationError):
        quick.value = 3  # type: ignore[union-attr]


@pytest.mark.parametrize("row", LEFT)
def test_anything_else_is_left_to_pydantic(row: str) -> None:
    assert form().read(mapping(row)) is None


def test_defaults_with_a_mistake_are_left_to_pydantic() -> None:
    assert RowForm(Result, SETTINGS).with_defaults(mapping("{issued: soon}"), SETTINGS) is None


def test_an_organization_may_stand_in_the_defaults() -> None:
    read = form("{organization: school-a}").read(mapping("{indicator: t, period: 2024, value: 1}"))
    assert isinstance(read, Result)
    assert read.organization == "school-a"
