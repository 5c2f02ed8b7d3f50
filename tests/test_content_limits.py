"""Texts that would keep a build busy are refused; what is accepted is rendered in a moment."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from content_project import found
from pledgebook.content.limits import MAX_CHARACTERS, MAX_STEPS, count_steps, is_too_deep
from pledgebook.content.mapped import map_markdown
from pledgebook.content.scan import find_figures
from pledgebook.markdown import Renderer

ROOT = Path(__file__).parent.parent
# Generous: such a text takes at most half a second on an idle machine.
MAX_SECONDS = 5.0


def stairs(step: str, text: str) -> Callable[[int], str]:
    """Lines that are each further in than the one before, to about n characters."""
    return lambda n: "".join(f"{step * i}{text}\n" for i in range(int((n / 2) ** 0.5)))


def repeated(text: str, end: str = "") -> Callable[[int], str]:
    return lambda n: text * (n // len(text)) + end


# What Python-Markdown is slow at, to about n characters.
SLOW: dict[str, Callable[[int], str]] = {
    "brackets": repeated("["),
    "open brackets": repeated("[a"),
    "images": repeated("!["),
    "links": repeated("[a]("),
    "links with sharp brackets": repeated("[a](<b"),
    "nested brackets": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "nested links": lambda n: "[" * (n // 5) + "a" + "](b)" * (n // 5),
    "references": repeated("![a]["),
    "definitions": repeated("[a]: \n"),
    "parentheses": repeated("(", "[a]("),
    "tags": repeated("<a "),
    "attributes": repeated("<a b='"),
    "addresses": repeated("<http://"),
    "mail": repeated("<a@"),
    "sections": repeated("<![CDATA["),
    "comments": repeated("a <!-- "),
    "escapes": repeated("\\*"),
    "ticks": repeated("`a "),
    "emphasis": repeated("*a**b"),
    "stars": lambda n: "*" * (n // 3) + "a" + "*" * (n // 3),
    "quotes": repeated(">", "a"),
    "list in list": repeated("- ", "a"),
    "list in list below": stairs("    ", "- a"),
    "list": repeated("- a\n"),
    "loose list": repeated("- a\n\n"),
    "headings": repeated("# a\n"),
    "underlined headings": repeated("a\n===\n"),
    "fences": repeated("```a\n"),
    "longer fences": lambda n: "".join("`" * (i % 200 + 3) + "\n" for i in range(n // 104)),
    "footnote": lambda n: "[^1] " * (n // 5) + "\n\n[^1]: a\n",
    "contents": lambda n: "[TOC]\n\n" * (n // 14) + "## a\n\n" * (n // 12),
    "attribute lists": lambda n: "## a" + " {" * (n // 2),
    "wide table": lambda n: f"{'|a' * (n // 6)}|\n{'|-' * (n // 6)}|\n{'|1' * (n // 6)}|\n",
    "square table": lambda n: "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|\n" * (n // 2),
    "ticks in a table": lambda n: f"|a|b|\n|-|-|\n|{'`a|' * (n // 3)}|",
    "boxes": stairs("    ", "!!! note"),
    "divisions": repeated("<div markdown='1'>\n\n"),
    "numbers": repeated("1,111 "),
    "long number": repeated("1"),
    "codes": repeated("1a"),
    "dates": repeated("28 June 2024 "),
    "slashes": repeated("1/"),
    "words": repeated("a"),
    "marks": repeated("\u0301"),
    "spaces": repeated(" ", "a"),
    "lines": repeated("\n", "a"),
}
SIZES = (1_000, 4_000, 16_000, 60_000, MAX_CHARACTERS)


@pytest.mark.parametrize("name", SLOW)
def test_what_is_accepted_takes_a_moment(name: str) -> None:
    accepted = [
        text
        for text in map(SLOW[name], SIZES)
        if count_steps(text) <= MAX_STEPS and not is_too_deep(text)
    ]
    start = time.process_time()
    for text in accepted[-1:]:
        Renderer().render(text)
        find_figures(map_markdown(text).text, "en")
    assert time.process_time() - start < MAX_SECONDS


@pytest.mark.parametrize("name", SLOW)
def test_counting_takes_a_moment(name: str) -> None:
    text = SLOW[name](MAX_CHARACTERS)
    start = time.process_time()
    count_steps(text)
    is_too_deep(text)
    assert time.process_time() - start < MAX_SECONDS / 5


@pytest.mark.parametrize(
    "name",
    ["brackets", "links", "tags", "sections", "escapes", "footnote", "contents", "square table"],
)
def test_texts_that_take_minutes_are_refused(name: str) -> None:
    assert count_steps(SLOW[name](MAX_CHARACTERS)) > MAX_STEPS


@pytest.mark.parametrize("name", ["stars", "quotes", "list in list", "list in list below"])
def test_texts_that_are_nested_too_deeply_are_refused(name: str) -> None:
    assert is_too_deep(SLOW[name](MAX_CHARACTERS))


@pytest.mark.parametrize(
    "text",
    ["*" * 80, "- " * 40, "=" * 80, "a\n" + "-" * 80, "* * *", "> > > deep", "_" * 60 + "\n\na"],
)
def test_rules_across_the_page_are_not_nested(text: str) -> None:
    assert not is_too_deep(text)


def test_ordinary_pages_are_far_from_the_limit() -> None:
    for path in sorted(ROOT.glob("content/**/*.md")):
        text = path.read_text(encoding="utf-8")
        assert count_steps(text) < MAX_STEPS / 50
        assert count_steps(text.replace("\n", "\r\n")) == count_steps(text)
    table = "| School | Trees |\n|---|--:|\n" + "| [A](organizations/a.md) | 120 |\n" * 1000
    assert count_steps(table) < MAX_STEPS


def test_a_refused_text_is_one_error_and_nothing_else(tmp_path: Path) -> None:
    head = "---\ntitle: A\n---\n"
    files = {
        "content/costly.md": head + "[" * 4000,
        "content/deep.md": head + "> " * 40 + "a",
        "content/long.md": head + "word " * 20_001,
        "content/good.md": head + "[a](costly.md#x) [b](deep.md) [c](long.md)",
    }
    told = [(d.place.path, d.place.line, d.message.key) for d in found(tmp_path, files)]
    assert told == [
        ("content/costly.md", 4, "unreadable-file.markdown-costly"),
        ("content/deep.md", 4, "unreadable-file.markdown-deep"),
        ("content/long.md", 4, "unreadable-file.markdown-long"),
    ]


def test_a_renderer_survives_what_it_gives_up_on() -> None:
    renderer = Renderer()
    assert renderer.render("<div markdown='1'>\n\n" * 5000 + "</div>\n\n" * 5000) is None
    rendered = renderer.render("[^1] **a**\n\n[^1]: b")
    assert rendered is not None
    assert rendered.html.startswith('<p><sup id="fnref:1">')
    assert renderer.render("[^1]") != rendered
