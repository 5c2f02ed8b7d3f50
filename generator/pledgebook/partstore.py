"""Parts of downloads that an earlier build made, kept by name in the build folder.

Knows a part as bytes. Must not know what stands in a table, nor how bytes are kept. A damaged
file costs only time.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from pledgebook.downloads.parts import Part
from pledgebook.inputs import Inputs
from pledgebook.sealed import Shelf

_HEAD = 8  # bytes that say how long the head is


class KeptParts(Shelf):
    """Makes each part once: it is kept in `folder` for as long as it is asked for."""

    def __init__(self, folder: Path, inputs: Inputs) -> None:
        super().__init__(folder)
        self.reports = cache(inputs.reports)

    def part(self, name: bytes, make: Callable[[], Part]) -> Part:
        """The part of a name. Raises OSError."""
        kept = self.find(name)
        if kept is not None:
            return _read(kept)
        part = make()
        self.put(name, _written(part))
        return part


def _written(part: Part) -> bytes:
    """The part as bytes: the head's length, the head, and the pieces one after the other."""
    twins = "\n".join(part.twins).encode()  # no text of JSON has a line break in it
    pieces = (part.csv, part.json, part.sheet, twins)
    columns = {name: list(cells) for name, cells in part.columns.items()}
    head = json.dumps([list(map(len, pieces)), columns], separators=(",", ":")).encode()
    return b"".join((len(head).to_bytes(_HEAD, "big"), head, *pieces))


def _read(content: bytes) -> Part:
    end = _HEAD + int.from_bytes(content[:_HEAD], "big")
    sizes, columns = json.loads(content[_HEAD:end])
    pieces: list[bytes] = []
    for size in sizes:
        pieces.append(content[end : end + size])
        end += size
    csv, as_json, sheet, twins = pieces
    lines: Sequence[str] = twins.decode().split("\n") if twins else ()
    return Part(csv, as_json, sheet, lines, columns)
