"""How wide a text is on a terminal, in cells.

Knows which letters take two cells and which none. Must not know what is printed.
"""

import unicodedata

TAB = 4
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def cells(text: str) -> int:
    """The number of cells that a text takes on a terminal: none for marks that stand on the
    letter before, two for the wide letters of East Asia, one for all others."""
    if text.isascii():
        return len(text)
    return sum(cell(character) for character in text)


def cell(character: str) -> int:
    """The number of cells of one character. The vowel signs of Indic scripts that stand beside
    their letter take one, as most terminals have it."""
    if unicodedata.category(character) in _NO_WIDTH or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
