"""What can be wrong with a file that is read in: a place in a sheet, and a sentence.

Knows how a problem is told. Must not know what is read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pledgebook.diagnostics import Message, Param, message
from pledgebook.messages import render

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake at one cell (`Sheet1!B7`), with what to do about it."""

    at: str
    message: Message
    hint: Message | None = None

    def text(self, language: str) -> str:
        """`Sheet1!B7: what is wrong; what to do`."""
        hint = f"; {render(self.hint, language)}" if self.hint else ""
        return f"{self.at}: {render(self.message, language)}{hint}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems once each, those of a sheet from top to bottom and from left to right."""
    sheets: dict[str, int] = {}

    def key(problem: Problem) -> tuple[int, int, int, str]:
        sheet, _, cell = problem.at.rpartition("!")
        found = _CELL.fullmatch(cell)
        first = sheets.setdefault(sheet, len(sheets))
        letters, row = (found[1], int(found[2])) if found else ("", 0)
        return first, row, len(letters), letters

    return sorted(dict.fromkeys(problems), key=key)


def told(problems: Iterable[Problem], language: str) -> Iterator[str]:
    """Each thing that is said, once: at the first cell it is said of, and of how many more."""
    places: dict[tuple[Message, Message | None], list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        places.setdefault((problem.message, problem.hint), []).append(problem)
    for first, *more in places.values():
        also = render(message("import.more", count=len(more)), language) if more else ""
        yield f"{first.text(language)} ({also})" if also else first.text(language)


class Refused(Exception):
    """A value or file that cannot be read, with the sentence for its author."""

    def __init__(self, text: Message, hint: Message | None = None) -> None:
        super().__init__(text.key)
        self.text, self.hint = text, hint

    def at(self, place: str) -> Problem:
        """The problem, at a place."""
        return Problem(place, self.text, self.hint)


def refuse(key: str, *, near: str | None = None, **params: Param) -> Refused:
    """The refusal whose sentence is `key` and whose hint, if there is no near name, is
    `key.hint`."""
    hint = message("import.near", near=near) if near else message(f"{key}.hint", **params)
    return Refused(message(key, **params), hint)
