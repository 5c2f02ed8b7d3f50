"""Dates in sentences: in words as a language writes them, in numbers, quarters and years.

Knows calendars and the order of day, month and year. Must not know which dates are right.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from pledgebook.content.idioms import Idioms, idioms_of
from pledgebook.content.readings import Count, Figure, Moment, Pair, Reading, Years

_ISO = re.compile(r"(?<![\d/.-])(?P<y>\d{4})-(?P<m>\d{2})(?:-(?P<d>\d{2}))?(?![\d-])")
_NUMERIC = re.compile(
    r"(?<![\d/.,-])(\d{1,4})([/.-])(\d{1,4})(?:\2(\d{4}|\d{2}))?(?![\d/]|[.,-]\d)"
)
_YEARS = re.compile(r"(?<![\d/.,-])(\d{4})\s?[–—/-]\s?(\d{4}|\d{2})(?![\d/-]|[.,]\d)")
_VERBS = frozenset({"march", "may"})


def find_dates(text: str, tag: str) -> Iterator[Figure]:
    """The dates in a text (in small letters) of a language; they may overlap."""
    idioms = idioms_of(tag)
    for pattern in _patterns(tag):
        for match in pattern.finditer(text):
            found = _worded(match, idioms)
            if found:
                yield found
    yield from _iso(text)
    yield from _numeric(text, idioms.day_first)
    yield from _years(text)


@lru_cache(maxsize=32)
def _patterns(tag: str) -> tuple[re.Pattern[str], ...]:
    """Regular expressions for dates in words. Every repetition in them is bounded."""
    idioms = idioms_of(tag)
    joint = f"(?:(?:{_any(idioms.joints)})[\\s,،.]{{0,2}})?"
    gap = rf"[\s,،.\-]{{0,3}}{joint}"
    day = rf"(?<![\d.,/])(?P<d>\d{{1,2}})(?:{idioms.ordinal}|\.|日|일)?(?!\d)"
    year = r"(?P<y>\d{4})(?!\d)"
    month, quarter = f"(?P<m>{_names(idioms.months)})", f"(?P<q>{_names(idioms.quarters)})"
    numbered = [name for name in idioms.months if re.search(r"\d", name)]
    first = (
        rf"(?<!\d){year}{gap}{month}(?:{gap}{day})?",
        rf"(?<!\d){year}{gap}{quarter}",
    )
    patterns = (
        rf"{day}{gap}{month}(?:{gap}{year})?",
        rf"{month}{gap}{day}(?:{gap}{year})?",
        rf"{month}{gap}{year}",
        rf"(?P<m>{_names(numbered)})",
        rf"{quarter}(?:{gap}{year})?",
    )
    return tuple(re.compile(p) for p in (*(first if idioms.year_first else ()), *patterns))


def _any(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; `(?!)` for none."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered) or "(?!)"


def _names(names: Iterable[str]) -> str:
    """Any of the names as a word of its own; one that begins with a digit may follow letters."""
    worded = [name for name in names if name and not name[0].isdigit()]
    numbered = _any(name for name in names if name and name[0].isdigit())
    ending = _any(name for name in worded if name[-1].isdigit())
    plain = _any(name for name in worded if not name[-1].isdigit())
    return (
        rf"(?<![^\W\d_])(?:{plain})(?![^\W\d_])|(?<![^\W\d_])(?:{ending})(?!\d)"
        rf"|(?<!\d)(?:{numbered})"
    )


def _worded(match: re.Match[str], idioms: Idioms) -> Figure | None:
    parts = match.groupdict()
    if not re.search(r"\d", match[0]):
        return None
    year = int(parts["y"]) if parts.get("y") else None
    day = int(parts["d"]) if parts.get("d") else None
    if parts.get("q"):
        moment = Moment(year, quarter=_number(parts["q"], idioms.quarters))
        return Figure(match.start(), match.end(), (moment,))
    moment = Moment(year, _number(parts["m"], idioms.months), day)
    if day is not None and not 1 <= day <= 31:
        return None
    # "In June 20 committees …", "3 may do so": perhaps no date.
    doubtful = day is not None and year is None
    doubtful = doubtful and (match.start("d") > match.start("m") or parts["m"] in _VERBS)
    readings = (moment, Count(Decimal(day))) if doubtful and day is not None else (moment,)
    return Figure(match.start(), match.end(), readings)


def _number(name: str, names: Mapping[str, int]) -> int | None:
    return names.get(re.sub(r"\s", " ", name))


def _iso(text: str) -> Iterator[Figure]:
    for match in _ISO.finditer(text):
        day = int(match["d"]) if match["d"] else None
        if int(match["m"]) <= 12:
            moment = Moment(int(match["y"]), int(match["m"]), day)
            yield Figure(match.start(), match.end(), (moment,))


def _numeric(text: str, day_first: bool) -> Iterator[Figure]:
    """28/6, 28/6/2024, 28.6.2024, 6/2024, 2024/6/28. Points and hyphens only in whole dates."""
    for match in _NUMERIC.finditer(text):
        readings = tuple(_meanings(match, day_first))
        if readings:
            yield Figure(match.start(), match.end(), readings)


def _meanings(match: re.Match[str], day_first: bool) -> Iterator[Reading]:
    first, second, sign = int(match[1]), int(match[3]), match[2]
    third = match[4]
    if third is None:
        if sign == "/":
            yield from _two(first, second, match, day_first)
        return
    if len(match[1]) == 4:
        yield from _valid(first, second, int(third))
        return
    year = int(third) + (2000 if len(third) == 2 else 0)
    day, month = (first, second) if day_first or second <= 12 < first else (second, first)
    yield from _valid(year, month, day)
    yield from _valid(year, day, month) if day <= 12 < month else ()


def _two(first: int, second: int, match: re.Match[str], day_first: bool) -> Iterator[Reading]:
    if len(match[3]) == 4:
        yield from _valid(second, first, None)
    elif len(match[1]) <= 2 and len(match[3]) <= 2:
        day, month = (first, second) if day_first or second <= 12 < first else (second, first)
        yield from _valid(None, month, day)
    if first <= second:
        yield Pair(Decimal(first), Decimal(second))


def _valid(year: int | None, month: int, day: int | None) -> Iterator[Moment]:
    if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
        yield Moment(year, month, day)


def _years(text: str) -> Iterator[Figure]:
    """2021–2023, 2023/24: a later year after an earlier one."""
    for match in _YEARS.finditer(text):
        first = int(match[1])
        last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
        if 1900 <= first < last <= 2200:
            yield Figure(match.start(), match.end(), (Years(first, last),))
