"""Photos without what they tell besides the picture: place, camera, names, comments.

Knows the containers of JPEG, PNG and WebP. Must not know records or files. The picture itself
is copied byte for byte and never decoded; only parts that are known to belong to it stay, and
of the rest the one thing that browsers need: which way up the picture is.
"""

import re
import struct
import zlib
from collections.abc import Iterator

# Start of a segment; 0 and the restart markers belong to the picture's data.
_MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
_JPEG_BARE = frozenset({0x01, 0xD8})
_JPEG_END, _JPEG_SCAN, _JPEG_COMMENT = 0xD9, 0xDA, 0xFE
# Segments of applications that say how to read the colours.
_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_EXIF = b"Exif\0\0"

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT"
    b" acTL fcTL fdAT".split()
)

_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04

_ORIENTATION = 0x0112


def without_traces(kind: str, content: bytes) -> bytes:
    """A file's bytes as they may be published; `kind` as in `filetypes`.

    A photo that tells nothing comes back as it was. Where a damaged photo cannot be read any
    further, it ends.
    """
    match kind:
        case "jpg":
            return b"".join(_jpeg(content))
        case "png":
            return b"".join(_png(content))
        case "webp":
            return _webp(content)
    return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Segments up to the end of the picture; phones hang whole films with places behind it."""
    position = 0
    while match := _MARKER.search(content, position):
        marker, start = match[1][0], match.end()
        bare = marker in _JPEG_BARE or marker == _JPEG_END
        position = start if bare else start + int.from_bytes(content[start : start + 2], "big")
        if marker == _JPEG_SCAN:
            following = _MARKER.search(content, position)
            position = following.start() if following else len(content)
        yield _jpeg_segment(marker, content[match.start() : position], content[start:position])
        if marker == _JPEG_END:
            return


def _jpeg_segment(marker: int, whole: bytes, body: bytes) -> bytes:
    data = body[2:]
    if marker == 0xE1 and data.startswith(_EXIF):
        turned = _only_orientation(data.removeprefix(_EXIF))
        size = struct.pack(">H", 2 + len(_EXIF) + len(turned))
        return b"\xff\xe1" + size + _EXIF + turned if turned else b""
    if 0xE0 <= marker <= 0xEF:
        kept = _JPEG_KEPT.get(marker)
        return whole if kept and data.startswith(kept) else b""
    return b"" if marker == _JPEG_COMMENT else whole


def _png(content: bytes) -> Iterator[bytes]:
    yield _PNG_START
    position, name = len(_PNG_START), b""
    while name != b"IEND" and position + 12 <= len(content):
        size, name = struct.unpack_from(">I4s", content, position)
        start, position = position, position + 12 + size
        if name in _PNG_KEPT:
            yield content[start:position]
        elif name == b"eXIf" and (turned := _only_orientation(content[start + 8 : position - 4])):
            check = zlib.crc32(name + turned)
            yield struct.pack(">I4s", len(turned), name) + turned + struct.pack(">I", check)


def _webp(content: bytes) -> bytes:
    chunks = list(_webp_chunks(content))
    exif = next((body for name, body in chunks if name == b"EXIF"), b"")
    turned = _only_orientation(exif)
    kept = [(name, _webp_body(name, body, bool(turned))) for name, body in chunks]
    kept = [(name, body) for name, body in kept if name in _WEBP_KEPT]
    if turned:
        kept.append((b"EXIF", turned))
    parts = (struct.pack("<4sI", n, len(b)) + b + b"\0" * (len(b) % 2) for n, b in kept)
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = 8 + int.from_bytes(content[4:8], "little")
    position = 12
    while position + 8 <= min(end, len(content)):
        name, size = struct.unpack_from("<4sI", content, position)
        yield name, content[position + 8 : position + 8 + size]
        position += 8 + size + size % 2


def _webp_body(name: bytes, body: bytes, turned: bool) -> bytes:
    """A chunk's content; the first one says whether there is EXIF or XMP."""
    if name != b"VP8X" or not body:
        return body
    flags = body[0] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if turned else 0)
    return bytes((flags,)) + body[1:]


def _only_orientation(exif: bytes) -> bytes:
    """EXIF data that says which way up the picture is; empty when it stands upright."""
    turn = _orientation(exif.removeprefix(_EXIF))
    if not 1 < turn <= 8:
        return b""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 1
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    count = int.from_bytes(tiff[start : start + 2], "little" if order == "<" else "big")
    for entry in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
        if tag == _ORIENTATION:
            return int(value)
    return 1
