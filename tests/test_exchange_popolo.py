"""Organizations from Popolo JSON."""

import json
from pathlib import Path

from pledgebook.load import load_project
from spreadsheets import files_of, office, run

ORGANIZATIONS = [
    {
        "id": "ocd-organization/council",
        "name": "City Council",
        "classification": "legislature",
        "founding_date": "1901",
        "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}, {"identifier": "x"}],
        "other_names": [{"name": "Town Council", "end_date": "1950-01-01"}],
        "links": [{"url": "https://example.org/council", "note": "Web"}],
        "contact_details": [],
    },
    {"id": "7", "name": "Water Committee", "parent_id": "ocd-organization/council"},
]


def test_organizations_of_popolo(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    site = root / "data/site.yml"
    kinds = "classifications: [{code: legislature, name: {vi: Hội đồng}}]\n"
    site.write_text(site.read_text(encoding="utf-8") + kinds, encoding="utf-8")
    file = tmp_path / "popolo.json"
    file.write_text(json.dumps({"organizations": ORGANIZATIONS}), encoding="utf-8")
    result = run("import", file, "-C", root)
    assert result.exit_code == 0, result.output
    found = load_project(root).model.organizations
    council = found["council"].record
    assert council.classification == "legislature"
    assert council.founded is not None
    assert council.founded.text == "1901"
    assert [part.identifier for part in council.identifiers] == ["Q1"]
    assert council.other_names[0].end is not None
    assert council.url == "https://example.org/council"
    assert found["7"].record.parent == "council"
    before = files_of(root)
    assert run("import", file, "-C", root).exit_code == 0
    assert files_of(root) == before


def test_what_is_no_popolo_is_refused(tmp_path: Path) -> None:
    root = office(tmp_path / "project")
    for text, words in (("{", "cannot be read"), ('{"a": 1}', "holds no list of organizations")):
        file = tmp_path / "popolo.json"
        file.write_text(text, encoding="utf-8")
        result = run("import", file, "-C", root, "--language", "en")
        assert result.exit_code == 1
        assert f"popolo.json: popolo.json {words}" in result.stderr
