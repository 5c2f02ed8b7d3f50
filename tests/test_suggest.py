"""What an author probably meant, where one reading is likely and another is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.fields import id_problem
from pledgebook.suggest import slug, suggest

MEANT: dict[str, list[tuple[str, str | None]]] = {
    "bad-date.fuzzy": [
        ("2024/06/28", "2024-06-28"),
        ("2024-6-8", "2024-06-08"),
        ("2024.06", "2024-06"),
        ("20240628", "2024-06-28"),
        ("28/06/2024", "2024-06-28"),
        ("28.6.2024", "2024-06-28"),
        ("6/28/2024", "2024-06-28"),
        ("06/07/2024", None),
        ("06/06/2024", "2024-06-06"),
        ("28 June 2024", "2024-06-28"),
        ("28th of June", None),
        ("June 28, 2024", "2024-06-28"),
        ("June 2024", "2024-06"),
        ("2024-06-28T10:00:00Z", "2024-06-28"),
        ("ngày 28 tháng 6 năm 2024", "2024-06-28"),
        ("tháng 6 năm 2024", "2024-06"),
        ("२०२४-०६-२८", "2024-06-28"),
        ("31 Feb 2024", None),
        ("32/01/2024", None),
        ("long ago", None),
    ],
    "bad-date.day": [("28/06/2024", "2024-06-28"), ("2024-06", None), ("June 2024", None)],
    "bad-date.period": [
        ("Q2 2024", "2024-Q2"),
        ("2024 Q2", "2024-Q2"),
        ("2024q2", "2024-Q2"),
        ("H1/2024", "2024-H1"),
        ("2023-24", "2023/24"),
        ("2023–2024", "2023/24"),
        ("2024/06", "2024-06"),
        ("June 2024", "2024-06"),
        ("2024-06-28", None),
        ("2024-S1", None),
        ("2024-26", None),
    ],
    "bad-date.month-day": [("9-1", "09-01"), ("13-1", None), ("1 September", None)],
    "wrong-type.number": [
        ("97%", "97"),
        ("97.5 %", "97.5"),
        ("3 860 kg", "3860"),
        ("1.234.567 đồng", "1234567"),
        ("3,860 kg", None),
        ("+5", "5"),
        ("−5", "-5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("5,", "5"),
        ("५४", "54"),
        ("1e3", None),
        ("1 1", None),
        ("12 of 14", None),
        ("five", None),
        ("~5", None),
    ],
    "ambiguous-value.separator": [
        ("3,860", None),
        ("0,500", None),
        ("97,99", "97.99"),
        ("-1,5", "-1.5"),
        ("1,234,567", "1234567"),
        ("3.860.000", "3860000"),
        ("3 860", "3860"),
        ("3'860", "3860"),
        ("3\u202f860", "3860"),
        ("3,860.5", "3860.5"),
        ("3.860,5", "3860.5"),
        ("12,34,567", "1234567"),
        ("1,2,3", None),
    ],
    "ambiguous-value.octal": [("010", "10"), ("-007", "-7"), ("00", "0"), ("010.5", "10.5")],
    "ambiguous-value.underscore": [("1_000", "1000"), ("1_0", None)],
    "ambiguous-value.boolean": [("yes", "true"), ("ON", "true"), ("No", "false"), ("off", "false")],
    "ambiguous-value.boolean-word": [("NO", '"NO"')],
    "bad-id": [
        ("River Council", "river-council"),
        ("Nấm Lư", "nam-lu"),
        ("Đồng_Tháp", "dong-thap"),
        ("Teacher's", "teachers"),
        ("सड़क", None),
        ("--", None),
    ],
    "bad-id.target": [("Green Pact/Garden", "green-pact/garden"), ("garden", None)],
    "bad-value.url": [
        ("www.example.org/a", "https://www.example.org/a"),
        ("HTTPS://example.org/a b", "https://example.org/a%20b"),
        ("http:/example.org", "http://example.org"),
        ("javascript:alert(1)", None),
        ("ftp://example.org", None),
        ("https://user@example.org", None),
        ("example", None),
    ],
    "bad-value.language": [("VI", "vi"), ("en_us", "en-US"), ("zh-hant", "zh-Hant"), ("x", None)],
    "bad-value.colour": [("#0a8", '"#00aa88"'), ("00897b", '"#00897b"'), ("green", None)],
    "bad-value.whole": [("5.0", "5"), ("2.5", None), ("-3", None)],
    "bad-value.code": [("Level 1", "level-1")],
    "bad-value.empty": [("", None)],
}


@pytest.mark.parametrize(
    ("key", "value", "meant"),
    [(key, value, meant) for key, pairs in MEANT.items() for value, meant in pairs],
)
def test_what_was_meant(key: str, value: str, meant: str | None) -> None:
    assert suggest(key, value) == meant


@given(st.sampled_from(sorted(MEANT)), st.text())
def test_nothing_an_author_writes_raises(key: str, value: str) -> None:
    suggest(key, value)


@given(st.text())
def test_a_slug_is_an_id(text: str) -> None:
    found = slug(text)
    assert found is None or id_problem(found) is None
