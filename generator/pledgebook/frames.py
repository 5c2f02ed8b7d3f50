"""Frames: what the theme puts around pages that differ in words only.

The engine builds one page of placeholders for all pages of a folder with the same outline; what
it writes is a frame, and each page's words take the places of the placeholders. Knows how a
page of placeholders looks and is filled. Must not know the engine, nor why a page is built.
"""

import html
import re
from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup, escape

from pledgebook.dialect import Article

# A placeholder is a word that no text of a site contains, and that no filter of a template
# changes. Texts end in a reference to the letter A: where it has become the letter, the theme
# has taken the tags off the text and escaped it again, and so must we.
_MARK = "zqpledgebook"
_PLACE = re.compile(rf"{_MARK}([a-z])([0-9]*)zq(&#65;|A)?")
_FIELDS = {
    "description": f"{_MARK}dzq&#65;",
    "changed": f"{_MARK}mzq",
    "linked": f"{_MARK}lzq",
}
_CONTENT = f"<h1>{_MARK}czq</h1>"
Outline = tuple[tuple[str, ...], tuple[int, ...]]
# The names of pages that can be put into the place of a placeholder in an address.
STEM = re.compile(r"[a-z0-9][a-z0-9-]*")


class UnfitFrame(Exception):
    """The theme does with a page's words what cannot be done afterwards."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The page of placeholders as the engine built it: literal pieces and, between them, the
    name of what stands there: `title`, `0.text`, `0.plain`, `0.anchor` …"""

    literals: tuple[str, ...]
    names: tuple[str, ...]

    def fill(self, article: Article, stem: str) -> str:
        """The page of an article whose address ends in `stem`."""
        values = {
            "title": article.title,
            "title.plain": _plain(article.title),
            "description": article.description,
            "description.plain": _plain(article.description),
            "changed": article.changed,
            "linked": article.linked,
            "stem": stem,
            "content": article.html,
        }
        for place, heading in enumerate(article.headings):
            values[f"{place}.text"] = heading.text
            values[f"{place}.plain"] = _plain(heading.text)
            values[f"{place}.anchor"] = heading.anchor
        parts = [self.literals[0]]
        for name, literal in zip(self.names, self.literals[1:], strict=True):
            parts.append(values[name])
            parts.append(literal)
        return "".join(parts)

    def bare(self) -> str:
        """The frame without words: what all its pages have around them."""
        kept = {"stem": frame_stem(0)}
        parts = [self.literals[0]]
        for name, literal in zip(self.names, self.literals[1:], strict=True):
            # An anchor of the page is in its body; the frame's links to it are left open.
            parts.append(kept.get(name, ""))
            parts.append(literal)
        return "".join(parts)


def _plain(text: str) -> str:
    """What Jinja's filters `striptags` and `escape` make of a text, one after the other."""
    return str(escape(Markup(text).striptags()))


def frame_stem(number: int) -> str:
    """The name of a page of placeholders, without folder and suffix."""
    return f"{_MARK}s{number}zq"


@dataclass(frozen=True, slots=True)
class KeptFrame:
    """A frame and the sitemap's entry of the pages in it."""

    frame: Frame
    sitemap: str


def frame_name(path: str, outlined: Outline, nav: Collection[str]) -> str:
    """What the pages in one frame have in common: their folder and outline. A page of the
    navigation is marked there, and the index of a folder has another depth: each has a frame
    of its own."""
    fields, levels = outlined
    folder, _, name = path.rpartition("/")
    many = folder and path not in nav and name != "index.md" and STEM.fullmatch(name[:-3])
    return f"{folder if many else path} {'+'.join(fields)} {'.'.join(map(str, levels))}"


def is_shared(name: str) -> bool:
    """Whether a frame is that of the pages of a folder, and not of one page."""
    return not name.partition(" ")[0].endswith(".md")


def frame_source(outline: Outline) -> str:
    """The Markdown of the page of placeholders with this outline."""
    fields, levels = outline
    head = f'---\ntitle: "{_MARK}tzq&#65;"\n'
    head += "".join(f'{name}: "{_FIELDS[name]}"\n' for name in fields)
    headings = (
        f"{'#' * level} {_MARK}h{place}zq&#65; {{: #{_MARK}i{place}zq }}\n\n"
        for place, level in enumerate(levels)
    )
    return f"{head}---\n\n{''.join(headings)}"


def frame_content() -> str:
    """The HTML that stands for the body of a page of placeholders."""
    return _CONTENT


def read_frame(page: str) -> Frame:
    """The frame in a built page of placeholders. Raises UnfitFrame."""
    if page.count(_CONTENT) != 1:
        raise UnfitFrame("the body of a page stands not once on it")
    marked = page.replace(_CONTENT, f"{_MARK}czq")
    literals: list[str] = []
    names: list[str] = []
    place = 0
    for found in _PLACE.finditer(marked):
        literals.append(marked[place : found.start()])
        names.append(_name(*found.groups()))
        place = found.end()
    literals.append(marked[place:])
    if any(_MARK in html.unescape(literal).lower() for literal in literals):
        raise UnfitFrame("a word of a page is changed before it is printed")
    return Frame(tuple(literals), tuple(names))


def _name(letter: str, number: str, end: str | None) -> str:
    match letter, end:
        case "c", None:
            return "content"
        case "s", None:
            return "stem"
        case "m", None:
            return "changed"
        case "l", None:
            return "linked"
        case "i", None:
            return f"{number}.anchor"
        case "t" | "d", "&#65;" | "A":
            name = "title" if letter == "t" else "description"
            return name if end == "&#65;" else f"{name}.plain"
        case "h", "&#65;" | "A":
            return f"{number}.{'text' if end == '&#65;' else 'plain'}"
        case _:
            raise UnfitFrame("a word of a page is changed before it is printed")


def fill_text(text: str, stem: str, changed: str = "") -> str:
    """A text of the engine about a page of placeholders, made one about the page at `stem` that
    was last changed on a day."""
    known = {"s": stem, "m": changed}
    return _PLACE.sub(lambda found: known.get(found[1], found[0]), text)
