"""Feeds: what they tell, in which words, and that programs can read them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from pledgebook.feeds.items import Feed, Item, instant
from pledgebook.feeds.write import ATOM_NAMESPACE, atom, json_feed
from pledgebook.load import load_project
from pledgebook.status import evaluate_all
from pledgebook.trees import Whereabouts, plan_trees
from sites import AS_OF, CASES, build, copy_project

URL = "https://example.org/some/path"
HOSTILE = """<script>alert("1")</script> & ]]> &amp; {{ 7*7 }} 'x' *b* \\ “Nấm Lư” चार أربعة 🌳"""
ROWS = """
  - organization: school-b
    indicator: trees
    period: 2024
    value: 62
    issued: 2025-03-01
    revision: 1
    revision_reason: {en: "12 was <half>", vi: "12 là <nửa>"}
  - organization: school-b
    indicator: trees
    period: 2024
    issued: 2025-04-02
    revision: 2
    status: withdrawn
    revision_reason: Counted again
  - organization: school-a
    indicator: trees
    period: 2024
    value: 7
    issued: 2027-01-01
    revision: 1
    revision_reason: embargoedtoken
"""
NEWS = f"""---
title: {json.dumps(HOSTILE, ensure_ascii=False)}
summary: {json.dumps(f"Summary {HOSTILE}", ensure_ascii=False)}
kind: notice
sources: [minutes]
corrections:
  - {{date: 2025-02-03, text: {json.dumps(HOSTILE, ensure_ascii=False)}, severity: minor}}
  - {{date: 2027-02-03, text: embargoedtoken, severity: minor}}
---
Text.
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_project(CASES / "sites" / "garden-pact", tmp_path_factory.mktemp("garden"))
    with (folder / "data" / "results.yml").open("a", encoding="utf-8") as file:
        file.write(ROWS)
    agreements = folder / "data" / "agreements.yml"
    text = agreements.read_text(encoding="utf-8").replace(
        "    - school-b\n", "    - {organization: school-b, withdrawn: 2026-01-31}\n"
    )
    amendment = (
        "  amendments:\n    - {id: later, date: 2025-06-01, rationale: A dry <year>,"
        " targets: {garden: {due: 2025-12-31}}}\n"
    )
    agreements.write_text(text + amendment, encoding="utf-8")
    news = folder / "content" / "announcements" / "2025-01-15-news.md"
    news.write_text(NEWS, encoding="utf-8")
    return folder


def feeds(root: Path, as_of: date = AS_OF, site_url: str = URL) -> dict[str, dict[str, bytes]]:
    loaded = load_project(root)
    assert [d for d in loaded.diagnostics if d.severity == "error"] == []
    statuses = evaluate_all(loaded.model, as_of)
    trees = plan_trees(
        loaded.model, statuses, as_of, root / "overrides", whereabouts=Whereabouts(site_url)
    )
    names = ("atom.xml", "feed.json")
    return {t.tag: {p: f for p, f in t.files.items() if p.endswith(names)} for t in trees}


def read_atom(content: bytes) -> Any:
    found = feedparser.parse(content, sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_each_language_has_its_feeds_at_the_fixed_addresses(root: Path) -> None:
    found = feeds(root)
    expected = {
        f"{name}/{file}"
        for name in ("announcements", "changes")
        for file in ("atom.xml", "feed.json")
    }
    assert {tag: set(files) for tag, files in found.items()} == {"en": expected, "vi": expected}
    vietnamese = read_atom(found["vi"]["changes/atom.xml"]).feed
    assert vietnamese.id == f"{URL}/vi/changes/"
    assert vietnamese.language == "vi"
    assert vietnamese.title == "Giao ước vườn trường (hư cấu): Thay đổi"
    assert {link.rel: link.href for link in vietnamese.links} == {
        "self": f"{URL}/vi/changes/atom.xml",
        "alternate": f"{URL}/vi/changes/",
    }


def test_announcements_newest_change_first(root: Path) -> None:
    entries = read_atom(feeds(root)["en"]["announcements/atom.xml"]).entries
    assert [entry.id for entry in entries] == [
        f"{URL}/announcements/2025-01-15-news/",
        f"{URL}/announcements/2024-09-01-launch/",
    ]
    assert entries[0].published == "2025-01-15T00:00:00+07:00"
    assert entries[0].updated == "2025-02-03T00:00:00+07:00"  # its correction, not the future one


def test_hostile_text_arrives_exactly(root: Path) -> None:
    found = feeds(root)["en"]
    (entry, _) = read_atom(found["announcements/atom.xml"]).entries
    assert (entry.title, entry.summary) == (HOSTILE, f"Summary {HOSTILE}")
    assert entry.title_detail.type == entry.summary_detail.type == "text/plain"
    item = json.loads(found["announcements/feed.json"])["items"][0]
    assert (item["title"], item["content_text"]) == (HOSTILE, f"Summary {HOSTILE}")
    corrections = [
        e for e in json.loads(found["changes/feed.json"])["items"] if "correct" in e["id"]
    ]
    assert [c["content_text"] for c in corrections] == [HOSTILE]
    assert corrections[0]["title"] == f"Correction: {HOSTILE}"


def test_changes_of_every_kind(root: Path) -> None:
    entries = read_atom(feeds(root)["en"]["changes/atom.xml"]).entries
    assert [(entry.title, entry.summary, entry.updated[:10]) for entry in entries] == [
        ("School B: left “Garden pact”", "School B: left “Garden pact”", "2026-01-31"),
        ("Amendment: Garden pact", "A dry <year>", "2025-06-01"),
        (
            "Withdrawn figure: School B, Trees planted, 2024",
            "62 trees → withdrawn. Counted again",
            "2025-04-02",
        ),
        (
            "Revised figure: School B, Trees planted, 2024",
            "12 trees → 62 trees. 12 was <half>",
            "2025-03-01",
        ),
        (f"Correction: {HOSTILE}", HOSTILE, "2025-02-03"),
    ]
    vietnamese = read_atom(feeds(root)["vi"]["changes/atom.xml"]).entries
    assert vietnamese[3].summary == "12 cây → 62 cây. 12 là <nửa>"


def test_what_lies_in_the_future_is_in_no_feed(root: Path) -> None:
    for files in feeds(root).values():
        assert not [path for path, content in files.items() if b"embargoedtoken" in content]


def test_a_later_day_changes_nothing_but_what_is_new(root: Path) -> None:
    assert feeds(root, date(2026, 3, 1)) == feeds(root, date(2026, 11, 1))


def test_without_an_address_there_are_no_feeds_and_no_links_to_them(root: Path) -> None:
    assert feeds(root, site_url="") == {"en": {}, "vi": {}}


def test_json_feed_has_what_its_version_asks_for(root: Path) -> None:
    for files in feeds(root).values():
        for path, content in files.items():
            if path.endswith(".json"):
                feed = json.loads(content)
                assert feed["version"] == "https://jsonfeed.org/version/1.1"
                assert feed["feed_url"].endswith(path)
                assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
                assert all(item["content_text"] for item in feed["items"])


def test_built_feeds_and_their_links(root: Path, tmp_path: Path) -> None:
    """Links on the pages lead to the feeds, and entries to a place on a page."""
    copy_project(root, tmp_path)
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}site_url: {URL}/\n")
    assert build(tmp_path).published
    site = tmp_path / "site"
    for prefix in ("", "vi/"):
        for name in ("announcements", "changes"):
            page = html.parse(str(site / prefix / name / "index.html"))
            assert page.xpath("//article//a[@href='atom.xml']")
            assert page.xpath("//article//a[@href='feed.json']")
            for entry in read_atom((site / prefix / name / "atom.xml").read_bytes()).entries:
                path, _, anchor = entry.link.removeprefix(f"{URL}/").partition("#")
                target = html.parse(str(site / path / "index.html"))
                assert not anchor or target.xpath("//*[@id=$id]", id=anchor), entry.link


def test_what_xml_cannot_hold_is_replaced() -> None:
    at = instant(date(2025, 1, 1), "UTC")
    item = Item("https://example.org/#a", "a\x0bb\ufffec", "", "hi", date(2025, 1, 1), at, at)
    feed = Feed("T", "en", "P", "https://example.org/", "https://example.org/", at, (item,))
    entry = etree.fromstring(atom(feed)).find(f"{{{ATOM_NAMESPACE}}}entry")
    assert entry is not None
    assert entry.findtext(f"{{{ATOM_NAMESPACE}}}title") == "a\ufffdb\ufffdc"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "hi"
    assert json.loads(json_feed(feed))["items"][0]["title"] == "a\x0bb\ufffec"
