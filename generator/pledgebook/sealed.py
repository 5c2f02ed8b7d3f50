"""Files of the build folder that are believed only as they were written.

Knows how bytes are kept beside their SHA-256. Must not know what they mean: a file that is
missing, cut off or changed is as none, and costs only time.
"""

import hashlib
from pathlib import Path

from pledgebook.output import write_if_changed

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
