"""Pages that somebody looks at are made before the rest of the site, with the same bytes."""

from pathlib import Path

import pytest

from inprocess import InProcess
from pledgebook.build import Options, build_site
from pledgebook.options import Glimpses
from pledgebook.progress import Event, Phase, silent
from sites import AS_OF, CASES, build, copy_project

GARDEN = CASES / "sites" / "garden-pact"
URL = "https://example.org/"
VALUE = ("value: 1250", "value: 1251")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = copy_project(GARDEN, tmp_path / "project")
    assert build(root, AS_OF, URL).published
    return root


def record_pages(root: Path) -> list[str]:
    """The addresses of the pages of records, in every language."""
    files = sorted((root / "site").rglob("index.html"))
    pages = (path.parent.relative_to(root / "site").as_posix() for path in files)
    kinds = ("organizations/", "agreements/", "indicators/", "sources/")
    return [f"{page}/" for page in pages if page.removeprefix("vi/").startswith(kinds)]


def glimpses(root: Path, wanted: list[str]) -> tuple[dict[str, bytes], list[str]]:
    """What is shown of the wanted pages by a build, and the phases that had begun before."""
    shown: dict[str, bytes] = {}
    phases: list[str] = []
    before: list[str] = []

    def tell(event: Event) -> None:
        if isinstance(event, Phase):
            phases.append(event.text)

    def show(path: str, content: bytes) -> None:
        shown[path] = content
        before[:] = phases

    options = Options(
        root,
        root / "site",
        AS_OF,
        URL,
        executor=InProcess(),
        glimpses=Glimpses(lambda: wanted, show),
    )
    build_site(options, tell)
    return shown, before


def change(root: Path, old: str, new: str) -> None:
    """One value of the results."""
    path = root / "data" / "results.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_page_of_a_record_is_shown_as_the_site_will_have_it(project: Path) -> None:
    wanted = record_pages(project)
    assert len(wanted) > 10
    change(project, *VALUE)
    glimpses(project, wanted)  # whoever changes a page once has a frame for the next change
    old = {path: (project / "site" / path / "index.html").read_bytes() for path in wanted}
    change(project, *reversed(VALUE))
    shown, before = glimpses(project, wanted)
    assert len(shown) > 3
    for path, content in shown.items():
        assert content == (project / "site" / path / "index.html").read_bytes(), path
    assert any(content != old[path] for path, content in shown.items())
    assert "Writing the pages" not in before


def test_what_is_no_record_or_has_no_frame_is_left_to_the_build(project: Path) -> None:
    change(project, *VALUE)
    assert (
        glimpses(project, ["", "data/", "nobody/", "organizations/", "organizations/x/"])[0] == {}
    )
    (project / "build" / "pages.json").unlink()
    change(project, *reversed(VALUE))
    assert glimpses(project, record_pages(project))[0] == {}


def test_a_theme_of_the_projects_own_is_not_guessed(project: Path) -> None:
    theme = project / "overrides" / "theme"
    theme.mkdir(parents=True)
    (theme / "main.html").write_text('{% extends "pledgebook.html" %}')
    change(project, *VALUE)
    assert glimpses(project, record_pages(project))[0] == {}


def test_records_with_mistakes_are_not_shown(project: Path) -> None:
    change(project, VALUE[0], "value: [")
    assert glimpses(project, record_pages(project))[0] == {}
    assert build_site(Options(project, project / "site", AS_OF, URL), silent).published is False
