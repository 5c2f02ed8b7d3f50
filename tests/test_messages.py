"""Every sentence that the program can say exists, and says the same in every language."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from pledgebook.diagnostics import Severity, message
from pledgebook.messages import MAX_SHOWN, catalogue, complete_languages, render, visible
from pledgebook.rules import RULES

PACKAGE = Path(__file__).parent.parent / "generator" / "pledgebook"
LANGUAGES = ("en", "vi")
_KINDS = ("text", "id", "language", "url", "number", "whole-number", "boolean", "value", "date",
          "period", "month-day", "colour", "list", "mapping")  # fmt: skip
_SLIPS = ("odd-space", "wide-colon", "colon-space", "equals", "no-colon", "dash-space", "bullet")
_UNREAD = ("data", "suffix", "content", "hint-name", "hint-types", "hint-records",
           "hint-announcements", "hint-pages", "hint-files")  # fmt: skip
_BROKEN = ("no-page", "no-anchor", "absolute", "outside", "scheme", "duplicate-id", "no-alt")
# Keys that are put together while the program runs.
MADE = {
    *(f"kind.{name}" for name in _KINDS),
    *(f"syntax.{name}{end}" for name in _SLIPS for end in ("", ".hint")),
    *(f"unread-file.{name}" for name in _UNREAD),
    *(f"severity.{severity}" for severity in Severity),
    *(f"report.{severity}" for severity in Severity),
    *(f"ambiguous-value.{name}" for name in ("octal", "clock", "underscore")),
    *(f"ambiguous-value.text-{name}" for name in ("octal", "clock", "underscore")),
    *(f"broken-link.reason.{name}" for name in _BROKEN),
    *(f"wrong-type.{name}.hint" for name in ("list", "mapping", "text")),
}
NAMES = "|".join([*(rule.name for rule in RULES), "import", "form", "report", "severity", "kind"])
KEY = re.compile(rf"(?:{NAMES})(?:\.[a-z0-9-]+)+")
# Written in the code as part of a key only.
PARTS = {"ambiguous-value.text-"}


@cache
def written_keys() -> frozenset[str]:
    """Every key that stands in the program, and the hint of each that has one."""
    found = set(MADE)
    for path in PACKAGE.rglob("*.py"):
        found |= set(_keys(ast.parse(path.read_text(encoding="utf-8"))))
    return frozenset(found - PARTS)


def _keys(tree: ast.AST) -> Iterator[str]:
    made = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in made else None
        if isinstance(text, str) and KEY.fullmatch(text):
            yield text


def placeholders(language: str, key: str) -> set[str]:
    """The names to fill in, over all plural forms."""
    entry = catalogue(language)[key]
    texts = [entry] if isinstance(entry, str) else [*entry.values()]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_the_program_has_a_sentence(language: str) -> None:
    assert sorted(written_keys() - catalogue(language).keys()) == []


# Sentences that are a hint themselves, or stand inside another.
NO_HINT = re.compile(
    r"kind\.|broken-link\.reason\.|unread-file\.|unknown-field\.|syntax\.indent\.|.*\.(hint|near)$"
)


def test_what_is_wrong_comes_with_what_to_do() -> None:
    text = (PACKAGE / "messages" / "en" / "reading.yml").read_text(encoding="utf-8")
    keys = [line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    assert len(keys) == len(set(keys))
    alone = [key for key in keys if f"{key}.hint" not in keys and not NO_HINT.match(key)]
    assert alone == []


def test_languages_have_the_same_sentences_with_the_same_names() -> None:
    english, vietnamese = catalogue("en"), catalogue("vi")
    assert sorted(english) == sorted(vietnamese)
    for key in english:
        assert placeholders("en", key) == placeholders("vi", key), key


def test_english_and_vietnamese_are_complete() -> None:
    assert complete_languages()[:1] == ("en",)
    assert "vi" in complete_languages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_plain(language: str) -> None:
    for key, entry in catalogue(language).items():
        for text in [entry] if isinstance(entry, str) else entry.values():
            assert text.strip() == text, key
            assert text, key
            assert not re.search(r"pydantic|scalar|mapping|sequence|parser|libyaml|YAML", text), key
            assert not text.endswith("."), key


def test_a_message_is_filled_in() -> None:
    assert render(message("unknown-field", name="nmae"), "en") == "there is no field 'nmae' here"
    assert render(message("unknown-field", name="nmae"), "vi") == "ở đây không có mục 'nmae'"


def test_messages_and_lists_inside_a_message() -> None:
    wanted = message("wrong-type.value", kind=message("kind.list"), given=message("kind.text"))
    assert render(wanted, "en") == "there should be a list here, but there is a text"
    assert render(wanted, "vi") == "ở đây phải là một danh sách, nhưng lại là một đoạn chữ"
    known = message("unknown-field.known", known=("a", "b"))
    assert render(known, "en") == "the fields are: a, b"


@pytest.mark.parametrize(("count", "text"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors")])
def test_plural_forms(count: int, text: str) -> None:
    assert render(message("report.error", count=count), "en") == text
    assert render(message("report.error", count=count), "vi") == f"{count} lỗi"


def test_a_language_falls_back_to_its_first_part_and_to_english() -> None:
    wanted = message("bad-value.empty")
    assert render(wanted, "vi-VN") == render(wanted, "vi")
    for language in ("hi", "xx", "../en", "", "vi/../../x"):
        assert render(wanted, language) == render(wanted, "en")
    assert render(message("no.such-key", a="b"), "en") == "no.such-key b"


def test_what_an_author_wrote_is_cut_short_and_stays_on_one_line() -> None:
    said = render(message("unknown-field", name="x\n" * 1000), "en")
    assert len(said) < MAX_SHOWN + 60
    assert "\n" not in said
    assert "{name}" in render(message("unknown-field", name="{name} {0} %s"), "en")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31m", "a<U+001B>[31m"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u200bb", "a<U+200B>b"),
        ("a\u00a0b", "a b"),
        ("\udcff", "<U+DCFF>"),
        ("क्\u200dष Trường 😀", "क्\u200dष Trường 😀"),
    ],
)
def test_characters_without_a_shape_are_shown_as_their_code(text: str, shown: str) -> None:
    assert visible(text) == shown
    visible(text).encode()
