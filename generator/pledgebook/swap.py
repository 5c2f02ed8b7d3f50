"""Exchanging two folders in one step of the system.

Knows the system calls of Linux and macOS, which Python does not offer. Must not know what
the folders hold.
"""

import ctypes
import errno
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths count from the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_UNKNOWN = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})


def exchange(one: Path, other: Path) -> bool:
    """Gives each of two folders the other's place; nobody sees either missing.

    False when this system or file system cannot; then nothing happened. Raises OSError.
    """
    if sys.platform == "linux":
        status = _call("renameat2", _HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    elif sys.platform == "darwin":
        status = _call("renamex_np", os.fsencode(one), os.fsencode(other), _EXCHANGE)
    else:
        status = errno.ENOSYS
    if status and status not in _UNKNOWN:
        raise OSError(status, os.strerror(status), str(one), None, str(other))
    return not status


def _call(name: str, *arguments: int | bytes) -> int:
    """The error number of a call of the C library, 0 when it went well."""
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return errno.ENOSYS
    return ctypes.get_errno() if function(*arguments) else 0
