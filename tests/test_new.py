"""`pledgebook new`: skeletons, drafts, and records from JSON that nobody vouches for."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import project
from pledgebook.checks import check_project
from pledgebook.cli import main
from pledgebook.exchange.jsontext import read_json
from pledgebook.exchange.places import KINDS, ExchangeError
from pledgebook.exchange.skeleton import MODELS, skeleton
from pledgebook.exchange.yamltext import Digits, yaml_text
from pledgebook.load import load_project
from pledgebook.located import Text, read_document
from sites import ROOT, copy_project

GOOD = {
    "data/organizations.yml": "school-a: {name: School A}\nschool-b: {name: 'B: *the* <other>'}\n",
    "data/agreements.yml": (
        "pact:\n  name: Green pact\n  signed: 2026-09-01\n  parties: [school-a, school-b]\n"
        "  description: |\n    Two schools signed.\n\n    Nothing else.\n"
        "  targets:\n    - {id: garden, statement: Makes a garden, due: 2027-06-30}\n"
        "  sources: [{title: Minutes}]\n"
    ),
}
AS_OF = date(2026, 11, 23)


def run(root: Path, *arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", "-C", str(root), *arguments], input=text)


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize("kind", KINDS)
def test_skeleton_lacks_only_what_a_person_must_write(tmp_path: Path, kind: str) -> None:
    root = project(tmp_path, GOOD)
    result = run(root, kind.removesuffix("s"), "first-one")
    assert result.exit_code == 0, result.output
    path = (
        f"content/{kind}/first-one.md" if kind == "announcements" else f"data/{kind}/first-one.yml"
    )
    assert path in result.output
    errors = [d for d in check_project(root, AS_OF).diagnostics if d.severity == "error"]
    assert errors
    assert {d.rule for d in errors} <= {"missing-field", "bad-value"}
    assert {d.place.path for d in errors} == {path}


def test_skeletons_show_fields_that_there_are() -> None:
    for kind in KINDS:
        text = skeleton(kind, ("en",))
        model = MODELS[kind]
        proposed = set(re.findall(r"(?m)^ *#? ?([a-z_]+):", text)) - {"results"}
        assert proposed <= model.model_fields.keys()
        assert {n for n, f in model.model_fields.items() if f.is_required()} <= proposed
        assert not re.search(r"(?m)^ *# *\{", text)


def test_filled_in_skeleton_is_valid(tmp_path: Path) -> None:
    root = project(tmp_path, GOOD)
    run(root, "organization", "school-c")
    path = root / "data" / "organizations" / "school-c.yml"
    path.write_text(path.read_text().replace("\nname:\n", "\nname: School C\n"))
    assert check_project(root, AS_OF).errors == 0


def test_skeleton_has_every_language_of_the_site() -> None:
    assert "\nname:\n  en:\n  vi:\n" in skeleton("organizations", ("en", "vi"))


@pytest.mark.parametrize("id_", ["pact", "../x", "Pact", "index", "a" * 81, "-x", "a/b", ""])
def test_taken_or_impossible_id_writes_nothing(tmp_path: Path, id_: str) -> None:
    root = project(tmp_path / "p", GOOD)
    before = files(tmp_path)
    result = run(root, "agreement", "--", id_)
    assert result.exit_code == 2, result.output
    assert files(tmp_path) == before


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    root = project(tmp_path / "p", GOOD)
    (root / "data" / "sources").mkdir()
    (root / "data" / "sources" / "x.yml").symlink_to(tmp_path / "elsewhere.yml")
    assert run(root, "source", "x").exit_code == 2
    assert not (tmp_path / "elsewhere.yml").exists()


def test_a_folder_that_leads_outside_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path / "p", GOOD)
    (tmp_path / "outside").mkdir()
    (root / "data" / "sources").symlink_to(tmp_path / "outside")
    assert run(root, "source", "x").exit_code == 2
    assert not list((tmp_path / "outside").iterdir())


def test_unknown_type_names_the_nearest(tmp_path: Path) -> None:
    result = run(project(tmp_path, GOOD), "organisation", "x")
    assert result.exit_code == 2
    assert "did you mean 'organization'?" in result.output


def test_draft_about_an_agreement_is_valid_and_has_its_tables(tmp_path: Path) -> None:
    root = project(tmp_path, GOOD)
    result = run(root, "announcement", "2026-09-02-signing", "--about", "agreements/pact")
    assert result.exit_code == 0, result.output
    text = (root / "content/announcements/2026-09-02-signing.md").read_text()
    assert "about:\n  agreements:\n    - pact\n" in text
    assert "\nTwo schools signed.\n\nNothing else.\n" in text
    assert "| [School A](../organizations/school-a.md) | signatory |" in text
    assert "| [Makes a garden](../agreements/pact.md#garden) | 30 June 2027 |" in text
    assert "*the*" not in text
    assert check_project(root, AS_OF).errors == 0


def test_draft_of_the_first_case_is_valid_in_its_language(tmp_path: Path) -> None:
    root = copy_project(ROOT, tmp_path / "p")
    name = "agreements/four-good-emulation-agreement"
    assert run(root, "announcement", "signing", "--about", name).exit_code == 0
    assert check_project(root, AS_OF).errors == 0
    assert "published: " in (root / "content/announcements/signing.md").read_text()


def test_draft_about_nothing_names_the_nearest(tmp_path: Path) -> None:
    result = run(project(tmp_path, GOOD), "announcement", "x", "--about", "agreements/pct")
    assert result.exit_code == 2
    assert "did you mean agreements/pact?" in result.output


def test_row_from_a_form(tmp_path: Path) -> None:
    root = project(tmp_path, GOOD)
    row = {
        "organization": "school-a",
        "target": "pact/garden",
        "as_of": "2026-10-02",
        "value": True,
        "text": "",
        "note": "Trường #1: yes\nsecond line",
        "sources": ["https://example.org/visit"],
    }
    result = run(root, "result", "issue-7", "--from-json", "-", text=json.dumps(row))
    assert result.exit_code == 0, result.output
    (read,) = load_project(root).model.results
    assert read.record.value is True
    assert read.record.note is not None
    assert read.record.note.texts[""] == row["note"]


@pytest.mark.parametrize(
    ("kind", "values", "rule"),
    [
        ("result", {"organization": "school-z", "target": "pact/garden"}, "unknown-reference"),
        ("organization", {"name": "A", "colour": "red"}, "unknown-field"),
        ("organization", {"name": "A\u202eB"}, "hidden-characters"),
        ("organization", {"name": "A\u0007B"}, "hidden-characters"),
        ("organization", {"name": "A", "url": "javascript:alert(1)"}, "bad-value"),
        ("organization", {"<<": "x", "name": "A"}, "unknown-field"),
        (
            "announcement",
            {"title": "T", "summary": "S", "kind": "launch", "about": {"agreements": ["pact"]},
             "body": "<script>alert(1)</script>"},
            "unsafe-content",
        ),
    ],
)  # fmt: skip
def test_wrong_values_are_explained_and_not_written(
    tmp_path: Path, kind: str, values: Any, rule: str
) -> None:
    root = project(tmp_path, GOOD)
    before = files(root)
    result = run(root, kind, "from-form", "--from-json", "-", text=json.dumps(values))
    assert result.exit_code == 1, result.output
    assert f"[{rule}]" in result.output
    assert files(root) == before


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", '{"name": NaN}', '{"name": "A", "name": "B"}', '{"name": "\\ud800"}',
     '{"name": [null]}', "[" * 100_000, '{"a":' * 40 + "1" + "}" * 40],
)  # fmt: skip
def test_what_is_no_object_is_refused_in_words(tmp_path: Path, text: str) -> None:
    root = project(tmp_path, GOOD)
    before = files(root)
    result = run(root, "organization", "from-form", "--from-json", "-", text=text)
    assert result.exit_code == 2, result.output
    assert files(root) == before


def test_front_matter_cannot_be_closed_by_a_text(tmp_path: Path) -> None:
    root = project(tmp_path, GOOD)
    values = {
        "title": "T", "summary": "one\n---\nkind: notice", "kind": "launch",
        "about": {"agreements": ["pact"]}, "body": "---\ntitle: other\n---",
    }  # fmt: skip
    run(root, "announcement", "2026-09-02-x", "--from-json", "-", text=json.dumps(values))
    article = load_project(root).model.articles.get("2026-09-02-x")
    assert article is None or article.entry.record.kind == "launch"


_TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], include_characters="\n\t"),
    max_size=30,
)
_VALUES = st.recursive(
    _TEXTS | st.booleans(),
    lambda v: st.lists(v, min_size=1) | st.dictionaries(_TEXTS, v),
    max_leaves=6,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(_TEXTS, _VALUES, min_size=1, max_size=3))
def test_yaml_gives_back_exactly_the_texts(values: dict[str, Any]) -> None:
    text = yaml_text(values)
    assert "&id" not in text
    document = read_document(text)
    assert not [p for p in document.problems if p.rule in {"syntax", "yaml-feature"}], text
    if not any(p.rule for p in document.problems):
        assert plain(document.root) == flat(values)


def plain(node: Any) -> Any:
    if isinstance(node, Text):
        return str(node)
    if isinstance(node, dict):
        return {str(k): plain(v) for k, v in node.items()}
    return [plain(v) for v in node]


def flat(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return {k: flat(v) for k, v in value.items()}
    return [flat(v) for v in value] if isinstance(value, list) else value


def test_numbers_keep_their_digits() -> None:
    assert (
        yaml_text(read_json(b'{"a": 97.50, "b": 3860, "c": "007"}'))
        == "a: 97.50\nb: 3860\nc: '007'\n"
    )
    assert isinstance(read_json(b"1.10"), Digits)


def test_duplicate_name_is_refused() -> None:
    with pytest.raises(ExchangeError, match="twice"):
        read_json(b'{"a": 1, "a": null}')
