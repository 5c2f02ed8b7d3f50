"""Cards: which pages have one, what stands on it, how it is drawn and kept."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pledgebook.cards import Card, card_of, draw_card
from pledgebook.cards.draw import HEIGHT, WIDTH
from pledgebook.cards.lines import Face, break_lines
from pledgebook.cards.shape import can_show, runs, shape
from pledgebook.drawing import KeptCards
from pledgebook.languages import load_language
from pledgebook.links import card_path
from pledgebook.load import load_project
from pledgebook.output import list_files
from pledgebook.pages import all_views
from pledgebook.status import evaluate_all
from pledgebook.views.sheet import Edition
from sites import AS_OF, ROOT

CARD = Card("Nấm Lư kept its promise", "1 of 3 targets: met.", "Results", "The district", "ltr")
WORDS = {
    "vi": "Giao ước thi đua xây dựng “Chi bộ bốn tốt”",
    "hi": "मुओंग खुओंग में “चार अच्छे” पार्टी प्रकोष्ठ",
    "ar": "أهداف مجموعة العشرين للانبعاثات (2030) G20",
}


def picture(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(draw_card(card))).convert("L")


def dark(image: Image.Image, left: int, right: int) -> int:
    """How many dark pixels there are between two columns."""
    return sum(image.crop((left, 0, right, HEIGHT)).histogram()[:128])


def test_which_pages_have_a_card() -> None:
    model = load_project(ROOT).model
    statuses = evaluate_all(model, AS_OF)
    edition = Edition(model, statuses, load_language("vi"), AS_OF, "https://example.org/")
    views = list(all_views(edition))
    found = {view.path: own for view in views if (own := card_of(edition, view))}
    kinds = {path.partition("/")[0] for path in found}
    assert kinds == {"index.md", "announcements", "programmes", "agreements"}
    for path, (file, card) in found.items():
        assert file == card_path(path)
        assert card.title
        assert card.lead
        assert card.direction == "ltr"
    assert found["index.md"][1].site == ""  # its title is the site's
    assert not any(card_of(replace(edition, site_url=""), view) for view in views)


@pytest.mark.parametrize("tag", WORDS)
def test_words_of_every_script_are_drawn(tag: str) -> None:
    right = tag == "ar"
    card = replace(CARD, title=WORDS[tag], direction="rtl" if right else "ltr")
    image = picture(card)
    assert image.size == (WIDTH, HEIGHT)
    assert can_show(WORDS[tag])
    without = picture(replace(card, title=""))
    half = (WIDTH // 2, WIDTH) if right else (0, WIDTH // 2)
    assert dark(image, *half) > dark(without, *half) + 1000
    # Text begins where the script does.
    edge = (WIDTH - 200, WIDTH - 24) if right else (24, 200)
    assert dark(image, *edge) > dark(without, *edge)


def test_a_script_that_the_fonts_lack_is_left_out() -> None:
    assert draw_card(replace(CARD, title="東京")) == draw_card(replace(CARD, title=""))


def test_lines_end_between_words_and_nothing_is_too_wide() -> None:
    face = Face("Bold", 60)
    text = " ".join(WORDS.values()) * 3
    found = break_lines(text, face, 900, 4)
    assert len(found) == 4
    assert found[-1].endswith("…")
    assert all(face.width(line) <= 900 for line in found)
    assert text.startswith(" ".join(found[:3]))
    (long,) = break_lines("x" * 400, face, 900, 1)
    assert long.endswith("…")
    assert face.width(long) <= 900
    assert break_lines("", face, 900, 2) == ()


def test_a_line_is_seen_in_its_direction() -> None:
    """Numbers and Latin words keep their order inside a line that runs from the right."""
    seen = runs("هدف (2030) G20.", "rtl")
    assert [run.text for run in seen] == [".", "G20", ") ", "2030", "(", "هدف "]
    assert [run.level % 2 for run in seen if run.text in ("G20", "2030")] == [0, 0]
    assert [run.text for run in runs("one هدف two", "ltr")] == ["one ", "هدف", " ", "two"]
    assert "".join(run.text for run in runs(WORDS["hi"], "ltr")) == WORDS["hi"]


def test_letters_are_joined_as_their_script_asks() -> None:
    """A conjunct is one glyph and a vowel sign stands before its consonant; Arabic letters have
    other shapes inside a word than alone."""
    (run,) = runs("क्षि", "ltr")
    assert len([*shape(run, "Regular")]) == 2
    (word,) = runs("بببب", "rtl")
    assert len({glyph.path for glyph in shape(word, "Regular")}) == 3


def test_a_card_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = KeptCards(tmp_path)
    picture = first.draw(CARD)
    monkeypatch.setattr("pledgebook.drawing.draw_card", lambda _: pytest.fail("drawn again"))
    assert KeptCards(tmp_path).draw(CARD) == picture
    (path,) = tmp_path.iterdir()
    monkeypatch.undo()
    path.write_bytes(path.read_bytes()[:-5])
    assert KeptCards(tmp_path).draw(CARD) == picture  # a damaged file is drawn again
    later = KeptCards(tmp_path)
    later.draw(replace(CARD, lead="2 of 3 targets: met."))
    later.forget_others()
    assert list_files(tmp_path) == frozenset(later.used)
