"""Every status can be computed again from `targets`, `results` and `indicators` alone."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import model_of
from pledgebook.downloads import download_files
from pledgebook.load import load_project
from pledgebook.model import Model
from pledgebook.status import evaluate_all
from random_project import random_files
from recompute_rollups import Book

ROOT = Path(__file__).parent.parent
WALKS = ROOT / "tests" / "cases" / "walks"
EXAMPLES = sorted(path.parent.parent for path in ROOT.glob("examples/*/data/site.yml"))


def published(model: Model, as_of: str) -> Book:
    day = date.fromisoformat(as_of)
    return Book(download_files(model, evaluate_all(model, day), day))


def check(model: Model, as_of: str) -> int:
    """Holds every row of a project's targets against what a reader computes; counts them."""
    book = published(model, as_of)
    answers = book.answers()
    for cells in book.targets:
        found = answers[cells["id"]]
        late = str(found.late) if found.late else ""
        assert (found.status, late) == (cells["status"], cells["late"]), cells
        if cells["pace"] and cells["organization"]:
            pace = Fraction(cells["pace"])
            assert found.pace is not None
            assert abs(Fraction(found.pace) - pace) <= abs(pace) / 10**12
    return len(book.targets)


def model_at(root: Path) -> Model:
    loaded = load_project(root)
    assert not loaded.diagnostics
    return loaded.model


@pytest.mark.parametrize(
    ("walk", "as_of", "rows"),
    [
        ("minimal", "2027-05-10", 3),
        ("minimal", "2027-07-01", 3),
        ("action-plan", "2025-05-01", 10),
        ("action-plan", "2026-12-01", 10),
        ("coalition", "2025-07-01", 62),
        ("coalition", "2031-01-01", 62),
    ],
)
def test_the_walks(walk: str, as_of: str, rows: int) -> None:
    assert check(model_at(WALKS / walk), as_of) == rows


@pytest.mark.parametrize("as_of", ["2024-07-01", "2026-11-23"])
def test_the_first_case(as_of: str) -> None:
    assert check(model_at(ROOT), as_of)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("as_of", ["2022-06-30", "2024-06-30", "2026-11-23", "2031-01-01"])
def test_the_examples(example: Path, as_of: str) -> None:
    assert check(model_at(example), as_of)


DAYS = ["2022-07-01", "2023-04-15", "2023-08-01", "2024-01-10", "2025-03-01"]


@settings(max_examples=80, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 10**9), st.sampled_from(DAYS))
def test_any_project(seed: int, as_of: str) -> None:
    check(model_of(random_files(Random(seed))), as_of)


def one_target(terms: str, rows: str, indicator: str) -> Mapping[str, str]:
    return {
        "data/organizations.yml": "town: {name: Town}\n",
        "data/indicators.yml": f"figure: {{name: Figure, {indicator}}}\n",
        "data/agreements.yml": (
            "pact:\n  name: Pact\n  parties: [town]\n"
            f"  targets: [{{id: goal, statement: S, indicator: figure, {terms}}}]\n"
        ),
        "data/results.yml": f"defaults: {{organization: town, indicator: figure}}\n"
        f"results:\n{rows}",
    }


@pytest.mark.parametrize(
    ("actual", "pace", "status"), [("10.2", "1.0853", "on_track"), ("11.2", "0.8020", "behind")]
)
def test_steady_growth(actual: str, pace: str, status: str) -> None:
    terms = "decrease_by_percent: 50, baseline: 2015, due: 2030-12-31, progress_model: cagr"
    rows = f"  - {{period: 2015, value: 14.5}}\n  - {{period: 2022, value: {actual}}}\n"
    book = published(model_of(one_target(terms, rows, "measure: quantity")), "2023-06-30")
    cells = book.targets[0]
    assert (cells["status"], f"{Decimal(cells['pace']):.4f}") == (status, pace)
    assert book.verdict(cells).status == status


def test_three_of_four_quarters() -> None:
    rows = "".join(f"  - {{period: 2026-Q{q}, value: 127}}\n" for q in (1, 2, 3))
    files = one_target(
        "at_least: 500, every: year, first_period: 2026", rows, "measure: count, over_time: sum"
    )
    book = published(model_of(files), "2026-11-01")
    found = book.verdict(book.targets[0])
    assert (found.status, found.pace) == ("on_track", Fraction(381, 500) / Fraction(3, 4))
