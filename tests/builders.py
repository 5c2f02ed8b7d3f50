"""Small projects for tests, from YAML text: on disk, or straight to a model."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pledgebook.load import load
from pledgebook.model import Model
from pledgebook.project import ContentFile, DataFile, Project
from pledgebook.source import SourceFile
from pledgebook.status import Statuses, evaluate_all

SITE = "title: Test\nlanguages: [en]\n"
MKDOCS = "site_name: Test\ntheme: {name: material}\n"


def project(folder: Path, files: Mapping[str, str]) -> Path:
    """Writes a project and returns its root; `data/site.yml` and `mkdocs.yml` have defaults."""
    for path, text in {"data/site.yml": SITE, "mkdocs.yml": MKDOCS, **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def model_of(files: Mapping[str, str], *, sound: bool = True) -> Model:
    """The model of files given as text, without a disk.

    `data/site.yml` has a default. `sound`: fails when a file has a mistake of shape.
    """
    data: list[DataFile] = []
    content: list[ContentFile] = []
    for path, text in sorted({"data/site.yml": SITE, **files}.items()):
        source = SourceFile(path, text)
        if path.startswith("data/"):
            data.append(_data_file(path, source))
        else:
            page, _, language = path.removeprefix("content/").removesuffix(".md").partition(".")
            content.append(ContentFile(page, language, source))
    loaded = load(Project(Path(), tuple(data), tuple(content), (), ()))
    assert not (sound and loaded.diagnostics), loaded.diagnostics
    return loaded.model


def _data_file(path: str, source: SourceFile) -> DataFile:
    parts = path.removeprefix("data/").rsplit(".", 1)[0].split("/")
    named = len(parts) > 1 and parts[0] != "results"
    return DataFile(parts[0], parts[-1] if named else "", source)


def statuses_of(files: Mapping[str, str], as_of: str, *, sound: bool = True) -> Statuses:
    """All verdicts of files given as text, on a day."""
    return evaluate_all(model_of(files, sound=sound), date.fromisoformat(as_of))
