"""The cells of a sheet, whatever file they came from.

Knows values and addresses. Must not know files, nor what the cells mean.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from openpyxl.utils import get_column_letter

MAX_BYTES = 50_000_000
Value: TypeAlias = str | Decimal | bool | date


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. `percent`: the number is shown times 100, with a percent sign.

    `formula`: the value is the text of a formula whose outcome the file does not hold."""

    value: Value
    percent: bool = False
    formula: bool = False

    @property
    def text(self) -> str:
        """The value as text."""
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        if isinstance(self.value, Decimal):
            return f"{self.value:f}"
        return self.value.isoformat() if isinstance(self.value, date) else self.value.strip()

    @property
    def prose(self) -> str:
        """The value as a text of several lines, whose last one may end."""
        return self.value if isinstance(self.value, str) else self.text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its cells by row and column, counted from 1; empty ones are not there.

    A merged cell's value stands in each cell it covers; `merged` names the first of them.
    """

    name: str
    cells: dict[tuple[int, int], Cell]
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def at(self, row: int, column: int) -> str:
        """The address of a cell: `Sheet1!B7`."""
        return f"{self.name}!{get_column_letter(column)}{row}"

    @property
    def size(self) -> tuple[int, int]:
        """The last row and column that hold anything."""
        rows, columns = (max((key[i] for key in self.cells), default=0) for i in (0, 1))
        return rows, columns


def number(value: float | int | Decimal) -> Decimal:
    """A number of a spreadsheet, which keeps 15 digits of it."""
    exact = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    whole = exact.to_integral_value()
    return whole if whole == exact else exact.normalize()


def text_cell(text: str) -> Cell | None:
    """A cell of text without blanks around it, or None."""
    kept = text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    kept = kept.strip(" \t\u00a0")
    return Cell(kept) if kept.strip() else None
