"""A card drawn as a picture: outlines of its words in an SVG, turned into a PNG.

Knows the layout. Must not know pages. The same words give the same bytes on every machine: no
font of the system is used, and nothing tells the time.
"""

from collections.abc import Iterator
from typing import Protocol

import resvg_py
import uharfbuzz

from pledgebook.cards.lines import Face, break_lines
from pledgebook.cards.shape import can_show, runs, shape, units_per_em
from pledgebook.colours import readable

WIDTH, HEIGHT = 1200, 630
# What a picture depends on beside its words; to be raised with every change of the layout.
VERSION = f"3 resvg-py {resvg_py.__version__} uharfbuzz {uharfbuzz.__version__}"
_MARGIN, _BAND = 80, 24
_ROOM = WIDTH - 2 * _MARGIN - _BAND
_TITLES = (Face("Bold", 68), Face("Bold", 56), Face("Bold", 46))
_LEAD, _SMALL = Face("Regular", 36), Face("Regular", 30)
_DARK, _QUIET, _PAPER = "#1c2427", "#45545a", "#ffffff"


class Words(Protocol):
    """What stands on a card; see Card."""

    @property
    def words(self) -> tuple[str, ...]:
        """Title, lead, site, publisher, direction and colour."""


def draw_card(card: Words) -> bytes:
    """The card as a PNG. Words in a script that the fonts lack are left out."""
    return bytes(resvg_py.svg_to_bytes(svg_string=card_svg(card), skip_system_fonts=True))


def card_svg(card: Words) -> str:
    """The card as an SVG without any text."""
    title, lead, site, publisher, direction, ink = card.words
    edge = WIDTH - _BAND if direction == "rtl" else 0
    shapes = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>',
        f'<rect x="{edge}" width="{_BAND}" height="{HEIGHT}" fill="{ink}"/>',
    ]
    for face, colour, baseline, line in _placed(title, lead, site, publisher, ink):
        shapes.append(f'<g fill="{colour}">{"".join(_paths(face, baseline, line, direction))}</g>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(shapes)}</svg>'
    )


def _placed(
    title: str, lead: str, site: str, publisher: str, ink: str
) -> Iterator[tuple[Face, str, float, str]]:
    """Lines with face, colour and the height of their base."""
    top = 120.0
    for line in _lines(site, _SMALL, 1):
        yield _SMALL, readable(ink, [_PAPER]), top, line
    face = next((f for f in _TITLES if len(_lines(title, f, 9)) <= 3), _TITLES[-1])
    top += 30
    for line in _lines(title, face, 4):
        top += face.size * 1.3
        yield face, _DARK, top, line
    top += 24
    most = int((HEIGHT - 110 - top) // (_LEAD.size * 1.4))
    for line in _lines(lead, _LEAD, most) if most > 0 else ():
        top += _LEAD.size * 1.4
        yield _LEAD, _QUIET, top, line
    for line in _lines(publisher, _SMALL, 1):
        yield _SMALL, _QUIET, HEIGHT - 60, line


def _lines(text: str, face: Face, most: int) -> tuple[str, ...]:
    shown = can_show("".join(text.split()))
    return break_lines(text, face, _ROOM, most) if shown else ()


def _paths(face: Face, baseline: float, line: str, direction: str) -> Iterator[str]:
    """The outlines of a line, which begins at the margin of its direction."""
    seen = [(run, [*shape(run, face.weight)]) for run in runs(line, direction)]
    wide = sum(glyph.advance for _, glyphs in seen for glyph in glyphs) * face.size
    x = WIDTH - _MARGIN - _BAND - wide if direction == "rtl" else float(_MARGIN + _BAND)
    for run, glyphs in seen:
        scale = face.size / units_per_em(run.family)
        for glyph in glyphs:
            left, base = x + glyph.x * face.size, baseline - glyph.y * face.size
            if glyph.path:
                place = f"translate({left:.2f} {base:.2f}) scale({scale:.5f} {-scale:.5f})"
                yield f'<path transform="{place}" d="{glyph.path}"/>'
            x += glyph.advance * face.size
