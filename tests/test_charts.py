"""Charts: whole, described, and honest about zero."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builders import model_of
from pledgebook.charts import draw
from pledgebook.languages import load_language
from pledgebook.markup import Safe, escape
from pledgebook.status import evaluate_all
from pledgebook.views.blocks import BarChart, Chart, LineChart, Point, SmallLines, StackChart
from pledgebook.views.pictures import of_organization
from pledgebook.views.scales import MOST_POINTS, round_top, spark
from pledgebook.views.sheet import Edition, Sheet

SVG = "{http://www.w3.org/2000/svg}"


def points(*values: str, gaps: tuple[int, ...] = ()) -> tuple[Point, ...]:
    return tuple(
        Point(
            date(2020 + n, 12, 31).toordinal(),
            Decimal(value),
            Safe(str(2020 + n)),
            Safe(value),
            n in gaps,
        )
        for n, value in enumerate(values)
    )


def number(element: etree._Element, name: str) -> Decimal:
    """A coordinate."""
    return Decimal(element.get(name) or "")


def words(element: etree._Element) -> str:
    """All words of an element."""
    return "".join(str(text) for text in element.itertext())


def parsed(chart: Chart) -> etree._Element:
    """The figure as XML: the drawing must be well-formed."""
    return etree.fromstring(draw(chart).encode())


def places(figure: etree._Element) -> list[list[tuple[Decimal, Decimal]]]:
    return [
        [
            (Decimal(x), Decimal(y))
            for x, y in (p.split(",") for p in (line.get("points") or "").split())
        ]
        for line in figure.iter("polyline")
    ]


def test_a_line_rises_where_values_rise_and_starts_at_zero() -> None:
    figure = parsed(LineChart(Safe("Trees"), Safe("From 10 to 30"), points("10", "20", "30")))
    ((line),) = places(figure)
    (axis,) = (e for e in figure.iter("line") if e.get("class") == "chart__axis")
    zero = number(axis, "y1")
    heights = [zero - y for _, y in line]
    assert heights[1] == pytest.approx(heights[0] * 2, abs=Decimal("0.2"))
    assert heights[2] == pytest.approx(heights[0] * 3, abs=Decimal("0.2"))


def test_a_break_parts_the_line() -> None:
    figure = parsed(LineChart(Safe("T"), Safe("d"), points("1", "2", "3", "4", gaps=(2,))))
    assert [len(line) for line in places(figure)] == [2, 2]


def test_a_target_is_a_line_with_its_words() -> None:
    chart = LineChart(Safe("T"), Safe("d"), points("1", "2"), ((Decimal(5), Safe("target: 5")),))
    figure = parsed(chart)
    assert [e.get("class") for e in figure.iter("line")].count("chart__limit") == 1
    assert "target: 5" in words(figure)


def test_bars_begin_at_zero_and_keep_their_ratio() -> None:
    bars = tuple(
        (Safe(n), Decimal(v), Safe(v)) for n, v in (("a", "20"), ("b", "80"), ("c", "-40"))
    )
    figure = parsed(BarChart(Safe("T"), Safe("d"), bars))
    a, b, c = ((number(e, "x"), number(e, "width")) for e in figure.iter("rect"))
    assert a[0] == b[0] == pytest.approx(c[0] + c[1], abs=Decimal("0.2"))
    assert b[1] == pytest.approx(a[1] * 4, abs=Decimal("0.3"))


def test_a_stack_fills_the_width_with_its_shares() -> None:
    counts = (6, 3, 0, 1)
    bar = (Safe("2024"), counts, tuple(Safe(str(n)) for n in counts))
    levels = tuple(Safe(n) for n in ("best", "good", "fair", "poor"))
    figure = parsed(StackChart(Safe("T"), Safe("d"), levels, (bar,)))
    drawn = [e for e in figure.iter("rect") if e.get("x") is not None]
    assert [(e.get("class") or "")[-1] for e in drawn] == ["1", "2", "4"]
    assert [number(e, "width") for e in drawn] == [Decimal(384), Decimal(192), Decimal(64)]
    assert "poor" in words(figure)


def test_many_series_have_scales_of_their_own() -> None:
    series = tuple((Safe(n), points(*v)) for n, v in (("a", ("1", "1")), ("b", ("10", "10"))))
    figure = parsed(SmallLines(Safe("T"), Safe("d"), series))
    low, high = places(figure)
    assert [y for _, y in low] == [y for _, y in high]


def test_words_are_escaped_and_the_drawing_has_a_name_and_a_description() -> None:
    hostile = escape('<script>alert("1")</script> & more')
    figure = parsed(LineChart(hostile, hostile, points("1", "2")))
    (svg,) = figure.iter("svg")
    names = (svg.get("aria-labelledby") or "").split()
    found = {e.get("id"): e.text for e in figure.iter("title", "desc") if e.get("id")}
    assert [found[name] for name in names] == ['<script>alert("1")</script> & more'] * 2
    assert not list(figure.iter("script"))


def test_nothing_needs_a_script_or_an_inline_style() -> None:
    figure = parsed(LineChart(Safe("T"), Safe("d"), points("1", "2")))
    for element in figure.iter():
        assert element.tag != "script"
        assert not [
            name for name in element.attrib if str(name) == "style" or str(name).startswith("on")
        ]


@given(
    values=st.lists(st.decimals(-(10**9), 10**9, places=3, allow_nan=False), min_size=1, max_size=6)
)
def test_everything_stays_inside_the_drawing(values: list[Decimal]) -> None:
    figure = parsed(LineChart(Safe("T"), Safe("d"), points(*map(str, values))))
    (svg,) = figure.iter("svg")
    _, _, width, height = (Decimal(n) for n in (svg.get("viewBox") or "").split())
    for dot in figure.iter("circle"):
        assert 0 <= number(dot, "cx") <= width
        assert 0 <= number(dot, "cy") <= height


@given(st.decimals("0.001", 10**12, places=3, allow_nan=False))
def test_an_axis_ends_at_a_round_number_not_far_above(value: Decimal) -> None:
    top = round_top(value)
    assert value <= top <= value * Decimal("2.5")


def test_axis_steps_grow() -> None:
    tops = [round_top(Decimal(n)) for n in (1, 2, 3, 6, 11)]
    assert all(a < b for a, b in pairwise(tops))


def test_parts_of_a_year_are_not_held_against_the_year() -> None:
    files = {
        "data/organizations.yml": "a: {name: A}\n",
        "data/indicators.yml": "trees: {name: Trees, measure: count, over_time: sum}\n",
        "data/agreements.yml": (
            "p: {name: P, signed: 2023-01-01, parties: [a], targets: [{id: t, statement: T, "
            "indicator: trees, at_least: 500, every: year, first_period: 2023}]}\n"
        ),
    }
    quarters = "\n".join(
        f"  - {{organization: a, indicator: trees, period: 2023-Q{n}, value: 100}}"
        for n in range(1, 5)
    )
    years = "\n".join(
        f"  - {{organization: a, indicator: trees, period: {year}, value: 400}}"
        for year in (2023, 2024)
    )
    for rows, lines in ((quarters, 0), (years, 1)):
        model = model_of({**files, "data/results.yml": f"results:\n{rows}\n"})
        day = date(2026, 1, 1)
        edition = Edition(model, evaluate_all(model, day), load_language("en"), day)
        chart = of_organization(Sheet(edition, "organizations/a.md"), "a", "trees")
        assert isinstance(chart, LineChart)
        assert len(chart.limits) == lines


def lines_in(drawn: str) -> list[list[str]]:
    tree = etree.fromstring(drawn)
    return [str(line.get("points")).split() for line in tree.iter("polyline")]


def test_a_line_in_a_row_begins_at_zero_and_ends_in_a_point() -> None:
    drawn = spark(points("0", "5", "10"), "From 0 to 10")
    assert 'aria-label="From 0 to 10"' in drawn
    ((first, middle, last),) = lines_in(drawn)
    assert (first, middle.partition(",")[2], last) == ("1,18", "10", "77,2")
    assert 'cx="77" cy="2"' in drawn


def test_a_long_line_in_a_row_is_thinned_but_its_breaks_stay() -> None:
    lines = lines_in(spark(points(*map(str, range(1, 101)), gaps=(50,)), "x"))
    assert len(lines) == 2
    assert sum(map(len, lines)) <= MOST_POINTS
    assert lines[-1][-1] == "77,2"
