"""Published photos show the same picture and tell nothing else, as an independent reader sees."""

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from pledgebook.checks import check_project
from pledgebook.filetypes import identify
from pledgebook.photos import without_traces
from pledgebook.status import evaluate_all
from pledgebook.trees import plan_trees
from sites import AS_OF, CASES, copy_project

KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>a secret place</x:xmpmeta>"
PLACE = (22.0, 46.0, 12.5)
# How a phone hangs other things behind the picture.
FILM = b"\0\0\0\x18ftypmp42 +22.7701+104.1183/ a secret place"


def picture() -> Image.Image:
    image = Image.new("RGB", (24, 16))
    image.putdata([(x * 10, y * 15, (x * y) % 256) for y in range(16) for x in range(24)])
    return image


def photo(kind: str, turn: int = 1, order: str = "<") -> bytes:
    """A photo that tells its place in every way that its format has."""
    exif = Image.Exif()
    exif.endian = order
    exif[MAKE] = "a secret camera"
    if turn != 1:
        exif[ORIENTATION] = turn
    exif.get_ifd(GPS).update({1: "N", 2: PLACE, 3: "E", 4: PLACE})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, object] = {"exif": exif.tobytes(), "icc_profile": profile}
    if kind == "png":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", "a secret place")
        notes.add_text("Note", "a secret place", zip=True)
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options["pnginfo"] = notes
    else:
        options["xmp"] = XMP
    if kind == "jpg":
        options |= {"comment": "a secret place", "progressive": True}
    stream = io.BytesIO()
    picture().save(stream, KINDS[kind], **options)
    content = stream.getvalue()
    if kind == "jpg":
        iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x0ea secret place"
        content = content[:2] + b"\xff\xed" + struct.pack(">H", 2 + len(iptc)) + iptc + content[2:]
    return content + FILM


def plain(kind: str) -> bytes:
    stream = io.BytesIO()
    picture().save(stream, KINDS[kind])
    return stream.getvalue()


def read(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("turn", [1, 3, 6, 8])
@pytest.mark.parametrize("kind", KINDS)
def test_the_place_goes_and_the_picture_stays(kind: str, turn: int, order: str) -> None:
    before = photo(kind, turn, order)
    assert read(before).getexif().get_ifd(GPS)
    after = without_traces(kind, before)
    old, new = read(before), read(after)
    assert new.tobytes() == old.tobytes()
    assert new.info["icc_profile"] == old.info["icc_profile"]
    assert dict(new.getexif()) == ({ORIENTATION: turn} if turn != 1 else {})
    assert not new.getexif().get_ifd(GPS)
    assert not {"xmp", "comment", "photoshop", "XML:com.adobe.xmp"} & new.info.keys()
    assert b"secret" not in after
    assert b"+22.77" not in after
    assert without_traces(kind, after) == after


@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_that_tells_nothing_stays_as_it_is(kind: str) -> None:
    content = plain(kind)
    assert without_traces(kind, content) == content


def test_moving_pictures_keep_moving() -> None:
    frames = [picture(), picture().rotate(180)]
    for kind in ("png", "webp"):
        stream = io.BytesIO()
        frames[0].save(stream, KINDS[kind], save_all=True, append_images=frames[1:], lossless=True)
        assert without_traces(kind, stream.getvalue()) == stream.getvalue()


def test_other_files_stay_as_they_are() -> None:
    assert without_traces("pdf", b"%PDF-1.7 a place") == b"%PDF-1.7 a place"
    assert without_traces("text", b"a,b\n") == b"a,b\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_photo_ends_where_it_cannot_be_read(kind: str) -> None:
    content = photo(kind, 6)
    for size in range(0, len(content), 7):
        cut = without_traces(kind, content[:size])
        assert len(cut) <= size + 20
        assert b"secret" not in cut


def test_the_published_copy_is_the_one_without_the_place(tmp_path: Path) -> None:
    root = copy_project(CASES / "sites" / "garden-pact", tmp_path)
    files = root / "content" / "files"
    files.mkdir(exist_ok=True)
    for kind in KINDS:
        (files / f"garden.{kind}").write_bytes(photo(kind))
        assert identify(files / f"garden.{kind}").kind == kind
    model = check_project(root, AS_OF).loaded.model
    trees = plan_trees(model, evaluate_all(model, AS_OF), AS_OF, root / "none")
    for tree in trees:
        for kind in KINDS:
            published = tree.files[f"files/garden.{kind}"]
            assert b"secret" not in published
            assert read(published).size == (24, 16)
