"""Indicators and results from a data repository of Open SDG."""

from decimal import Decimal
from pathlib import Path

import pytest

from builders import project
from pledgebook.load import load_project
from spreadsheets import files_of, rows_of, run

FILES = {
    "data/site.yml": "title: Goals\nlanguages: [en, fr]\n",
    "data/organizations.yml": "arcadia: {name: Arcadia}\n",
}
REPOSITORY = {
    "config_data.yml": (
        "site_dir: _site\nindicator_options:\n  non_disaggregation_columns:\n    - Remark\n"
    ),
    "data/indicator_1-2-1.csv": (
        "Year,Sex,Area,Remark,GeoCode,Units,Value\n"
        "2019,,,,,Percentage (%),40.10\n2019,Female,,,,Percentage (%),41.5\n"
        "2019,Male,,,,Percentage (%),38.7\n2019,,Rural,x,,Percentage (%),52.1\n"
        "2019,Female,Rural,,,Percentage (%),53\n2020,,,,,Percentage (%),\n"
        "2021,,,,,Percentage (%),39\n2022,Female,,,,Percentage (%),37\n"
    ),
    "meta/1-2-1.yml": (
        "indicator_name: global_indicators.1-2-1-title\n"
        "graph_title: Share of people below the poverty line\n"
        "indicator_definition: definitions.1-2-1\n"
        "indicator_number: 1.2.1\nreporting_status: complete\n"
        "source_active_1: true\nsource_organisation_1: Statistics Arcadia\n"
        "source_url_1: https://example.org/income\nsource_url_text_1: Income survey\n"
        "source_active_2: false\nsource_url_2: https://example.org/old\n"
        "goal_meta_link: https://example.org/Metadata-01-02-01.pdf \n"
        "goal_meta_link_text: UN metadata (PDF)\n"
    ),
    "meta/fr/1-2-1.md": "---\ngraph_title: Part des pauvres\n---\n\nTexte\n",
    "data/indicator_7-a-1.csv": (
        "Year,Series,OBS_STATUS,Value\r\n2020,Grants,A,12.5\r\n2020,Loans,E,3\r\n2021,Loans,P,4\r\n"
    ),
    "meta/7-a-1.md": (
        "---\nindicator_name: help.title\ncomputation_units: million euros\n"
        "source_url_1: see our office\n---\n"
    ),
    "translations/en/help.yml": "title: Help for clean energy\n",
    "translations/fr/help.yml": "title: Aide pour l’énergie propre\n",
    "translations/fr/data.yml": "Female: Femmes\nSex: Sexe\n",
    "data/indicator_9-9-9.csv": "Year,Sex,Value\n2020,Female,1\n",
    "meta/9-9-9.yml": "indicator_name: Only parts\n",
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project", FILES)


def repository(folder: Path, **changed: str) -> Path:
    for path, text in {**REPOSITORY, **changed}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return folder


def fetch(root: Path, folder: Path, *options: str) -> tuple[int, list[str]]:
    fixed = ("--set", "organization=arcadia", "--language", "en")
    result = run("import", folder, "-C", root, *fixed, *options)
    return result.exit_code, result.stderr.splitlines()


def test_indicators_results_and_sources(root: Path) -> None:
    status, said = fetch(root, repository(root.parent / "sdg-data"))
    assert status == 0, said
    model = load_project(root).model
    assert {*model.indicators} == {"1-2-1", "7-a-1-grants", "7-a-1-loans"}
    poverty = model.indicators["1-2-1"].record
    assert poverty.name.texts == {
        "en": "Share of people below the poverty line", "fr": "Part des pauvres",
    }  # fmt: skip
    assert poverty.measure == "percent"
    assert [(r.vocabulary, r.code) for r in poverty.references] == [("SDG", "1.2.1")]
    assert [d.id for d in poverty.dimensions] == ["sex", "area"]
    sex = poverty.dimensions[0]
    assert sex.name
    assert sex.name.texts == {"en": "Sex", "fr": "Sexe"}
    assert sex.codes[0].name.texts == {"en": "Female", "fr": "Femmes"}
    help_ = model.indicators["7-a-1-loans"].record
    assert help_.name.texts == {
        "en": "Help for clean energy (Loans)", "fr": "Aide pour l’énergie propre (Loans)",
    }  # fmt: skip
    assert help_.measure == "quantity"
    assert help_.unit
    assert help_.unit.name
    source = model.sources["1-2-1-source-1"].record
    assert (source.url, source.title and source.title.texts) == (
        "https://example.org/income", {"": "Income survey"},
    )  # fmt: skip
    rows = rows_of(root)
    assert [(r.indicator, r.period and r.period.text, r.value) for r in rows] == [
        ("1-2-1", "2019", Decimal("40.10")), ("1-2-1", "2021", 39),
        ("7-a-1-grants", "2020", Decimal("12.5")), ("7-a-1-loans", "2020", 3),
        ("7-a-1-loans", "2021", 4),
    ]  # fmt: skip
    assert rows[0].breakdown == {
        "sex": {"Female": Decimal("41.5"), "Male": Decimal("38.7")},
        "area": {"Rural": Decimal("52.1")},
    }
    assert rows[0].sources == ("1-2-1-source-1",)
    assert (rows[3].flag, rows[4].status) == ("estimated", "provisional")
    assert run("validate", "-C", root).exit_code == 0


def test_what_cannot_be_taken_over_is_said(root: Path) -> None:
    status, said = fetch(root, repository(root.parent / "sdg-data"))
    assert status == 0, said
    told = "\n".join(said)
    assert "data/indicator_1-2-1.csv: 2 rows were left out" in told
    assert "data/indicator_9-9-9.csv: 9-9-9 has no figure of all parts together" in told
    assert "meta/1-2-1.yml:3: the text 'definitions.1-2-1' is only a key" in told
    assert "meta/7-a-1.md:4: 'see our office' is no web address" in told
    assert "meta: records have no place for these fields, which were left out: report" in told
    assert "1 without a value" in told


def test_a_second_run_changes_nothing_and_a_dry_run_writes_nothing(root: Path) -> None:
    folder = repository(root.parent / "sdg-data")
    before = files_of(root)
    assert fetch(root, folder, "--dry-run")[0] == 0
    assert files_of(root) == before
    assert fetch(root, folder)[0] == 0
    after = files_of(root)
    status, said = fetch(root, folder)
    assert status == 0, said
    assert any(" 0 new, 0 revised, 9 unchanged" in line for line in said)
    assert files_of(root) == after


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        (
            "data/indicator_1-2-1.csv",
            "Year,Value\n2019,x\n",
            "indicator_1-2-1!B2: 'x' is no number",
        ),
        (
            "data/indicator_1-2-1.csv",
            "Year,Value\nold,3\n",
            "indicator_1-2-1!A2: 'old' is no period",
        ),
        ("data/indicator_1-2-1.csv", "Jahr,Wert\n2019,3\n", "no columns Year and Value"),
        ("data/indicator_1-2-1.csv", "Year,Value\n2019,3\n2019,4\n", "as in indicator_1-2-1!B2"),
        ("data/indicator_1-2-1.csv", "Year,Units,Value\n2019,%,120\n", "indicator_1-2-1!C2"),
        ("data/indicator_3-1-1.csv", "Year,Value\n2019,3\n", "no file meta/3-1-1.yml"),
        ("meta/7-a-1.md", "---\nindicator_name: 'x\n---\n", "meta/7-a-1.md:"),
        ("data/indicator_7-a-1.csv", "Year,OBS_STATUS,Value\n2019,?,3\n", "indicator_7-a-1!B2"),
    ],
)
def test_mistakes_are_named_and_nothing_is_written(
    root: Path, path: str, text: str, words: str
) -> None:
    before = files_of(root)
    status, said = fetch(root, repository(root.parent / "sdg-data", **{path: text}))
    assert status == 1, said
    assert any(words in line for line in said), said
    assert files_of(root) == before


def test_whose_figures_they_are_has_to_be_said(root: Path) -> None:
    folder = repository(root.parent / "sdg-data")
    result = run("import", folder, "-C", root, "--language", "en")
    assert result.exit_code == 1
    assert "give --set organization=ID" in result.stderr
    other = root.parent / "other"
    other.mkdir()
    result = run("import", other, "-C", root, "--language", "en")
    assert result.exit_code == 1
    assert "other is nothing that can be read in" in result.stderr
