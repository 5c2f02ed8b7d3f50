"""Barriers that a program can find, on every kind of page, and what a printed page has.

The suite takes each kind of page once, by turns light and dark, narrow and wide; with
`--everything` (as `make check-all` has it) all of them in every language.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from served import KINDS, NEEDS_CHROMIUM, serve
from sites import ROOT, build, copy_project

pytestmark = NEEDS_CHROMIUM

LANGUAGES = ("", "vi/", "hi/")
SCHEMES = ("light", "dark")
WIDTHS = (1280, 360)
# Of the example that is in Arabic too.
ARABIC = (
    "",
    "announcements/",
    "announcements/2026-11-20-first-figures/",
    "programmes/g20-emission-targets/",
    "organizations/",
    "organizations/india/",
    "indicators/",
    "status/",
    "changes/",
    "sources/",
    "data/",
    "method/",
    "about/",
)


def paths() -> list[str]:
    """The kinds of pages without their language."""
    bare = (kind.removeprefix("vi/").removeprefix("hi/") for kind in KINDS)
    return [*bare, "accessibility/", "404.html"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    everything = metafunc.config.getoption("--everything")
    for name, kinds, tags in (("kind", paths(), LANGUAGES), ("arabic", ARABIC, ("ar/",))):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, whole(kinds, tags) if everything else some(kinds, tags))


def whole(kinds: list[str] | tuple[str, ...], tags: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """Every page in every language, light and dark, wide and narrow."""
    return [
        (tag + kind, scheme, width)
        for kind, tag, scheme, width in itertools.product(kinds, tags, SCHEMES, WIDTHS)
        if kind != "404.html" or not tag
    ]


def some(kinds: list[str] | tuple[str, ...], tags: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """Every page once; those that the tests of the browser visit are left to them."""
    kinds = [kind for kind in kinds if kind.count("/") == 1 or kind == "404.html"][:7]
    turns = zip(itertools.cycle(tags), itertools.cycle([0, 1, 3, 2]), strict=False)
    return [
        ((tag if kind != "404.html" else "") + kind, SCHEMES[turn % 2], WIDTHS[turn // 2])
        for kind, (tag, turn) in zip(kinds, turns, strict=False)
    ]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of the example that is in Arabic too."""
    root = copy_project(
        ROOT / "examples" / "climate-pledges", tmp_path_factory.mktemp("project") / "x"
    )
    assert build(root).published
    server = serve(Path(root / "site"))
    yield server.address
    server.shutdown()


def barriers(chromium: Browser, address: str, scheme: str, width: int) -> str:
    """What axe has to say of a page, in words; nothing of a page without barriers."""
    dark = "dark" if scheme == "dark" else "light"
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark == "dark" else "light",
        reduced_motion="reduce",
    )
    try:
        opened = context.new_page()
        opened.goto(address)
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(opened)
        return found.generate_report() if found.violations_count else ""
    finally:
        context.close()


def test_no_barrier_on_any_page(
    kind: tuple[str, str, int], first_case: str, chromium: Browser
) -> None:
    path, scheme, width = kind
    assert barriers(chromium, first_case + path, scheme, width) == ""


def test_no_barrier_from_right_to_left(
    arabic: tuple[str, str, int], example: str, chromium: Browser
) -> None:
    path, scheme, width = arabic
    assert barriers(chromium, example + path, scheme, width) == ""


def test_the_page_for_lost_readers_searches(first_case: str, page: Page) -> None:
    page.goto(f"{first_case}404.html")
    page.get_by_role("searchbox", name="Search this site").fill("Nam Lu")
    page.keyboard.press("Enter")
    expect(page.locator("a.md-search-result__link[href*='xa-nam-lu']").first).to_be_visible(
        timeout=40_000
    )
    assert page.url == f"{first_case}?q=Nam+Lu"


@pytest.mark.parametrize(
    "path", ["organizations/xa-nam-lu/", "agreements/four-good-emulation-agreement/"]
)
def test_a_printed_page_is_a_report(path: str, first_case: str, page: Page) -> None:
    page.goto(first_case + path)
    page.emulate_media(media="print", color_scheme="dark")
    for gone in ("header.md-header", ".md-sidebar--primary", ".md-sidebar--secondary", ".md-top"):
        assert not page.locator(gone).first.is_visible()
    for there in ("article h1", "article table", "#sources", "article tbody th"):
        assert page.locator(there).first.is_visible()
    expect(page.locator(".site-footer__address")).to_have_text(
        f"https://example.org/some/path/{path}"
    )
    assert page.locator(".site-footer__address").is_visible()
    paper = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert page.pdf(format="A4").startswith(b"%PDF")
