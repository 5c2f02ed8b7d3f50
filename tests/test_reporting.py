"""How a reader reports a mistake: where the links lead, by what the site's settings name."""

from pathlib import Path

import pytest

from pledgebook.languages import load_language
from pledgebook.load import load_project
from pledgebook.markup import plain
from pledgebook.status import evaluate_all
from pledgebook.views.blocks import Bullets, Paragraph
from pledgebook.views.mistakes import report_link, report_section
from pledgebook.views.sheet import Edition, Sheet
from sites import AS_OF, CASES, copy_project

PAGE = "https%3A%2F%2Fexample.org%2Forganizations%2Fx%2F"
SUBJECT = "Mistake%20in%20%E2%80%9CGarden%20pact%20%28fictional%29%E2%80%9D"

LAB = "https://git.b.example/x/-/issues/new"
OPEN = "open an issue where the records are kept"


def sheet_of(folder: Path, settings: str) -> Sheet:
    """A page of the garden pact, with these lines in its settings too."""
    root = copy_project(CASES / "sites" / "garden-pact", folder)
    with (root / "data" / "site.yml").open("a", encoding="utf-8") as file:
        file.write(f"{settings}\n")
    model = load_project(root).model
    statuses = evaluate_all(model, AS_OF)
    edition = Edition(model, statuses, load_language("en"), AS_OF, "https://example.org/")
    return Sheet(edition, "organizations/x.md")


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ("contact: a@b.example", f"mailto:a@b.example?subject={SUBJECT}&amp;body={PAGE}"),
        ("contact: https://b.example/form", "https://b.example/form"),
        (
            "repository: {url: https://github.com/b/records}",
            f"https://github.com/b/records/issues/new?title={SUBJECT}&amp;body={PAGE}",
        ),
        (
            "repository: {url: https://git.b.example/x.git, forge: gitlab}",
            f"{LAB}?issue%5Btitle%5D={SUBJECT}&amp;issue%5Bdescription%5D={PAGE}",
        ),
        ("contact: 'Box 7, Lake'", "../../changes/#mistakes"),
        ("contact: 'javascript:alert(1)'", "../../changes/#mistakes"),
        ("", "../../changes/#mistakes"),
    ],
)
def test_the_link_leads_where_a_mistake_can_be_told(
    settings: str, address: str, tmp_path: Path
) -> None:
    assert report_link(sheet_of(tmp_path, settings)) == f'<a href="{address}">Report a mistake</a>'


def test_every_way_is_told(tmp_path: Path) -> None:
    settings = "contact: a@b.example\nrepository: {url: https://codeberg.org/b/x}"
    found = report_section(sheet_of(tmp_path, settings))
    assert found
    (ways,) = [block for block in found.blocks if isinstance(block, Bullets)]
    assert [plain(way) for way in ways.items] == [
        "Write to a@b.example",
        f"Or, if you have an account there, {OPEN}: https://codeberg.org/b/x",
    ]


@pytest.mark.parametrize(
    ("settings", "told"),
    [("contact: 'Box 7, Lake'", "Write to Box 7, Lake"), ("", "This site names no address")],
)
def test_what_is_not_known_is_not_made_up(settings: str, told: str, tmp_path: Path) -> None:
    found = report_section(sheet_of(tmp_path, settings))
    assert found
    second = found.blocks[1]
    assert isinstance(second, Bullets | Paragraph)
    words = second.items[0] if isinstance(second, Bullets) else second.text
    assert plain(words).startswith(told)
