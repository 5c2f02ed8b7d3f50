"""Which tool a folder belongs to, and what it holds.

Knows the forms of folders that are read in. Must not know what stands in their files.
"""

from collections.abc import Mapping
from pathlib import Path

from pledgebook.exchange.cells import Reader
from pledgebook.exchange.found import Found
from pledgebook.exchange.names import Names
from pledgebook.exchange.opensdg import is_open_sdg, read_open_sdg
from pledgebook.exchange.problems import refuse
from pledgebook.model import Model


def read_folder(folder: Path, model: Model, given: Mapping[str, str]) -> Found:
    """All that records can hold of a folder. `given` holds for all of it. Raises Refused."""
    if is_open_sdg(folder):
        return read_open_sdg(folder, model.site.languages, Reader(Names(model), "."), {**given})
    raise refuse("import.folder", name=folder.name)
