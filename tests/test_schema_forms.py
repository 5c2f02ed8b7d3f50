"""Every form in which records may be written, and every mistake that one file shows."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from builders import project
from pledgebook.diagnostics import Diagnostic
from pledgebook.load import load_project
from schema_forms import ALLOWED, PATHS, PROJECT, REFUSED
from validators import PARSERS, SHAPES, Validators, errors, errors_told


@pytest.fixture(scope="module")
def validators(tmp_path_factory: pytest.TempPathFactory) -> Validators:
    return Validators(load_project(project(tmp_path_factory.mktemp("forms"), PROJECT)))


def told_of(folder: Path, name: str, text: str) -> list[Diagnostic]:
    """The errors that the program finds in a file of this text."""
    path = PATHS[name]
    files = {**PROJECT, path: text}
    if path.endswith(".md"):
        files[path] = f"---\n{text}\n---\nText.\n"
    if name == "announcements.translation":
        files[PATHS["announcements"]] = f"---\n{ALLOWED['announcements'][0]}\n---\nText.\n"
    return [d for d in errors_told(project(folder, files)) if d.place.path == path]


def forms(table: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    return [(name, text) for name, texts in table.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), forms(ALLOWED))
def test_every_form_is_accepted(
    name: str, text: str, validators: Validators, tmp_path: Path
) -> None:
    assert [d for d in told_of(tmp_path, name, text) if d.rule in SHAPES] == []
    for parser in PARSERS:
        assert errors(validators[name], text, parser) == [], parser


@pytest.mark.parametrize(("name", "text"), forms(REFUSED))
def test_what_a_file_alone_shows_is_refused(
    name: str, text: str, validators: Validators, tmp_path: Path
) -> None:
    assert told_of(tmp_path, name, text) != []
    assert errors(validators[name], text) != []
