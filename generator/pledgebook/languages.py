"""One language of the site: its words, numbers, dates, periods, and fallback of texts.

Knows label catalogues and Babel. Must not know records or pages. The language is always
an argument; nothing here is state.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from functools import lru_cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from pledgebook.markup import EMPTY, Safe, escape, escape_between
from pledgebook.values import (
    FuzzyDate,
    LocalizedText,
    Period,
    period_of,
    read_day,
    read_period,
)

FALLBACK = "en"
# More than any number has that is shown: formatting must not round in secret.
_DIGITS = 120
# Plain English dates are day first, as everywhere but in one country.
_LOCALES = {"en": "en_001"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A text as shown: in which language, and whether that is another than was asked for."""

    text: str
    tag: str
    fallback: bool


def choose(text: LocalizedText, language: str, default: str) -> Chosen:
    """The text in a language, else in the site's first, else the first that is given."""
    texts = text.texts
    for tag in (language, default):
        found = texts.get(tag) or (texts.get("") if tag == default else None)
        if found:
            return Chosen(found, tag, tag != language)
    tag, found = next(iter(texts.items()))
    return Chosen(found, tag or default, (tag or default) != language)


@dataclass(frozen=True)
class Language:
    """A language: its tag, Babel's locale, and its labels (English where it lacks one)."""

    tag: str
    locale: Locale
    labels: Mapping[str, Any] = field(repr=False)
    _said: dict[str, Safe] = field(default_factory=dict, repr=False, compare=False)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    @property
    def own_name(self) -> str:
        """The language's name in itself."""
        name = str(self.locale.get_display_name(self.locale) or self.tag)
        plain = Locale.parse(self.tag.replace("-", "_")).get_display_name()
        shown = str(plain or name)
        return shown[:1].upper() + shown[1:]

    def name_of(self, tag: str) -> str:
        """The name of another language in this one."""
        try:
            return str(Locale.parse(tag.replace("-", "_")).get_display_name(self.locale) or tag)
        except (UnknownLocaleError, ValueError):
            return tag

    def word(self, key: str, **params: str | int) -> str:
        """A label as plain text. Raises KeyError for a label that no catalogue has."""
        return str(self._pattern(key, params)).format_map(params)

    def say(self, key: str, **params: str | int) -> Safe:
        """A label ready for a page; parameters are escaped unless they are safe."""
        if params:
            return self._filled(key, params)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._filled(key, params)
        return said

    def _filled(self, key: str, params: Mapping[str, str | int]) -> Safe:
        pattern = str(self._pattern(key, params))
        parts = []
        for literal, name in _parsed(pattern):
            parts.append(literal)
            if name is not None:
                value = params[name]
                parts.append(escape(self.number(value) if isinstance(value, int) else value))
        return Safe("".join(parts))

    def _pattern(self, key: str, params: Mapping[str, str | int]) -> str:
        pattern = self.labels[key]
        if isinstance(pattern, str):
            return pattern
        number = params.get("n", 0)
        form = self.locale.plural_form(number if isinstance(number, int) else 0)
        return str(pattern.get(form) or pattern["other"])

    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        """A number with the language's grouping; exact, or rounded half even to `decimals`."""
        if decimals is not None and isinstance(value, Decimal):
            value = round(value, decimals)
        return _format_number(self.tag, str(value))

    def percent(self, value: Decimal, decimals: int | None = None) -> str:
        """A percentage (`value` in percent) in the language's form."""
        if decimals is not None:
            value = round(value, decimals)
        return _format_percent(self.tag, str(value))

    def day(self, value: date) -> str:
        """A whole date in words: 28 June 2024."""
        return _format_day(self.tag, value)

    def fuzzy(self, value: FuzzyDate) -> str:
        """A date as exactly as it is known; says which part is uncertain."""
        if value.precise:
            shown = self.day(value.first)
        elif value.first.month != value.last.month:
            shown = self.number_of_year(value.first)
        else:
            shown = str(format_skeleton("yMMMM", value.first, locale=self.locale))
        if not value.uncertain:
            return shown
        parts = ("year", "month", "day")
        unsure = [p for p, text in zip(parts, value.text.split("-"), strict=False) if "?" in text]
        words = self.listed([self.word(f"date.{part}") for part in unsure])
        return self.word("date.uncertain", date=shown, parts=words)

    def number_of_year(self, value: date) -> str:
        """The year of a date."""
        return str(format_skeleton("y", value, locale=self.locale))

    def period(self, value: Period) -> str:
        """A period in words, from its shortest text."""
        text = value.text
        if "/" in text and "-" in text:
            shown = self._span(value)
        elif "-H" in text:
            key = "period.first-half" if text.endswith("1") else "period.second-half"
            shown = self.word(key, year=text[:4])
        elif "-Q" in text:
            shown = str(format_skeleton("yQQQ", value.first, locale=self.locale))
        elif len(text) == 7 and "/" not in text:
            shown = str(format_skeleton("yMMMM", value.first, locale=self.locale))
        elif len(text) == 10:
            shown = self.day(value.first)
        else:
            shown = text
        return self.word("date.uncertain-period", period=shown) if value.uncertain else shown

    def period_text(self, text: str) -> str:
        """A period from its shortest text (`2024`, `2024-Q2`, `2021-01-01/2023-12-31`)."""
        start, slash, end = text.partition("/")
        if slash and len(end) == 10:
            return self.period(period_of(read_day(start), read_day(end)))
        if len(text) == 10:
            return self.day(read_day(text))
        return text if slash else self.period(read_period(text))

    def _span(self, value: Period) -> str:
        years = (value.first.month, value.first.day, value.last.month, value.last.day)
        if years == (1, 1, 12, 31):
            return f"{value.first.year}–{value.last.year}"
        return self.word("period.span", start=self.day(value.first), end=self.day(value.last))

    def listed(self, words: list[str]) -> str:
        """Words as a list in a sentence: a, b and c."""
        return str(format_list(words, locale=self.locale)) if words else ""

    def listed_safe(self, words: list[Safe]) -> Safe:
        """Safe texts as a list in a sentence."""
        if len(words) < 2:
            return words[0] if words else EMPTY
        # The pattern of the list is taken from placeholders that no text contains.
        marks = [f"\x00{index}\x00" for index in range(len(words))]
        pattern = str(format_list(marks, locale=self.locale))
        pieces = pattern.split("\x00")
        shown = [words[int(p)] if i % 2 else escape_between(p) for i, p in enumerate(pieces)]
        return Safe("".join(shown))


# The same few thousand numbers stand on thousands of pages, and formatting one is slow. The key
# is the text, since 1 and 1.0 are equal but shown differently.
@lru_cache(maxsize=65536)
def _format_number(tag: str, text: str) -> str:
    locale, value = load_language(tag).locale, Decimal(text)
    form = _with_places(locale.decimal_formats[None].pattern, _places(value))
    with localcontext(prec=_DIGITS):
        return str(format_decimal(value, form, locale, decimal_quantization=False))


@lru_cache(maxsize=65536)
def _format_percent(tag: str, text: str) -> str:
    locale, value = load_language(tag).locale, Decimal(text)
    form = _with_places(locale.percent_formats[None].pattern, _places(value))
    with localcontext(prec=_DIGITS):
        return str(format_percent(value / 100, form, locale, decimal_quantization=False))


@lru_cache(maxsize=16384)
def _format_day(tag: str, value: date) -> str:
    return str(format_date(value, "long", load_language(tag).locale))


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _with_places(pattern: str, places: int) -> str:
    """A CLDR number pattern with exactly so many decimals."""
    positive = pattern.partition(";")[0]
    body = positive.rstrip("%\u00a0 \u200e\u200f\u061c")
    tail = positive[len(body) :]
    whole = body.partition(".")[0]
    return f"{whole}.{'0' * places}{tail}" if places else f"{whole}{tail}"


@lru_cache(maxsize=2048)
def _parsed(pattern: str) -> tuple[tuple[Safe, str | None], ...]:
    """A label's literal parts, escaped, each with the name of the parameter after it."""
    return tuple(
        (Safe(escape_between(literal)), name) for literal, name, _, _ in Formatter().parse(pattern)
    )


@lru_cache(maxsize=64)
def load_language(tag: str) -> Language:
    """A language by its BCP 47 tag, with the labels of the package."""
    return Language(tag, _locale(tag), _labels(tag))


def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(tag, tag.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_LOCALES[FALLBACK])


def label_tags() -> tuple[str, ...]:
    """The languages that have a catalogue of labels."""
    folder = files("pledgebook") / "labels"
    names = (file.name for file in folder.iterdir() if file.name.endswith(".yml"))
    return tuple(sorted(name.removesuffix(".yml") for name in names))


@lru_cache(maxsize=64)
def read_labels(tag: str) -> Mapping[str, Any]:
    """The catalogue of one language, without fallback; empty when there is none."""
    file = files("pledgebook") / "labels" / f"{tag}.yml"
    if not file.is_file():
        return {}
    text = file.read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return read


def _labels(tag: str) -> Mapping[str, Any]:
    base = tag.partition("-")[0]
    return {**read_labels(FALLBACK), **read_labels(base), **read_labels(tag)}
