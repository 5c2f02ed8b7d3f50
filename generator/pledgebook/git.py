"""Git as a process: what it is asked, and how the contents that it prints are told apart.

Knows how git is called and its batch form. Must not know which questions are asked, or what is
said where git cannot answer.
"""

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path


def call_git(
    root: Path, *arguments: str, environment: Mapping[str, str], given: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """What git says when called in a folder. Raises OSError where git cannot be run."""
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(
        command, input=given, capture_output=True, check=False, env=dict(environment)
    )


def split_batch(output: bytes) -> Iterator[tuple[str, bytes | None]]:
    """Ids and contents in what `git cat-file --batch` prints (`ID blob SIZE`, the content, a
    line's end); None for the content of an id that git lacks."""
    place = 0
    while place < len(output):
        end = output.index(b"\n", place)
        parts = output[place:end].decode().split(" ")
        place = end + 1
        if len(parts) == 3:
            size = int(parts[2])
            yield parts[0], output[place : place + size]
            place += size + 1
        else:
            yield parts[0], None
