"""The name an author probably meant.

Knows what people mix up: case, accents, hyphen and underscore, spellings, plural.
Must not know any record.
"""

import difflib
import unicodedata
from collections.abc import Iterable

_SPELLINGS = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("programme", "program"),
    ("colour", "color"),
    ("licence", "license"),
    ("centre", "center"),
)


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that a person who wrote `word` most likely meant, or None."""
    by_key: dict[str, str] = {}
    for candidate in candidates:
        by_key.setdefault(_key(candidate), candidate)
    key = _key(word)
    if key in by_key:
        return by_key[key]
    close = difflib.get_close_matches(key, by_key, n=1, cutoff=0.72)
    return by_key[close[0]] if close else None


def _key(word: str) -> str:
    """The word without what people mix up."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for british, american in _SPELLINGS:
        plain = plain.replace(british, american)
    plain = plain.replace("_", "-").replace(" ", "-").strip("-")
    return plain[:-1] if plain.endswith("s") and len(plain) > 3 else plain
