"""Files that records name or that lie in `content/files/`.

Knows which files may be published. Must not read them (that is `filetypes`).
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pledgebook.diagnostics import Diagnostic, Message, Place, diagnose, message
from pledgebook.entries import Entry
from pledgebook.nearest import nearest
from pledgebook.project import Attachment
from pledgebook.records import Agreement, Announcement, Media, Source
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import corrected, problem_at
from pledgebook.rules.required import inline_sources

_RULE = "media-file"
MAX_MEGABYTES = 20
MAX_MEGAPIXELS = 40
_KINDS = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "webp": "webp", "pdf": "pdf", "csv": "text"}
_ALLOWED = "png, jpg, webp, pdf, csv"
_SAFE = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*\.[A-Za-z0-9]+")
_PREFIX = re.compile(r"(?:\.?/)*(?:content/)?files/+|^(?:\.?/)+")


class _Named(NamedTuple):
    """A file that a record names: where, and under which name."""

    entry: Entry[Any]
    path: str
    name: str


def media_file(checked: Checked) -> Iterator[Diagnostic]:
    """A photo or document cannot be published, or is not there.

    Photos and documents lie in `content/files/`, and records name them by their path below
    that folder: `file: signing.jpg`. Allowed are png, jpg, webp, pdf and csv, up to 20 MB and
    40 megapixels; what counts is what the file is, not what it is called. Names have plain
    letters, digits, hyphens, underscores and points, so that every address works. What a
    camera writes into a photo (place, time, device) is left out of the published copy.

    Wrong: `file: Ảnh ký kết.jpg`, or `file: photo.jpg` when the file is `Photo.JPG`.

    To repair it: put the file into the folder, rename it, or save it in one of the formats.
    Word and Excel files can be saved as pdf and csv.
    """
    attachments = checked.model.attachments
    for attachment in attachments.values():
        yield from _unfit(attachment)
    for named in _files(checked):
        if named.name not in attachments:
            yield _absent(named, tuple(attachments))


def _files(checked: Checked) -> Iterator[_Named]:
    """Files that records name."""
    for entry in (*checked.named, *checked.citing_rows):
        match entry.record:
            case Source() as source if source.file:
                yield _Named(entry, "file", source.file)
            case Agreement() | Announcement() as record:
                for index, media in enumerate(record.media):
                    yield _Named(entry, f"media.{index}.file", media.file)
        for path, source in inline_sources(entry.record):
            if source.file:
                yield _Named(entry, f"{path}.file", source.file)


def _absent(named: _Named, known: tuple[str, ...]) -> Diagnostic:
    entry, path, name = named
    stripped = _PREFIX.sub("", name, count=1)
    near = stripped if stripped in known else _namesake(stripped, known) or nearest(stripped, known)
    text = message(f"{_RULE}.missing", name=name)
    fix = corrected(entry, path, near)
    return entry.problem(_RULE, text, path, _where(name, stripped, near), fix=fix)


def _namesake(name: str, known: tuple[str, ...]) -> str | None:
    """The only file of that name in another folder."""
    last = name.rpartition("/")[2].casefold()
    found = [other for other in known if other.rpartition("/")[2].casefold() == last]
    return found[0] if len(found) == 1 else None


def _where(name: str, stripped: str, near: str | None) -> Message:
    if near and near == stripped:
        return message(f"{_RULE}.missing.hint.prefix", near=near)
    if near:
        return message(f"{_RULE}.missing.hint.near", near=near)
    return message(f"{_RULE}.missing.hint", name=stripped or name)


def _unfit(attachment: Attachment) -> Iterator[Diagnostic]:
    """What keeps a file from being published."""
    name, kind = attachment.name, attachment.kind
    suffix = name.rpartition(".")[2].lower()
    place = Place(f"content/files/{name}")
    if suffix not in _KINDS:
        yield _refused(place, "type", suffix=suffix if "." in name else "-", allowed=_ALLOWED)
    elif not _SAFE.fullmatch(name):
        yield _refused(place, "name")
    elif kind != _KINDS[suffix]:
        case = "content" if kind in _KINDS.values() and kind != "text" else "not-its-type"
        yield _refused(place, case, suffix=suffix, kind=kind)
    elif attachment.size > MAX_MEGABYTES << 20:
        yield _refused(place, "large", limit=MAX_MEGABYTES)
    elif attachment.pixels > MAX_MEGAPIXELS * 1_000_000:
        yield _refused(place, "pixels", limit=MAX_MEGAPIXELS)


def _refused(place: Place, case: str, **params: Any) -> Diagnostic:
    return diagnose(place, f"{_RULE}.{case}", **params)


def media_alt(checked: Checked) -> Iterator[Diagnostic]:
    """A photo or document has no words that say what it shows.

    Who cannot see a picture hears its alternative text. It says in a sentence what is to be
    seen; the name of the file says nothing.

    Wrong: `media: [{file: signing.jpg}]`, or `alt: signing.jpg`.

    To repair it: add `alt`, for example `alt: Eight people sign at a long table`.
    """
    for entry in checked.named:
        record = entry.record
        media_list = record.media if isinstance(record, Agreement | Announcement) else ()
        for index, media in enumerate(media_list):
            if media.alt is None:
                yield problem_at(entry, "media-alt", f"media.{index}.alt", name=media.file)
            elif any(_is_name(text, media) for text in media.alt.texts.values()):
                yield problem_at(entry, "media-alt.name", f"media.{index}.alt", name=media.file)


def _is_name(text: str, media: Media) -> bool:
    """Whether an alternative text is only the file's name."""
    name = media.file.rpartition("/")[2]
    return text.strip().casefold() in {name.casefold(), name.rpartition(".")[0].casefold()}
