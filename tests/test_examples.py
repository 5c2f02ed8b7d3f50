"""The example projects: no mistake in their records, and the verdicts worked out by hand."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pledgebook.checks import check_project
from pledgebook.load import load_project
from pledgebook.model import Model
from pledgebook.status import evaluate_all
from sites import AS_OF, ROOT

EXAMPLES = ROOT / "examples"
EXPECTED: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "example_verdicts.yml").read_text(encoding="utf-8")
)


@cache
def model_of(project: str) -> Model:
    return load_project(EXAMPLES / project).model


@pytest.mark.parametrize("project", ["climate-pledges", "school-agreements"])
def test_records_have_no_error_or_warning(project: str) -> None:
    checked = check_project(EXAMPLES / project, AS_OF)
    assert (checked.errors, checked.warnings) == (0, 0)


@pytest.mark.parametrize("case", EXPECTED, ids=lambda c: f"{c['target']}-{c['organization']}")
def test_verdict_is_the_one_worked_out_by_hand(case: dict[str, Any]) -> None:
    as_of = case["as_of"] if isinstance(case["as_of"], date) else date.fromisoformat(case["as_of"])
    statuses = evaluate_all(model_of(case["project"]), as_of)
    signed = case.get("version") == "signed"
    found: Any
    if case["organization"] is None:
        rollups = statuses.signed_rollup if signed else statuses.rollup
        found = rollups(case["target"])
    else:
        verdicts = statuses.signed if signed else statuses.of
        found = verdicts(case["target"], case["organization"])
    assert found is not None
    assert found.state == case["state"]
    if "late" in case:
        assert found.late == case["late"]
    if "provisional" in case:
        assert found.provisional is case["provisional"]


def test_every_state_occurs() -> None:
    assert {case["state"] for case in EXPECTED} == {
        "met",
        "on_track",
        "behind",
        "not_met",
        "no_data",
        "not_due",
        "not_applicable",
    }
