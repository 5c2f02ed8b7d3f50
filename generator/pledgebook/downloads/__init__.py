"""Everything on the site as files: CSV, JSON, a workbook, a Data Package, JSON by record.

Knows which files there are. `dataset` is what they are made from, `table` says what a table
is, `registers`, `targets` and `results` what the tables hold, `formats`, `workbook` and
`datapackage` how they are written, `twins` what stands beside a record's page, `page` how the
downloads are shown. Must not compute a verdict. Files lie in the tree of the site's first
language only.
"""

from collections.abc import Iterator
from datetime import date

from pledgebook.downloads.datapackage import describe_package
from pledgebook.downloads.dataset import Dataset
from pledgebook.downloads.formats import to_json, write_csv, write_json
from pledgebook.downloads.table import fill
from pledgebook.downloads.tables import TABLES
from pledgebook.downloads.twins import twin_files
from pledgebook.downloads.workbook import write_workbook
from pledgebook.model import Model
from pledgebook.status import Statuses

__all__ = ["TABLES", "download_files", "iter_downloads"]


def download_files(model: Model, statuses: Statuses, as_of: date) -> dict[str, bytes]:
    """The downloads by path in the docs tree; see iter_downloads."""
    return dict(iter_downloads(model, statuses, as_of))


def iter_downloads(model: Model, statuses: Statuses, as_of: date) -> Iterator[tuple[str, bytes]]:
    """Each download with its path in the docs tree, one after the other, since together they
    can be larger than the records: `data/results.csv`, `organizations/x/index.json`.

    Rows issued and announcements published after `as_of` are in none of them.
    """
    dataset = Dataset(model, statuses, as_of)
    grids = [fill(table, dataset) for table in TABLES]
    by_name = {grid.table.name: grid for grid in grids}
    title = dataset.text(model.site.title) or ""
    for grid in grids:
        yield f"data/{grid.table.name}.csv", write_csv(grid)
        yield f"data/{grid.table.name}.json", write_json(grid)
    yield "data/all.xlsx", write_workbook(grids, title, as_of)
    package = f"{to_json(describe_package(dataset, grids), 6)}\n".encode()
    yield "data/datapackage.json", package
    yield from twin_files(dataset, by_name["targets"], by_name["results"])
