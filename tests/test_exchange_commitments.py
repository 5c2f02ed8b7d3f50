"""The commitments of an action plan, from their front matter."""

from datetime import date
from pathlib import Path

import pytest

from builders import project
from pledgebook.load import load_project
from pledgebook.status import evaluate_all
from spreadsheets import files_of, rows_of, run

FILES = {
    "data/site.yml": "title: Plans\nlanguages: [en]\n",
    "data/organizations.yml": "archive: {name: National Archive}\n",
}
COMMITMENTS = {
    "AR0001.md": (
        "---\nlayout: commitment\ntitle: Publish all contracts\ncommitment_id: AR0001\n"
        "action_plan: Third Action Plan\nlead_institution: Ministry of Finance\n"
        "start_date: 2023-01-01\nend_date: 2024-12-31\ncompletion: Substantial\n"
        "status_date: 2024-06-30\nurl: https://example.org/plan/AR0001\n---\n\nText.\n"
    ),
    "AR0002.md": (
        "---\ntitle: Open the archives\ncommitment_id: AR0002\naction_plan: Third Action Plan\n"
        "lead_institution: [National Archive, Ministry of Finance]\nend_date: end of 2025\n"
        "completion: Complete\nstatus_date: 2024-07-01\nurl: /plan/AR0002\n---\n"
    ),
    "more/AR0003.yml": (
        "title: Ask citizens first\nlead_institution: National Archive\nend_date: 2025-06-30\n"
        "status: 'On Track -'\nstatus_date: 2024-06-30\n"
    ),
    "README.md": "# The plan\n",
}
MAP = ("--map", "On Track=limited")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project", FILES)


def plan(root: Path, **changed: str) -> Path:
    folder = root.parent / "commitments"
    for path, text in {**COMMITMENTS, **changed}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def fetch(root: Path, folder: Path, *options: str) -> tuple[int, str]:
    result = run("import", folder, "-C", root, "--language", "en", *options)
    return result.exit_code, result.stderr


def test_a_plan_becomes_a_programme_with_rated_targets(root: Path) -> None:
    status, said = fetch(root, plan(root), *MAP)
    assert status == 0, said
    model = load_project(root).model
    assert {*model.organizations} == {"archive", "ministry-of-finance"}
    programme = model.programmes["third-action-plan"].record
    assert programme.name.texts == {"": "Third Action Plan"}
    assert [t.id for t in programme.targets] == ["ar0001", "ar0002", "ar0003"]
    first, second, _ = programme.targets
    assert str(first.due) == "2024-12-31"
    assert first.scope
    assert first.scope.organizations == ("ministry-of-finance",)
    assert second.due is None
    assert second.due_text
    assert second.due_text.texts == {"": "end of 2025"}
    levels = {row.target or "": row.value for row in rows_of(root)}
    assert levels == {
        "third-action-plan/ar0001": "substantial",
        "third-action-plan/ar0002": "completed",
        "third-action-plan/ar0003": "limited",
    }
    assert len(model.results) == 4
    assert run("validate", "-C", root, "--as-of", "2026-01-01").exit_code == 0


def test_statuses_follow_from_the_levels(root: Path) -> None:
    assert fetch(root, plan(root), *MAP)[0] == 0
    found = evaluate_all(load_project(root).model, date(2026, 1, 1))
    verdicts = {(v.target.target.id, v.organization): v.state for v in found.verdicts}
    assert verdicts["ar0001", "ministry-of-finance"] == "not_met"
    assert verdicts["ar0002", "archive"] == "on_track"  # in words, no day says when it is due


def test_what_cannot_be_taken_over_is_said(root: Path) -> None:
    status, said = fetch(root, plan(root), *MAP)
    assert status == 0
    assert "README.md: README.md was passed over" in said
    assert "AR0002.md:9: '/plan/AR0002' is no web address and was left out; an address" in said
    assert said.count("'/plan/AR0002'") == 1
    assert "left out: layout, start_date" in said


def test_a_second_run_changes_nothing_and_progress_is_a_new_row(root: Path) -> None:
    folder = plan(root)
    assert fetch(root, folder, *MAP)[0] == 0
    before = files_of(root)
    assert fetch(root, folder, *MAP)[0] == 0
    assert files_of(root) == before
    text = COMMITMENTS["AR0001.md"].replace("Substantial", "Completed")
    changed = plan(root, **{"AR0001.md": text.replace("2024-06-30", "2025-01-31")})
    status, said = fetch(root, changed, *MAP)
    assert status == 0, said
    assert "1 new, 0 revised" in said
    wrong = plan(root, **{"AR0001.md": COMMITMENTS["AR0001.md"].replace("Substantial", "Limited")})
    status, said = fetch(root, wrong, *MAP)
    assert status == 1
    assert "AR0001.md:9: the value of 'value' changes; recorded is substantial" in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Substantial", "Nearly", "AR0001.md:9: the status 'Nearly' is no level of completion"),
        ("status_date: 2024-06-30\n", "", "AR0001.md:9: nothing says of which day"),
        ("status_date: 2024-06-30", "status_date: 03/04/2024", "AR0001.md:9: '03/04/2024' is no"),
        ("end_date: 2024-12-31\n", "", "AR0001.md: nothing says until when"),
        ("lead_institution: Ministry of Finance\n", "", "AR0001.md: nothing says who leads"),
        ("Ministry of Finance", "National Archve", "did you mean 'National Archive'?"),
        ("AR0001", "AR0002", "AR0002.md:3: 'ar0002' is the number of another commitment too"),
        ("Third", "Fourth", "is of another plan"),
        ("title: ", "title: 'x", "AR0001.md:"),
    ],
)
def test_mistakes_are_named_and_nothing_is_written(
    root: Path, old: str, new: str, words: str
) -> None:
    before = files_of(root)
    text = COMMITMENTS["AR0001.md"].replace(old, new)
    status, said = fetch(root, plan(root, **{"AR0001.md": text}), *MAP)
    assert status == 1, said
    assert words in said
    assert files_of(root) == before


def test_one_file_alone_and_a_plan_without_a_name(root: Path) -> None:
    folder = plan(root)
    status, said = fetch(root, folder / "more/AR0003.yml", *MAP)
    assert status == 1
    assert "nothing says what the plan of these commitments is called" in said
    status, said = fetch(root, folder / "more/AR0003.yml", *MAP, "--set", "name=Plan 3")
    assert status == 0, said
    assert "plan-3" in load_project(root).model.programmes
