"""Whether a folder is as it was left. The system is asked what it keeps of each file and folder;
nothing is opened or listed, which would take three times as long.

Knows files, folders and their times. Must not know what stands in them.

A file that was written has another time or size; one that was removed is not there; one that
was added, or put in the place of another, has changed the time of its folder.
"""

import json
import os
import stat
from array import array
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pledgebook.sealed import read_sealed, write_sealed


def note_folder(folder: Path, names: Iterable[str], at: Path, mark: str) -> None:
    """Keeps in the file `at` how a folder that holds these files is left, by whom is said by the
    mark. Raises OSError."""
    files = sorted(names)
    folders = sorted(_folders(files))
    text = json.dumps((mark, _state(folder, files, folders), files, folders), ensure_ascii=False)
    write_sealed(at, text.encode("utf-8", "surrogatepass"))


def is_untouched(folder: Path, at: Path, mark: str) -> bool:
    """Whether a folder is as it was left under this mark."""
    try:
        known, state, files, folders = json.loads(read_sealed(at) or b"")
        return bool(known == mark and state == _state(folder, files, folders))
    except (OSError, ValueError, TypeError):
        return False


def _folders(files: Iterable[str]) -> set[str]:
    """The folders of these files, and those that they are in."""
    found = {""}
    for name in files:
        folder = name.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _state(root: Path, files: Iterable[str], folders: Iterable[str]) -> str:
    """What the system keeps of files and folders, in short. Raises OSError where one is missing."""
    kept = array("q")
    start = f"{root}{os.sep}"
    for name in files:
        found = os.lstat(start + name)
        kept.append(found.st_size if stat.S_ISREG(found.st_mode) else -1)
        kept.append(found.st_mtime_ns)
    for name in folders:
        found = os.lstat(start + name)
        kept.append(found.st_mtime_ns if stat.S_ISDIR(found.st_mode) else -1)
    return sha256(kept.tobytes()).hexdigest()
