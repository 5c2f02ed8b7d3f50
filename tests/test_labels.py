"""Every language has every word, in the forms that its grammar asks for."""

import re

import pytest

from catalogues import (
    PACKAGE,
    TAGS,
    categories,
    forms,
    keys,
    labels,
    of_one_number,
    parameters,
    texts,
)
from pledgebook.languages import FALLBACK, load_language
from pledgebook.status import State
from pledgebook.themewords import THEME_LABELS

OTHERS = tuple(tag for tag in TAGS if tag != FALLBACK)
METHODS = tuple(sorted(path.stem for path in (PACKAGE / "method").glob("*.md")))


def test_a_key_stands_only_once() -> None:
    assert len(set(keys(FALLBACK))) == len(keys(FALLBACK))


@pytest.mark.parametrize("tag", OTHERS)
def test_every_language_has_the_same_keys_in_the_same_order(tag: str) -> None:
    assert not set(keys(FALLBACK)) - set(keys(tag)), "missing"
    assert not set(keys(tag)) - set(keys(FALLBACK)), "unknown"
    assert keys(tag) == keys(FALLBACK)


@pytest.mark.parametrize("tag", TAGS)
def test_labels_are_plain_text_with_the_quotes_of_the_language(tag: str) -> None:
    wrong = [
        (key, text)
        for key, text in texts(tag)
        if not isinstance(text, str) or not text.strip() or set(text) & set("<>&\"'`*\n\t")
    ]
    assert not wrong


@pytest.mark.parametrize("tag", TAGS)
def test_forms_are_those_of_the_language(tag: str) -> None:
    several = categories(tag) != {"other"}
    for key, label in labels(tag).items():
        if isinstance(label, dict):
            assert set(label) == categories(tag), key
        elif several and key in labels(FALLBACK):
            assert isinstance(labels(FALLBACK)[key], str), f"{key} needs its forms"


@pytest.mark.parametrize("tag", TAGS)
def test_parameters_agree_in_every_form(tag: str) -> None:
    for key, label in labels(tag).items():
        wanted = parameters(list(forms(labels(FALLBACK)[key]).values())[-1])
        for category, text in forms(label).items():
            may_lack = {"n"} if category in of_one_number(tag) else set()
            assert wanted - may_lack <= parameters(text) <= wanted, (key, category)


@pytest.mark.parametrize("tag", TAGS)
def test_a_number_that_comes_as_words_has_one_form(tag: str) -> None:
    assert isinstance(labels(tag)["value.of"], str)


@pytest.mark.parametrize("tag", TAGS)
def test_every_form_can_be_said(tag: str) -> None:
    language = load_language(tag)
    for key, label in labels(tag).items():
        given: dict[str, str | int] = {p: "x" for t in forms(label).values() for p in parameters(t)}
        for number in (0, 1, 2, 3, 11, 100, 1_000_000) if isinstance(label, dict) else ():
            assert language.say(key, **(given | {"n": number})), key
        if not isinstance(label, dict):
            assert language.say(key, **given), key


def test_french_has_its_no_break_spaces() -> None:
    method = re.sub(r"\{:.*?\}", "", (PACKAGE / "method" / "fr.md").read_text(encoding="utf-8"))
    for text in (*(text for _, text in texts("fr")), method):
        assert not re.search("(?<![\u00a0\u202f])[:;!?»]|«(?![\u00a0\u202f])", text), text


def test_words_of_the_theme_are_those_that_it_falls_back_to() -> None:
    assert {key: labels(FALLBACK)[f"theme.{key}"] for key in THEME_LABELS} == THEME_LABELS


# The page about the method ---------------------------------------------------------------


def method(tag: str) -> str:
    return (PACKAGE / "method" / f"{tag}.md").read_text(encoding="utf-8")


def test_every_language_has_a_page_about_the_method() -> None:
    assert set(METHODS) == set(TAGS)


@pytest.mark.parametrize("tag", METHODS)
def test_pages_about_the_method_have_the_same_parts(tag: str) -> None:
    for part in (r"\{: #[a-z-]+ \}", r"\{[a-z_]+\}", "(?m)^#+ ", "(?m)^- ", r"\n\n"):
        found, wanted = (re.findall(part, method(name)) for name in (tag, FALLBACK))
        assert found == wanted
    assert not re.search("[<>&]", method(tag))


@pytest.mark.parametrize("tag", METHODS)
def test_the_method_uses_the_words_of_the_labels(tag: str) -> None:
    said_there = {word.casefold() for word in re.findall(r"\*+([^*]+)\*+", method(tag))}
    keys_ = [f"state.{state}" for state in State] + ["mark.provisional", "mark.assumed"]
    assert {labels(tag)[key].casefold() for key in keys_} <= said_there
