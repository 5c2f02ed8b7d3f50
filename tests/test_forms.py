"""A value that a field accepts is accepted by its JSON Schema, whatever a parser makes of it."""

import json
from typing import Any

import pytest
import yaml
import yaml_rs
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import TypeAdapter, ValidationError

from pledgebook import fields
from pledgebook.located import Mapping, read_document
from validators import PARSERS, as_json

KINDS = [
    *("PlainText", "Id", "Code", "TargetName", "Tag", "Url", "Number", "Whole", "Boolean"),
    *("Value", "Day", "Fuzzy", "PeriodField", "MonthDay", "Colour", "Localized"),
]
ADAPTERS: dict[str, TypeAdapter[Any]] = {kind: TypeAdapter(getattr(fields, kind)) for kind in KINDS}
VALIDATORS = {
    kind: Draft7Validator(adapter.json_schema(), format_checker=Draft7Validator.FORMAT_CHECKER)
    for kind, adapter in ADAPTERS.items()
}
_WORDS = """
2024 010 0 -0 -5 5.0 5.5 -5.5 3.860 3.000 1e3 1E3 1.5e3 15e-1 0x1f 0o17 0b11 .5 5. +5 1_000
12:30 190:20:30 12:30:45 97,5 1,000 no yes on off true false True FALSE null ~ y n a-b 7e-1
2024-06-28 2024-13-01 2024-02-30 2024-06 2024?-06-28 2024-06?-28? 2024? 0999 0777 0000 9999 10000
2024-H1 2024-Q4 2024-H3 2023/24 2023/25 01-01 02-29 12-31 13-01 #1a5f7a #1A5F7 index 4.1.1 00.1
https://example.org http://x https://u@x.org https://x.org:99999/ https://x.org/a?b#c ftp://x
en vi zh-Hant zh-Hant-TW en-US es-419 EN english a/b a/1 A/b a/b/c .inf .nan -.inf NaN C++ a_b -
123456789012345678901234567890 1234567890123456789012345678901 é школа = << 2024-06-28T10:00:00
"""
WORDS = [
    *_WORDS.split(),
    *(
        "a b",
        " ",
        "",
        "\t",
        "a\nb",
        " 5",
        "5\n",
        "'",
        "\u00a0",
        "x: y",
        "{}",
        "[]",
        "[a]",
        "{en: A}",
    ),
    *("{start: 2024, end: 2025-06?}", "{start: 2024}", "{start: 1, end: 2}", "{end: 2024, at: 5}"),
]


def disagreements(kind: str, word: str) -> list[str]:
    """How a word may be written in a file that the program accepts and the schema does not."""
    found = []
    for text in (f"k: {word}\n", f"k: {json.dumps(word, ensure_ascii=False)}\n"):
        if not is_accepted(ADAPTERS[kind], text):
            continue
        for parser, parse in PARSERS.items():
            try:
                value = as_json(parse(text))
            except (ValueError, yaml.YAMLError, yaml_rs.YAMLDecodeError):
                continue  # a date that no calendar has is too much for some, also as a text
            if not VALIDATORS[kind].is_valid(value["k"]):
                found.append(f"YAML {parser}: {text}")
    return found


def is_accepted(adapter: TypeAdapter[Any], text: str) -> bool:
    """Whether the program takes what stands after the colon."""
    document = read_document(text)
    if document.problems or not isinstance(document.root, Mapping) or len(document.root) != 1:
        return False
    (node,) = document.root.values()
    try:
        adapter.validate_python(node, context={"year_start": "01-01"})
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_known_traps(kind: str) -> None:
    assert any(is_accepted(ADAPTERS[kind], f"k: '{word}'") for word in WORDS)
    assert [said for word in WORDS for said in disagreements(kind, word)] == []


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150, deadline=None)
@given(word=st.text("0123456789aeinorxEHQT.-+_:/?,#{}[] ", min_size=1, max_size=11))
def test_words_made_by_chance(kind: str, word: str) -> None:
    assert disagreements(kind, word) == []
