"""`pledgebook diff` leads to the lines that it speaks of."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from changing_project import FIRST, HISTORY
from pledgebook.cli import main
from revisions import commit, git

REPOSITORY = "repository: {url: 'https://github.com/example/pledges', branch: main}\n"


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two states of a project that is a folder of its repository and names its forge."""
    top = tmp_path_factory.mktemp("linked")
    git(top, "init", "-q", ".")
    settings = {**FIRST, "data/site.yml": FIRST["data/site.yml"] + REPOSITORY}
    (top / "site").mkdir()
    for name, files in [("first", settings), ("revised", revised(settings))]:
        commit(top / "site", files, name)
    return top


def revised(files: dict[str, str]) -> dict[str, str]:
    return dict(HISTORY)["revised"](files)


def test_the_command_leads_to_the_lines_on_the_forge(linked: Path) -> None:
    asked = ["diff", "-C", str(linked / "site"), "--as-of", "2026-02-01", "--format"]
    head = git(linked, "rev-parse", "revised")
    address = f"https://github.com/example/pledges/blob/{head}/site/data/results.yml#L7"
    for given in (["first", "revised"], [git(linked, "rev-parse", "first")]):
        text = CliRunner().invoke(main, [*asked, "markdown", *given]).stdout
        assert f'<a href="{address}">' in text
        found = json.loads(CliRunner().invoke(main, [*asked, "json", *given]).stdout)
        assert found["changes"][0]["head"]["url"] == address
        assert len(found["base"]) <= 10
        plain = CliRunner().invoke(main, [*asked, "text", *given])
        assert (plain.exit_code, "https:" in plain.stdout) == (0, False)


def test_a_file_that_is_not_saved_in_git_has_no_address(linked: Path) -> None:
    file = linked / "site" / "data" / "results.yml"
    saved = file.read_text(encoding="utf-8")
    file.write_text(f"# new\n{saved}", encoding="utf-8")
    try:
        asked = ["diff", "-C", str(linked / "site"), "first", "--format", "markdown"]
        text = CliRunner().invoke(main, asked).stdout
    finally:
        file.write_text(saved, encoding="utf-8")
    assert "data" in text
    assert "href" not in text


@pytest.mark.parametrize("head", [["HEAD"], []])
def test_a_file_replaced_under_its_name_is_told(linked: Path, head: list[str]) -> None:
    files = linked / "site" / "content" / "files"
    files.mkdir(exist_ok=True)
    for content in ("first", "second"):
        (files / "bìa.txt").write_text(content)
        (files / f"{content}.txt").write_text("x")
        git(linked, "add", "-A", ".")
        git(linked, "commit", "-q", "-m", content)
    asked = ["diff", "-C", str(linked / "site"), "--format", "json", "HEAD~1", *head]
    (change,) = json.loads(CliRunner().invoke(main, asked).stdout)["changes"]
    assert (change["record"], change["text"]) == (
        "files/bìa.txt",
        "another file under the same name",
    )
