"""From the bytes of a file to its text, or why there is none.

Knows encodings and the characters that no reviewer can see. Must not know what files a
project has.
"""

import re
from typing import Any

from pledgebook.diagnostics import Diagnostic, Place, diagnose
from pledgebook.source import SourceFile

MAX_BYTES = 1 << 20
# Controls but tab and line ends; marks of byte order; line ends that only some programs know.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_MARKS = (
    (b"\xef\xbb\xbf", "unreadable-file.bom"),
    (b"\xff\xfe", "unreadable-file.utf-16"),
    (b"\xfe\xff", "unreadable-file.utf-16"),
)


def decode(
    path: str, raw: bytes, problems: list[Diagnostic], max_bytes: int = MAX_BYTES
) -> SourceFile | None:
    """The text of a file's bytes, or a problem added to `problems`."""
    if len(raw) > max_bytes:
        limit = f"{max_bytes / (1 << 20):g}"
        problems.append(refused(path, "unreadable-file.large", limit=limit))
        return None
    for mark, key in _MARKS:
        if raw.startswith(mark):
            problems.append(refused(path, key))
            return None
    if b"\x00" in raw[:1000]:
        problems.append(refused(path, "unreadable-file.binary"))
        return None
    try:
        source = SourceFile(path, raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        problems.append(_not_utf_8(path, raw, error.start))
        return None
    if match := _CONTROL.search(source.text):
        problems.append(_hidden(source, match))
        return None
    return source


def refused(path: str, key: str, **params: Any) -> Diagnostic:
    """A file that is not read, with the message about why."""
    return diagnose(Place(path), key, **params)


def _not_utf_8(path: str, raw: bytes, offset: int) -> Diagnostic:
    line = raw.count(b"\n", 0, offset) + 1
    start = raw.rfind(b"\n", 0, offset) + 1
    place = Place(path, line, len(raw[start:offset].decode("utf-8", "replace")) + 1)
    return diagnose(place, "unreadable-file.encoding")


def _hidden(source: SourceFile, match: re.Match[str]) -> Diagnostic:
    place = source.place(match.start(), match.end())
    return diagnose(place, "hidden-characters.control", code=f"U+{ord(match[0]):04X}")
