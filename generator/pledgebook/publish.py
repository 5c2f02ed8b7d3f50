"""The finished site: put together beside the old one, and put in its place in one step.

Knows folders and how a system swaps them. Must not know what a page is, nor how it was made.
Killed at any instant, the published folder holds a whole site, old or new, and the next
build needs no cleaning by hand.
"""

import errno
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pledgebook.faults import Fault
from pledgebook.output import holds, list_files, remove_files, write_if_changed
from pledgebook.swap import exchange

if sys.platform != "win32":
    import fcntl

MANIFEST = "manifest.json"
LOCK = ".lock"
_NEW = ".new"  # in a site that is changed file by file

# What a system says when a folder cannot be moved: a mount point, another file system, a
# layer of a container, a parent folder that only someone else may change.
_IMMOVABLE = frozenset({errno.EXDEV, errno.EBUSY, errno.EACCES, errno.EPERM, errno.EROFS})


class PublishError(Fault):
    """The site could not be put in place; the old one is whole. The text is for people."""


class BuildRunningError(PublishError):
    """Another build of the same project is at work."""


@contextmanager
def lock(build: Path) -> Iterator[None]:
    """Keeps a second build of the project out. The system lets go of it when a build is killed.

    The file .lock in the build folder stays; who empties that folder must leave it there.
    Raises BuildRunningError.
    """
    build.mkdir(parents=True, exist_ok=True)
    with (build / LOCK).open("a+", encoding="ascii") as file:
        if sys.platform != "win32":
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                raise BuildRunningError(
                    f"another build of this project is running (process {file.read()}); "
                    "wait for it to end"
                ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def assemble(parts: Sequence[tuple[str, Path]], staging: Path) -> None:
    """Makes `staging` the union of the languages' sites, each (prefix, folder): "" for the
    root, "vi/" for a language below it. What stood in `staging` before is removed.

    Raises PublishError when two would share an address, OSError.
    """
    if staging.exists():
        shutil.rmtree(staging)
    staging.mkdir(parents=True)
    prefixes = [prefix for prefix, _ in parts]
    for prefix, folder in parts:
        paths = sorted(list_files(folder))
        check_prefix(prefix, prefixes, (f"{prefix}{path}" for path in paths))
        for path in paths:
            goal = staging / prefix / path
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / path, goal)


def check_prefix(prefix: str, prefixes: Iterable[str], paths: Iterable[str]) -> None:
    """No page of the language at `prefix` may stand where those of another do. Paths are from
    the root of the site. Raises PublishError."""
    inner = tuple(other for other in prefixes if other != prefix and other.startswith(prefix))
    for path in paths if inner else ():
        if path.startswith(inner):
            raise PublishError(
                f"the page at {path} would stand among the pages of another language"
            )


def write_manifest(root: Path, program: str) -> None:
    """Writes manifest.json: the program's version and the SHA-256 of every file in `root`."""
    files = {path: _digest(root / path) for path in list_files(root) - {MANIFEST}}
    write_if_changed(root / MANIFEST, manifest_text(files, program).encode())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class Origin:
    """The revision in git that a site was built from, and whether its files were as recorded
    there; "" where there is none."""

    revision: str = ""
    clean: bool = True


UNKNOWN = Origin()


def manifest_text(files: Mapping[str, str], program: str, origin: Origin = UNKNOWN) -> str:
    """The text of manifest.json: files and their SHA-256 by path, the program's version, and
    the revision of the records where it is known."""
    manifest: dict[str, object] = {"files": dict(sorted(files.items())), "program": program}
    if origin.revision:
        manifest["source"] = {"clean": origin.clean, "revision": origin.revision}
    return f"{json.dumps(manifest, ensure_ascii=False, indent=1)}\n"


@dataclass(frozen=True, slots=True)
class Differences:
    """How a folder differs from its manifest: paths in order."""

    changed: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """Each difference as a line: `changed: index.html`."""
        return [f"{kind}: {path}" for kind in self.__slots__ for path in getattr(self, kind)]


def verify(root: Path) -> Differences:
    """Compares a folder with the manifest in it. Raises PublishError when it has none."""
    try:
        known = json.loads((root / MANIFEST).read_bytes())["files"]
        files = {str(path): str(digest) for path, digest in known.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PublishError(f"{root} has no readable {MANIFEST}: {error}") from error
    there = list_files(root) - {MANIFEST}
    changed = (
        path
        for path in sorted(there & files.keys())
        if (root / path).is_symlink() or _digest(root / path) != files[path]
    )
    return Differences(
        tuple(changed),
        tuple(sorted(files.keys() - there)),
        tuple(sorted(there - files.keys())),
    )


def recover(target: Path) -> None:
    """Mends what a killed build left beside `target`: call it before a build does anything.

    Needed where the system cannot exchange folders: between two renames the site stands
    under another name.
    """
    target = target.resolve()
    old, new = _beside(target)
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (old, new, target / _NEW):
        shutil.rmtree(left, ignore_errors=True)


def put_in_place(staging: Path, target: Path, *, keep: bool = False) -> str | None:
    """Makes `target` the site that stands in `staging`, which is used up: to keep it is to
    find there the site that stood at `target` before, or the new one, or nothing.

    Where `target` is a link, the folder that it leads to is replaced. Returns a notice for
    people when the site could not be exchanged in one step and was changed file by file.
    Raises PublishError.
    """
    target = target.resolve()
    _check_target(staging.resolve(), target)
    try:
        recover(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        notice = _put(staging, target)
        if not keep:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise PublishError(f"the site cannot be written to {target}: {error.strerror}") from error
    return notice


def _put(staging: Path, target: Path) -> str | None:
    _, new = _beside(target)
    try:
        try:
            _swap(staging, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            shutil.copytree(staging, new)  # the same file system as the target's, if it may be
            _swap(new, target)
    except OSError as error:
        if error.errno not in _IMMOVABLE or not target.is_dir():
            raise
        _mirror(staging, target)
        return (
            f"{target} cannot be exchanged in one step ({error.strerror}); its files were changed "
            "one by one, and for that moment readers may have met old and new pages together"
        )
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return None


def _swap(new: Path, target: Path) -> None:
    """Puts `new` at `target`. A site that stood there is then at `new`, or gone."""
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        old, _ = _beside(target)
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _mirror(source: Path, target: Path) -> None:
    """Makes `target` equal to `source` in place.

    What is new is written in full before anything is changed, so that a full disk changes
    nothing. What pages need comes before the pages, what is no longer needed goes last.
    """
    wanted = list_files(source)
    new = target / _NEW
    shutil.rmtree(new, ignore_errors=True)
    orphans = list_files(target) - wanted
    blocking = _in_the_way(orphans, wanted)
    try:
        changed = [path for path in sorted(wanted, key=_turn) if _prepare(source, target, path)]
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        raise
    remove_files(target, tuple(sorted(blocking)))
    for path in changed:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (new / path).replace(target / path)
    shutil.rmtree(new, ignore_errors=True)
    remove_files(target, tuple(sorted(orphans - blocking)))


def _turn(path: str) -> tuple[bool, bool, str]:
    return path == MANIFEST, path.endswith(".html"), path


def _prepare(source: Path, target: Path, path: str) -> bool:
    """Writes a file that `target` lacks or has otherwise into the folder for what is new."""
    content = (source / path).read_bytes()
    if holds(target / path, content):
        return False
    write_if_changed(target / _NEW / path, content)
    return True


def _in_the_way(orphans: frozenset[str], wanted: frozenset[str]) -> set[str]:
    """Old files where a folder is needed, and those in folders where a file is needed."""
    folders = {str(parent) for path in wanted for parent in PurePosixPath(path).parents}
    return {
        path
        for path in orphans
        if path in folders or any(str(parent) in wanted for parent in PurePosixPath(path).parents)
    }


def _beside(target: Path) -> tuple[Path, Path]:
    """Where the old and the new site may stand for a moment, on the target's file system."""
    return target.with_name(f".{target.name}.old"), target.with_name(f".{target.name}.new")


def _check_target(staging: Path, target: Path) -> None:
    """Refuses a folder that is no site of ours: everything in it would be lost."""
    if staging.is_relative_to(target) or target.is_relative_to(staging):
        raise PublishError(f"{target} holds the project itself; name a folder of its own")
    if not target.exists():
        return
    if not target.is_dir():
        raise PublishError(f"{target} is a file; the site needs a folder")
    site = (target / MANIFEST).exists() or (target / "404.html").exists()
    if not site and any(target.iterdir()):
        raise PublishError(
            f"{target} holds files that are no site of this program, and would lose them; "
            "empty it or name another folder"
        )
