"""The hooks for pre-commit: for other repositories, and this one's own."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from builders import project
from sites import CASES, ROOT, copy_project

BIN = Path(sys.executable).parent
OFFERED: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
OWN: list[dict[str, Any]] = [
    hook
    for repository in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    for hook in repository["hooks"]
]
READ = [
    *("data/site.yml", "data/results/2024.yaml", "content/about.md", "content/files/photo.jpg"),
    "mkdocs.yml",
]
NOT_READ = ["docs/data.md", "examples/a/data/site.yml", "sub/mkdocs.yml", "mkdocs_yml", "README.md"]


def run(hook: dict[str, Any], folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """Runs a hook's command as pre-commit does: in the repository, with the files at its end."""
    command, *arguments = shlex.split(hook["entry"])
    given = files if hook.get("pass_filenames", True) else ()
    return subprocess.run(
        [str(BIN / Path(command).name), *arguments, *given],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def hook(hooks: list[dict[str, Any]], id_: str) -> dict[str, Any]:
    (found,) = [each for each in hooks if each["id"] == id_]
    return found


@pytest.mark.parametrize("hooks", [OFFERED, OWN], ids=["offered", "own"])
def test_validation_passes_good_records_and_stops_bad_ones(
    hooks: list[dict[str, Any]], tmp_path: Path
) -> None:
    validate = hook(hooks, "pledgebook-validate")
    good = copy_project(CASES / "walks" / "minimal", tmp_path / "good")
    assert run(validate, good).returncode == 0
    bad = project(tmp_path / "bad", {"data/organizations.yml": "a: {nam: A}\n"})
    stopped = run(validate, bad)
    assert stopped.returncode == 1
    assert "data/organizations.yml:1:5: error: " in stopped.stdout


@pytest.mark.parametrize("hooks", [OFFERED, OWN], ids=["offered", "own"])
def test_validation_runs_for_whatever_the_program_reads(hooks: list[dict[str, Any]]) -> None:
    files = re.compile(hook(hooks, "pledgebook-validate")["files"])
    assert [path for path in READ if not files.search(path)] == []
    assert [path for path in NOT_READ if files.search(path)] == []


def test_the_offered_hook_installs_itself_and_names_a_command() -> None:
    (offered,) = OFFERED
    assert offered["language"] == "python"
    assert not offered["pass_filenames"]
    assert offered["name"]
    assert offered["description"].endswith(".")


def test_the_own_hooks_fetch_nothing() -> None:
    assert {each["language"] for each in OWN} == {"system"}
    assert all(each["entry"].startswith(".venv/bin/") for each in OWN)


def test_python_is_linted_and_formatted(tmp_path: Path) -> None:
    file = tmp_path / "untidy.py"
    file.write_text("import os\nx = [ 1 ]\n")
    assert run(hook(OWN, "ruff-check"), tmp_path, str(file)).returncode == 1
    assert run(hook(OWN, "ruff-format"), tmp_path, str(file)).returncode == 0
    assert file.read_text() == "import os\n\nx = [1]\n"


def test_the_schemas_are_renewed(tmp_path: Path) -> None:
    root = copy_project(CASES / "walks" / "minimal", tmp_path / "site")
    schema = hook(OWN, "pledgebook-schema")
    assert run(schema, root).returncode == 0
    assert "school-a" in (root / "schema" / "agreements.schema.json").read_text(encoding="utf-8")
    files = re.compile(schema["files"])
    assert files.search("data/results.yml")
    assert not files.search("content/about.md")
