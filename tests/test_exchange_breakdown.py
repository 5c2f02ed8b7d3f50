"""Values broken down by dimensions: in spreadsheets, in forms, out and in again."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from builders import project
from spreadsheets import files_of, rows_of, run, workbook

FILES = {
    "data/site.yml": "title: Kết quả\nlanguages: [vi]\n",
    "data/organizations.yml": "a: {name: Xã A}\nb: {name: Xã B}\n",
    "data/sources.yml": "report: {title: Báo cáo}\n",
    "data/indicators.yml": (
        "members:\n  name: Số đảng viên\n  measure: count\n  dimensions:\n"
        "    - id: sex\n      name: Giới tính\n      exhaustive: true\n"
        "      codes: [{code: f, name: Nữ}, {code: m, name: Nam}]\n"
        "    - id: age\n      codes:\n"
        "        [{code: '0-30', name: Dưới 30}, {code: '30.5', name: Trên 30}]\n"
        "area: {name: Diện tích, measure: quantity, unit: ha, sources: [report]}\n"
    ),
}
FIXED = ("--set", "indicator=members", "--set", "sources=report", "--language", "en")
WHOLE = {"a": {"sex": {"f": 3, "m": 4}, "age": {"0-30": 5}}, "b": {"sex": {"f": 1, "m": 1}}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project", FILES)


def breakdowns(root: Path) -> dict[str, Any]:
    return {row.organization: row.breakdown for row in rows_of(root)}


WIDE: list[list[Any]] = [
    ["Tổ chức", "Kỳ", "Giá trị", "Nữ", "Nam", "breakdown.age.0-30"],
    ["Xã A", 2024, 7, 3, 4, 5],
    ["Xã B", 2024, 2, 1, 1, None],
]
MERGED: list[list[Any]] = [
    ["Tổ chức", "Kỳ", "Giá trị", "Giới tính", None, "age"],
    [None, None, None, "Nữ", "Nam", "Dưới 30"],
    *WIDE[1:],
]
LONG: list[list[Any]] = [
    ["Tổ chức", "Kỳ", "Giới tính", "age", "Giá trị"],
    ["Xã A", 2024, "Tổng số", None, 7],
    ["Xã A", 2024, "Nữ", None, 3],
    ["Xã A", 2024, "Nam", None, 4],
    ["Xã A", 2024, None, "Dưới 30", 5],
    ["Xã B", 2024, "Nam", None, 1],
    ["Xã B", 2024, "Nữ", None, 1],
    ["Xã B", 2024, None, None, 2],
]


@pytest.mark.parametrize(
    ("rows", "merge"),
    [(WIDE, ()), (MERGED, ("A1:A2", "B1:B2", "C1:C2", "D1:E1")), (LONG, ())],
    ids=["a column for each code", "merged headers", "a row for each code"],
)
def test_three_shapes_give_the_same_breakdowns(
    root: Path, rows: list[list[Any]], merge: tuple[str, ...]
) -> None:
    file = workbook(root.parent / "in.xlsx", rows, merge)
    result = run("import", file, "-C", root, *FIXED)
    assert result.exit_code == 0, result.output
    assert breakdowns(root) == WHOLE
    assert run("validate", "-C", root, "--strict").exit_code == 0
    before = files_of(root)
    again = run("import", file, "-C", root, *FIXED)
    assert "0 new, 0 revised, 2 unchanged" in again.output
    assert files_of(root) == before


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        ([["Xã A", 2024, "Nữ", None, 3]], "A2", "'f' is a part of a value that is not given"),
        ([*LONG[1:2], ["Xã A", 2024, "Nu?", None, 3]], "C3", "'Nu?' is nothing that"),
        ([*LONG[1:2], ["Xã A", 2024, "Nữ", "Dưới 30", 3]], "A3", "more than one way: sex, age"),
        ([*LONG[1:3], LONG[2]], "A4", "in Sheet1!E3"),
        ([*LONG[1:3], ["Xã A", 2024, "Nam", None, 5]], "E2", "3 + 5 = 8, not 7"),
        ([*LONG[1:2], ["Xã A", 2024, "Nữ", None, "ba"]], "E3", "no number"),
    ],
)
def test_mistakes_in_parts_are_named_by_cell(
    root: Path, rows: list[list[Any]], place: str, words: str
) -> None:
    before = files_of(root)
    file = workbook(root.parent / "in.xlsx", [LONG[0], *rows])
    result = run("import", file, "-C", root, *FIXED)
    assert result.exit_code == 1, result.output
    assert f"Sheet1!{place}" in result.stderr
    assert words in result.stderr
    assert files_of(root) == before


def test_an_indicator_without_dimensions_has_no_parts(root: Path) -> None:
    file = workbook(root.parent / "in.xlsx", [WIDE[0][:5], ["a", 2024, 7, 3, 4]])
    fixed = ("--set", "indicator=area", "--language", "en")
    result = run("import", file, "-C", root, *fixed)
    assert result.exit_code == 1
    assert "Sheet1!D2: 'Nữ' is nothing that this indicator is broken down by" in result.stderr


def test_export_and_import_lose_no_part_and_no_digit(root: Path) -> None:
    folder = root / "data/results"
    folder.mkdir()
    (folder / "own.yml").write_text(
        "results:\n"
        "  - {organization: a, indicator: members, period: 2024, value: 7, sources: [report],\n"
        "     breakdown: {sex: {f: 3, m: 4}, age: {'30.5': 2}}}\n"
        "  - {organization: a, indicator: area, period: 2024, value: 1234567.1234567890123,\n"
        "     sources: [report]}\n",
        encoding="utf-8",
    )
    before = rows_of(root)
    assert run("export", "-C", root, "--out", root.parent / "out").exit_code == 0
    head = [cell.value for cell in load_workbook(root.parent / "out/records.xlsx")["results"][1]]
    assert {"breakdown.sex.f", "breakdown.sex.m", "breakdown.age.30.5"} <= set(head)
    (folder / "own.yml").unlink()
    result = run("import", root.parent / "out/records.xlsx", "-C", root)
    assert result.exit_code == 0, result.output
    assert rows_of(root) == before


def test_a_form_asks_for_the_parts(root: Path) -> None:
    file = root.parent / "form.xlsx"
    asked = run("export", "-C", root, "--form", "members", "--period", "2024", "--out", file)
    assert asked.exit_code == 0, asked.output
    book = load_workbook(file)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[6]]
    for name, value in (("Giá trị", 7), ("Nữ", 3), ("Nam", 4), ("Dưới 30", 5)):
        sheet.cell(7, heads.index(name) + 1).value = value
    book.save(file)
    result = run("import", file, "-C", root)
    assert result.exit_code == 0, result.output
    assert breakdowns(root) == {"a": WHOLE["a"]}
    assert rows_of(root)[0].value == Decimal(7)
