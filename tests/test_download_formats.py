"""How the downloads are written: exact, harmless, the same bytes, describing themselves."""

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from frictionless import Package
from openpyxl import load_workbook

from builders import model_of
from downloaded import DATES, ROOT, WALKS, files_of, header, rated, rows, walk
from pledgebook.downloads.dataset import Cell
from pledgebook.downloads.formats import csv_cell, to_json
from pledgebook.downloads.tables import TABLES
from pledgebook.load import load_project

PROJECTS = (
    *(WALKS / name for name in DATES),
    ROOT,
    *(path.parent for path in sorted(ROOT.glob("examples/*/data"))),
    *(path.parent for path in sorted(ROOT.glob("tests/cases/sites/*/data"))),
)


# Exactness


def test_a_number_keeps_its_digits() -> None:
    long = "0.12345678901234567890123456"
    files = files_of(
        model_of(
            {
                "data/organizations.yml": "town: {name: Town}\n",
                "data/indicators.yml": "rain: {name: Rain, measure: quantity}\n",
                "data/results.yml": (
                    "defaults: {organization: town, indicator: rain}\nresults:\n"
                    f"  - {{period: 2020, value: {long}}}\n"
                    "  - {period: 2021, value: 90.0}\n"
                    "  - {period: 2022, value: -5}\n"
                    "  - {period: 2023, value: 0.1}\n"
                ),
            }
        ),
        "2025-01-01",
    )
    digits = [long, "90.0", "-5", "0.1"]
    assert [row["value"] for row in rows(files, "results")] == digits
    read = json.loads(files["data/results.json"], parse_float=Decimal, parse_int=Decimal)
    assert [row["value"] for row in read] == [Decimal(text) for text in digits]
    assert f'"value": {long},' in files["data/results.json"].decode()
    sheet = load_workbook(io.BytesIO(files["data/all.xlsx"]))["results"]
    cells = [row[header(files, "results").index("value")] for row in sheet.iter_rows(min_row=2)]
    assert [(cell.data_type, cell.value) for cell in cells] == [
        ("s", long),
        ("n", 90),
        ("n", -5),
        ("n", 0.1),
    ]


def test_json_writes_every_value_exactly() -> None:
    value: dict[str, Cell] = {"a": [Decimal("1E+3"), Decimal("0.10"), True, None, "“é\n"], "b": {}}
    assert to_json(value) == '{"a": [1000, 0.10, true, null, "“é\\n"], "b": {}}'
    assert json.loads(to_json(value, 2)) == json.loads(to_json(value))


HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert csv_cell(text) == f"'{text}"
    assert csv_cell(Decimal(-1)) == "-1"
    assert csv_cell("harmless = text") == "harmless = text"


def test_hostile_names_stay_text_in_every_format() -> None:
    names = [*HOSTILE[:4], "#N/A", "1e5", 'a "quoted", name']
    records = "".join(f"o{n}: {{name: {json.dumps(name)}}}\n" for n, name in enumerate(names))
    files = files_of(model_of({"data/organizations.yml": records}), "2025-01-01")
    column = [row["name"] for row in rows(files, "organizations")]
    assert column == [f"'{name}" for name in names[:4]] + names[4:]
    assert [row["name"] for row in json.loads(files["data/organizations.json"])] == names
    sheet = load_workbook(io.BytesIO(files["data/all.xlsx"]))["organizations"]
    cells = [sheet.cell(row=n, column=2) for n in range(2, len(names) + 2)]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", name) for name in names]


# The workbook


@pytest.mark.parametrize("name", DATES)
def test_the_workbook_holds_what_the_tables_hold(name: str) -> None:
    files = walk(name)
    book = load_workbook(io.BytesIO(files["data/all.xlsx"]))
    assert book.sheetnames == [table.name for table in TABLES]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        cells = [[as_csv(cell.value) for cell in row] for row in sheet.iter_rows()]
        table = [header(files, sheet.title), *(list(r.values()) for r in rows(files, sheet.title))]
        assert len(cells) == len(table)
        for found, expected in zip(cells, table, strict=True):
            assert [*found, *[""] * (len(expected) - len(found))] == [plain(c) for c in expected]


def as_csv(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else plain(str(value))


def plain(cell: str) -> str:
    """A number without zeros at its end: a spreadsheet does not keep them."""
    try:
        number = Decimal(cell)
    except ArithmeticError:
        return cell
    return format(number.normalize(), "f")


def test_a_reader_that_streams_finds_all_rows() -> None:
    file = io.BytesIO(walk("coalition")["data/all.xlsx"])
    sheet = load_workbook(file, read_only=True)["targets"]
    assert len(list(sheet.iter_rows())) == len(rows(walk("coalition"), "targets")) + 1


def test_the_workbook_has_no_clock_in_it() -> None:
    with ZipFile(io.BytesIO(walk("minimal")["data/all.xlsx"])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2027-05-10T00:00:00Z" in archive.read("docProps/core.xml")


SCRIPT = """
import hashlib, sys
from datetime import date
from pathlib import Path
from pledgebook.downloads import download_files
from pledgebook.load import load_project
from pledgebook.status import evaluate_all
model, day = load_project(Path(sys.argv[1])).model, date(2025, 7, 1)
files = download_files(model, evaluate_all(model, day), day)
for path, content in sorted(files.items()):
    print(path, hashlib.sha256(content).hexdigest())
"""


def test_the_same_bytes_whatever_the_machine_is_set_to() -> None:
    def run(seed: str, zone: str, locale: str) -> str:
        path = str(ROOT / "generator")
        settings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": path}
        command = [sys.executable, "-c", SCRIPT, str(WALKS / "coalition")]
        done = subprocess.run(
            command, env={**os.environ, **settings}, capture_output=True, check=True, text=True
        )
        return done.stdout

    first = run("1", "UTC", "C")
    assert first == run("4711", "Pacific/Kiritimati", "de_DE.UTF-8")
    digest = hashlib.sha256(walk("coalition")["data/all.xlsx"]).hexdigest()
    assert f"data/all.xlsx {digest}" in first


# The Data Package


def test_the_package_describes_every_column_and_the_keys() -> None:
    files = walk("coalition")
    package = json.loads(files["data/datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [resource["path"] for resource in package["resources"]] == [
        f"{table.name}.csv" for table in TABLES
    ]
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header(files, resource["name"])
        assert all(field["description"] and field["type"] for field in fields)
        assert resource["schema"]["primaryKey"]
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert schemas["parties"]["primaryKey"] == ["agreement", "organization", "role"]
    assert schemas["results"]["foreignKeys"] == [
        {
            "fields": [f"{name}"],
            "reference": {"resource": f"{name}s", "fields": ["id"]},
        }
        for name in ("organization", "indicator")
    ]


def test_the_package_names_licence_and_publisher() -> None:
    site = "title: Pact\nlanguages: [en]\nlicence: CC-BY-4.0\npublisher: {name: Office}\n"
    files = files_of(model_of({"data/site.yml": site}), "2025-01-01")
    package = json.loads(files["data/datapackage.json"])
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["contributors"] == [{"title": "Office", "roles": ["publisher"]}]


def write(files: Mapping[str, bytes], folder: Path) -> Path:
    for path, content in files.items():
        if path.startswith("data/"):
            (folder / path.removeprefix("data/")).write_bytes(content)
    return folder / "datapackage.json"


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_the_downloads_validate_themselves(project: Path, tmp_path: Path) -> None:
    model = load_project(project).model
    report = Package(str(write(files_of(model, "2026-11-23"), tmp_path))).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]


def test_a_broken_table_does_not_validate(tmp_path: Path) -> None:
    descriptor = write(rated(), tmp_path)
    assert Package(str(descriptor)).validate().valid
    table = tmp_path / "results.csv"
    table.write_bytes(table.read_bytes().replace(b"top,rating", b"nobody,rating", 1))
    assert not Package(str(descriptor)).validate().valid
