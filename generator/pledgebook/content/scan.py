"""The numbers in a text, and what each can mean.

Knows how numbers stand in sentences: grouped, with a percent sign, with a unit, as a part of a
whole, in dates. Must not know which numbers are right.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pledgebook.content.dates import find_dates
from pledgebook.content.idioms import Idioms, idioms_of
from pledgebook.content.readings import (
    Count,
    Duration,
    Figure,
    Moment,
    Pair,
    Reading,
    Share,
)

MAX_DIGITS: Final = 40
_SEPARATORS = ".,'’·٫٬\u00a0\u2009\u202f"
_NUMBER = rf"\d+(?:[{_SEPARATORS}]\d+)*"
_SPACED = r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?"
_CODE = re.compile(r"(?<!\w)\d{1,20}[^\W_]{0,20}(?:[/.-][^\W_]{1,20}){1,8}")
_ENUMERATOR = re.compile(r"\((\d{1,2})\)")
# "85–90 %", "85 to 90 %", "28 and 29 June": what is said of the second holds for the first.
_RANGE = re.compile(r"\s?%?(?:\s?[–—,;-]\s?|\s?[,;]?\s[^\W\d_]{1,4}\s)")
_MAX_RANGE = 12
_CLOCK = re.compile(r"(?<![\d.,:])(?:[01]?\d|2[0-3])[:h][0-5]\d(?![\d:])")


def find_figures(text: str, tag: str) -> tuple[Figure, ...]:
    """The numbers of a text in the language `tag`, in order; digits are 0 to 9.

    Ordinals, names such as CO2, the numbers of a list and times of day are no figures.
    """
    text = _CLOCK.sub(lambda match: " " * len(match[0]), text)
    lowered = text.lower()
    lowered = lowered if len(lowered) == len(text) else text
    found = [*find_dates(lowered, tag), *_codes(text), *_pairs(lowered, tag)]
    found += _numbers(text, lowered, tag)
    ordered = _apart(found)
    return tuple(_shared(_without_enumerators(text, ordered), text))


def _apart(found: Iterable[Figure]) -> list[Figure]:
    """Figures that do not overlap: the earlier one stays, of two that begin alike the longer.
    Those in one place are one, with the readings of both."""
    kept: list[Figure] = []
    for figure in sorted(found, key=lambda f: (f.start, -f.end)):
        last = kept[-1] if kept else None
        if last is None or figure.start >= last.end:
            kept.append(figure)
        elif (figure.start, figure.end) == (last.start, last.end):
            readings = tuple(dict.fromkeys((*last.readings, *figure.readings)))
            kept[-1] = replace(last, readings=readings, foreign=last.foreign and figure.foreign)
    return kept


def _codes(text: str) -> Iterator[Figure]:
    """Numbers of documents, such as 21-NQ/TW: a part of them is in capital letters."""
    for match in _CODE.finditer(text):
        if any(part.isupper() for part in re.split(r"[/.-]", match[0])[1:]):
            yield Figure(match.start(), match.end())


@lru_cache(maxsize=32)
def _pair_patterns(tag: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    idioms = idioms_of(tag)

    def pattern(words: Sequence[str]) -> re.Pattern[str]:
        between = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in words) or "(?!)"
        start = rf"(?<![\w{_SEPARATORS}])({_NUMBER})"
        return re.compile(rf"{start}\s{{0,2}}(?:{between})\s{{0,2}}({_NUMBER})(?!\w)")

    return pattern((*idioms.of, "/")), pattern(idioms.of_backwards)


def _pairs(text: str, tag: str) -> Iterator[Figure]:
    """38 of 42, 38/42; a whole that can be a year may also be one: "Act 5 of 2019"."""
    idioms = idioms_of(tag)
    for pattern, backwards in zip(_pair_patterns(tag), (False, True), strict=True):
        for match in pattern.finditer(text):
            one, other = read_number(match[1], idioms), read_number(match[2], idioms)
            if one is None or other is None:
                continue
            part, whole = (other, one) if backwards else (one, other)
            can_be_year = re.fullmatch(r"[12]\d{3}", match[2]) and "/" not in match[0]
            if part.value <= whole.value and not can_be_year:
                yield Figure(match.start(), match.end(), (Pair(part.value, whole.value),))


@lru_cache(maxsize=32)
def _number_pattern(tag: str) -> re.Pattern[str]:
    spaced = f"{_SPACED}|" if " " in idioms_of(tag).group else ""
    return re.compile(f"{spaced}{_NUMBER}")


@lru_cache(maxsize=32)
def _after_patterns(tag: str) -> tuple[re.Pattern[str], ...]:
    """What can follow a number: percent, a power of ten, a unit of time, points."""
    idioms = idioms_of(tag)
    return tuple(
        re.compile(rf"[\s-]{{0,2}}({'|'.join(re.escape(w) for w in words)})(?![^\W\d_])")
        for words in (
            idioms.percent,
            sorted(idioms.powers, key=len, reverse=True) or ["\0"],
            sorted(idioms.units, key=len, reverse=True) or ["\0"],
            idioms.points or ["\0"],
        )
    )


def _numbers(text: str, lowered: str, tag: str) -> Iterator[Figure]:
    idioms = idioms_of(tag)
    before, after = re.compile(rf"(?:{idioms.ordinal_before})$"), re.compile(idioms.ordinal)
    for match in _number_pattern(tag).finditer(text):
        count = read_number(match[0], idioms)
        if _is_name(text, match.start(), match.end()):
            continue
        near = lowered[max(0, match.start() - 12) : match.start()]
        if (after.match(lowered, match.end()) or before.search(near)) and _is_small(count):
            continue
        yield _figure(match, count, lowered, tag)


def _is_small(count: Count | None) -> bool:
    return count is not None and count.places == 0 and count.value <= 100


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether digits belong to a name: CO2, COVID-19, 5G."""
    last = text[start - 1 : start]
    if last.isupper() or last.islower():
        return True
    if last in {"-", "‑"} and start > 1 and text[start - 2].isalpha():
        word = re.search(r"[^\W\d_]+$", text[max(0, start - 20) : start - 1])
        return word is not None and word[0][0].isupper()
    return text[end : end + 1].isupper()


def _figure(match: re.Match[str], count: Count | None, lowered: str, tag: str) -> Figure:
    """A number with what stands around it: a percentage, a length of time, a year."""
    idioms = idioms_of(tag)
    start, end = match.span()
    if count is None:
        return Figure(start, end, foreign=True)
    percent, power, unit, points = (p.match(lowered, end) for p in _after_patterns(tag))
    if percent or re.search(r"[%٪]\s?$", lowered[max(0, start - 2) : start]):
        return Figure(start, percent.end() if percent else end, (Share(count.value, count.places),))
    if power:
        multiplied = replace(count, power=idioms.powers[power[1]])
        return Figure(start, power.end(), (multiplied,))
    readings: list[Reading] = [count]
    if points:
        readings.append(Share(count.value, count.places))
    if unit:
        readings.append(Duration(count.value, idioms.units[unit[1]]))
    if re.fullmatch(r"[12]\d{3}", match[0]):
        readings.append(Moment(year=int(match[0])))
    return Figure(start, end, tuple(readings))


def read_number(written: str, idioms: Idioms) -> Count | None:
    """A number in the form of a language; None for one in another form.

    3,860 and 3860 are one number in English; 3.860 is another, with three decimals.
    """
    if len(written) > MAX_DIGITS:
        return None
    group, decimal = re.escape(idioms.group), re.escape(idioms.decimal)
    form = rf"(\d{{1,3}}(?:[{group}]\d{{2,3}})*[{group}]\d{{3}}|\d+)(?:[{decimal}](\d+))?"
    match = re.fullmatch(form, written)
    if match is None:
        return None
    whole, places = re.sub(r"\D", "", match[1]), match[2] or ""
    return Count(Decimal(f"{whole}.{places}" if places else whole), len(places))


def _without_enumerators(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures but for (1), (2), (3) where they number what follows."""
    marks = {m.start(1): int(m[1]) for m in _ENUMERATOR.finditer(text)}
    numbers = sorted(marks.values())
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return list(figures)
    return [figure for figure in figures if figure.start not in marks]


def _shared(figures: Sequence[Figure], text: str) -> list[Figure]:
    """Each figure; the first of a range may also be what the second one is."""
    found: list[Figure] = []
    for figure in reversed(figures):
        following = found[-1] if found else None
        between = text[figure.end : following.start] if following else ""
        if following and len(between) <= _MAX_RANGE and _RANGE.fullmatch(between):
            readings = (*figure.readings, *_inherited(figure, following))
            figure = replace(figure, readings=tuple(dict.fromkeys(readings)))
        found.append(figure)
    return found[::-1]


def _inherited(figure: Figure, following: Figure) -> Iterator[Reading]:
    if any(isinstance(reading, Moment) for reading in figure.readings):
        return
    for count in (reading for reading in figure.readings if isinstance(reading, Count)):
        for reading in following.readings:
            if isinstance(reading, Share):
                yield Share(count.value, count.places)
            elif isinstance(reading, Moment) and reading.day and _is_small(count):
                yield replace(reading, day=int(count.value))
            elif isinstance(reading, Duration):
                yield replace(reading, number=count.value)
