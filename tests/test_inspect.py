"""Links of a built site, followed as a browser would."""

import time
from pathlib import Path

import pytest

from pledgebook.inspect import Reason, collect_page, find_broken, inspect_site
from pledgebook.output import write_tree


def _faults(
    pages: dict[str, str], *files: str, address: str = "/"
) -> list[tuple[str, str, Reason]]:
    read = {path: collect_page(path, html.encode()) for path, html in pages.items()}
    found = find_broken(read, frozenset([*pages, *files]), address)
    return [(fault.page, fault.href, fault.reason) for fault in found]


SITE = {
    "index.html": '<h1 id="top-news">News</h1>',
    "organizations/index.html": "<p>All</p>",
    "organizations/nam-lu/index.html": '<h2 id="mục-tiêu">Mục tiêu</h2><a name="old"></a>',
}


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#",
        "#here",
        "#top",
        "?print",
        ".",
        "./",
        "../",
        "..",
        "../..",
        "../../",
        "../../index.html",
        "../../#top-news",
        "../?q=1",
        "../nam-lu/",
        "../nam-lu/index.html#mục-tiêu",
        "../nam-lu/#m%E1%BB%A5c-ti%C3%AAu",
        "../nam-lu/#old",
        "../nam-lu/#:~:text=Mục",
        "../../files/b%C3%A1o%20c%C3%A1o.pdf#page=2",
        "../../files/b%C3%A1o%20c%C3%A1o.pdf?v=2",
        " ../nam-lu/ ",
        "https://example.org/x#y",
        "HTTP://example.org/",
        "mailto:office@example.org",
        "tel:+84123",
    ],
)
def test_good_links(href: str) -> None:
    page = f'<p id="here"></p><a href="{href}">x</a>'
    assert _faults({**SITE, "organizations/x/index.html": page}, "files/báo cáo.pdf") == []


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("../nam-lo/", Reason.NO_PAGE),
        ("../nam-lu", Reason.NO_PAGE),  # works only where the server has a rule for it
        ("../nam-lu.md", Reason.NO_PAGE),
        ("../../files/none.pdf", Reason.NO_PAGE),
        ("#nowhere", Reason.NO_ANCHOR),
        ("?print#nowhere", Reason.NO_ANCHOR),
        ("../nam-lu/#targets", Reason.NO_ANCHOR),
        ("../../#targets", Reason.NO_ANCHOR),
        ("/organizations/", Reason.ABSOLUTE),
        ("//example.org/", Reason.ABSOLUTE),
        ("../../../", Reason.OUTSIDE),
        ("../../../organizations/nam-lu/", Reason.OUTSIDE),
        ("javascript:alert(1)", Reason.SCHEME),
        ("JavaScript:alert(1)", Reason.SCHEME),
        ("file:///etc/hostname", Reason.SCHEME),
        ("data:text/html,x", Reason.SCHEME),
    ],
)
def test_broken_links(href: str, reason: Reason) -> None:
    page = f'<a href="{href}">x</a>'
    path = "organizations/x/index.html"
    assert _faults({**SITE, path: page}) == [(path, href, reason)]


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="none">',
        '<img src="none" alt="">',
        '<script src="none"></script>',
        '<img srcset="a.png 1x, none 2x" alt="">',
        '<picture><source srcset="none"></picture>',
        '<svg><use href="none"></use></svg>',
        '<video poster="none"></video>',
        '<form action="none"></form>',
        '<iframe src="none"></iframe>',
    ],
)
def test_every_kind_of_link_is_followed(html: str) -> None:
    assert _faults({"index.html": html}, "a.png") == [("index.html", "none", Reason.NO_PAGE)]


def test_names_and_images() -> None:
    html = '<p id="a"><b id="a"></b><i id="b"></i></p><img src="x.png"><img src="y.png" alt="">'
    assert _faults({"index.html": html}, "x.png", "y.png") == [
        ("index.html", "#a", Reason.DUPLICATE_ID),
        ("index.html", "x.png", Reason.NO_ALT),
    ]


def test_a_404_page_begins_its_links_at_the_servers_root() -> None:
    page = '<a href="/some/path/">x</a><a href="/some/path/.">x</a><a href="/some/path/none/">x</a>'
    pages = {"404.html": page, "index.html": ""}
    none = "/some/path/none/"
    for address in ("/some/path/", "https://example.org/some/path"):
        assert _faults(pages, address=address) == [("404.html", none, Reason.NO_PAGE)]
    other = {"404.html": '<a href="/other/">x</a><a href="//host/">x</a>', "index.html": ""}
    assert [fault[2] for fault in _faults(other, address="/some/path/")] == [Reason.ABSOLUTE] * 2
    assert _faults({**pages, "vi/404.html": '<a href="/vi/">x</a>', "vi/index.html": ""})[-1:] == [
        ("404.html", none, Reason.NO_PAGE)
    ]


def test_each_address_is_reported_once_for_a_page() -> None:
    assert len(_faults({"index.html": '<a href="x">1</a><a href="x">2</a>'})) == 1


def test_empty_and_odd_pages() -> None:
    assert (
        _faults({"index.html": "", "a.html": " \n", "b.html": "just text", "c.html": "<<>"}) == []
    )


def test_a_site_on_disk(tmp_path: Path) -> None:
    write_tree(tmp_path, {"index.html": b'<a href="x/">x</a>', "x/index.html": b'<a href="../y">'})
    faults = inspect_site(tmp_path)
    assert [(fault.page, fault.href) for fault in faults] == [("x/index.html", "../y")]


def test_following_ten_thousand_pages_is_quick() -> None:
    body = "".join(f'<a href="../x{number}/#t">x</a>' for number in range(30))
    page = collect_page("organizations/x0/index.html", f'<p id="t"></p>{body}'.encode())
    pages = {f"organizations/x{number}/index.html": page for number in range(10_000)}
    start = time.process_time()
    assert find_broken(pages, frozenset(pages)) == ()
    assert time.process_time() - start < 5
