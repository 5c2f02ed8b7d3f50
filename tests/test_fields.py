"""How a YAML node becomes the value of a field, and what is refused."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from pledgebook import fields
from pledgebook.fields import PeriodField
from pledgebook.located import Mapping, read_document
from pledgebook.values import Rejected


def node(text: str) -> Any:
    """The node of a value as it would stand in a record."""
    root = read_document(f"value: {text}\n").root
    assert isinstance(root, Mapping)
    return root.find("value")


def rejection(read: Callable[[Any], object], text: str) -> str:
    """The message about a value that is refused."""
    with pytest.raises(Rejected) as caught:
        read(node(text))
    return caught.value.key


@pytest.mark.parametrize("word", ["NO", "no", "on", "Yes", "off", "true", "FALSE"])
def test_an_unquoted_word_that_means_true_or_false_is_no_text(word: str) -> None:
    assert rejection(fields.read_text, word) == "ambiguous-value.boolean-word"
    assert fields.read_text(node(f'"{word}"')) == word


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("010", "text-octal"),
        ("0123456789", "text-octal"),
        ("12:30", "text-clock"),
        ("1:2:3", "text-clock"),
        ("1_000", "text-underscore"),
    ],
)
def test_an_unquoted_number_of_another_kind_is_no_text(text: str, key: str) -> None:
    assert rejection(fields.read_text, text) == f"ambiguous-value.{key}"
    assert fields.read_text(node(f"'{text}'")) == text


@pytest.mark.parametrize("text", ["A", "2024", "3.860", "Trường số 1", "नमस्ते", "--", "0", "noon"])
def test_other_texts_are_taken_as_they_are(text: str) -> None:
    assert fields.read_text(node(text)) == text
    assert type(fields.read_text(node(text))) is str


def test_a_text_must_say_something() -> None:
    assert rejection(fields.read_text, '"  "') == "bad-value.empty"
    assert rejection(fields.read_text, "[a]") == "wrong-type.value"
    assert rejection(fields.read_localized, "[a]") == "wrong-type.value"
    assert rejection(fields.read_localized, "{}") == "bad-value.empty"


def test_a_text_by_language_is_refused_at_the_language() -> None:
    written = node("{en: A, vi: NO}")
    with pytest.raises(Rejected) as caught:
        fields.read_localized(written)
    assert caught.value.at is written.find("vi")
    assert fields.read_localized(node("{en: A, vi: B}")).texts == {"en": "A", "vi": "B"}
    assert fields.read_localized(node("A")).texts == {"": "A"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("010", "ambiguous-value.octal"),
        ("-007", "ambiguous-value.octal"),
        ("12:30", "ambiguous-value.clock"),
        ("1_000", "ambiguous-value.underscore"),
        ('"3,860"', "ambiguous-value.separator"),
        ("3.860.000", "ambiguous-value.separator"),
        ("3 860", "ambiguous-value.separator"),
        ("12,34,567", "ambiguous-value.separator"),
        ("97,99", "ambiguous-value.separator"),
        ("97%", "wrong-type.number"),
        ("1e3", "wrong-type.number"),
        ("[5]", "wrong-type.value"),
        ("1" * 5000, "bad-value.digits"),
        ("1_" * 100_000, "wrong-type.number"),
    ],
)
def test_numbers_that_are_read_in_two_ways_are_refused(text: str, key: str) -> None:
    assert rejection(fields.read_decimal, text) == key


def test_numbers_are_exact() -> None:
    assert fields.read_decimal(node("0.1")) == Decimal("0.1")
    assert fields.read_decimal(node('"-97.50"')) == Decimal("-97.50")
    assert fields.read_decimal(node("3.860")) == Decimal("3.860")
    assert fields.read_whole(node("42")) == 42


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("3.860", "ambiguous-value.separator"),
        ("2.5", "bad-value.whole"),
        ("5.0", "bad-value.whole"),
        ("-3", "bad-value.whole"),
    ],
)
def test_whole_numbers(text: str, key: str) -> None:
    assert rejection(fields.read_whole, text) == key


@pytest.mark.parametrize("word", ["yes", "NO", "on", "True"])
def test_only_true_and_false_are_true_and_false(word: str) -> None:
    assert rejection(fields.read_boolean, word) == "ambiguous-value.boolean"
    assert rejection(fields.read_value, word) == "ambiguous-value.boolean"
    assert fields.read_boolean(node("true")) is True
    assert fields.read_value(node("false")) is False


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", Decimal(3)),
        ("-0.5", Decimal("-0.5")),
        ("good", "good"),
        ('"no"', "no"),
        ("5-star", "5-star"),
        ("1A", "1A"),
    ],
)
def test_a_result_is_a_number_true_or_false_or_a_level(text: str, value: object) -> None:
    assert fields.read_value(node(text)) == value


@pytest.mark.parametrize("text", ["97 %", "५४", "+5", "3 pupils"])
def test_a_result_that_looks_like_a_number_must_be_one(text: str) -> None:
    assert rejection(fields.read_value, text) == "wrong-type.number"


@pytest.mark.parametrize("text", ["nam-lu", "a", "2024", "a-1-b"])
def test_ids(text: str) -> None:
    assert fields.read_id(node(text)) == text
    assert fields.read_target_name(node(f"{text}/{text}")) == f"{text}/{text}"


@pytest.mark.parametrize("text", ["Nam", "nấm", "a_b", "-a", "a-", "a--b", "a b", "a.b", '""'])
def test_what_is_no_id_is_refused(text: str) -> None:
    assert rejection(fields.read_id, text) == "bad-id"
    assert rejection(fields.read_target_name, f"a/{text}") == "bad-id.target"


def test_a_long_id_is_refused() -> None:
    assert fields.read_id(node("a" * 80)) == "a" * 80
    assert rejection(fields.read_id, "a" * 81) == "bad-id.long"


@pytest.mark.parametrize("text", ["en", "vi", "zh-Hant", "pt-BR", "es-419", "zh-Hant-TW", "no"])
def test_languages(text: str) -> None:
    assert fields.read_tag(node(text)) == text


@pytest.mark.parametrize("text", ["EN", "english", "zh_Hant", "e", "en-us"])
def test_what_is_no_language_is_refused(text: str) -> None:
    assert rejection(fields.read_tag, text) == "bad-value.language"


@pytest.mark.parametrize(
    "text",
    ["https://example.org", "http://a.b:80/c?d=e&f=(g)#h", "https://example.org/a%20b"],
)
def test_addresses(text: str) -> None:
    assert fields.read_url(node(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "www.example.org",
        "ftp://example.org",
        "'javascript:alert(1)'",
        "https://user:secret@example.org",
        "https://example.org/a b",
        "https://example.org/<script>",
        "https://münchen.de",
        "//example.org",
        "'data:text/html,x'",
    ],
)
def test_other_addresses_are_refused(text: str) -> None:
    assert rejection(fields.read_url, text) == "bad-value.url"


@pytest.mark.parametrize(
    ("read", "text", "key"),
    [
        (fields.read_code, "Level 1", "bad-value.code"),
        (fields.read_code, "NO", "ambiguous-value.boolean-word"),
        (fields.read_colour, "green", "bad-value.colour"),
        (fields.read_month_day, "02-29", "bad-date.month-day"),
        (fields.read_month_day, "13-01", "bad-date.month-day"),
        (fields.read_month_day, "2024-09-01", "bad-date.month-day"),
        (fields.read_day_field, "2024-06", "bad-date.day"),
        (fields.read_fuzzy_field, "{a: b}", "wrong-type.value"),
    ],
)
def test_other_kinds(read: Callable[[Any], object], text: str, key: str) -> None:
    assert rejection(read, text) == key


def test_values_that_are_right() -> None:
    assert fields.read_code(node("VN-01/a.b_c")) == "VN-01/a.b_c"
    assert fields.read_colour(node('"#00897b"')) == "#00897b"
    assert fields.read_month_day(node("09-01")) == "09-01"
    assert fields.read_day_field(node("2024-06-28")) == date(2024, 6, 28)


class Holder(BaseModel):
    """A record with a period."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    period: PeriodField


def period(text: str, **context: str) -> Any:
    return Holder.model_validate({"period": node(text)}, context=context).period


def test_periods_are_read_with_the_sites_year() -> None:
    assert period("2023/24", year_start="09-01").first == date(2023, 9, 1)
    assert period("2023/24").first == date(2023, 1, 1)


def test_a_period_of_two_dates_has_its_shortest_form() -> None:
    assert period("{start: 2024-01-01, end: 2024-03-31}").text == "2024-Q1"
    assert period("{start: 2024-01, end: 2024-12}") == period("2024")
    assert period("{start: 2024-01-01, end: '2024-03?-31'}").uncertain


def test_a_period_is_wrong_only_where_its_dates_certainly_are() -> None:
    assert period("{start: 2024-05, end: '2024?-03'}").uncertain
    with pytest.raises(Exception, match="date-order"):
        period("{start: 2024-06-01, end: 2024-03-31}")
