"""Where in a Markdown text the cause of something in its HTML stands.

Knows that the HTML follows the text in order, and what cannot be a cause: code. Must not know
why a place is looked for.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from pledgebook.content.mapped import map_source

_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??(?P=fence)[ ]*$"
    r"|(?<!\\)(?<!`)(?P<ticks>`{1,20})(?!`)(?:[^`]|(?!(?P=ticks)(?!`))`){1,2000}?(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(
    r"^[ \t>*+-]*(?P<hashes>\#{1,6})|^(?P<words>[^\n]+)\n(?P<line>=+|-+)[ ]*$", re.MULTILINE
)
Span = tuple[int, int]
_Fits = Callable[[str], bool]


def _anywhere(_: str) -> bool:
    return True


def _opens_address(before: str) -> bool:
    """In `](address)`, `<address>` or `[name]: address`."""
    return before.rstrip()[-1:] in {"(", "<", ":"}


def _closes_address(after: str) -> bool:
    return not after or after.isspace() or after in ")>"


class Places:
    """The places of a text's parts, asked for in the order in which they are in the HTML."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen: dict[str, int] = {}

    @cached_property
    def _open(self) -> str:
        """The text with blanks for code: nothing in code is a cause."""
        return _CODE.sub(lambda match: " " * len(match[0]), self._text)

    @cached_property
    def _plain(self) -> tuple[str, Sequence[int]]:
        """The text without escapes and in small letters, with the offset of each character."""
        plain, offsets = map_source(self._open)
        lowered = plain.lower()
        return (lowered if len(lowered) == len(plain) else plain), offsets

    def find(self, needle: str) -> Span | None:
        """The next place where something is written; again from the top after the last."""
        return self._find(needle, _anywhere, _anywhere)

    def find_address(self, address: str) -> Span | None:
        """The next place where an address is written as the whole goal of a link."""
        if not address:
            return self._find("]()", _anywhere, _anywhere)
        return self._find(address, _opens_address, _closes_address) or self.find(address)

    def find_entity(self, entity: str) -> Span | None:
        """The next place, if possible outside code, where an entity such as `&shy;` stands."""
        start = self._seen.get(entity, -1) + 1
        for text, first in ((self._open, start), (self._text, start), (self._text, 0)):
            for written in (entity, entity.rstrip(";")):
                if (at := text.find(written, first)) >= 0:
                    self._seen[entity] = at
                    return at, at + len(written)
        return None

    def _find(self, needle: str, before: _Fits, after: _Fits) -> Span | None:
        """The next place in either form of letters, escaped or not."""
        if not needle:
            return None
        needle = needle.lower()
        text, offsets = self._plain
        start = self._seen.get(needle, -1) + 1
        for first in dict.fromkeys((start, 0)):
            at = text.find(needle, first)
            while at >= 0:
                end = at + len(needle)
                if before(text[max(0, at - 20) : at]) and after(text[end : end + 1]):
                    self._seen[needle] = at
                    return offsets[at], max(offsets[end], offsets[at] + 1)
                at = text.find(needle, at + 1)
        return None

    @cached_property
    def headings(self) -> tuple[tuple[int, int], ...]:
        """Level and offset of each line that looks like a heading, in order."""
        found = []
        for match in _HEADING.finditer(self._open):
            if match["hashes"]:
                found.append((len(match["hashes"]), match.start("hashes")))
            else:
                found.append((1 if match["line"][0] == "=" else 2, match.start("words")))
        return tuple(found)
