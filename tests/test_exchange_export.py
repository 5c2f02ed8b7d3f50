"""What is exported comes back as the same records; forms come back as rows."""

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pledgebook.load import load_project
from pledgebook.model import Model
from pledgebook.project import TYPE_NAMES
from sites import copy_project
from spreadsheets import LEVELS, UNITS, office, rows_of, run

ROOT = Path(__file__).parent.parent
PROJECTS = (ROOT, ROOT / "examples/climate-pledges", ROOT / "examples/school-agreements")


def records(model: Model) -> dict[str, Any]:
    found: dict[str, Any] = {
        kind: {id_: entry.record for id_, entry in model.of_type(kind).items()}
        for kind in TYPE_NAMES
        if kind != "results"
    }
    rows = [entry.record for entry in model.results]
    return {**found, "results": sorted(rows, key=repr)}


@pytest.mark.parametrize("source", PROJECTS, ids=lambda path: str(path.name))
def test_export_and_import_give_the_same_records(tmp_path: Path, source: Path) -> None:
    root = copy_project(source, tmp_path / "project")
    before = records(load_project(root).model)
    exported = run("export", "-C", root, "--out", tmp_path / "out")
    assert exported.exit_code == 0, exported.output
    for path in (root / "data").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.stem != "site":
            path.unlink()
    result = run("import", tmp_path / "out/records.xlsx", "-C", root)
    assert result.exit_code == 0, result.output
    after = records(load_project(root).model)
    assert list(after) == list(before)
    for kind in before:
        assert after[kind] == before[kind], kind
    assert run("validate", "-C", root).exit_code == 0
    again = run("import", tmp_path / "out/records.xlsx", "-C", root)
    assert " 0 new, 0 revised" in again.output.replace("INFO    - ", "")
    assert "wrote" not in again.output


def test_everything_is_exported_in_every_form(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    assert run("export", "-C", root, "--out", tmp_path / "out").exit_code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names >= {"records.xlsx", "all.xlsx", "datapackage.json", "results.csv", "results.json"}
    found = json.loads((tmp_path / "out/organizations.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in found] == [id_ for id_, _ in UNITS]


def test_a_form_comes_back_as_rows(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    file = tmp_path / "form.xlsx"
    made = run("export", "-C", root, "--form", "rating", "--period", "2024", "--out", file)
    assert made.exit_code == 0, made.output
    book = load_workbook(file)
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert sheet["A6"].value == "Tổ chức"
    assert sheet["A6"].protection.locked
    assert sheet["A7"].value == UNITS[0][1]
    heads = [cell.value for cell in sheet[6]]
    assert "Chỉ điền vào các ô có màu" in sheet["A2"].value
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["A7:A68"] == "_lists!$A$1:$A$42"
    assert rules["D7:D68"] == "_lists!$D$1:$D$4"
    assert not sheet.cell(7, heads.index("Giá trị") + 1).protection.locked
    sheet.cell(7, heads.index("Giá trị") + 1).value = LEVELS[1][1]
    sheet.cell(8, heads.index(LEVELS[0][1]) + 1).value = 5
    sheet.cell(8, heads.index("Mới chuyển đến") + 1).value = 2
    sheet.cell(9, heads.index("Lý do thiếu số liệu") + 1).value = "không thu thập"
    book.save(file)
    result = run("import", file, "-C", root)
    assert result.exit_code == 0, result.output
    one, two, three = rows_of(root)
    assert (one.organization, one.value, one.period and one.period.text) == (
        "unit-01", "good", "2024",
    )  # fmt: skip
    assert two.distribution == {"excellent": 5}
    assert two.not_rated == {"new": 2}
    assert three.missing == "not-collected"


def test_forms_of_other_measures(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    for indicator, value, read in (("open", "có", True), ("members", 12, Decimal(12))):
        file = tmp_path / f"{indicator}.xlsx"
        run("export", "-C", root, "--form", indicator, "--period", "2024", "--out", file)
        book = load_workbook(file)
        book.worksheets[0]["D7"].value = value
        book.save(file)
        result = run("import", file, "-C", root)
        assert result.exit_code == 0, result.output
        assert [r.value for r in rows_of(root) if r.indicator == indicator] == [read]


def test_a_form_of_nothing_known_is_refused(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    wrong = run("export", "-C", root, "--form", "ratin", "--period", "2024")
    assert wrong.exit_code == 2
    assert "did you mean 'rating'?" in wrong.output
    assert run("export", "-C", root, "--form", "rating").exit_code == 2
    assert run("export", "-C", root, "--form", "rating", "--period", "soon").exit_code == 2
