"""What can be wrong with a file that is read in: a place in a sheet, and a sentence.

Knows how a problem is told. Must not know what is read.
"""

from dataclasses import dataclass

from pledgebook.diagnostics import Message, Param, message
from pledgebook.messages import render


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
