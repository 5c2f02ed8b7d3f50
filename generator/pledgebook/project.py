"""The files of a project: where they are, which type claims each, and their text.

Knows folders and file names. Must not know what stands in a file. Everything that can be
wrong with a file itself becomes a diagnostic; nothing here raises for an author's mistake.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pledgebook.diagnostics import Diagnostic, Place, message
from pledgebook.nearest import nearest
from pledgebook.records import RECORD_TYPES
from pledgebook.source import SourceFile

MAX_BYTES = 1 << 20
TYPE_NAMES = tuple(kind.name for kind in RECORD_TYPES)
_SUFFIXES = (".yml", ".yaml")
# Everything a reviewer of a record could not see: controls but tab and line ends.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of records. `type` is a record type's name or "site"; `id` is empty for a file
    that maps ids to records and for results."""

    type: str
    id: str
    source: SourceFile


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A Markdown file under content/. `page` is its path without language and suffix
    (`announcements/2024-06-28-launch`), `language` its tag or "" for the first language."""

    page: str
    language: str
    source: SourceFile


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file under content/files/, by its path below that folder. `size` in bytes."""

    name: str
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Project:
    """All files of a project, read."""

    root: Path
    data: tuple[DataFile, ...]
    content: tuple[ContentFile, ...]
    attachments: tuple[Attachment, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sources(self) -> dict[str, SourceFile]:
        """Every text file by its path."""
        return {file.source.path: file.source for file in (*self.data, *self.content)}


def find_root(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that holds `data/` and `mkdocs.yml`."""
    for folder in (start, *start.parents):
        if is_root(folder):
            return folder
    return None


def is_root(folder: Path) -> bool:
    """Whether a folder is a project."""
    return (folder / "data").is_dir() and (folder / "mkdocs.yml").is_file()


def read_project(root: Path) -> Project:
    """Reads every file under `data/` and `content/` that a type claims."""
    problems: list[Diagnostic] = []
    data = [file for path in _walk(root, "data", problems) for file in _data(root, path, problems)]
    content: list[ContentFile] = []
    attachments: list[Attachment] = []
    for path in _walk(root, "content", problems):
        if path.startswith("content/files/"):
            attachments.append(_attachment(root, path))
        else:
            content.extend(_content(root, path, problems))
    return Project(root, tuple(data), tuple(content), tuple(attachments), tuple(problems))


def _walk(root: Path, folder: str, problems: list[Diagnostic]) -> Iterator[str]:
    """Paths of regular files below a folder, sorted; refuses links and special files."""
    start = root / folder
    if not start.is_dir() or start.is_symlink():
        if start.is_symlink():
            problems.append(_refused(folder, "unreadable-file.link"))
        return
    pending = [folder]
    seen: dict[str, str] = {}
    files: list[str] = []
    while pending:
        current = pending.pop()
        for entry in os.scandir(root / current):
            if entry.name.startswith("."):
                continue
            path = f"{current}/{entry.name}"
            problem = _file_problem(entry, path, seen)
            if problem is not None:
                problems.append(problem)
            elif entry.is_dir(follow_symlinks=False):
                pending.append(path)
            else:
                files.append(path)
    yield from sorted(files)


def _file_problem(entry: "os.DirEntry[str]", path: str, seen: dict[str, str]) -> Diagnostic | None:
    folded = unicodedata.normalize("NFC", path).casefold()
    if entry.is_symlink():
        return _refused(path, "unreadable-file.link")
    if not entry.is_dir(follow_symlinks=False) and not entry.is_file(follow_symlinks=False):
        return _refused(path, "unreadable-file.special")
    if folded in seen:
        other = seen[folded]
        return Diagnostic(
            Place(path),
            "duplicate-id",
            message("duplicate-id.path", path=path, other=other),
            message("duplicate-id.path.hint"),
            related=(Place(other),),
        )
    seen[folded] = path
    return None


def _refused(path: str, key: str, **params: str | int) -> Diagnostic:
    return Diagnostic(
        Place(path), "unreadable-file", message(key, path=path, **params), message(f"{key}.hint")
    )


def _unread(path: str, key: str, hint: str, **params: str) -> Diagnostic:
    text = message(f"unread-file.{key}", path=path)
    return Diagnostic(Place(path), "unread-file", text, message(f"unread-file.{hint}", **params))


def _data(root: Path, path: str, problems: list[Diagnostic]) -> Iterator[DataFile]:
    """The record file at a path below data/, or a problem."""
    parts = path.split("/")[1:]
    stem, suffix = os.path.splitext(parts[-1])  # noqa: PTH122 - a name, not a path
    kind = parts[0] if len(parts) > 1 else stem
    known = (*TYPE_NAMES, "site") if len(parts) == 1 else TYPE_NAMES
    if kind not in known:
        near = nearest(kind, known)
        hint = {"hint": "hint-name", "name": near} if near else {"hint": "hint-types"}
        problems.append(_unread(path, "data", types=", ".join(TYPE_NAMES), **hint))
    elif suffix not in _SUFFIXES:
        problems.append(_unread(path, "suffix", "hint-suffix", name=f"{stem}.yml"))
    elif source := _read(root, path, problems):
        named = len(parts) > 1 and kind != "results"
        yield DataFile(kind, stem if named else "", source)


def _content(root: Path, path: str, problems: list[Diagnostic]) -> Iterator[ContentFile]:
    """The Markdown file at a path below content/, or a problem. A dot before `.md` parts the
    language off, whatever it is: `pages` says whether the site has it."""
    name = path.removeprefix("content/")
    if not name.endswith(".md"):
        problems.append(_unread(path, "content", "hint-files"))
        return
    folder, _, last = name.removesuffix(".md").rpartition("/")
    stem, _, language = last.partition(".")
    page = f"{folder}/{stem}" if folder else stem
    if source := _read(root, path, problems):
        yield ContentFile(page, language, source)


def _attachment(root: Path, path: str) -> Attachment:
    file = root / path
    return Attachment(path.removeprefix("content/files/"), file, file.stat().st_size)


def _read(root: Path, path: str, problems: list[Diagnostic]) -> SourceFile | None:
    """The file's text, or a problem: too large, not UTF-8, with characters nobody sees."""
    file = root / path
    try:
        with file.open("rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                problems.append(_refused(path, "unreadable-file.special"))
                return None
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        problems.append(_refused(path, "unreadable-file.system", reason=str(error.strerror)))
        return None
    return decode(path, raw, problems)


def decode(path: str, raw: bytes, problems: list[Diagnostic]) -> SourceFile | None:
    """The text of a file's bytes, or a problem added to `problems`."""
    if len(raw) > MAX_BYTES:
        problems.append(_refused(path, "unreadable-file.large", limit=MAX_BYTES >> 20))
        return None
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        problems.append(_refused(path, "unreadable-file.bom"))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        start = raw.rfind(b"\n", 0, error.start) + 1
        column = len(raw[start : error.start].decode("utf-8", "replace")) + 1
        text_message = message("unreadable-file.encoding", path=path)
        hint = message("unreadable-file.encoding.hint")
        problems.append(Diagnostic(Place(path, line, column), "unreadable-file", text_message, hint))
        return None
    source = SourceFile(path, text)
    if match := _CONTROL.search(text):
        place = source.place(match.start(), match.end())
        shown = message("hidden-characters.control", code=f"U+{ord(match[0]):04X}")
        hint = message("hidden-characters.hint")
        problems.append(Diagnostic(place, "hidden-characters", shown, hint))
        return None
    return source


