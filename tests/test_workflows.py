"""The workflows of this repository: pinned, without power over what contributors sent, and made
of commands that there are."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from pledgebook.cli import main
from sites import ROOT

STARTER = ROOT / "generator" / "pledgebook" / "starter" / "forge"
WORKFLOWS = sorted(
    [*(ROOT / ".github" / "workflows").glob("*.yml"), *STARTER.glob("*/*/workflows/*.yml")]
)
_PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$")


def steps(path: Path) -> list[dict[str, Any]]:
    flow = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [step for job in flow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_action_is_named_by_its_full_revision(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "uses:" in line:
            assert _PINNED.search(line.strip().removeprefix("- ")), line


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_contributed_text_is_never_a_part_of_a_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert "secrets." not in text
    assert not [step for step in steps(path) if "${{" in step.get("run", "")]
    for step in steps(path):
        if "actions/checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_command_and_option_is_there(path: Path) -> None:
    lines = [line for step in steps(path) for line in step.get("run", "").splitlines()]
    called = [shlex.split(line) for line in lines if "pledgebook " in line and "pip" not in line]
    assert called or path.name == "comment.yml"
    for _, name, *arguments in called:
        command = main.get_command(click.Context(main), name)
        assert command, name
        known = {o for p in command.params if isinstance(p, click.Option) for o in p.opts}
        assert {a for a in arguments if a.startswith("-")} - {"--"} <= known


def test_linter_finds_nothing_unsafe() -> None:
    github = [path for path in WORKFLOWS if ".github" in str(path) or "dot-github" in str(path)]
    done = subprocess.run(
        [Path(sys.executable).with_name("zizmor"), "--offline", "--no-progress", *github],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
