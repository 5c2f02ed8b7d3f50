"""The HTML of a rendered text as a sequence of tags and words.

Knows the one form in which Python-Markdown writes HTML. What is not in that form, a browser
might read otherwise than we do: it comes out as `Stray`, and nothing may follow from it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final

VOID: Final = frozenset({"br", "hr", "img"})
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?: [^\s\"'<>/=]+=\"[^\"<>]*\")*) ?/?>")
_PAIR = re.compile(r" ([^\s\"'<>/=]+)=\"([^\"<>]*)\"")


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of an element, with its attributes as a browser reads them."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of an element."""

    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text between tags, as a reader sees it."""

    text: str


@dataclass(frozen=True, slots=True)
class Stray:
    """What is not HTML as Python-Markdown writes it, from there on (a few characters of it)."""

    text: str


Piece = Opening | Closing | Words | Stray


def read_pieces(html: str) -> Iterator[Piece]:
    """The pieces of a rendered text, in order. After a Stray or an unpaired end there is no more.

    Elements that never end are followed by nothing; every other Opening has its Closing.
    """
    at = 0
    open_: list[str] = []
    while at < len(html):
        start = html.find("<", at)
        if start != at:
            end = start if start >= 0 else len(html)
            yield Words(unescape(html[at:end]))
            at = end
            continue
        match = _TAG.match(html, at)
        piece = _piece(match, open_) if match else None
        if match is None or piece is None:
            yield Stray(html[at : at + 40])
            return
        yield piece
        at = match.end()
    if open_:
        yield Stray(f"<{open_[-1]}>")


def _piece(match: re.Match[str], open_: list[str]) -> Piece | None:
    """The tag, if it fits what is open; `open_` is brought up to date."""
    name = match[2]
    if match[1]:
        if match[3] or not open_ or open_.pop() != name:
            return None
        return Closing(name)
    pairs = _PAIR.findall(match[3])
    attributes = {key.lower(): unescape(value) for key, value in pairs}
    if len(attributes) < len(pairs):
        return None
    if name not in VOID:
        open_.append(name)
    return Opening(name, attributes)
