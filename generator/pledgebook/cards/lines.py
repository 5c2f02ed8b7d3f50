"""Where the lines of a text end.

Knows how wide words are. Must not know what stands on a card.
"""

from dataclasses import dataclass

from pledgebook.cards import shape

_MORE = "…"


@dataclass(frozen=True, slots=True)
class Face:
    """A weight of the fonts, `Bold` or `Regular`, at a size in pixels."""

    weight: str
    size: int

    def width(self, text: str) -> float:
        """The width of a text in pixels."""
        return shape.width(text, self.weight) * self.size


def break_lines(text: str, face: Face, width: int, most: int) -> tuple[str, ...]:
    """A text in at most so many lines; what has no room is left out and marked by dots."""
    done: list[str] = []
    for word in text.split():
        if done and face.width(f"{done[-1]} {word}") <= width:
            done[-1] = f"{done[-1]} {word}"
        else:
            done.append(word)
    if len(done) > most:
        return (*done[: most - 1], _shortened(done[most - 1], face, width, more=True))
    return tuple(_shortened(line, face, width) for line in done)


def _shortened(line: str, face: Face, width: int, *, more: bool = False) -> str:
    """A line with dots behind it, if there is more or if it is too wide, as short as it must be."""
    if not more and face.width(line) <= width:
        return line
    words = line.split(" ")
    while len(words) > 1 and face.width(f"{' '.join(words)}{_MORE}") > width:
        words.pop()
    kept = " ".join(words)
    while len(kept) > 1 and face.width(f"{kept}{_MORE}") > width:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,.;:')}{_MORE}"
