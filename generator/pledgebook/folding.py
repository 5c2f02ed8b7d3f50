"""Words as people type them, for the search: small letters, without marks, one form for each.

What stands here holds in the browser too (`theme/assets/javascripts/fold.js`): words are folded
alike as they go into an index and as they are looked up in it. Must not know what is searched.
"""

import re
import unicodedata

# Languages whose words are looked up as they are. The theme's own support cuts Vietnamese words at
# their marks and logs a warning; for Hindi it loads 680 kB of a Thai word splitter. Plain words
# find more in both.
PLAIN = frozenset({"hi", "vi"})
# What parts words, for the search and its marks on the page: JavaScript's expression, without
# `|`, at which the theme cuts it up.
SEPARATOR = r"[\s\-‐-―/'’‘\"“”„«»‹›()\[\].,:;?!…·&،؛؟।॥]+"

# Letters that no decomposition leads back to the one that people type.
_ALIKE = dict(zip("đðøłħıةىٱکیँ", "ddolhiهياكيं", strict=True)) | {"ß": "ss", "æ": "ae", "œ": "oe"}
# Marks that people leave out: first and last of each range.
_LEFT_OUT = (
    *((0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F)),
    *((0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E8), (0x06EA, 0x06ED), (0x093C, 0x093C)),
    *((0x200B, 0x200F), (0x00AD, 0x00AD)),
)
_ZEROS = (0x0660, 0x06F0, 0x0966)
_LETTERS = 0x1401  # the first of many letters that no site's language uses

_BETWEEN = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(?:و?ال|لل)(?=[^\W\d_]{3})")


class _Folds(dict[int, str | None]):
    """What stands for each character, found out when it is met first."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        known = _ALIKE.get(char, char)
        self[code] = "".join(map(_letter, known))
        return self[code] or ""


def _letter(char: str) -> str:
    is_mark = unicodedata.category(char).startswith("M")
    return chr(_LETTERS + (ord(char) & 0xFF)) if is_mark else char


_folds = _Folds(
    {code: None for first, last in _LEFT_OUT for code in range(first, last + 1)}
    | {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
)


def fold_to_letters(text: str) -> str:
    """A text folded, with letters in place of the marks that are left, such as the vowel signs
    of Devanagari: a search that strips every mark keeps them so."""
    return unicodedata.normalize("NFKD", text.lower()).translate(_folds)


def indexed_words(text: str) -> str:
    """The words of a text as they go into an index, parted by spaces; an Arabic word with its
    article and without it."""
    words = (word for word in _BETWEEN.split(fold_to_letters(text)) if word)
    return " ".join(
        form for word in words for form in dict.fromkeys((word, _ARTICLE.sub("", word)))
    )
