"""Keys: short texts that change when something changes that a page is made of.

Knows which files of the program and of a project shape every page of a language. Must not
know records or pages.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pledgebook import __version__
from pledgebook.digests import digest_files
from pledgebook.output import list_files

_ENGINES = (
    *("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "markupsafe"),
    *("resvg-py", "uharfbuzz", "python-bidi"),
)


@cache
def program_key() -> str:
    """The key of the program itself and of the engine's packages."""
    folder = Path(__file__).parent
    names = (n for n in list_files(folder) if not n.endswith(".pyc"))
    versions = (f"{name}\0{_version(name)}" for name in _ENGINES)
    return digest("\n".join((_files_key(folder, names), *versions)).encode())


def package_versions() -> dict[str, str]:
    """The versions of the program and of the packages that shape pages; "" for one that is not
    installed."""
    return {"pledgebook": __version__, **{name: _version(name) for name in _ENGINES}}


def pagefind_version() -> str:
    """The version of Pagefind's program, which shapes the search of some sites and no page; ""
    where it is not installed."""
    return _version("pagefind-bin")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def digest(content: bytes) -> str:
    """The SHA-256 of bytes."""
    return hashlib.sha256(content).hexdigest()


def folder_key(folder: Path) -> str:
    """The key of the files of a folder, by their names and contents."""
    return _files_key(folder, list_files(folder))


def _files_key(folder: Path, names: Iterable[str]) -> str:
    parts = (f"{name}\0{digest((folder / name).read_bytes())}" for name in sorted(names))
    return digest("\n".join(parts).encode())


def language_key(config_file: Path, settings: Iterable[Path]) -> str:
    """The key of what shapes all pages of a language: its configuration, the configurations
    that it inherits, the theme's files beside it, and the program."""
    theme = folder_key(config_file.parent / "theme")
    parts = (f"{file.name}\0{digest(file.read_bytes())}" for file in (config_file, *settings))
    return digest("\n".join((program_key(), theme, *parts)).encode())


def project_key(
    root: Path, names: Iterable[str], settings: Iterable[object], build: Path, since: int
) -> str:
    """The key of files and folders of a project by their contents, of the settings of a build,
    of the program and of Pagefind: with the same key the same site comes out. See digest_files."""
    files: list[str] = []
    for name in names:
        place = root / name
        found = [name] if place.is_file() else [f"{name}/{file}" for file in list_files(place)]
        files.extend(sorted(found))
    digests = digest_files(root, files, build, since)
    parts = (f"{name}\0{known}" for name, known in digests.items())
    programs = (program_key(), pagefind_version())
    return digest("\n".join((*programs, *map(repr, settings), *parts)).encode())
