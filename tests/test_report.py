"""Diagnostics as text, JSON and annotations."""

import json

import pytest

from pledgebook.diagnostics import Diagnostic, Place, Severity, diagnose, message
from pledgebook.report import MANY, Report, github_report, json_report, text_report
from pledgebook.snippet import MAX_CELLS, Styles, snippet
from pledgebook.source import SourceFile
from pledgebook.width import cells

LINE = "  - {organization: riverbank-councl, role: signatory}"
SOURCE = SourceFile("data/agreements/water.yml", f"name: Water\nparties:\n{LINE}\n")
UNKNOWN = Diagnostic(
    SOURCE.place(40, 56),
    "unknown-field",
    message("unknown-field", name="riverbank-councl"),
    message("unknown-field.near", near="riverbank-council"),
    related=(Place("data/organizations.yml", 4, 1),),
    field="parties.0.organization",
)
WARNING = Diagnostic(
    Place("content/x.md"), "unsourced", message("bad-value.empty"), severity=Severity.WARNING
)
NOTE = Diagnostic(Place("x"), "unused-record", message("bad-value.empty"), severity=Severity.INFO)


def report(*diagnostics: Diagnostic, source: SourceFile = SOURCE) -> Report:
    return Report(diagnostics, {source.path: source}, 57)


def as_text(*diagnostics: Diagnostic, language: str = "en", whole: bool = True) -> str:
    return text_report(report(*diagnostics), language, whole=whole, colour=False, seconds=None)


def test_the_text_form() -> None:
    assert as_text(UNKNOWN) == (
        "data/agreements/water.yml:3:20: error: there is no field 'riverbank-councl' here"
        " [unknown-field]\n"
        "    3 |   - {organization: riverbank-councl, role: signatory}\n"
        "      |                    ^^^^^^^^^^^^^^^^\n"
        "  did you mean 'riverbank-council'?\n"
        "  also: data/organizations.yml:4:1\n"
        "\n"
        "1 error; 57 records read\n"
    )


def test_a_corrected_line_is_shown_whole() -> None:
    line = "name: " + "Trường học " * 30
    source = SourceFile("x.yml", f"{line}: B\n")
    fixed = f'name: "{line} B"'
    found = diagnose(source.place(6, 7), "syntax.colon", fix=fixed)
    text = text_report(report(found, source=source), "en", whole=True, colour=False, seconds=None)
    assert f"\n  write instead:\n    1 | {fixed}\n" in text


def test_a_place_that_is_a_whole_file_shows_no_line() -> None:
    assert as_text(WARNING).split("\n")[1] == ""


def test_the_summary_counts_and_tells_the_time() -> None:
    found = report(UNKNOWN, UNKNOWN, WARNING, NOTE)
    text = text_report(found, "en", whole=True, colour=False, seconds=0.4321)
    assert text.endswith("\n2 errors, 1 warning, 1 note; 57 records read (0.4 s)\n")
    assert as_text() == "nothing to correct; 57 records read\n"
    assert as_text(language="vi") == "không có gì phải sửa; đã đọc 57 bản ghi\n"


def test_the_text_form_in_vietnamese() -> None:
    text = as_text(UNKNOWN, language="vi")
    assert "lỗi: ở đây không có mục 'riverbank-councl'" in text
    assert "  có phải ý bạn là 'riverbank-council'?\n  xem cả: data/organizations.yml:4:1\n" in text
    assert text.endswith("1 lỗi; đã đọc 57 bản ghi\n")


def test_diagnostics_stand_in_the_order_of_their_places() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 5), ("a", 9, 2)]
    found = [Diagnostic(Place(*place), "syntax", message("syntax")) for place in places]
    heads = [line.split(": ")[0] for line in as_text(*found).split("\n") if "error:" in line]
    assert heads == ["a:9:2", "a:9:5", "a:10:1", "b:1:1"]


def many(number: int, rule: str = "bad-id") -> list[Diagnostic]:
    return [
        Diagnostic(
            Place("x.yml", n + 1), rule, message("bad-id", value=f"A{n}"), message("bad-id.hint")
        )
        for n in range(number)
    ]


def test_many_are_grouped_by_rule_with_the_first_places() -> None:
    text = as_text(*many(MANY), WARNING, *many(3, "bad-date"), whole=False)
    assert f"error: {MANY} × [bad-id]\n  x.yml:1:1: 'A0' cannot be an id" in text
    assert "  and 47 more\n" in text
    assert "error: 3 × [bad-date]\n" in text
    assert text.index("× [bad-id]") < text.index("× [bad-date]") < text.index("× [unsourced]")
    assert "--all" in text
    assert text.count("\n") < 40
    assert as_text(*many(MANY), WARNING).count("error: 'A") == MANY
    assert "×" not in as_text(*many(MANY), whole=False)


def test_colour_is_for_terminals_that_want_it() -> None:
    plain = as_text(UNKNOWN)
    coloured = text_report(report(UNKNOWN), "en", whole=True, colour=True, seconds=None)
    assert "\x1b" not in plain
    assert "\x1b[1;31merror\x1b[0m" in coloured


def test_the_json_form() -> None:
    found = json.loads(json_report(report(UNKNOWN, WARNING, NOTE), "en"))
    assert found["summary"] == {"errors": 1, "warnings": 1, "records": 57}
    assert found["diagnostics"][1] == {
        "path": "data/agreements/water.yml",
        "line": 3,
        "column": 20,
        "field": "parties.0.organization",
        "rule": "unknown-field",
        "severity": "error",
        "message": "there is no field 'riverbank-councl' here",
        "hint": "did you mean 'riverbank-council'?",
        "related": [{"path": "data/organizations.yml", "line": 4, "column": 1}],
    }
    assert found["diagnostics"][0]["hint"] is None
    assert found["diagnostics"][0]["related"] == []


def test_the_hint_of_the_json_form_holds_the_corrected_line() -> None:
    found = diagnose(SOURCE.place(0, 4), "syntax.colon", fix='    name: "A"')
    (one,) = json.loads(json_report(report(found), "en"))["diagnostics"]
    assert one["hint"] == 'put the text in quotes; write instead: name: "A"'


def test_letters_of_all_scripts_stand_in_the_json_form_as_they_are() -> None:
    found = diagnose(SOURCE.place(0, 4), "unknown-field", name="Trường", known="")
    assert "Trường" in json_report(report(found), "en")


def test_annotations() -> None:
    assert github_report(report(UNKNOWN), "en") == (
        "::error file=data/agreements/water.yml,line=3,col=20,endColumn=36,title=unknown-field::"
        "there is no field 'riverbank-councl' here%0Adid you mean 'riverbank-council'?"
        "%0Aalso: data/organizations.yml:4:1\n"
    )
    assert github_report(report(WARNING), "en").startswith("::warning file=content/x.md,line=1,")
    assert github_report(report(NOTE), "en").startswith("::notice ")


def test_annotations_are_escaped() -> None:
    place = Place("a,b:c%\n::error::.yml", 1, 2, 3)
    found = Diagnostic(place, "bad-id", message("bad-id", value="50%\r\n::error::x"))
    line = github_report(report(found), "en")
    assert line.count("\n") == 1
    assert "file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3A.yml,line=1" in line
    assert "'50%25 ::error::x'" in line


def test_nothing_that_an_author_wrote_moves_the_cursor() -> None:
    source = SourceFile("x\x1b[2J.yml", "name: a\u202eb\u200bc\n")
    place = Place(source.path, 1, 7, 8)
    found = Diagnostic(place, "bad-id", message("bad-id", value="\x1b]0;x\x07"), fix="\x1b[1m")
    text = text_report(report(found, source=source), "en", whole=True, colour=False, seconds=None)
    assert "\x1b" not in text
    assert "<U+001B>" in text
    assert "name: a<U+202E>b<U+200B>c" in text


@pytest.mark.parametrize(
    ("line", "column", "end"),
    [
        ("name: abc", 7, 10),
        ("name: Trường số một", 7, 13),
        ("name: Tru\u031bo\u031b\u0300ng số", 16, 18),
        ("name: जिला समिति कार्यालय", 12, 17),
        ("name: 環境保護 green", 13, 18),
        ("name: 環境保護", 7, 9),
        ("\tname: abc", 8, 11),
        ("ab\t\tname", 5, 9),
        ("name: ｆｕｌｌ x", 12, 13),
        ("name: 한국어 x", 11, 12),
        ("emoji: 😀 x", 10, 11),
        ("name: a\u00a0b", 9, 10),
    ],
)
def test_the_marker_stands_below_what_it_marks(line: str, column: int, end: int) -> None:
    shown, marker = snippet(line, Place("x", 7, column, end), Styles())
    before = cells(line[: column - 1].expandtabs(4))
    assert shown == f"    7 | {line.expandtabs(4)}".replace("\u00a0", " ")
    assert marker == f"      | {' ' * before}{'^' * cells(line[column - 1 : end - 1])}"


def test_the_width_of_letters() -> None:
    assert [
        cells(text) for text in ("abc", "Trường", "Tru\u031bo", "環境", "e\u0301", "क्षि", "ｆ")
    ] == [3, 6, 4, 4, 1, 3, 2]


@pytest.mark.parametrize("start", [1, 50, 500, 99_990])
def test_of_a_long_line_the_part_around_the_marker_is_shown(start: int) -> None:
    line = "0123456789" * 10_000
    shown, marker = snippet(line, Place("x", 1, start, start + 5), Styles())
    assert len(shown) <= MAX_CELLS + 12
    at = marker.index("^")
    assert shown[at : at + 5] == line[start - 1 : start + 4]


def test_a_marker_is_never_empty() -> None:
    for place in (Place("x", 1, 4, 4), Place("x", 1, 9, 12), Place("x", 1, 1, None)):
        assert "^" in snippet("abc", place, Styles())[1]
    assert snippet("", Place("x", 1, 1, 2), Styles()) == ["    1 |"]
