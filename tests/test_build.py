"""The pipeline: whole or nothing, in every language, for any project."""

from pathlib import Path

import pytest
from lxml import html

from pledgebook.inspect import inspect_site
from sites import AS_OF, CASES, build, copy_project

WALKS = ("minimal", "action-plan", "coalition")


def garden(tmp_path: Path) -> Path:
    return copy_project(CASES / "sites" / "garden-pact", tmp_path)


@pytest.mark.parametrize("walk", WALKS)
def test_walks_build_without_a_word(walk: str, tmp_path: Path) -> None:
    built = build(copy_project(CASES / "walks" / walk, tmp_path))
    assert built.published
    assert built.notices == ()
    assert {d.severity for d in built.diagnostics} <= {"info"}
    assert inspect_site(tmp_path / "site") == ()


def test_every_language_has_its_site(tmp_path: Path) -> None:
    root = garden(tmp_path)
    assert build(root).published
    for prefix, language in (("", "en"), ("vi/", "vi")):
        page = html.parse(str(root / "site" / prefix / "agreements/garden-pact/index.html"))
        assert page.getroot().get("lang") == language
    assert (root / "site" / "vi" / "search" / "search_index.json").is_file()
    assert not (root / "site" / "vi" / "404.html").exists()


def test_hostile_text_stays_text_in_title_heading_and_description(tmp_path: Path) -> None:
    root = garden(tmp_path)
    build(root)
    page = html.parse(str(root / "site" / "organizations/school-board/index.html"))
    assert page.xpath("string(//h1)").startswith("School board <north>")
    assert page.xpath("string(//title)").startswith("School board <north>")
    assert "<north>" in page.xpath("string(//meta[@name='description']/@content)")


def test_missing_translations_are_marked_with_their_language(tmp_path: Path) -> None:
    root = garden(tmp_path)
    build(root)
    page = html.parse(str(root / "site" / "vi" / "organizations/school-b/index.html"))
    (words,) = page.xpath("//h1//span[@lang='en']")
    assert words.text == "School B"
    assert page.xpath("//h1//span[contains(@class, 'mark--in-language')]")


def test_machine_text_is_marked(tmp_path: Path) -> None:
    root = garden(tmp_path)
    build(root)
    path = "announcements/2024-09-01-launch/index.html"
    assert html.parse(str(root / "site" / "vi" / path)).xpath(
        "//*[contains(@class, 'mark--machine')]"
    )
    assert not html.parse(str(root / "site" / path)).xpath("//*[contains(@class, 'mark--machine')]")


def test_deleted_records_disappear(tmp_path: Path) -> None:
    root = garden(tmp_path)
    build(root)
    old = root / "site" / "announcements" / "2024-09-01-launch" / "index.html"
    assert old.is_file()
    for file in (root / "content" / "announcements").iterdir():
        file.unlink()
    assert build(root).published
    assert not old.exists()
    assert not (root / "build" / "docs" / "en" / "announcements").exists()


def test_errors_leave_the_last_site(tmp_path: Path) -> None:
    root = garden(tmp_path)
    build(root)
    before = {p: p.read_bytes() for p in (root / "site").rglob("*") if p.is_file()}
    with (root / "data" / "results.yml").open("a") as file:
        file.write("  - {organization: school-x, indicator: trees, period: 2024, value: 1}\n")
    built = build(root)
    assert not built.published
    assert [d.rule for d in built.diagnostics if d.severity == "error"] == ["unknown-reference"]
    assert {p: p.read_bytes() for p in (root / "site").rglob("*") if p.is_file()} == before


def test_unchanged_pages_are_not_written_again(tmp_path: Path) -> None:
    root = garden(tmp_path)
    build(root)
    page = root / "build" / "docs" / "en" / "agreements" / "garden-pact.md"
    before = page.stat().st_mtime_ns
    build(root)
    assert page.stat().st_mtime_ns == before


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = garden(tmp_path / "one"), garden(tmp_path / "other place")
    build(one)
    build(other)
    files = {p.relative_to(one / "site") for p in (one / "site").rglob("*") if p.is_file()}
    assert files == {
        p.relative_to(other / "site") for p in (other / "site").rglob("*") if p.is_file()
    }
    for path in files:
        assert (one / "site" / path).read_bytes() == (other / "site" / path).read_bytes(), path


def test_an_announcement_of_the_future_is_nowhere(tmp_path: Path) -> None:
    root = garden(tmp_path)
    token = "embargoedtoken"
    (root / "content" / "announcements" / "2027-01-01-secret.md").write_text(
        f"---\ntitle: {token}\nsummary: {token}\nkind: notice\nsources: [minutes]\n---\n{token}\n"
    )
    with (root / "data" / "results.yml").open("a") as file:
        file.write(
            "  - {organization: school-b, indicator: trees, period: 2025, value: 77,"
            f" issued: 2027-01-01, text: {token}}}\n"
        )
    assert build(root, AS_OF).published
    for path in (*(root / "site").rglob("*"), *(root / "build" / "docs").rglob("*")):
        assert "secret" not in path.name
        if path.is_file():
            assert token.encode() not in path.read_bytes(), path


def test_broken_links_of_the_built_site_stop_it_and_name_their_record(tmp_path: Path) -> None:
    root = garden(tmp_path)
    pages = root / "overrides" / "pages"
    pages.mkdir(parents=True)
    (pages / "organization.md.j2").write_text(
        '{{ front_matter }}\n# {{ page.heading }}\n\n<p><a href="../nowhere/">x</a></p>\n'
    )
    built = build(root)
    assert not built.published
    assert {d.rule for d in built.broken} == {"broken-link"}
    assert ("data/organizations.yml", 1) in {(d.place.path, d.place.line) for d in built.broken}
    assert not (root / "site").exists()
