"""The reference of downloads: every table with every column, made from the tables themselves.

Knows how the page is laid out. What a column holds is said by the labels that the site's own
page of data shows too.
"""

from typing import Any

from pledgebook.downloads.table import Column, Table
from pledgebook.downloads.tables import TABLES
from pledgebook.languages import Language, load_language

HEAD = """\
# Downloads

<!-- Made from the tables: pytest --rewrite-golden -->

Every site offers its data below `data/`, in the first language's part. Each table is a file
`NAME.csv` and a file `NAME.json`; `all.xlsx` holds them all, a sheet each, and `datapackage.json`
describes them for programs (Data Package, version 2). `pledgebook export` writes the same files.
"""
NOTES = ("absent", "lists", "labels", "exact", "formulas", "recompute", "twins")


def downloads_page() -> str:
    """The whole page."""
    english = load_language("en")
    notes = "".join(f"- {english.word(f'data.note.{note}')}\n" for note in NOTES)
    tables = "".join(_table(table, english) for table in TABLES)
    return f"{HEAD}\n{notes}{tables}"


def _table(table: Table[Any], english: Language) -> str:
    rows = "".join(_row(column, table, english) for column in table.columns)
    labels = ", ".join(f"`{label.name}_…`" for label in table.labels)
    words = f"\nIn words, a column for each language: {labels}.\n" if labels else ""
    foreign = "".join(
        f"- {_names(each.columns)} names a row of `{each.table or table.name}` by "
        f"{_names(each.keys)}\n"
        for each in table.foreign
    )
    keys = f"\nA row is named by {_names(table.key)}.\n" + (f"\n{foreign}" if foreign else "")
    said = english.word(f"download.table.{table.name}")
    head = "| Column | Type | Holds |\n| --- | --- | --- |\n"
    return (
        f"\n## {table.name}\n\nA row is {said[0].lower()}{said[1:]}.\n\n{head}{rows}{words}{keys}"
    )


def _row(column: Column[Any], table: Table[Any], english: Language) -> str:
    key = " **key**" if column.name in table.key else ""
    kind = english.word(f"download.type.{column.type}")
    words = f" ({', '.join(f'`{word}`' for word in column.allowed)})" if column.allowed else ""
    said = english.word(column.description)
    return f"| `{column.name}`{key} | {kind} | {said}{words} |\n"


def _names(names: tuple[str, ...]) -> str:
    return " and ".join(f"`{name}`" for name in names)
