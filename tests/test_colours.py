"""A site's own colours: shades that can be read, the style sheet, and what a browser shows."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from pledgebook.colours import ENOUGH, PAPER, contrast, mixed, readable, style_sheet, words_on
from pledgebook.configuration import ALL_STYLES
from served import NEEDS_CHROMIUM, Server, serve
from sites import CASES, build, copy_project

COLOURS = ("#8b0000", "#ffd400", "#008080", "#00ff00", "#ffffff", "#000000", "#777777", "#0000ff")


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ff0000", "#ffffff") == contrast("#ffffff", "#ff0000")


@pytest.mark.parametrize("colour", COLOURS)
def test_a_shade_is_the_nearest_that_can_be_read(colour: str) -> None:
    for grounds in PAPER.values():
        shade = readable(colour, grounds)
        assert min(contrast(shade, ground) for ground in grounds) >= ENOUGH
        if min(contrast(colour, ground) for ground in grounds) >= ENOUGH:
            assert shade == colour
        else:
            assert min(contrast(shade, ground) for ground in grounds) < ENOUGH + 0.15
    assert contrast(words_on(colour), colour) >= ENOUGH


def test_a_colour_is_laid_over_another() -> None:
    assert mixed("#000000", "#ffffff", 0.0) == "#ffffff"
    assert mixed("#ff0000", "#ffffff", 1.0) == "#ff0000"
    assert mixed("#000000", "#ffffff", 0.2) == "#cccccc"


@pytest.mark.parametrize("colour", COLOURS)
def test_every_pair_in_the_style_sheet_can_be_read(colour: str) -> None:
    rules = re.findall(r"^  (\S+) \{ (.*) \}$", style_sheet(colour, None), re.MULTILINE)
    assert len(rules) == 6
    for name, body in rules:
        tokens = dict(re.findall(r"([\w-]+): (#\w+);", body))
        grounds = PAPER["dark" if "slate" in name else "light"]
        for words in ("--pb-link", "--md-accent-fg-color"):
            if words in tokens:
                assert min(contrast(tokens[words], ground) for ground in grounds) >= ENOUGH
        for kind in ("primary", "accent"):
            if f"--md-{kind}-bg-color" in tokens:
                pair = tokens[f"--md-{kind}-bg-color"], tokens[f"--md-{kind}-fg-color"]
                assert contrast(*pair) >= ENOUGH


def test_nothing_is_written_for_a_site_without_colours() -> None:
    assert style_sheet(None, None) == ""
    assert "--pb-link" not in style_sheet(None, "#8b0000")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site in yellow, whose links turn red."""
    root = copy_project(CASES / "sites" / "garden-pact", tmp_path_factory.mktemp("coloured"))
    _choose(root, '{primary: "#ffd400", accent: "#8b0000"}')
    assert build(root).published
    return root


def _choose(root: Path, colours: str) -> None:
    settings = root / "data" / "site.yml"
    kept = [line for line in settings.read_text("utf-8").splitlines() if "colours" not in line]
    settings.write_text("\n".join([*kept, f"colours: {colours}", ""]), "utf-8")


def test_other_colours_reach_the_site_as_in_a_clean_build(project: Path, tmp_path: Path) -> None:
    changed, clean = tmp_path / "changed", tmp_path / "clean"
    shutil.copytree(project, changed)
    _choose(changed, '{primary: "#008080"}')
    assert build(changed).published
    copy_project(changed, clean)
    assert build(clean).published
    for root in (changed, clean):
        styles = (root / "site" / ALL_STYLES).read_text("utf-8")
        assert "#008080" in styles
        assert "#ffd400" not in styles
    names = [p.relative_to(clean / "site") for p in (clean / "site").rglob("*") if p.is_file()]
    differing = [
        name
        for name in names
        if (clean / "site" / name).read_bytes() != (changed / "site" / name).read_bytes()
    ]
    assert differing == []


@pytest.fixture(scope="module")
def coloured(project: Path) -> Any:
    server: Server = serve(project / "site")
    yield server.address
    server.shutdown()


def _shown(page: Page, selector: str, name: str) -> str:
    given = page.eval_on_selector(selector, f"box => getComputedStyle(box)['{name}']")
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", given)[:3])


@NEEDS_CHROMIUM[0]
@NEEDS_CHROMIUM[1]
@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)]
)
def test_colours_are_shown_and_can_be_read(
    scheme: str, width: int, coloured: str, page: Page
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{coloured}organizations/school-a/")
    light = scheme == "light"
    paper = PAPER[scheme]
    header = _shown(page, ".md-header", "backgroundColor")
    assert header == "#ffd400" if light else contrast(header, "#ffffff") >= 7
    assert _shown(page, ".md-header", "color") == ("#000000" if light else "#ffffff")
    link = ".md-content p a:not(.headerlink)"
    assert _shown(page, link, "color") == readable("#ffd400", paper)
    page.locator(link).first.focus()
    page.wait_for_timeout(200)  # the theme's transition takes 125 ms
    shade = _shown(page, link, "color")
    assert contrast(shade, paper[0]) >= ENOUGH
    assert _shown(page, link, "outlineColor") == shade
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
