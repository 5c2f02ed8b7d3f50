"""Writing files only where their bytes change, so that nothing downstream is woken for nothing.

Knows files and bytes. Must not know what they mean, nor which of them belong to the site.
"""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True, slots=True)
class Changes:
    """What a tree's writing did: paths relative to its root with `/`, sorted, and a count."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def write_if_changed(path: Path, *content: bytes) -> bool:
    """Makes `path` hold the pieces of `content`; says whether it had to be written.

    The bytes go to a file beside it that then takes its place: a reader sees the old file or
    the new one, never a part. The file beside has one fixed name, so a kill leaves at most
    one, which the next writing takes over. Raises OSError.
    """
    if holds(path, *content):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.writelines(content)
    part.replace(path)
    return True


def write_tree(root: Path, files: Mapping[str, bytes], kept: Collection[str] = ()) -> Changes:
    """Makes `root` hold exactly these files, by path relative to it with `/`, and of those that
    are there already the ones to be kept.

    Files that are not named are removed, and folders that this leaves empty. A path that is
    not plain (absolute, `..`, empty) raises ValueError before anything is written; OSError
    as the system gives it.
    """
    for path in files:
        _check(path)
    old = list_files(root)
    orphans = tuple(sorted(old - files.keys() - set(kept)))
    remove_files(root, orphans)
    written = tuple(path for path in sorted(files) if write_if_changed(root / path, files[path]))
    return Changes(written, orphans, len(files) - len(written))


def list_files(root: Path) -> frozenset[str]:
    """Every file below `root` by relative path with `/`; empty when there is no such folder.

    A symbolic link counts as a file, whatever it leads to.
    """
    found: list[str] = []
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(root / folder))
        except FileNotFoundError:
            continue
        for entry in entries:
            inner = entry.is_dir(follow_symlinks=False)
            (pending if inner else found).append(f"{folder}{entry.name}{'/' if inner else ''}")
    return frozenset(found)


def remove_files(root: Path, paths: tuple[str, ...]) -> None:
    """Removes files below `root`, and the folders that this leaves empty."""
    for path in paths:
        (root / path).unlink(missing_ok=True)
    folders = {parent for path in paths for parent in PurePosixPath(path).parents}
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        if folder.parts and not any((root / folder).iterdir()):
            (root / folder).rmdir()


def _check(path: str) -> None:
    plain = PurePosixPath(path)
    odd = plain.is_absolute() or ".." in plain.parts or not plain.parts
    if odd or str(plain) != path or "\\" in path or "\0" in path:
        raise ValueError(f"not a plain path inside the tree: {path!r}")


def holds(path: Path, *content: bytes) -> bool:
    """Whether a path is a plain file with these bytes, one piece after the other."""
    try:
        if path.is_symlink() or path.stat().st_size != sum(map(len, content)):
            return False
        with path.open("rb") as file:
            return all(file.read(len(piece)) == piece for piece in content)
    except (FileNotFoundError, NotADirectoryError):
        return False
