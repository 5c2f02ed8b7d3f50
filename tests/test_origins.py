"""Built pages say where their figures come from: lines, revisions, dates, citations."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from lxml import html

from pledgebook.build import Options, build_site
from pledgebook.checkout import find_checkout
from pledgebook.history import read_history
from pledgebook.load import load_project
from pledgebook.progress import Event, Note
from pledgebook.provenance import History
from pledgebook.publish import verify
from pledgebook.status import evaluate_all
from pledgebook.trees import Whereabouts, plan_trees
from pledgebook.views.results import anchor
from repositories import change, commit, git
from sites import AS_OF, CASES, ROOT, build, copy_project

FORGE = "https://github.com/example/records"
URL = "https://example.org/some/path/"
VIEW = re.compile(rf"{FORGE}/blob/([0-9a-f]{{40}})/(.+)#L([0-9]+)")


def repository(root: Path, source: Path) -> Path:
    """A copy of a project in a sub-folder of a repository, which names its forge."""
    git(root, "init", "--quiet")
    folder = copy_project(source, root / "site")
    with (folder / "data" / "site.yml").open("a", encoding="utf-8") as file:
        file.write(f"\nrepository: {{url: {FORGE}}}\n")
    commit(root, "Add the records", "2026-01-01")
    return folder


@pytest.fixture(scope="module")
def first_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first case as built from a repository, in which a later revision moved its lines."""
    root = tmp_path_factory.mktemp("first")
    folder = repository(root, ROOT)
    for file in sorted((folder / "data" / "results").glob("*.yml")):
        file.write_text(f"# Moved by a line.\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    commit(root, "Move the rows", "2026-02-01")
    (root / "README").write_text("Changed later\n")
    commit(root, "Change what is no record", "2026-03-01")
    assert build(folder, site_url=URL).published
    return folder


def lines_at(root: Path, revision: str, path: str) -> list[str]:
    return git(root, "show", f"{revision}:{unquote(path)}").split("\n")


def block(lines: list[str], line: int) -> Any:
    """The item of a list, or the mapping, that begins at a line, read by itself."""
    first = lines[line - 1]
    indent = len(first) - len(first.lstrip())
    rest = []
    for text in lines[line:]:
        if text.strip() and len(text) - len(text.lstrip()) <= indent:
            break
        rest.append(text)
    return yaml.load("\n".join([first, *rest]), Loader=yaml.BaseLoader)


def table_rows(page: str) -> list[Any]:
    """The rows of the table of a record's history on a page of the docs tree."""
    part: Any = html.fromstring(page[page.index("{: #record-history }") :])
    return list(part.xpath("//tbody/tr"))


def digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def test_links_of_figures_lead_to_the_line_that_holds_the_value(first_case: Path) -> None:
    """Each row of results on each organization's page, in every language."""
    model = load_project(first_case).model
    followed = 0
    for prefix in ("", "vi/", "hi/"):
        for id_ in model.organizations:
            page = html.parse(
                str(first_case / "site" / prefix / "organizations" / id_ / "index.html")
            )
            for row in page.xpath("//tr[@id][.//a[@class='line']]"):
                (link,) = row.xpath(".//a[@class='line']/@href")
                match = VIEW.fullmatch(link)
                assert match, link
                lines = lines_at(first_case, match[1], match[2])
                defaults = yaml.load("\n".join(lines), Loader=yaml.BaseLoader)["defaults"]
                (own,) = block(lines, int(match[3]))
                record = {**defaults, **own}
                assert record["organization"] == id_
                (entry,) = (
                    e
                    for e in model.rows_by_organization[id_]
                    if anchor(e.record) == row.get("id") and e.line == int(match[3])
                )
                subject = record.get("indicator") or record["target"]
                assert subject == (entry.record.indicator or entry.record.target)
                shown = digits(row.xpath("string(./td[1])"))
                values = [own[n] for n in ("value", "numerator", "denominator") if n in own]
                assert values or own["missing"]
                assert all(value in shown for value in values), (id_, own, shown)
                followed += 1
    assert followed == 3 * len(model.results) > 0


def test_every_link_to_a_line_leads_to_a_record(first_case: Path) -> None:
    found: dict[tuple[str, str, int], int] = {}
    for page in (first_case / "site").rglob("*.html"):
        for link in html.parse(str(page)).xpath("//a[@class='line']/@href"):
            match = VIEW.fullmatch(link)
            assert match, link
            key = (match[1], match[2], int(match[3]))
            found[key] = found.get(key, 0) + 1
    assert len(found) >= 6
    for revision, path, line in found:
        text = lines_at(first_case, revision, path)[line - 1]
        assert re.match(r"\s*(- )?\{?\w+", text), (path, line, text)


def test_verdicts_and_targets_link_to_their_lines(first_case: Path) -> None:
    page = html.parse(str(first_case / "site" / "programmes" / "four-good" / "index.html"))
    links = page.xpath("//dl[@class='facts']//a[@class='line']/@href")
    assert links
    for link in links:
        match = VIEW.fullmatch(link)
        assert match
        assert re.match(
            r"\s*- \{?id: ", lines_at(first_case, match[1], match[2])[int(match[3]) - 1]
        )


def test_citations_lead_to_their_figure(first_case: Path) -> None:
    site = first_case / "site"
    cited = 0
    for page in sorted((site / "organizations").rglob("index.html")):
        for text in html.parse(str(page)).xpath("//details[@class='cite-figure']"):
            words = text.text_content()
            assert re.search(r"20[0-9]{2}, revision [0-9a-f]{10}\. https", words), words
            address = words.split(" ")[-1]
            assert address.startswith(URL)
            path, _, name = address.removeprefix(URL).partition("#")
            target = html.parse(str(site / path / "index.html"))
            assert target.xpath("//*[@id=$id]", id=name), address
            cited += 1
    assert cited > 10


def test_three_dates_are_three(first_case: Path) -> None:
    for name in ("", "status/", "data/"):
        page = html.parse(str(first_case / "site" / name / "index.html"))
        facts = {
            row.xpath("string(dt)"): row.xpath("string(dd)")
            for row in page.xpath("(//dl[@class='facts'])[1]/div")
        }
        assert list(facts) == ["Data as of", "Data last changed", "Site built as of"]
        assert facts["Data last changed"].startswith("1 February 2026, revision ")
        assert facts["Site built as of"].startswith("23 November 2026")
    page = html.parse(str(first_case / "site" / "about" / "index.html"))
    assert not page.xpath("//dt[.='Site built as of']")


def pages(root: Path, history: History | None = None, site_url: str = "") -> dict[str, str]:
    model = load_project(root).model
    known = history or read_history(find_checkout(root), "UTC")
    whereabouts = Whereabouts(site_url, known)
    statuses = evaluate_all(model, AS_OF)
    trees = plan_trees(model, statuses, AS_OF, root / "none", whereabouts=whereabouts)
    return {
        f"{tree.prefix}{path}": content.decode()
        for tree in trees
        for path, content in tree.files.items()
        if path.endswith(".md")
    }


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    return repository(tmp_path, CASES / "sites" / "garden-pact")


def test_a_commit_elsewhere_changes_no_page(garden: Path) -> None:
    before = pages(garden)
    (garden / "notes.txt").write_text("x")
    commit(garden, "Note something", "2026-05-01")
    assert pages(garden) == before


def test_a_commit_changes_the_pages_of_its_records_only(garden: Path) -> None:
    before = pages(garden)
    change(garden / "data/sources.yml", "kind: minutes", "kind: letter")
    commit(garden, "It was a letter", "2026-05-01")
    after = pages(garden)
    changed = {path.removeprefix("vi/") for path in after if after[path] != before[path]}
    assert changed == {"index.md", "status.md", "data.md", "sources/minutes.md", "sources/index.md"}


def test_files_that_are_not_recorded_have_no_links(garden: Path) -> None:
    change(garden / "data/results.yml", "value: 1250", "value: 1251")
    found = pages(garden)
    assert 'class="line"' not in found["organizations/school-a.md"]
    assert 'class="line"' in found["programmes/green-plan.md"]
    assert "later changes have no revision yet" in found["index.md"]


def test_a_site_without_a_forge_has_history_and_no_links(garden: Path) -> None:
    change(garden / "data/site.yml", f"\nrepository: {{url: {FORGE}}}\n", "")
    commit(garden, "No forge")
    found = pages(garden)
    assert not [path for path, text in found.items() if 'class="line"' in text]
    assert "Record history" in found["organizations/school-a.md"]


def test_history_of_a_record_tells_what_changed(garden: Path) -> None:
    change(garden / "data/organizations.yml", "founded: 1987", "founded: 1986")
    id_ = commit(garden, "Correct <b>one</b> year | *so* {{ x }} says a@example.org", "2026-05-01")
    page = pages(garden)["organizations/school-a.md"]
    first = table_rows(page)[0]
    assert [cell.text_content() for cell in first] == [
        "1 May 2026",
        id_[:10],
        "changed: Correct <b>one</b> year | *so* {{ x }} says …",
        "founded: “1987” → “1986”",
    ]
    assert first.xpath(".//a/@href") == [f"{FORGE}/commit/{id_}"]
    assert "Correct" not in pages(garden)["organizations/school-b.md"]


def test_the_history_of_a_renamed_record_goes_on(garden: Path) -> None:
    for name in ("organizations", "agreements", "results", "programmes"):
        file = garden / "data" / f"{name}.yml"
        file.write_text(file.read_text(encoding="utf-8").replace("school-a", "first-school"))
    change(
        garden / "data/organizations.yml",
        "first-school:\n",
        "first-school:\n  former_ids: [school-a]\n",
    )
    commit(garden, "Rename school A", "2026-05-01")
    change(garden / "data/organizations.yml", "founded: 1987", "founded: 1986")
    commit(garden, "Correct a year", "2026-06-01")
    page = pages(garden)["organizations/first-school.md"]
    rows = table_rows(page)
    assert [row[2].text_content() for row in rows] == [
        "changed: Correct a year",
        "added: Rename school A",
        "removed: Rename school A",
    ]


def test_the_manifest_names_the_revision_that_a_site_was_built_from(tmp_path: Path) -> None:
    root = repository(tmp_path, CASES / "walks" / "minimal")
    manifests = []
    for name in (None, "mkdocs.yml", "data/site.yml"):
        if name:
            with (root / name).open("a", encoding="utf-8") as file:
                file.write("# not recorded\n")
        assert build(root).published
        manifests.append(json.loads((root / "site" / "manifest.json").read_bytes())["source"])
        assert verify(root / "site").lines == []
        git(root, "checkout", "--quiet", ".")
    head = find_checkout(root).head
    assert manifests == [{"clean": clean, "revision": head} for clean in (True, False, False)]


def test_a_build_without_git_says_so_once(tmp_path: Path) -> None:
    copy_project(CASES / "walks" / "minimal", tmp_path)
    said: list[Event] = []
    options = Options(root=tmp_path, site_dir=tmp_path / "site", as_of=AS_OF)
    built = build_site(options, said.append)
    assert built.published
    assert built.notices == ()
    notes = [event.text for event in said if isinstance(event, Note)]
    assert [line for line in notes if "no revisions in git" in line] == [
        "The folder has no revisions in git; pages show no history and no links to lines"
    ]
    assert len([line for line in notes if "--site-url" in line]) == 1


def test_values_that_are_not_told_are_not_called_nothing(garden: Path) -> None:
    change(garden / "data/organizations.yml", "name: School B", f"name: {'Long ' * 30}")
    commit(garden, "Say more")
    change(garden / "data/organizations.yml", "name: Long", "url: https://b.example\n  name: Long")
    commit(garden, "Add an address")
    rows = table_rows(pages(garden)["organizations/school-b.md"])
    assert [row[3].text_content() for row in rows[:2]] == [
        "url: nothing → “https://b.example”",
        "name",
    ]


def test_a_revision_alone_builds_its_pages_again(garden: Path) -> None:
    change(garden / "data/results.yml", "value: 1250", "value: 1251")
    page = garden / "site" / "organizations" / "school-a" / "index.html"
    assert build(garden).published
    assert not html.parse(str(page)).xpath("//a[@class='line']")
    id_ = commit(garden, "One tree more")
    assert build(garden).published
    (link, *_) = html.parse(str(page)).xpath("//tr[@id]//a[@class='line']/@href")
    assert link.startswith(f"{FORGE}/blob/{id_}/site/data/results.yml#L")
    assert build(garden).reused > 0
