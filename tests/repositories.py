"""Git repositories for tests: revisions with fixed dates, made by nobody in particular."""

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str, day: str = "2026-11-01") -> str:
    """What git says in the folder `root`; a commit is made at noon UTC of `day`."""
    person = {"NAME": "Somebody Private", "EMAIL": "private@example.org"}
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_{name}": value for name, value in person.items()}
        environment[f"GIT_{role}_DATE"] = f"{day}T12:00:00Z"
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=root, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def commit(root: Path, subject: str, day: str = "2026-11-01") -> str:
    """Records everything below `root` as a revision; returns its id."""
    git(root, "add", "--all", ".")
    git(root, "commit", "--quiet", "--allow-empty", "--message", subject, day=day)
    return git(root, "rev-parse", "HEAD")


def change(file: Path, old: str, new: str) -> None:
    """Replaces a text that is there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, (file, old)
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
