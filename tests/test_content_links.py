"""Links and images of hand-written pages."""

from datetime import date
from pathlib import Path

import pytest

from content_project import AS_OF, announcement, found, lines
from pledgebook.content import check_content, docs_paths
from pledgebook.content.addresses import Inside, Outside, Unsafe, read_address
from pledgebook.content.tree import Tree, relative
from pledgebook.load import load_project
from pledgebook.status import evaluate_all
from pledgebook.trees import plan_trees
from sites import CASES

ROOT = Path(__file__).parent.parent
PROJECTS = [
    ROOT,
    *sorted(path for path in (CASES / "walks").iterdir() if path.is_dir()),
    *sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir()),
]
BASE = {
    "data/site.yml": "title: Test\nlanguages: [en, vi]\n",
    "data/organizations.yml": "school-a: {name: School A, former_ids: [old-school]}\n",
    "data/agreements.yml": """
green-pact:
  name: Green pact
  parties: [school-a]
  targets: [{id: garden, statement: A garden}]
  sources: [https://example.org/]
""",
}


def page(body: str, title: str = "A page") -> str:
    return f"---\ntitle: {title}\n---\n{body}\n"


def keys(folder: Path, body: str, path: str = "content/test.md", **more: str) -> list[str]:
    text = announcement(body, about="") if "announcements" in path else page(body)
    files = {**BASE, path: text, **{name.replace("__", "/"): t for name, t in more.items()}}
    return [diagnostic.message.key for diagnostic in found(folder, files)]


@pytest.mark.parametrize("root", PROJECTS, ids=lambda root: root.name)
def test_docs_paths_are_the_pages_that_are_written(root: Path) -> None:
    model = load_project(root).model
    trees = plan_trees(model, evaluate_all(model, AS_OF), AS_OF, root / "none")
    for tree in trees:
        assert {path for path in tree.files if path.endswith(".md")} == docs_paths(model, AS_OF)


@pytest.mark.parametrize("root", PROJECTS, ids=lambda root: root.name)
def test_downloads_that_can_be_linked_are_those_that_are_written(root: Path) -> None:
    model = load_project(root).model
    first, *others = plan_trees(model, evaluate_all(model, AS_OF), AS_OF, root / "none")
    known = Tree(model, AS_OF)
    written = {p for p in first.files if not p.endswith(".md") and p not in known.files}
    assert {path for path in written if not known.is_download(path)} == set()
    assert "data/results.csv" in written
    for tree in others:
        assert not any(known.is_download(path) for path in tree.files)


@pytest.mark.parametrize(
    "link",
    [
        "about.md",
        "index.md",
        "status.md",
        "changes.md",
        "method.md",
        "data.md",
        "agreements/index.md",
        "agreements/green-pact.md",
        "agreements/green-pact.md#garden",
        "agreements/green-pact.md#garden--school-a",
        "agreements/green-pact.md#parties",
        "organizations/school-a.md?x=1",
        "about.md#a-heading",
        "about.md#named",
        "#here",
        "#top",
        "https://example.org/",
        "mailto:office@example.org",
        "tel:+84123",
    ],
)
def test_links_that_lead_somewhere(tmp_path: Path, link: str) -> None:
    about = page("## A heading\n\n## Other {#named}")
    vi = page("## A heading\n\n## Khác {#named}")
    body = f"[x]({link})\n\n## Here"
    files = {"content__about.md": about, "content__about.vi.md": vi}
    assert keys(tmp_path, body, **files) == []


@pytest.mark.parametrize(
    ("link", "near"),
    [
        ("agreements/green-pact/", "agreements/green-pact.md"),
        ("agreements/green-pact", "agreements/green-pact.md"),
        ("agreements/green-pact/index.html", "agreements/green-pact.md"),
        ("/agreements/green-pact/#garden", "agreements/green-pact.md#garden"),
        ("../agreements/green-pact.md", "agreements/green-pact.md"),
        ("vi/agreements/green-pact.md", "agreements/green-pact.md"),
        ("data/agreements/green-pact.yml", "agreements/green-pact.md"),
        ("agreements", "agreements/index.md"),
        ("organizations/old-school.md", "organizations/school-a.md"),
        ("agreements/green_pact.md", "agreements/green-pact.md"),
        ("agreement/green-pact.md", "agreements/green-pact.md"),
        ("green-pact.md", "agreements/green-pact.md"),
        ("test.vi.md", "test.md"),
        ("Test.md", "test.md"),
    ],
)
def test_a_lost_link_is_told_with_the_form_that_works(tmp_path: Path, link: str, near: str) -> None:
    (diagnostic,) = found(tmp_path, {**BASE, "content/test.md": page(f"Some [x]({link}).")})
    assert diagnostic.rule == "broken-link"
    assert (diagnostic.place.line, diagnostic.place.column) == (4, 10)
    assert diagnostic.hint is not None
    assert dict(diagnostic.hint.params)["near"] == near


def test_links_are_seen_from_the_page_they_stand_on(tmp_path: Path) -> None:
    body = "[a](../agreements/green-pact.md) [b](agreements/green-pact.md)"
    path = "content/announcements/2026-01-01-now.md"
    assert keys(tmp_path, body, path) == ["broken-link.page"]


def test_every_form_of_link_is_found(tmp_path: Path) -> None:
    body = """
[inline](a.md "t"), ![image](files/b.png), [named][c], [d], <https://example.org/>, `[e](e.md)`

| x | y |
|---|---|
| [cell](f.md) | [g]( g.md ) |

> * [deep](h.md)[^1]

[c]: c.md
[d]: <d.md>

    [code](j.md)

[^1]: [note](i.md)
"""
    diagnostics = found(tmp_path, {**BASE, "content/test.md": page(body)})
    told = {str(dict(d.message.params)["href"]) for d in diagnostics}
    assert told == {"a.md", "files/b.png", "c.md", "d.md", "f.md", "g.md", "h.md", "i.md"}
    source = page(body).split("\n")
    for diagnostic in diagnostics:
        href = str(dict(diagnostic.message.params)["href"])
        place = diagnostic.place
        assert source[place.line - 1][place.column - 1 :].startswith(href)


def test_an_anchor_must_be_there_in_every_language_that_shows_the_text(tmp_path: Path) -> None:
    files = {
        **BASE,
        "content/guide.md": page("[x](about.md#a-heading)"),
        "content/about.md": page("## A heading"),
        "content/about.vi.md": page("## Một tiêu đề"),
    }
    assert lines(found(tmp_path, files)) == [
        "content/guide.md:4:5 broken-link broken-link.anchor-language a-heading  vi about.md"
    ]
    files["content/guide.vi.md"] = page("[x](about.md#một-tiêu-đề)")
    assert found(tmp_path, files) == ()


def test_an_embargoed_announcement_is_not_there(tmp_path: Path) -> None:
    link = "announcements/2027-01-10-later.md"
    later = f"content/{link}"
    files = {
        **BASE,
        "content/test.md": page(f"[x]({link})"),
        later: announcement("[y](2027-01-10-same-day.md)", about=""),
        later.replace("later", "same-day"): announcement("x", about=""),
    }
    assert lines(found(tmp_path, files)) == [
        f"content/test.md:4:5 broken-link broken-link.embargo 2027-01-10 {link}"
    ]
    assert found(tmp_path, files, date(2027, 1, 10)) == ()


def test_a_record_that_cannot_be_read_is_no_broken_link(tmp_path: Path) -> None:
    files = {
        **BASE,
        "content/test.md": page("[x](agreements/green-pact.md) [y](sources/paper.md)"),
        "data/agreements.yml": BASE["data/agreements.yml"].replace("parties", "partys"),
        "data/sources.yml": "paper: {title: [\n",
    }
    assert [d.rule for d in found(tmp_path, files, sound=False)] == []


def test_downloads_stand_in_the_first_language_only(tmp_path: Path) -> None:
    link = "[x](data/results.csv)"
    assert keys(tmp_path, link) == ["broken-link.download"]
    assert keys(tmp_path, link, **{"content__test.vi.md": page("x")}) == []


def test_images_need_a_file_and_words(tmp_path: Path) -> None:
    (tmp_path / "content" / "files").mkdir(parents=True)
    (tmp_path / "content" / "files" / "garden.png").write_bytes(b"")
    body = "![ ](files/garden.png) ![words](files/gardn.png) ![words](garden.png) [x](files/a.pdf)"
    assert keys(tmp_path, body) == ["media-alt.image", *["media-file.page"] * 3]


def test_headings_begin_at_the_second_level(tmp_path: Path) -> None:
    assert keys(tmp_path, "## A\n\n### B\n\n## C\n\n### D\n\n#### E") == []
    body = "### A\n\n# B\n\n## C\n\n#### D\n\n```\n# code\n```\n\nE\n==="
    diagnostics = found(tmp_path, {**BASE, "content/test.md": page(body)})
    assert [(d.place.line, d.message.key) for d in diagnostics] == [
        (4, "bad-value.heading-skipped"),
        (6, "bad-value.heading-title"),
        (10, "bad-value.heading-skipped"),
        (16, "bad-value.heading-title"),
    ]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("about.md#x", Inside("about.md", "x")),
        ("a%20b.md?c#%C3%A9", Inside("a b.md", "é")),
        ("HTTPS://example.org:443/a", Outside("https")),
        ("mailto:a@example.org", Outside("mailto")),
        ("java\tscript:x", Unsafe("unsafe-content.scheme", "javascript")),
        (" \x01data:x", Unsafe("unsafe-content.scheme", "data")),
        ("//example.org", Unsafe("unsafe-content.no-scheme", "//example.org")),
        ("/\\example.org", Unsafe("unsafe-content.backslash", "/\\example.org")),
        ("https://a@b.example/", Unsafe("unsafe-content.user", "a@b.example")),
        ("https:example.org", Unsafe("unsafe-content.host", "https:example.org")),
        ("https://[::1", Unsafe("unsafe-content.host", "https://[::1")),
    ],
)
def test_addresses_are_read_as_browsers_do(href: str, expected: object) -> None:
    assert read_address(href) == expected


def test_relative_paths() -> None:
    assert relative("about.md", "agreements/x.md") == "agreements/x.md"
    assert relative("announcements/a.md", "agreements/x.md") == "../agreements/x.md"
    assert relative("announcements/a.md", "announcements/b.md") == "b.md"


def test_the_projects_own_pages_are_right() -> None:
    for root in PROJECTS:
        assert check_content(load_project(root), AS_OF) == (), root.name
