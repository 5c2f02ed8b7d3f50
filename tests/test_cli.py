"""The commands as a contract: names, exit status, what goes to which stream."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builders import project
from pledgebook.cli import main
from sites import CASES, copy_project

GOOD = {
    "data/organizations.yml": "school-a: {name: School A}\n",
    "data/agreements.yml": (
        "pact:\n  name: Pact\n  signed: 2026-09-01\n  parties: [school-a]\n"
        "  sources: [{title: Minutes}]\n"
    ),
}
THREE_MISTAKES = {
    **GOOD,
    "data/agreements.yml": (
        "pact:\n  name: Pact\n  signed: 2026-13-01\n  sorces: [{title: Minutes}]\n"
        "  parties:\n    - school-a\n    - {organization: school-c, role: signatory}\n"
    ),
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_validate_is_silent_about_nothing_and_ends_well(tmp_path: Path) -> None:
    result = run("validate", "-C", project(tmp_path, GOOD))
    assert result.exit_code == 0, result.output


def test_three_mistakes_give_three_diagnostics_in_one_run(tmp_path: Path) -> None:
    root = project(tmp_path, THREE_MISTAKES)
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("old")
    result = run("validate", "-C", root, "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)["diagnostics"]
    errors = [
        (d["path"], d["line"], d["column"], d["rule"]) for d in found if d["severity"] == "error"
    ]
    assert errors == [
        ("data/agreements.yml", 3, 11, "bad-date"),
        ("data/agreements.yml", 4, 3, "unknown-field"),
        ("data/agreements.yml", 7, 22, "unknown-reference"),
    ]
    built = run("build", "-C", root)
    assert built.exit_code == 1
    assert "Traceback" not in built.output
    assert (root / "site" / "index.html").read_text() == "old"


def test_json_has_the_contract_form(tmp_path: Path) -> None:
    files = {
        **GOOD,
        "data/programmes.yml": "plan: {name: Plan, initiator: scool-a, sources: [{title: A}]}\n",
    }
    result = run("validate", "-C", project(tmp_path, files), "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    (found,) = [d for d in report["diagnostics"] if d["severity"] == "error"]
    assert found["path"] == "data/programmes.yml"
    assert (found["line"], found["column"]) == (1, 31)
    assert found["field"] == "initiator"
    assert found["rule"] == "unknown-reference"
    assert "scool-a" in found["message"]
    assert "school-a" in found["hint"]
    assert found["related"] == [] or isinstance(found["related"], list)
    assert report["summary"]["errors"] == 1
    assert report["summary"]["records"] == 4


def test_text_form_shows_the_line_and_marks_the_value(tmp_path: Path) -> None:
    result = run("validate", "-C", project(tmp_path, THREE_MISTAKES))
    assert "data/agreements.yml:3:11: error:" in result.stdout
    assert "[bad-date]" in result.stdout
    lines = result.stdout.splitlines()
    (number,) = [i for i, line in enumerate(lines) if line.strip() == "3 |   signed: 2026-13-01"]
    assert lines[number + 1].rstrip().endswith("^^^^^^^^^^")


def test_warnings_stop_only_when_strict(tmp_path: Path) -> None:
    files = {**GOOD, "data/agreements.yml": "pact: {name: Pact, parties: [school-a]}\n"}
    root = project(tmp_path, files)
    assert run("validate", "-C", root).exit_code == 0
    assert run("validate", "-C", root, "--strict").exit_code == 1


@pytest.mark.parametrize("command", ["validate", "build", "serve"])
def test_outside_a_project_usage_is_wrong(command: str, tmp_path: Path) -> None:
    result = run(command, "-C", tmp_path)
    assert result.exit_code == 2
    assert "data/" in result.output


def test_wrong_options_are_usage_errors(tmp_path: Path) -> None:
    root = project(tmp_path, GOOD)
    assert run("validate", "-C", root, "--as-of", "yesterday").exit_code == 2
    assert run("validate", "-C", root, "--format", "xml").exit_code == 2
    assert run("nonsense").exit_code == 2


def test_the_project_is_found_from_a_folder_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path, GOOD)
    monkeypatch.chdir(root / "data")
    assert run("validate").exit_code == 0


def test_build_publishes_and_says_where(tmp_path: Path) -> None:
    root = copy_project(CASES / "walks" / "minimal", tmp_path / "project")
    result = run("build", "-C", root, "--as-of", "2027-05-10")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "WARNING" not in result.output
    assert str(root / "site") in result.stderr
    assert (root / "site" / "index.html").is_file()


def test_build_elsewhere(tmp_path: Path) -> None:
    root = copy_project(CASES / "walks" / "minimal", tmp_path / "project")
    result = run("build", "-C", root, "--site-dir", tmp_path / "public")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "public" / "agreements" / "green-pact" / "index.html").is_file()
    assert not (root / "site").exists()


def test_a_broken_configuration_is_said_in_one_line(tmp_path: Path) -> None:
    root = copy_project(CASES / "walks" / "minimal", tmp_path / "project")
    (root / "mkdocs.yml").write_text("site_name: [\n")
    result = run("build", "-C", root)
    assert result.exit_code in {1, 3}
    assert "Traceback" not in result.output
    assert "mkdocs.yml" in result.output


def test_each_mistake_is_told_once_where_several_records_have_some(tmp_path: Path) -> None:
    files = {
        "data/organizations.yml": "school-a: {name: School A}\nschool-b: {nmae: School B}\n",
        "data/agreements.yml": (
            "pact:\n  name: Pact\n  signed: 2026-9-1\n  parties: [school-a, school-c]\n"
            "  sources: [{title: Minutes}]\n"
        ),
    }
    result = run("validate", "-C", project(tmp_path, files), "--format", "json")
    found = json.loads(result.stdout)["diagnostics"]
    assert [(d["line"], d["rule"]) for d in found if d["severity"] == "error"] == [
        (3, "bad-date"),
        (4, "unknown-reference"),
        (2, "unknown-field"),
    ]
