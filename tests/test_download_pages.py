"""What is withheld, the twin of each record, and the page of downloads."""

import io
import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

from builders import model_of
from downloaded import DATES, WALKS, files_of, rows, walk
from pledgebook.downloads.page import pages
from pledgebook.downloads.tables import TABLES
from pledgebook.languages import load_language
from pledgebook.links import in_tree
from pledgebook.load import load_project
from pledgebook.pages import make_environment, render
from pledgebook.status import evaluate_all
from pledgebook.trees import plan_trees
from pledgebook.views.sheet import Edition

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
            assert f' translate="no">{column.name.replace("_", "&#95;")}</th>' in text
    assert 'href="all.xlsx"' in text
    assert 'href="datapackage.json"' in text
    assert "owner&#95;en, owner&#95;fr</th>" in text


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
