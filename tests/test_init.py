"""`pledgebook init`: a small project that is valid as it is made."""

import contextlib
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
import yaml
from click.testing import CliRunner, Result

from pledgebook.checks import check_project
from pledgebook.cli import main
from pledgebook.exchange.answers import FORGES, Answers
from pledgebook.exchange.init import starter_files
from pledgebook.load import load_project

TODAY = date(2026, 11, 23)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["init", *(str(argument) for argument in arguments)])


@pytest.mark.parametrize("languages", ["en", "vi", "vi,en", "fr"])
def test_new_project_has_no_error_or_warning(tmp_path: Path, languages: str) -> None:
    result = run(tmp_path / "site", "--languages", languages, "--timezone", "Asia/Ho_Chi_Minh")
    assert result.exit_code == 0, result.output
    checked = check_project(tmp_path / "site", datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date())
    assert (checked.errors, checked.warnings) == (0, 0), checked.diagnostics
    model = checked.loaded.model
    assert model.site.report_within == 90
    assert ",".join(model.site.languages) == languages
    for kind in ("organizations", "agreements"):
        assert len(model.of_type(kind)) == 1
    assert (len(model.results), len(model.articles)) == (1, 1)
    assert (tmp_path / "site" / "schema" / "site.schema.json").is_file()


@pytest.mark.parametrize("title", ['A: "b" #1 — \\', "@today@ @publisher@", "no", "Đường [1] {x}"])
def test_title_is_kept_whatever_is_in_it(tmp_path: Path, title: str) -> None:
    assert run(tmp_path / "site", "--title", title, "--publisher", title).exit_code == 0
    site = load_project(tmp_path / "site").model.site
    assert site.title.texts[""] == title
    assert site.publisher
    assert site.publisher.name
    assert site.publisher.name.texts[""] == title
    mkdocs = yaml.safe_load((tmp_path / "site" / "mkdocs.yml").read_text(encoding="utf-8"))
    assert mkdocs["site_name"] == title


@pytest.mark.parametrize(
    "arguments",
    [("--title", "a\nb"), ("--title", " "), ("--languages", "english"), ("--languages", "en,en"),
     ("--languages", "vn"),
     ("--timezone", "Mars/Base"), ("--timezone", "../x"), ("--forge", "svn")],
)  # fmt: skip
def test_impossible_answers_write_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = run(tmp_path / "site", *arguments)
    assert result.exit_code == 2, result.output
    assert not (tmp_path / "site").exists()


def on_terminal(typed: str, *arguments: str | Path) -> tuple[int, str]:
    """The status and the screen of `init` with something typed on a terminal."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "pledgebook", "init", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TZ": "Europe/Paris"},
        start_new_session=True,
    ) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        shown = b""
        with contextlib.suppress(OSError):  # the end, as Linux tells it
            while part := os.read(ours, 1 << 16):
                shown += part
    os.close(ours)
    return process.returncode, shown.decode()


def test_questions_on_a_terminal_are_asked_until_the_answer_can_be(tmp_path: Path) -> None:
    typed = "Trường xanh\nvn\nvi, en\n\n\nsvn\ngitlab\n"
    status, shown = on_terminal(typed, tmp_path / "site")
    assert status == 0, shown
    assert "did you mean vi?" in shown
    assert "Time zone [Europe/Paris]" in shown
    assert "write one of github" in shown
    site = load_project(tmp_path / "site").model.site
    assert (site.title.texts, site.languages) == ({"": "Trường xanh"}, ("vi", "en"))
    assert site.timezone == "Europe/Paris"
    assert (tmp_path / "site/.gitlab-ci.yml").is_file()


def test_an_end_of_input_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(*_: object) -> str:
        raise click.Abort

    monkeypatch.setattr("pledgebook.cli.start._ask", ends)
    result = run(tmp_path / "site")
    assert result.exit_code == 130
    assert "fault" not in result.output
    assert not (tmp_path / "site").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "data" in result.output
    assert [entry.name for entry in tmp_path.iterdir()] == ["data"]


def test_a_repository_with_a_readme_is_a_good_place(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Hello")
    (tmp_path / ".git").mkdir()
    assert run(tmp_path).exit_code == 0


@pytest.mark.parametrize("forge", FORGES)
def test_workflows_are_yaml_and_use_only_pinned_actions(forge: str) -> None:
    answers = Answers("Site", ("en",), "Us", "UTC", forge)
    made = starter_files(answers, TODAY)
    flows = [p for p in made if "workflows/" in p or p == ".gitlab-ci.yml"]
    assert bool(flows) == (forge != "none")
    for path in flows:
        assert "@version@" not in made[path]
        assert "pledgebook==" in made[path] or path.endswith("comment.yml")
        flow = yaml.safe_load(made[path])
        for job in flow.get("jobs", {}).values():
            for step in job["steps"]:
                if "uses" in step:
                    _, _, revision = step["uses"].partition("@")
                    assert len(revision) == 40
                assert "${{" not in step.get("run", "")
    for path in (p for p in flows if p.endswith("check.yml") and ".github" in p):
        assert yaml.safe_load(made[path])["permissions"] == {"contents": "read"}
        assert "secrets." not in made[path]
        assert "pull_request_target" not in made[path]
