"""History as git tells it: revisions of files, what they did to records, and where it ends."""

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pledgebook import history
from pledgebook.checkout import find_checkout
from pledgebook.history import clean_subject, read_history
from pledgebook.provenance import NO_HISTORY, Event, FieldChange, History
from repositories import change, commit, git
from sites import CASES, copy_project

PROJECT = "site/school"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in a sub-folder of a repository, with one revision."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "README").write_text("One\n")
    folder = copy_project(CASES / "sites" / "garden-pact", tmp_path / PROJECT)
    commit(tmp_path, "Add the records", "2026-01-01")
    return folder


def read(root: Path, timezone: str = "UTC") -> History:
    return read_history(find_checkout(root), timezone)


def told(root: Path, name: str, path: str) -> list[tuple[str, str, tuple[FieldChange, ...]]]:
    events = read(root).events(name, path)
    return [(event.revision.subject, event.kind, event.fields) for event in events]


def test_each_file_has_its_own_last_revision(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    change(root / "data/organizations.yml", "founded: 1987", "founded: 1986")
    second = commit(root, "Correct a year", "2026-02-01")
    found = read(root)
    assert found.folder == f"{PROJECT}/"
    assert found.last("data/organizations.yml") == found.newest
    assert found.newest is not None
    assert (found.newest.id, found.newest.day) == (second, date(2026, 2, 1))
    older = found.last("data/indicators.yml")
    assert older is not None
    assert older.id == first
    assert older.short == first[:10]


def test_a_commit_elsewhere_changes_nothing(root: Path) -> None:
    before = read(root)
    (root.parent.parent / "README").write_text("Two\n")
    (root / "mkdocs.yml").write_text("site_name: Other\n")
    commit(root.parent.parent, "Change what is no record", "2026-03-01")
    assert read(root) == before


def test_history_tells_which_fields_of_which_record_changed(root: Path) -> None:
    file = root / "data/organizations.yml"
    change(file, "founded: 1987", "founded: 1986")
    change(file, "vi: Trường A", "vi: Trường Số 1")
    commit(root, "Correct school A", "2026-02-01")
    with file.open("a") as text:
        text.write("school-c: {name: School C}\n")
    commit(root, "Add school C", "2026-02-02")
    change(file, "school-c: {name: School C}\n", "")
    commit(root, "Take school C out", "2026-02-03")
    path = "data/organizations.yml"
    assert told(root, "organizations/school-a", path) == [
        (
            "Correct school A",
            "changed",
            (
                FieldChange("name.vi", "Trường A", "Trường Số 1"),
                FieldChange("founded", "1987", "1986"),
            ),
        ),
        ("Add the records", "added", ()),
    ]
    assert told(root, "organizations/school-b", path) == [("Add the records", "added", ())]
    assert [event[:2] for event in told(root, "organizations/school-c", path)] == [
        ("Take school C out", "removed"),
        ("Add school C", "added"),
    ]


def test_parts_with_names_are_compared_by_name(root: Path) -> None:
    file = root / "data/agreements.yml"
    change(file, "due: 2025-06-30", "due: 2025-12-31")
    change(file, "    - school-b\n", "    - school-b\n    - school-c\n")
    commit(root, "Give more time")
    assert told(root, "agreements/garden-pact", "data/agreements.yml")[0][2] == (
        FieldChange("parties.school-c", "", "school-c"),
        FieldChange("targets.garden.due", "2025-06-30", "2025-12-31"),
    )


def test_a_record_that_moves_to_another_file_has_not_changed(root: Path) -> None:
    folder = root / "data" / "organizations"
    folder.mkdir()
    (folder / "school-b.yml").write_text(
        "name: School B\nclassification: school\nparent: school-board\nassumed: [classification]\n"
    )
    text = (root / "data/organizations.yml").read_text(encoding="utf-8")
    (root / "data/organizations.yml").write_text(text.partition("school-b:")[0], encoding="utf-8")
    commit(root, "Give school B a file of its own")
    assert read(root).records == {}


def test_translations_belong_to_the_announcement_that_they_translate(root: Path) -> None:
    folder = root / "content" / "announcements"
    (translated,) = folder.glob("*.vi.md")
    translated.write_text(f"{translated.read_text(encoding='utf-8')}\nThêm một câu.\n")
    commit(root, "Add a sentence")
    name = f"announcements/{translated.name.partition('.')[0]}"
    ((subject, kind, fields), _) = told(root, name, f"content/{name}.md")
    assert (subject, kind) == ("Add a sentence", "changed")
    assert [field.path for field in fields] == ["text.vi"]


def test_a_merge_is_one_change_and_leaves_the_lines_as_they_are(root: Path) -> None:
    """Two branches change one file: at neither of their revisions is it as it is published."""
    file = root / "data/organizations.yml"
    git(root, "checkout", "--quiet", "-b", "branch")
    change(file, "School board <north>", "School board <south>")
    commit(root, "On the branch", "2026-02-01")
    git(root, "checkout", "--quiet", "main")
    change(
        file, "parent: school-board\n  assumed", "founded: 1999\n  parent: school-board\n  assumed"
    )
    commit(root, "On main", "2026-02-02")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Merge branch 'branch' of host:someone",
        "branch", day="2026-02-03")  # fmt: skip
    last = read(root).last("data/organizations.yml")
    assert last is not None
    assert last.subject == "Merge branch 'branch'"
    path = f"{PROJECT}/data/organizations.yml"
    assert git(root, "show", f"{last.id}:{path}") == file.read_text(encoding="utf-8").strip()


def test_files_with_changes_of_their_own_have_no_last_revision(root: Path) -> None:
    change(root / "data/organizations.yml", "1987", "1986")
    found = read(root)
    assert found.unsaved == {"data/organizations.yml"}
    assert found.last("data/organizations.yml") is None
    assert found.last("data/indicators.yml") is not None


def test_a_file_that_was_deleted_and_is_back_has_no_last_revision(root: Path) -> None:
    text = (root / "data/indicators.yml").read_text(encoding="utf-8")
    (root / "data/indicators.yml").unlink()
    commit(root, "Remove it")
    (root / "data/indicators.yml").write_text(text, encoding="utf-8")
    assert read(root).last("data/indicators.yml") is None


def test_days_are_those_of_the_site(root: Path) -> None:
    newest = read(root, "Pacific/Kiritimati").newest
    assert newest is not None
    assert newest.day == date(2026, 1, 2)


def test_nobody_is_named(root: Path) -> None:
    (root / "data/notes.yml").write_text("x")
    commit(root, "Fix it, says Jo <jo.doe+x@mail.example.org> (see jo@example.org)\u202e")
    found = read(root)
    assert found.newest is not None
    assert found.newest.subject == "Fix it, says Jo … (see …)"
    assert "private" not in repr(found).lower()


@pytest.mark.parametrize(
    ("subject", "body", "shown"),
    [
        ("Merge pull request #7 from someone/patch-1", "\nCorrect a year\n", "Correct a year"),
        ("Merge pull request #7 from someone/patch-1", "", "Merge pull request #7"),
        ("Merge branch 'fix' into 'main'", "Correct it\n\nSee merge request x!1", "Correct it"),
        ("Merge pull request 'Fix' (#3) from jo/x into main", "", "Merge pull request 'Fix' (#3)"),
        ("Correct a year from 1987 to 1986", "Body", "Correct a year from 1987 to 1986"),
    ],
)
def test_subjects_of_merges(subject: str, body: str, shown: str) -> None:
    assert clean_subject(subject, body) == shown


def test_without_a_repository_there_is_no_history(tmp_path: Path) -> None:
    for folder in (tmp_path, copy_project(CASES / "walks" / "minimal", tmp_path / "new")):
        checkout = find_checkout(folder)
        assert checkout.lacking == "no-repository"
        assert read_history(checkout, "UTC") == NO_HISTORY
    git(folder, "init", "--quiet")
    assert find_checkout(folder).lacking == "no-repository"  # no revision yet


def test_a_shallow_clone_has_no_history(root: Path, tmp_path: Path) -> None:
    commit(root, "Another")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}", "clone")
    checkout = find_checkout(tmp_path / "clone" / PROJECT)
    assert checkout.lacking == "shallow"
    assert len(checkout.head) == 40
    assert read_history(checkout, "UTC") == NO_HISTORY


def test_old_versions_are_read_up_to_a_limit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = root / "data/organizations.yml"
    for year in ("1986", "1985", "1984"):
        change(file, f"founded: {int(year) + 1}", f"founded: {year}")
        commit(root, f"Say {year}")
    monkeypatch.setattr(history, "MAX_BYTES", 3 * file.stat().st_size)
    events = read(root).events("organizations/school-a", "data/organizations.yml")
    assert [event.revision.subject for event in events] == [
        "Say 1984",
        "Say 1985",
        "Add the records",
    ]


def test_unreadable_versions_say_nothing(root: Path) -> None:
    file = root / "data/organizations.yml"
    text = file.read_bytes()
    file.write_bytes(b"school-a: {name: [\xff\n")
    commit(root, "Break it")
    file.write_bytes(text)
    commit(root, "Mend it")
    assert read(root).records == {}


def test_the_settings_of_a_person_change_nothing(root: Path) -> None:
    before = read(root)
    for name, value in {
        "log.showSignature": "true",
        "diff.renames": "copies",
        "core.abbrev": "4",
        "log.date": "relative",
        "status.relativePaths": "false",
        "diff.noprefix": "true",
        "core.quotePath": "true",
    }.items():
        git(root, "config", name, value)
    assert read(root) == before


def test_many_files_take_a_few_processes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = root / "data" / "organizations"
    folder.mkdir()
    for number in range(2000):
        (folder / f"unit-{number}.yml").write_text(f"name: Unit {number}\n")
    commit(root, "Add two thousand")
    for number in range(0, 2000, 2):
        (folder / f"unit-{number}.yml").write_text(f"name: Unit no. {number}\n")
    commit(root, "Rename a thousand")
    calls = []
    run = subprocess.run

    def counted(*arguments: Any, **options: Any) -> Any:
        calls.append(arguments)
        return run(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    found = read(root)
    assert len(calls) <= 5
    assert len(found.records) == 1000
    event: Event = found.records["organizations/unit-10"][0]
    assert event.fields == (FieldChange("name", "Unit 10", "Unit no. 10"),)
