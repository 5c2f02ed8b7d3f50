"""Charts as SVG, drawn when the site is built: they need no script and print well.

Knows geometry. Must not know records or languages: every word comes with the values.
Colours are classes of the style sheet, so that charts follow the light and dark scheme.
Coordinates are Decimal, rounded to a tenth, so that every machine draws the same bytes.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha256

from pledgebook.markup import Safe, plain
from pledgebook.views.blocks import (
    BarChart,
    Chart,
    LineChart,
    Point,
    SmallLines,
    StackChart,
    Tally,
)
from pledgebook.views.scales import Frame, place, segments, span

WIDTH = 640
_LINE_HEIGHT = 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 24, 36
_ROW, _BAR, _NAME = 44, 16, 18
_SMALL_WIDTH, _SMALL_HEIGHT, _SMALL_ROW = 200, 70, 112


def draw(chart: Chart) -> Safe:
    """The chart as a figure with an SVG that screen readers can name and describe."""
    match chart:
        case LineChart():
            height, parts = _LINE_HEIGHT, _lines(chart)
        case SmallLines():
            rows = -(-len(chart.series) // 3)
            height, parts = rows * _SMALL_ROW, _small_lines(chart)
        case BarChart():
            height, parts = len(chart.bars) * _ROW, _bars(chart)
        case StackChart():
            height, parts = len(chart.bars) * _ROW, _stacks(chart)
    key = sha256(f"{chart.title}{chart.description}".encode()).hexdigest()[:10]
    legend = _legend(chart.levels) if isinstance(chart, StackChart) else ""
    return Safe(
        f'<figure class="chart"><svg viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="chart-{key} chart-{key}-text">'
        f'<title id="chart-{key}">{_text(chart.title)}</title>'
        f'<desc id="chart-{key}-text">{_text(chart.description)}</desc>'
        f"{''.join(parts)}</svg>{legend}<figcaption>{chart.title}</figcaption></figure>"
    )


def draw_tally(tally: Tally) -> Safe:
    """The counts as a bar where there is something to compare, and as chips with words."""
    shares = [part.share for part in tally.parts if part.share]
    bar, left = [], 0
    for part in tally.parts if len(shares) > 1 else ():
        if part.share:
            bar.append(
                f'<rect class="tally__part verdict--{part.state}" x="{left}" '
                f'width="{part.share}" height="1"/>'
            )
            left += part.share
    drawn = (
        f'<svg class="tally__bar" viewBox="0 0 {left} 1" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(bar)}</svg>'
        if bar
        else ""
    )
    chips = "".join(
        f'<li><span class="verdict verdict--{part.state}">{part.words}</span></li>'
        for part in tally.parts
    )
    rest = f"<li>{tally.rest}</li>" if tally.rest else ""
    return Safe(f'<div class="tally">{drawn}<ul class="tally__words">{chips}{rest}</ul></div>')


def _text(words: Safe) -> str:
    """Words inside an SVG: without markup, escaped."""
    return plain(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _label(x: Decimal | int, y: Decimal | int, words: Safe, role: str) -> str:
    return f'<text class="{role}" x="{place(x)}" y="{place(y)}">{_text(words)}</text>'


def _lines(chart: LineChart) -> list[str]:
    values = [p.value for p in chart.points] + [value for value, _ in chart.limits]
    box = (_LEFT, _TOP, WIDTH - _RIGHT, _LINE_HEIGHT - _BOTTOM)
    frame = Frame(box, [p.at for p in chart.points], values)
    parts = [_axis(frame)]
    for value, words in chart.limits:
        y = frame.y(value)
        parts.append(
            f'<line class="chart__limit" x1="{frame.left}" x2="{frame.right}" '
            f'y1="{place(y)}" y2="{place(y)}"/>'
        )
        first, last = (abs(frame.y(chart.points[end].value) - y) for end in (0, -1))
        # Where the line is further away; its ends have words of their own.
        role, x = ("chart__start", frame.left) if first > last else ("chart__end", frame.right)
        parts.append(_label(x, y - 5, words, role))
    parts.extend(segments(chart.points, frame))
    parts.extend(_dots(chart.points, frame))
    parts.extend(_ends(chart.points, frame))
    return parts


def _axis(frame: Frame) -> str:
    y = place(frame.y(Decimal(0)))
    return f'<line class="chart__axis" x1="{frame.left}" x2="{frame.right}" y1="{y}" y2="{y}"/>'


def _dots(points: Sequence[Point], frame: Frame) -> Iterable[str]:
    for point in points:
        x, y = place(frame.x(point.at)), place(frame.y(point.value))
        words = f"{_text(point.label)}: {_text(point.shown)}"
        dot = f'<circle class="chart__dot" cx="{x}" cy="{y}" r="3.5">'
        yield f"{dot}<title>{words}</title></circle>"


def _ends(points: Sequence[Point], frame: Frame) -> Iterable[str]:
    """The first and last value and period in words; what lies between is in the table.

    A value stands on the side of its point that the line leaves free.
    """
    bottom = frame.bottom + 20
    first, last = points[0], points[-1]
    falls = last.value < first.value
    for point, role, above in ((first, "chart__start", falls), (last, "chart__end", not falls)):
        alone = len(points) == 1
        x = frame.x(point.at)
        yield _label(x, bottom, point.label, role)
        yield _label(x, frame.y(point.value) + (-9 if above or alone else 19), point.shown, role)
        if alone:
            return


def _small_lines(chart: SmallLines) -> list[str]:
    days = [p.at for _, points in chart.series for p in points]
    parts = []
    for number, (name, points) in enumerate(chart.series):
        left = number % 3 * (_SMALL_WIDTH + 20)
        top = number // 3 * _SMALL_ROW
        box = (left, top + 24, left + _SMALL_WIDTH - 40, top + 24 + _SMALL_HEIGHT)
        frame = Frame(box, days, [p.value for p in points])
        parts.append(_label(left, top + 14, name, "chart__name"))
        parts.append(_axis(frame))
        parts.extend(segments(points, frame))
        last = points[-1]
        parts.append(
            _label(frame.x(last.at) + 5, frame.y(last.value) + 4, last.shown, "chart__start")
        )
    return parts


def _bars(chart: BarChart) -> list[str]:
    low, high = span(value for _, value, _ in chart.bars)
    width = Decimal(WIDTH - 110)
    zero = width * -low / (high - low)
    parts = []
    for number, (name, value, shown) in enumerate(chart.bars):
        top = number * _ROW
        length = width * abs(value) / (high - low)
        left = zero if value >= 0 else zero - length
        parts.append(_label(0, top + 13, name, "chart__name"))
        parts.append(
            f'<rect class="chart__bar" x="{place(left)}" y="{top + _NAME}" '
            f'width="{place(length)}" height="{_BAR}"/>'
        )
        end = max(left + length, zero) + 6
        parts.append(_label(end, top + _NAME + 13, shown, "chart__start"))
    return parts


def _stacks(chart: StackChart) -> list[str]:
    parts = []
    for number, (name, counts, shown) in enumerate(chart.bars):
        top = number * _ROW
        parts.append(_label(0, top + 13, name, "chart__name"))
        total, left = sum(counts), Decimal(0)
        for level, (count, words) in enumerate(zip(counts, shown, strict=True)):
            width = Decimal(WIDTH) * count / total if total else Decimal(0)
            if not width:
                continue
            parts.append(
                f'<rect class="chart__level chart__level--{level + 1}" x="{place(left)}" '
                f'y="{top + _NAME}" width="{place(width)}" height="{_BAR}">'
                f"<title>{_text(chart.levels[level])}: {_text(words)}</title></rect>"
            )
            if width > 7 * (len(plain(words)) + 2):
                role = f"chart__count chart__count--{level + 1}"
                parts.append(_label(left + 5, top + _NAME + 12, words, role))
            left += width
    return parts


def _legend(levels: Sequence[Safe]) -> str:
    items = "".join(
        f'<li><svg class="chart__key" viewBox="0 0 12 12" aria-hidden="true">'
        f'<rect class="chart__level chart__level--{number}" width="12" height="12"/></svg>'
        f"{name}</li>"
        for number, name in enumerate(levels, 1)
    )
    return f'<ul class="chart__legend">{items}</ul>'
