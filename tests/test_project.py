"""The files of a project: which are read, and what is refused about the others."""

import os
import sys
from pathlib import Path

import pytest

from builders import SITE, project
from pledgebook.decode import decode
from pledgebook.diagnostics import Diagnostic
from pledgebook.home import find_root, is_root
from pledgebook.load import load_project, site_settings
from pledgebook.project import Project, read_project

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix file system")


def told(found: Project) -> list[str]:
    """`path message` of each diagnostic."""
    return [f"{d.place.path} {d.message.key}" for d in found.diagnostics]


def decoded(raw: bytes, limit: int = 1 << 20) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    assert (decode("x.yml", raw, problems, limit) is None) is bool(problems)
    return problems


def test_the_root_is_found_from_below(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/organizations/a.yml": "name: A\n"})
    assert find_root(root / "data" / "organizations") == root
    assert is_root(root)
    assert find_root(tmp_path.parent) is None


def test_files_and_their_types(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        {
            "data/organizations.yml": "a: {name: A}\n",
            "data/organizations/deep/b.yaml": "name: B\n",
            "data/results/2024/x.yml": "results: []\n",
            "content/about.md": "",
            "content/about.hi.md": "",
            "content/announcements/2024-06-28-launch.vi.md": "",
            "content/files/a/b.png": "x",
            "content/.hidden.md": "",
            "data/.gitkeep": "",
        },
    )
    found = read_project(root)
    assert found.diagnostics == ()
    assert [(file.type, file.id) for file in found.data] == [
        ("organizations", ""),
        ("organizations", "b"),
        ("results", ""),
        ("site", ""),
    ]
    assert [(file.page, file.language) for file in found.content] == [
        ("about", "hi"),
        ("about", ""),
        ("announcements/2024-06-28-launch", "vi"),
    ]
    assert [(file.name, file.size) for file in found.attachments] == [("a/b.png", 1)]
    assert "data/results/2024/x.yml" in found.sources


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"\xef\xbb\xbfname: A\n", "unreadable-file.bom"),
        ("name: A\n".encode("utf-16"), "unreadable-file.utf-16"),
        (b"\xfe\xff\x00n", "unreadable-file.utf-16"),
        ("name: A\n".encode("utf-16-le"), "unreadable-file.binary"),
        (b"PK\x03\x04\x00\x00", "unreadable-file.binary"),
        ("name: Trường".encode("cp1258", "replace"), "unreadable-file.encoding"),
        (b"name: \xed\xa0\x80", "unreadable-file.encoding"),
        (b"a" * 101, "unreadable-file.large"),
        (b"name: a\x1b[31m", "hidden-characters.control"),
        (b"name: a\x07", "hidden-characters.control"),
        ("name: a\x85b".encode(), "hidden-characters.control"),
        ("name: a\u2028b".encode(), "hidden-characters.control"),
        ("name: a\ufeffb".encode(), "hidden-characters.control"),
    ],
)
def test_bytes_that_are_refused(raw: bytes, key: str) -> None:
    assert [d.message.key for d in decoded(raw, limit=100)] == [key]


def test_the_place_of_a_wrong_letter_counts_letters_and_not_bytes() -> None:
    place = decoded("a: b\nnâm: ".encode() + b"\xe9\n")[0].place
    assert (place.line, place.column) == (2, 6)
    assert decoded("a: ờ\x01".encode())[0].place.column == 5


@pytest.mark.parametrize("text", ["a\tb\r\nc\n", "Trường", "क्षि", "a\u200db", "😀"])
def test_texts_of_all_scripts_are_read(text: str) -> None:
    assert decoded(text.encode()) == []


@UNIX
def test_links_and_special_files_are_refused(tmp_path: Path) -> None:
    root = project(tmp_path / "p", {"content/about.md": ""})
    (tmp_path / "secret.yml").write_text("name: A\n")
    (root / "data" / "organizations.yml").symlink_to(tmp_path / "secret.yml")
    (root / "data" / "sources").symlink_to(tmp_path)
    (root / "content" / "files").symlink_to("/etc")
    os.mkfifo(root / "data" / "scales.yml")
    assert sorted(told(read_project(root))) == [
        "content/files unreadable-file.link",
        "data/organizations.yml unreadable-file.link",
        "data/scales.yml unreadable-file.special",
        "data/sources unreadable-file.link",
    ]
    assert ("scales", "") in read_project(root).lost


@UNIX
def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    root = project(tmp_path / "p", {})
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.md").write_text("secret")
    (root / "content").symlink_to(tmp_path / "other")
    found = read_project(root)
    assert told(found) == ["content unreadable-file.link"]
    assert found.content == ()


@UNIX
def test_names_that_cannot_be_shown_are_refused(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    for name in (b"a\xff.yml", b"a\nb.yml", "a\u202eb.yml".encode()):
        (Path(os.fsdecode(os.fsencode(root) + b"/data/" + name))).write_text("x")
    found = read_project(root)
    assert {d.message.key for d in found.diagnostics} == {"unreadable-file.name"}
    assert len(found.diagnostics) == 3
    for diagnostic in found.diagnostics:
        diagnostic.place.path.encode()


@UNIX
def test_names_that_only_some_systems_tell_apart_are_refused(tmp_path: Path) -> None:
    files = {"data/sources/a.yml": "url: https://a.org\n", "content/\u1ea1.md": ""}
    root = project(tmp_path, files)
    other = root / "data" / "sources" / "A.yml"
    other.write_text("url: https://b.org\n")
    if len(list((root / "data" / "sources").iterdir())) == 1:
        pytest.skip("this file system does not tell them apart either")
    found = read_project(root)
    assert "data/sources/a.yml duplicate-id.path" in told(found)
    assert found.diagnostics[0].related[0].path == "data/sources/A.yml"


def test_a_folder_that_no_type_claims_is_told_once(tmp_path: Path) -> None:
    files = {f"data/organisations/{name}.yml": "name: A\n" for name in ("a", "b", "c")}
    found = read_project(project(tmp_path, files))
    assert told(found) == ["data/organisations unread-file.data"]
    assert ("organizations", "b") in found.lost


def test_a_file_that_cannot_be_read_is_known_by_its_name(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/organizations/b.yml": "name: B\n"})
    (root / "data" / "organizations" / "a.yml").write_bytes(b"\xff\xfen\x00")
    loaded = load_project(root)
    assert ("organizations", "a") in loaded.model.broken
    assert list(loaded.model.organizations) == ["b"]


def test_settings_that_cannot_be_read_are_not_missing_too(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    (root / "data" / "site.yml").write_bytes(b"\xef\xbb\xbftitle: T\n")
    assert [d.message.key for d in load_project(root).diagnostics] == ["unreadable-file.bom"]
    assert site_settings(root).languages == ("en",)


def test_a_project_without_settings(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    (root / "data" / "site.yml").unlink()
    assert [d.message.key for d in load_project(root).diagnostics] == ["missing-field.site"]
    assert site_settings(root).timezone == "UTC"


def test_two_files_of_settings(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/site.yaml": "title: T\nlanguages: [en]\n"})
    assert [d.message.key for d in load_project(root).diagnostics] == ["duplicate-id.path"]


def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path, {"data/sources/a.yml": "url: https://a.org\n"})
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "sources":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert told(read_project(root)) == ["data/sources unreadable-file.system"]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path, {"data/sources/a.yml": "url: https://a.org\n"})
    opened = os.open

    def refuse(path: Path, *arguments: int) -> int:
        if Path(path).name == "a.yml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    found = read_project(root)
    assert told(found) == ["data/sources/a.yml unreadable-file.system"]
    assert found.lost == (("sources", "a"),)


def test_the_limit_of_size_can_be_set(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/sources/a.yml": "url: https://a.org\n"})
    assert told(read_project(root, max_bytes=10)) == [
        "data/sources/a.yml unreadable-file.large",
    ]


@pytest.mark.parametrize(
    ("setting", "megabytes", "refused"),
    [
        ("", 1.5, True),
        ("max_file_size: 2\n", 1.5, False),
        ("max_file_size: 2\n", 2.5, True),
        ("max_file_size: 0\n", 0.5, False),
        ("max_file_size: many\n", 1.5, True),
    ],
)
def test_the_site_sets_the_limit_for_all_files_but_its_own(
    tmp_path: Path, setting: str, megabytes: float, refused: bool
) -> None:
    large = "url: https://a.org\n" + "# a remark\n" * int(megabytes * (1 << 20) / 11)
    files = {"data/site.yml": SITE + setting, "data/sources/a.yml": large}
    loaded = load_project(project(tmp_path, files))
    assert ("a" not in loaded.model.sources) == refused
    huge = {"data/site.yml": SITE + "max_file_size: 9\n" + "# a remark\n" * 200_000}
    (problem,) = load_project(project(tmp_path / "huge", huge)).project.diagnostics
    assert problem.place.path == "data/site.yml"


@pytest.mark.parametrize(
    ("path", "key", "hint"),
    [
        ("data/organisations.yml", "unread-file.data", "unread-file.hint-name"),
        ("data/people/a.yml", "unread-file.data", "unread-file.hint-types"),
        ("data/announcements/a.yml", "unread-file.data", "unread-file.hint-announcements"),
        ("data/figures.xlsx", "unread-file.suffix", "unread-file.hint-records"),
        ("data/sources/a.YML", "unread-file.suffix", "unread-file.hint-name"),
        ("data/sources/a.yml.txt", "unread-file.suffix", "unread-file.hint-name"),
        ("data/README", "unread-file.suffix", "unread-file.hint-records"),
        ("content/photo.jpg", "unread-file.content", "unread-file.hint-files"),
        ("content/about.txt", "unread-file.content", "unread-file.hint-pages"),
        ("content/About.md", "bad-id.file", "bad-id.file.hint"),
        ("content/चि.md", "bad-id", "bad-id.hint"),
    ],
)
def test_files_that_nobody_reads(tmp_path: Path, path: str, key: str, hint: str) -> None:
    (diagnostic,) = read_project(project(tmp_path, {path: "x"})).diagnostics
    assert diagnostic.message.key == key
    assert diagnostic.hint is not None
    assert diagnostic.hint.key == hint
