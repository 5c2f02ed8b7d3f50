"""Nodes of YAML texts, their places, and what is refused."""

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.located import (
    MAX_DEPTH,
    MAX_PROBLEMS,
    Document,
    Mapping,
    Node,
    Sequence,
    Text,
    read_document,
)
from pledgebook.source import SourceFile


def keys(document: Document) -> list[str]:
    return [problem.key for problem in document.problems]


def texts(node: Node | None) -> Iterator[Text]:
    """Every text of a document, names of fields included."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield key
            yield from texts(value)
    elif isinstance(node, Sequence):
        for item in node:
            yield from texts(item)


def test_scalars_stay_text() -> None:
    root = read_document("a: NO\nb: 3.860\nc: 010\nd: 2022-02-30\ne: '5'\n").root
    assert root == {"a": "NO", "b": "3.860", "c": "010", "d": "2022-02-30", "e": "5"}
    assert isinstance(root, Mapping)
    assert [root.find(name).plain for name in "ae"] == [True, False]


def test_nested_nodes_know_their_places() -> None:
    text = "parties:\n  - {organization: a, role: signatory}\n  - b\n"
    root = read_document(text).root
    assert isinstance(root, Mapping)
    parties = root.find("parties")
    assert isinstance(parties, Sequence)
    first, second = parties
    assert text[first.start : first.end] == "{organization: a, role: signatory}"
    assert text[second.start : second.end] == "b"
    assert text[first.key("role").start : first.key("role").end] == "role"


def test_offsets_count_from_the_base() -> None:
    root = read_document("a: b\n", 100).root
    assert isinstance(root, Mapping)
    assert (root.start, root.key("a").start, root.find("a").start) == (100, 100, 103)


@pytest.mark.parametrize("null", ["", " ~", " null", " Null", " NULL"])
def test_an_empty_value_is_absent(null: str) -> None:
    document = read_document(f"a:{null}\nb: 1\n")
    root = document.root
    assert isinstance(root, Mapping)
    assert (root, list(root.empty), document.gaps) == ({"b": "1"}, ["a"], True)
    assert root.key("a").start == 0


def test_a_quoted_null_is_a_text() -> None:
    assert read_document('a: "null"\n').root == {"a": "null"}


@pytest.mark.parametrize("text", ["", "# a note\n", "---\n", "~\n", "null"])
def test_a_file_without_anything_has_no_root(text: str) -> None:
    assert read_document(text) == Document(None)


def test_a_name_that_is_not_there_raises() -> None:
    root = read_document("a: b\n").root
    assert isinstance(root, Mapping)
    assert root.find("b") is None
    with pytest.raises(KeyError):
        root.key("b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x b\nc: *x\n", ["yaml-feature.anchor", "yaml-feature.alias"]),
        ("a: &x [b]\n", ["yaml-feature.anchor"]),
        ("a: !!bool yes\n", ["yaml-feature.tag"]),
        ("a: !!python/object:os.system {}\n", ["yaml-feature.tag"]),
        ("a: {b: c}\nd:\n  <<: {b: c}\n", ["yaml-feature.merge"]),
        ("a: &x {b: c}\nd:\n  <<: *x\n", ["yaml-feature.anchor", "yaml-feature.merge"]),
        ("a: 1\n---\nb: 2\n", ["yaml-feature.documents"]),
        ("%YAML 1.1\n---\na: 1\n", ["yaml-feature.directive"]),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", ["yaml-feature.directive"]),
        ("{[a, b]: c}\n", ["yaml-feature.key"]),
        ("? {a: b}\n: c\n", ["yaml-feature.key"]),
        ("a: 1\nb: 2\na: 3\n", ["duplicate-key"]),
        ("a:\nb: 2\na: 3\n", ["duplicate-key"]),
        ("a: [b, , c]\n", ["syntax"]),
        ("a:\n  - b\n  -\n", ["missing-field.item"]),
    ],
)
def test_what_records_do_not_use_is_refused(text: str, expected: list[str]) -> None:
    assert keys(read_document(text)) == expected


def test_a_key_given_twice_points_at_both_and_the_first_counts() -> None:
    document = read_document("a: 1\nb: 2\na: 3\n")
    problem = document.problems[0]
    assert (problem.start, problem.related, document.root) == (10, (0, 1), {"a": "1", "b": "2"})


def test_no_is_a_name_like_any_other() -> None:
    assert read_document("no: Norge\non: x\n").root == {"no": "Norge", "on": "x"}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_stops_the_reading(opening: str) -> None:
    assert keys(read_document(opening * MAX_DEPTH))[-1] != "unreadable-file.deep"
    for depth in (MAX_DEPTH + 1, 30_000):
        assert keys(read_document(opening * depth))[-1] == "unreadable-file.deep"


def test_many_problems_stop_the_reading() -> None:
    document = read_document("a: 1\n" * 10_000)
    assert keys(document) == ["duplicate-key"] * MAX_PROBLEMS + ["unreadable-file.many"]
    assert document.root is None


def test_a_bomb_of_aliases_stays_small() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 30))]
    document = read_document("\n".join(lines))
    assert {problem.rule for problem in document.problems} == {"yaml-feature"}


# What a YAML writer can put into any style; controls and surrogates never reach the reader.
_LETTERS = st.characters(
    min_codepoint=0x20, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc", "Zl", "Zp")
)
WORDS = st.text(_LETTERS, min_size=1)
TREES: st.SearchStrategy[object] = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, min_size=1) | st.dictionaries(WORDS, inner, min_size=1),
    max_leaves=20,
)


@given(TREES, st.sampled_from([None, True, False]))
def test_every_text_stands_where_its_offsets_say(tree: object, flow: bool | None) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, width=10_000)
    document = read_document(text)
    if document.problems:
        # Only what is deeper than records may be, or reads as empty, is refused.
        assert {p.rule for p in document.problems} <= {"unreadable-file", "missing-field"}
        return
    for node in texts(document.root):
        written = text[node.start : node.end]
        assert written == node if node.plain else written[0] in "'\"|>"


@given(TREES)
def test_windows_line_ends_change_no_line_and_no_column(tree: object) -> None:
    unix = yaml.safe_dump(tree, allow_unicode=True, width=10_000)
    windows = unix.replace("\n", "\r\n")
    places = [
        [(source.place(n.start, n.end), str(n)) for n in texts(read_document(source.text).root)]
        for source in (SourceFile("x.yml", unix), SourceFile("x.yml", windows))
    ]
    assert places[0] == places[1]
