"""Mistakes that authors make: one message each, at the place, and the page that lists them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from mistakes import BASE, Mistake, check, faults, mistakes, page, where
from pledgebook.checks import Checked
from pledgebook.diagnostics import Diagnostic

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "mistakes.md"
ALL = mistakes()
Planted = Callable[[Mistake], tuple[Path, Checked]]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """The project with a mistake and what is found in it, made once for each mistake."""

    @cache
    def make(mistake: Mistake) -> tuple[Path, Checked]:
        root = mistake.plant(tmp_path_factory.mktemp("mistake") / "project")
        return root, check(root)

    return make


def _title(mistake: Mistake) -> str:
    return mistake.title


each_mistake = pytest.mark.parametrize("mistake", ALL, ids=_title)


def test_the_project_into_which_they_are_planted_is_good() -> None:
    assert faults(check(BASE)) == []


def test_there_are_forty_or_more_each_once() -> None:
    assert len(ALL) >= 40
    assert len({mistake.title for mistake in ALL}) == len(ALL)
    assert len({(mistake.file, mistake.bad, mistake.new) for mistake in ALL}) == len(ALL)


@each_mistake
def test_a_mistake_gives_one_message_at_its_place(mistake: Mistake, planted: Planted) -> None:
    root, checked = planted(mistake)
    text = (root / mistake.path).read_text(encoding="utf-8")
    assert [where(diagnostic.place) for diagnostic in faults(checked)] == [mistake.place(text)]


@each_mistake
def test_a_message_says_what_to_do(mistake: Mistake, planted: Planted) -> None:
    assert all(diagnostic.hint for diagnostic in faults(planted(mistake)[1]))


@each_mistake
def test_the_corrected_line_makes_the_project_good(
    mistake: Mistake, planted: Planted, tmp_path: Path
) -> None:
    for number, diagnostic in enumerate(faults(planted(mistake)[1])):
        if diagnostic.fix is not None:
            root = mistake.plant(tmp_path / str(number))
            _put_line(root, diagnostic, diagnostic.fix)
            assert faults(check(root)) == []


def _put_line(root: Path, diagnostic: Diagnostic, line: str) -> None:
    file = root / diagnostic.place.path
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[diagnostic.place.line - 1] = line
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def test_the_page_says_what_the_program_says(planted: Planted, rewrite_golden: bool) -> None:
    now = page({mistake.title: planted(mistake)[1] for mistake in ALL})
    if rewrite_golden:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(now, encoding="utf-8", newline="\n")
    assert now == PAGE.read_text(encoding="utf-8")
