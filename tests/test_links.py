"""The permanent addresses of the site."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.links import (
    record_path,
    relative_url,
    result_anchor,
    section_path,
    slug,
    target_anchor,
    url,
)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", ""),
        ("status.md", "status/"),
        (section_path("agreements"), "agreements/"),
        (record_path("organizations", "school-a"), "organizations/school-a/"),
        ("files/minutes.pdf", "files/minutes.pdf"),
        ("guides/index.md", "guides/"),
    ],
)
def test_addresses_of_pages(path: str, address: str) -> None:
    assert url(path) == address


@pytest.mark.parametrize(
    ("page", "target", "href"),
    [
        ("index.md", "status.md", "status/"),
        ("status.md", "index.md", "../"),
        ("status.md", "status.md", "./"),
        ("organizations/a.md", "organizations/b.md", "../b/"),
        ("organizations/a.md", "organizations/index.md", "../"),
        ("organizations/index.md", "organizations/a.md", "a/"),
        ("organizations/a.md", "agreements/b.md", "../../agreements/b/"),
        ("organizations/a.md", "files/x.pdf", "../../files/x.pdf"),
        ("organizations/a.md", "organizations/a.md", "./"),
        ("organizations/a.md", "organizations/ab.md", "../ab/"),
    ],
)
def test_relative_addresses(page: str, target: str, href: str) -> None:
    assert relative_url(page, target) == href


def test_anchors_stand_behind_the_address() -> None:
    assert relative_url("a.md", "b.md", "x") == "../b/#x"
    assert relative_url("a.md", "a.md", "x") == "#x"


PATHS = st.sampled_from(
    [
        "index.md",
        "status.md",
        "a/index.md",
        "a/b.md",
        "a/c.md",
        "ab/b.md",
        "files/x.pdf",
        "a/b/c.md",
    ]
)


@given(page=PATHS.filter(lambda path: path.endswith(".md")), target=PATHS)
def test_a_browser_gets_where_the_link_means(page: str, target: str) -> None:
    start = "/" + url(page)
    reached = posixpath.normpath(posixpath.join(start, relative_url(page, target)))
    assert reached == posixpath.normpath("/" + url(target))


def test_fixed_anchors() -> None:
    assert target_anchor("garden") == "garden"
    assert target_anchor("garden", "school-a") == "garden--school-a"
    assert result_anchor("party-members", "2024?-06-28") == "party-members--2024-06-28"
    assert result_anchor("open-plan/law", "2023/24") == "open-plan-law--2023-24"


def test_slugs_keep_letters_of_every_script() -> None:
    assert slug("Four-good “cells” (2024)") == "four-good-cells-2024"
    assert slug("Nấm Lư") == "nấm-lư"
    assert slug("मुओंग खुओंग") == "मुओंग-खुओंग"
