"""A site that is read from a folder: every link leads to a file, and nothing asks for a server."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from pledgebook.build import Options, build_site
from pledgebook.offline import offline_files, with_file_links
from pledgebook.output import list_files
from pledgebook.progress import silent
from served import CHROMIUM
from sites import AS_OF, CASES, build, copy_project
from small_site import content as contents

URL = "https://example.org/some/path/"


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project built for a server, then for a folder beside it; the folder."""
    root = copy_project(CASES / "sites" / "garden-pact", tmp_path_factory.mktemp("project"))
    assert build(root, site_url=URL).published
    folder = root / "stick"
    asked = Options(root=root, site_dir=folder, as_of=AS_OF, site_url=URL, offline=True)
    first = build_site(asked, silent)
    assert first.published
    assert first.broken == ()
    assert (root / "site" / "search").is_dir()  # the served one stays as it was
    found = contents(folder)
    assert build_site(replace(asked, clean=True), silent).published
    assert contents(folder) == found
    return folder


def test_every_link_leads_to_a_file(stick: Path) -> None:
    files = [stick / path for path in list_files(stick) if path.endswith(".html")]
    assert len(files) > 10
    for file in files:
        tree: Any = html.fromstring(file.read_bytes())
        for link in tree.xpath("//a/@href | //link/@href | //@src"):
            parts = urlsplit(link)
            if parts.path and not parts.scheme:
                assert (file.parent / unquote(parts.path)).is_file(), f"{file}: {link}"


def test_what_needs_a_server_is_left_out(stick: Path) -> None:
    assert not list_files(stick) & {"404.html", "_headers", "robots.txt"}
    assert not (stick / "search").exists()
    home = html.fromstring((stick / "index.html").read_bytes())
    assert not home.xpath("//*[@data-md-component='search']")
    assert not home.xpath("//meta[@http-equiv]")
    # Where it is published is still told: a copy that is passed on leads back to it.
    assert home.xpath("//link[@rel='canonical']/@href") == [URL]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../x/", "../x/index.html"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        (".", "./index.html"),
        ("../x/#y", "../x/index.html#y"),
        ("x/?q=a/#b/", "x/index.html?q=a/#b/"),
        ("#y", "#y"),
        ("", ""),
        ("x/results.csv", "x/results.csv"),
        ("https://example.org/x/", "https://example.org/x/"),
        ("//example.org/x/", "//example.org/x/"),
        ("mailto:a@example.org?subject=/x/", "mailto:a@example.org?subject=/x/"),
    ],
)
def test_links_to_folders_lead_to_the_page_in_them(href: str, expected: str) -> None:
    assert with_file_links(f'<a class="x" href="{href}">'.encode()) == (
        f'<a class="x" href="{expected}">'.encode()
    )


def test_redirects_lead_to_files_too_and_data_stay_as_they_are() -> None:
    moved = b'<meta http-equiv="refresh" content="0; url=../new/">'
    given = {"old/index.html": moved, "data/x.json": b'{"a": " href=\\"x/\\""}'}
    found = offline_files(given)
    assert b'url=../new/index.html"' in found["old/index.html"]
    assert found["data/x.json"] == given["data/x.json"]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
def test_readers_find_their_way_without_a_server(stick: Path, page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((stick / "index.html").as_uri())
    expect(page.get_by_text("Search is left out")).to_be_visible()
    for section in ("organizations", "agreements"):
        page.locator(f"footer a[href$='{section}/index.html']").click()
        page.locator("article table a, article li a").first.click()
        page.wait_for_load_state("load")
        assert re.search(rf"/{section}/[^/]+/index\.html$", page.url)
        expect(page.locator("article h1")).to_be_visible()
    page.locator("header label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert all(url.startswith(("file://", "data:")) for url in requests), requests
