"""What pages say where there is nothing: what is missing, and never just an empty place."""

from datetime import date
from pathlib import Path

import pytest

from pledgebook.languages import load_language
from pledgebook.load import load_project
from pledgebook.pages import all_views, make_environment, render
from pledgebook.status import evaluate_all
from pledgebook.views.sheet import Edition

FILES = {
    "site.yml": "title: Test\nlanguages: [en]\n",
    "organizations.yml": "school: {name: School}\nboard: {name: Board}\n",
    "agreements.yml": """pact:
  name: Pact
  signed: 2024-01-01
  parties: [school]
  targets: [{id: garden, statement: Makes a garden, due: 2027-06-30}]
draft:
  name: Draft
  parties: [board]
""",
    "programmes.yml": "plan: {name: Plan}\n",
    "sources.yml": "letter: {title: A letter}\n",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The Markdown of each page of a project with records and no results."""
    root: Path = tmp_path_factory.mktemp("empty")
    (root / "data").mkdir()
    for name, text in FILES.items():
        (root / "data" / name).write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: x\ntheme: {name: material}\n", encoding="utf-8")
    model = load_project(root).model
    as_of = date(2025, 1, 1)
    edition = Edition(model, evaluate_all(model, as_of), load_language("en"), as_of)
    environment = make_environment()
    return {view.path: render(view, environment).text for view in all_views(edition)}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("organizations/school.md", "Nothing has been reported here yet."),
        ("agreements/draft.md", "The records name no target here"),
        ("programmes/plan.md", "The records name no target here"),
        ("sources/letter.md", "Nothing on this site cites this source yet."),
        ("status.md", "Nothing that was due is missing."),
        ("changes.md", "No published figure has been revised"),
    ],
)
def test_an_empty_place_says_what_is_missing(path: str, told: str, pages: dict[str, str]) -> None:
    assert told in pages[path]


def test_nothing_is_missed_where_nothing_is_asked(pages: dict[str, str]) -> None:
    assert "Nothing has been reported" not in pages["organizations/board.md"]
    assert "no target here" not in pages["agreements/pact.md"]
