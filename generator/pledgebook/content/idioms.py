"""How a language writes numbers and dates in a sentence.

Knows Babel's patterns, and the few words that Babel has not. Must not know what a number
stands for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from babel import Locale
from babel.numbers import format_compact_decimal
from babel.units import format_unit

from pledgebook.languages import load_language

_SPACES: Final = " \u00a0\u2009\u202f"
_SAMPLES: Final = (1, 2, 3, 5, 11, 100)
_PATTERN_WORD = re.compile(r"'([^']+)'|([^\W\d_A-Za-z]+)")

# "38 of 42": what stands between the part and the whole. Other languages can write 38/42.
_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "de": ("von", "von den", "von insgesamt"),
    "en": ("of", "of the", "of all", "of its", "of their", "of these", "out of", "out of the"),
    "es": ("de", "de los", "de las", "de un total de"),
    "fr": ("sur", "sur les", "sur un total de"),
    "id": ("dari", "dari total"),
    "pt": ("de", "dos", "das", "de um total de"),
    "th": ("จาก",),
    "vi": ("trong", "trong số", "trong tổng số", "trên", "trên tổng số"),
}
# The whole comes first: "42 में से 38".
_OF_BACKWARDS: Final[Mapping[str, tuple[str, ...]]] = {"hi": ("में से",), "ja": ("のうち",)}
# A number that says which, not how many. It is left alone.
_ORDINAL: Final[Mapping[str, str]] = {
    "en": r"(?:st|nd|rd|th)\b",
    "es": r"\.?[ºª]",
    "fr": r"(?:er|re|ère|ème|nd|nde|e)\b",
    "hi": "वाँ|वां|वीं|वें|वा|ला|ली|ले|रा|री|रे|था|थी|थे|ठा|ठी|ठे",
    "it": "[ºª]",
    "pt": r"\.?[ºª]",
}
_ORDINAL_BEFORE: Final[Mapping[str, str]] = {
    "ja": "第",
    "vi": r"\b(?:thứ|khóa|khoá)\s",
    "zh": "第",
}
_PERCENT: Final[Mapping[str, tuple[str, ...]]] = {
    "ar": ("في المئة", "بالمئة", "في المائة", "بالمائة", "نقطة مئوية", "نقاط مئوية"),
    "de": ("prozentpunkte", "prozentpunkt"),
    "en": ("percent", "per cent", "pct", "percentage point", "percentage points"),
    "fr": ("points de pourcentage",),
    "hi": ("प्रतिशत", "फीसदी", "फ़ीसदी", "प्रतिशत अंक"),
    "id": ("poin persentase",),
    "vi": ("phần trăm", "điểm phần trăm", "điểm %"),
}
# Percentage points, or points of another kind.
_POINTS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("points", "point"),
    "fr": ("points", "point"),
    "hi": ("अंक",),
    "vi": ("điểm",),
}
_POWERS: Final[Mapping[str, Mapping[str, int]]] = {
    "hi": {"हजार": 3, "करोड": 7},
    "vi": {"ngàn": 3, "tỉ": 9, "nghìn tỷ": 12},
}
_UNITS: Final[Mapping[str, Mapping[str, str]]] = {
    "hi": {"वर्ष": "year", "वर्षों": "year", "साल": "year", "सालों": "year", "माह": "month",
           "महीने": "month", "महीनों": "month", "दिन": "day", "दिनों": "day"},
    "vi": {"năm": "year", "tháng": "month", "ngày": "day", "tuần": "week"},
}  # fmt: skip
_JOINTS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("of",),
    "es": ("de", "del"),
    "pt": ("de",),
    "vi": ("năm", "/"),
}


@dataclass(frozen=True, slots=True)
class Idioms:
    """What to look for in sentences of one language. Words are in small letters.

    group, decimal: the signs inside numbers, each a string of characters. months, quarters:
    names to 1–12 and 1–4. joints: words between the parts of a date. powers: words to powers
    of ten. percent, points, units: words after a number. of, of_backwards: between part and
    whole.
    ordinal, ordinal_before: regular expressions. day_first: 6/7 is the sixth of July;
    year_first: dates in words begin with the year.
    """

    group: str
    decimal: str
    months: Mapping[str, int]
    quarters: Mapping[str, int]
    joints: tuple[str, ...]
    powers: Mapping[str, int]
    percent: tuple[str, ...]
    points: tuple[str, ...]
    units: Mapping[str, str]
    of: tuple[str, ...]
    of_backwards: tuple[str, ...]
    ordinal: str
    ordinal_before: str
    day_first: bool
    year_first: bool


@lru_cache(maxsize=32)
def idioms_of(tag: str) -> Idioms:
    """The idioms of a language by its tag."""
    locale, base = load_language(tag).locale, tag.partition("-")[0]
    symbols = locale.number_symbols["latn"]
    order = str(locale.date_formats["short"].pattern).lower()
    return Idioms(
        group=_grouping(str(symbols["group"])),
        decimal=f"{symbols['decimal']}٫",
        months=dict(_names(locale.months)),
        quarters=dict(_names(locale.quarters)),
        joints=_longest_first((*_JOINTS.get(base, ()), *_literals(locale))),
        powers={**dict(_powers(locale)), **_POWERS.get(base, {})},
        percent=_longest_first(
            (*_PERCENT.get(base, ()), *_unit_words(locale, "concentr-percent"), "%", "٪", "％")
        ),
        points=_POINTS.get(base, ()),
        units={**dict(_durations(locale)), **_UNITS.get(base, {})},
        of=_longest_first(_OF.get(base, ())),
        of_backwards=_OF_BACKWARDS.get(base, ()),
        ordinal=_ORDINAL.get(base, "(?!)"),
        ordinal_before=_ORDINAL_BEFORE.get(base, "(?!)"),
        day_first=order.find("d") < order.find("m"),
        year_first=str(locale.date_formats["long"].pattern).startswith("y"),
    )


def _grouping(sign: str) -> str:
    """The signs between thousands: no-break spaces everywhere, any space where it is usual."""
    if sign in _SPACES:
        return f"{_SPACES}٬"
    return f"{_SPACES[1:]}٬{sign}" + ("'" if sign == "’" else "")


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once; of two that begin alike the longer one is to be found first."""
    once = dict.fromkeys(word.lower() for word in words if word)
    return tuple(sorted(once, key=len, reverse=True))


def _names(calendar: Any) -> Iterator[tuple[str, int]]:
    """Names of months or quarters, as they stand in a date and alone, long and short."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in calendar[context][width].items():
                yield str(name).lower().strip(" ."), number


def _literals(locale: Locale) -> Iterator[str]:
    """The words in the language's own patterns for dates: `de`, `năm`, `年`."""
    skeletons = locale.datetime_skeletons
    known = [skeletons[name] for name in ("yMMMM", "MMMMd", "yMMMd") if name in skeletons]
    for form in (*known, locale.date_formats["long"]):
        for quoted, plain in _PATTERN_WORD.findall(str(form.pattern)):
            yield (quoted or plain).strip()
        if "G" in str(form.pattern):
            yield from map(str, locale.eras["abbreviated"].values())


def _powers(locale: Locale) -> Iterator[tuple[str, int]]:
    """Words such as "million", with the power of ten that each stands for."""
    for power in range(3, 13):
        for first in (1, 2):
            number = first * 10**power
            try:
                written = format_compact_decimal(number, format_type="long", locale=locale)
            except (KeyError, ValueError):
                return
            if match := re.fullmatch(rf"([0-9]+)[{_SPACES}]?(\D+)", written):
                yield match[2].lower().strip(), power - len(match[1]) + 1


def _unit_words(locale: Locale, unit: str) -> Iterator[str]:
    """The words of a unit after a number, in all plural forms; nothing where Babel has none."""
    for sample in _SAMPLES:
        written = format_unit(sample, unit, "long", locale=locale)
        match = re.fullmatch(rf"[0-9]+[{_SPACES}]?(\D+)", written)
        if match and unit not in written:
            yield match[1].lower().strip()


def _durations(locale: Locale) -> Iterator[tuple[str, str]]:
    for unit in ("year", "month", "week", "day"):
        for word in _unit_words(locale, f"duration-{unit}"):
            yield word, unit
