"""Words are folded alike by the program and in the browser."""

import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pledgebook.configuration import THEME
from pledgebook.folding import fold_to_letters, indexed_words
from served import NEEDS_CHROMIUM


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đảng bộ xã Nấm Lư", "dang bo xa nam lu"),
        ("L’éducation – Œuvre (2024)", "l education oeuvre 2024"),
        ("٢٠٢٤ २०२४", "2024 2024"),
        ("البلدية", "البلديه بلديه"),
        ("و الى", "و الي"),  # too short to begin with an article
        ("", ""),
        (" — ", ""),
    ],
)
def test_words_are_indexed_as_they_are_typed(text: str, words: str) -> None:
    assert indexed_words(text) == words


def test_vowel_signs_are_letters_that_no_search_strips() -> None:
    words = indexed_words("कि की क ज़िला जिला").split()
    assert len(set(words[:3])) == 3
    assert words[3] == words[4]
    assert all(unicodedata.category(letter) == "Lo" for word in words for letter in word)


@NEEDS_CHROMIUM[0]
@NEEDS_CHROMIUM[1]
def test_every_character_is_folded_as_in_the_browser(page: Page) -> None:
    page.goto("about:blank")
    page.add_script_tag(content=Path(THEME, "assets/javascripts/fold.js").read_text("utf-8"))
    known = [
        chr(code)
        for code in (*range(32, 0x3400), *range(0xA000, 0xAC00), *range(0xF900, 0x20000))
        if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}
    ]
    there = page.evaluate("chars => chars.map(foldToLetters)", known)
    here = [fold_to_letters(char) for char in known]
    assert [c for c, one, other in zip(known, here, there, strict=True) if one != other] == []
