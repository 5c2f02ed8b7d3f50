"""Old addresses of renamed records lead to the new ones, and to nothing that is not there yet."""

import json
from datetime import date
from pathlib import Path

from lxml import html

from builders import model_of, project
from pledgebook.inspect import inspect_site
from pledgebook.languages import load_language
from pledgebook.redirects import redirect_files
from sites import build

FILES = {
    "data/site.yml": "title: Test\nlanguages: [en, vi]\n",
    "data/organizations.yml": "oak: {name: Oak, former_ids: [school-a, school-b]}\n",
    "data/agreements.yml": (
        "pact: {name: Pact, signed: 2026-09-01, parties: [oak], sources: [{title: Minutes}],\n"
        "  targets: [{id: plot, statement: 'A *plot*', due: 2027-01-01, former_ids: [garden]}]}\n"
    ),
    "data/scales.yml": "s: {name: S, levels: [{code: a, name: A}], former_ids: [t]}\n",
    "content/announcements/2026-09-02-news.md": (
        "---\ntitle: News\nsummary: News.\nkind: notice\nabout: {organizations: [oak]}\n"
        "former_ids: [2026-09-02-old]\n---\n\nNews.\n"
    ),
}


def test_every_former_address_has_a_file() -> None:
    found = redirect_files(model_of(FILES), load_language("en"), date(2026, 11, 23))
    assert sorted(found) == [
        "announcements/2026-09-02-old/index.html",
        "organizations/school-a/index.html",
        "organizations/school-b/index.html",
    ]


def test_what_is_under_embargo_leaves_no_trace() -> None:
    found = redirect_files(model_of(FILES), load_language("en"), date(2026, 9, 1))
    assert not any("announcements" in path for path in found)


def anchors(page: Path) -> list[str]:
    found: list[str] = html.parse(str(page)).xpath("//h3[@id='plot']/descendant-or-self::*/@id")
    return found


def test_old_addresses_lead_to_the_new_in_every_language(tmp_path: Path) -> None:
    root = project(tmp_path, FILES)
    assert build(root).published
    site = root / "site"
    for prefix in ("", "vi/"):
        old = site / prefix / "organizations" / "school-a"
        tree = html.parse(str(old / "index.html"))
        (refresh,) = tree.xpath("//meta[@http-equiv='refresh']/@content")
        goal = refresh.partition("url=")[2]
        assert (old / goal / "index.html").resolve() == (
            site / prefix / "organizations" / "oak" / "index.html"
        ).resolve()
    now = (site / "organizations/oak/index.json").read_bytes()
    assert json.loads(now)["id"] == "oak"
    assert (site / "organizations/school-a/index.json").read_bytes() == now
    assert (site / "organizations/school-b/index.json").read_bytes() == now
    assert (site / "announcements/2026-09-02-old/index.json").is_file()
    assert not (site / "vi/organizations/school-a/index.json").exists()
    for prefix in ("", "vi/"):
        assert anchors(site / prefix / "agreements/pact/index.html") == ["plot", "garden"]
    assert inspect_site(site) == ()
    assert b"school-a/" not in (site / "search" / "search_index.json").read_bytes()
