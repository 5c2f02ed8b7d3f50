"""What an incremental build gives is what a clean build gives, byte for byte."""

import random
import shutil
from pathlib import Path

from edits import Project, add_organization, edit_again_and_again
from inprocess import InProcess
from pledgebook.build import Built, Options, build_site
from pledgebook.output import list_files
from sites import CASES, copy_project

GARDEN = CASES / "sites" / "garden-pact"
STEPS = 15


def contents(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in list_files(folder)}


def run(project: Project, root: Path, jobs: int = 1, *, clean: bool = False) -> Built:
    executor = InProcess()  # a build for each step and its comparison: that many starts are slow
    options = Options(
        root, root / "site", project.as_of, project.site_url, jobs, clean=clean, executor=executor
    )
    return build_site(options, lambda _: None)


def compare_with_clean(project: Project, folder: Path) -> tuple[Built, Built]:
    """Builds a project as it stands and a fresh copy; what is published must be the same."""
    site = project.root / "site"
    before = contents(site)
    built = run(project, project.root)
    again = run(project, copy_project(project.root, folder))
    assert built.published == again.published
    wanted = contents(folder / "site") if again.published else before
    found = contents(site)
    assert sorted(found) == sorted(wanted)
    for path, content in wanted.items():
        assert found[path] == content, path
    shutil.rmtree(folder)
    return built, again


def walk(root: Path, folder: Path, seed: int, steps: int) -> int:
    """Edits a project again and again; returns how many pages were kept in all."""
    chance = random.Random(seed)
    project = Project(copy_project(GARDEN, root))
    for _ in range(5):
        add_organization(project, chance)
    reused = 0

    def check(project: Project) -> bool:
        nonlocal reused
        built, _ = compare_with_clean(project, folder)
        reused += built.reused
        return built.published

    edit_again_and_again(project, chance, steps, check)
    return reused


def test_random_edits_give_what_a_clean_build_gives(tmp_path: Path) -> None:
    assert walk(tmp_path / "project", tmp_path / "clean", 1, STEPS) > 0
