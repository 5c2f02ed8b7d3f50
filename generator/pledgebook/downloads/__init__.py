"""Everything on the site as files: CSV, JSON, a workbook, a Data Package, JSON by record.

Knows which files there are. `dataset` is what they are made from, `table` says what a table
is, `registers`, `targets` and `results` what the tables hold, `formats`, `workbook` and
`datapackage` how they are written, `parts` a piece of a table in all of these, `twins` what
stands beside a record's page, `page` how the
downloads are shown. Must not compute a verdict. Files lie in the tree of the site's first
language only.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pledgebook.downloads.datapackage import describe_package
from pledgebook.downloads.dataset import Dataset
from pledgebook.downloads.formats import (
    JSON_BETWEEN,
    JSON_END,
    JSON_START,
    NO_ROWS,
    csv_head,
    to_json,
)
from pledgebook.downloads.parts import Memory, table_parts
from pledgebook.downloads.table import Table
from pledgebook.downloads.tables import TABLES
from pledgebook.downloads.twins import TwinRows, twin_files
from pledgebook.downloads.workbook import LARGE, BookWriter
from pledgebook.model import Model
from pledgebook.status import Statuses

__all__ = ["TABLES", "download_files", "iter_downloads"]

Chunks = Sequence[bytes]


def download_files(model: Model, statuses: Statuses, as_of: date) -> dict[str, bytes]:
    """The downloads by path in the docs tree; see iter_downloads."""
    found = iter_downloads(model, statuses, as_of)
    return {path: b"".join(chunks) for path, chunks in found}


def iter_downloads(
    model: Model, statuses: Statuses, as_of: date, memory: Memory | None = None
) -> Iterator[tuple[str, Chunks]]:
    """Each download with its path in the docs tree, one after the other, in pieces, since
    together they can be larger than the records: `data/results.csv`,
    `organizations/x/index.json`.

    Rows issued and announcements published after `as_of` are in none of them. `memory` keeps
    parts of large tables.
    """
    dataset = Dataset(model, statuses, as_of)
    headers = {table.name: table.header(dataset) for table in TABLES}
    large = {t.name for t in TABLES if t.count(dataset) * len(headers[t.name]) > LARGE}
    book, rows = BookWriter(headers, large), TwinRows()
    for table in TABLES:
        yield from _write_table(dataset, table, book, rows, memory)
    title = dataset.text(model.site.title) or ""
    yield "data/all.xlsx", [book.finish(title, as_of)]
    yield "data/datapackage.json", [f"{to_json(describe_package(dataset), 6)}\n".encode()]
    for path, content in twin_files(dataset, rows):
        yield path, [content]


def _write_table(
    dataset: Dataset, table: Table[Any], book: BookWriter, rows: TwinRows, memory: Memory | None
) -> Iterator[tuple[str, Chunks]]:
    """The table as CSV and JSON; its rows go into the workbook and to the twins too."""
    book.start(table.name)
    as_csv = [csv_head(table.header(dataset))]
    as_json: list[bytes] = []
    for part in table_parts(table, dataset, memory):
        as_csv.append(part.csv)
        if part.json:
            as_json.extend(((JSON_BETWEEN if as_json else JSON_START).encode(), part.json))
        book.add(part.sheet)
        rows.add(table.name, part.twins, part.columns)
    yield f"data/{table.name}.csv", as_csv
    yield f"data/{table.name}.json", [*as_json, (JSON_END if as_json else NO_ROWS).encode()]
