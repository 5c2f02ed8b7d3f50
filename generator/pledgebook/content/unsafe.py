"""What a hand-written page may not hold, judged from its HTML.

Knows the allow-list of elements and attributes. Must not know where in the text a thing stands,
nor which pages there are.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import nh3

from pledgebook.content.addresses import SCHEMES, Outside, Unsafe, read_address
from pledgebook.content.elements import Opening, Piece, Stray, Words, read_pieces
from pledgebook.markdown import Rendered, Renderer

CLEANED: Final = "unsafe-content.cleaned"
BOXES: Final = (
    *("abstract", "bug", "danger", "example", "failure", "info"),
    *("note", "question", "quote", "success", "tip", "warning"),
)
_CLASSES: Final[Mapping[str, frozenset[str]]] = {
    "a": frozenset({"footnote-ref", "footnote-backref"}),
    "div": frozenset({"admonition", "footnote", "toc", *BOXES}),
    "p": frozenset({"admonition-title"}),
}
_LANGUAGE_CLASS = re.compile(r"language-[\w+#.-]{1,40}")
_ID = re.compile(r"(?!__)[^\s\"'<>&]{1,200}")
_VALUES: Final[Mapping[str, re.Pattern[str]]] = {
    "align": re.compile(r"left|right|center"),
    "alt": re.compile(r".*", re.DOTALL),
    "dir": re.compile(r"ltr|rtl|auto"),
    "height": re.compile(r"[0-9]{1,4}"),
    "id": _ID,
    "lang": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}"),
    "title": re.compile(r".*", re.DOTALL),
    "width": re.compile(r"[0-9]{1,4}"),
}
_WORDS = frozenset({"dir", "lang"})
_HEADING = frozenset({"id", *_WORDS})
_ELEMENTS: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("blockquote", "br", "code", "div", "em", "hr", "ol", "p", "pre"), _WORDS),
    **dict.fromkeys(("strong", "table", "tbody", "thead", "tr", "ul"), _WORDS),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "li", "sup"), _HEADING),
    **dict.fromkeys(("td", "th"), frozenset({"align", *_WORDS})),
    "a": frozenset({"href", "title", *_WORDS}),
    "img": frozenset({"alt", "height", "src", "title", "width", *_WORDS}),
}
_ADDRESSES = frozenset({"href", "src"})
# A text stands among other blocks, and where it is not translated inside an element. In both
# it must read as it does alone: `</div>` in code would close that element.
_BEFORE = '<p class="lead">a</p>\n\n'
_AFTER = '\n\n<p class="lead">b</p>'
_INSIDE = '<div lang="en" markdown="1">\n\n', "\n\n</div>"
_FOOTNOTES = '\n<div class="footnote">'


@dataclass(frozen=True, slots=True)
class Offence:
    """Something that may not be there: the message key, its name for people, and how it is
    written in the text (as far as is known)."""

    key: str
    name: str
    written: str


def find_offences(text: str, rendered: Rendered, renderer: Renderer) -> Iterator[Offence]:
    """What a text may not hold, in order; nothing for a safe text."""
    found = [*_raw(rendered.raw)]
    pieces = list(read_pieces(rendered.html))
    if not found:
        found = [offence for piece in pieces for offence in _offences(piece)]
    if not found and "<" in text and not _reads_the_same(text, rendered.html, renderer):
        found = [Offence("unsafe-content.tag-in-code", "", "</")]
    if not found and not _stays_when_cleaned(rendered.html, pieces):
        found = [Offence(CLEANED, "", "")]
    yield from found


def _raw(pieces: tuple[str, ...]) -> Iterator[Offence]:
    """HTML that the author wrote. An element counts once, not again at its end."""
    for piece in pieces:
        written = piece.strip().partition("\n")[0]
        if written.startswith("<!--"):
            yield Offence("unsafe-content.comment", "", written[:40])
        elif match := re.match(r"<([A-Za-z][\w:-]*)", written):
            yield Offence("unsafe-content.html", f"<{match[1].lower()}>", written[:40])
        elif not written.startswith("</") or len(pieces) == 1:
            yield Offence("unsafe-content.html", written[:20], written[:40])


def _offences(piece: Piece) -> Iterator[Offence]:
    if isinstance(piece, Stray):
        yield Offence("unsafe-content.html", piece.text[:20], piece.text)
    if not isinstance(piece, Opening):
        return
    allowed = _ELEMENTS.get(piece.name)
    if allowed is None:
        yield Offence("unsafe-content.html", f"<{piece.name}>", f"<{piece.name}")
        return
    for name, value in piece.attributes.items():
        yield from _attribute(piece.name, name, value, allowed)


def _attribute(element: str, name: str, value: str, allowed: frozenset[str]) -> Iterator[Offence]:
    if name == "class":
        yield from _classes(element, value)
    elif name not in allowed:
        yield Offence("unsafe-content.attribute", name, name)
    elif name in _ADDRESSES:
        yield from _address(element, value)
    elif not _VALUES[name].fullmatch(value):
        yield Offence("unsafe-content.value", f"{name}={value[:40]}", value)


def _classes(element: str, value: str) -> Iterator[Offence]:
    names = value.split()
    boxes = [name for name in names if name in BOXES]
    known = _CLASSES.get(element, frozenset())
    for name in names:
        if name in known or (element == "code" and _LANGUAGE_CLASS.fullmatch(name)):
            continue
        if element == "div" and names[0] == "admonition" and not boxes:
            yield Offence("unsafe-content.box", name[:40], name)
        else:
            yield Offence("unsafe-content.class", name[:40], f".{name}")


def _address(element: str, value: str) -> Iterator[Offence]:
    address = read_address(value)
    if isinstance(address, Unsafe):
        yield Offence(address.key, address.name[:80], value)
    elif element == "img" and isinstance(address, Outside):
        yield Offence("unsafe-content.image", value[:80], value)


def _reads_the_same(text: str, html: str, renderer: Renderer) -> bool:
    """Whether a text reads on its page as it does alone."""
    main, mark, notes = html.partition(_FOOTNOTES)
    among = renderer.render(f"{_BEFORE}{text}{_AFTER}")
    inside = renderer.render(f"{_BEFORE}{_INSIDE[0]}{text}{_INSIDE[1]}{_AFTER}")
    before, after = _BEFORE.strip(), _AFTER.strip()
    expected = f"{before}\n{main}\n{after}{mark}{notes}"
    wrapped = f'{before}\n<div lang="en">\n{main}\n</div>\n{after}{mark}{notes}'
    return (
        among is not None
        and inside is not None
        and _squeezed(among.html) == _squeezed(expected)
        and _squeezed(inside.html) == _squeezed(wrapped)
    )


def _squeezed(html: str) -> str:
    """HTML without line ends: they differ with what stands around."""
    return html.replace("\n", "")


def _stays_when_cleaned(html: str, pieces: list[Piece]) -> bool:
    """Whether a cleaner made for it, which reads HTML as browsers do, finds nothing to remove."""
    classes = {name: set(known) for name, known in _CLASSES.items()}
    classes["code"] = set(re.findall(r'class="(language-[^" ]*)"', html))
    cleaned = nh3.clean(
        html,
        tags=set(_ELEMENTS),
        clean_content_tags=set(),
        attributes={name: set(allowed) for name, allowed in _ELEMENTS.items()},
        allowed_classes=classes,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    return _visible(read_pieces(cleaned)) == _visible(pieces)


def _visible(pieces: Iterator[Piece] | list[Piece]) -> list[object]:
    """The pieces in a form that does not depend on how they are written."""
    found: list[object] = []
    for piece in pieces:
        if isinstance(piece, Opening):
            found.append((piece.name, sorted(piece.attributes.items())))
        elif isinstance(piece, Words) and found and isinstance(found[-1], str):
            found[-1] += piece.text
        else:
            found.append(piece.text if isinstance(piece, Words) else piece)
    return found
