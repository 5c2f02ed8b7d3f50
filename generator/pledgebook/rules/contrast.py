"""Colours of the site in which words could not be read.

Knows which fields hold colours. Must not know how shades are found (that is `colours`).
"""

from collections.abc import Iterator

from pledgebook.colours import ENOUGH, PAPER, contrast, readable
from pledgebook.diagnostics import Diagnostic
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import problem_at


def faint_colour(checked: Checked) -> Iterator[Diagnostic]:
    """A colour of the site is too light for words on a light page.

    Links, buttons and the frame around what has the focus take the colours in `data/site.yml`.
    Words need a contrast of 4.5 to 1 with what is behind them (WCAG 2.2, AA). A colour with
    less is not refused: the site takes the nearest shade of it that can be read, and lighter
    shades of every colour in the dark. The header keeps `primary` as it is, with white or black
    words on it.

    Example: `colours: {primary: "#ffd400"}` gives a yellow header and links in dark yellow.

    To repair it: nothing has to be done. If the shade is not wanted, choose a darker colour.
    """
    entry = checked.model.site_entry
    colours = entry.record.colours if entry else None
    if not entry or not colours:
        return
    for name in ("primary", "accent"):
        chosen = getattr(colours, name)
        shade = readable(chosen, PAPER["light"]) if chosen else ""
        if chosen and shade != chosen.lower():
            path = f"colours.{name}"
            ratio = min(contrast(chosen, ground) for ground in PAPER["light"])
            yield problem_at(
                entry,
                f"faint-colour.{name}",
                path,
                colour=chosen,
                ratio=f"{ratio:.1f}",
                least=f"{ENOUGH}",
                shade=shade,
            )
