"""`pledgebook rename`: a new id everywhere, and nothing else in any file."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builders import project
from pledgebook.checks import check_project
from pledgebook.cli import main
from pledgebook.languages import load_language
from pledgebook.load import load_project
from pledgebook.redirects import redirect_files
from sites import ROOT, copy_project

AS_OF = date(2026, 11, 23)
FILES = {
    "data/organizations.yml": (
        "# Who takes part\nschool-a: {name: School A}  # the first\n\n"
        "'school-b':\n  name: School B\n  parent: \"school-a\" # above\n"
        "  note: |\n    One.\n\n    Two.\n\n# the last\nschool-c:\n  name: School C\n"
        "  successors:\n    - school-a\n    - school-b\n  former_ids:\n  - school-d\n"
    ),
    "data/indicators/trees.yml": "name: Trees\nmeasure: count\nsources: [https://example.org]\n",
    "data/agreements/pact.yml": (
        "name: Pact\nsigned: 2026-09-01\nparties:\n  - school-a   # first\n"
        "  - {organization: school-b, role: witness}\n  - school-c\n\n"
        "targets:\n  - id: garden\n    statement: Garden\n    due: 2027-06-30\n"
        "  - id: trees\n    statement: Trees\n    indicator: trees\n    due: 2027-06-30\n"
        "    own: {school-a: {at_least: 3}, school-c: {at_least: 4}}\n"
        "sources:\n  - minutes"
    ),
    "data/sources.yml": "minutes: {title: Minutes, issued: 2026-09-01,}\n",
    "data/results/first.yml": (
        "defaults: {organization: school-a, sources: [minutes]}\nresults:\n"
        "  - {target: pact/garden, as_of: 2026-10-01, value: true}\n"
        "  - {indicator: trees, as_of: 2026-10-01, value: 3}\n"
        "  - {organization: school-c, target: 'pact/garden', as_of: 2026-10-01, value: true}\n"
    ),
    "content/announcements/2026-09-02-signing.md": (
        "---\ntitle: Signed\nsummary: School A signed.\nkind: launch\n"
        "about:\n  agreements: [pact]\n  results: [{organization: school-a, target: pact/garden}]\n"
        "---\n\nSee [School A](../organizations/school-a.md), [its trees](../organizations/school-a"
        ".md#trees--2026-10-01),\n[the garden](<../agreements/pact.md#garden--school-a>) and "
        "[more][m]. The school-a is not a link.\n\n[m]: ../organizations/school-a.md\n"
    ),
    "content/about.md": "## About\n\n[News](announcements/2026-09-02-signing.md)\n",
}  # fmt: skip


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["rename", "-C", str(root), *arguments])


def texts(root: Path) -> dict[str, str]:
    """Every file of a project as text, with its line ends."""
    return {
        p.relative_to(root).as_posix(): p.read_bytes().decode()
        for p in root.rglob("*")
        if p.is_file()
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = project(tmp_path / "p", FILES)
    assert check_project(made, AS_OF).errors == 0
    return made


@pytest.mark.parametrize(
    ("kind", "old", "added"),
    [
        ("organization", "school-a", ", former_ids: [school-a]"),
        ("organization", "school-b", "\n  former_ids: [school-b]"),
        ("organization", "school-c", "\n  - school-c"),
        ("indicator", "trees", "\nformer_ids: [trees]"),
        ("agreement", "pact", "\nformer_ids: [pact]"),
        ("source", "minutes", ", former_ids: [minutes]"),
        ("announcement", "2026-09-02-signing", "\nformer_ids: [2026-09-02-signing]"),
    ],
)
def test_only_the_ids_change(root: Path, kind: str, old: str, added: str) -> None:
    before = texts(root)
    new = "2026-09-02-xyz" if kind == "announcement" else "xyz-new"
    result = run(root, kind, old, new)
    assert result.exit_code == 0, result.output
    after = texts(root)
    assert check_project(root, AS_OF).errors == 0
    assert sum(text.count(added) for text in after.values()) == 1
    assert before == {
        path.replace(new, old): text.replace(added, "").replace(new, old)
        for path, text in after.items()
    }


PLAN = {
    "data/programmes.yml": (
        "plan:\n  name: Plan\n  sources: [minutes]\n  targets:\n"
        "    # Water first\n    - id: well  # deep\n      statement: Well\n      due: 2027-06-30\n"
        "      scope: {organizations: [school-a]}\n\n"
        "    - {id: pump, statement: Pump, due: 2027-06-30, scope: {organizations: [school-a]}}\n"
        "  amendments:\n    - id: first\n      date: 2026-10-01\n      rationale: Dry\n"
        "      targets:\n        well: {due: 2028-06-30}  # later\n"
    ),
    "data/agreements/second.yml": (
        "name: Second\nprogramme: plan\nparties: [school-a]\ninherits_targets: [well, pump]\n"
        "signed: 2026-09-01\nsources: [minutes]\n"
    ),
    "data/results/wells.yml": (
        "results:\n  - {organization: school-a, target: plan/well, as_of: 2026-10-01, value: true,"
        " sources: [minutes]}\n"
    ),
    "content/water.md": (
        "## Water\n\n[Well](programmes/plan.md#well), "
        "[verdict](programmes/plan.md#well--school-a), [other](programmes/plan.md#pump), "
        "[result](organizations/school-a.md#plan-well--2026-10-01)\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "added"),
    [("plan/well", "\n      former_ids: [well]"), ("plan/pump", ", former_ids: [pump]"),
     ("pact/garden", "\n    former_ids: [garden]")],
)  # fmt: skip
def test_a_target_changes_its_id_alone(root: Path, old: str, added: str) -> None:
    project(root, PLAN)
    assert check_project(root, AS_OF).errors == 0
    before = texts(root)
    owner, _, id_ = old.partition("/")
    result = run(root, "target", old, "xyz-new")
    assert result.exit_code == 0, result.output
    after = texts(root)
    assert check_project(root, AS_OF).errors == 0
    assert sum(text.count(added) for text in after.values()) == 1
    assert before == {
        path: text.replace(added, "").replace("xyz-new", id_) for path, text in after.items()
    }
    model = load_project(root).model
    assert f"{owner}/xyz-new" in model.targets
    assert old not in model.targets
    assert old not in {row.record.target for row in model.results}
    if id_ == "well":
        assert "(programmes/plan.md#xyz-new--school-a)" in after["content/water.md"]
        assert "(organizations/school-a.md#plan-xyz-new--2026-10-01)" in after["content/water.md"]


def test_links_and_anchors_follow(root: Path) -> None:
    assert run(root, "organization", "school-a", "oak").exit_code == 0
    text = texts(root)["content/announcements/2026-09-02-signing.md"]
    assert "[School A](../organizations/oak.md)" in text
    assert "(../organizations/oak.md#trees--2026-10-01)" in text
    assert "(<../agreements/pact.md#garden--oak>)" in text
    assert "[m]: ../organizations/oak.md\n" in text
    assert "The school-a is not a link." in text
    assert run(root, "agreement", "pact", "deal").exit_code == 0
    assert (
        "(<../agreements/deal.md#garden--oak>)"
        in texts(root)["content/announcements/2026-09-02-signing.md"]
    )
    assert {row.record.target for row in load_project(root).model.results} == {
        None, "deal/garden",
    }  # fmt: skip


def test_there_and_back_again_claims_no_own_id(root: Path) -> None:
    assert run(root, "source", "minutes", "protocol").exit_code == 0
    assert run(root, "source", "protocol", "minutes").exit_code == 0
    assert load_project(root).model.sources["minutes"].record.former_ids == ("protocol",)


def test_dry_run_shows_a_diff_and_changes_nothing(root: Path) -> None:
    before = texts(root)
    result = run(root, "agreement", "pact", "deal", "--dry-run")
    assert result.exit_code == 0
    assert texts(root) == before
    assert "rename from data/agreements/pact.yml\nrename to data/agreements/deal.yml\n" in (
        result.stdout
    )
    assert "-  - {target: pact/garden, as_of" in result.stdout
    assert "+  - {target: deal/garden, as_of" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("organization", "school-a", "school-b"), 1),
        (("organization", "school-a", "school-d"), 1),
        (("organization", "school-a", "../x"), 2),
        (("organization", "school-a", "School"), 2),
        (("organization", "school-z", "x"), 2),
        (("result", "first", "x"), 2),
        (("agreement", "pact", "pact"), 2),
        (("target", "pact/garden", "trees"), 2),
        (("target", "pact/garden", "other/plot"), 2),
        (("target", "pact/gardn", "plot"), 2),
        (("target", "garden", "plot"), 2),
        (("target", "pact/garden", "Plot"), 2),
    ],
)
def test_what_cannot_be_is_refused_whole(
    root: Path, arguments: tuple[str, ...], status: int
) -> None:
    before = texts(root)
    result = run(root, *arguments)
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    assert texts(root) == before


def test_a_project_with_errors_is_left_alone(root: Path) -> None:
    (root / "data" / "scales.yml").write_text("x: {nam: X}\n")
    before = texts(root)
    result = run(root, "source", "minutes", "protocol")
    assert result.exit_code == 2
    assert "repair" in result.output
    assert texts(root) == before


def test_a_failing_disk_leaves_everything_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(root)
    put, calls = Path.replace, []

    def fails_late(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        return put(self, target)

    monkeypatch.setattr(Path, "replace", fails_late)
    result = run(root, "organization", "school-a", "oak")
    assert result.exit_code == 3
    assert "No space left" in result.output
    assert len(calls) == 3
    assert texts(root) == before


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    root = project(tmp_path / "p", {})
    path = root / "data" / "sources.yml"
    path.write_bytes(b"minutes:\r\n  title: Minutes\r\n")
    assert run(root, "source", "minutes", "protocol").exit_code == 0
    assert path.read_bytes() == (b"protocol:\r\n  title: Minutes\r\n  former_ids: [minutes]\r\n")


def test_district_committee_of_the_first_case(tmp_path: Path) -> None:
    root = copy_project(ROOT, tmp_path / "p")
    before = texts(root)
    old, new = "muong-khuong-district-committee", "muong-khuong-committee"
    assert run(root, "organization", old, new).exit_code == 0
    added = f"  former_ids: [{old}]\n"
    after = texts(root)
    assert after["data/organizations.yml"].count(added) == 1
    assert {path: text.replace(added, "").replace(new, old) for path, text in after.items()} == (
        before
    )
    checked = check_project(root, AS_OF)  # links in texts too
    assert checked.errors == 0
    for tag in ("en", "vi", "hi"):
        moved = redirect_files(checked.loaded.model, load_language(tag), AS_OF)
        assert f'url=../{new}/"'.encode() in moved[f"organizations/{old}/index.html"]
