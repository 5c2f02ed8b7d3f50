"""Where a project is, and the little of it that is asked before its records are read.

Knows folders, and how one file is read. Must not know records: to load them takes longer than
most of what is asked here.
"""

import os
import stat
from pathlib import Path

from pledgebook.decode import MAX_BYTES, decode, refused
from pledgebook.diagnostics import Diagnostic
from pledgebook.located import Mapping, Node, Sequence, Text, read_document
from pledgebook.source import SourceFile

SITE_FILES = ("data/site.yml", "data/site.yaml")
TIMEZONE = "UTC"  # where the settings name none
# Should a link or a pipe have taken a file's place, it is neither followed nor waited for.
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def find_root(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that holds `data/` and `mkdocs.yml`."""
    for folder in (start, *start.parents):
        if is_root(folder):
            return folder
    return None


def is_root(folder: Path) -> bool:
    """Whether a folder is a project."""
    return (folder / "data").is_dir() and (folder / "mkdocs.yml").is_file()


def read_file(
    root: Path, path: str, problems: list[Diagnostic], max_bytes: int = MAX_BYTES
) -> SourceFile | None:
    """The text of one file of a project, or None and a problem added to `problems`."""
    try:
        descriptor = os.open(root / path, _OPEN)
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                problems.append(refused(path, "unreadable-file.special"))
                return None
            raw = stream.read(max_bytes + 1)
    except OSError as error:
        problems.append(refused(path, "unreadable-file.system", reason=str(error.strerror)))
        return None
    return decode(path, raw, problems, max_bytes)


def read_settings_file(root: Path) -> SourceFile | None:
    """The text of the site's settings, or None where it cannot be read."""
    return next(filter(None, (read_file(root, path, []) for path in SITE_FILES)), None)


def stated_timezone(root: Path) -> str:
    """The time zone that the settings of the site name, whatever else stands in them."""
    zone = _stated(root, "timezone")
    return str(zone) if isinstance(zone, Text) else TIMEZONE


def stated_language(root: Path) -> str:
    """The first language that the settings of the site name; "" where they name none."""
    tags = _stated(root, "languages")
    first = tags[0] if isinstance(tags, Sequence) and tags else None
    return str(first) if isinstance(first, Text) else ""


def _stated(root: Path, name: str) -> Node | None:
    """What the settings of the site say, unchecked."""
    source = read_settings_file(root)
    settings = read_document(source.text).root if source else None
    return settings.find(name) if isinstance(settings, Mapping) else None
