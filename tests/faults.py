"""A disk that fails at its nth change below a folder, for builds in this process.

Python tells of each file that is opened, renamed, linked or removed before it happens
(`sys.addaudithook`); raising there is what a full or broken disk does.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pledgebook import publish, swap
from pledgebook.engine import EngineError
from pledgebook.output import list_files
from pledgebook.publish import PublishError, verify
from sites import build, copy_project

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_GROWS = frozenset({"os.rename", "os.link", "os.mkdir"})
_SHRINKS = frozenset({"os.remove", "os.rmdir"})


@dataclass
class Disk:
    """The changes below `folder` so far. The one with number `fails` fails with `code`, and all
    after it if it `stays` so. A full disk still lets go of files; another does not."""

    folder: str
    fails: int = 0
    code: int = errno.EIO
    stays: bool = False
    changes: int = 0

    def change(self, name: str, path: str) -> None:
        """Something is about to change. Raises OSError."""
        if self.code == errno.ENOSPC and name in _SHRINKS:
            return
        self.changes += 1
        if self.changes == self.fails or (self.stays and self.changes > self.fails > 0):
            raise OSError(self.code, os.strerror(self.code), path)


_watched: list[Disk] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if not _watched or event not in _GROWS | _SHRINKS | {"open"}:
        return
    disk = _watched[-1]
    paths = [os.fsdecode(arg) for arg in args[:2] if isinstance(arg, str | bytes | os.PathLike)]
    inside = [path for path in paths if path.startswith(disk.folder)]
    if inside and (event != "open" or args[2] & _WRITES):
        disk.change(event, inside[-1])


sys.addaudithook(_hook)


@contextmanager
def failing(disk: Disk) -> Iterator[Disk]:
    """Builds in this process meet this disk."""

    def exchange(one: Path, other: Path) -> bool:
        disk.change("exchange", str(one))
        return swap.exchange(one, other)

    _watched.append(disk)
    try:
        with patch.object(publish, "exchange", exchange):
            yield disk
    finally:
        _watched.pop()


def contents(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in list_files(folder)}


class Trial:
    """A project with two states, `0` and `1`, and what a clean build gives for each."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.root = copy_project(source, folder / "project")
        self.wanted = []
        for state in (0, 1):
            self.edit(state)
            clean = copy_project(self.root, folder / f"clean {state}")
            self._build(clean)
            self.wanted.append(contents(clean / "site"))
        self._build(self.root)
        self.state = 1

    def _build(self, root: Path) -> int:
        """A good build, in this process; returns how many changes of the disk it made."""
        with failing(Disk(str(root))) as disk:
            assert build(root).published
        return disk.changes

    def edit(self, state: int) -> None:
        """Makes the project's records those of a state."""
        path = self.root / "data" / "organizations.yml"
        lines = path.read_text(encoding="utf-8").split("\n")
        place = next(i for i, line in enumerate(lines) if line.startswith("school-b:"))
        lines[place + 1] = f"  name: School number {state}"
        path.write_text("\n".join(lines), encoding="utf-8")

    def count(self) -> int:
        """How many changes of the disk an incremental build makes, here to the other state."""
        self.state = 1 - self.state
        self.edit(self.state)
        changes = self._build(self.root)
        assert contents(self.root / "site") == self.wanted[self.state]
        return changes

    def fail(self, number: int, code: int, *, stays: bool) -> str:
        """Builds while the disk fails; the site must be whole, and the next build right, be it
        of the same records or of those before.

        Returns what people are told, or nothing if the build went through all the same."""
        self.state = 1 - self.state
        self.edit(self.state)
        told = ""
        with failing(Disk(str(self.root), number, code, stays)):
            try:
                build(self.root)
            except (EngineError, PublishError, OSError) as error:
                told = str(error)
        where = f"change {number}, {os.strerror(code)}"
        assert verify(self.root / "site").lines == [], where
        assert contents(self.root / "site") in self.wanted, where
        if number % 2:
            self.state = 1 - self.state
            self.edit(self.state)
        self._build(self.root)
        assert contents(self.root / "site") == self.wanted[self.state], where
        return told
