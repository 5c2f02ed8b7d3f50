"""The name an author probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.nearest import nearest

FIELDS = ("name", "organization", "targets", "parties", "sources", "due_text", "as_of", "licence")
WORDS = st.text("abcdefghij-", min_size=6, max_size=20)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Name", "name"),
        ("nmae", "name"),
        ("namee", "name"),
        ("nam", "name"),
        ("organisation", "organization"),
        ("organisations", "organization"),
        ("target", "targets"),
        ("party", "parties"),
        ("source", "sources"),
        ("due-text", "due_text"),
        ("Due Text", "due_text"),
        ("as-of", "as_of"),
        ("license", "licence"),
        ("nämé", "name"),
        ("pupils", None),
        ("", None),
        ("x", None),
        ("n" * 1_000_000, None),
    ],
)
def test_what_was_meant(word: str, meant: str | None) -> None:
    assert nearest(word, FIELDS) == meant


@pytest.mark.parametrize(
    ("word", "ids", "meant"),
    [
        ("riverbank-councl", ["riverbank", "riverbank-council"], "riverbank-council"),
        ("Nấm Lư", ["nam-lu", "nam-lau"], "nam-lu"),
        ("đồng-tháp", ["dong-thap"], "dong-thap"),
        ("vn", ["en", "vi"], "vi"),
        ("jp", ["en", "ja"], "ja"),
        ("fr", ["en", "vi"], None),
        ("program", ["programme", "programmes"], "programme"),
        ("school-1", ["school-2"], "school-2"),
        ("a", [], None),
    ],
)
def test_ids_and_languages(word: str, ids: list[str], meant: str | None) -> None:
    assert nearest(word, ids) == meant


@given(WORDS, st.lists(WORDS))
def test_a_name_that_exists_is_found(word: str, others: list[str]) -> None:
    if word.strip("-"):
        found = nearest(word, [word, *others])
        assert found is not None


@given(st.text(), st.lists(st.text()))
def test_what_is_found_is_one_of_the_names(word: str, names: list[str]) -> None:
    assert nearest(word, names) in {None, *names}


@given(WORDS, st.integers(0, 19))
def test_two_letters_swapped_are_forgiven(word: str, at: int) -> None:
    swapped = word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
    assert nearest(swapped, [word]) == word


def test_the_first_of_several_equally_near_names_wins() -> None:
    assert nearest("schoolx", ["school-a", "school-b"]) == "school-a"
