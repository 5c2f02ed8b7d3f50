"""What a rendered text holds that other things depend on: addresses, images, headings, anchors.

Knows HTML. Must not know which pages there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pymdownx.slugs import slugify

from pledgebook.content.elements import Opening, Piece, read_pieces
from pledgebook.markdown import SLUG_CASE

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_slug = slugify(case=SLUG_CASE)


@dataclass(frozen=True, slots=True)
class Image:
    """An image: its address, and the words for those who do not see it."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Addresses of links, images and levels of headings in order; ids that a link may name."""

    links: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    headings: tuple[int, ...] = ()
    anchors: frozenset[str] = frozenset()


def outline_of(html: str, title: str) -> Outline:
    """The outline of a text's HTML; `title` is the heading that its page begins with."""
    openings = [piece for piece in read_pieces(html) if isinstance(piece, Opening)]
    return Outline(
        tuple(p.attributes["href"] for p in openings if p.name == "a" and "href" in p.attributes),
        tuple(_image(p) for p in openings if p.name == "img"),
        tuple(_HEADINGS[p.name] for p in openings if p.name in _HEADINGS),
        frozenset(_anchors(openings, title)),
    )


def _image(piece: Opening) -> Image:
    return Image(piece.attributes.get("src", ""), piece.attributes.get("alt", ""))


def _anchors(openings: Iterable[Piece], title: str) -> Iterable[str]:
    """Every id, and those that the page's own heading brings in or changes."""
    first = _slug(title, "-")
    yield first
    for piece in openings:
        if isinstance(piece, Opening) and "id" in piece.attributes:
            yield piece.attributes["id"]
            if piece.attributes["id"] == first:
                yield f"{first}_1"
