"""Whether the headings of a text are in order: from the second level on, none left out.

Knows levels. Must not know what a heading says.
"""

from collections.abc import Iterator

from pledgebook.content.outline import Outline
from pledgebook.content.places import Places
from pledgebook.content.texts import PageText
from pledgebook.diagnostics import Diagnostic, diagnose


def check_headings(text: PageText, outline: Outline, places: Places) -> Iterator[Diagnostic]:
    """Headings of the first level, which is the page's title, and levels that are skipped."""
    above = 1
    written = iter(places.headings)
    for level in outline.headings:
        start = next((at for found, at in written if found == level), 0)
        wanted = 2 if level == 1 else above + 1
        if level == 1 or level > wanted:
            key = "bad-value.heading-title" if level == 1 else "bad-value.heading-skipped"
            place = text.place(start, start + level)
            yield diagnose(place, key, found="#" * level, wanted="#" * wanted)
        above = level
