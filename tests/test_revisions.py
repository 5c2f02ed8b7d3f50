"""Reading a project at a revision: from any folder, without touching the working tree."""

from pathlib import Path

import pytest

from pledgebook.revisions import RevisionError, load_revision, resolve
from revisions import commit, git, repository

OLD = {"data/organizations.yml": "school-a: {name: School A}\n", "content/about.md": "# About\n"}
NEW = {"data/organizations.yml": "school-b: {name: School B}\n"}


@pytest.mark.parametrize("below", ["", "reports/schools"])
def test_a_revision_is_read_wherever_the_project_lies(tmp_path: Path, below: str) -> None:
    root = repository(tmp_path, OLD, NEW, below=below)
    (root / "data" / "organizations.yml").write_text("edited: {name: Edited}\n")
    loaded = load_revision(root, "r0")
    assert list(loaded.model.organizations) == ["school-a"]
    assert list(loaded.model.pages) == ["about"]
    assert loaded.model.organizations["school-a"].place().path == "data/organizations.yml"
    assert loaded.diagnostics == ()
    assert list(load_revision(root, "HEAD").model.organizations) == ["school-b"]
    assert (root / "data" / "organizations.yml").read_text() == "edited: {name: Edited}\n"
    assert git(tmp_path, "status", "--porcelain").endswith("data/organizations.yml")


def test_three_dots_name_where_histories_part(tmp_path: Path) -> None:
    root = repository(tmp_path, OLD)
    git(root, "checkout", "-q", "-b", "other")
    commit(root, NEW, "r1")
    git(root, "checkout", "-q", "main")
    commit(root, {**OLD, "data/sources.yml": "a: {title: A}\n"}, "r2")
    assert resolve(root, "main...other") == git(root, "rev-parse", "r0")
    assert resolve(root, "other...") == git(root, "rev-parse", "r0")


@pytest.mark.parametrize(
    "revision", ["nowhere", "", "--all", "-h", "r0 r1", "r0:data", "nowhere..."]
)
def test_an_unknown_revision_is_said_in_one_line(tmp_path: Path, revision: str) -> None:
    root = repository(tmp_path, OLD)
    with pytest.raises(RevisionError, match="git knows no revision") as error:
        load_revision(root, revision)
    assert "\n" not in str(error.value)


def test_a_folder_without_git_and_one_without_a_project_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    plain = tmp_path / "plain"
    plain.mkdir()
    with pytest.raises(RevisionError, match="not a git repository"):
        load_revision(plain, "HEAD")
    root = repository(tmp_path / "repository", OLD, below="inside")
    other = tmp_path / "repository" / "other"
    other.mkdir()
    with pytest.raises(RevisionError, match="there is no project"):
        load_revision(other, "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match="git cannot be run"):
        load_revision(root, "HEAD")


def test_links_and_attachments_are_left_out_and_names_stay_as_they_are(tmp_path: Path) -> None:
    root = repository(tmp_path, {**OLD, "content/files/a b.txt": "x", "data/sổ.yml": "a: 1\n"})
    (root / "data" / "sources.yml").symlink_to("/etc/hostname")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "link")
    loaded = load_revision(root, "HEAD")
    assert dict(loaded.model.attachments) == {}
    assert [d.place.path for d in loaded.diagnostics] == ["data/sổ.yml"]
