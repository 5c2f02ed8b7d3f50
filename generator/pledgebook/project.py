"""The files of a project: where they are, which type claims each, and their text.

Knows folders and file names. Must not know what stands in a file. Everything that can be
wrong with a file itself becomes a diagnostic; nothing here raises for an author's mistake.
"""

import os
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from pledgebook.decode import MAX_BYTES, refused
from pledgebook.diagnostics import Diagnostic, Place, diagnose, message
from pledgebook.fields import id_problem
from pledgebook.filetypes import identify
from pledgebook.home import read_file
from pledgebook.nearest import nearest
from pledgebook.records import RECORD_TYPES
from pledgebook.source import SourceFile
from pledgebook.suggest import slug

TYPE_NAMES = tuple(kind.name for kind in RECORD_TYPES)
_SUFFIXES = (".yml", ".yaml")


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
    """A file under content/files/, by its path below that folder. `size` in bytes.

    What it is by its content: `kind` and `pixels`, see `filetypes`.
    """

    name: str
    path: Path
    size: int
    kind: str = ""
    pixels: int = 0


@dataclass(frozen=True, slots=True)
class Project:
    """All files of a project, read. `lost` are the type and id of files that could not be."""

    root: Path
    data: tuple[DataFile, ...]
    content: tuple[ContentFile, ...]
    attachments: tuple[Attachment, ...]
    diagnostics: tuple[Diagnostic, ...]
    lost: tuple[tuple[str, str], ...] = ()

    @property
    def sources(self) -> dict[str, SourceFile]:
        """Every text file by its path."""
        files = (*(file.source for file in self.data), *(file.source for file in self.content))
        return {source.path: source for source in files}


def read_project(root: Path, max_bytes: int = MAX_BYTES) -> Project:
    """Reads every file under `data/` and `content/` that a type claims."""
    reading = _Reading(root, max_bytes)
    for path in reading.walk("data"):
        reading.read_data(path)
    for path in reading.walk("content"):
        reading.read_content(path)
    return Project(
        root,
        tuple(reading.data),
        tuple(reading.content),
        tuple(reading.attachments),
        tuple(reading.problems),
        tuple(reading.lost),
    )


@dataclass(slots=True)
class _Reading:
    """The files read so far, and what was wrong with the others."""

    root: Path
    max_bytes: int
    data: list[DataFile] = field(default_factory=list)
    content: list[ContentFile] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def walk(self, folder: str) -> list[str]:
        """Paths of the regular files below a folder, sorted; refuses links and special files."""
        if (self.root / folder).is_symlink():
            self.problems.append(refused(folder, "unreadable-file.link"))
            return []
        pending = [folder] if (self.root / folder).is_dir() else []
        seen: dict[str, str] = {}
        files: list[str] = []
        while pending:
            current = pending.pop()
            for entry in self._entries(current):
                path = f"{current}/{entry.name}"
                problem = _entry_problem(entry, path, seen)
                if problem is not None:
                    self.problems.append(problem)
                    self._lose(path)
                elif entry.is_dir(follow_symlinks=False):
                    pending.append(path)
                else:
                    files.append(path)
        return sorted(files)

    def _entries(self, folder: str) -> list["os.DirEntry[str]"]:
        """What is in a folder, by name, but what the system hides."""
        try:
            with os.scandir(self.root / folder) as entries:
                shown = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            reason = str(error.strerror)
            self.problems.append(refused(folder, "unreadable-file.system", reason=reason))
            return []
        return sorted(shown, key=lambda entry: entry.name)

    def _lose(self, path: str) -> None:
        """Takes note of the record that a refused file stands for, where its name tells."""
        _, *folders, name = path.split("/")
        stem, _ = _split(name)
        kind = folders[0] if folders else stem
        if path.startswith("data/") and kind in (*TYPE_NAMES, "site"):
            self.lost.append((kind, stem if folders and kind != "results" else ""))

    def read_data(self, path: str) -> None:
        """Reads a file below data/, if a type claims it."""
        parts = path.split("/")[1:]
        stem, suffix = _split(parts[-1])
        kind, single = (parts[0], True) if len(parts) > 1 else (stem, False)
        known = TYPE_NAMES if single else (*TYPE_NAMES, "site")
        if not single and suffix not in _SUFFIXES:
            self.problems.append(_unread_suffix(path, parts[-1]))
        elif kind not in known:
            self._unread_type(path, kind, stem if single else "")
        elif suffix not in _SUFFIXES:
            self.problems.append(_unread_suffix(path, parts[-1]))
        else:
            id_ = stem if single and kind != "results" else ""
            limit = MAX_BYTES if kind == "site" else self.max_bytes  # the settings set the other
            source = read_file(self.root, path, self.problems, limit)
            if source is None:
                self.lost.append((kind, id_))
            else:
                self.data.append(DataFile(kind, id_, source))

    def _unread_type(self, path: str, kind: str, id_: str) -> None:
        """A file or folder that no type claims; the folder is named once for all its files."""
        near = nearest(kind, (*TYPE_NAMES, "site"))
        if near and id_:
            self.lost.append((near, id_))
        place = f"data/{kind}" if id_ else path
        if place not in self.unread:
            self.unread.add(place)
            self.problems.append(_unread_type(place, kind, near))

    def read_content(self, path: str) -> None:
        """Reads a page below content/, or takes note of an attachment. A dot before `.md` parts
        the language off, whatever it is: `load` knows the languages."""
        name = path.removeprefix("content/")
        if name.startswith("files/"):
            self.attachments.append(_attachment(name.removeprefix("files/"), self.root / path))
            return
        if not name.endswith(".md"):
            hint = "hint-pages" if re.search(r"(?i)\.(md|markdown|txt)$", name) else "hint-files"
            self.problems.append(_unread(path, "content", hint))
            return
        folder, _, last = name.removesuffix(".md").rpartition("/")
        stem, _, language = last.partition(".")
        page = f"{folder}/{stem}" if folder else stem
        if wrong := [part for part in page.split("/") if id_problem(part)]:
            self.problems.append(_bad_page(path, wrong[0]))
        elif source := read_file(self.root, path, self.problems, self.max_bytes):
            self.content.append(ContentFile(page, language, source))
        else:
            kind, _, id_ = page.partition("/")
            self.lost.append((kind, id_) if kind == "announcements" else ("pages", page))


def _split(name: str) -> tuple[str, str]:
    """A file's name and suffix; of several suffixes the last."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix) if stem else (name, "")


def _attachment(name: str, file: Path) -> Attachment:
    found = identify(file)
    return Attachment(name, file, _size(file), found.kind, found.pixels)


def _size(file: Path) -> int:
    """The size of a file in bytes; 0 when it is gone."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _entry_problem(entry: "os.DirEntry[str]", path: str, seen: dict[str, str]) -> Diagnostic | None:
    """Why a file or folder is not looked into, or None."""
    if not entry.name.isprintable():
        return refused(path.encode("utf-8", "replace").decode(), "unreadable-file.name")
    if entry.is_symlink():
        return refused(path, "unreadable-file.link")
    if not entry.is_dir(follow_symlinks=False) and not entry.is_file(follow_symlinks=False):
        return refused(path, "unreadable-file.special")
    folded = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
    if (other := seen.setdefault(folded, path)) is not path:
        return diagnose(Place(path), "duplicate-id.path", related=(Place(other),), other=other)
    return None


def _unread(path: str, key: str, hint: str, **params: str) -> Diagnostic:
    text = message(f"unread-file.{key}")
    return Diagnostic(Place(path), "unread-file", text, message(f"unread-file.{hint}", **params))


def _unread_type(place: str, kind: str, near: str | None) -> Diagnostic:
    if kind.startswith("announcement"):
        return _unread(place, "data", "hint-announcements")
    if near is None:
        return _unread(place, "data", "hint-types", types=", ".join(TYPE_NAMES))
    whole = "data/site.yml" if near == "site" else place.replace(kind, near, 1)
    return _unread(place, "data", "hint-name", name=whole)


def _unread_suffix(path: str, name: str) -> Diagnostic:
    """A file among the records that is not named as one."""
    match = re.fullmatch(r"(?i)(.+?)\.(yml|yaml)(\.txt)?", name)
    if match is None:
        return _unread(path, "suffix", "hint-records")
    return _unread(path, "suffix", "hint-name", name=f"{match[1]}.yml")


def _bad_page(path: str, name: str) -> Diagnostic:
    near = slug(name)
    return diagnose(Place(path), "bad-id.file" if near else "bad-id", value=name, near=near or "")
