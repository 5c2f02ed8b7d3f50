"""Records against the schemas for editors, as other tools would check them: YAML read by
parsers that are not ours, validated by a validator that is not ours."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

import yaml
import yaml_rs
from jsonschema import Draft7Validator

from pledgebook.checks import check_project
from pledgebook.diagnostics import Diagnostic, Severity
from pledgebook.frontmatter import split_front_matter
from pledgebook.load import Loaded
from pledgebook.parse import MODELS
from pledgebook.schema import schema_file, schema_names
from pledgebook.schema.names import names_of
from sites import AS_OF

# Rules about the shape of a record, most of which one file alone shows.
SHAPES = {
    *("unknown-field", "missing-field", "wrong-type", "bad-value", "bad-id", "bad-date"),
    "unknown-language",
}


class _Loader(yaml.CSafeLoader):
    """Leaves keys as they are written: JSON has no others, and `no` is Norwegian."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep) for key, value in node.value}


# YAML 1.2, as editors read it, and YAML 1.1.
PARSERS: Mapping[str, Callable[[str], Any]] = {
    "1.2": yaml_rs.loads,
    "1.1": lambda text: yaml.load(text, Loader=_Loader),
}


def as_json(value: Any) -> Any:
    """What a parser gave, with JSON's types alone: keys and dates become text."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


class Validators(Mapping[str, Draft7Validator]):
    """A validator for every schema of a site, by the schema's name (`organizations.map`); each is
    made when it is asked for."""

    def __init__(self, loaded: Loaded) -> None:
        self._names = names_of(loaded)
        self._made: dict[str, Draft7Validator] = {}

    def __getitem__(self, name: str) -> Draft7Validator:
        if name not in self._made:
            schema = json.loads(schema_file(name, self._names))
            checker = Draft7Validator.FORMAT_CHECKER
            self._made[name] = Draft7Validator(schema, format_checker=checker)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(schema_names())

    def __len__(self) -> int:
        return len(schema_names())


def schema_of(path: str, first: str) -> str | None:
    """The name of the schema for a file of a project, or None. `first` is the first language."""
    parts = path.split("/")
    stem, _, suffix = parts[-1].rpartition(".")
    if parts[0] == "data" and suffix in {"yml", "yaml"}:
        if len(parts) == 2:
            return stem if stem in {"site", "results"} else f"{stem}.map"
        return parts[1] if parts[1] in MODELS else None
    if parts[0] == "content" and suffix == "md":
        if parts[1] != "announcements":
            return "pages"
        translated = "." in stem and not stem.endswith(f".{first}")
        return "announcements.translation" if translated else "announcements"
    return None


def texts_of(root: Path) -> Iterator[tuple[str, str]]:
    """The YAML of every file of a project, by path: the whole file, or its front matter."""
    for folder in ("data", "content"):
        for file in sorted((root / folder).rglob("*")):
            path = file.relative_to(root).as_posix()
            if file.suffix in {".yml", ".yaml"}:
                yield path, file.read_text(encoding="utf-8")
            elif file.suffix == ".md":
                text = file.read_text(encoding="utf-8")
                start, end, _ = split_front_matter(text)
                yield path, text[start:end]


def refused(root: Path, loaded: Loaded, parser: str) -> list[str]:
    """What the schemas refuse in a project, a line for each file."""
    validators = Validators(loaded)
    first = loaded.model.site.languages[0]
    found: list[str] = []
    for path, text in texts_of(root):
        name = schema_of(path, first)
        validator = validators.get(name or "")
        if validator is not None:
            found.extend(f"{path}: {e}" for e in errors(validator, text, parser))
    return found


def errors(validator: Draft7Validator, text: str, parser: str = "1.2") -> list[str]:
    """What a schema refuses in a YAML text."""
    value = as_json(PARSERS[parser](text))
    return [f"{e.json_path}: {e.message[:300]}" for e in validator.iter_errors(value)]


def errors_told(root: Path) -> list[Diagnostic]:
    """The errors that the program finds in a project."""
    return [d for d in check_project(root, AS_OF).diagnostics if d.severity is Severity.ERROR]
