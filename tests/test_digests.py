"""The SHA-256 of a file is the one of what stands in it, whatever is kept."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from pledgebook.digests import digest_files

NAMES = ("a.yml", "deep/b.yml", "đường.yml")
HOUR = 3600 * 10**9


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Some files, in a project whose build folder is there."""
    root = tmp_path / "project"
    (root / "deep").mkdir(parents=True)
    (root / "build").mkdir()
    for name in NAMES:
        (root / name).write_text(name)
    return root


def now(folder: Path) -> int:
    """The time that a file has which is written now."""
    (folder / "build" / "clock").touch()
    return (folder / "build" / "clock").stat().st_mtime_ns


def right(folder: Path) -> dict[str, str]:
    return {name: sha256((folder / name).read_bytes()).hexdigest() for name in NAMES}


def found(folder: Path, later: int = HOUR) -> dict[str, str]:
    """What is found by a build that begins an hour from now."""
    return digest_files(folder, NAMES, folder / "build", now(folder) + later)


class ReadError(Exception):
    """A file was opened."""


def never(path: Path) -> bytes:
    if path.name == "inputs.json":
        with path.open("rb") as file:
            return file.read()
    raise ReadError(path)


def test_a_file_that_is_as_it_was_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(folder) == right(folder)
    wanted = right(folder)
    monkeypatch.setattr(Path, "read_bytes", never)
    assert found(folder) == wanted


def test_a_file_that_was_just_changed_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(folder, later=0)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", never)
        with pytest.raises(ReadError):
            found(folder)


def test_a_change_that_no_time_tells_of(folder: Path) -> None:
    """The same length, and the time as it was: only the number and the time of the change of
    what is kept of a file can tell, and in the same moment only the rule above."""
    found(folder)
    for name in NAMES:
        path = folder / name
        before = path.stat()
        path.write_text(name.upper())
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert found(folder) == right(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "a.yml").write_text("other"),
        lambda root: (root / "a.yml").write_text("longer than before"),
        lambda root: (root / "a.yml").write_text("b.yml"),
        lambda root: (root / "a.yml").touch(),
        lambda root: exchanged(root),
        lambda root: linked(root),
    ],
)
def test_every_change_is_seen(change: Callable[[Path], object], folder: Path) -> None:
    found(folder)
    change(folder)
    assert found(folder) == right(folder)
    assert found(folder) == right(folder)


def exchanged(root: Path) -> None:
    (root / "deep" / "b.yml").replace(root / "a.yml")
    (root / "deep" / "b.yml").write_text("new")


def linked(root: Path) -> None:
    """A link takes the place of a file, and then leads elsewhere."""
    (root / "a.yml").unlink()
    (root / "a.yml").symlink_to("deep/b.yml")
    assert found(root) == right(root)
    (root / "a.yml").unlink()
    (root / "a.yml").symlink_to("đường.yml")


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"null", b"x" * 99])
def test_damage_costs_only_time(damage: bytes, folder: Path) -> None:
    found(folder)
    (folder / "build" / "inputs.json").write_bytes(damage)
    assert found(folder) == right(folder)


def test_where_nothing_can_be_kept_all_is_read(folder: Path) -> None:
    (folder / "build" / "inputs.json").mkdir()
    assert found(folder) == right(folder)
    assert found(folder) == right(folder)
