"""What only a browser shows: the site of the first case, served below a path, in Chromium."""

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sites import AS_OF, ROOT, build, copy_project

CHROMIUM = next((p for p in ("chromium", "chromium-browser") if shutil.which(p)), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
AGREEMENT = "agreements/four-good-emulation-agreement/"
DISTRICT = "organizations/muong-khuong-district-committee/"
LAUNCH = "announcements/2024-06-28-launch/"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not worth a line."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site at /some/path/ of a plain file server."""
    top = tmp_path_factory.mktemp("served")
    root = copy_project(ROOT, tmp_path_factory.mktemp("project"))
    assert build(root, AS_OF).published
    (top / "some").mkdir()
    shutil.move(root / "site", top / "some" / "path")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(top)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/some/path/"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = shutil.which(CHROMIUM or "")
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


class Visit:
    """A page with what it asked for and complained of."""

    def __init__(self, browser: Browser, width: int, scheme: str) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(request.url))
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))


KINDS = (
    ("", "en", 1280, "light"),
    ("vi/", "vi", 360, "dark"),
    (f"hi/{AGREEMENT}", "hi", 1280, "dark"),
    (AGREEMENT, "en", 360, "light"),
    (f"vi/{DISTRICT}", "vi", 1280, "light"),
    (f"hi/{DISTRICT}", "hi", 360, "dark"),
    (f"hi/{LAUNCH}", "hi", 1280, "light"),
    (LAUNCH, "en", 360, "dark"),
    ("vi/programmes/four-good/", "vi", 1280, "dark"),
    ("indicators/member-quality-rating/", "en", 360, "light"),
    ("hi/status/", "hi", 1280, "light"),
    ("changes/", "en", 1280, "dark"),
    ("vi/method/", "vi", 360, "light"),
    ("data/", "en", 1280, "light"),
    ("hi/sources/nq-21-nq-tw/", "hi", 360, "dark"),
    ("about/", "en", 360, "light"),
)


@pytest.mark.parametrize(("path", "language", "width", "scheme"), KINDS)
def test_page_is_whole(
    path: str, language: str, width: int, scheme: str, address: str, browser: Browser
) -> None:
    """No foreign request, nothing in the console, no sideways scrolling."""
    visit = Visit(browser, width, scheme)
    visit.page.goto(address + path)
    visit.page.wait_for_load_state("networkidle")
    assert all(url.startswith(address) for url in visit.requests), visit.requests
    assert visit.complaints == []
    assert visit.page.locator("html").get_attribute("lang") == language
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.page.context.close()


def test_language_switch_stays_on_the_page(address: str, browser: Browser) -> None:
    visit = Visit(browser, 1280, "light")
    visit.page.goto(address + AGREEMENT)
    visit.page.locator("footer a[hreflang=hi]").click()
    visit.page.wait_for_url(f"{address}hi/{AGREEMENT}")
    visit.page.locator("footer a[hreflang=vi]").click()
    visit.page.wait_for_url(f"{address}vi/{AGREEMENT}")
    visit.page.context.close()


def test_colours_switch_and_stay(address: str, browser: Browser) -> None:
    visit = Visit(browser, 1280, "light")
    visit.page.goto(address + AGREEMENT)
    visit.page.locator("header label[for=__palette_1]").click()
    body = visit.page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    visit.page.goto(address + DISTRICT)
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert visit.complaints == []
    visit.page.context.close()


def test_a_script_in_a_page_does_not_run(address: str, browser: Browser) -> None:
    """Even if an escape were missing somewhere, the page's policy would hold."""
    visit = Visit(browser, 1280, "light")
    visit.page.goto(address)
    visit.page.evaluate("""() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "hurt"';
      document.body.append(script);
    }""")
    assert visit.page.title() != "hurt"
    assert "Content Security Policy" in "".join(visit.complaints)
    visit.page.context.close()


def test_every_value_is_there_without_scripts(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + DISTRICT)
    expect(page.get_by_text("3,860 party members")).to_be_visible()
    expect(page.locator(".verdict").first).to_be_visible()
    context.close()


def test_letters_of_every_language_have_glyphs(address: str, browser: Browser) -> None:
    """Devanagari and Vietnamese words are as wide as letters are, not as boxes: a word's width
    differs from that of as many missing glyphs."""
    visit = Visit(browser, 1280, "light")
    measure = """words => {
      const box = document.createElement('canvas').getContext('2d');
      box.font = getComputedStyle(document.querySelector('h1')).font;
      return [words, '\\uE000'.repeat([...words].length)].map(text => box.measureText(text).width);
    }"""
    for path, words in (("hi/", "मुओंग खुओंग"), ("vi/", "Mường Khương")):
        visit.page.goto(address + path)
        width, boxes = visit.page.evaluate(measure, words)
        assert abs(width - boxes) > 1, words
    visit.page.context.close()


def rows(page: Page) -> list[str]:
    """The names of the rows that the page's first sortable table shows, in order."""
    return (
        page.locator("table.sortable >> nth=0")
        .locator("tbody tr:not([hidden]) > th")
        .all_inner_texts()
    )


def test_a_list_is_filtered_without_marks_and_sorted_and_its_address_says_so(
    address: str, browser: Browser
) -> None:
    visit = Visit(browser, 360, "light")
    visit.page.goto(f"{address}organizations/")
    whole = rows(visit.page)
    assert visit.page.locator(".table-tools").count() == 1
    visit.page.get_by_role("searchbox", name="Filter").fill("nam lu")
    expect(visit.page.get_by_role("status").filter(has_text="1 of")).to_be_visible()
    assert rows(visit.page) == ["Nấm Lư commune"]
    visit.page.reload()
    assert rows(visit.page) == ["Nấm Lư commune"]
    visit.page.get_by_role("searchbox", name="Filter").fill("")
    head = visit.page.get_by_role("columnheader", name="Organization")
    for direction, expected in (
        ("ascending", min(whole)),
        ("descending", max(whole)),
        (None, whole[0]),
    ):
        head.get_by_role("button").press("Enter")
        assert head.get_attribute("aria-sort") == direction
        assert rows(visit.page)[0] == expected
    assert "sort" not in visit.page.url
    assert visit.complaints == []
    visit.page.context.close()


def test_breadcrumbs_lead_along_the_hierarchy(address: str, browser: Browser) -> None:
    visit = Visit(browser, 1280, "light")
    visit.page.goto(f"{address}organizations/xa-nam-lu/")
    trail = visit.page.get_by_role("navigation", name="You are here").get_by_role("link")
    assert trail.all_inner_texts() == [
        "Home",
        "Organizations",
        "Lào Cai Provincial Party Committee",
        "Mường Khương District Party Committee",
    ]
    trail.last.click()
    visit.page.wait_for_url(address + DISTRICT)
    expect(visit.page.locator(".lead")).to_contain_text("no data on the one target")
    visit.page.context.close()
