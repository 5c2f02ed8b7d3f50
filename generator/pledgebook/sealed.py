"""Files of the build folder that are believed only as they were written, alone or on a shelf of
many.

Knows how bytes are kept beside their SHA-256. Must not know what they mean: a file that is
missing, cut off or changed is as none, and costs only time.
"""

import hashlib
from pathlib import Path

from pledgebook.output import list_files, remove_files, write_if_changed

_LENGTH = 64


def read_sealed(path: Path) -> bytes | None:
    """What was kept in a file; None where it is missing or not as it was written."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    content = kept[_LENGTH + 1 :]
    return content if kept[:_LENGTH] == _seal(content) else None


def write_sealed(path: Path, content: bytes) -> None:
    """Keeps bytes in a file. Raises OSError."""
    write_if_changed(path, b"%b\n%b" % (_seal(content), content))


def _seal(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


class Shelf:
    """What is kept in a folder by names of any length, for as long as it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()

    def find(self, name: bytes) -> bytes | None:
        """What is kept by a name; None where there is nothing, or it is damaged."""
        return read_sealed(self._place(name))

    def put(self, name: bytes, content: bytes) -> None:
        """Keeps bytes by a name. Raises OSError."""
        write_sealed(self._place(name), content)

    def forget_others(self) -> None:
        """Removes what nobody asked for since this was made."""
        remove_files(self.folder, tuple(sorted(list_files(self.folder) - self.used)))

    def _place(self, name: bytes) -> Path:
        file = hashlib.sha256(name).hexdigest()
        self.used.add(file)
        return self.folder / file
