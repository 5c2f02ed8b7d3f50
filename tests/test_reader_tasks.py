"""What readers come for, done from the home page of the first case by keyboard alone.

No pointer, and no address typed. A task may take 30 keys beside the words that are typed: a
person who walks a page with the Tab key does that in less than half a minute. Whatever gets the
focus on the way has to be seen.
"""

import pytest
from playwright.sync_api import Page, expect

from served import NEEDS_CHROMIUM, until_steady

pytestmark = NEEDS_CHROMIUM

MOST_KEYS = 30
# What has the focus: its words, and why it could not be seen, if so. An option is seen by its
# label; the open search box is a change to be seen in itself.
FOCUSED = """() => {
  const has = document.activeElement;
  const seen = has.matches(".md-option")
    ? document.querySelector(`label[for="${has.id}"]:not([hidden])`) || has.nextElementSibling
    : has;
  const box = seen.getBoundingClientRect();
  const top = document.querySelector(".md-header").getBoundingClientRect().bottom;
  const inside = has.closest(".md-header, .md-skip");
  const style = getComputedStyle(seen);
  const fault =
    box.width < 1 || box.height < 1 ? "no size"
    : box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth ? "out of sight"
    : box.bottom <= 0 || (!inside && box.bottom <= top) ? "under the header"
    : style.outlineStyle === "none" && !has.matches(".md-search__input") ? "no outline"
    : "";
  const words = has.innerText || has.getAttribute("aria-label") || has.title || "";
  return [words.trim().replace(/\\s+/g, " "), has.tagName === "BODY" ? "" : fault];
}"""


class Reader:
    """Who sits before a keyboard; counts the keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def press(self, key: str) -> None:
        """One key."""
        self.keys += 1
        assert self.keys <= MOST_KEYS, "too many keys"
        self.page.keyboard.press(key)

    def tab_to(self, words: str) -> None:
        """Tab until what has the focus begins with these words."""
        while True:
            self.press("Tab")
            found, fault = self.page.evaluate(FOCUSED)
            assert not fault, f"{found}: {fault}"
            if found.startswith(words):
                return

    def follow(self, words: str) -> None:
        """Go to a link, and along it."""
        self.tab_to(words)
        self._enter()

    def _enter(self) -> None:
        with self.page.expect_navigation():
            self.press("Enter")
        self._settle()

    def _settle(self) -> None:
        """The theme's scripts are done with the page: until then they may take the focus away."""
        self.page.wait_for_load_state("networkidle")

    def skip(self) -> None:
        """Past the navigation."""
        self.follow("Skip to content")

    def search(self, words: str, first: str) -> None:
        """The first thing that the search finds."""
        self.press("/")
        box = self.page.locator(".md-search__input")
        expect(box).to_be_focused()
        self.page.keyboard.type(words)
        found = self.page.locator(".md-search-result__link").first
        expect(found).to_contain_text(first, timeout=20_000)
        until_steady(self.page)
        self.press("ArrowDown")
        expect(found).to_be_focused()
        self._enter()

    def at(self, title: str) -> None:
        """Whether this is the page that was looked for."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)


@pytest.fixture
def reader(page: Page, first_case: str) -> Reader:
    """At the home page, whose search is there."""
    page.goto(first_case)
    expect(page.locator("html.js")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    return Reader(page)


def test_find_my_commune_and_its_verdict(reader: Reader) -> None:
    reader.search("nam lu", "Nấm Lư commune")
    reader.at("Nấm Lư commune")
    expect(reader.page.locator("article .verdict").first).to_be_in_viewport()


def test_who_has_not_reported(reader: Reader) -> None:
    reader.skip()
    reader.follow("what is still to be reported")
    reader.at("Reporting status")
    missing = reader.page.get_by_role("table").first
    expect(missing.get_by_role("rowheader").first).to_be_in_viewport()
    expect(missing).to_contain_text("results were due and are not there")


def test_what_changed_last(reader: Reader) -> None:
    reader.follow("Changes")
    reader.at("Changes")
    expect(reader.page.get_by_text("No published figure has been revised")).to_be_in_viewport()


def test_the_source_of_a_figure(reader: Reader) -> None:
    reader.search("muong khuong district", "Mường Khương District Party Committee")
    reader.skip()
    reader.follow("[1]")
    reader.follow("Mường Khương: Launch of the emulation movement")
    assert "/sources/" in reader.page.url
    expect(reader.page.get_by_text("Báo Lào Cai").first).to_be_in_viewport()


def test_cite_a_figure(reader: Reader) -> None:
    reader.search("muong khuong district", "Mường Khương District Party Committee")
    reader.skip()
    reader.tab_to("Cite")
    reader.press("Enter")
    told = reader.page.locator("details[open]")
    expect(told).to_contain_text("https://example.org/some/path/")
    expect(told).to_be_in_viewport()


def test_download_everything(reader: Reader) -> None:
    reader.follow("Data")
    reader.at("Data")
    reader.skip()
    with reader.page.expect_download() as download:
        reader.tab_to("all.xlsx")
        reader.press("Enter")
    assert download.value.suggested_filename == "all.xlsx"


def test_the_text_of_the_agreement(reader: Reader) -> None:
    reader.skip()
    reader.follow("the agreement")
    reader.at("Emulation agreement on four-good party cells and committees")
    expect(reader.page.locator(".promises__statement").first).to_be_in_viewport()


def test_switch_to_hindi_and_stay_on_the_page(reader: Reader) -> None:
    reader.skip()
    reader.follow("the agreement")
    reader.tab_to("Select language")
    reader.follow("हिन्दी")
    reader.page.wait_for_url("**/hi/agreements/four-good-emulation-agreement/")
    expect(reader.page.locator("html")).to_have_attribute("lang", "hi")


def test_find_the_method(reader: Reader) -> None:
    reader.skip()
    reader.follow("How a status comes about")
    reader.at("Method")


def test_report_a_mistake(reader: Reader) -> None:
    """The records of the first case name no address, which the page then says."""
    reader.skip()
    reader.follow("Report a mistake")
    reader.at("Changes")
    expect(reader.page.get_by_role("heading", name="Report a mistake")).to_be_in_viewport()
    expect(reader.page.get_by_text("This site names no address for that.")).to_be_in_viewport()
