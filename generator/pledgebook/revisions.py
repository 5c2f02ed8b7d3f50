"""A project as it was at a revision in Git, read without touching the working tree.

Knows git's commands: one process to find the revision, one to list its files, one to read them
all. Must not know records. The files are laid out in a temporary folder and read there as any
project is, so that nothing is read by other rules than the working tree. Attachments are left
out: of them it is only asked which ones are others under the same name.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

from pledgebook.git import call_git, split_batch
from pledgebook.load import Loaded, load_project

_FOLDERS = ("data", "content")
_ATTACHMENTS = "content/files/"
_REGULAR = {b"100644", b"100755", b"100664"}
# A hook hands these down for its own repository; the project's is found from its folder.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


class RevisionError(Exception):
    """A revision that cannot be read; its text says why, in one line."""


def load_revision(root: Path, revision: str) -> Loaded:
    """The project at `root` as it was at a revision. Raises RevisionError.

    `A...B` is where the histories of A and B part, as for a branch: `main...HEAD`.
    """
    commit = resolve(root, revision)
    blobs = dict(_listed(root, commit))
    if "mkdocs.yml" not in blobs or not any(path.startswith("data/") for path in blobs):
        raise RevisionError(f"at revision '{revision}' there is no project in {root}")
    with TemporaryDirectory(prefix="pledgebook-") as folder:
        _lay_out(root, blobs, Path(folder))
        return load_project(Path(folder))


def resolve(root: Path, revision: str) -> str:
    """The full name of the commit that a revision names. Raises RevisionError."""
    left, dots, right = revision.partition("...")
    if dots:
        pair = [resolve(root, left or "HEAD"), resolve(root, right or "HEAD")]
        return _said(root, f"'{left}' and '{right}' have no common history", "merge-base", *pair)
    _require_repository(root)
    if revision and not revision.startswith("-"):
        asked = ("rev-parse", "--quiet", "--verify", f"{revision}^{{commit}}")
        return _said(root, _unknown(revision), *asked)
    raise RevisionError(_unknown(revision))


def replaced_files(root: Path, base: str, head: str | None) -> tuple[str, ...]:
    """The attachments whose content differs between two revisions, or from the working tree: by
    their paths below content/files/. Raises RevisionError."""
    ends = [resolve(root, each) for each in (base, head) if each]
    done = _git(
        root, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--diff-filter=M",
        "--relative", *ends, "--", _ATTACHMENTS,
    )  # fmt: skip
    if done.returncode:
        raise RevisionError("git cannot compare the files in content/files/")
    names = (os.fsdecode(name) for name in done.stdout.split(b"\0") if name)
    return tuple(name.removeprefix(_ATTACHMENTS) for name in names)


def _unknown(revision: str) -> str:
    return (
        f"git knows no revision '{revision}' here; a clone may lack it until "
        "`git fetch` brings it (of a shallow one: `git fetch --unshallow`)"
    )


def _require_repository(root: Path) -> None:
    """Git must be there, and the project in a repository that it is willing to read."""
    done = _git(root, "rev-parse", "--git-dir")
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        reason = said.removeprefix("fatal: ") or "git gave no reason"
        raise RevisionError(f"no earlier revision of {root} can be read: {reason}")


def _said(root: Path, otherwise: str, *arguments: str) -> str:
    """The one line that git prints. Raises RevisionError with `otherwise` when it fails."""
    done = _git(root, *arguments)
    if done.returncode:
        raise RevisionError(otherwise)
    return done.stdout.decode(errors="replace").partition("\n")[0]


def _listed(root: Path, commit: str) -> Iterator[tuple[str, bytes]]:
    """Path and object name of every regular file of the project at a commit."""
    done = _git(root, "ls-tree", "-r", "-z", commit, "--", *_FOLDERS, "mkdocs.yml")
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise RevisionError(f"git cannot list the files of {commit}: {said}")
    for line in done.stdout.split(b"\0"):
        about, _, name = line.partition(b"\t")
        path = os.fsdecode(name)
        mode, _, rest = about.partition(b" ")
        if mode in _REGULAR and _is_wanted(path):
            yield path, rest.split(b" ")[1]


def _is_wanted(path: str) -> bool:
    """Whether a path is one of the project's: a tree made by hand may hold `..`."""
    inside = not {"", ".", ".."} & set(path.split("/"))
    return inside and not path.startswith(_ATTACHMENTS)


def _lay_out(root: Path, blobs: dict[str, bytes], folder: Path) -> None:
    """Writes the files below `folder`, read through one process of git."""
    for name in _FOLDERS:
        (folder / name).mkdir()
    done = _git(root, "cat-file", "--batch", given=b"\n".join(blobs.values()) + b"\n")
    if done.returncode:
        raise RevisionError("git cannot read the files of this revision: its objects are damaged")
    made: set[Path] = set()
    for path, text in zip(blobs, _contents(done.stdout), strict=True):
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(text)


def _contents(output: bytes) -> Iterator[bytes]:
    for _, text in split_batch(output):
        if text is None:
            raise RevisionError("git lacks files of this revision; `git fetch` brings them")
        yield text


def _git(root: Path, *arguments: str, given: bytes = b"") -> "CompletedProcess[bytes]":
    environment = {k: v for k, v in os.environ.items() if k not in _OF_A_HOOK}
    try:
        return call_git(root, *arguments, environment=environment, given=given)
    except OSError as error:
        raise RevisionError(f"git cannot be run ({error.strerror}): is it installed?") from error
