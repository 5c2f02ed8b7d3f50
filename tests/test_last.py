"""What is kept of the last build comes back as it was, or not at all."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pledgebook import build as building
from pledgebook import keys
from pledgebook.build import Options, build_site
from pledgebook.checkout import find_checkout
from pledgebook.diagnostics import Diagnostic, Place, Severity, message
from pledgebook.last import Last, read_last, same_site, write_last
from pledgebook.sealed import read_sealed, write_sealed
from sites import AS_OF, CASES, copy_project

SAID = Diagnostic(
    Place("data/site.yml", 2, 3, 9),
    "bad-value",
    message("a.key", name="Đường\ud800", count=3, near=(message("b"), "x", ("y",))),
    message("a.key.hint"),
    Severity.WARNING,
    (Place("data/other.yml"),),
    "title.en",
    "title: x",
)
LAST = Last("key", "digest", 3, 4, (SAID, replace(SAID, hint=None, fix=None)), ("a notice",))


def kept(folder: Path) -> Path:
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("a page")
    write_last(folder, folder / "site", ["index.html"], LAST)
    return folder / "last.json"


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    kept(tmp_path)
    assert read_last(tmp_path) == LAST


def test_no_byte_of_it_may_be_another(tmp_path: Path) -> None:
    path = kept(tmp_path)
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert read_last(tmp_path) is None
        path.write_bytes(whole[:place])
        assert read_last(tmp_path) is None


@pytest.mark.parametrize("other", [b"", b"null", b"[]", b'{"key": 1}', b'{"diagnostics": [[1]]}'])
def test_what_another_version_kept_is_as_nothing(other: bytes, tmp_path: Path) -> None:
    write_sealed(tmp_path / "last.json", other)
    assert read_sealed(tmp_path / "last.json") == other
    assert read_last(tmp_path) is None


Change = Callable[[Path], object]
CHANGES: dict[str, Change] = {
    "a text of the same length": lambda root: replace_text(root / "data/site.yml", "Pact", "Pakt"),
    "a new file": lambda root: (root / "data" / "sources.yml.txt").write_text("x"),
    "a page": lambda root: (root / "content" / "about.md").write_text("---\ntitle: T\n---\nWords"),
    "a file fewer": lambda root: (root / "data" / "results.yml").unlink(),
    "another name": lambda root: (root / "data/results.yml").rename(root / "data/results.yaml"),
    "a setting": lambda root: (root / "mkdocs.yml").write_text("site_name: Another\n"),
    "a file of the theme": lambda root: override(root, "theme/partials/copyright.html"),
    "a template": lambda root: override(root, "pages/home.md.j2"),
    "a page of the site": lambda root: (root / "site" / "index.html").write_text("other"),
    "a page of the site fewer": lambda root: (root / "site" / "404.html").unlink(),
    "a file more in the site": lambda root: (root / "site" / "more.txt").write_text("x"),
    "a folder for a file": lambda root: as_folder(root / "site" / "404.html"),
    "a link for a file": lambda root: as_link(root / "site" / "404.html"),
}


def replace_text(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def override(root: Path, name: str) -> None:
    path = root / "overrides" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("words\n")


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def as_link(path: Path) -> None:
    path.rename(path.with_name("aside.html"))
    path.symlink_to("aside.html")


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been built."""
    root = copy_project(CASES / "sites" / "garden-pact", tmp_path_factory.mktemp("garden"))
    replace_text(root / "data/site.yml", "title:", "# Pact\ntitle:")
    assert not is_as_before(options_of(root))
    assert is_as_before(options_of(root))
    return root


def options_of(root: Path) -> Options:
    return Options(root, root / "site", AS_OF, "https://example.org/", 1)


def is_as_before(options: Options) -> bool:
    """Whether a build finds that nothing has changed."""
    phases: list[object] = []
    assert build_site(options, phases.append).published
    return not phases


def is_found_the_same(options: Options) -> bool:
    """Whether a build would find that nothing has changed; builds nothing."""
    key = building._key(options, find_checkout(options.root))
    assert key
    return bool(same_site(options.root / "build", options.site_dir, key))


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen(change: str, garden: Path, tmp_path: Path) -> None:
    saved = shutil.copytree(garden, tmp_path / "saved")  # with the times of files and folders
    try:
        CHANGES[change](garden)
        assert not is_found_the_same(options_of(garden))
    finally:
        shutil.rmtree(garden)
        shutil.copytree(saved, garden)
    assert is_found_the_same(options_of(garden))


def test_every_option_that_shapes_the_site_is_seen(garden: Path) -> None:
    options = options_of(garden)
    assert is_found_the_same(replace(options, jobs=7, clean=True, strict=True))
    assert not is_found_the_same(replace(options, as_of=AS_OF + timedelta(days=1)))
    assert not is_found_the_same(replace(options, site_url="https://example.com/"))
    assert not is_found_the_same(replace(options, offline=True))
    assert not is_found_the_same(replace(options, site_dir=garden / "elsewhere"))


def test_another_version_of_the_program_is_seen(
    garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "program_key", lambda: "another")
    assert not is_found_the_same(options_of(garden))
