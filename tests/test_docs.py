"""The documentation is whole: nothing that a person can write, call or download is left out."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from pledgebook.cli import COMMANDS, load_command
from pledgebook.downloads.tables import TABLES
from pledgebook.records import RECORD_TYPES, Part, Shared, Terms
from reference_commands import commands_page
from reference_downloads import downloads_page
from reference_outline import PAGES, Model, PageOfRecords
from reference_records import fields_of, reference_pages, title
from sites import ROOT
from test_descriptions import MODELS

DOCS = ROOT / "docs"
PACKAGE = ROOT / "generator" / "pledgebook"


@cache
def made() -> Mapping[str, str]:
    """Every page that is made by a program, by its path below docs/."""
    records = {f"reference/records/{name}": text for name, text in reference_pages().items()}
    return {
        **records,
        "reference/commands.md": commands_page(),
        "reference/downloads.md": downloads_page(),
    }


@pytest.mark.parametrize("path", made())
def test_a_page_that_is_made_is_up_to_date(path: str, rewrite_golden: bool) -> None:
    page = DOCS / path
    if rewrite_golden:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(made()[path], encoding="utf-8", newline="\n")
    assert page.read_text(encoding="utf-8") == made()[path], "renew it with --rewrite-golden"


def test_every_page_of_records_is_one_that_is_made() -> None:
    found = {path.name for path in (DOCS / "reference" / "records").glob("*.md")}
    assert found == set(reference_pages())


def test_every_type_and_part_of_a_record_has_one_place() -> None:
    told = [model for page in PAGES for model in page.models]
    assert len(told) == len(set(told))
    # These two are never written by themselves: others have their fields.
    assert set(told) == set(MODELS) - {Part, Terms}
    assert {kind.name for kind in RECORD_TYPES} <= {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_field_is_told_of_where_its_model_is(page: PageOfRecords) -> None:
    sections = _sections((DOCS / "reference" / "records" / f"{page.name}.md").read_text("utf-8"))
    for model in page.models:
        told = sections[title(model)]
        lacking = [name for name in fields_of(model) if f"`{name}`" not in told]
        assert lacking == [], model.__name__


@pytest.mark.parametrize("model", [m for page in PAGES for m in page.models])
def test_no_field_is_passed_over(model: Model) -> None:
    shared = () if model is Shared else Shared.model_fields
    assert set(model.model_fields) - set(fields_of(model)) <= set(shared)


def test_every_command_and_option_is_told_of() -> None:
    sections = _sections((DOCS / "reference" / "commands.md").read_text("utf-8"))
    for command in map(load_command, COMMANDS):
        assert command.name in sections
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{command.name}: {parameter.name}"
            for name in (each for each in parameter.opts if each.startswith("-")):
                assert f"`{name}" in sections[command.name], f"{command.name} {name}"


def test_every_column_of_a_download_is_told_of() -> None:
    sections = _sections((DOCS / "reference" / "downloads.md").read_text("utf-8"))
    for table in TABLES:
        columns = [f"| `{column.name}`" for column in table.columns]
        labels = [f"`{label.name}_…`" for label in table.labels]
        assert [each for each in (*columns, *labels) if each not in sections[table.name]] == []


def test_every_variable_of_the_environment_is_told_of() -> None:
    read = re.compile(r'environ(?:\.get\(|\[)"(\w+)"')
    found = {
        name for path in PACKAGE.rglob("*.py") for name in read.findall(path.read_text("utf-8"))
    }
    assert "SOURCE_DATE_EPOCH" in found
    assert {name for name in found if f"`{name}`" not in commands_page()} == set()


def _sections(text: str) -> dict[str, str]:
    """The parts of a page by their headings of the second level."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_no_file_is_named_that_is_not_there() -> None:
    """The readme and the guide for contributors lead to pages of the docs."""
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert (ROOT / Path(target)).exists(), f"{name}: {target}"


def test_the_docs_build_as_a_site_whose_links_hold(tmp_path: Path) -> None:
    """Strict: a link, an anchor or a page of the navigation that is not there ends the build."""
    build(load_config(str(ROOT / "mkdocs-docs.yml"), site_dir=str(tmp_path), strict=True))
    pages = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")]
    assert len(pages) > 20
    asked = re.compile(r'<(?:script|img|iframe|link rel="(?:stylesheet|preconnect)")[^>]*"https?:')
    assert [page for page in pages if asked.search(page)] == []
