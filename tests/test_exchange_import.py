"""Spreadsheets in three shapes become the same rows; mistakes are named by sheet and cell."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from pledgebook.load import load_project
from pledgebook.records import Result as Row
from spreadsheets import (
    LEVELS,
    TIMES,
    UNITS,
    counts,
    files_of,
    ods,
    office,
    rating,
    rows_of,
    run,
    workbook,
)

WORDS = dict(LEVELS)
SET = ("--set", "indicator=rating", "--set", "sources=report", "--set", "assessment=superior")


def long_ratings(path: Path) -> Path:
    rows: list[list[Any]] = [["organization", "period", "value"]]
    rows += [[id_, t, rating(n, t)] for n, (id_, _) in enumerate(UNITS) for t in TIMES]
    return workbook(path, rows)


def wide_ratings(path: Path) -> Path:
    """A column per year, Vietnamese names, a title, a counter, empty rows."""
    rows: list[list[Any]] = [["BÁO CÁO XẾP LOẠI CHI BỘ"], [], ["STT", "Tổ chức", 2023, "Năm 2024"]]
    for n, (_, name) in enumerate(UNITS):
        rows += [[n + 1, f"{name} ", *(WORDS[rating(n, time)] for time in TIMES)]]
        rows += [[]] if n % 10 == 9 else []
    return workbook(path, rows, ["A1:D1"])


def units_across(path: Path) -> Path:
    """A column per unit, as CSV in UTF-16."""
    lines = [";".join(["Kỳ", *(name for _, name in UNITS)])]
    lines += [";".join([t, *(WORDS[rating(n, t)] for n in range(42))]) for t in TIMES]
    path.write_bytes("\r\n".join(lines).encode("utf-16"))
    return path


def long_distributions(path: Path) -> Path:
    rows: list[list[Any]] = [["Organization", "Period", *(code for code, _ in LEVELS)]]
    rows += [[id_, t, *counts(n, t)] for n, (id_, _) in enumerate(UNITS) for t in TIMES]
    return workbook(path, rows)


def wide_distributions(path: Path) -> Path:
    """Years over levels, in merged cells."""
    names = [name for _, name in LEVELS]
    rows: list[list[Any]] = [["Tổ chức", 2023, *[None] * 3, 2024], [None, *names, *names]]
    rows += [[name, *counts(n, "2023"), *counts(n, "2024")] for n, (_, name) in enumerate(UNITS)]
    return workbook(path, rows, ["A1:A2", "B1:E1", "F1:I1"])


def distributions_with_decimals(path: Path) -> Path:
    """Years over levels without merged cells, decimal commas, in Windows-1252, names of another
    language."""
    codes = [code for code, _ in LEVELS]
    lines = [";".join(["Tổ chức", "2023", "", "", "", "2024", "", "", ""])]
    lines += [";".join(["", *codes, *codes])]
    for n, (id_, _) in enumerate(UNITS):
        cells = [f"{count},0" for time in TIMES for count in counts(n, time)]
        lines.append(";".join([f"Cell {id_}", *cells]))
    path.write_bytes("\r\n".join(lines).replace("Tổ chức", "Organization").encode("cp1252"))
    return path


def imported(folder: Path, make: Any, name: str) -> list[Row]:
    root = office(folder / name)
    file = make(folder / f"{name}.{'csv' if make in CSV else 'xlsx'}")
    result = run("import", file, "-C", root, *SET)
    assert result.exit_code == 0, result.output
    assert run("validate", "-C", root, "--strict").exit_code == 0
    before = files_of(root)
    again = run("import", file, "-C", root, *SET)
    assert again.exit_code == 0, again.output
    assert files_of(root) == before
    assert "0 new, 0 revised, 84 unchanged" in again.output
    return rows_of(root)


CSV = (units_across, distributions_with_decimals)


def test_ratings_of_three_shapes_give_the_same_rows(tmp_path: Path) -> None:
    shapes = [
        imported(tmp_path, make, f"shape-{number}")
        for number, make in enumerate((long_ratings, wide_ratings, units_across))
    ]
    assert len(shapes[0]) == 84
    assert shapes[0] == shapes[1] == shapes[2]
    assert shapes[0][0].value == rating(0, "2023")
    text = (tmp_path / "shape-1/data/results/shape-1.yml").read_text(encoding="utf-8")
    assert text.splitlines()[2] == (
        "  - {organization: unit-01, indicator: rating, period: 2023, value: not-completed, "
        "assessment: superior, sources: [report]}"
    )


def test_distributions_of_three_shapes_give_the_same_rows(tmp_path: Path) -> None:
    makes = (long_distributions, wide_distributions, distributions_with_decimals)
    shapes = [imported(tmp_path, make, f"shape-{n}") for n, make in enumerate(makes)]
    assert shapes[0] == shapes[1] == shapes[2]
    assert len(shapes[0]) == 84
    assert shapes[0][1].distribution == dict(zip(WORDS, counts(0, "2024"), strict=True))


def report(path: Path, ratings: list[list[Any]], distributions: list[list[Any]]) -> Path:
    """A workbook with a sheet of ratings and one of distributions, named by their indicators."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("Xếp loại chi bộ", ratings), ("Xếp loại đảng viên", distributions)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def tables(planted: bool = False) -> tuple[list[list[Any]], list[list[Any]]]:
    """42 ratings and 42 distributions; with one mistake of each kind."""
    ratings: list[list[Any]] = [["Tổ chức", 2024]]
    ratings += [[name, WORDS[rating(n, "2024")]] for n, (_, name) in enumerate(UNITS)]
    distributions: list[list[Any]] = [["Tổ chức", "Kỳ", *WORDS.values()]]
    distributions += [[name, 2024, *counts(n, "2024")] for n, (_, name) in enumerate(UNITS)]
    if planted:
        ratings[3][0] = "Chi bộ Bản Lẩu 99"
        ratings[5][1] = "Hoàn thành tôt nhiệm vụ"
        ratings.append([UNITS[0][1], WORDS["good"]])
        distributions[7][3] = "12 người"
        distributions.append(["Tổng cộng", 2024, 1, 2, 3, 4])
    return ratings, distributions


@pytest.fixture
def two_ratings(tmp_path: Path) -> Path:
    """The office, which rates members too."""
    root = office(tmp_path / "project")
    with (root / "data/indicators.yml").open("a", encoding="utf-8") as file:
        file.write("members-rating: {name: {vi: Xếp loại đảng viên}, measure: rating, ")
        file.write("scale: quality}\n")
    return root


def test_sheets_named_by_their_indicators_go_in_together(two_ratings: Path) -> None:
    file = report(two_ratings.parent / "in.xlsx", *tables())
    result = run("import", file, "-C", two_ratings, "--set", "sources=report")
    assert result.exit_code == 0, result.output
    assert "84 new" in result.stderr
    found = rows_of(two_ratings)
    rated = {r.organization: r.value for r in found if r.indicator == "rating"}
    assert rated == {id_: rating(n, "2024") for n, (id_, _) in enumerate(UNITS)}
    spread = {r.organization: r.distribution for r in found if r.indicator == "members-rating"}
    assert spread == {
        id_: dict(zip(WORDS, counts(n, "2024"), strict=True)) for n, (id_, _) in enumerate(UNITS)
    }


def test_planted_mistakes_are_all_named_by_sheet_and_cell_in_one_run(two_ratings: Path) -> None:
    file = report(two_ratings.parent / "in.xlsx", *tables(planted=True))
    before = files_of(two_ratings)
    result = run("import", file, "-C", two_ratings, "--set", "sources=report", "--language", "en")
    assert result.exit_code == 1
    told = [line.partition(";")[0] for line in result.stderr.splitlines()]
    assert told == [
        "Xếp loại chi bộ!A4: nothing here is called 'Chi bộ Bản Lẩu 99'",
        "Xếp loại chi bộ!B6: 'Hoàn thành tôt nhiệm vụ' is no level of this scale",
        (
            "Xếp loại chi bộ!B44: this is the same organization, subject and time as in "
            "Xếp loại chi bộ!B2"
        ),
        "Xếp loại đảng viên!D8: '12 người' is no number",
        "Xếp loại đảng viên!A44: 'Tổng cộng' is a row of totals, which belongs to no organization",
        "INFO    -  5 problems: nothing is written",
    ]
    assert files_of(two_ratings) == before


def test_a_formula_without_an_outcome_is_no_empty_cell(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    file = workbook(tmp_path / "in.xlsx", [["organization", "2024"], ["unit-01", "=6*7"]])
    result = run("import", file, "-C", root, "--set", "indicator=members", "--language", "en")
    assert result.exit_code == 1
    assert "Sheet1!B2: the outcome of the formula '=6*7' is not in the file" in result.stderr


def test_a_note_below_the_table_is_no_organization(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    rows: list[list[Any]] = [
        ["organization", "2024"],
        ["unit-01", 3],
        ["unit-02"],
        [],
        ["Nguồn: báo cáo"],
    ]
    file = workbook(tmp_path / "in.xlsx", rows)
    result = run("import", file, "-C", root, "--set", "indicator=members")
    assert result.exit_code == 0, result.output
    assert "1 new, 0 revised, 0 unchanged, 2 without a value" in result.stderr


def test_what_no_row_says_is_asked_once(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    file = workbook(
        tmp_path / "in.xlsx", [["organization", "value"], ["unit-01", 3], ["unit-02", 4]]
    )
    result = run("import", file, "-C", root, "--language", "en")
    assert [line.partition(";")[0] for line in result.stderr.splitlines()] == [
        "Sheet1!A1: nothing says what these figures are about",
        "Sheet1!A1: nothing says of which time these figures are",
        "INFO    -  2 problems: nothing is written",
    ]
    given = ("--set", "indicator=members", "--set", "period=2024")
    result = run("import", file, "-C", root, "--language", "en", *given)
    assert result.exit_code == 0
    assert result.stderr.count("cites no source") == 1
    assert "(and at 1 more place)" in result.stderr


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        ([["Chi bộ Nấm Lu 7", "2024", "good"]], "A2", "'Chi bộ Nấm Lư 7'"),
        ([["unit-01", "2024", "Hoàn thành tôt nhiệm vụ"]], "C2", "'Hoàn thành tốt nhiệm vụ'"),
        ([["unit-01", "2024", "good"], ["unit-01", "2024", "excellent"]], "A3", "Sheet1!A2"),
        ([["unit-01", "2024", "good"], ["Tổng cộng", None, "42"]], "A3", "totals"),
        ([["unit-01", "last year", "good"]], "B2", "last year"),
    ],
)
def test_mistakes_are_named_by_sheet_and_cell(
    tmp_path: Path, rows: list[list[Any]], place: str, words: str
) -> None:
    root = office(tmp_path / "project")
    file = workbook(tmp_path / "in.xlsx", [["organization", "period", "value"], *rows])
    before = files_of(root)
    result = run("import", file, "-C", root, *SET, "--language", "en")
    assert result.exit_code == 1
    assert f"Sheet1!{place}: " in result.stderr
    assert words in result.stderr
    assert files_of(root) == before


def test_every_mistake_is_told_in_one_run_and_in_vietnamese(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    rows: list[list[Any]] = [
        ["Đơn vị", 2023],
        ["unit-01", "12 người"],
        ["unit-99", 3],
        ["Tổng", 15],
    ]
    file = workbook(tmp_path / "in.xlsx", rows)
    options = ("--set", "indicator=members", "--map", "Đơn vị=organization")
    result = run("import", file, "-C", root, *options)
    assert result.exit_code == 1
    places = [line.partition(": ")[0] for line in result.stderr.splitlines()]
    assert places[:3] == ["Sheet1!B2", "Sheet1!A3", "Sheet1!A4"]
    assert "không phải là số" in result.stderr
    unmapped = run("import", file, "-C", root, *options[:2], "--language", "en")
    assert "Sheet1!A1: the header 'Đơn vị' is not known" in unmapped.stderr


def test_what_the_rules_find_is_told_at_the_cell(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    file = workbook(tmp_path / "in.xlsx", [["organization", "2024"], ["unit-01", -3.5]])
    (root / "data/indicators.yml").write_text(
        "members: {name: M, measure: count, minimum: 0}\n", encoding="utf-8"
    )
    result = run("import", file, "-C", root, "--set", "indicator=members", "--language", "en")
    assert result.exit_code == 1, result.output
    assert "Sheet1!B2: " in result.stderr
    assert not (root / "data/results").exists()


def numbers(tmp_path: Path, indicator: str, text: str, *options: str) -> Any:
    root = office(tmp_path / "project")
    file = tmp_path / "in.csv"
    file.write_text(f"organization;2024\nunit-01;{text}\n", encoding="utf-8")
    fixed = ("--set", f"indicator={indicator}", "--language", "en")
    result = run("import", file, "-C", root, *fixed, *options)
    return rows_of(root)[0].value if result.exit_code == 0 else result.stderr


@pytest.mark.parametrize(
    ("text", "options", "value"),
    [
        ("97,5", (), Decimal("97.5")),
        ("1.234,5", (), Decimal("1234.5")),
        ("1 234,5", (), Decimal("1234.5")),
        ("3.860", ("--decimal", ","), Decimal(3860)),
        ("3.860,5", ("--decimal", ","), Decimal("3860.5")),
    ],
)
def test_numbers_are_read_as_the_place_writes_them(
    tmp_path: Path, text: str, options: tuple[str, ...], value: Decimal
) -> None:
    assert numbers(tmp_path, "growth", text, *options) == value


def test_what_can_be_thousands_or_decimals_is_asked_about(tmp_path: Path) -> None:
    told = numbers(tmp_path, "members", "3.860")
    assert "in!B2: '3.860' can be thousands or decimals; say which" in told


def test_a_site_of_one_language_settles_which_sign_stands_before_decimals(tmp_path: Path) -> None:
    site = "title: Kết quả\nlanguages: [vi]\n"
    root = office(tmp_path)
    for path in (root / "data").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r", en: [^}]*", "", text), encoding="utf-8")
    (root / "data/site.yml").write_text(site, encoding="utf-8")
    file = tmp_path / "in.csv"
    file.write_text("organization;2024\nunit-01;3.860\n", encoding="utf-8")
    result = run("import", file, "-C", root, "--set", "indicator=members")
    assert result.exit_code == 0, result.output
    assert rows_of(root)[0].value == Decimal(3860)


def test_percent_cells(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    file = workbook(tmp_path / "in.xlsx", [["organization", "2024"], ["unit-01", 0.975]])
    book = load_workbook(file)
    book.worksheets[0]["B2"].number_format = "0.0%"
    book.save(file)
    assert run("import", file, "-C", root, "--set", "indicator=share").exit_code == 0
    assert rows_of(root)[0].value == Decimal("97.5")
    refused = run("import", file, "-C", root, "--set", "indicator=members", "--language", "en")
    assert "Sheet1!B2: '0.975' is a percentage" in refused.stderr


def test_opendocument_with_percentages_dates_and_merged_cells(tmp_path: Path) -> None:
    def text(word: str, more: str = "") -> str:
        return (
            f'<table:table-cell office:value-type="string"{more}>'
            f"<text:p>{word}</text:p></table:table-cell>"
        )

    when = '<table:table-cell office:value-type="date" office:date-value="2024-12-31"/>'
    percent = '<table:table-cell office:value-type="percentage" office:value="0.5"/>'
    number = '<table:table-cell office:value-type="float" office:value="12"/>'
    covered = "<table:covered-table-cell/>"
    rows = [
        text("Bảng", ' table:number-columns-spanned="4"') + covered * 3,
        text("Tổ chức") + text("as_of") + text("share") + text("members"),
        text("unit-02") + when + percent + number,
        '<table:table-cell table:number-columns-repeated="16384"/>',
    ]
    root = office(tmp_path / "project")
    result = run("import", ods(tmp_path / "in.ods", rows), "-C", root)
    assert result.exit_code == 0, result.output
    found = {row.indicator: (row.value, row.as_of and row.as_of.text) for row in rows_of(root)}
    assert found == {"share": (Decimal(50), "2024-12-31"), "members": (Decimal(12), "2024-12-31")}


def test_a_changed_value_becomes_a_revision_with_its_reason(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    head = ["organization", "indicator", "period", "value"]
    first = workbook(tmp_path / "in.xlsx", [head, ["unit-01", "members", 2024, 12]])
    assert run("import", first, "-C", root).exit_code == 0
    before = files_of(root)
    workbook(tmp_path / "in.xlsx", [head, ["unit-01", "members", 2024, 13]])
    refused = run("import", first, "-C", root, "--language", "en")
    assert refused.exit_code == 1
    assert "Sheet1!D2: the value of 'value' changes; recorded is 12" in refused.stderr
    assert files_of(root) == before
    result = run("import", first, "-C", root, "--reason", "Counted again", "--as-of", "2025-03-01")
    assert result.exit_code == 0, result.output
    assert [(row.revision, row.value) for row in rows_of(root)] == [(0, 12), (1, 13)]
    assert str(rows_of(root)[1].issued) == "2025-03-01"
    assert run("validate", "-C", root).exit_code == 0
    after = files_of(root)
    assert run("import", first, "-C", root, "--reason", "Again").exit_code == 0
    assert files_of(root) == after


def test_dry_run_shows_the_rows_and_writes_nothing(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    before = files_of(root)
    file = long_ratings(tmp_path / "in.xlsx")
    result = run("import", file, "-C", root, *SET, "--dry-run")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 84
    assert result.stdout.startswith("  - {organization: unit-01, indicator: rating")
    assert files_of(root) == before


def test_organizations_and_sources(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    head = ["Tên", "Thuộc", "name.en", "Thành lập"]
    rows = [["Chi bộ Pha Long", "Chi bộ Lùng Vai 1", "Pha Long", date(1999, 5, 1)]]
    file = workbook(tmp_path / "orgs.xlsx", [head, *rows])
    mapped = ("--map", "Tên=name.vi", "--map", "Thuộc=parent", "--map", "Thành lập=founded")
    result = run("import", file, "-C", root, "--type", "organizations", *mapped)
    assert result.exit_code == 0, result.output
    found = load_project(root).model.organizations["chi-bo-pha-long"].record
    assert found.parent == "unit-01"
    assert found.founded is not None
    assert found.founded.text == "1999-05-01"
    assert found.name.texts == {"vi": "Chi bộ Pha Long", "en": "Pha Long"}
    assert "unchanged" in run("import", file, "-C", root, "--type", "organizations", *mapped).stderr
    assert run("validate", "-C", root).exit_code == 0


@pytest.mark.parametrize(
    ("rows", "options", "words"),
    [
        ([["foo", "bar"], ["unit-01", 3]], (), "Sheet1!A1: no row of headers"),
        (
            [["organization", "2024", "Z"], ["unit-01", 3, 1]],
            ("--map", "Z=valeu"),
            "did you mean 'value'?",
        ),
        ([["X", "2024"], ["unit-01", 3]], ("--map", "X=unit=a"), "X' means 'unit=a', which is no"),
        ([["organization", "2024"], ["unit-01", 3]], ("--set", "valeu=1"), "mean 'value'?"),
        ([["organization", "2024"], ["unit-01", 3]], ("--sheet", "Other"), "no sheet 'Other'"),
        ([["organization", "as_of", "value"], ["unit-01", "03/04/2024", 3]], (), "Sheet1!B2: "),
        ([["organization", "2024", None], ["unit-01", 3, 7]], (), "Sheet1!C1: this column"),
        ([["organization", "2024", 2024], ["unit-01", 3, 7]], (), "Sheet1!C1: this header says"),
    ],
)
def test_what_cannot_be_understood_is_said_and_nothing_written(
    tmp_path: Path, rows: list[list[Any]], options: tuple[str, ...], words: str
) -> None:
    root = office(tmp_path / "project")
    before = files_of(root)
    file = workbook(tmp_path / "in.xlsx", rows)
    fixed = ("--set", "indicator=members", "--language", "en")
    result = run("import", file, "-C", root, *fixed, *options)
    assert result.exit_code == 1, result.output
    assert words in result.stderr
    assert files_of(root) == before


def test_a_file_that_a_person_wrote_is_left_alone(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    own = root / "data/results/in.yml"
    own.parent.mkdir()
    text = (
        "# By hand.\ndefaults: {indicator: members, sources: [report]}\nresults:\n"
        "  - {organization: unit-01, period: 2023, value: 1}\n"
    )
    own.write_text(text, encoding="utf-8")
    file = workbook(tmp_path / "in.xlsx", [["organization", "2023", "2024"], ["unit-01", 1, 2]])
    result = run("import", file, "-C", root, "--set", "indicator=members")
    assert result.exit_code == 0, result.output
    assert "1 new, 0 revised, 1 unchanged" in result.output
    assert own.read_text(encoding="utf-8") == text
    assert (root / "data/results/in-2.yml").exists()
