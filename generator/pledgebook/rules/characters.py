"""Characters that a reviewer does not see.

Knows which characters are invisible or turn the order of others, and where a script needs
them. Must not know fields.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from pledgebook.diagnostics import Diagnostic, diagnose
from pledgebook.entries import place_of
from pledgebook.frontmatter import split_front_matter
from pledgebook.located import Mapping, Node, Sequence, Text
from pledgebook.repair import replaced
from pledgebook.rules.checked import Checked
from pledgebook.source import SourceFile

_RULE = "hidden-characters"
_MOST = 100  # diagnostics of one file
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_ZERO_WIDTH = "\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"
_LINES = "\u2028\u2029"
_NOTATION = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
_TAGS = "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
_JOINERS = "\u200c\u200d"
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_HIDDEN = re.compile(
    f"[\u00ad{_BIDI}{_FILLERS}{_ZERO_WIDTH}{_LINES}{_NOTATION}{_TAGS}{_JOINERS}{_SELECTORS}]+"
)
_KINDS = (
    ("bidi", re.compile(f"[{_BIDI}]")),
    ("soft-hyphen", re.compile("\u00ad")),
    ("joiner", re.compile(f"[{_JOINERS}]")),
    ("selector", re.compile(f"[{_SELECTORS}]")),
    ("tag", re.compile(f"[{_TAGS}]")),
)
# Escapes in double quotes that may stand for such a character, or for a control character.
_ESCAPE = re.compile(r"\\[0abefrvxuUNLP]")
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


def hidden_characters(checked: Checked) -> Iterator[Diagnostic]:
    """A file holds characters that nobody sees.

    Signs that turn the direction of writing, zero-width spaces, soft hyphens, tag characters
    and control characters can make a text look otherwise than it is, and a search does not
    find a name that contains one. What a reviewer sees is what is published, so they are
    refused in the whole file, also when they are written as an escape such as `\\u200b`.
    Joiners are allowed between letters of scripts that need them, such as Devanagari and
    Arabic.

    Wrong: a name copied from a web page or a PDF file, with a zero-width space inside.

    To repair it: delete the character where the message points, or type the word anew. The
    message gives the line without it.
    """
    sources = checked.project.sources.values()
    for source in sources:
        if not source.text.isascii():
            yield from _in_text(source)
    escaping = {source.path for source in sources if _may_escape(source)}
    if escaping:
        yield from _in_values(checked, escaping)


def _in_text(source: SourceFile) -> Iterator[Diagnostic]:
    found = 0
    for match in _HIDDEN.finditer(source.text):
        start, end = _refused(source.text, match.start(), match.end())
        if start == end:
            continue
        yield _hidden(source, start, end)
        found += 1
        if found == _MOST:
            return


def _hidden(source: SourceFile, start: int, end: int) -> Diagnostic:
    key, code = f"{_RULE}.{_kind(source.text[start])}", _codes(source.text[start:end])
    fix = replaced(source, start, end, "")
    return diagnose(source.place(start, end), key, fix=fix, code=code)


def _codes(characters: str) -> str:
    """`U+200B`, of each character once."""
    return ", ".join(dict.fromkeys(f"U+{ord(c):04X}" for c in characters[:20]))


def _kind(character: str) -> str:
    return next((name for name, kind in _KINDS if kind.match(character)), "zero-width")


def _refused(text: str, start: int, end: int) -> tuple[int, int]:
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


def _may_escape(source: SourceFile) -> bool:
    text = source.text
    if not source.path.startswith("data/"):
        start, end, _ = split_front_matter(text)
        text = text[start:end]
    return "\\" in text and _ESCAPE.search(text) is not None


def _in_values(checked: Checked, paths: set[str]) -> Iterator[Diagnostic]:
    """Values in double quotes whose escapes stand for a character that is refused."""
    site = (checked.model.site_entry,) if checked.model.site_entry else ()
    articles = (article.entry for article in checked.articles)
    for entry in (*site, *checked.entries, *articles):
        if entry.file.path in paths:
            yield from _escaped(entry.file, entry.node)


def _escaped(source: SourceFile, node: Node) -> Iterator[Diagnostic]:
    if isinstance(node, Text):
        if not node.plain and (found := _refused_in(node)):
            yield diagnose(place_of(source, node), f"{_RULE}.escape", code=_codes(found))
        return
    children: Any = (*node, *node.values()) if isinstance(node, Mapping) else node
    assert isinstance(node, Mapping | Sequence)
    for child in children:
        yield from _escaped(source, child)


def _refused_in(value: str) -> str:
    """The refused characters of a value, of which the file's text shows nothing."""
    if value.isascii() and value.isprintable():
        return ""
    found = "".join(_CONTROL.findall(value))
    for match in _HIDDEN.finditer(value):
        start, end = _refused(value, match.start(), match.end())
        found += value[start:end]
    return found
