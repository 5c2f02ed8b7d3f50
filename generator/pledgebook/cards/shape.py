"""Words as outlines: shaped, in the order in which they are seen, in the fonts of cards.

Knows the fonts that come with the program and which letters each has. Must not know cards.
Letters come out as their script joins them: marks take no room, and what runs from the right
does so inside of what runs from the left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz as hb
from bidi import algorithm as bidi

FONTS = Path(__file__).parent / "fonts"
FAMILIES = ("NotoSans", "NotoSansDevanagari", "NotoSansArabic")
_BASES = {"ltr": (0, "L"), "rtl": (1, "R")}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font and direction: `level` is odd where they run from the right."""

    family: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Glyph:
    """An outline as the `d` of an SVG path in font units with y upwards, where it begins, and
    how far it moves on, in parts of the font's size."""

    path: str
    x: float
    y: float
    advance: float


def units_per_em(family: str) -> int:
    """How many font units make the font's size."""
    return int(_font(family, "Regular").face.upem)


def can_show(text: str) -> bool:
    """Whether the fonts have every letter of a text."""
    return all(_family(letter) is not None for letter in text)


def runs(text: str, direction: str) -> list[Run]:
    """Parts of a line from left to right, as it is seen in a page of this direction. A sign that
    many fonts have stays with what stands before it."""
    marked = zip(text, _families(text), _levels(text, direction), strict=True)
    found = [
        Run(family, level, "".join(letter for letter, _, _ in letters))
        for (family, level), letters in groupby(marked, key=lambda one: one[1:])
    ]
    # Rule L2: from the highest level down, what is at least that high changes its order.
    for level in range(max((run.level for run in found), default=0), 0, -1):
        place = 0
        for high, group in groupby([*found], key=lambda run: run.level >= level):
            length = len([*group])
            if high:
                found[place : place + length] = found[place : place + length][::-1]
            place += length
    return found


def _levels(text: str, direction: str) -> list[int]:
    """The embedding level of each letter by the Unicode bidirectional algorithm."""
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = _BASES[direction]
    bidi.get_embedding_levels(text, storage)
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    levels = [int(one["level"]) for one in storage["chars"]]
    return levels if len(levels) == len(text) else [_BASES[direction][0]] * len(text)


def _families(text: str) -> Iterator[str]:
    last = ""
    for letter in text:
        last = last if last and _has(last, letter) else _family(letter) or FAMILIES[0]
        yield last


@lru_cache(maxsize=4096)
def _family(letter: str) -> str | None:
    """The first family that has a letter."""
    return next((family for family in FAMILIES if _has(family, letter)), None)


@lru_cache(maxsize=4096)
def _has(family: str, letter: str) -> bool:
    return _font(family, "Regular").get_nominal_glyph(ord(letter)) is not None


@cache
def _font(family: str, weight: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / f"{family}-{weight}.ttf"))))


@lru_cache(maxsize=16384)
def width(text: str, weight: str) -> float:
    """The width of a text in parts of the font's size, whatever its direction."""
    return sum(glyph.advance for run in runs(text, "ltr") for glyph in shape(run, weight))


def shape(run: Run, weight: str) -> Iterator[Glyph]:
    """The glyphs of a run from left to right; `weight` is `Bold` or `Regular`."""
    font = _font(run.family, weight)
    buffer = hb.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    hb.shape(font, buffer)
    em = float(font.face.upem)
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
        path = _outline(run.family, weight, info.codepoint)
        yield Glyph(path, place.x_offset / em, place.y_offset / em, place.x_advance / em)


@lru_cache(maxsize=4096)
def _outline(family: str, weight: str, glyph: int) -> str:
    found: list[str] = []
    _font(family, weight).draw_glyph(glyph, _pen(), found)
    return "".join(found)


@cache
def _pen() -> hb.DrawFuncs:
    """Writes an outline as the commands of an SVG path; Noto's curves are quadratic or cubic."""
    pen = hb.DrawFuncs()

    def command(letter: str) -> object:
        return lambda *given: given[-1].append(letter + " ".join(f"{n:g}" for n in given[:-1]))

    pen.set_move_to_func(command("M"))
    pen.set_line_to_func(command("L"))
    pen.set_quadratic_to_func(command("Q"))
    pen.set_cubic_to_func(command("C"))
    pen.set_close_path_func(lambda found: found.append("Z"))
    return pen
