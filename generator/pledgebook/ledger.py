"""Which bytes stand where, by path, size and time of change: kept so that a later build need not
read them again.

Knows files and their stamps. Must not know what the files are.
"""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from pledgebook.output import write_if_changed

_FILES = "files.json"
Stamp = tuple[int, int]  # size in bytes, time of change in nanoseconds


def stamp_files(folder: Path) -> dict[str, Stamp]:
    """Size and time of change of every file below a folder, by relative path with `/`."""
    found: dict[str, Stamp] = {}
    root, pending = os.fspath(folder), [""]
    while pending:
        inner = pending.pop()
        try:
            entries = list(os.scandir(f"{root}{os.sep}{inner}"))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{inner}{entry.name}/")
            else:
                stat = entry.stat(follow_symlinks=False)
                odd = entry.is_symlink()
                found[f"{inner}{entry.name}"] = (-1 if odd else stat.st_size, stat.st_mtime_ns)
    return found


class Ledger:
    """Which bytes a file holds, by its path in a tree and its stamp."""

    def __init__(self, known: Mapping[str, list[tuple[int, int, str]]]) -> None:
        self._known = known

    @classmethod
    def read(cls, build: Path) -> "Ledger":
        """The ledger of the build folder; empty when it is missing or damaged."""
        try:
            read = json.loads((build / _FILES).read_bytes())
            return cls(
                {
                    str(path): [(int(size), int(time), str(digest)) for size, time, digest in given]
                    for path, given in read.items()
                }
            )
        except (OSError, ValueError, TypeError, AttributeError):
            return cls({})

    def digests(self, stamps: Mapping[str, Stamp]) -> dict[str, str]:
        """The SHA-256 of those files of a tree that are as they were left."""
        found = {}
        for path, (size, time) in stamps.items():
            for known_size, known_time, digest in self._known.get(path, ()):
                if known_size == size and known_time == time:
                    found[path] = digest
                    break
        return found


def write_ledger(
    build: Path, trees: Iterable[tuple[Mapping[str, Stamp], Mapping[str, str]]]
) -> None:
    """Keeps the SHA-256 of the files of trees, each given as stamps and digests by path."""
    known: dict[str, list[tuple[int, int, str]]] = {}
    for stamps, digests in trees:
        for path, digest in digests.items():
            if path in stamps and (*stamps[path], digest) not in known.get(path, ()):
                known.setdefault(path, []).append((*stamps[path], digest))
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    write_if_changed(build / _FILES, text.encode())
