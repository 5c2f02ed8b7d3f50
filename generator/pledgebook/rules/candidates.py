"""The names that exist, to find the one an author meant among many.

Knows how to keep the search short. Must not know what the names are of.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from pledgebook.nearest import nearest

# Comparing a word with so many names takes half a second. Who has more unknown names than
# that has one mistake, not many.
_MOST_COMPARED = 400_000


_SPLIT = re.compile(r"[-/]")


def is_slip(word: str, near: str) -> bool:
    """Whether a name is surely a slip of another, so that the line may be written for its author.

    Where the words differ in a number, a single letter or a whole part (`school-c` and
    `school-a`), both may be names, and only their author knows.
    """
    one, other = (name.casefold().replace("_", "-") for name in (word, near))
    if one.replace("-", "") == other.replace("-", ""):
        return True
    parts, others = _SPLIT.split(one), _SPLIT.split(other)
    return len(parts) == len(others) and all(map(_is_misspelt, parts, others))


def _is_misspelt(part: str, other: str) -> bool:
    """Whether a part of a name is the same, or long enough and almost the same."""
    if part == other:
        return True
    plain = len(part) > 3 and part.isalpha() and other.isalpha()
    return plain and SequenceMatcher(None, part, other).ratio() > 0.75


class Candidates:
    """Names of one kind. A word is looked up once, however often it is written."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self._found: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """The name that was probably meant, or None."""
        if word not in self._found:
            if len(self._found) * len(self.names) > _MOST_COMPARED:
                return None
            self._found[word] = nearest(word, self.names)
        return self._found[word]
