"""The site made of pages in frames is the site that the engine alone would build."""

import json
import os
import random
import shutil
import subprocess
import sys
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from edits import Project, add_organization
from inprocess import InProcess
from pledgebook import press
from pledgebook.build import Options, build_site
from pledgebook.engine import Slice, build_slices
from pledgebook.frames import UnfitFrame, frame_content, frame_source, read_frame
from pledgebook.output import list_files
from pledgebook.progress import Event
from pledgebook.publish import PublishError, verify
from sites import AS_OF, CASES, build, copy_project

GARDEN = CASES / "sites" / "garden-pact"
URL = "https://example.org/a/"
_BUILD = """
import sys
from datetime import date
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from pledgebook import making
from pledgebook.build import Options, build_site
if __name__ == "__main__":
    making.ENOUGH = 1 if sys.argv[2] != "1" else 100
    root = Path(sys.argv[1])
    url, jobs = "https://example.org/a/", int(sys.argv[2])
    options = Options(root, root / "site", date(2026, 11, 23), url, jobs)
    assert build_site(options, lambda _: None).published
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in list_files(folder)}


@pytest.mark.parametrize("case", ["walks/coalition", "sites/garden-pact"])
def test_every_byte_is_what_the_engine_alone_gives(case: str, tmp_path: Path) -> None:
    root = copy_project(CASES / case, tmp_path / "project")
    assert build(root, site_url=URL).published
    site = contents(root / "site")
    tags = sorted(path.stem for path in (root / "build").glob("*.yml"))
    assert len(tags) == 2
    for tag in tags:
        build_slices([Slice(root / "build" / f"{tag}.yml", tmp_path / tag)], jobs=1)
        prefix = f"{tag}/" if (root / "site" / tag).is_dir() else ""
        for path, content in contents(tmp_path / tag).items():
            if path == "search/search_index.json":
                ours = json.loads(site[prefix + path])
                assert ours["config"] == json.loads(content)["config"]
                entries = {entry["location"].partition("#")[0] for entry in ours["docs"]}
                assert entries == {
                    entry["location"].partition("#")[0] for entry in json.loads(content)["docs"]
                }
            elif prefix + path != f"{prefix}404.html" or not prefix:
                assert site[prefix + path] == content, prefix + path


def test_the_same_bytes_under_all_circumstances(tmp_path: Path) -> None:
    (tmp_path / "build.py").write_text(_BUILD)
    sites = []
    for number, (jobs, zone, locale, seed) in enumerate(
        [("1", "UTC", "C", "0"), ("2", "Asia/Ho_Chi_Minh", "vi_VN.UTF-8", "77")]
    ):
        root = tmp_path / f"place {number}" / ("x" * number * 40) / "project"
        copy_project(GARDEN, root)
        names = sorted(path for path in (root / "data").rglob("*") if path.is_file())
        for path in names if number else reversed(names):  # the order of a folder's entries
            text = path.read_bytes()
            path.unlink()
            path.write_bytes(text)
        more = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        command = [sys.executable, str(tmp_path / "build.py"), str(root), jobs, *sys.path]
        subprocess.run(command, env={**os.environ, **more}, check=True, capture_output=True)
        sites.append(contents(root / "site"))
    assert sites[0] == sites[1]


def test_the_same_bytes_for_slices_of_any_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = []
    for pages in (100, 1, 5):
        root = copy_project(GARDEN, tmp_path / str(pages))
        project = Project(root)
        for _ in range(12):
            add_organization(project, random.Random(1))
        monkeypatch.setattr(press, "BATCH", pages)
        told: list[Event] = []
        options = Options(root, root / "site", AS_OF, URL, executor=InProcess())
        build_site(options, told.append)
        sites.append((contents(root / "site"), sum("in their frame" in str(e) for e in told)))
    (whole, few), *others = sites
    for site, slices in others:
        assert slices > few
        assert site == whole


def test_deleted_records_vanish_from_pages_search_and_sitemap(tmp_path: Path) -> None:
    root = copy_project(GARDEN, tmp_path)
    organizations = root / "data" / "organizations.yml"
    before = organizations.read_text()
    organizations.write_text(f"{before}gone-school:\n  name: Vanishing school\n")
    assert build(root, site_url=URL).published
    token = (b"gone-school", b"Vanishing")
    assert any(token[0] in content for content in contents(root / "site").values())
    organizations.write_text(before)
    built = build(root, site_url=URL)
    assert built.published
    assert built.reused > 0
    for path, content in contents(root / "site").items():
        assert "gone-school" not in path
        assert not any(word in content for word in token), path


def test_what_was_changed_by_hand_is_built_again(tmp_path: Path) -> None:
    root = copy_project(GARDEN, tmp_path)
    build(root)
    whole = contents(root / "site")
    (root / "site" / "index.html").write_text("defaced")
    (root / "site" / "organizations" / "index.html").unlink()
    (root / "site" / "extra.html").write_text("extra")
    assert verify(root / "site").changed == ("index.html",)
    assert verify(root / "site").missing == ("organizations/index.html",)
    assert verify(root / "site").extra == ("extra.html",)
    build(root)
    assert contents(root / "site") == whole
    for path in (root / "site").rglob("*.html"):
        path.write_text("defaced")
    build(root)
    assert contents(root / "site") == whole


@pytest.mark.parametrize(
    "name", ["files.json", "pages.json", "last.json", "standing.json", "inputs.json"]
)
@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"en": {}, "index.html": 1}', b"null"])
def test_damage_to_what_is_remembered_costs_only_time(
    name: str, damage: bytes, tmp_path: Path
) -> None:
    root = copy_project(CASES / "walks" / "minimal", tmp_path)
    assert build(root).published
    whole = contents(root / "site")
    (root / "build" / name).write_bytes(damage)
    assert build(root).published
    assert contents(root / "site") == whole


def test_a_site_without_manifest_cannot_be_verified(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"manifest\.json"):
        verify(tmp_path)


def test_a_theme_that_changes_words_gets_no_frame() -> None:
    outline = (("description",), (1, 2))
    assert "description" in frame_source(outline)
    with pytest.raises(UnfitFrame):
        read_frame(f"<p>{frame_content()}</p><i>ZQPLEDGEBOOKtzq&#65;</i>")
    with pytest.raises(UnfitFrame):
        read_frame("<p>no body</p>")


def test_a_theme_that_treats_one_page_otherwise_is_obeyed(tmp_path: Path) -> None:
    root = copy_project(CASES / "walks" / "coalition", tmp_path)
    partials = root / "overrides" / "theme" / "partials"
    partials.mkdir(parents=True)
    (partials / "copyright.html").write_text(
        "<p>{{ page.meta.title | upper if page else '' }} {{ page.title | length }}</p>"
    )
    assert build(root).published
    whole = contents(root / "site")
    tag = "en" if (root / "build" / "en.yml").exists() else "fr"
    build_slices([Slice(root / "build" / f"{tag}.yml", tmp_path / "alone")], jobs=1)
    for path, content in contents(tmp_path / "alone").items():
        if path.endswith(".html"):
            assert whole[path] == content, path
    shutil.rmtree(tmp_path / "alone")


def test_a_build_with_nothing_changed_says_what_the_last_one_said(tmp_path: Path) -> None:
    root = copy_project(GARDEN, tmp_path / "project")
    path = root / "data" / "sources" / "unused.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("title: A report that nothing cites\n")
    first, second = build(root), build(root)
    assert first.published
    assert any(d.place.path == "data/sources/unused.yml" for d in first.diagnostics)
    assert second.reused == second.pages == first.pages
    assert (second.diagnostics, second.records) == (first.diagnostics, first.records)
    assert second.sources["data/sources/unused.yml"].text == path.read_text()
    options = Options(root, root / "site", AS_OF, strict=True)
    warned = any(d.severity == "warning" for d in first.diagnostics)
    assert build_site(options, lambda _: None).published is not warned


class NoExecutor(Executor):
    """Processes that nobody may ask for."""

    def submit(self, *asked: Any, **_: Any) -> Future[Any]:
        raise AssertionError(f"{asked[0]} was asked for")


def test_the_next_change_of_a_page_needs_no_engine(tmp_path: Path) -> None:
    root = copy_project(CASES / "walks" / "minimal", tmp_path / "project")
    file = root / "data" / "organizations.yml"
    text = file.read_text("utf-8")
    # The first change teaches the frames of the pages that show the name.
    for number, executor in enumerate((None, None, NoExecutor())):
        file.write_text(text.replace("School A", f"Board {number}"))
        options = Options(root, root / "site", AS_OF, executor=executor)
        assert build_site(options, lambda _: None).published
    kept = contents(root / "site")
    assert b"Board 2" in kept["organizations/school-a/index.html"]
    shutil.rmtree(root / "build")
    shutil.rmtree(root / "site")
    assert build(root).published
    assert contents(root / "site") == kept
