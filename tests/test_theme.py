"""What a reader gets from the theme: titles, languages, navigation, colours, no third party."""

import os
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser

from pledgebook.colours import contrast
from pledgebook.configuration import THEME
from pledgebook.engine import LanguageLink, build_pages
from pledgebook.inspect import inspect_site
from pledgebook.output import list_files
from served import NEEDS_CHROMIUM, serve
from small_site import (
    LANGUAGES,
    NAMES,
    SECTIONS,
    TITLES,
    URL,
    build_all,
    found,
    prepare,
    read_html,
)
from test_policy import hashed


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, built."""
    return build_all(tmp_path_factory.mktemp("project"))


def test_every_page_is_there_and_no_link_is_broken(built: Path) -> None:
    site = built / "www" / "some" / "path"
    assert inspect_site(site, "/some/path/") == ()
    for language in LANGUAGES:
        for path in ("", "organizations/", "organizations/nam-lu/", "organizations/other/"):
            assert (site / language.prefix / path / "index.html").is_file()
        assert (site / language.prefix / "data" / "results.csv").is_file()


def test_titles_are_escaped_once(built: Path) -> None:
    page = read_html(built, "index.html")
    assert page.findtext(".//title") == TITLES["vi"]
    assert found(page, "//header//a[contains(@class, 'md-ellipsis')]/text()") == [TITLES["vi"]]
    assert page.findtext(".//h1") == TITLES["vi"]
    record = read_html(built, "organizations/nam-lu/index.html")
    assert record.findtext(".//title") == f"{NAMES['vi']} - {TITLES['vi']}"
    description = found(record, "//meta[@name='description']/@content")
    assert description == [f"{NAMES['vi']}: một & <hai>"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_and_direction(built: Path, language: LanguageLink) -> None:
    page = read_html(built, f"{language.prefix}organizations/nam-lu/index.html")
    direction = "rtl" if language.tag == "ar" else "ltr"
    assert (page.get("lang"), page.get("dir")) == (language.tag, direction)
    assert found(page, "//body/@dir") == [direction]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_switch_stays_on_the_page(built: Path, language: LanguageLink) -> None:
    address = "organizations/nam-lu/"
    page = read_html(built, f"{language.prefix}{address}index.html")
    for link in found(page, "//header//a[@hreflang]"):
        goal = next(other for other in LANGUAGES if other.tag == link.get("hreflang"))
        path = os.path.normpath(f"/{language.prefix}{address}{link.get('href')}")
        assert path == f"/{goal.prefix}{address}".rstrip("/")
        assert link.get("aria-current") == ("true" if goal == language else None)
        assert (link.get("lang"), link.text) == (goal.tag, goal.name)
    assert len(found(page, "//header//a[@hreflang]")) == len(LANGUAGES)


def test_a_records_section_is_marked_in_the_navigation(built: Path) -> None:
    page = read_html(built, "hi/organizations/nam-lu/index.html")
    titles = [title.strip() for title in found(page, "//nav[@data-md-level]//li//span/text()")]
    assert titles == ["Trang chủ", SECTIONS["hi"]]
    marked = found(page, "//nav[@data-md-level]//a[@aria-current]")
    assert [(link.get("href"), link.get("aria-current")) for link in marked] == [("../", "true")]
    home = found(read_html(built, "index.html"), "//nav[@data-md-level]//a[@aria-current='page']")
    assert [link.get("href") for link in home] == ["."]


def test_nothing_comes_from_another_host(built: Path) -> None:
    for path in ("index.html", "hi/organizations/nam-lu/index.html", "404.html"):
        page = read_html(built, path)
        loaded = found(page, "//script/@src | //img/@src | //link[not(@rel='canonical')]/@href")
        assert loaded
        assert not [url for url in loaded if "//" in url]
        assert "generator" not in found(page, "//meta/@name")
        assert not found(page, "//*[@data-md-component='source']")


def test_the_policy_comes_first_and_knows_every_script(built: Path) -> None:
    for path in ("index.html", "hi/organizations/nam-lu/index.html", "404.html"):
        page = read_html(built, path)
        second = found(page, "//head/*")[1]
        assert second.get("http-equiv") == "Content-Security-Policy"
        scripts = found(page, "//script[not(@src) and not(@type)]")
        assert scripts
        for script in scripts:
            assert hashed(script.text) in second.get("content"), script.text


def test_the_404_page(built: Path) -> None:
    page = read_html(built, "404.html")
    assert page.findtext(".//h1") == "Không tìm thấy"
    assert page.findtext(".//title") == f"Không tìm thấy - {TITLES['vi']}"
    links = {
        link.get("hreflang"): link.get("href") for link in found(page, "//header//a[@hreflang]")
    }
    assert links["hi"] == "/some/path/hi/"
    assert read_html(built, "hi/404.html").findtext(".//h1") == "Page not found"


def test_the_sitemap_names_every_language(built: Path) -> None:
    tree = etree.parse(built / "www" / "some" / "path" / "hi" / "sitemap.xml").getroot()
    spaces = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    assert found(tree, "//s:url[1]/s:loc/text()", namespaces=spaces) == [f"{URL}hi/"]
    entry = "//s:url[contains(s:loc, 'nam-lu')]/x:link"
    links = {
        link.get("hreflang"): link.get("href") for link in found(tree, entry, namespaces=spaces)
    }
    assert links == {
        "vi": f"{URL}organizations/nam-lu/",
        "hi": f"{URL}hi/organizations/nam-lu/",
        "ar": f"{URL}ar/organizations/nam-lu/",
        "x-default": f"{URL}organizations/nam-lu/",
    }
    assert b"lastmod" not in etree.tostring(tree)


def test_without_an_address_nothing_absolute_is_written(tmp_path: Path) -> None:
    site = prepare(tmp_path, site_url=None)
    assert build_pages(site).warnings == ()
    assert not (site.site_dir / "sitemap.xml").exists()
    assert b"canonical" not in (site.site_dir / "index.html").read_bytes()
    assert b'href="/hi/"' in (site.site_dir / "404.html").read_bytes()


def test_one_language_has_no_switch(tmp_path: Path) -> None:
    site = prepare(tmp_path, languages=LANGUAGES[:1])
    build_pages(site)
    assert b"hreflang" not in (site.site_dir / "index.html").read_bytes()
    assert b"hreflang" not in (site.site_dir / "sitemap.xml").read_bytes()


def test_headings_in_other_scripts_get_readable_names(built: Path) -> None:
    page = read_html(built, "organizations/nam-lu/index.html")
    assert found(page, "//h2/@id") == ["mục-tiêu-tổ-chức"]
    assert found(page, "//h2/a[@class='headerlink']/@title") == ["Link to this place"]


# The theme's files


def test_every_style_sheet_is_in_one_file(built: Path) -> None:
    site = built / "www" / "some" / "path"
    for path in ("index.html", "hi/organizations/nam-lu/index.html", "404.html"):
        links = found(read_html(built, path), "//link[@rel='stylesheet']/@href")
        assert [link.rpartition("/")[2] for link in links] == ["all.css"]
    styles = (site / "assets" / "stylesheets" / "all.css").read_text(encoding="utf-8")
    sheets = sorted((site / "assets" / "stylesheets").glob("*.*.css"))
    assert [sheet.name.partition(".")[0] for sheet in sheets] == ["main", "palette"]
    for sheet in (*sheets, THEME / "assets" / "stylesheets" / "pledgebook.css"):
        assert sheet.read_text(encoding="utf-8") in styles


def test_material_has_no_other_styles_and_scripts_than_we_know() -> None:
    """Our blocks take the place of these two: what Material adds has to be added here."""
    base = resources.files("material") / "templates" / "base.html"
    text = base.read_text(encoding="utf-8")
    blocks = re.findall(r"{% block (styles|scripts) %}(.*?){% endblock %}", text, re.DOTALL)
    known = {n: "".join(re.sub(r"\.[0-9a-f]{8}\.", ".", body).split()) for n, body in blocks}
    sheet = '<linkrel="stylesheet"href="{{\'assets/stylesheets/%s.min.css\'|url}}">'
    assert known == {
        "styles": sheet % "main"
        + "{%ifconfig.theme.palette%}{%setpalette=config.theme.palette%}"
        + sheet % "palette"
        + '{%endif%}{%include"partials/icons.html"%}',
        "scripts": "<scriptsrc=\"{{'assets/javascripts/bundle.min.js'|url}}\"></script>"
        "{%forscriptinconfig.extra_javascript%}{{script|script_tag}}{%endfor%}",
    }


def test_templates_suit_both_engines() -> None:
    """MiniJinja knows no methods of Python's; macros and super() are not methods."""
    for path in list_files(THEME):
        if not path.endswith((".html", ".xml")):
            continue
        text = (THEME / path).read_text(encoding="utf-8")
        for code in re.findall(r"\{[{%].*?[%}]\}", text, re.DOTALL):
            calls = set(re.findall(r"[\w\])\"']\.\w+\(", code)) - {"g.t(", "k.t("}
            assert not calls, f"{path}: {code}"


def test_the_style_sheet_loads_nothing() -> None:
    text = (THEME / "assets" / "stylesheets" / "pledgebook.css").read_text(encoding="utf-8")
    assert "@import" not in text
    assert "@font-face" not in text
    assert all(url.startswith("'data:image/svg+xml,") for url in re.findall(r"url\(([^)]+)", text))
    assert set(re.findall(r"https?://[^\"']*", text)) <= {"http://www.w3.org/2000/svg"}


def _tokens(scheme: str) -> Mapping[str, str]:
    text = (THEME / "assets" / "stylesheets" / "pledgebook.css").read_text(encoding="utf-8")
    blocks = re.findall(r"^(\S[^{\n]*) \{(.*?)^\}", text, re.DOTALL | re.MULTILINE)
    rules = {
        name: dict(re.findall(r"(--pb[\w-]+): ([^;]+)", body)) for name, body in reversed(blocks)
    }
    dark = rules['[data-md-color-scheme="slate"]']
    return {**rules[":root"], **(dark if scheme == "dark" else {})}


@pytest.mark.parametrize(("scheme", "paper"), [("light", "#ffffff"), ("dark", "#1e2629")])
def test_colours_can_be_read(scheme: str, paper: str) -> None:
    """WCAG 2.2 AA asks for a contrast of 4.5 to 1."""
    tokens = _tokens(scheme)
    pairs = {("--pb-link", paper), ("--pb-quiet", paper), ("--pb-quiet", tokens["--pb-soft"])}
    verdicts = [name[:-5] for name in tokens if re.fullmatch(r"--pb-.+-soft", name)]
    assert len(verdicts) == 7
    for name in verdicts:
        soft = tokens[f"{name}-soft"]
        pairs.add((name, paper if soft == "transparent" else soft))
    for name, ground in pairs:
        assert contrast(tokens[name], ground) >= 4.5, (name, ground)


# In a browser


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[str]:
    """The site's address, served below a folder."""
    running = serve(built / "www")
    yield f"{running.address}some/path/"
    running.shutdown()


@pytest.fixture
def noted(server: str) -> list[str]:
    """What a page must not do; filled by `_open`."""
    assert server
    return []


def _open(chromium: Browser, noted: list[str], server: str, **options: Any) -> Any:
    page = chromium.new_context(**options).new_page()
    page.on("console", lambda message: noted.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: noted.append(f"error: {error}"))
    page.on("request", lambda request: _note_foreign(noted, server, request.url))
    page.on("response", lambda reply: noted.append(reply.url) if reply.status >= 400 else None)
    return page


def _note_foreign(noted: list[str], server: str, url: str) -> None:
    if not url.startswith((server, "data:", "blob:")):
        noted.append(f"request: {url}")


class TestInTheBrowser:
    pytestmark = NEEDS_CHROMIUM

    @pytest.mark.parametrize(
        ("scheme", "width", "prefix"),
        [("light", 390, ""), ("dark", 1280, "hi/"), ("light", 1280, "ar/"), ("dark", 390, "ar/")],
    )
    def test_pages_are_accessible_and_quiet(
        self, chromium: Browser, server: str, noted: list[str], scheme: str, width: int, prefix: str
    ) -> None:
        from axe_playwright_python.sync_playwright import Axe

        page = _open(
            chromium, noted, server, viewport={"width": width, "height": 844}, color_scheme=scheme
        )
        for path in ("", "organizations/nam-lu/", "404.html"):
            page.goto(f"{server}{prefix}{path}", wait_until="networkidle")
            found = Axe().run(page).response
            assert len(found["passes"]) > 20
            assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            shown = page.get_attribute("body", "data-md-color-scheme")
            assert shown == ("slate" if scheme == "dark" else "default")
        # The 404 page begins at the root that the site's address names, which is this one.
        assert noted == []

    def test_the_switch_and_search_below_a_folder(
        self, chromium: Browser, server: str, noted: list[str]
    ) -> None:
        page = _open(chromium, noted, server, viewport={"width": 390, "height": 844})
        page.goto(f"{server}organizations/nam-lu/")
        page.click(".language-button")
        page.click(".md-select__link[hreflang=hi]")
        page.wait_for_url(f"{server}hi/organizations/nam-lu/")
        assert page.title() == f"{NAMES['hi']} - {TITLES['hi']}"
        page.goto(server, wait_until="networkidle")
        page.click("label.md-header__button[for=__search]")
        page.wait_for_selector("html:not(.no-js)")
        page.type(".md-search__input", "nấm lư")
        page.keyboard.press("End")  # the theme listens to keys; letters that no key has are put in
        page.click(".md-search-result__link[href*='organizations/nam-lu']", timeout=40_000)
        page.wait_for_url(f"{server}organizations/**")
        assert noted == []
