"""The SHA-256 of a project's files, kept so that one that is as it was need not be read again.

Knows what the system keeps of a file: its size, when it was changed, its number. Must not know
what stands in it.

A file is as it was where all of these are. One that was changed a moment before it was read
could be changed once more without any of them telling: it is read again the next time, as git
does. What is kept is lost or damaged at no cost but time.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from pledgebook.sealed import read_sealed, write_sealed

_FILE = "inputs.json"
_MOMENT = 2 * 10**9  # nanoseconds; no file system keeps coarser times
_Stamp = list[int]


def digest_files(root: Path, names: Iterable[str], build: Path, since: int) -> dict[str, str]:
    """The SHA-256 of files of a project by name, known from an earlier call or read. `since` is
    when the first of them may have been read, in nanoseconds as files have it. Raises OSError."""
    known = _read(build / _FILE)
    digests, keep = {}, {}
    for name in names:
        path = f"{root}{os.sep}{name}"
        found = os.stat(path)  # noqa: PTH116 - a Path of its own for each file takes as long again
        stamp = [
            found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev
        ]  # fmt: skip
        before, digest = known.get(name, (None, ""))
        if before != stamp:
            digest = sha256(Path(path).read_bytes()).hexdigest()
        if max(found.st_mtime_ns, found.st_ctime_ns) + _MOMENT < since:
            keep[name] = (stamp, digest)
        digests[name] = digest
    if keep != known:
        text = json.dumps(keep, separators=(",", ":"))
        with suppress(OSError):  # to read all again is no fault
            write_sealed(build / _FILE, text.encode())
    return digests


def _read(path: Path) -> Mapping[str, tuple[_Stamp, str]]:
    try:
        read = json.loads(read_sealed(path) or b"{}")
        return {name: (stamp, digest) for name, (stamp, digest) in read.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
