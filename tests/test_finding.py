"""The search of large sites: Pagefind's index in the theme's own box."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inprocess import InProcess
from pledgebook import finding, pipeline
from pledgebook.build import Built, Options, build_site
from pledgebook.diagnostics import Place, Severity
from pledgebook.engine import EngineError
from pledgebook.output import list_files
from pledgebook.progress import silent
from pledgebook.publish import verify
from served import NEEDS_CHROMIUM, Server, serve, until_steady
from sites import AS_OF, build
from test_search import ASK, worker_of

URL = "https://example.org/some/path/"
SETTINGS = """title: {vi: Bốn xã, hi: चार गाँव, ar: أربع بلديات}
languages: [vi, hi, ar]
search: pagefind
"""
ORGANIZATIONS = """
nam-lu: {name: {vi: Đảng bộ xã Nấm Lư, hi: नाम लू समिति, ar: البلدية الأولى}}
trees: {name: {vi: Trồng cây (2024) & co, hi: ज़िला पुलिस – फ़ोर्स, ar: الشجرة}}
police: {name: {vi: "<Công an> huyện Đa", hi: किसान संघ।, ar: شرطة}}
"""
MANY = 24
ABOUT = f"""---
title: Giới thiệu
---

Hỏi ai.

## Vườn cây ăn quả {{ #gardens }}

{"Nhiều chữ đứng trước. " * 20}Một quả táo mọc.
"""
SEPARATOR = "async () => (await (await fetch('search/search_index.json')).json()).config.separator"
# Scrolls the results, which the theme lists bit by bit, up and down until an element is to be seen.
TO_THE_END = """selector => {
  const box = document.querySelector('.md-search__scrollwrap');
  box.scrollTop = box.scrollTop ? 0 : box.scrollHeight;
  return document.querySelector(selector).offsetHeight > 0;
}"""
# Queries, and the organizations that they find; where there is none, nothing at all is found.
FOUND = {
    "vi": {
        "nam lu": ["nam-lu"],
        "nấm lư": ["nam-lu"],
        "Nam": ["nam-lu"],
        "dang": ["nam-lu"],
        "da": ["nam-lu", "police"],
        "trong-cay": ["trees"],
        "2024": ["trees"],
        '"cong an"': ["police"],
        "cong zzz": ["police"],  # a word that stands nowhere hides nothing
        "zzz": [],
        "नाम": [],
        "بلدية": [],
    },
    "hi": {
        "नाम": ["nam-lu"],
        "नीम": [],  # the same letters with another vowel
        "जिला": ["trees"],
        "ज़िला": ["trees"],
        "पुलि": ["trees"],
        "फोर्स": ["trees"],
        "संघ": ["police"],
        "nam": [],
    },
    "ar": {
        "بلدية": ["nam-lu"],
        "بلديه": ["nam-lu"],
        "البلدية": ["nam-lu"],
        "اولي": ["nam-lu"],
        "شجر": ["trees"],
        "الشج": ["trees"],
    },
}


def write_project(root: Path) -> Path:
    (root / "data").mkdir(parents=True)
    (root / "content").mkdir()
    (root / "mkdocs.yml").write_text("site_name: x\ntheme: {name: material}\n")
    (root / "data" / "site.yml").write_text(SETTINGS, encoding="utf-8")
    many = "".join(f"unit-{n}: {{name: Khu {n}}}\n" for n in range(MANY))
    (root / "data" / "organizations.yml").write_text(ORGANIZATIONS + many, encoding="utf-8")
    (root / "content" / "about.md").write_text(ABOUT, encoding="utf-8")
    return root


def contents(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in list_files(folder)}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_project(tmp_path_factory.mktemp("pagefind") / "project")
    assert build(root, site_url=URL).published
    return root


@pytest.fixture
def own(project: Path, tmp_path: Path) -> Path:
    """The built project once more, to be changed."""
    return Path(shutil.copytree(project, tmp_path / "own"))


@pytest.fixture(scope="module")
def server(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site below a path, with the policy as a header too, which holds for workers."""
    top = tmp_path_factory.mktemp("served")
    (top / "some").mkdir()
    shutil.copytree(project / "site", top / "some" / "path")
    sent = (project / "site" / "_headers").read_text()
    policy = re.findall(r"Content-Security-Policy: (.*)", sent)
    running = serve(top, {"Content-Security-Policy": policy[0]})
    yield running
    running.shutdown()


@pytest.fixture
def home(server: Server) -> str:
    return f"{server.address}some/path/"


def organizations(items: list[dict[str, Any]]) -> list[str]:
    """The organizations among results, in alphabetical order; addresses of other pages where
    there is none."""
    places = [str(item["location"]) for item in items]
    found = [re.sub("^organizations/(.+)/$", r"\1", place) for place in places]
    return sorted({one for one in found if "/" not in one} or found)


def edit(root: Path, old: str, new: str) -> Built:
    """The site after a change of the organizations."""
    change(root, old, new)
    return build(root, site_url=URL)


def change(root: Path, old: str, new: str) -> None:
    file = root / "data" / "organizations.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_index_is_small_files_that_the_manifest_knows(project: Path) -> None:
    site = project / "site"
    for prefix in ("", "hi/", "ar/"):
        index = json.loads((site / prefix / "search" / "search_index.json").read_bytes())
        assert index["docs"] == []
        names = {path.partition("/")[0] for path in list_files(site / prefix / finding.FOLDER)}
        assert len(names) == 6, names  # two folders, script, code, entry and list of pages
        assert not [name for name in names if "ui" in name or "highlight" in name]
    assert verify(site).lines == []
    assert not list((project / "build").rglob("*-search"))


def test_an_index_is_made_again_only_when_its_entries_changed(
    own: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And then is what a build from nothing makes."""
    made: list[str] = []
    write = finding.write_index

    def watched(tag: str, *rest: Any) -> dict[str, str]:
        made.append(tag)
        return write(tag, *rest)

    monkeypatch.setattr("pledgebook.lists.write_index", watched)
    police = '{vi: "<Công an> huyện Đa", hi: किसान संघ।, ar: شرطة}}'
    assert edit(own, police, police[:-1] + ', url: "https://example.org/"}').published
    assert made == []
    before, after = contents(project / "site"), contents(own / "site")
    assert {p for p in before if finding.FOLDER in p} == {p for p in after if finding.FOLDER in p}
    assert edit(own, "किसान संघ।", "किसान दल").published
    assert made == ["hi"]
    clean = write_project(tmp_path / "clean")
    shutil.copy(own / "data" / "organizations.yml", clean / "data")
    assert build(clean, site_url=URL).published
    assert contents(own / "site") == contents(clean / "site")
    made.clear()
    # Another version of Pagefind may make another index of the same entries.
    for module in ("finding", "keys"):
        monkeypatch.setattr(f"pledgebook.{module}.pagefind_version", lambda: "another")
    assert build(own, site_url=URL).published
    assert made == ["vi", "hi", "ar"]


def test_the_last_site_stays_when_the_index_cannot_be_made(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\necho 'no room' >&2\nexit 7\n")
    program.chmod(0o755)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: program)
    before = contents(own / "site")
    change(own, "किसान संघ।", "किसान दल")
    alone = Options(own, own / "site", AS_OF, URL, jobs=1, executor=InProcess())
    with pytest.raises(EngineError, match="Pagefind could not make the search index: no room"):
        build_site(alone, silent)
    program.unlink()
    with pytest.raises(EngineError, match="Pagefind could not be started"):
        build_site(alone, silent)
    assert contents(own / "site") == before


def test_where_it_is_not_installed_the_line_is_named(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "pagefind_version", lambda: "")
    built = build(own, site_url=URL)
    assert not built.published
    found = [d for d in built.diagnostics if d.severity is Severity.ERROR]
    assert [(d.rule, d.place) for d in found] == [
        ("not-installed", Place("data/site.yml", 3, 9, 17))
    ]
    # A copy without search needs nothing.
    options = Options(own, own / "copy", AS_OF, offline=True, jobs=1)
    assert build_site(options, silent).published
    assert not (own / "copy" / "search").exists()


def test_settings_of_the_surroundings_are_not_for_our_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "fr")
    entry = json.dumps({"location": "a/", "title": "A", "text": ""})
    files = finding.write_index("en", [entry], tmp_path / "scratch", tmp_path / "goal")
    assert "wasm.en.pagefind" in files
    assert os.environ["PAGEFIND_FORCE_LANGUAGE"] == "fr"


def ask(page: Page, words: str, key: str = "/") -> None:
    """Opens the box with a key and types; letters that no key has are put in without one."""
    page.wait_for_load_state("networkidle")  # the search listens only then
    page.keyboard.press(key)
    page.keyboard.type(words)
    page.keyboard.press("End")


@NEEDS_CHROMIUM[0]
@NEEDS_CHROMIUM[1]
class TestInTheBrowser:
    """What a reader does; the fixture `page` allows no word on the console."""

    @pytest.mark.parametrize("language", FOUND)
    def test_words_are_found_in_the_readers_language_alone(
        self, language: str, page: Page, home: str
    ) -> None:
        page.goto(home + ("" if language == "vi" else f"{language}/"))
        queries = FOUND[language]
        config = {"separator": page.evaluate(SEPARATOR)}
        answers = page.evaluate(ASK, [worker_of(page), config, [], list(queries)])
        found = [organizations(items) for items in answers]
        assert dict(zip(queries, found, strict=True)) == queries

    def test_the_box_leads_to_a_record_by_keyboard(
        self, page: Page, home: str, server: Server
    ) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(home)
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if "/search/pagefind/" in url]  # nobody asked yet
        ask(page, "nam lu", "s")
        first = page.locator("a.md-search-result__link").first
        expect(first.locator("h1")).to_have_text("Đảng bộ xã Nấm Lư")
        expect(first.locator("h1 mark")).to_have_text(["Nấm", "Lư"])
        until_steady(page)
        page.keyboard.press("ArrowDown")
        expect(first).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{home}organizations/nam-lu/**")
        expect(page.locator("article mark").first).to_be_visible()
        # Neither another's server, nor the theme's own worker, nor entries that nobody asked for.
        assert [url for url in asked if not url.startswith(home)] == []
        assert not [url for url in asked if re.search(r"/workers/|/search\.js|/lunr/", url)]
        sizes = [size for path, size in server.sent if path.endswith("search_index.json")]
        assert max(sizes) < 400

    def test_how_many_there_are_is_said_and_that_not_all_are_listed(
        self, page: Page, home: str
    ) -> None:
        page.goto(home)
        ask(page, "khu")
        status = page.get_by_role("dialog").get_by_role("status")
        expect(status).to_contain_text(str(MANY))
        results = page.locator(".md-search-result__item")
        more = page.get_by_text("Đây chỉ là những kết quả đầu tiên.")
        expect(more).to_be_hidden()
        page.wait_for_function(TO_THE_END, arg=".search-first", polling=50)
        expect(more).to_be_visible()
        expect(results.locator("visible=true")).to_have_count(20)
        page.keyboard.press("Control+A")
        page.keyboard.type("zzz")
        expect(results).to_have_count(0)
        expect(more).to_be_hidden()
        expect(status).to_have_text("Không tìm thấy tài liệu liên quan")
        page.keyboard.press("Escape")
        expect(page.locator("#__search")).not_to_be_checked()

    def test_a_place_in_a_long_text_is_shown_with_what_stands_around_it(
        self, page: Page, home: str
    ) -> None:
        page.goto(home)
        ask(page, "qua tao")
        place = page.locator("a.md-search-result__link[href*='#gardens']")
        expect(place.locator("mark").first).to_be_visible()
        assert len(place.inner_text()) < 300
        assert "Một quả táo mọc" in place.inner_text()
        page.keyboard.press("Control+A")
        page.keyboard.type("cong an")
        expect(page.locator("a.md-search-result__link h1").first).to_have_text("<Công an> huyện Đa")

    def test_lost_readers_search_too(self, page: Page, home: str) -> None:
        page.goto(f"{home}404.html")
        page.get_by_role("searchbox").fill("Nam Lu")
        page.keyboard.press("Enter")
        link = page.locator("a.md-search-result__link[href*='nam-lu']").first
        expect(link).to_be_visible()
        page.goto(f"{home}404.html")
        ask(page, "trong cay")
        expect(page.locator("a.md-search-result__link[href*='trees']").first).to_be_visible()

    def test_an_index_of_mkdocs_itself_is_searched_as_ever(self, page: Page, home: str) -> None:
        page.goto(home)
        config: dict[str, Any] = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": []}
        config["fields"] = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}}
        docs = [{"location": "unit/", "title": "Xã Nấm Lư", "text": ""}]
        answers = page.evaluate(ASK, [worker_of(page), config, docs, ["nam lu"]])
        assert [[item["location"] for item in items] for items in answers] == [["unit/"]]
