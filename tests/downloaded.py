"""The downloads of small projects, for the tests of downloads."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from builders import model_of
from pledgebook.downloads import download_files
from pledgebook.load import load_project
from pledgebook.model import Model
from pledgebook.status import evaluate_all

ROOT = Path(__file__).parent.parent
WALKS = ROOT / "tests" / "cases" / "walks"
DATES = {"minimal": "2027-05-10", "action-plan": "2025-05-01", "coalition": "2025-07-01"}


def files_of(model: Model, as_of: str) -> dict[str, bytes]:
    day = date.fromisoformat(as_of)
    return download_files(model, evaluate_all(model, day), day)


@cache
def walk(name: str) -> dict[str, bytes]:
    return files_of(load_project(WALKS / name).model, DATES[name])


def rows(files: Mapping[str, bytes], table: str) -> list[dict[str, str]]:
    text = files[f"data/{table}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def header(files: Mapping[str, bytes], table: str) -> list[str]:
    return files[f"data/{table}.csv"].decode().splitlines()[0].split(",")


# Ratings, quarters, a revision, an amendment, a hierarchy.
RATED = {
    "data/site.yml": "title: Test\nlanguages: [en, fr]\non_track: 0.9\nreport_within: 30\n",
    "data/organizations.yml": "top: {name: Top}\nlow: {name: {fr: Bas}, parent: top}\n",
    "data/scales.yml": (
        "s: {name: S, levels: [{code: good, name: {en: Good, fr: Bon}}, {code: fair, name: Fair},"
        " {code: poor, name: Poor}], not_rated: [{code: new, name: Too new}]}\n"
    ),
    "data/indicators.yml": (
        "rating: {name: Rating, measure: rating, scale: s}\n"
        "trees: {name: Trees, measure: count, over_time: sum, unit: {name: trees, code: tree},"
        " dimensions: [{id: kind, codes: [{code: oak, name: Oak}, {code: elm, name: Elm}]}]}\n"
    ),
    "data/agreements.yml": (
        "pact:\n"
        "  name: Pact\n"
        "  signed: 2024-01-01\n"
        "  parties: [top, low]\n"
        "  targets:\n"
        "    - {id: rated, statement: Rated, indicator: rating, level: fair, at_least: 80,\n"
        "       every: year, first_period: 2024, rollup: {at_least_percent: 50}}\n"
        "    - {id: planted, statement: Planted, indicator: trees, at_least: 500, every: year,\n"
        "       first_period: 2025, rollup: pooled, interim: [{period: 2025-Q2, value: 100}]}\n"
        "  amendments:\n"
        "    - {id: lower, date: 2025-02-01, rationale: Drought,\n"
        "       targets: {planted: {at_least: 400}}}\n"
    ),
    "data/results.yml": (
        "defaults: {organization: top}\n"
        "results:\n"
        "  - {indicator: rating, period: 2024, distribution: {good: 3, fair: 1, poor: 2},\n"
        "     not_rated: {new: 4}, population: 10, coverage: {assessed: 6, total: 10}}\n"
        "  - {indicator: rating, period: 2025, value: good, assessment: self}\n"
        "  - {indicator: trees, period: 2025-Q1, value: 120,\n"
        "     breakdown: {kind: {oak: 70, elm: 50}}}\n"
        "  - {indicator: trees, period: 2025-Q1, value: 130, revision: 1,\n"
        "     revision_reason: Recount, status: provisional}\n"
        "  - {indicator: trees, period: 2025-Q2, missing: suppressed}\n"
        "  - {indicator: trees, period: 2025-Q3, value: 7, flag: estimated, status: provisional}\n"
        "  - {indicator: trees, period: 2025-Q4, value: 7}\n"
        "  - {indicator: trees, period: 2025-Q4, revision: 1, revision_reason: Error,\n"
        "     status: withdrawn}\n"
    ),
}


@cache
def rated() -> dict[str, bytes]:
    return files_of(model_of(RATED), "2026-01-15")
