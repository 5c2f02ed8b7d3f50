"""What a file is, told by its content."""

from pathlib import Path

import pytest

from pledgebook.filetypes import FileType, identify

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")
FRAME = b"\xff\xc0\x00\x0b\x08" + (480).to_bytes(2, "big") + (640).to_bytes(2, "big")
NOTE = b"\xff\xe1\xff\xff" + b"x" * 0xFFFD  # as large as a segment can be


def _webp(chunk: bytes) -> bytes:
    return b"RIFF\x00\x00\x00\x00WEBP" + chunk


def _lossless(width: int, height: int) -> bytes:
    return b"VP8L\x00\x00\x00\x00\x2f" + (width - 1 | (height - 1) << 14).to_bytes(4, "little")


def _extended(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"VP8X\x00\x00\x00\x00\x00\x00\x00\x00" + size


def _lossy(width: int, height: int) -> bytes:
    size = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    return b"VP8 \x00\x00\x00\x00\x00\x00\x00\x9d\x01\x2a" + size


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (PNG, FileType("png", 640 * 480)),
        (b"\xff\xd8" + FRAME, FileType("jpg", 640 * 480)),
        (b"\xff\xd8" + NOTE * 3 + FRAME, FileType("jpg", 640 * 480)),
        (b"\xff\xd8\xff\xd0\xff" + FRAME, FileType("jpg", 640 * 480)),
        (b"\xff\xd8\xff\xe1\x00\x04", FileType("jpg", 0)),
        (_webp(_lossless(640, 480)), FileType("webp", 640 * 480)),
        (_webp(_extended(640, 480)), FileType("webp", 640 * 480)),
        (_webp(_lossy(640, 480)), FileType("webp", 640 * 480)),
        (b"%PDF-1.7\n", FileType("pdf")),
        ("Tên,Số\nNấm Lư,3860\n".encode(), FileType("text")),
        (b"", FileType("text")),
        (("ư" * 40_000).encode(), FileType("text")),
        (b"<svg/>", FileType("text")),
        (b"PK\x03\x04\x14\x00", FileType("")),
        (b"a,b\n\x00\n", FileType("")),
        (b"\xff\xfea\x00", FileType("")),
    ],
)
def test_a_file_is_what_it_holds(tmp_path: Path, content: bytes, found: FileType) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(content)
    assert identify(file) == found


def test_a_picture_that_never_ends_its_headers_is_given_up(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8" + b"\xff" * 5_000)
    assert identify(file) == FileType("jpg", 0)


def test_a_file_that_is_gone_is_nothing(tmp_path: Path) -> None:
    assert identify(tmp_path / "photo.jpg") == FileType()
