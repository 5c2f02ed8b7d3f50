"""Files are written only where their bytes change."""

from pathlib import Path

import pytest

from pledgebook.output import list_files, write_if_changed, write_tree


def test_writes_only_changed_bytes(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "a.md"
    assert write_if_changed(file, b"one")
    before = file.stat().st_mtime_ns, file.stat().st_ino
    assert not write_if_changed(file, b"one")
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before
    assert write_if_changed(file, b"two")
    assert file.read_bytes() == b"two"
    assert list_files(tmp_path) == {"deep/a.md"}


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    link = tmp_path / "tree" / "a.md"
    link.parent.mkdir()
    link.symlink_to(outside)
    write_if_changed(link, b"mine")
    assert not link.is_symlink()
    assert outside.read_bytes() == b"mine"


def test_a_tree_holds_exactly_its_files(tmp_path: Path) -> None:
    first = write_tree(tmp_path, {"index.md": b"1", "a/b/c.md": b"2", "old/x.md": b"3"})
    assert first.written == ("a/b/c.md", "index.md", "old/x.md")
    second = write_tree(tmp_path, {"index.md": b"1", "a/b/c.md": b"changed", "a/d.md": b"4"})
    assert second.written == ("a/b/c.md", "a/d.md")
    assert second.removed == ("old/x.md",)
    assert second.unchanged == 1
    assert list_files(tmp_path) == {"index.md", "a/b/c.md", "a/d.md"}
    assert not (tmp_path / "old").exists()


def test_what_a_killed_writing_left_is_an_orphan(tmp_path: Path) -> None:
    (tmp_path / ".index.md.part").write_bytes(b"half")
    assert write_tree(tmp_path, {"index.md": b"1"}).removed == (".index.md.part",)
    assert list_files(tmp_path) == {"index.md"}


def test_a_file_and_a_folder_change_places(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a": b"file", "b/c": b"in a folder"})
    write_tree(tmp_path, {"a/x": b"1", "b": b"2"})
    assert list_files(tmp_path) == {"a/x", "b"}


@pytest.mark.parametrize(
    "path", ["", ".", "/etc/x", "../x", "a/../x", "a//b", "./a", "a\\b", "a\0"]
)
def test_paths_that_leave_the_tree_are_refused(tmp_path: Path, path: str) -> None:
    root = tmp_path / "tree"
    with pytest.raises(ValueError, match="not a plain path"):
        write_tree(root, {"index.md": b"1", path: b"2"})
    assert list_files(tmp_path) == set()
