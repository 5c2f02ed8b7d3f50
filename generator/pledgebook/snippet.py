"""A line of a file with a marker below it, as a person sees it on a terminal.

Knows cells, tabs and colours. Must not know what is wrong with the line.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pledgebook.diagnostics import Place, Severity
from pledgebook.messages import visible
from pledgebook.width import TAB, cell, cells

MAX_CELLS = 100
BEFORE = 30
_GUTTER = 5
_CODES = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


@dataclass(frozen=True, slots=True)
class Styles:
    """Colours, or none of them."""

    colour: bool = False

    def severity(self, text: str, severity: Severity) -> str:
        """A word as strong as the severity."""
        return self._styled(text, f"1;{_CODES[severity]}")

    def place(self, text: str) -> str:
        """Where something is."""
        return self._styled(text, "1")

    def hint(self, text: str) -> str:
        """What to do."""
        return self._styled(text, "32")

    def faint(self, text: str) -> str:
        """What only some want to read."""
        return self._styled(text, "2")

    def _styled(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


def snippet(line: str, place: Place, styles: Styles) -> list[str]:
    """The line with its number, and a marker from the place's column to its end column. Of a
    long line, the part around the marker."""
    start = max(place.column - 1, 0)
    end = max(place.end_column or place.column + 1, place.column + 1) - 1
    # Of a line of a million characters only these can come into view.
    left = max(start - 4 * MAX_CELLS, 0)
    pieces = enumerate(_pieces(line[left : start + 4 * MAX_CELLS]), left)
    shown = _around([(*piece, index) for index, piece in pieces], start - left)
    text = "".join(piece for piece, _, _ in shown)
    lines = [f"{_gutter(place.line, styles)} {text}".rstrip()]
    if line.strip():
        before = sum(width for _, width, index in shown if index < start)
        marked = sum(width for _, width, index in shown if start <= index < end)
        marker = styles.severity("^" * max(marked, 1), Severity.ERROR)
        lines.append(f"{_gutter('', styles)} {' ' * before}{marker}")
    return lines


def whole_line(line: str, number: int, styles: Styles) -> str:
    """A line with its number, however long: somebody may want to copy it."""
    return f"{_gutter(number, styles)} {visible(line.expandtabs(TAB))}"


def _gutter(number: int | str, styles: Styles) -> str:
    return styles.faint(f"{number:>{_GUTTER}} |")


def _pieces(line: str) -> Iterator[tuple[str, int]]:
    """Each character of a line as it is shown, with its width."""
    column = 0
    for character in line:
        if character == "\t":
            shown, width = " " * (TAB - column % TAB), TAB - column % TAB
        elif character.isprintable():
            shown, width = character, cell(character)
        else:
            shown = visible(character)
            width = cells(shown)
        column += width
        yield shown, width


def _around(pieces: list[tuple[str, int, int]], start: int) -> list[tuple[str, int, int]]:
    """The pieces near the marker, as many as fit, with dots for those left out."""
    if sum(width for _, width, _ in pieces) <= MAX_CELLS:
        return pieces
    first = _first(pieces, start)
    room, shown = MAX_CELLS, [("…", 1, -1)] if first else []
    for piece in pieces[first:]:
        room -= piece[1]
        if room <= 0:
            return [*shown, ("…", 1, len(pieces))]
        shown.append(piece)
    return shown


def _first(pieces: list[tuple[str, int, int]], start: int) -> int:
    """Where to begin so that the marker has something before it, and a mark its letter."""
    if sum(width for _, width, _ in pieces[:start]) < MAX_CELLS - BEFORE:
        return 0
    first = max(start - BEFORE, 0)
    while first and pieces[first][1] == 0:
        first -= 1
    return first
