"""MkDocs turns a docs tree into a site, in a process of its own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from pledgebook.engine import EngineError, Slice, StandingPool, build_pages, build_slices
from pledgebook.output import list_files, write_tree
from small_site import PLAIN, build_all, content, language_site, make_page, prepare


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, built."""
    return build_all(tmp_path_factory.mktemp("project"))


def test_a_slice_gives_the_same_bytes_as_the_whole(tmp_path: Path, built: Path) -> None:
    site = language_site(built, "vi")
    pages = frozenset({"organizations/nam-lu.md"})
    part = Slice(site.config_file, tmp_path / "part", pages)
    assert build_slices([part])[0].warnings == ()
    name = "organizations/nam-lu/index.html"
    assert (tmp_path / "part" / name).read_bytes() == (site.site_dir / name).read_bytes()
    html_files = {path for path in list_files(tmp_path / "part") if path.endswith(".html")}
    assert html_files == {name, "404.html"}
    assert "data/results.csv" not in list_files(tmp_path / "part")
    index = json.loads((tmp_path / "part" / "search" / "search_index.json").read_text())
    assert {entry["location"].partition("#")[0] for entry in index["docs"]} == {
        "organizations/nam-lu/"
    }


def test_mkdocs_by_hand_gives_the_same_site(tmp_path: Path, built: Path) -> None:
    site = language_site(built, "hi")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(site.config_file)]
    subprocess.run([*command, "-d", str(tmp_path / "hand")], check=True, capture_output=True)
    dated = "sitemap.xml.gz"
    assert content(tmp_path / "hand", dated) == content(site.site_dir, dated)


def test_the_same_bytes_under_other_circumstances(
    tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "7", "LC_ALL": "C"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    site = language_site(built, "vi")
    build_slices([Slice(site.config_file, tmp_path / "again")])
    assert content(tmp_path / "again") == content(site.site_dir)


def test_warnings_are_returned(tmp_path: Path) -> None:
    site = prepare(tmp_path)
    page = make_page(
        "Page", "[a](none.md) [b](organizations/nam-lu.md#none) [c](/x/) [d](organizations/)"
    )
    (site.docs_dir / "index.md").write_bytes(page)
    warnings = build_pages(site).warnings
    assert len(warnings) == 4
    for part in ("'none.md'", "'organizations/nam-lu.md#none'", "'/x/'", "'organizations/'"):
        assert any(part in warning for warning in warnings), part
    assert (site.site_dir / "index.html").is_file()


def test_a_page_outside_the_navigation_is_no_warning(tmp_path: Path) -> None:
    assert build_pages(prepare(tmp_path, nav=(("Home", "index.md"),))).warnings == ()


def test_a_failure_speaks_with_mkdocs_words(tmp_path: Path) -> None:
    write_tree(tmp_path / "overrides" / "theme", {"partials/copyright.html": b"{% if %}"})
    site = prepare(tmp_path)
    with pytest.raises(EngineError, match="Expected an expression"):
        build_pages(site)
    with pytest.raises(EngineError, match="docs_dir"):
        build_pages(prepare(tmp_path, docs_dir=tmp_path / "none"))
    with pytest.raises(EngineError, match="copyright"):
        build_pages(prepare(tmp_path, settings=f"{PLAIN}copyright: [1]\n"))


class _BrokenExecutor(Executor):
    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        raise BrokenProcessPool("killed")


def test_a_killed_process_is_reported(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="ended from outside"):
        build_pages(language_site(tmp_path, "vi"), executor=_BrokenExecutor())


def test_a_standing_pool_keeps_its_processes_and_replaces_those_that_are_ended() -> None:
    with StandingPool(1) as pool:
        (first,) = pool.map(_pid, [0])
        assert list(pool.map(_pid, [0, 0])) == [first, first]
        os.kill(first, signal.SIGKILL)
        with contextlib.suppress(BrokenProcessPool):
            pool.submit(time.sleep, 60).result(timeout=30)
        (second,) = pool.map(_pid, [0])
        assert second != first


def _pid(_: int) -> int:
    return os.getpid()


def test_the_program_does_not_load_mkdocs() -> None:
    code = "import sys, pledgebook.engine; sys.exit('mkdocs' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=env, check=False).returncode == 0
