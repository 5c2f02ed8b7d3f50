"""A folder is untouched as long as nothing in it was written, added, removed or exchanged."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pledgebook.untouched import is_untouched, note_folder

FILES = ("a.txt", "deep/er/b.txt", "deep/c.txt", "d \udcff.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of files, noted an hour after it was left."""
    root = tmp_path / "site"
    (root / "deep" / "er").mkdir(parents=True)
    for name in FILES:
        (root / name).write_text(name, errors="surrogateescape")
    for path in (root, root / "deep", root / "deep" / "er", *(root / name for name in FILES)):
        os.utime(path, ns=(10**18, 10**18))
    note_folder(root, FILES, tmp_path / "noted", "mark")
    return root


def test_a_folder_that_was_left_alone(folder: Path, tmp_path: Path) -> None:
    assert is_untouched(folder, tmp_path / "noted", "mark")
    assert is_untouched(folder, tmp_path / "noted", "mark")
    assert not is_untouched(folder, tmp_path / "noted", "another mark")
    assert not is_untouched(tmp_path / "not there", tmp_path / "noted", "mark")
    assert not is_untouched(folder, tmp_path / "not there", "mark")


def test_a_folder_that_was_moved_is_untouched(folder: Path, tmp_path: Path) -> None:
    assert is_untouched(folder.rename(tmp_path / "moved"), tmp_path / "noted", "mark")


def test_a_copy_has_other_times(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy", copy_function=shutil.copyfile)
    assert not is_untouched(tmp_path / "copy", tmp_path / "noted", "mark")


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "a.txt").write_text("b.txt"),
        lambda root: (root / "deep" / "er" / "b.txt").write_text("longer than before"),
        lambda root: (root / "deep" / "c.txt").touch(),
        lambda root: (root / "deep" / "c.txt").unlink(),
        lambda root: (root / "deep" / "er" / "more.txt").write_text(""),
        lambda root: (root / "empty").mkdir(),
        lambda root: (root / "a.txt").rename(root / "deep" / "c.txt"),
        lambda root: (root / "deep" / "er").rename(root / "er"),
    ],
)
def test_every_change_is_seen(
    change: Callable[[Path], object], folder: Path, tmp_path: Path
) -> None:
    change(folder)
    assert not is_untouched(folder, tmp_path / "noted", "mark")


@pytest.mark.parametrize("place", ["a.txt", "deep/er"])
def test_a_link_is_no_file_and_no_folder(place: str, folder: Path, tmp_path: Path) -> None:
    path = folder / place
    before, above = path.stat(), path.parent.stat()
    path.rename(tmp_path / "aside")
    path.symlink_to(tmp_path / "aside")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns), follow_symlinks=False)
    os.utime(path.parent, ns=(above.st_atime_ns, above.st_mtime_ns))
    assert not is_untouched(folder, tmp_path / "noted", "mark")


def test_damage_to_what_was_noted_costs_only_time(folder: Path, tmp_path: Path) -> None:
    noted = tmp_path / "noted"
    for damage in (b"", b"{}", noted.read_bytes()[:-1], noted.read_bytes() + b" "):
        noted.write_bytes(damage)
        assert not is_untouched(folder, noted, "mark")
