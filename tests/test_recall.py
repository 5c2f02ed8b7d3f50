"""Pages that are taken from an earlier build are those that would be written."""

import random
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from edits import Project, add_organization, edit_again_and_again
from pledgebook.checks import check_project
from pledgebook.downloads import iter_downloads, parts
from pledgebook.downloads.parts import Part
from pledgebook.inputs import Inputs
from pledgebook.load import Loaded
from pledgebook.model import Model
from pledgebook.output import list_files
from pledgebook.pages import Memory, Page
from pledgebook.partstore import KeptParts
from pledgebook.provenance import NO_HISTORY, History, Revision
from pledgebook.recall import KeptTexts
from pledgebook.status import Statuses, evaluate_all
from pledgebook.trees import Whereabouts, plan_trees, write_trees
from pledgebook.views import watch
from pledgebook.views.sheet import Edition
from pledgebook.views.watch import Later
from sites import AS_OF, CASES, ROOT, copy_project

GARDEN = CASES / "sites" / "garden-pact"
ADDRESS = Whereabouts("https://example.org/")
Files = Mapping[str, Mapping[str, bytes]]


class Counting:
    """What remembers pages, and counts how many it has to have written."""

    def __init__(self, memory: Memory) -> None:
        self.memory, self.asked, self.written = memory, 0, 0
        self.lying = memory.lying

    def page(self, later: Later, write: Callable[[Edition], Page]) -> Page:
        def counted(edition: Edition) -> Page:
            self.written += 1
            return write(edition)

        self.asked += 1
        return self.memory.page(later, counted)


class CountingParts(KeptParts):
    """Parts of downloads, and how many of them had to be made."""

    asked = made = 0

    def part(self, name: bytes, make: Callable[[], Part]) -> Part:
        def counted() -> Part:
            self.made += 1
            return make()

        self.asked += 1
        return super().part(name, counted)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    make_parts_small(monkeypatch)


def make_parts_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that small projects have tables of many parts, over many pages."""
    monkeypatch.setattr("pledgebook.views.parts.MOST_ROWS", 3)
    monkeypatch.setattr(parts, "PART", 7)


class Written:
    """A project whose pages are written again and again, and how many were kept the last time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.build = root / "build"
        self.kept = self.kept_parts = 0

    def write_downloads(self, loaded: Loaded, statuses: Statuses) -> None:
        inputs = Inputs(loaded.project, loaded.model, NO_HISTORY, [str(statuses.as_of)])
        memory = CountingParts(self.build / "parts", inputs)
        found, wanted = (
            {
                path: b"".join(chunks)
                for path, chunks in iter_downloads(loaded.model, statuses, statuses.as_of, way)
            }
            for way in (memory, None)
        )
        assert_same({"": found}, {"": wanted})
        memory.forget_others()
        self.kept_parts = memory.asked - memory.made

    def write(self, as_of: date, whereabouts: Whereabouts = ADDRESS) -> bool:
        """Writes the pages with what was kept and without; False for a project with mistakes."""
        checked = check_project(self.root, as_of)
        if checked.errors:
            return False
        model, overrides = checked.loaded.model, self.root / "overrides" / "pages"
        statuses = evaluate_all(model, as_of)
        templates = sorted((p.name, p.read_text()) for p in overrides.glob("*"))

        def inputs(edition: Edition) -> Inputs:
            shown = (edition.language.tag, str(as_of), edition.site_url, repr(templates))
            return Inputs(checked.loaded.project, model, edition.history, shown)

        texts = KeptTexts(self.build, inputs)
        counts: list[Counting] = []

        def recall(edition: Edition) -> Memory:
            counts.append(Counting(texts.of(edition)))
            return counts[-1]

        found, wanted = (
            plan_trees(
                model, statuses, as_of, overrides, downloads=False,
                whereabouts=whereabouts, draw=lambda _: b"", recall=way,
            )
            for way in (recall, None)
        )  # fmt: skip
        assert_same(*({tree.tag: tree.files for tree in trees} for trees in (found, wanted)))
        self.write_downloads(checked.loaded, statuses)
        texts.keep()
        self.kept = sum(count.asked - count.written for count in counts)
        write_trees(found, self.build / "docs")
        for tree in found:
            assert list_files(self.build / "docs" / tree.tag) == tree.files.keys()
        return True


def assert_same(found: Files, wanted: Files) -> None:
    assert found.keys() == wanted.keys()
    for tag, tree in wanted.items():
        assert found[tag].keys() == tree.keys()
        for path, text in tree.items():
            assert found[tag][path] == text, (tag, path)


def test_random_edits(tmp_path: Path) -> None:
    chance = random.Random(7)
    project = Project(copy_project(GARDEN, tmp_path / "project"))
    for _ in range(9):
        add_organization(project, chance)
    written, kept = Written(project.root), []

    def check(project: Project) -> bool:
        whereabouts = Whereabouts(project.site_url or "")
        right = written.write(project.as_of, whereabouts)
        kept.append(written.kept if right else 0)
        return right

    edit_again_and_again(project, chance, 15, check)
    assert sum(1 for number in kept if number) > 3


SCALAR = re.compile(r"(?m)(?<=: )(\d+|[\w ]*\w)(?=\s*[,}\n])")


def change_values(root: Path, chance: random.Random, wanted: int) -> tuple[int, int]:
    """Changes one value of an organization or a row after the other, until so many changes gave
    no mistake; returns after how many of them pages and parts of downloads were kept."""
    written = Written(root)
    assert written.write(AS_OF)
    names = sorted((root / "data").rglob("*.yml"))
    files = [p for p in names if re.search("organizations|results", str(p.relative_to(root)))]
    right = kept = kept_parts = 0
    for _ in range(25 * wanted):
        path = chance.choice(files)
        text = path.read_text(encoding="utf-8")
        value = chance.choice([*SCALAR.finditer(text), None])
        if value is None:
            continue
        changed = str(int(value[0]) - 1) if value[0].isdecimal() else f"{value[0]} x"
        path.write_text(text[: value.start()] + changed + text[value.end() :], encoding="utf-8")
        if written.write(AS_OF):
            right += 1
            kept += bool(written.kept)
            kept_parts += bool(written.kept_parts)
        else:
            path.write_text(text, encoding="utf-8")
        if right == wanted:
            break
    assert right == wanted
    return kept, kept_parts


SOURCES = (ROOT, ROOT / "examples" / "school-agreements")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_changed_value_reaches_every_page_that_shows_it(source: Path, tmp_path: Path) -> None:
    kept, kept_parts = change_values(copy_project(source, tmp_path), random.Random(3), 5)
    assert kept > 2
    assert kept_parts > 2


def test_what_is_damaged_is_written_again(tmp_path: Path) -> None:
    written = Written(copy_project(GARDEN, tmp_path))
    assert written.write(AS_OF)
    for path in (*(written.build / "docs").rglob("*.md"), *(written.build / "parts").iterdir()):
        path.write_text("not what it was")
    assert written.write(AS_OF)
    (written.build / "texts.json").write_text('{"en": {"organizations/school-a.md": [1, 2]}}')
    assert written.write(AS_OF)


def test_a_revision_of_a_file_changes_the_pages_that_link_to_its_lines(tmp_path: Path) -> None:
    root = copy_project(GARDEN, tmp_path)
    with (root / "data" / "site.yml").open("a", encoding="utf-8") as file:
        file.write("\nrepository: {url: https://github.com/example/records}\n")
    written = Written(root)
    for id_ in ("a" * 40, "b" * 40):
        revision = Revision(id_, date(2026, 1, 1), "Change the rows")
        history = History({"data/results.yml": (revision,)}, newest=revision)
        assert written.write(AS_OF, Whereabouts("https://example.org/", history))
        page = written.build / "docs" / "en" / "organizations" / "school-a.md"
        assert f"/blob/{id_}/data/results.yml" in page.read_text(encoding="utf-8")


KNOWN = {
    Model: (
        *watch.SHARED,
        *("organizations", "rows_by_organization", "rows_by_subject", "of_type"),
        # These count as reading everything:
        *("results", "rows_by_indicator", "records", "knows", "descendants"),
    ),
    Statuses: (
        *("as_of", "on_track", "of", "of_organization", "of_target", "for_agreement"),
        *("signed", "rollup", "signed_rollup", "targets_of_agreement"),
        # These count as reading everything:
        *("model", "rollups", "signed_rollups", "verdicts"),
    ),
    History: (
        *("last", "events", "records", "folder"),
        # These count as reading everything:
        *("files", "newest", "unsaved"),
    ),
}


@pytest.mark.parametrize("kind", KNOWN)
def test_nothing_that_pages_can_read_goes_unseen(kind: Any) -> None:
    """What is added to these types has to be added to the watch, or counts as everything."""
    fields = kind.__dataclass_fields__
    names = {name for name in {*fields, *vars(kind)} if not name.startswith("_")}
    assert names == set(KNOWN[kind])


def test_what_an_edition_works_out_is_watched() -> None:
    """What it keeps for later pages must not hide that these read it too."""
    worked_out = {n for n, v in vars(Edition).items() if isinstance(v, cached_property)}
    of_shared = {"forge", "classifications", "shown_names", "shown_values"}
    assert worked_out == of_shared | {"order", "current", "data_as_of", "cited_by"}
