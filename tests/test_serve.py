"""Serving while editing: a change builds again, mistakes keep the last good site."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from pledgebook.options import Glimpses
from pledgebook.serve import State, serve_site


class Served:
    """A served folder whose builds copy a record into a page, or fail on the word `bad`."""

    def __init__(self, root: Path, meanwhile: Callable[["Served"], None] | None = None) -> None:
        self.root = root
        self.meanwhile = meanwhile
        self.record = root / "data" / "site.yml"
        self.page = root / "site" / "index.html"
        self.record.parent.mkdir()
        self.page.parent.mkdir()
        self.record.write_text("first")
        self.address = ""
        self.stop = threading.Event()
        self.ready = threading.Event()
        arguments = (root, root / "site", ("127.0.0.1", 0), self.build, self.tell, self.stop)
        self.thread = threading.Thread(target=serve_site, args=arguments, daemon=True)
        self.thread.start()
        assert self.ready.wait(10)

    def build(self, glimpses: Glimpses) -> str:
        self.glimpses = glimpses
        text = self.record.read_text()
        if "bad" in text:
            return "data/site.yml:1:1: error"
        self.page.write_text(f"<html><body>{text}</body></html>")
        if self.meanwhile:
            self.meanwhile(self)
        return ""

    def tell(self, address: str) -> None:
        self.address = address
        self.ready.set()

    def get(self, path: str) -> str:
        with urlopen(self.address + path, timeout=30) as answer:
            return str(answer.read().decode())

    def end(self) -> None:
        self.stop.set()
        self.thread.join(10)

    def state(self, seen: str = "", page: str = "") -> dict[str, object]:
        asked = f".pledgebook/state?seen={seen}&page={page}"
        found: dict[str, object] = json.loads(self.get(asked))
        return found


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    found = Served(tmp_path)
    yield found
    found.end()


def test_pages_carry_the_reload_script_and_files_do_not(served: Served) -> None:
    (served.root / "site" / "x.css").write_text("p {}")
    assert "first" in served.get("")
    assert '<script src="/.pledgebook/reload.js" data-built="1"></script></body>' in served.get("")
    assert "location.reload" in served.get(".pledgebook/reload.js")
    assert served.get("x.css") == "p {}"
    assert "script" not in served.page.read_text()


def test_a_page_that_is_not_there_learns_of_the_next_build(served: Served) -> None:
    with pytest.raises(HTTPError) as caught:
        served.get("none/")
    assert caught.value.code == 404
    assert b'<script src="/.pledgebook/reload.js" data-built="1">' in caught.value.read()


def test_a_change_builds_again_and_tells_the_browser(served: Served) -> None:
    before = served.state()
    served.record.write_text("second")
    after = served.state(str(before["version"]))
    assert after["built"] == 2
    assert "second" in served.get("")
    assert 'data-built="2"' in served.get("")


def test_a_change_while_the_site_is_first_built_is_not_lost(tmp_path: Path) -> None:
    def change_once(served: Served) -> None:
        if "first" in served.record.read_text():
            served.record.write_text("second")

    served = Served(tmp_path, change_once)
    try:
        while served.state()["built"] != 2:
            served.state("1")
        assert "second" in served.get("")
    finally:
        served.end()


def test_a_file_of_settings_that_is_replaced_is_noticed_each_time(served: Served) -> None:
    for built in (2, 3):
        (served.root / "new").write_text(f"site_name: {built}")
        (served.root / "new").replace(served.root / "mkdocs.yml")
        assert served.state(str(built - 1))["built"] == built


def test_a_folder_that_comes_later_or_is_replaced_is_watched_too(served: Served) -> None:
    content = served.root / "content"
    content.mkdir()
    assert served.state("1")["built"] == 2
    (content / "about.md").write_text("text")
    assert served.state("2")["built"] == 3
    content.rename(served.root / "aside")
    assert served.state("3")["built"] == 4
    content.mkdir()
    assert served.state("4")["built"] == 5
    (content / "about.md").write_text("text")
    assert served.state("5")["built"] == 6


def test_mistakes_are_shown_and_the_last_good_site_stays(served: Served) -> None:
    before = served.state()
    served.record.write_text("bad")
    after = served.state(str(before["version"]))
    assert after["problems"] == "data/site.yml:1:1: error"
    assert after["built"] == before["built"]
    assert "first" in served.get("")


def test_a_waiting_browser_is_answered_at_once_when_there_is_news() -> None:
    state = State()
    state.tell("")
    assert state.wait(None) == {"version": 1, "built": 1, "problems": ""}
    assert state.wait(0)["version"] == 1


def test_a_page_that_is_waited_for_is_shown_before_the_build_has_ended(tmp_path: Path) -> None:
    """Once: the build that ends with the same page is none to load it again for."""
    ending = threading.Event()

    def look(served: Served) -> None:
        if "second" in served.record.read_text():
            page = served.root / "site" / "x" / "index.html"
            page.parent.mkdir(exist_ok=True)
            page.write_text("<html><body>early</body></html>")
            while served.glimpses.wanted() != ["x/"]:
                time.sleep(0.01)
            served.glimpses.show("x/", page.read_bytes())
            assert ending.wait(20)

    served = Served(tmp_path, look)
    try:
        threading.Timer(0.3, served.record.write_text, ("second",)).start()
        assert served.state("1", "/x/") == {"version": 2, "built": 2, "problems": ""}
        assert served.state("1", "/y/")["built"] == 1
        assert "early" in served.get("x/")
        assert 'data-built="2"' in served.get("x/")
        assert 'data-built="1"' in served.get("")
        ending.set()
        assert served.state("2", "/x/")["built"] == 2
        assert 'data-built="2"' in served.get("")
    finally:
        served.end()


def test_a_page_that_came_out_otherwise_is_loaded_again() -> None:
    state = State()
    state.tell("")
    state.show("x/", b"early")
    assert state.look("x/") == (2, b"early")
    state.tell("", {"x/": b"late"}.get)
    assert state.look("x/") == (3, None)
    state.show("x/", b"early")
    state.tell("data/site.yml:1:1: error")
    assert state.look("x/") == (3, None)
