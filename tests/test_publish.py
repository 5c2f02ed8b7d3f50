"""The published folder holds a whole site at every moment."""

import errno
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pledgebook import publish, swap
from pledgebook.output import list_files, write_if_changed, write_tree
from pledgebook.publish import (
    BuildRunningError,
    PublishError,
    assemble,
    lock,
    put_in_place,
    recover,
    write_manifest,
)

# "x" and "feed" change from a file to a folder and back.
OLD = {"404.html": b"old", "index.html": b"old", "x": b"old", "feed/index.html": b"old"}
NEW = {"404.html": b"new", "index.html": b"new", "x/index.html": b"new", "feed": b"new"}


def _content(root: Path) -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in list_files(root)}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A finished site in `build/staging` and an older one in `site`."""
    staging, target = tmp_path / "build" / "staging", tmp_path / "site"
    write_tree(staging, NEW)
    write_tree(target, OLD)
    yield staging, target
    beside = {path.name for path in tmp_path.iterdir()}
    assert beside <= {"build", "site", "real"}, "nothing is left beside the site"


def _fail(monkeypatch: pytest.MonkeyPatch, *codes: int) -> list[int]:
    """Makes exchanging folders fail with these error numbers, one for each call."""
    left = list(codes)

    def exchange(_one: Path, _other: Path) -> bool:
        code = left.pop(0)
        if code == errno.EINVAL:
            return False
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(publish, "exchange", exchange)
    return left


def test_languages_are_merged(tmp_path: Path) -> None:
    write_tree(tmp_path / "en", {"index.html": b"en", "assets/a.css": b"1"})
    write_tree(tmp_path / "vi", {"index.html": b"vi", "assets/a.css": b"2"})
    staging = tmp_path / "staging"
    write_tree(staging, {"left/over.html": b"of a killed build"})
    assemble([("", tmp_path / "en"), ("vi/", tmp_path / "vi")], staging)
    assert _content(staging) == {
        "index.html": b"en",
        "assets/a.css": b"1",
        "vi/index.html": b"vi",
        "vi/assets/a.css": b"2",
    }


def test_a_page_must_not_stand_where_a_language_does(tmp_path: Path) -> None:
    write_tree(tmp_path / "en", {"index.html": b"en", "vi/index.html": b"a page called vi"})
    write_tree(tmp_path / "vi", {"index.html": b"vi"})
    with pytest.raises(PublishError, match=r"vi/index\.html"):
        assemble([("", tmp_path / "en"), ("vi/", tmp_path / "vi")], tmp_path / "staging")


def test_first_site(tmp_path: Path) -> None:
    write_tree(tmp_path / "staging", NEW)
    assert put_in_place(tmp_path / "staging", tmp_path / "public" / "site") is None
    assert _content(tmp_path / "public" / "site") == NEW
    assert not (tmp_path / "staging").exists()


def test_the_new_site_takes_the_place_of_the_old(site: tuple[Path, Path]) -> None:
    staging, target = site
    assert put_in_place(staging, target) is None
    assert _content(target) == NEW
    assert not staging.exists()


def test_without_exchange_two_renames_do(
    site: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    staging, target = site
    _fail(monkeypatch, errno.EINVAL)
    assert put_in_place(staging, target) is None
    assert _content(target) == NEW


def test_staging_on_another_file_system_is_copied_first(
    site: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    staging, target = site
    left = _fail(monkeypatch, errno.EXDEV, errno.EINVAL)
    assert put_in_place(staging, target) is None
    assert not left
    assert _content(target) == NEW


@pytest.mark.parametrize("codes", [(errno.EBUSY,), (errno.EXDEV, errno.EXDEV), (errno.EACCES,)])
def test_a_folder_that_cannot_be_moved_is_changed_in_place(
    site: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, codes: tuple[int, ...]
) -> None:
    staging, target = site
    place = target.stat().st_ino
    _fail(monkeypatch, *codes)
    notice = put_in_place(staging, target)
    assert notice is not None
    assert str(target) in notice
    assert _content(target) == NEW
    assert target.stat().st_ino == place


def test_the_mirror_writes_pages_after_what_they_need(
    site: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    staging, target = site
    write_tree(staging, {**NEW, "assets/a.css": b"1", "manifest.json": b"{}"})
    order: list[str] = []

    replace = Path.replace

    def record(self: Path, goal: Path) -> Path:
        if not goal.is_relative_to(target / ".new"):
            order.append(goal.relative_to(target).as_posix())
        return replace(self, goal)

    monkeypatch.setattr(Path, "replace", record)
    _fail(monkeypatch, errno.EBUSY)
    put_in_place(staging, target)
    assert order == [
        "assets/a.css",
        "feed",
        "404.html",
        "index.html",
        "x/index.html",
        "manifest.json",
    ]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_failing_disk_leaves_the_old_site(
    site: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    staging, target = site
    _fail(monkeypatch, errno.EXDEV)

    def full(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(PublishError, match=os.strerror(code)):
        put_in_place(staging, target)
    assert _content(target) == OLD


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_disk_that_gets_full_while_files_are_changed_leaves_the_old_site(
    site: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    staging, target = site
    _fail(monkeypatch, errno.EBUSY)
    left = [number]

    def write(path: Path, content: bytes) -> bool:
        left[0] -= 1
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write_if_changed(path, content)

    monkeypatch.setattr(publish, "write_if_changed", write)
    with pytest.raises(PublishError, match="No space left"):
        put_in_place(staging, target)
    assert _content(target) == OLD


def test_a_failed_second_rename_is_taken_back(
    site: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    staging, target = site
    _fail(monkeypatch, errno.EINVAL)
    rename = Path.rename

    def fail(self: Path, goal: Path) -> Path:
        if self == staging:
            raise OSError(errno.EIO, "broken")
        return rename(self, goal)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(PublishError, match="broken"):
        put_in_place(staging, target)
    assert _content(target) == OLD


def test_a_kill_between_two_renames_is_mended(site: tuple[Path, Path]) -> None:
    _, target = site
    target.rename(target.with_name(".site.old"))
    write_tree(target.with_name(".site.new"), {"index.html": b"half copied"})
    recover(target)
    assert _content(target) == OLD


def test_a_kill_after_two_renames_is_mended(site: tuple[Path, Path]) -> None:
    _, target = site
    write_tree(target.with_name(".site.old"), {"index.html": b"half removed"})
    recover(target)
    assert _content(target) == OLD


def test_the_folder_behind_a_link_is_replaced(tmp_path: Path, site: tuple[Path, Path]) -> None:
    staging, target = site
    target.rename(tmp_path / "real")
    target.symlink_to(tmp_path / "real")
    put_in_place(staging, target)
    assert target.is_symlink()
    assert _content(tmp_path / "real") == NEW


def test_a_folder_that_is_no_site_is_not_lost(tmp_path: Path) -> None:
    write_tree(tmp_path / "staging", NEW)
    write_tree(tmp_path / "papers", {"thesis.txt": b"years of work"})
    with pytest.raises(PublishError, match="no site of this program"):
        put_in_place(tmp_path / "staging", tmp_path / "papers")
    assert _content(tmp_path / "papers") == {"thesis.txt": b"years of work"}
    with pytest.raises(PublishError, match="is a file"):
        put_in_place(tmp_path / "staging", tmp_path / "papers" / "thesis.txt")
    with pytest.raises(PublishError, match="holds the project itself"):
        put_in_place(tmp_path / "staging", tmp_path)


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    write_tree(tmp_path / "staging", NEW)
    (tmp_path / "site").mkdir()
    put_in_place(tmp_path / "staging", tmp_path / "site")
    assert _content(tmp_path / "site") == NEW


def test_exchange_reports_what_the_system_says(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    with pytest.raises(FileNotFoundError):
        swap.exchange(tmp_path / "one", tmp_path / "none")


def test_the_manifest_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    texts = []
    for order in (sorted(NEW), sorted(NEW, reverse=True)):
        root = tmp_path / order[0]
        for path in order:
            write_if_changed(root / path, NEW[path])
        write_manifest(root, "1.2.3")
        write_manifest(root, "1.2.3")
        texts.append((root / "manifest.json").read_bytes())
    assert texts[0] == texts[1]
    manifest = json.loads(texts[0])
    assert manifest["program"] == "1.2.3"
    assert list(manifest["files"]) == sorted(NEW)
    digest = "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437"
    assert set(manifest["files"].values()) == {digest}


def _hold(build: Path, ready: "multiprocessing.synchronize.Event") -> None:
    with lock(build):
        ready.set()
        time.sleep(60)


def test_two_builds_do_not_run_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    other = context.Process(target=_hold, args=(tmp_path / "build", ready))
    other.start()
    try:
        assert ready.wait(30)
        with (
            pytest.raises(BuildRunningError, match=f"process {other.pid}"),
            lock(tmp_path / "build"),
        ):
            pass
    finally:
        other.kill()
        other.join()
    with lock(tmp_path / "build"):
        pass


_SWAPPER = """
import shutil, sys
from pathlib import Path
from pledgebook import publish
from pledgebook.output import write_tree
root = Path(sys.argv[1])
if sys.argv[2] == "renames":
    publish.exchange = lambda one, other: False
publish.recover(root / "site")
for number in range(100000):
    parts = root / "parts"
    files = {f"{i}/index.html": str(number).encode() for i in range(20)}
    write_tree(parts, {**files, "404.html": b""})
    publish.assemble([("", parts)], root / "staging")
    publish.put_in_place(root / "staging", root / "site")
    if number == 0:
        print("ready", flush=True)
"""


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_killed_at_any_instant_the_site_is_whole(tmp_path: Path, way: str) -> None:
    paths = os.pathsep.join(sys.path)
    for turn in range(3):
        command = [sys.executable, "-c", _SWAPPER, str(tmp_path), way]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.05 + 0.037 * turn)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if way == "renames":
            recover(tmp_path / "site")
        pages = _content(tmp_path / "site")
        assert len(pages) == 21
        assert len({content for path, content in pages.items() if path != "404.html"}) == 1
