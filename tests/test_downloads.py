"""The downloads: their columns, bytes and keys, and what must not be in them."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from frictionless import Package
from openpyxl import load_workbook

from builders import model_of
from pledgebook.downloads import download_files
from pledgebook.downloads.formats import csv_cell, to_json
from pledgebook.downloads.page import pages
from pledgebook.downloads.table import Cell
from pledgebook.downloads.tables import TABLES
from pledgebook.languages import load_language
from pledgebook.links import in_tree
from pledgebook.load import load_project
from pledgebook.model import Model
from pledgebook.pages import make_environment, render
from pledgebook.status import evaluate_all
from pledgebook.trees import plan_trees
from pledgebook.views.sheet import Edition

ROOT = Path(__file__).parent.parent
WALKS = ROOT / "tests" / "cases" / "walks"
GOLDEN = ROOT / "tests" / "cases" / "downloads"
DATES = {"minimal": "2027-05-10", "action-plan": "2025-05-01", "coalition": "2025-07-01"}
PROJECTS = (
    *(WALKS / name for name in DATES),
    ROOT,
    *(path.parent for path in sorted(ROOT.glob("examples/*/data"))),
    *(path.parent for path in sorted(ROOT.glob("tests/cases/sites/*/data"))),
)
TARGETS = (
    "owner,target,version,organization,indicator,statement,level,measure,comparator,value,"
    "value_high,unit,rollup,baseline_period,baseline_value,due,period,as_of,progress_model,pace,"
    "status,provisional,late,withdrawn,actual,numerator,denominator,reason,source_path,source_line"
)
RESULTS = (
    "organization,indicator,target,period,as_of,assessment,revision,is_current,value,numerator,"
    "denominator,level,count,dimension,code,missing,flag,obs_status,status,issued,source_path,"
    "source_line"
)


def files_of(model: Model, as_of: str) -> dict[str, bytes]:
    day = date.fromisoformat(as_of)
    return download_files(model, evaluate_all(model, day), day)


@cache
def walk(name: str) -> dict[str, bytes]:
    return files_of(load_project(WALKS / name).model, DATES[name])


def rows(files: Mapping[str, bytes], table: str) -> list[dict[str, str]]:
    text = files[f"data/{table}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def header(files: Mapping[str, bytes], table: str) -> list[str]:
    return files[f"data/{table}.csv"].decode().splitlines()[0].split(",")


# Names and columns


def test_the_files_are_those_of_the_contract() -> None:
    names = {path.removeprefix("data/") for path in walk("minimal") if path.startswith("data/")}
    tables = ("organizations", "agreements", "parties", "indicators", "targets", "results")
    expected = {f"{table}.{form}" for table in tables for form in ("csv", "json")}
    assert names == expected | {"all.xlsx", "datapackage.json"}


def test_columns_of_the_contract_come_first_and_in_order() -> None:
    files = walk("coalition")
    assert header(files, "targets")[:30] == TARGETS.split(",")
    assert header(files, "results")[:22] == RESULTS.split(",")


def test_a_label_column_for_each_language_comes_last() -> None:
    names = header(walk("coalition"), "targets")
    assert names[-14:] == [
        f"{column}_{tag}"
        for column in ("owner", "organization", "indicator", "statement", "level", "unit", "status")
        for tag in ("en", "fr")
    ]
    assert len(set(names)) == len(names)


def test_json_has_the_same_names_and_null_for_what_is_absent() -> None:
    files = walk("coalition")
    for table in TABLES:
        objects = json.loads(files[f"data/{table.name}.json"])
        lines = rows(files, table.name)
        assert len(objects) == len(lines)
        for object_, line in zip(objects, lines, strict=True):
            assert list(object_) == list(line)
            assert all((object_[name] is None) == (line[name] == "") for name in line)


@pytest.mark.parametrize("name", DATES)
def test_golden_tables(name: str, rewrite_golden: bool) -> None:
    for table in TABLES:
        content = walk(name)[f"data/{table.name}.csv"]
        lines = content.decode().replace("\r\n", "\n")
        assert content.decode().count("\n") == content.decode().count("\r\n")
        golden = GOLDEN / name / f"{table.name}.csv"
        if rewrite_golden:
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(lines, encoding="utf-8")
        assert lines == golden.read_text(encoding="utf-8")


# What a row says


def test_verdicts_of_the_walks() -> None:
    told = {
        (row["target"], row["organization"]): row
        for name in DATES
        for row in rows(walk(name), "targets")
    }
    assert told["garden", "school-a"]["status"] == "met"
    assert told["garden", ""]["status"] == "not_due"
    register = told["register", "ministry"]
    assert (register["status"], register["late"], register["as_of"]) == ("met", "77", "2024-09-15")
    gone = told["cut", "member-17"]
    assert (gone["status"], gone["withdrawn"], gone["reason"]) == (
        *("not_applicable", "true", "withdrew"),
    )
    assert json.loads(gone["reason_details"]) == {"date": "2025-02-01"}
    joiner = told["cut", "late-joiner"]
    assert (joiner["status"], joiner["reason"]) == ("not_due", "no-target-yet")
    first = told["cut", "member-01"]
    assert (first["comparator"], first["value"], first["unit"]) == (
        *("decrease_by_percent", "25", "percent"),
    )
    assert (first["baseline_value"], first["actual"], first["pace"]) == ("100", "12.5", "0.8")
    assert first["unit_fr"] != ""
    assert (first["source_path"], first["source_line"]) == ("data/agreements.yml", "75")


RATED = {
    "data/site.yml": "title: Test\nlanguages: [en, fr]\non_track: 0.9\nreport_within: 30\n",
    "data/organizations.yml": "top: {name: Top}\nlow: {name: {fr: Bas}, parent: top}\n",
    "data/scales.yml": (
        "s: {name: S, levels: [{code: good, name: {en: Good, fr: Bon}}, {code: fair, name: Fair},"
        " {code: poor, name: Poor}], not_rated: [{code: new, name: Too new}]}\n"
    ),
    "data/indicators.yml": (
        "rating: {name: Rating, measure: rating, scale: s}\n"
        "trees: {name: Trees, measure: count, over_time: sum, unit: {name: trees, code: tree},"
        " dimensions: [{id: kind, codes: [{code: oak, name: Oak}, {code: elm, name: Elm}]}]}\n"
    ),
    "data/agreements.yml": (
        "pact:\n"
        "  name: Pact\n"
        "  signed: 2024-01-01\n"
        "  parties: [top, low]\n"
        "  targets:\n"
        "    - {id: rated, statement: Rated, indicator: rating, level: fair, at_least: 80,\n"
        "       every: year, first_period: 2024, rollup: {at_least_percent: 50}}\n"
        "    - {id: planted, statement: Planted, indicator: trees, at_least: 500, every: year,\n"
        "       first_period: 2025, rollup: pooled, interim: [{period: 2025-Q2, value: 100}]}\n"
        "  amendments:\n"
        "    - {id: lower, date: 2025-02-01, rationale: Drought,\n"
        "       targets: {planted: {at_least: 400}}}\n"
    ),
    "data/results.yml": (
        "defaults: {organization: top}\n"
        "results:\n"
        "  - {indicator: rating, period: 2024, distribution: {good: 3, fair: 1, poor: 2},\n"
        "     not_rated: {new: 4}, population: 10, coverage: {assessed: 6, total: 10}}\n"
        "  - {indicator: rating, period: 2025, value: good, assessment: self}\n"
        "  - {indicator: trees, period: 2025-Q1, value: 120,\n"
        "     breakdown: {kind: {oak: 70, elm: 50}}}\n"
        "  - {indicator: trees, period: 2025-Q1, value: 130, revision: 1,\n"
        "     revision_reason: Recount, status: provisional}\n"
        "  - {indicator: trees, period: 2025-Q2, missing: suppressed}\n"
        "  - {indicator: trees, period: 2025-Q3, value: 7, flag: estimated, status: provisional}\n"
        "  - {indicator: trees, period: 2025-Q4, value: 7}\n"
        "  - {indicator: trees, period: 2025-Q4, revision: 1, revision_reason: Error,\n"
        "     status: withdrawn}\n"
    ),
}


@cache
def rated() -> dict[str, bytes]:
    return files_of(model_of(RATED), "2026-01-15")


def test_a_distribution_has_a_row_for_each_level_and_each_reason() -> None:
    found = [row for row in rows(rated(), "results") if row["period"] == "2024"]
    assert [(row["level"], row["not_rated"], row["count"]) for row in found] == [
        *(("good", "", "3"), ("fair", "", "1"), ("poor", "", "2"), ("", "new", "4")),
    ]
    assert [row["level_fr"] for row in found] == ["Bon", "", "", ""]
    assert {(row["population"], row["assessed"], row["assessed_of"]) for row in found} == {
        ("10", "6", "10")
    }
    one = [row for row in rows(rated(), "results") if row["period"] == "2025"]
    assert [(row["value"], row["level"], row["count"]) for row in one] == [("good", "good", "")]


def test_a_breakdown_has_a_row_for_the_whole_and_each_code() -> None:
    found = [
        (row["value"], row["dimension"], row["code"], row["code_en"])
        for row in rows(rated(), "results")
        if row["period"] == "2025-Q1" and row["revision"] == "0"
    ]
    assert found == [
        ("120", "", "", ""),
        ("70", "kind", "oak", "Oak"),
        ("50", "kind", "elm", "Elm"),
    ]


def test_codes_of_sdmx_and_what_is_current() -> None:
    told = {
        (row["period"], row["revision"]): (row["obs_status"], row["is_current"])
        for row in rows(rated(), "results")
        if row["indicator"] == "trees" and not row["dimension"]
    }
    assert told == {
        ("2025-Q1", "0"): ("A", "false"),
        ("2025-Q1", "1"): ("P", "true"),
        ("2025-Q2", "0"): ("Q", "true"),
        ("2025-Q3", "0"): ("E", "true"),
        ("2025-Q4", "0"): ("A", "false"),
        ("2025-Q4", "1"): ("", "false"),
    }


def test_history_versions_and_rollups_each_have_a_row() -> None:
    told = [
        (row["target"], row["version"], row["organization"], row["period"], row["latest"])
        for row in rows(rated(), "targets")
        if row["organization"] in {"top", ""}
    ]
    assert told == [
        ("rated", "signed", "top", "2024", "false"),
        ("rated", "signed", "top", "2025", "true"),
        ("rated", "signed", "", "", "true"),
        ("planted", "signed", "top", "2025", "true"),
        ("planted", "signed", "", "2025", "true"),
        ("planted", "lower", "top", "2025", "true"),
        ("planted", "lower", "", "2025", "true"),
    ]
    in_force = {(row["version"], row["in_force"]) for row in rows(rated(), "targets")[-6:]}
    assert in_force == {("signed", "false"), ("lower", "true")}


def test_a_row_has_the_terms_it_was_judged_by() -> None:
    top = rows(rated(), "targets")[0]
    assert (top["level"], top["comparator"], top["value"], top["unit"]) == (
        *("fair", "at_least", "80", "percent"),
    )
    assert json.loads(top["levels"]) == ["good", "fair"]
    assert (top["actual"], top["numerator"], top["denominator"]) == ("66.6666666666667", "4", "6")
    assert (top["first_day"], top["last_day"], top["evaluated"]) == (
        *("2024-01-01", "2024-12-31", "2026-01-15"),
    )
    assert (top["report_within"], top["on_track"], top["every"]) == ("30", "0.9", "year")
    planted = next(row for row in rows(rated(), "targets") if row["version"] == "lower")
    assert (planted["value"], planted["unit"], planted["unit_en"]) == ("400", "tree", "trees")
    assert json.loads(planted["interim"]) == [
        {"period": "2025-Q2", "last_day": "2025-06-30", "value": 100}
    ]
    amended, target = planted["source_line"], rows(rated(), "targets")[-5]["source_line"]
    assert int(amended) == 12 != int(target)


def test_a_rollup_says_how_many_have_which_status() -> None:
    files = rated()
    whole = next(row for row in rows(files, "targets") if not row["organization"])
    assert json.loads(whole["rollup"]) == {"at_least_percent": 50}
    assert sum(json.loads(whole["counts"]).values()) == 2
    below = next(row for row in rows(files, "targets") if row["organization"] == "low")
    assert below["part_of"] == "top"


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
        *(("s", long), ("n", 90), ("n", -5), ("n", 0.1)),
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


# Embargo


TOKEN = "zanzibar"
EMBARGOED = {
    "data/organizations.yml": "town: {name: Town}\n",
    "data/indicators.yml": "rain: {name: Rain, measure: quantity}\n",
    "data/results.yml": (
        "results:\n"
        "  - {organization: town, indicator: rain, period: 2024, value: 1, issued: 2025-01-01}\n"
        "  - {organization: town, indicator: rain, period: 2024, value: 987654321, revision: 1,\n"
        f"     revision_reason: {TOKEN}, text: {TOKEN}, note: {TOKEN}, issued: 2025-06-02,\n"
        f"     sources: [{{title: {TOKEN}}}]}}\n"
    ),
    "content/announcements/2025-06-02-zanzibar.md": (
        f"---\ntitle: {TOKEN}\nsummary: {TOKEN}\nkind: notice\nsources: [{{title: {TOKEN}}}]\n"
        f"---\n{TOKEN}\n"
    ),
}


def test_what_is_embargoed_is_nowhere() -> None:
    model = model_of(EMBARGOED)
    before = files_of(model, "2025-06-01")
    with ZipFile(io.BytesIO(before["data/all.xlsx"])) as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist())
    everything = b"".join([*before.values(), sheets, *(path.encode() for path in before)])
    assert TOKEN.encode() not in everything
    assert b"987654321" not in everything
    assert [row["is_current"] for row in rows(before, "results")] == ["true"]
    after = files_of(model, "2025-06-02")
    assert [row["is_current"] for row in rows(after, "results")] == ["false", "true"]
    assert "announcements/2025-06-02-zanzibar/index.json" in after


# Twins


def test_every_record_page_has_a_twin() -> None:
    files = walk("coalition")
    twins = {path for path in files if path.endswith("/index.json")}
    model = load_project(WALKS / "coalition").model
    assert twins == {
        f"{kind}/{id_}/index.json"
        for kind in ("organizations", "agreements", "indicators", "programmes", "sources")
        for id_ in model.of_type(kind)
    }


def test_a_twin_holds_the_record_its_verdicts_and_results() -> None:
    twin = json.loads(walk("coalition")["organizations/member-01/index.json"], parse_float=str)
    assert twin["pages"] == {"en": "./", "fr": "../../fr/organizations/member-01/"}
    assert twin["source"] == {"path": "data/organizations.yml", "line": 2}
    assert twin["record"] == {"name": {"en": "Member 01 (fictional)"}}
    assert [(v["target"], v["status"]) for v in twin["verdicts"]] == [("cut", "behind")]
    assert [(r["period"], r["value"]) for r in twin["results"]] == [("2019", 100), ("2024", "87.5")]
    assert "statement_en" not in twin["verdicts"][0]
    pact = json.loads(walk("coalition")["agreements/plastic-pact/index.json"], parse_float=str)
    assert pact["record"]["name"]["fr"] == "Pacte plastique (fictif)"
    assert pact["record"]["targets"][0]["baseline"] == {"period": "2019"}
    assert len(pact["verdicts"]) == 62
    indicator = json.loads(walk("coalition")["indicators/virgin-plastic/index.json"])
    assert len(indicator["results"]) == len(rows(walk("coalition"), "results"))


def test_an_agreements_twin_has_the_inherited_verdicts_of_its_signatories() -> None:
    files = {
        "data/organizations.yml": "town: {name: Town}\nport: {name: Port}\n",
        "data/programmes.yml": (
            "plan: {name: Plan, targets: [{id: park, statement: A park,"
            " scope: {organizations: [town, port]}}]}\n"
        ),
        "data/agreements.yml": "pact: {name: Pact, programme: plan, parties: [town]}\n",
    }
    twins = files_of(model_of(files), "2025-01-01")
    pact = json.loads(twins["agreements/pact/index.json"])
    assert [(v["owner"], v["organization"]) for v in pact["verdicts"]] == [
        ("programmes/plan", "town")
    ]
    plan = json.loads(twins["programmes/plan/index.json"])
    assert [v.get("organization") for v in plan["verdicts"]] == ["town", "port", None]


# The page


def data_page(tag: str) -> str:
    model, day = load_project(WALKS / "coalition").model, date.fromisoformat(DATES["coalition"])
    edition = Edition(model, evaluate_all(model, day), load_language(tag), day)
    (view,) = pages(edition)
    return render(view, make_environment()).text


def test_the_page_links_every_file_and_describes_every_field() -> None:
    text = data_page("en")
    for table in TABLES:
        assert f'href="{table.name}.csv"' in text
        assert f'href="{table.name}.json"' in text
        for column in table.columns:
            assert f"<code>{column.name.replace('_', '&#95;')}</code>" in text
    assert 'href="all.xlsx"' in text
    assert 'href="datapackage.json"' in text
    assert "<code>owner&#95;en</code>, <code>owner&#95;fr</code>" in text


def test_other_languages_lead_to_the_files_of_the_first() -> None:
    assert 'href="../../data/targets.csv"' in data_page("fr")
    assert in_tree("data.md", "data/all.xlsx", start="fr/") == "../../data/all.xlsx"
    assert in_tree("a/x.md", "a/x.md", to="fr/") == "../../fr/a/x/"
    assert in_tree("a/x.md", "a/x.md") == "./"


def test_files_lie_in_the_tree_of_the_first_language_only(tmp_path: Path) -> None:
    model, day = load_project(WALKS / "coalition").model, date.fromisoformat(DATES["coalition"])
    first, second = plan_trees(model, evaluate_all(model, day), day, tmp_path)
    assert set(walk("coalition")) <= set(first.files)
    assert not set(walk("coalition")) & set(second.files)
    assert "data.md" in second.files
    assert "data.md" in {path for _, path in second.nav}
