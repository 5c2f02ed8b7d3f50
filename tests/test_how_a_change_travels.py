"""The page about how a change travels shows what the program really says."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown import markdown
from playwright.sync_api import Browser

from changing_project import FIRST, RESULTS, SILENT, add, put
from pledgebook.cli import main
from revisions import commit, git
from served import CHROMIUM
from shell_steps import SERVER, checked, furnish
from sites import ROOT

PAGE = ROOT / "docs" / "explanation" / "how-a-change-travels.md"
PICTURE = ROOT / "docs" / "explanation" / "pictures" / "review.png"
ROW = (
    "- {organization: pha-long, indicator: model-cells, period: 2024, numerator: 1,"
    " denominator: 10, revision: 1, revision_reason: two cells were counted by mistake,"
    " issued: 2026-02-02}\n"
)
STYLE = """<meta charset=utf-8><style>
body{font:14px/1.5 "Noto Sans","DejaVu Sans",sans-serif;width:780px;margin:0;padding:8px 20px}
h3{font-size:18px;border-bottom:1px solid #d1d9e0;padding-bottom:4px}h4{font-size:14px}
ul{padding-left:24px}li{margin:4px 0}a{color:#0969da}</style>"""


@pytest.fixture(scope="module")
def travelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("travelled")
    git(root, "init", "-q", ".")
    settings = f"repository: {{url: '{SERVER}/example/pledges'}}\n"
    first = {**FIRST, "data/site.yml": FIRST["data/site.yml"] + settings}
    commit(root, first, "base")
    for branch, files in (
        ("silent", put(RESULTS, *SILENT)(first)),
        ("honest", add(RESULTS, ROW)(first)),
    ):
        git(root, "checkout", "-q", "-b", f"branch-{branch}", "base")
        commit(root, files, branch)
    return root


def said(root: Path, *arguments: str) -> str:
    asked = [*arguments, "-C", str(root), "--as-of", "2026-02-02"]
    # How long it took is another number each time.
    return re.sub(r" \([0-9.]+ s\)", "", CliRunner().invoke(main, asked).stdout)


def outputs(root: Path) -> dict[str, str]:
    """What the blocks of the page must hold, by name."""
    git(root, "checkout", "-q", "branch-silent")
    return {
        "refused": said(root, "validate", "--against", "base"),
        "row": ROW,
        "facts": said(root, "diff", "base", "honest"),
    }


def test_what_the_page_shows_is_what_the_program_says(
    travelled: Path, rewrite_golden: bool
) -> None:
    text = PAGE.read_text(encoding="utf-8")
    expected = text
    for name, output in outputs(travelled).items():
        block = re.compile(rf"(<!-- output: {name} -->\n```\w+\n)(?:.*?\n)??(```\n)", re.DOTALL)
        found = block.search(expected)
        assert found is not None
        shown = f"{found[1]}{output.rstrip()}\n{found[2]}"
        expected = expected[: found.start()] + shown + expected[found.end() :]
    if rewrite_golden:
        PAGE.write_text(expected, encoding="utf-8")
    assert expected == PAGE.read_text(encoding="utf-8")


def test_its_picture_is_small_and_named(
    travelled: Path, rewrite_golden: bool, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if rewrite_golden and shutil.which("jq") and CHROMIUM:
        furnish(travelled)
        draw(
            checked(travelled, "branch-silent", tmp_path)[0] / "comment.md",
            request.getfixturevalue("chromium"),
        )
    assert f"](pictures/{PICTURE.name})" in PAGE.read_text(encoding="utf-8")
    picture = PICTURE.read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 100_000


def draw(report: Path, chromium: Browser) -> None:
    """The comment as a forge shows it."""
    html = STYLE + markdown(report.read_text(encoding="utf-8"), extensions=["sane_lists"])
    page = chromium.new_page(viewport={"width": 820, "height": 200})
    page.set_content(html)
    PICTURE.parent.mkdir(exist_ok=True)
    page.screenshot(path=PICTURE, full_page=True)
    page.close()
