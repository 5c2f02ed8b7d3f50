"""Schemas for editors: they accept what the program accepts, and refuse what a file alone shows.

Read by parsers and checked by a validator that are not ours (see `validators`).
"""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from builders import project
from pledgebook import fields, located
from pledgebook.checks import check_project
from pledgebook.cli import main
from pledgebook.diagnostics import Severity
from pledgebook.load import load_project
from pledgebook.records import RECORD_TYPES, Part
from pledgebook.schema import schemas_of
from pledgebook.schema.names import MOST_NAMES, names_of
from pledgebook.schema.values import KEYS, OWN_NAMES, REFERENCES
from pledgebook.values import NUMBER
from sites import AS_OF, CASES, ROOT
from validators import (
    PARSERS,
    SHAPES,
    Validators,
    errors,
    errors_told,
    refused,
    schema_of,
    texts_of,
)

SCHEMAS = ROOT / "schema"
PROJECTS = [
    ROOT,
    *sorted(path.parent for path in (ROOT / "examples").glob("*/mkdocs.yml")),
    *sorted(path.parent for path in CASES.glob("walks/*/mkdocs.yml")),
    *sorted(path.parent for path in CASES.glob("sites/*/mkdocs.yml")),
]
RULE_CASES = sorted(path for path in CASES.glob("rules/*/*") if (path / "data").is_dir())
each_project = pytest.mark.parametrize("root", PROJECTS, ids=lambda root: root.name)
each_parser = pytest.mark.parametrize("parser", PARSERS)


# Mistakes of shape that take more than a look at one file: names of files, a calendar, a list of
# time zones, two values together.
BEYOND = {
    *("bad-value.timezone", "bad-value.on-track", "bad-value.file-size", "bad-value.digits"),
    *("bad-value.template.form", "bad-value.template.place", "bad-value.repository"),
    "missing-field.forge",
    *("bad-date.calendar", "bad-date.period", "missing-field.original", "missing-field.published"),
    *("missing-field.first-period", "missing-field.front-matter", "missing-field.site"),
}


# Whole projects


@each_project
def test_schemas_are_draft_7_and_say_what_each_field_is(root: Path) -> None:
    for validator in Validators(load_project(root)).values():
        Draft7Validator.check_schema(validator.schema)
        for schema in [validator.schema, *validator.schema["definitions"].values()]:
            for name, field in schema.get("properties", {}).items():
                if "title" in schema and "$ref" not in field:
                    assert field["title"], name
                    assert field["description"], name


@each_project
def test_every_example_is_one(root: Path) -> None:
    for validator in Validators(load_project(root)).values():
        definitions = validator.schema["definitions"]
        for schema in [validator.schema, *definitions.values()]:
            for name, field in schema.get("properties", {}).items():
                for example in field.get("examples", ()):
                    alone = Draft7Validator({**field, "definitions": definitions})
                    assert alone.is_valid(example), (name, example)


@each_parser
@each_project
def test_good_records_are_accepted(root: Path, parser: str) -> None:
    loaded = load_project(root)
    assert errors_told(root) == []
    assert refused(root, loaded, parser) == []


@each_project
def test_every_record_file_has_its_schema(root: Path) -> None:
    loaded = load_project(root)
    known = Validators(loaded)
    first = loaded.model.site.languages[0]
    assert all(schema_of(path, first) in known for path, _ in texts_of(root))


@each_project
def test_a_parser_of_yaml_1_2_reads_every_number_as_we_do(root: Path) -> None:
    numbers = 0
    for _, text in texts_of(root):
        node = located.read_document(text).root
        if node is not None:
            numbers += compare_numbers(node, PARSERS["1.2"](text))
    assert numbers > 0 or root.parent.name == "walks"


@given(number=st.from_regex(re.compile(NUMBER.pattern, re.ASCII), fullmatch=True))
def test_any_number_we_accept_is_the_same_for_a_parser_of_yaml_1_2(number: str) -> None:
    assume(len(number.strip("-0.")) <= 15)  # more digits than a float holds
    value = PARSERS["1.2"](f"k: {number}\n")["k"]
    assert Decimal(str(value)) == fields.read_decimal(number) == Decimal(number)


def compare_numbers(node: located.Node, value: Any) -> int:
    """Compares each number of our nodes with what another parser gave; returns how many."""
    if isinstance(node, located.Mapping):
        return sum(
            compare_numbers(child, {str(k): v for k, v in value.items()}[key])
            for key, child in node.items()
        )
    if isinstance(node, located.Sequence):
        return sum(compare_numbers(*pair) for pair in zip(node, value, strict=True))
    number = isinstance(value, int | float) and not isinstance(value, bool)
    assert number == (node.plain and NUMBER.fullmatch(node) is not None), node
    if number:
        assert Decimal(node) == Decimal(str(value))
    return int(number)


# The cases of the rules


@pytest.mark.parametrize("root", RULE_CASES, ids=lambda root: f"{root.parent.name}/{root.name}")
def test_program_and_schemas_agree_on_the_cases_of_the_rules(root: Path) -> None:
    """A file without an error is accepted, one with a mistake of shape refused."""
    checked = check_project(root, AS_OF)
    told = [d for d in checked.diagnostics if d.severity is Severity.ERROR]
    validators, first = Validators(checked.loaded), checked.loaded.model.site.languages[0]
    for path, text in texts_of(root):
        validator = validators.get(schema_of(path, first) or "")
        if validator is None:
            continue
        found = [d for d in told if d.place.path == path]
        shapes = [d for d in found if d.rule in SHAPES and d.message.key not in BEYOND]
        shapes = [d for d in shapes if d.rule != "bad-id" or d.place.end_column]  # a file's name
        shapes = [d for d in shapes if d.place.line < text.count("\n") + 3]  # not a page's text
        if not found:
            assert errors(validator, text, "1.2") == errors(validator, text, "1.1") == [], path
        elif shapes:
            assert is_refused(validator, text), (path, shapes)


def is_refused(validator: Draft7Validator, text: str) -> bool:
    """Whether the schema refuses a text, or the parser already does."""
    try:
        return errors(validator, text) != []
    except ValueError:
        return True


# The names of a site


def test_every_field_that_names_something_says_what() -> None:
    found = {(name, kind) for name, kinds in KEYS.items() for kind in kinds}
    for model in all_models():
        for name, raw in properties_of(model).items():
            kinds = re.findall(r'"\$comment": "(id|code|target-name|language)"', json.dumps(raw))
            found |= {(name, kind) for kind in kinds}
    assert found == (REFERENCES.keys() | OWN_NAMES) - {("", "language")}


def properties_of(model: type[Part]) -> dict[str, Any]:
    schema = model.model_json_schema()
    found = schema if "properties" in schema else schema.get("$defs", {}).get(model.__name__, {})
    return dict(found.get("properties", {}))


def all_models() -> set[type[Part]]:
    pending: list[type[Part]] = [Part]
    found: set[type[Part]] = set()
    while pending:
        model = pending.pop()
        found.add(model)
        pending.extend(model.__subclasses__())
    return {model for model in found if model.__module__ == Part.__module__}


def test_names_that_parsers_do_not_take_for_text_are_accepted(tmp_path: Path) -> None:
    files = {
        "data/organizations/2024.yml": "name: A\n",
        "data/organizations/7e-1.yml": "name: B\n",
        "data/organizations/no.yml": "name: C\n",
        "data/agreements/pact.yml": (
            "name: Pact\nparties: [2024, 7e-1, {organization: no}]\nsources: [{title: T}]\n"
        ),
    }
    root = project(tmp_path, files)
    loaded = load_project(root)
    assert errors_told(root) == []
    text = files["data/agreements/pact.yml"]
    validator = Validators(loaded)["agreements"]
    assert errors(validator, text, "1.2") == errors(validator, text, "1.1") == []
    assert errors(validator, text.replace("no}", "nobody}")) != []


def test_ids_are_listed_with_the_names_behind_them(tmp_path: Path) -> None:
    files = {"data/organizations.yml": "a: {name: {vi: Á, en: Alpha}}\nb: {name: Beta}\n"}
    root = project(tmp_path, files)
    schema = json.loads(schemas_of(load_project(root))["agreements.schema.json"])
    organizations = schema["definitions"]["organizations"]
    assert organizations["enum"] == ["a", "b"]
    assert organizations["enumDescriptions"] == ["Alpha", "Beta"]


def test_a_record_that_cannot_be_read_is_known_by_its_id(tmp_path: Path) -> None:
    files = {"data/organizations.yml": "a: {nam: A}\nb: {name: B}\n"}
    names = names_of(load_project(project(tmp_path, files)))
    assert set(names["organizations"]) == {"a", "b"}


@pytest.mark.parametrize(
    "text",
    ["- {name: A}\n", "".join(f"o{i}: {{name: O}}\n" for i in range(MOST_NAMES + 1)), ""],
    ids=["not all known", "too many", "none"],
)
def test_ids_are_only_a_pattern_where_a_list_would_not_do(tmp_path: Path, text: str) -> None:
    root = project(tmp_path, {"data/organizations.yml": text})
    validator = Validators(load_project(root))["agreements"]
    assert errors(validator, "{name: A, parties: [z]}") == []
    assert errors(validator, "{name: A, parties: [Z Z]}") != []


# The files


def test_the_checked_in_schemas_are_up_to_date(rewrite_golden: bool) -> None:
    made = schemas_of(load_project(ROOT))
    if rewrite_golden:
        SCHEMAS.mkdir(exist_ok=True)
        for name, content in made.items():
            (SCHEMAS / name).write_bytes(content)
    there = {path.name: path.read_bytes() for path in SCHEMAS.iterdir()}
    stale = sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))
    assert stale == [], "renew them with: .venv/bin/pledgebook schema"


def test_the_command_writes_every_schema(tmp_path: Path) -> None:
    root = project(tmp_path / "site", {"data/organizations.yml": "a: {name: A}\n"})
    result = CliRunner().invoke(main, ["schema", "-C", str(root)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(root / "schema") in result.stderr
    assert {path.name: path.read_bytes() for path in (root / "schema").iterdir()} == schemas_of(
        load_project(root)
    )
    elsewhere = tmp_path / "a" / "b"
    assert (
        CliRunner().invoke(main, ["schema", "-C", str(root), "--out", str(elsewhere)]).exit_code
        == 0
    )
    assert len(list(elsewhere.iterdir())) == len(schemas_of(load_project(root)))


def test_the_command_needs_a_project(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["schema", "-C", str(tmp_path)]).exit_code == 2


def test_editors_find_the_schema_of_every_file() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    schemas: dict[str, list[str]] = settings["yaml.schemas"]
    assert all((ROOT / name).is_file() for name in schemas)
    paths = [path for path, _ in texts_of(ROOT) if path.startswith("data/")]
    kinds = [kind.name for kind in RECORD_TYPES]
    paths += [f"data/{kind}.yaml" for kind in kinds]
    paths += ["data/results.yml", "data/results/2024/a.yaml", "data/organizations/north/a.yml"]
    for path in paths:
        found = [name for name, globs in schemas.items() if matches(path, globs)]
        assert found == [f"./schema/{schema_of(path, 'en')}.schema.json"], path
    for path in ("examples/a/data/site.yml", "tests/cases/walks/a/data/results.yml", "mkdocs.yml"):
        assert not any(matches(path, globs) for globs in schemas.values()), path


def matches(path: str, globs: list[str]) -> bool:
    """Whether the last glob that fits a path is not one that leaves it out."""
    found = False
    for glob in globs:
        pattern = re.escape(f"**/{glob.removeprefix('!').removeprefix('**/')}")
        pattern = pattern.replace(r"\*\*/", "(.*/)?").replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
        if re.fullmatch(pattern, path):
            found = not glob.startswith("!")
    return found
