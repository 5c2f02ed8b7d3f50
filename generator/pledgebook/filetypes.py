"""What a file is, by its content and not by its name.

Knows the beginnings of the few formats that may be published. Must not know records. Reads
only headers, however large the file is.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HEAD = 64 * 1024
# Markers of JPEG frames, which hold the size of the image.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})


@dataclass(frozen=True, slots=True)
class FileType:
    """`kind` is png, jpg, webp, pdf, text, or empty for anything else; `pixels` of an image."""

    kind: str = ""
    pixels: int = 0


def identify(path: Path) -> FileType:
    """The type of a file; empty also when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return _identify(stream)
    except OSError:
        return FileType()


def _identify(stream: BinaryIO) -> FileType:
    head = stream.read(_HEAD)
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return FileType("png", _big(head[16:20]) * _big(head[20:24]))
    if head.startswith(b"\xff\xd8\xff"):
        return FileType("jpg", _jpeg_pixels(stream))
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileType("webp", _webp_pixels(head[12:30]))
    if head.startswith(b"%PDF-"):
        return FileType("pdf")
    return FileType("text" if _is_text(head) else "")


def _big(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def _little(raw: bytes) -> int:
    return int.from_bytes(raw, "little")


def _jpeg_pixels(stream: BinaryIO) -> int:
    """Walks from segment to segment to the first frame; 0 when there is none."""
    position = 2
    for _ in range(1000):
        stream.seek(position)
        head = stream.read(9)
        if len(head) < 9 or head[0] != 0xFF:
            return 0
        if head[1] in _JPEG_FRAMES:
            return _big(head[5:7]) * _big(head[7:9])
        bare = head[1] in _JPEG_BARE
        position += 1 if head[1] == 0xFF else 2 if bare else 2 + _big(head[2:4])
    return 0


def _webp_pixels(chunk: bytes) -> int:
    if chunk.startswith(b"VP8X"):
        return (_little(chunk[12:15]) + 1) * (_little(chunk[15:18]) + 1)
    if chunk.startswith(b"VP8L"):
        bits = _little(chunk[9:13])
        return ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1)
    return (_little(chunk[14:16]) & 0x3FFF) * (_little(chunk[16:18]) & 0x3FFF)


def _is_text(head: bytes) -> bool:
    """UTF-8 without control characters; a letter cut off at the end of what was read counts."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) < _HEAD or error.start < len(head) - 3:
            return False
        text = head[: error.start].decode("utf-8")
    return not any(c < " " and c not in "\t\r\n" for c in text)
