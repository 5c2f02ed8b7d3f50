"""The Data Package that describes the CSV files: fields, types, keys, licence.

Knows Data Package version 2. Must not know how a value is computed.
"""

from typing import Any

from pledgebook.downloads.dataset import Cell, Dataset
from pledgebook.downloads.table import Column, Foreign, Table
from pledgebook.downloads.tables import TABLES
from pledgebook.languages import Language

_PROFILES = "https://datapackage.org/profiles/2.0"


def describe_package(dataset: Dataset) -> dict[str, Cell]:
    """The descriptor, its words in the site's first language."""
    site = dataset.model.site
    language = dataset.languages[dataset.tags[0]]
    package: dict[str, Cell] = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "pledgebook",
        "title": dataset.text(site.title),
        "description": language.word("data.description"),
        "created": f"{dataset.as_of.isoformat()}T00:00:00Z",
    }
    if site.licence:
        package["licenses"] = [{"name": site.licence}]
    publisher = _publisher(dataset)
    if publisher:
        package["contributors"] = [publisher]
    package["resources"] = [_resource(dataset, table, language) for table in TABLES]
    return package


def _publisher(dataset: Dataset) -> dict[str, Cell] | None:
    body = dataset.model.site.publisher
    if body is None:
        return None
    title = dataset.text(dataset.name("organizations", body.organization) or body.name)
    found: dict[str, Cell] = {"title": title or body.url, "roles": ["publisher"]}
    return {**found, "path": body.url} if body.url else found


def _resource(dataset: Dataset, table: Table[Any], language: Language) -> dict[str, Cell]:
    name = table.name
    return {
        "name": name,
        "type": "table",
        "title": language.word(f"section.{name}"),
        "description": language.word(f"download.table.{name}"),
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(dataset, table, language),
    }


def _schema(dataset: Dataset, table: Table[Any], language: Language) -> dict[str, Cell]:
    fixed = [_field(column, table, language) for column in table.columns]
    labels = [
        _label(dataset, label.name, label.column_name(tag), tag, language)
        for label in table.labels
        for tag in dataset.tags
    ]
    schema: dict[str, Cell] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [*fixed, *labels],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    foreign = [_foreign(key) for key in table.foreign]
    return {**schema, "foreignKeys": foreign} if foreign else schema


def _field(column: Column[Any], table: Table[Any], language: Language) -> dict[str, Cell]:
    required = column.name in table.key
    constraints: dict[str, Cell] = {"required": True} if required else {}
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    field: dict[str, Cell] = {
        "name": column.name,
        "type": column.type,
        "description": language.word(column.description),
    }
    return {**field, "constraints": constraints} if constraints else field


def _label(
    dataset: Dataset, name: str, column: str, tag: str, language: Language
) -> dict[str, Cell]:
    of = dataset.languages[dataset.tags[0]].name_of(tag)
    return {
        "name": column,
        "type": "string",
        "description": language.word("download.label", column=name, language=of),
    }


def _foreign(key: Foreign) -> dict[str, Cell]:
    return {
        "fields": list(key.columns),
        "reference": {"resource": key.table, "fields": list(key.keys)},
    }
