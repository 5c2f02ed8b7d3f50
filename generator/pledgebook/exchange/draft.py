"""A record to be, which knows the cells it came from.

Knows fields and cells. Must not know how either is read or written.
"""

from dataclasses import dataclass, field

from pledgebook.exchange.cells import Plain


@dataclass
class Draft:
    """A record to be: its id (empty for rows), fields, and the cell of each field.

    `parts`: the codes by dimension, where the value is a part of another row's.
    """

    kind: str
    at: str
    id: str = ""
    fields: dict[str, Plain] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)

    def cell(self, path: str) -> str:
        """The cell that a field, or a part of it, came from; else the first of the row."""
        while path:
            if found := self.cells.get(path):
                return found
            path = path.rpartition(".")[0]
        return self.at
