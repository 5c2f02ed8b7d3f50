"""Where values in time lie in a drawing, and the lines through them.

Knows scales. Must not know records, languages or charts. Coordinates are Decimal, rounded to a
tenth, so that every machine draws the same bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from pledgebook.views.blocks import Point

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def place(value: Decimal | int) -> str:
    """A coordinate to a tenth, without a useless zero."""
    rounded = round(Decimal(value), 1)
    return f"{rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded}"


def round_top(highest: Decimal) -> Decimal:
    """The next round number at or above a value: where an axis ends."""
    if highest <= 0:
        return Decimal(1)
    size = Decimal(10) ** highest.adjusted()
    return next(step * size for step in _STEPS if step * size >= highest)


def span(values: Iterable[Decimal]) -> tuple[Decimal, Decimal]:
    """The axis that holds all values and zero: no axis that makes small changes look large."""
    found = [Decimal(0), *values]
    low, high = min(found), max(found)
    return (-round_top(-low) if low < 0 else Decimal(0)), round_top(high)


class Frame:
    """Where days and values lie in a rectangle of the drawing."""

    def __init__(
        self, box: tuple[int, int, int, int], days: Sequence[int], values: Iterable[Decimal]
    ) -> None:
        self.left, self.top, self.right, self.bottom = box
        self.first, self.last = min(days), max(days)
        self.low, self.high = span(values)

    def x(self, day: int) -> Decimal:
        """The place of a day; a single day stands in the middle."""
        width = Decimal(self.right - self.left)
        if self.first == self.last:
            return self.left + width / 2
        return self.left + width * (day - self.first) / (self.last - self.first)

    def y(self, value: Decimal) -> Decimal:
        """The place of a value; zero is always inside."""
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)


def segments(points: Sequence[Point], frame: Frame) -> Iterable[str]:
    """The line through the points, parted where the series breaks."""
    segment: list[Point] = []
    for point in (*points, None):
        if point is None or (point.gap and segment):
            if len(segment) > 1:
                path = " ".join(
                    f"{place(frame.x(p.at))},{place(frame.y(p.value))}" for p in segment
                )
                yield f'<polyline class="chart__line" points="{path}"/>'
            segment = []
        if point is not None:
            segment.append(point)


MOST_POINTS = 40
_SPARK = (80, 20)


def spark(points: Sequence[Point], words: str) -> str:
    """A line no larger than a word, with what it shows as words for those who do not see it; of
    long series every so many points and the last. Its axis begins at zero, as that of charts."""
    kept = _thinned(points)
    width, height = _SPARK
    frame = Frame((1, 2, width - 3, height - 2), [p.at for p in kept], [p.value for p in kept])
    last = kept[-1]
    return (
        f'<svg class="spark" viewBox="0 0 {width} {height}" role="img" aria-label="{words}">'
        f"{''.join(segments(kept, frame))}"
        f'<circle class="chart__dot" cx="{place(frame.x(last.at))}" '
        f'cy="{place(frame.y(last.value))}" r="2"/></svg>'
    )


def _thinned(points: Sequence[Point]) -> list[Point]:
    """Every so many points and the last; a break between two that are kept stays one."""
    step = -(-len(points) // MOST_POINTS)
    places = range(len(points) - 1, -1, -step)[::-1]
    starts = (-1, *places)
    return [
        replace(points[place], gap=any(p.gap for p in points[before + 1 : place + 1]))
        for before, place in zip(starts, places, strict=False)
    ]
