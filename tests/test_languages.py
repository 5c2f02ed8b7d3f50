"""Numbers, dates, periods and texts in the languages of a site."""

from datetime import date
from decimal import Decimal

import pytest

from pledgebook.languages import choose, load_language
from pledgebook.markup import Safe
from pledgebook.values import LocalizedText, period_of, read_fuzzy_date, read_period


@pytest.mark.parametrize(
    ("tag", "number", "percent", "day"),
    [
        ("en", "3,860", "90.5%", "28 June 2024"),
        ("vi", "3.860", "90,5%", "28 tháng 6, 2024"),
        ("hi", "3,860", "90.5%", "28 जून 2024"),
        ("fr", "3\u202f860", "90,5\u00a0%", "28 juin 2024"),
    ],
)
def test_numbers_and_dates_are_those_of_the_language(
    tag: str, number: str, percent: str, day: str
) -> None:
    language = load_language(tag)
    assert language.number(3860) == number
    assert language.percent(Decimal("90.5")) == percent
    assert language.day(date(2024, 6, 28)) == day


def test_indian_grouping() -> None:
    assert load_language("hi").number(1234567) == "12,34,567"


def test_numbers_keep_the_decimals_they_were_written_with() -> None:
    language = load_language("en")
    assert language.number(Decimal("112.50")) == "112.50"
    assert language.number(Decimal("1234567890123456789.123456789")) == (
        "1,234,567,890,123,456,789.123456789"
    )
    assert language.number(Decimal("2.345"), 1) == "2.3"
    assert language.percent(Decimal("19.99")) == "19.99%"


def test_uncertain_and_imprecise_dates_say_so() -> None:
    language = load_language("en")
    assert language.fuzzy(read_fuzzy_date("2024?-06-28")) == "28 June 2024 (year uncertain)"
    assert language.fuzzy(read_fuzzy_date("2024-06")) == "June 2024"
    assert language.fuzzy(read_fuzzy_date("2024")) == "2024"
    assert language.fuzzy(read_fuzzy_date("2024?-06?-28")) == (
        "28 June 2024 (year and month uncertain)"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024", "2024"),
        ("2024-H1", "first half of 2024"),
        ("2024-Q2", "Q2 2024"),
        ("2024-06", "June 2024"),
    ],
)
def test_periods_in_words(text: str, words: str) -> None:
    assert load_language("en").period(read_period(text)) == words


def test_other_periods_in_words() -> None:
    language = load_language("en")
    assert language.period(period_of(date(2021, 1, 1), date(2023, 12, 31))) == "2021–2023"
    assert language.period(period_of(date(2024, 3, 5), date(2024, 4, 2))) == (
        "5 March 2024 to 2 April 2024"
    )
    assert language.period(read_period("2023/24", "09-01")) == "2023/24"
    assert language.period_text("2021-01-01/2023-12-31") == "2021–2023"


def test_a_missing_translation_falls_back_and_says_so() -> None:
    text = LocalizedText({"": "Garden", "fr": "Jardin"})
    assert choose(text, "fr", "en").text == "Jardin"
    chosen = choose(text, "vi", "en")
    assert (chosen.text, chosen.tag, chosen.fallback) == ("Garden", "en", True)
    assert not choose(text, "en", "en").fallback
    only = choose(LocalizedText({"hi": "बाग"}), "vi", "en")
    assert (only.text, only.tag, only.fallback) == ("बाग", "hi", True)


def test_labels_take_plural_forms_and_escape_what_is_put_in() -> None:
    language = load_language("en")
    assert language.word("organizations.caption", n=1) == "1 organization"
    assert language.word("organizations.caption", n=1200) == "1200 organizations"
    assert language.say("organizations.caption", n=1200) == "1,200 organizations"
    assert language.say("home.publisher", name="<b>") == "Published by &#60;b&#62;."
    assert language.say("home.publisher", name=Safe("<b>x</b>")) == "Published by <b>x</b>."


def test_lists_in_a_sentence() -> None:
    language = load_language("en")
    assert language.listed_safe([Safe("<b>a</b>"), Safe("b"), Safe("c")]) == "<b>a</b>, b and c"
    assert language.listed_safe([]) == ""


def test_a_language_without_catalogue_has_english_words_and_its_own_numbers() -> None:
    language = load_language("de")
    assert language.number(3860) == "3.860"
    assert language.word("state.met") == "met"


def test_direction() -> None:
    assert load_language("ar").direction == "rtl"
    assert load_language("hi").direction == "ltr"
