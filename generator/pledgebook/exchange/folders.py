"""Which tool a folder belongs to, and what it holds.

Knows the forms of folders that are read in. Must not know what stands in their files.
"""

from collections.abc import Mapping
from pathlib import Path

from pledgebook.exchange.cells import Reader
from pledgebook.exchange.commitments import read_commitments
from pledgebook.exchange.found import Found
from pledgebook.exchange.names import Names
from pledgebook.exchange.opensdg import is_open_sdg, read_open_sdg
from pledgebook.exchange.problems import refuse
from pledgebook.model import Model

TEXTS = frozenset({".md", ".yml", ".yaml"})


def read_folder(
    folder: Path, model: Model, given: Mapping[str, str], mapped: Mapping[str, str]
) -> Found:
    """All that records can hold of a folder, or of a commitment's file.

    `given` holds for all of it; `mapped` says what words in it mean. Raises Refused.
    """
    reader = Reader(Names(model), ".")
    if is_open_sdg(folder):
        return read_open_sdg(folder, model.site.languages, reader, {**given})
    found = read_commitments(folder, reader, given, mapped)
    if found:
        return found
    raise refuse("import.folder", name=folder.name)
