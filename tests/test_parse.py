"""From files to records: what is read, what is refused, and where that is said."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pledgebook.diagnostics import Diagnostic
from pledgebook.load import Loaded, load
from pledgebook.project import ContentFile, DataFile, Project
from pledgebook.source import SourceFile

SITE = "title: Test\nlanguages: [en, vi]\nyear_start: 09-01\n"


def read(files: Mapping[str, str]) -> Loaded:
    """A project given as text, without a disk."""
    data, content = [], []
    for path, text in {"data/site.yml": SITE, **files}.items():
        source = SourceFile(path, text)
        folder, *rest = path.rpartition(".")[0].split("/")
        if folder == "data":
            named = len(rest) > 1 and rest[0] != "results"
            data.append(DataFile(rest[0], rest[-1] if named else "", source))
        else:
            page, _, language = "/".join(rest).partition(".")
            content.append(ContentFile(page, language, source))
    return load(Project(Path(), tuple(data), tuple(content), (), ()))


def told(found: Loaded) -> list[str]:
    """`line:column rule field` of each diagnostic."""
    return [_line(diagnostic) for diagnostic in found.diagnostics]


def _line(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    return f"{place.line}:{place.column} {diagnostic.rule} {diagnostic.field}".rstrip()


def organizations(text: str) -> Loaded:
    return read({"data/organizations.yml": text})


def test_records_of_a_folder_and_of_a_file() -> None:
    found = read(
        {
            "data/organizations.yml": "a: {name: A}\n",
            "data/organizations/b.yml": "name: {en: B, vi: Bê}\nparent: a\n",
            "data/organizations/deeper/c.yaml": "name: C\n",
        }
    )
    assert found.diagnostics == ()
    assert list(found.model.organizations) == ["a", "b", "c"]
    assert found.model.organizations["b"].record.name.texts == {"en": "B", "vi": "Bê"}
    assert found.model.organizations["b"].name == "organizations/b"


def test_defaults_apply_to_rows_that_say_nothing_themselves() -> None:
    text = (
        "defaults: {organization: a, indicator: i, period: 2024, note: x}\n"
        "results:\n  - {value: 1}\n  - {value: 2, period: 2023/24, note: ~}\n"
    )
    rows = read({"data/results/x.yml": text}).model.results
    assert [row.record.period.text for row in rows if row.record.period] == ["2024", "2023/24"]
    assert [bool(row.record.note) for row in rows] == [True, False]


def test_a_mistake_in_defaults_is_told_once_at_its_place() -> None:
    defaults = "defaults: {organization: A, indicator: i, period: 2024}\n"
    text = f"{defaults}results:\n  - {{value: 1}}\n  - {{value: 2}}\n"
    found = read({"data/results.yml": text})
    assert set(told(found)) == {"1:26 bad-id organization"}
    assert len(set(found.diagnostics)) == 1


def test_own_fields_are_free_at_every_level() -> None:
    found = read(
        {
            "data/organizations.yml": "a: {name: A, x-note: [1, {b: c}]}\nx-all: 5\n",
            "data/agreements/g.yml": (
                "name: G\nx-file: 12\nparties: [{organization: a, x-room: 4}]\n"
                "targets: [{id: t, statement: S, x-who: me}]\n"
            ),
        }
    )
    assert found.diagnostics == ()
    assert list(found.model.organizations) == ["a"]
    assert found.model.agreements["g"].record.targets[0].id == "t"


def test_own_fields_beside_a_mistake_hide_nothing() -> None:
    assert told(organizations("a: {name: A, x-note: 1, pupils: 3}\n")) == [
        "1:25 unknown-field pupils"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: {nmae: A}\n", ["1:5 unknown-field nmae"]),
        ("a: {url: https://b.org}\n", ["1:4 missing-field name"]),
        ("a:\n  name:\n  url: https://b.org\n", ["2:3 missing-field name"]),
        ("a: {name: A, pupils: }\n", ["1:14 unknown-field pupils"]),
        ("a: {name: A, founded: 28/06/2024}\n", ["1:23 bad-date founded"]),
        ("a:\n  name: A\n  area: {code: x}\n", ["3:10 unknown-field area.code"]),
        (
            "a:\n  name: A\n  identifiers:\n    - {scheme: x}\n",
            ["4:7 missing-field identifiers.0.identifier"],
        ),
        ("a:\n  name: {en: A, vi: NO}\n", ["2:21 ambiguous-value name"]),
        ("a: {name: A, text_status: {English: human}}\n", ["1:28 bad-value text_status"]),
        ("a: {name: A, text_status: {en: good}}\n", ["1:32 bad-value text_status.en"]),
        ("a: {name: A, sources: [{titel: B}]}\n", ["1:25 unknown-field sources.0.titel"]),
        ("a: {name: A, sources: [x y]}\n", ["1:24 bad-id sources.0"]),
        ("a: {name: A, sources: [ftp://b.org]}\n", ["1:24 bad-value sources.0.url"]),
        ("a:\n", ["1:1 missing-field"]),
        ("a: A\n", ["1:4 wrong-type"]),
        ("a: [A]\n", ["1:4 wrong-type"]),
        ("A: {name: A}\n", ["1:1 bad-id"]),
        ("index: {name: A}\n", ["1:1 bad-id"]),
        ("a: {name: A, b: 1, b: 2}\n", ["1:20 duplicate-key", "1:14 unknown-field b"]),
        ("a: {name: &x A}\n", ["1:11 yaml-feature"]),
        ("a: {name: A, &x : b}\n", ["1:14 yaml-feature"]),
        ('a: {name: A, ":id": b}\n', ["1:14 unknown-field :id"]),
        ('a: {name: A, "[key]": b}\n', ["1:14 unknown-field [key]"]),
        ('a: {name: A, text_status: {":x": human}}\n', ["1:28 bad-value text_status"]),
        ('a: {name: A, sources: [{":source": b}]}\n', ["1:25 unknown-field sources.0.:source"]),
        ("- name: A\n", ["1:1 wrong-type"]),
        ("name: A\nurl: https://b.org\n", ["1:1 wrong-type"]),
        ("a: {name: A}\nurl: https://b.org\n", ["2:1 wrong-type"]),
        ("a: {name: [A]}\n", ["1:11 wrong-type name"]),
        ("a: {name: A, successors: b}\n", ["1:26 wrong-type successors"]),
    ],
)
def test_where_mistakes_are_told(text: str, expected: list[str]) -> None:
    for written in (text, text.replace("\n", "\r\n")):
        assert told(organizations(written)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("results:\n  - {organization: a, value: 5 %, period: Q1, indicator: i}\n",
         ["2:43 bad-date period", "2:30 wrong-type value"]),
        ("results:\n  - organization: a\n    period:\n      start: 2024\n      until: 2025\n",
         ["5:7 unknown-field period"]),
        ("results:\n  - organization: a\n    breakdown:\n      kind: {old: 1_0}\n",
         ["4:19 ambiguous-value breakdown.kind.old"]),
        ("results: {organization: a}\n", ["1:10 wrong-type results"]),
        ("result: []\n", ["1:1 unknown-field result"]),
        ("organization: a\nvalue: 5\n", ["1:1 missing-field results"]),
        ("- {organization: a}\n", ["1:1 wrong-type"]),
        ("defaults: []\nresults: []\n", ["1:11 wrong-type defaults"]),
        ("results:\n", ["1:1 missing-field results"]),
        ("", ["1:1 missing-field results"]),
    ],
)  # fmt: skip
def test_where_mistakes_in_rows_are_told(text: str, expected: list[str]) -> None:
    for written in (text, text.replace("\n", "\r\n")):
        assert told(read({"data/results.yml": written})) == expected


def test_mistakes_in_front_matter_are_told_at_their_place_in_the_file() -> None:
    text = "---\ntitle: A\nsummary: B\nkind: news\ndate: 28/06/2024\n---\nText.\n"
    for written in (text, text.replace("\n", "\r\n")):
        found = read({"content/announcements/x.md": written})
        assert told(found) == ["4:7 bad-value kind", "5:7 bad-date date"]


def test_a_page_needs_no_front_matter_but_an_announcement_does() -> None:
    found = read({"content/about.md": "About\n", "content/announcements/x.md": "News\n"})
    assert told(found) == ["1:1 missing-field"]
    assert found.model.pages["about"].translations["en"].body == "About\n"
    assert ("announcements", "x") in found.model.broken


def test_front_matter_that_never_ends_is_one_mistake() -> None:
    found = read({"content/announcements/x.md": "---\ntitle: A\n\nText: with a colon: and more\n"})
    assert [d.message.key for d in found.diagnostics] == ["syntax.front-matter"]


def test_a_file_of_many_in_a_folder_of_single_records() -> None:
    found = read({"data/organizations/all.yml": "a: {name: A}\nb: {name: B}\n"})
    assert [d.message.key for d in found.diagnostics] == ["wrong-type.collection"]
    assert {("organizations", "a"), ("organizations", "b")} <= found.model.broken


def test_a_record_that_cannot_be_read_stays_known() -> None:
    text = "a: {nmae: A}\nb: {name: B: C}\nc: {name: C}\nd:\n"
    found = organizations(text)
    assert {i for kind, i in found.model.broken if kind == "organizations"} >= {"a", "b", "d"}
    assert list(found.model.organizations) == ["c"]
    assert found.model.knows("organizations", "b")


def test_a_file_that_cannot_be_read_counts_by_its_name() -> None:
    found = read({"data/agreements/g.yml": "name: {G\n", "data/agreements/h.yml": "[\n"})
    assert {("agreements", "g"), ("agreements", "h")} <= found.model.broken


def test_mistakes_beside_a_syntax_error_are_told_too() -> None:
    text = "name: G\nparties: [a\nsigned: 28/06/2024\nkindd: pact\n"
    found = read({"data/agreements/g.yml": text})
    assert sorted(told(found)) == ["2:10 syntax", "3:9 bad-date signed", "4:1 unknown-field kindd"]


def test_a_field_lost_to_a_syntax_error_is_not_missing() -> None:
    assert told(read({"data/agreements/g.yml": "name: G: H\nparties: [a]\n"})) == ["1:8 syntax"]
    assert told(read({"data/agreements/g.yml": "name: G\nparties [a]\n"})) == ["2:8 syntax"]


def test_a_misspelt_field_is_not_missing_too() -> None:
    assert told(organizations("a: {Name: A}\n")) == ["1:5 unknown-field Name"]


def test_several_mistakes_in_one_record_are_told_at_once() -> None:
    text = "a:\n  name: NO\n  founded: 2022-02-30\n  url: www.b.org\n  pupils: 5\n"
    assert told(organizations(text)) == [
        "2:9 ambiguous-value name",
        "3:12 bad-date founded",
        "4:8 bad-value url",
        "5:3 unknown-field pupils",
    ]


def test_a_file_full_of_mistakes_is_cut_short() -> None:
    found = organizations("".join(f"a{i}: {{nmae: A}}\n" for i in range(2000)))
    assert len(found.diagnostics) < 600
    assert found.diagnostics[-1].message.key == "unreadable-file.many"
    assert len({i for kind, i in found.model.broken if kind == "organizations"}) == 2000


def test_settings_that_cannot_be_read_are_one_mistake() -> None:
    found = read(
        {
            "data/site.yml": "title: T\nlanguages: [en, vi]\ntimezone: [\n",
            "content/about.vi.md": "x",
        }
    )
    assert [d.place.path for d in found.diagnostics] == ["data/site.yml"]
    assert found.model.site.languages == ("en", "vi")


def test_settings_without_languages_take_those_of_the_files() -> None:
    found = read({"data/site.yml": "title: T\nlanguages: x y\n", "content/about.vi.md": "x"})
    assert {d.place.path for d in found.diagnostics} == {"data/site.yml"}


@pytest.mark.parametrize(
    ("path", "text", "fix"),
    [
        ("data/organizations.yml", "a: {Name: A}\n", "a: {name: A}"),
        ("data/organizations.yml", "a: {name: A, parent: B C}\n", "a: {name: A, parent: b-c}"),
        ("data/organizations.yml", "a: {name: A, area: B}\n", 'a: {name: A, area: {name: "B"}}'),
        ("data/organizations.yml", "A b: {name: A}\n", "a-b: {name: A}"),
        ("data/organizations.yml", "a:\n  name: A\n  founded: 2024/6\n", "  founded: 2024-06"),
        ("data/agreements/g.yml", "name: G\nparties: a, b\n", "parties: [a, b]"),
        ("data/agreements/g.yml", "name: G\nparties:\n  -a\n", "  - a"),
        ("data/agreements/g.yml", "name: G\nparties:\n  - a\n   - b\n", "  - b"),
        ("data/indicators.yml", "i: {name: I, measure: Count}\n", "i: {name: I, measure: count}"),
        ("data/results.yml", "default: {}\nresults: []\n", "defaults: {}"),
        ("data/site.yml", "title: T\nlanguages: en\n", "languages: [en]"),
        ("data/site.yml", "title: T\nlanguages: [VI]\n", "languages: [vi]"),
    ],
)  # fmt: skip
def test_corrected_lines(path: str, text: str, fix: str) -> None:
    diagnostic = read({path: text}).diagnostics[0]
    assert diagnostic.fix == fix
    lines = text.split("\n")
    lines[diagnostic.place.line - 1] = fix
    assert read({path: "\n".join(lines)}).diagnostics == ()


def test_no_word_of_the_tools_reaches_an_author() -> None:
    from pledgebook.messages import render

    text = (
        "a: {name: [1], parent: {}, sources: x, identifiers: [1], text_status: [], url: 5, b: c}\n"
    )
    said = [render(d.message, "en") for d in organizations(text).diagnostics]
    assert len(said) >= 7
    assert not any(
        word in line for line in said for word in ("pydantic", "Input", "valid_", "dict")
    )


def test_a_read_record_is_frozen() -> None:
    record: Any = organizations("a: {name: A}\n").model.organizations["a"].record
    with pytest.raises(ValueError, match="frozen"):
        record.parent = "b"
