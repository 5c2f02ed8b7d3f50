"""The very shell steps of the workflows, run in a scratch clone; a forge is played by a script."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from changing_project import FIRST, PACT, SILENT, add, put, renamed
from revisions import commit, git
from shell_steps import FORGE, SERVER, checked, furnish, run, script
from sites import ROOT

# Each call is kept with what it was given; answers lie in files beside the script.
GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$FAKE/calls"
case "$*" in
  'run download'*) cp -a "$FAKE/artifact/." "$7" ;;
  *pulls/*) cat "$FAKE/sha" ;;
  *--paginate*) cat "$FAKE/comments" ;;
  *--input*) shift 4; cat "$2" > "$FAKE/body" ;;
esac
"""
pytestmark = pytest.mark.skipif(not shutil.which("jq"), reason="needs jq, as runners have it")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with branches: a value changed in silence, an honest one, and a mistake."""
    root = tmp_path_factory.mktemp("clone")
    git(root, "init", "-q", ".")
    settings = f"repository: {{url: '{SERVER}/example/pledges'}}\n"
    first = {**FIRST, "data/site.yml": FIRST["data/site.yml"] + settings}
    commit(root, first, "base")
    misspelt = put(PACT, "    - pha-long\n", "    - pha-longg\n")
    for name, files in (
        ("broken", misspelt(put("data/results.yml", *SILENT)(first))),
        ("honest", add("data/organizations.yml", "muong: {name: Mường}\n")(renamed(first))),
    ):
        git(root, "checkout", "-q", "-b", f"branch-{name}", "base")
        commit(root, files, name)
    furnish(root)
    return root


def test_a_failing_change_is_told_its_mistakes_and_where_to_correct_them(
    clone: Path, tmp_path: Path
) -> None:
    review, status = checked(clone, "branch-broken", tmp_path)
    text = (review / "comment.md").read_text(encoding="utf-8")
    assert status == 1
    assert text.startswith("### Errors: 3, warnings: 0\n")
    address = f"{SERVER}/someone/pledges/edit/&lt;b&gt;my%60branch/data/agreements.yml#L6"
    assert f'<a href="{address}">data/agreements.yml&#58;6</a>' in text
    assert "did you mean &#39;pha-long&#39;?; write instead&#58; - pha-long\n" in text
    assert "model cells 2024&#58; 3 of 10 → 1 of 10" in text
    head = git(clone, "rev-parse", "broken")
    assert f"{SERVER}/example/pledges/blob/{head}/data/results.yml#L4" in text
    assert "pha-longg" in (review / "validate.txt").read_text(encoding="utf-8")
    assert (review / "number").read_text() == "17\n"


def test_an_honest_change_passes_and_reads_as_facts(clone: Path, tmp_path: Path) -> None:
    review, status = checked(clone, "branch-honest", tmp_path)
    text = (review / "comment.md").read_text(encoding="utf-8")
    assert status == 0
    assert text.startswith("### Nothing to correct\n")
    assert "organizations/muong" in text


def commented(
    folder: Path, number: str, comments: str = "", text: str = "Text ế", head: str = "abc"
) -> str:
    """What the step of comment.yml asks of the forge last, when the artifact holds a number; ""
    where it refuses the artifact."""
    forge, program = folder / "forge", folder / "bin" / "gh"
    (forge / "artifact").mkdir(parents=True)
    (forge / "artifact" / "number").write_text(number)
    (forge / "artifact" / "comment.md").write_text(text, encoding="utf-8")
    (forge / "sha").write_text("abc\n")
    (forge / "comments").write_text(comments)
    program.parent.mkdir()
    program.write_text(GH)
    program.chmod(0o755)
    done = run(
        script("comment.yml", "Replace the comment"),
        folder,
        PATH=f"{program.parent}:{os.environ['PATH']}",
        FAKE=str(forge),
        RUNNER_TEMP=str(folder),
        RUN="5",
        HEAD=head,
        GH_REPO="example/pledges",
    )
    return (forge / "calls").read_text().splitlines()[-1] if done.returncode == 0 else ""


def test_a_first_comment_is_written_and_a_later_one_replaces_it(tmp_path: Path) -> None:
    for name, comments, way in (
        ("first", "", "--method POST repos/example/pledges/issues/17/comments"),
        ("later", "9\n12\n", "--method PATCH repos/example/pledges/issues/comments/9"),
    ):
        (tmp_path / name).mkdir()
        assert way in commented(tmp_path / name, "17\n", comments)
        body = json.loads((tmp_path / name / "forge" / "body").read_text(encoding="utf-8"))["body"]
        assert body == "<!-- pledgebook: review -->\nText ế"


def test_a_comment_is_never_longer_than_the_forge_takes(tmp_path: Path) -> None:
    commented(tmp_path, "17\n", text="ế" * 70_000)
    assert (
        len(json.loads((tmp_path / "forge" / "body").read_text(encoding="utf-8"))["body"]) < 65_536
    )


@pytest.mark.parametrize("number", ["", "17/../1", "$(touch owned)", "017", "-1"])
def test_an_artifact_that_names_no_pull_request_is_refused(number: str, tmp_path: Path) -> None:
    assert commented(tmp_path, number) == ""
    assert not list(tmp_path.rglob("owned"))


def test_an_older_revision_of_the_pull_request_gets_no_comment(tmp_path: Path) -> None:
    assert "pulls/18" in commented(tmp_path, "18\n", head="def")


ISSUE = """### Id

minutes-2024

### Title

Minutes: "a" $(touch owned) `b` # c

### Kind

minutes

### Publisher

_No response_

### Issued

2024-06-28
"""


def record_made(clone: Path, temp: Path, issue: str) -> "subprocess.CompletedProcess[str]":
    git(clone, "checkout", "-q", "branch-honest")
    return run(
        script("record.yml", "Make the record"),
        clone,
        ISSUE=issue,
        RUNNER_TEMP=str(temp),
        GITHUB_STEP_SUMMARY=str(temp / "summary.md"),
    )


def test_a_form_becomes_a_record(clone: Path, tmp_path: Path) -> None:
    done = record_made(clone, tmp_path, ISSUE.replace("\n", "\r\n"))
    (clone / "data" / "sources" / "minutes-2024.yml").unlink()
    assert done.returncode == 0, done.stderr
    made = yaml.safe_load((tmp_path / "record/data/sources/minutes-2024.yml").read_text())
    assert made["title"] == 'Minutes: "a" $(touch owned) `b` # c'
    assert {str(made["kind"]), str(made["issued"])} == {"minutes", "2024-06-28"}
    assert "publisher" not in made


@pytest.mark.parametrize("id_", ["../../mkdocs", "$(touch owned)"])
def test_a_form_with_an_id_that_is_none_makes_nothing(
    id_: str, clone: Path, tmp_path: Path
) -> None:
    done = record_made(clone, tmp_path, ISSUE.replace("minutes-2024", id_))
    assert done.returncode != 0
    assert not (tmp_path / "record").exists()
    assert not (clone / "owned").exists()


def test_the_form_asks_for_nothing_that_no_record_has() -> None:
    form = yaml.safe_load((FORGE / "ISSUE_TEMPLATE" / "source.yml").read_text(encoding="utf-8"))
    asked = {part["attributes"]["label"] for part in form["body"] if part["type"] != "markdown"}
    known = (FORGE / "form.jq").read_text(encoding="utf-8")
    assert all(f'"{label}":' in known for label in asked)


def test_a_new_project_gets_the_same_steps() -> None:
    starter = ROOT / "generator" / "pledgebook" / "starter" / "forge" / "github" / "dot-github"
    for name in ("errors.jq", "form.jq", "workflows/comment.yml", "ISSUE_TEMPLATE/source.yml"):
        assert (starter / name).read_text() == (FORGE / name).read_text()
    for flow, step in (
        ("check.yml", "Say what is wrong, and what changes for readers"),
        ("check.yml", "Check the records"),
        ("record.yml", "Make the record"),
    ):
        own = script(flow, step).replace(".venv/bin/pledgebook", "pledgebook")
        assert script(flow, step, starter) == own
