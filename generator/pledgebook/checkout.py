"""The state of a project's folder in git: cheap to find out, and asked for by every build.

Knows git's output. Must not know the history, nor what a record is.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from pledgebook.git import call_git

FOLDERS = ("data", "content")
# What else of a project shapes its site.
SETTINGS = ("overrides", "mkdocs.yml")
# The settings of a person or machine must not change what a site shows, nor run anything.
_OPTIONS = (
    *("--no-replace-objects", "--no-optional-locks"),
    *("-c", "core.fsmonitor=false", "-c", "core.quotepath=false"),
    *("-c", "i18n.logOutputEncoding=UTF-8", "-c", "log.showSignature=false"),
)


@dataclass(frozen=True, slots=True)
class Checkout:
    """The state of the project's folder in git, cheap to find out: where it lies in its
    repository, the revision it is at, and the files that are not as recorded.

    `clean` is whether all that a site is made of is as the revision has it. `lacking` says why
    there is no history: `no-repository`, `shallow`, or "" where there is one.
    """

    root: Path
    folder: str = ""
    head: str = ""
    unsaved: tuple[str, ...] = ()
    clean: bool = True
    lacking: str = ""


def find_checkout(root: Path) -> Checkout:
    """The state of the folder at `root`; never fails for want of git or a repository."""
    wanted = ("--is-shallow-repository", "--show-prefix", "--verify", "HEAD")
    told = ask_git(root, "rev-parse", *wanted)
    if told is None:
        return Checkout(root, lacking="no-repository")
    shallow, folder, head = (*told.decode("utf-8", "replace").split("\n"), "", "")[:3]
    status = ask_git(
        root, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all",
        "--", *FOLDERS, *SETTINGS,
    )  # fmt: skip
    lines = (status or b"").decode("utf-8", "replace").split("\0")
    changed = sorted(line[3:].removeprefix(folder) for line in lines if line)
    unsaved = tuple(path for path in changed if path.partition("/")[0] in FOLDERS)
    lacking = "shallow" if shallow == "true" else ""
    return Checkout(root, folder, head, unsaved, not changed, lacking)


def ask_git(root: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git says, or None where it cannot: not there, no repository, no revision yet."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = call_git(root, *_OPTIONS, *arguments, environment=environment, given=given)
    except OSError:
        return None
    return None if done.returncode else done.stdout
