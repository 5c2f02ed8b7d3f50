"""Characters that nobody sees, and where a script needs them.

Knows which characters are invisible or turn the order of others. Must not know files.
"""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_ZERO_WIDTH = "\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"
_LINES = "\u2028\u2029"
_NOTATION = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
_TAGS = "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
_JOINERS = "\u200c\u200d"
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
HIDDEN = re.compile(
    f"[\u00ad{_BIDI}{_FILLERS}{_ZERO_WIDTH}{_LINES}{_NOTATION}{_TAGS}{_JOINERS}{_SELECTORS}]+"
)
_KINDS = (
    ("bidi", re.compile(f"[{_BIDI}]")),
    ("soft-hyphen", re.compile("\u00ad")),
    ("joiner", re.compile(f"[{_JOINERS}]")),
    ("selector", re.compile(f"[{_SELECTORS}]")),
    ("tag", re.compile(f"[{_TAGS}]")),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
# Scripts in which a joiner changes how a word is written: from, to.
_JOINING = (
    (0x0600, 0x08FF),  # Arabic, Syriac, Thaana, N'Ko, Mandaic
    (0x0900, 0x0DFF),  # Devanagari to Sinhala
    (0x0F00, 0x109F),  # Tibetan, Myanmar
    (0x1780, 0x18AF),  # Khmer, Mongolian
    (0x1A20, 0x1CFF),  # Tai Tham, Balinese and others, Vedic signs
    (0xA800, 0xA9FF),  # Syloti Nagri to Javanese and Myanmar
    (0xAA60, 0xAA7F),
    (0xABC0, 0xABFF),
    (0x11000, 0x11DFF),  # Brahmi, Chakma and others
)


def codes_of(characters: str) -> str:
    """`U+200B`, of each character once."""
    return ", ".join(dict.fromkeys(f"U+{ord(c):04X}" for c in characters[:20]))


def kind_of(character: str) -> str:
    return next((name for name, kind in _KINDS if kind.match(character)), "zero-width")


def refused_part(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a run of such characters that is out of place; empty when all are needed."""
    if end - start == 1:
        before, after = text[start - 1 : start], text[end : end + 1]
        return (end, end) if _is_needed(before, text[start], after) else (start, end)
    # An emoji of several parts: sign, its colourful form, joiner, sign.
    joined = text[start:end] == "\ufe0f\u200d"
    needed = joined and _is_sign(text[start - 1 : start]) and _is_sign(text[end : end + 1])
    return (end, end) if needed else (start, end)


def _is_needed(before: str, character: str, after: str) -> bool:
    """Whether one such character belongs between its neighbours."""
    if not before or not after:
        return bool(before) and character == "\ufe0f" and _is_sign(before)
    if character in "\u200c\u200d":
        if _joins(before) and _joins(after):
            return True
        return character == "\u200d" and _is_sign(before) and _is_sign(after)
    if "\ufe00" <= character <= "\ufe0f":
        return _is_sign(before) or (character < "\ufe03" and _is_ideograph(before))
    if "\u180b" <= character <= "\u180f" and character != "\u180e":
        return "\u1820" <= before <= "\u18aa"
    return character >= "\U000e0100" and _is_ideograph(before)


def _joins(character: str) -> bool:
    """Whether this is a letter or mark of a script that needs joiners."""
    code = ord(character)
    known = any(first <= code <= last for first, last in _JOINING)
    return known and unicodedata.category(character)[0] in "LM"


def _is_sign(character: str) -> bool:
    """Whether this is a sign that has a colourful form, an emoji's colour, or such a digit."""
    if not character:
        return False
    return (
        unicodedata.category(character) in {"So", "Sm", "Sk"} or character in "#*0123456789‼⁉〰〽"
    )


def _is_ideograph(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK ")


def refused_in(value: str) -> str:
    """The refused characters of a value, of which the file's text shows nothing."""
    if value.isascii() and value.isprintable():
        return ""
    found = "".join(_CONTROL.findall(value))
    for match in HIDDEN.finditer(value):
        start, end = refused_part(value, match.start(), match.end())
        found += value[start:end]
    return found


_ENTITY = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]{1,40};?|[A-Za-z][A-Za-z0-9]{1,31};)")


def hidden_entities(html: str) -> Iterator[tuple[str, str]]:
    """Entities such as `&shy;` in HTML that stand for a refused character, and the character."""
    for match in _ENTITY.finditer(html):
        character = _decoded(match[0])
        before, after = html[: match.start()][-1:], html[match.end() :][:1]
        if refused_in(character) and not (
            len(character) == 1 and _is_needed(before, character, after)
        ):
            yield match[0], character


def _decoded(entity: str) -> str:
    """What an entity stands for; a control character too, which no browser shows."""
    digits = entity[2:].rstrip(";")
    if entity[1] == "#" and digits.isdecimal() and int(digits) < 0x20:
        return chr(int(digits))
    return unescape(entity)
