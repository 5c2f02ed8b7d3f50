"""Everything on the site as files: CSV, JSON, a workbook, a Data Package, JSON by record.

Knows which files there are. `dataset` is what they are made from, `table` says what a table
is, `registers`, `targets` and `results` what the tables hold, `formats`, `workbook` and
`datapackage` how they are written, `twins` what stands beside a record's page, `page` how the
downloads are shown. Must not compute a verdict. Files lie in the tree of the site's first
language only.
"""

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

__all__ = ["TABLES", "download_files"]


def download_files(model: Model, statuses: Statuses, as_of: date) -> dict[str, bytes]:
    """The downloads by path in the docs tree: `data/results.csv`, `organizations/x/index.json`.

    Rows issued and announcements published after `as_of` are in none of them.
    """
    dataset = Dataset(model, statuses, as_of)
    grids = [fill(table, dataset) for table in TABLES]
    by_name = {grid.table.name: grid for grid in grids}
    title = dataset.text(model.site.title) or ""
    files = {f"data/{grid.table.name}.csv": write_csv(grid) for grid in grids}
    files |= {f"data/{grid.table.name}.json": write_json(grid) for grid in grids}
    files["data/all.xlsx"] = write_workbook(grids, title, as_of)
    files["data/datapackage.json"] = f"{to_json(describe_package(dataset, grids), 6)}\n".encode()
    return files | dict(twin_files(dataset, by_name["targets"], by_name["results"]))
