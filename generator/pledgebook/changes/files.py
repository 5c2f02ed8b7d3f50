"""Attached files (documents, photos) that were replaced under the same name.

Knows their names alone. Must not know what is in a file, or how it was found to differ.
"""

from collections.abc import Iterable, Iterator

from pledgebook.changes.change import Change
from pledgebook.diagnostics import Place, message


def file_changes(names: Iterable[str]) -> Iterator[Change]:
    """A change for each file, by its path below content/files/."""
    for name in names:
        yield Change(
            "fact-changed",
            name,
            message("changes.file"),
            f"files/{name}",
            place=Place(f"content/files/{name}"),
            base=Place(f"content/files/{name}"),
            weight=1,
        )
