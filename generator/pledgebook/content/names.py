"""Names of records that hold a number, such as School 12: in a sentence they are no figures.

Knows every name in every language. Must not know what else a number may be.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pledgebook.content.mapped import map_plain
from pledgebook.model import Model
from pledgebook.values import LocalizedText

_DIGITS = re.compile(r"\d+")
_KINDS = ("organizations", "programmes", "agreements", "indicators", "scales")


@dataclass(frozen=True)
class Names:
    """The names of all records of a model, to be found by a number in them."""

    model: Model

    @cached_property
    def _by_number(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for name in dict.fromkeys(self._all()):
            for match in _DIGITS.finditer(name):
                found[match[0]].append((name, match.start()))
        return found

    def _all(self) -> Iterator[str]:
        for kind in _KINDS:
            for entry in self.model.of_type(kind).values():
                record = entry.record
                others = getattr(record, "other_names", ())
                short = getattr(record, "short_name", None)
                for text in (record.name, short, *(other.name for other in others)):
                    if isinstance(text, LocalizedText):
                        yield from (map_plain(version).text for version in text.texts.values())

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether the number at a place of a text is a part of a name that stands there."""
        digits = _DIGITS.search(text, start, end)
        if digits is None:
            return False
        return any(
            text.startswith(name, digits.start() - offset)
            for name, offset in self._by_number.get(digits[0], ())
            if digits.start() >= offset and not name.isdecimal()
        )
