"""Git repositories made by tests: states of a project, a commit for each."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from builders import MKDOCS, SITE

_WHO = {
    "GIT_AUTHOR_NAME": "A reporter",
    "GIT_AUTHOR_EMAIL": "reporter@example.org",
    "GIT_COMMITTER_NAME": "A reporter",
    "GIT_COMMITTER_EMAIL": "reporter@example.org",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> str:
    """Runs git in a folder, as one and the same person, on one day."""
    when = f"{day}T12:00:00+0000"
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        env={**_WHO, **dates, "PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(folder)},
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.strip()


def write_state(folder: Path, files: Mapping[str, str]) -> None:
    """Makes a folder hold these files of records and pages, and no other ones."""
    for old in [*folder.glob("data/**/*"), *folder.glob("content/**/*")]:
        if old.is_file():
            old.unlink()
    for path, text in {"data/site.yml": SITE, "mkdocs.yml": MKDOCS, **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def commit(folder: Path, files: Mapping[str, str], name: str) -> None:
    """Commits a state of the project and tags it with `name`."""
    top = next(f for f in (folder, *folder.parents) if (f / ".git").exists())
    write_state(folder, files)
    git(top, "add", "-A", ".")
    git(top, "commit", "--allow-empty", "-q", "-m", name)
    git(top, "tag", name)


def repository(folder: Path, *states: Mapping[str, str], below: str = "") -> Path:
    """A repository with a commit for each state, tagged `r0`, `r1` …; returns the project's root,
    which is `below` the repository's."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", ".")
    root = folder / below
    root.mkdir(parents=True, exist_ok=True)
    for number, files in enumerate(states):
        commit(root, files, f"r{number}")
    return root
