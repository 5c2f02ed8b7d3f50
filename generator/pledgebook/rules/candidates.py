"""The names that exist, to find the one an author meant among many.

Knows how to keep the search short. Must not know what the names are of.
"""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nsmallest

from pledgebook.nearest import nearest

_FEW = 100
# Who has more unknown names than that has one mistake, not many.
_MOST_SEARCHES = 100
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
            if len(self._found) >= _MOST_SEARCHES:
                return None
            self._found[word] = nearest(word, self._similar(word))
        return self._found[word]

    def _similar(self, word: str) -> Iterable[str]:
        """The names that share most pairs of letters with a word. Comparing it letter by letter
        with each of ten thousand names would take a second."""
        if len(self.names) <= _FEW:
            return self.names
        shared: Counter[int] = Counter()
        for pair in _pairs(word):
            shared.update(self._by_pair.get(pair, ()))
        ranked = nsmallest(_FEW, shared.items(), key=lambda item: (-item[1], item[0]))
        return [self.names[index] for index, _ in ranked]

    @cached_property
    def _by_pair(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, name in enumerate(self.names):
            for pair in _pairs(name):
                found.setdefault(pair, []).append(index)
        return found


def _pairs(word: str) -> set[str]:
    return {word[start : start + 2] for start in range(len(word) - 1)} or {word}
