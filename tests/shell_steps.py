"""The shell steps of the workflows in `.github`, run as a runner does, without a forge."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from revisions import git
from sites import ROOT

FORGE = ROOT / ".github"
SERVER = "https://github.com"


def script(flow: str, step: str, forge: Path = FORGE) -> str:
    """The script of a step, by its name."""
    jobs = yaml.safe_load((forge / "workflows" / flow).read_text(encoding="utf-8"))["jobs"]
    (found,) = (s for job in jobs.values() for s in job["steps"] if s.get("name") == step)
    return str(found["run"])


def run(text: str, folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Runs it in a folder, with nothing in the environment but what is given."""
    return subprocess.run(
        ["bash", "-e", "-c", text],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def furnish(root: Path) -> None:
    """Puts the program and the files of the forge where the steps look for them."""
    programs = root / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "pledgebook").symlink_to(Path(sys.executable).with_name("pledgebook"))
    shutil.copytree(FORGE, root / ".github")


def checked(clone: Path, branch: str, temp: Path) -> tuple[Path, int]:
    """Runs the steps of check.yml on a branch: the artifact's folder, and the check's status."""
    git(clone, "checkout", "-q", branch)
    environment = {
        "BASE": git(clone, "rev-parse", "base"),
        "HEAD": git(clone, "rev-parse", "HEAD"),
        "NUMBER": "17",
        "EDITOR_ADDRESS": f"{SERVER}/someone/pledges/edit/<b>my`branch",
        "RUNNER_TEMP": str(temp),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "SOURCE_DATE_EPOCH": "1770000000",
    }
    step = "Say what is wrong, and what changes for readers"
    said = run(script("check.yml", step), clone, **environment)
    assert (said.returncode, said.stderr) == (0, "")
    status = run(script("check.yml", "Check the records"), clone, **environment).returncode
    assert (temp / "summary.md").read_text() == (temp / "review" / "comment.md").read_text()
    return temp / "review", status
