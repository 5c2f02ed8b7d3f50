"""The sentences about hand-written texts: complete in both languages, each said somewhere."""

import re

import pytest
import yaml

from catalogues import PACKAGE, parameters
from pledgebook.messages import catalogue

SOURCES = "".join(
    path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "content").glob("*.py"))
)


def entries(language: str) -> dict[str, str]:
    path = PACKAGE / "messages" / language / "content.yml"
    read: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def test_both_languages_have_every_sentence_with_the_same_parameters() -> None:
    english, vietnamese = entries("en"), entries("vi")
    assert list(english) == list(vietnamese)
    for key, text in english.items():
        assert parameters(text) == parameters(vietnamese[key]), key
        assert text != vietnamese[key], key


def test_no_sentence_stands_in_two_files() -> None:
    for language in ("en", "vi"):
        folder = PACKAGE / "messages" / language
        others = [path for path in folder.glob("*.yml") if path.name != "content.yml"]
        for path in others:
            known = yaml.safe_load(path.read_text(encoding="utf-8"))
            assert set(known) & set(entries(language)) == set(), path.name
        assert entries(language).keys() <= catalogue(language).keys()


def test_every_sentence_says_what_to_do() -> None:
    english = entries("en")
    for key in english:
        if not key.endswith(".hint"):
            rule = key.partition(".")[0]
            hints = {f"{key}.hint", f"{rule}.hint", f"{rule}.page.hint"}
            assert hints & english.keys(), key


@pytest.mark.parametrize("key", sorted(entries("en")))
def test_every_sentence_is_used(key: str) -> None:
    """Keys are written whole, or put together from a rule and a kind."""
    last = key.removesuffix(".hint").rpartition(".")[2]
    whole = re.escape(key.removesuffix(".hint"))
    kinds = ("anchor", "anchor-language", "download", "embargo", "empty")
    forms = [whole, rf'"{re.escape(last)}"', rf"\b{re.escape(last.removeprefix('markdown-'))}\b"]
    assert any(re.search(form, SOURCES) for form in forms) or last in kinds


def test_the_manual_names_what_the_catalogue_of_boxes_names() -> None:
    from pledgebook.content.unsafe import BOXES

    for language in ("en", "vi"):
        hint = entries(language)["unsafe-content.box.hint"]
        assert sorted(hint.partition(": ")[2].split(", ")) == sorted(BOXES)
