"""A Markdown text as a reader sees it, with the place of each character in the file.

Knows the marks of Markdown, and what stands in a text without being read: addresses, labels,
attribute lists. Must not know what the words mean.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

# Every repetition is bounded, so that no text takes more than a moment.
_MARKS = re.compile(
    r"(?P<fence>^[ \t]*(?:`{3,}|~{3,})[^\n]*$)"
    r"|(?P<definition>^[ ]{0,3}\[[^\]\n]{0,500}\]:[ \t]*\n?[ \t]*(?:<[^>\n]{0,500}>|\S*))"
    r"|(?P<bullet>^[ \t]*(?:>[ \t]?)*(?:(?:[*+-]|[0-9]{1,9}[.)])[ \t]+)+)"
    r"|(?P<heading>^[ \t]*\#{1,6}[ \t]*(?:[0-9]{1,3}[.)](?=\s))?)"
    r"|(?P<box>^[ \t]*!{3}[ \t]*[\w -]*)"
    r"|(?P<footnote>\[\^[^\]\n]{0,500}\]:?)"
    r"|(?P<goal>\]\([ \t]*(?:<[^>\n]{0,500}>"
    r"|[^\s()]{0,500}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,3}))"
    r"|(?P<label>\]\[[^\]\n]{0,500}\])"
    r"|(?P<attributes>\{:[^}\n]{0,500}\}|\{[ ]?[#.][\w-][^}\n]{0,500}\}"
    r"|\{[ ]?[\w-]{1,50}=[^}\n]{0,500}\})"
    r"|(?P<address><(?:https?|mailto)[^>\s]{0,500}>|\b(?:https?://|www\.)[^\s<>\"]*"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255})"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<emphasis>[*]+|\b_+|_+\b)"
    r"|(?P<sign>[`\[\]|])"
    r"|(?P<invisible>[\u00ad\u200b-\u200f\u061c\u2060\u2066-\u2069\ufeff])",
    re.MULTILINE,
)
_ESCAPES = re.compile(
    r"(?P<entity>&(?:\#[0-9]{1,7}|\#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?)"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
)
# What is left out without parting the words around it.
_GLUE = frozenset({"escape", "invisible"})


@dataclass(frozen=True, slots=True)
class Mapped:
    """Text in NFC with digits 0 to 9, and for each character the offset where it was written.

    `offsets` has one more entry than the text has characters: the end.
    """

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text was written."""
        return self.offsets[start], max(self.offsets[end - 1] + 1, self.offsets[start] + 1)


def map_plain(text: str) -> Mapped:
    """A text without markup."""
    return _composed(text, range(len(text) + 1))


def map_markdown(text: str) -> Mapped:
    """The words of a Markdown text; a mark between two words becomes a space."""
    return _composed(*_without(_MARKS, text))


def map_source(text: str) -> tuple[str, Sequence[int]]:
    """A Markdown text with its marks, but without escapes, and the offset of each character."""
    return _without(_ESCAPES, text)


def _without(marks: re.Pattern[str], text: str) -> tuple[str, Sequence[int]]:
    parts: list[str] = []
    offsets: list[int] = []
    at, last = 0, " "
    for match in marks.finditer(text):
        words = text[at : match.start()]
        shown = _shown(match, words[-1:] or last)
        parts += (words, shown)
        offsets += range(at, match.start())
        offsets += [match.start()] * len(shown)
        at, last = match.end(), shown[-1:] or words[-1:] or last
    parts.append(text[at:])
    offsets += range(at, len(text) + 1)
    return "".join(parts), offsets


def _shown(match: re.Match[str], before: str) -> str:
    """What a mark leaves of itself: its character, nothing inside a word, else a space."""
    kind = match.lastgroup
    if kind == "entity":
        return unescape(match[0])
    if kind in _GLUE:
        return ""
    if kind == "emphasis":
        # 4**2** is read as 42, but Q**2** is two things.
        return " " if before.isalpha() else ""
    return "\n" if match[0].endswith("\n") else " "


def _composed(text: str, offsets: Sequence[int]) -> Mapped:
    """The text in NFC, with the digits of any script as 0 to 9."""
    if not unicodedata.is_normalized("NFC", text):
        text, offsets = _normalized(text, offsets)
    if not text.isascii():
        text = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    return Mapped(text, offsets)


def _normalized(text: str, offsets: Sequence[int]) -> tuple[str, list[int]]:
    """The text in NFC: each letter with its marks is composed, and stands where it began."""
    parts: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]) and end - start < 64:
            continue
        composed = unicodedata.normalize("NFC", text[start:end])
        parts.append(composed)
        places.extend([offsets[start]] * len(composed))
        start = end
    places.append(offsets[len(text)])
    return "".join(parts), places
