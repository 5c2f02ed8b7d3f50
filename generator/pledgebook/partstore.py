"""Parts of downloads that an earlier build made, kept by name in the build folder.

Knows files. Must not know what stands in a table. A damaged file costs only time.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from pledgebook.downloads.parts import Part
from pledgebook.inputs import Inputs
from pledgebook.output import list_files, remove_files, write_if_changed

_DIGEST = 32  # bytes at the beginning of a file: the SHA-256 of the rest
_HEAD = 8  # bytes that say how long the head is


class KeptParts:
    """Makes each part once: it is kept in `folder` for as long as it is asked for."""

    def __init__(self, folder: Path, inputs: Inputs) -> None:
        self.folder = folder
        self.used: set[str] = set()
        self.reports = cache(inputs.reports)

    def part(self, name: bytes, make: Callable[[], Part]) -> Part:
        """The part of a name. Raises OSError."""
        file = sha256(name).hexdigest()
        self.used.add(file)
        path = self.folder / file
        kept = path.read_bytes() if path.is_file() else b""
        if kept and sha256(memoryview(kept)[_DIGEST:]).digest() == kept[:_DIGEST]:
            return _read(kept)
        part = make()
        content = _written(part)
        write_if_changed(path, sha256(content).digest() + content)
        return part

    def forget_others(self) -> None:
        """Removes parts that were not asked for since this was made."""
        remove_files(self.folder, tuple(sorted(list_files(self.folder) - self.used)))


def _written(part: Part) -> bytes:
    """The part as bytes: the head's length, the head, and the pieces one after the other."""
    twins = "\n".join(part.twins).encode()  # no text of JSON has a line break in it
    pieces = (part.csv, part.json, part.sheet, twins)
    columns = {name: list(cells) for name, cells in part.columns.items()}
    head = json.dumps([list(map(len, pieces)), columns], separators=(",", ":")).encode()
    return b"".join((len(head).to_bytes(_HEAD, "big"), head, *pieces))


def _read(content: bytes) -> Part:
    place = _DIGEST + _HEAD
    end = place + int.from_bytes(content[_DIGEST:place], "big")
    sizes, columns = json.loads(content[place:end])
    pieces: list[bytes] = []
    for size in sizes:
        pieces.append(content[end : end + size])
        end += size
    csv, as_json, sheet, twins = pieces
    lines: Sequence[str] = twins.decode().split("\n") if twins else ()
    return Part(csv, as_json, sheet, lines, columns)
