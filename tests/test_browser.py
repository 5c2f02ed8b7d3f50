"""What only a browser shows: the site of the first case, served below a path, in Chromium."""

from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, ViewportSize, expect

from served import KINDS, NEEDS_CHROMIUM, Server
from sites import CASES

AGREEMENT = "agreements/four-good-emulation-agreement/"
DISTRICT = "organizations/muong-khuong-district-committee/"
LAUNCH = "announcements/2024-06-28-launch/"

BUDGETS: dict[str, Any] = yaml.safe_load((CASES / "budgets.yml").read_text(encoding="utf-8"))
# Four times as large: a window of 1280 pixels that shows what fits into 320.
ENLARGED: ViewportSize = {"width": 320, "height": 256}
OBSERVE = """new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    for (const source of entry.sources)
      (window.shifts ||= []).push(source.node?.className || source.node?.nodeName);
}).observe({ type: 'layout-shift', buffered: true })"""
# What ends beyond the window, or is cut by a box that cannot be scrolled. Tables and drawings of
# text move inside boxes of their own, which the keyboard scrolls.
CUT = """() => {
  const own = ".table-box > *, .md-typeset__scrollwrap > *, pre, svg";
  const folded = ".md-sidebar, .md-search, .md-select__inner";
  const faults = [];
  const name = (box) => `${box.tagName.toLowerCase()}.${box.className} ${box.innerText || ""}`;
  const beyond = (box) => {
    const { left, right, width, height } = box.getBoundingClientRect();
    return width > 0 && height > 0 && (left < -1 || right > innerWidth + 1);
  };
  for (const box of document.querySelectorAll(".md-main *, .md-footer *, .md-header *")) {
    if (!box.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (box.closest(`${own}, ${folded}`)) continue;
    const style = getComputedStyle(box);
    if (beyond(box) && style.position !== "fixed") faults.push(`beyond: ${name(box)}`);
    const holds = /hidden|clip/.test(style.overflowX + style.overflowY);
    const more = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 2;
    const words = box.innerText && box.clientWidth > 1;
    if (holds && more && words && style.display !== "inline") faults.push(`cut: ${name(box)}`);
  }
  for (const box of document.querySelectorAll(".table-box")) {
    if (box.scrollWidth > box.clientWidth && box.tabIndex < 0) faults.push(`stuck: ${name(box)}`);
  }
  return faults.map((fault) => fault.slice(0, 120));
}"""

pytestmark = NEEDS_CHROMIUM


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


# Kinds of pages in the languages that the others leave out.
MORE = (
    "vi/",
    f"hi/{AGREEMENT}",
    f"hi/{DISTRICT}",
    f"hi/{LAUNCH}",
    f"vi/{LAUNCH}",
    "vi/programmes/four-good/",
    "hi/indicators/member-quality-rating/",
    "hi/status/",
    "vi/changes/",
    "hi/data/",
)


def test_every_kind_of_page_has_a_budget_below_the_limit() -> None:
    assert set(BUDGETS["pages"]) == set(KINDS)
    assert max(BUDGETS["pages"].values()) <= BUDGETS["limit"] <= 200


@pytest.mark.parametrize(("number", "path"), list(enumerate((*KINDS, *MORE))))
def test_page_is_whole(
    number: int, path: str, first_case: str, first_case_server: Server, chromium: Browser
) -> None:
    """Visited for the first time, by turns on a phone or not, light or dark: no foreign request,
    nothing in the console, no sideways scrolling, nothing that jumps, few bytes, and nothing cut
    off at 400 %."""
    width, scheme = (360, 1280)[number % 2], ("light", "dark")[number // 2 % 2]
    first_case_server.sent.clear()
    visit = Visit(chromium, width, scheme)
    visit.page.add_init_script(OBSERVE)
    visit.page.goto(first_case + path)
    visit.page.wait_for_load_state("networkidle")
    assert all(url.startswith(first_case) for url in visit.requests), visit.requests
    assert visit.complaints == []
    language = path[:2] if path[2:3] == "/" else "en"
    assert visit.page.locator("html").get_attribute("lang") == language
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.page.evaluate("window.shifts || []") == []
    sent = sum(size for _, size in first_case_server.sent)
    budget = BUDGETS["pages"].get(path, BUDGETS["limit"])
    assert 10 < sent / 1000 <= budget, first_case_server.sent
    visit.page.set_viewport_size(ENLARGED)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= ENLARGED["width"]
    assert visit.page.evaluate(CUT) == []
    assert visit.complaints == []
    visit.page.context.close()


@pytest.mark.parametrize("path", ["organizations/", "indicators/member-quality-rating/"])
def test_nothing_moves_while_a_page_comes_in(
    path: str,
    first_case: str,
    first_case_server: Server,
    chromium: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a phone, when the header and a part of the tables are there long before the rest."""
    monkeypatch.setattr(first_case_server, "rest", 0.1)
    visit = Visit(chromium, 360, "light")
    visit.page.add_init_script(OBSERVE)
    visit.page.goto(first_case + path)
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.evaluate("window.shifts || []") == []
    visit.page.context.close()


def test_language_switch_stays_on_the_page(first_case: str, chromium: Browser) -> None:
    visit = Visit(chromium, 1280, "light")
    visit.page.goto(first_case + AGREEMENT)
    visit.page.locator("footer a[hreflang=hi]").click()
    visit.page.wait_for_url(f"{first_case}hi/{AGREEMENT}")
    visit.page.locator("footer a[hreflang=vi]").click()
    visit.page.wait_for_url(f"{first_case}vi/{AGREEMENT}")
    visit.page.context.close()


def test_colours_switch_and_stay(first_case: str, chromium: Browser) -> None:
    visit = Visit(chromium, 1280, "light")
    visit.page.goto(first_case + AGREEMENT)
    visit.page.locator("header label[for=__palette_1]").click()
    body = visit.page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    visit.page.goto(first_case + DISTRICT)
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert visit.complaints == []
    visit.page.context.close()


def test_a_script_in_a_page_does_not_run(first_case: str, chromium: Browser) -> None:
    """Even if an escape were missing somewhere, the page's policy would hold."""
    visit = Visit(chromium, 1280, "light")
    visit.page.goto(first_case)
    visit.page.evaluate("""() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "hurt"';
      document.body.append(script);
    }""")
    assert visit.page.title() != "hurt"
    assert "Content Security Policy" in "".join(visit.complaints)
    visit.page.context.close()


def test_every_value_is_there_without_scripts(first_case: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(first_case + DISTRICT)
    expect(page.get_by_role("cell", name="3,860 party members")).to_be_visible()
    expect(page.locator(".verdict").first).to_be_visible()
    context.close()


def test_letters_of_every_language_have_glyphs(first_case: str, chromium: Browser) -> None:
    """Devanagari and Vietnamese words are as wide as letters are, not as boxes: a word's width
    differs from that of as many missing glyphs."""
    visit = Visit(chromium, 1280, "light")
    measure = """words => {
      const box = document.createElement('canvas').getContext('2d');
      box.font = getComputedStyle(document.querySelector('h1')).font;
      return [words, '\\uE000'.repeat([...words].length)].map(text => box.measureText(text).width);
    }"""
    for path, words in (("hi/", "मुओंग खुओंग"), ("vi/", "Mường Khương")):
        visit.page.goto(first_case + path)
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
    first_case: str, chromium: Browser
) -> None:
    visit = Visit(chromium, 360, "light")
    visit.page.goto(f"{first_case}organizations/")
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


def test_breadcrumbs_lead_along_the_hierarchy(first_case: str, chromium: Browser) -> None:
    visit = Visit(chromium, 1280, "light")
    visit.page.goto(f"{first_case}organizations/xa-nam-lu/")
    trail = visit.page.get_by_role("navigation", name="You are here").get_by_role("link")
    assert trail.all_inner_texts() == [
        "Home",
        "Organizations",
        "Lào Cai Provincial Party Committee",
        "Mường Khương District Party Committee",
    ]
    trail.last.click()
    visit.page.wait_for_url(first_case + DISTRICT)
    expect(visit.page.locator(".lead")).to_contain_text("no data on the one target")
    visit.page.context.close()
