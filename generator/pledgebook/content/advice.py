"""What to do about a number that nothing holds.

Knows how held numbers are shown in the text's language. Must not know where a number stands.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pledgebook.content.evidence import Evidence
from pledgebook.content.held import Held
from pledgebook.content.readings import Count, Figure, Moment, Pair, Share
from pledgebook.diagnostics import Message, message
from pledgebook.languages import Language
from pledgebook.nearest import nearest
from pledgebook.status.exact import decimal

_KEY = "number-not-in-records"


def advise(figure: Figure, written: str, evidence: Evidence, language: Language) -> Message:
    """What to do about a number: the nearest that is held, or the row that holds it."""
    if figure.foreign:
        example = language.number(Decimal("3860.5"))
        return message(f"{_KEY}.foreign.hint", example=example)
    for reading in figure.readings:
        row = evidence.elsewhere(reading)
        if row is not None:
            place = row.place()
            return message(f"{_KEY}.row.hint", path=place.path, line=place.line)
    near = tuple(dict.fromkeys(_near(figure, written, evidence, language)))
    if near:
        return message(f"{_KEY}.near.hint", near=near)
    return message(f"{_KEY}.hint" if figure.readings else f"{_KEY}.code.hint")


def _near(figure: Figure, written: str, evidence: Evidence, language: Language) -> Iterator[str]:
    """The held numbers nearest to one, as the text's language writes them."""
    held = evidence.current
    if not figure.readings:
        yield from filter(None, [nearest(written, evidence.phrases)])
    is_year = any(isinstance(r, Moment) and not r.month for r in figure.readings)
    for reading in figure.readings:
        match reading:
            case Pair():
                pairs = [pair for pair in held.pairs if pair[1] == reading.whole]
                ordered = sorted(pairs, key=lambda pair: abs(pair[0] - Fraction(reading.part)))
                for part, whole in ordered[:3]:
                    yield f"{_number(part, language)}/{_number(whole, language)}"
            case Share():
                for share in held.nearest(reading):
                    yield language.percent(_rounded(share))
            case Count() if not is_year:
                for number in held.nearest(reading):
                    yield _number(number, language)
            case Moment():
                yield from _days(reading, held, language)
            case _:
                pass


def _number(value: Fraction, language: Language) -> str:
    return language.number(_rounded(value))


def _rounded(value: Fraction) -> Decimal:
    """A number to one decimal, without it where it is whole."""
    exact = decimal(value)
    return exact if exact == exact.to_integral_value() else round(exact, 1)


def _days(wanted: Moment, held: Held, language: Language) -> Iterator[str]:
    """The held dates nearest to one; for a year alone the nearest years."""
    if wanted.month is None:
        years = {moment.year for moment in held.moments if moment.year is not None}
        for year in sorted(years, key=lambda year: (abs(year - (wanted.year or 0)), year))[:3]:
            yield str(year)
        return
    days = [date(m.year, m.month, m.day) for m in held.moments if m.year and m.month and m.day]
    goal = (wanted.month, wanted.day or 1)
    ordered = sorted(days, key=lambda day: (_months_apart(day, goal), day))
    yield from map(language.day, ordered[:1])


def _months_apart(day: date, goal: tuple[int, int]) -> int:
    return abs((day.month - goal[0]) * 31 + day.day - goal[1])
