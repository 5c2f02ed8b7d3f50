"""A text file of the project, and where an offset in it is for a person.

Knows lines and columns. Must not know YAML or records.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from pledgebook.diagnostics import Place

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class SourceFile:
    """A file's path relative to the project (with `/`) and its text as written."""

    path: str
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line begins."""
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))

    def line_of(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self.line_starts, offset)

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its end; empty when there is no such line."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def place(self, start: int, end: int | None = None) -> Place:
        """The place of an offset; `end` is cut at the end of the first line."""
        line = self.line_of(start)
        first = self.line_starts[line - 1]
        column = start - first + 1
        last = len(self.line(line)) + 1
        end_column = None if end is None else max(column + 1, min(end - first + 1, last))
        return Place(self.path, line, column, end_column)
