"""What can still be read of a file that YAML's reader gave up on.

Knows that a record file is a mapping, one key after another at the margin, and that rows
are list items one below the other. Each such piece is read alone, so that one mistake
hides no other and an id that an author wrote stays known. Must not know record types.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pledgebook.located import NO_KEYS, Mapping, Problem, Sequence, Text, read_document

MAX_PIECES = 20_000
MAX_ERRORS = 5
_KEY = re.compile(
    r"^(?:\"[^\"\n]+\"|'[^'\n]+'|[\w.][^\n:#]*?)(?::(?=\s|$|\S)|[ \t]+:(?=\s|$))", re.MULTILINE
)
_ITEM = re.compile(r"^(?P<indent>[ ]*)-(?=[ \n\r]|$)", re.MULTILINE)
_NAME = re.compile(r"^[ \t]*(?:- +)?[{\"' ]*(?P<name>[a-z0-9]+(?:[-_][a-z0-9]+)*)", re.MULTILINE)
_BRACKET = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:---[ \t]*\n\s*)?[\[{-]")

Extent = tuple[int, int]


@dataclass(slots=True)
class Salvage:
    """The mapping made of the pieces that could be read; what is wrong with the others, each
    problem with the part of the file it is about; and the names that stand in those."""

    root: Mapping
    problems: list[tuple[Problem, Extent]] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    empty: dict[Text, Text] = field(default_factory=dict)
    known: dict[Text, Text] = field(default_factory=dict)
    errors: int = 0


def salvage(text: str, extent: Extent, blamed: int, listed: str = "") -> Salvage:
    """Reads the pieces of `text` within `extent`, except the one that holds the offset `blamed`,
    whose mistake is known. `listed` is the key whose list is read item by item."""
    root = Mapping()
    root.start, root.end = extent
    result = Salvage(root)
    root.empty = result.empty
    if _BRACKET.match(text, extent[0]):
        result.lost |= names_in(text, extent)
        return result
    for piece in _pieces(text, extent, _KEY):
        _read_piece(text, piece, blamed, listed, result)
    return result


def _pieces(text: str, extent: Extent, pattern: re.Pattern[str]) -> Iterator[Extent]:
    """From each match to the next; what stands before the first belongs to the first."""
    starts = [match.start() for match in pattern.finditer(text, *extent)][:MAX_PIECES]
    if starts:
        starts[0] = extent[0]
        yield from zip(starts, [*starts[1:], extent[1]], strict=True)


def _read_piece(text: str, piece: Extent, blamed: int, listed: str, result: Salvage) -> None:
    start, end = piece
    document = read_document(text[start:end], start)
    if isinstance(document.root, Mapping):
        result.problems.extend((problem, piece) for problem in document.problems)
        _add(result, document.root)
        return
    if listed and (found := _read_items(text, piece, listed, blamed, result)):
        _add(result, found)
        return
    result.lost |= names_in(text, piece)
    if not start <= blamed < end:
        _report(document.problems or (_no_field(text, piece),), piece, result)


def _no_field(text: str, piece: Extent) -> Problem:
    """A line at the margin that could be read, but not as `name: value`."""
    at = piece[0] + len(text[slice(*piece)]) - len(text[slice(*piece)].lstrip())
    params = (("problem", "could not find expected ':'"), ("context", ""))
    return Problem("syntax", "syntax", at, at + 1, params, (at, at + 1))


def _report(problems: tuple[Problem, ...], piece: Extent, result: Salvage) -> None:
    """Adds the problems of a piece that could not be read, as long as they are few."""
    if result.errors < MAX_ERRORS:
        result.errors += 1
        result.problems.extend((problem, piece) for problem in problems)


def names_in(text: str, piece: Extent) -> set[str]:
    """Whatever in a piece may be an id or the name of a field."""
    return {match["name"] for match in _NAME.finditer(text, *piece)}


def _add(result: Salvage, found: Mapping) -> None:
    """Adds a piece's keys; one that is there already is a key given twice."""
    for key in (*found, *found.empty):
        earlier = result.known.setdefault(key, key)
        if earlier is not key:
            params, related = (("name", str(key)),), (earlier.start, earlier.end)
            problem = Problem("duplicate-key", "duplicate-key", key.start, key.end, params, related)
            result.problems.append((problem, (key.start, key.end)))
        elif key in found:
            result.root[key] = found[key]
        else:
            result.empty[key] = key


def _read_items(
    text: str, piece: Extent, listed: str, blamed: int, result: Salvage
) -> Mapping | None:
    """The key `listed` with those of its items that can be read."""
    start, end = piece
    opening = re.compile(rf"[ \t]*{listed}:[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
    head = opening.search(text, start, end)
    first = _ITEM.search(text, head.end(), end) if head else None
    if head is None or first is None:
        return None
    pattern = re.compile(rf"^{first['indent']}-(?=[ \n\r]|$)", re.MULTILINE)
    rows = Sequence()
    rows.start, rows.end = first.start(), end
    for item in _pieces(text, (first.start(), end), pattern):
        document = read_document(text[item[0] : item[1]], item[0])
        if isinstance(document.root, Sequence):
            rows.extend(document.root)
            result.problems.extend((problem, item) for problem in document.problems)
        elif not item[0] <= blamed < item[1]:
            _report(document.problems, item, result)
    return _mapping_of(listed, head.start(), rows)


def _mapping_of(name: str, start: int, value: Sequence) -> Mapping:
    key = Text(name)
    key.start, key.end, key.plain = start, start + len(name), True
    mapping = Mapping({key: value})
    mapping.start, mapping.end, mapping.empty = start, value.end, NO_KEYS
    return mapping
