"""What the downloaded tables hold: columns, rows, codes."""

import json
from datetime import date

import pytest

from builders import model_of
from downloaded import DATES, RATED, ROOT, header, rated, rows, walk
from pledgebook.downloads.dataset import Dataset
from pledgebook.downloads.tables import TABLES
from pledgebook.status import evaluate_all

GOLDEN = ROOT / "tests" / "cases" / "downloads"
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


def test_the_number_of_rows_is_known_without_making_them() -> None:
    model, day = model_of(RATED), date(2026, 1, 15)
    dataset = Dataset(model, evaluate_all(model, day), day)
    for table in TABLES:
        assert table.count(dataset) == len(table.items(dataset)) == len(rows(rated(), table.name))


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
        "not_applicable",
        "true",
        "withdrew",
    )
    assert json.loads(gone["reason_details"]) == {"date": "2025-02-01"}
    joiner = told["cut", "late-joiner"]
    assert (joiner["status"], joiner["reason"]) == ("not_due", "no-target-yet")
    first = told["cut", "member-01"]
    assert (first["comparator"], first["value"], first["unit"]) == (
        "decrease_by_percent",
        "25",
        "percent",
    )
    assert (first["baseline_value"], first["actual"], first["pace"]) == ("100", "12.5", "0.8")
    assert first["unit_fr"] != ""
    assert (first["source_path"], first["source_line"]) == ("data/agreements.yml", "75")


def test_a_distribution_has_a_row_for_each_level_and_each_reason() -> None:
    found = [row for row in rows(rated(), "results") if row["period"] == "2024"]
    assert [(row["level"], row["not_rated"], row["count"]) for row in found] == [
        ("good", "", "3"),
        ("fair", "", "1"),
        ("poor", "", "2"),
        ("", "new", "4"),
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
        "fair",
        "at_least",
        "80",
        "percent",
    )
    assert json.loads(top["levels"]) == ["good", "fair"]
    assert (top["actual"], top["numerator"], top["denominator"]) == ("66.6666666666667", "4", "6")
    assert (top["first_day"], top["last_day"], top["evaluated"]) == (
        "2024-01-01",
        "2024-12-31",
        "2026-01-15",
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
