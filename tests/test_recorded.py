"""Two versions of records compared: which files hold which, and which fields differ."""

from typing import Any

import pytest

from pledgebook.located import read_document
from pledgebook.provenance import FieldChange
from pledgebook.recorded import field_changes, holds_records, merged, read_records


def node(text: str) -> Any:
    return read_document(text).root


def changes(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    return [(c.path, c.old, c.new) for c in field_changes(node(old), node(new))]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("data/organizations.yml", ["organizations/a"]),
        ("data/organizations/a.yml", ["organizations/a"]),
        ("data/organizations/deep/er/a.yaml", ["organizations/a"]),
        ("content/announcements/a.md", ["announcements/a"]),
        ("content/announcements/a.hi.md", ["announcements/a"]),
    ],
)
def test_files_of_records(path: str, names: list[str]) -> None:
    assert holds_records(path)
    single = "organizations/" in path
    content = b"name: A\n" if single else b"a: {name: A}\nx-note: {name: no record}\n"
    assert list(read_records(path, content) or ()) == names


@pytest.mark.parametrize(
    "path",
    [
        "data/results/2024.yml",
        "data/results.yml",
        "data/site.yml",
        "data/organisations.yml",
        "data/organizations/figures.xlsx",
        "content/about.md",
        "content/files/minutes.pdf",
    ],
)
def test_files_without_records_that_have_a_page(path: str) -> None:
    assert not holds_records(path)
    assert read_records(path, b"a: {}") == {}


def test_an_empty_version_has_no_records_and_a_broken_one_nobody_knows() -> None:
    assert read_records("data/scales.yml", b"") == {}
    assert read_records("data/scales.yml", b"a: [") is None
    assert merged([{"a": 1}, None]) is None


def test_fields_that_differ() -> None:
    assert changes("{name: A, founded: 1987}", "{name: A, founded: 1986}") == [
        ("founded", "1987", "1986")
    ]
    assert changes("{name: {en: A, vi: B}}", "{name: {en: A, vi: C}}") == [("name.vi", "B", "C")]
    assert changes("{name: A}", "{name: A, url: https://a.example}") == [
        ("url", "", "https://a.example")
    ]
    assert changes("{name: A}", "{name: {en: A, vi: B}}") == [("name", "A", None)]


def test_order_of_keys_is_no_change() -> None:
    assert changes("{a: 1, b: 2}", "{b: 2, a: 1}") == []


def test_lists_are_compared_by_name_where_their_items_have_one() -> None:
    assert changes("{t: [{id: x, due: 1}, {id: y}]}", "{t: [{id: y}, {id: x, due: 2}]}") == [
        ("t.x.due", "1", "2")
    ]
    assert changes("{parties: [a, b]}", "{parties: [a, {organization: b, role: witness}]}") == [
        ("parties.b", "b", None)
    ]
    assert changes("{s: [{url: 1}]}", "{s: [{url: 2}]}") == [("s", None, None)]
    assert changes("{s: [a, a]}", "{s: [a]}") == [("s", None, None)]


def test_long_values_are_not_told() -> None:
    long = "x" * 200
    assert list(field_changes(node(f"a: {long}"), node("a: y"))) == [FieldChange("a", None, "y")]
