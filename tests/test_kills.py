"""Killed at any instant, the published folder holds a whole site, and the next build is right."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pledgebook.output import list_files
from pledgebook.publish import verify
from sites import CASES, build, copy_project

KILLS = 6
_BUILD = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from sites import AS_OF
from pledgebook.build import Options, build_site
from pledgebook.progress import silent
if __name__ == "__main__":
    root = Path(sys.argv[1])
    build_site(Options(root, root / "site", AS_OF), silent)
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in list_files(folder)}


def rename_school(root: Path, number: int) -> None:
    path = root / "data" / "organizations.yml"
    lines = path.read_text(encoding="utf-8").split("\n")
    place = next(i for i, line in enumerate(lines) if line.startswith("school-b:"))
    lines[place + 1] = f"  name: School number {number}"
    path.write_text("\n".join(lines), encoding="utf-8")


def kill_builds(root: Path, script: Path, chance: random.Random, kills: int) -> int:
    """Kills builds at random instants, most in their second half; returns how many were at
    work. After each the site must be whole: the old one or the new one."""
    script.write_text(_BUILD, encoding="utf-8")
    start = time.monotonic()
    build(root)
    longest = (time.monotonic() - start) + 1.0  # an interpreter has to start too
    caught = 0
    for number in range(kills):
        rename_school(root, number)
        process = subprocess.Popen(
            [sys.executable, str(script), str(root), *sys.path],
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(longest * chance.random())
        caught += process.poll() is None
        os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
        process.wait()
        found = verify(root / "site")
        assert found.changed == found.missing == found.extra == (), number
    return caught


@pytest.mark.skipif(sys.platform == "win32", reason="kills a group of processes")
def test_a_killed_build_leaves_a_whole_site_and_the_next_is_right(tmp_path: Path) -> None:
    root = copy_project(CASES / "sites" / "garden-pact", tmp_path / "project")
    assert kill_builds(root, tmp_path / "build.py", random.Random(3), KILLS) > 0
    assert build(root).published
    clean = copy_project(root, tmp_path / "clean")
    assert build(clean).published
    assert contents(root / "site") == contents(clean / "site")
