"""What a person says of a new site, each answer checked by itself so that it can be asked again.

Knows what may be answered. Must not know the command line, nor what is made of the answers.
"""

from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale

from pledgebook.exchange.places import ExchangeError
from pledgebook.fields import LANGUAGE_TAG
from pledgebook.messages import visible
from pledgebook.nearest import nearest

FORGES = ("github", "gitlab", "forgejo", "none")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new site is called, in which languages, by whom, and where days begin."""

    title: str
    languages: tuple[str, ...]
    publisher: str
    timezone: str
    forge: str = "none"


def check_answers(answers: Answers) -> None:
    """Raises ExchangeError for an answer that cannot be."""
    a_line(answers.title, "title")
    a_line(answers.publisher, "publisher")
    language_tags(",".join(answers.languages))
    a_timezone(answers.timezone)


def a_line(text: str, what: str) -> str:
    """One line of text. Raises ExchangeError."""
    if not text.strip() or visible(text) != text:
        raise ExchangeError(f"the {what} must be a line of text")
    return text


def language_tags(text: str) -> str:
    """Tags of languages, with commas between them. Raises ExchangeError."""
    tags = [tag.strip() for tag in text.split(",")]
    for tag in tags:
        if LANGUAGE_TAG.fullmatch(tag) is None:
            near = nearest(tag, _english_names())
            hint = f"; did you mean {_english_names()[near]}?" if near else ""
            raise ExchangeError(f"{tag!r} is no language tag such as en, vi or zh-Hant{hint}")
        # Every code of two letters is known; rarer languages have three.
        codes = _english_names().values()
        if len(base := tag.partition("-")[0]) == 2 and base not in codes:
            near = nearest(base, codes)
            hint = f"; did you mean {near}?" if near else ""
            raise ExchangeError(f"{tag!r} is the tag of no language{hint}")
    if len(set(tags)) < len(tags):
        raise ExchangeError("name each language of the site once")
    return ",".join(tags)


@cache
def _english_names() -> dict[str, str]:
    """The codes of two letters, by the languages' English names."""
    languages = ((str(code), str(name)) for code, name in Locale("en").languages.items())
    return {name: code for code, name in languages if len(code) == 2}


def a_timezone(name: str) -> str:
    """The name of a time zone. Raises ExchangeError."""
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        cities = {zone.rpartition("/")[2]: zone for zone in sorted(available_timezones())}
        near = nearest(name.rpartition("/")[2], cities)
        hint = f"; did you mean {cities[near]}?" if near else ""
        raise ExchangeError(
            f"{name!r} is no time zone such as Asia/Ho_Chi_Minh or UTC{hint}"
        ) from error
    return name
