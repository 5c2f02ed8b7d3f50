"""Colours that can be read: contrast as WCAG measures it, and the shades of a site's own colours.

Knows colours and the names that the style sheet has for them. Must not know records or pages.
"""

import colorsys
from collections.abc import Mapping, Sequence

ENOUGH = 4.5  # WCAG 2.2 AA asks for this contrast of text and what is behind it
_AMPLE = 7.0  # of words on the header in the dark, which must not glare either
_IN_THE_DARK = 6.0  # of coloured words on a dark page, which else look dull
_STEPS = 400
_WHITE, _BLACK = "#ffffff", "#000000"
# What words stand on in each scheme: the page, and the soft ground of cards and table rows.
PAPER: Mapping[str, tuple[str, ...]] = {
    "light": ("#ffffff", "#f2f6f7"),
    "dark": ("#1e2629", "#1f2a2e"),
}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours written as `#rrggbb`: from 1, the same, to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def readable(colour: str, grounds: Sequence[str], least: float = ENOUGH) -> str:
    """The shade of a colour that is nearest to it and has at least this contrast on each of
    these grounds, which are all light or all dark."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    goal = 0.0 if _luminance(grounds[0]) > 0.18 else 1.0
    for step in range(_STEPS + 1):
        level = lightness + (goal - lightness) * step / _STEPS
        shade = _written(colorsys.hls_to_rgb(hue, level, saturation)) if step else colour.lower()
        if all(contrast(shade, ground) >= least for ground in grounds):
            break
    return shade


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def words_on(ground: str) -> str:
    """White or black, whichever is better read on a ground; the better one is always enough."""
    return max((_WHITE, _BLACK), key=lambda words: contrast(words, ground))


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour laid over a ground, as thick as `share`."""
    over = zip(_parts(colour), _parts(ground), strict=True)
    red, green, blue = (top * share + below * (1 - share) for top, below in over)
    return _written((red, green, blue))


def style_sheet(primary: str | None, accent: str | None) -> str:
    """The rules that give a site its own colours; nothing where it has chosen none.

    They follow those of the program's style sheet and set the same properties. Each shade has
    the contrast that its words need: on the page, and on the header and buttons.
    """
    rules = []
    if primary:
        dark = readable(primary, [_WHITE], _AMPLE)
        rules += [
            (_PRIMARY, _header(primary)),
            (f"{_DARK}{_PRIMARY}", _header(dark)),
            (":root", {"--pb-link": readable(primary, PAPER["light"])}),
            (_DARK, {"--pb-link": readable(primary, PAPER["dark"], _IN_THE_DARK)}),
        ]
    if chosen := accent or primary:
        rules += [
            (_ACCENT, _active(chosen, "light")),
            (f"{_DARK}{_ACCENT}", _active(chosen, "dark")),
        ]
    if not rules:
        return ""
    blocks = "".join(f"  {name} {{ {_declared(values)} }}\n" for name, values in rules)
    return f"\n/* The colours that the site has chosen. */\n@media screen {{\n{blocks}}}\n"


_DARK = '[data-md-color-scheme="slate"]'
_PRIMARY = '[data-md-color-primary="custom"]'
_ACCENT = '[data-md-color-accent="custom"]'


def _header(ground: str) -> dict[str, str]:
    words = words_on(ground)
    return {
        "--md-primary-fg-color": ground,
        "--md-primary-fg-color--light": mixed(_WHITE, ground, 0.15),
        "--md-primary-fg-color--dark": mixed(_BLACK, ground, 0.25),
        "--md-primary-bg-color": words,
        "--md-primary-bg-color--light": words,
        "--pb-header-field": f"{_BLACK if words == _WHITE else _WHITE}42",
    }


def _active(chosen: str, scheme: str) -> dict[str, str]:
    """What is under the pointer or has the focus, and what is marked."""
    paper = PAPER[scheme]
    share = 0.1 if scheme == "light" else 0.17
    marked = tuple(mixed(readable(chosen, paper), ground, share) for ground in paper)
    shade = readable(chosen, (*paper, *marked))
    return {
        "--md-accent-fg-color": shade,
        "--md-accent-fg-color--transparent": f"{shade}{round(share * 255):02x}",
        "--md-accent-bg-color": words_on(shade),
    }


def _declared(values: Mapping[str, str]) -> str:
    return " ".join(f"{name}: {value};" for name, value in values.items())
