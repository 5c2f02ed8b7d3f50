"""Values that a person reads otherwise than a program does."""

import pytest

from pledgebook.diagnostics import Diagnostic
from pledgebook.roots import Root, read_root
from pledgebook.source import SourceFile


def read(text: str) -> Root:
    return read_root(SourceFile("data/x.yml", text))


def only(text: str) -> Diagnostic:
    """The one diagnostic about a text."""
    found = read(text).diagnostics
    assert len(found) == 1, found
    return found[0]


def told(text: str) -> list[str]:
    """`line:column message` of all that is said of a text."""
    return [f"{d.place.line}:{d.place.column} {d.message.key}" for d in read(text).diagnostics]


@pytest.mark.parametrize(
    ("text", "place", "fix"),
    [
        ("name: Trường #1\n", "1:14", 'name: "Trường #1"'),
        ("name: Trường  #1 và 2\n", "1:15", 'name: "Trường  #1 và 2"'),
        ("name: a\n  b #c\n", "2:5", None),
        ("signed: 2024-06-28 #sure\n", "1:20", "signed: 2024-06-28 # sure"),
        ("value: 5 #5\n", "1:10", "value: 5 # 5"),
        ("parent: school-a #new\n", "1:18", None),
        ("parties: [a, b] \nsuccessors:\n  - school-a #1\n", "3:14", None),
        ('name: He said "no" #1\n', "1:20", "name: 'He said \"no\" #1'"),
    ],
)
def test_a_number_sign_that_takes_the_end_of_a_text(text: str, place: str, fix: str | None) -> None:
    found = only(text)
    assert f"{found.place.line}:{found.place.column}" == place
    assert (found.message.key, found.fix) == ("ambiguous-value.comment", fix)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("name: #1 School\n", 'name: "#1 School"'),
        ("primary: #00897b\n", 'primary: "#00897b"'),
        ("parent: #1\n", None),
    ],
)
def test_a_number_sign_that_takes_a_whole_value(text: str, fix: str | None) -> None:
    found = only(text)
    assert (found.message.key, found.fix) == ("ambiguous-value.only-comment", fix)


def test_a_number_sign_in_an_item() -> None:
    assert told("parties:\n  - school-a\n  - #2\n") == ["3:5 ambiguous-value.only-comment"]


@pytest.mark.parametrize(
    "text",
    [
        "# heading\nname: A # note\n",
        "name: A#1\n",
        'name: "A #1" #note\n',
        "url: https://example.org/a#b\n",
        "description: |\n  a #1\n",
        "#note\nname: A\n",
        "parties: #these\n  - a\n",
        "name: A #- note\n",
    ],
)
def test_other_comments_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "key", "fix"),
    [
        ("{value: 97,99}\n", "comma-number", "{value: 97.99}"),
        ("{value: 3,860}\n", "comma-number", None),
        ("{value: 1,234,567, a: b}\n", "comma-number", "{value: 1234567, a: b}"),
        ("{name: Roads, rails and ports}\n", "comma", '{name: "Roads, rails and ports"}'),
        ("{name: {en: A, B, vi: C}}\n", "comma", '{name: {en: "A, B", vi: C}}'),
        ("{number: 12,5}\n", "comma", '{number: "12,5"}'),
        ("{parties: a, b, c}\n", "comma-value", "{parties: [a, b, c]}"),
        ("{parent: a, b}\n", "comma-value", None),
        ("{distribution: {good: 1,234}}\n", "comma-number", None),
        ("{name: one,\n  two}\n", "comma", None),
    ],
)
def test_a_comma_inside_braces(text: str, key: str, fix: str | None) -> None:
    found = only(text)
    assert (found.message.key, found.fix) == (f"ambiguous-value.{key}", fix)
    assert read(text).told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{name:School A}\n", ["1:6 syntax.colon-space"]),
        ("{name: {Hanoi}}\n", ["1:9 syntax.no-value"]),
        ("{name: [a], b}\n", ["1:13 syntax.no-value"]),
        ("{a: , b: c}\n", []),
        ("{a: {b: ~}}\n", []),
        ("a:\nb:\n  c:\n", []),
    ],
)
def test_names_without_a_value_inside_braces(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_field_that_a_text_has_swallowed() -> None:
    found = only("name: School A\n  url:https://example.org\n")
    assert found.message.key == "syntax.colon-space"
    assert found.fix == "url: https://example.org"
    assert told("name: School A\n  see http://example.org\n  note that: x") != []
    assert told("description: See\n  https://example.org\n  and others\n") == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("name: *A\n", "ambiguous-value.star"),
        ("name: &A b\n", "yaml-feature.anchor"),
        ("name: !A b\n", "yaml-feature.tag"),
    ],
)
def test_a_mark_at_the_beginning_of_a_text(text: str, key: str) -> None:
    found = only(text)
    assert found.message.key == key
    value = text.partition(": ")[2].strip()
    assert found.fix == f'name: "{value}"'


def test_a_star_with_a_label_of_its_name_is_a_repetition() -> None:
    keys = [d.message.key for d in read("a: &x {b: c}\nd: *x\n").diagnostics]
    assert keys == ["yaml-feature.anchor", "yaml-feature.alias"]
