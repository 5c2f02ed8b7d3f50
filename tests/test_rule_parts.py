"""Parts of rules that need more than a small project on disk to be seen."""

from dataclasses import replace
from pathlib import Path

import pytest

from builders import project
from pledgebook.diagnostics import Diagnostic
from pledgebook.load import load, load_project
from pledgebook.project import Attachment, read_project
from pledgebook.rules import check
from pledgebook.rules.candidates import Candidates, is_slip

MEMBERS = "members: {name: Members, measure: count}\n"


def found(files: dict[str, str], folder: Path) -> list[Diagnostic]:
    return [*check(load_project(project(folder, files)))]


@pytest.mark.parametrize(
    ("word", "near", "sure"),
    [
        ("riverbank-councl", "riverbank-council", True),
        ("green-pact/gardn", "green-pact/garden", True),
        ("School_A", "school-a", True),
        ("greenpact", "green-pact", True),
        ("school-c", "school-a", False),
        ("member-61", "member-01", False),
        ("unit-north", "unit-south", False),
        ("blue-pact/garden", "green-pact/garden", False),
        ("school", "school-a", False),
    ],
)
def test_only_a_sure_slip_is_written_for_its_author(word: str, near: str, sure: bool) -> None:
    assert is_slip(word, near) is sure


def test_a_word_is_looked_up_once_and_not_without_end() -> None:
    names = Candidates(f"unit-number-{n}" for n in range(10_000))
    assert names.nearest("unit-numbr-1") == "unit-number-1"
    assert [names.nearest(f"unit-numbr-{n}") for n in range(2, 103)][-1] is None
    assert names.nearest("unit-numbr-1") == "unit-number-1"


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    read = read_project(project(tmp_path, {}))
    large = Attachment("film.pdf", tmp_path / "film.pdf", 21 << 20, "pdf")
    diagnostics = check(load(replace(read, attachments=(large,))))
    assert [d.message.key for d in diagnostics] == ["media-file.large"]


def test_a_file_full_of_hidden_characters_is_not_listed_to_its_end(tmp_path: Path) -> None:
    text = "school-a: {name: School, description: " + "x\u200b" * 5_000 + "}\n"
    diagnostics = found({"data/organizations.yml": text}, tmp_path)
    assert {d.rule for d in diagnostics} == {"hidden-characters"}
    assert len(diagnostics) == 100


def test_a_mistake_in_defaults_is_told_once(tmp_path: Path) -> None:
    rows = "".join(
        f"  - {{organization: school-a, period: {2000 + n}, value: 9}}\n" for n in range(9)
    )
    files = {
        "data/organizations.yml": "school-a: {name: School A}\n",
        "data/indicators.yml": MEMBERS,
        "data/results.yml": f"defaults: {{indicator: membrs, sources: [report]}}\nresults:\n{rows}",
    }
    diagnostics = found(files, tmp_path)
    assert [(d.rule, d.place.line, d.field) for d in diagnostics if d.severity == "error"] == [
        ("unknown-reference", 1, "indicator"),
        ("unknown-reference", 1, "sources.0"),
    ]
    assert diagnostics[0].fix == "defaults: {indicator: members, sources: [report]}"


def test_numbers_are_added_exactly(tmp_path: Path) -> None:
    parts = "100000000000000000000000000000", "0.0000000000000000000000000001"
    codes = "{code: a, name: A}, {code: b, name: B}"
    files = {
        "data/organizations.yml": "school-a: {name: School A}\n",
        "data/indicators.yml": "weight:\n  name: Weight\n  measure: quantity\n"
        f"  dimensions: [{{id: kind, exhaustive: true, codes: [{codes}]}}]\n",
        "data/results.yml": "results:\n  - {organization: school-a, indicator: weight, "
        f"period: 2024, value: {parts[0]}, breakdown: {{kind: {{a: {parts[0]}, b: {parts[1]}}}}}, "
        "sources: [https://example.org/]}\n",
    }
    assert [d.rule for d in found(files, tmp_path)] == ["sum-mismatch"]


def test_long_chains_of_parents_are_no_circle(tmp_path: Path) -> None:
    units = (f"unit-{n}: {{name: Unit {n}, parent: unit-{n + 1}}}\n" for n in range(3_000))
    text = "".join(units) + "unit-3000: {name: Unit 3000}\n"
    assert found({"data/organizations.yml": text}, tmp_path) == []


def test_a_results_file_that_cannot_be_read_silences_what_depends_on_all_rows(
    tmp_path: Path,
) -> None:
    revised = "organization: school-a, indicator: members, period: 2024, value: 9, revision: 1"
    files = {
        "data/organizations.yml": "school-a: {name: School A}\n",
        "data/indicators.yml": MEMBERS + "unused: {name: Unused, measure: count}\n",
        "data/results/new.yml": "results:\n  - {"
        f"{revised}, revision_reason: Counted again, sources: [https://example.org/]}}\n",
        "data/results/old.yml": "results: [\n",
    }
    assert found(files, tmp_path) == []
