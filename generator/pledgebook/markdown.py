"""The Markdown of hand-written pages: its extensions, and the HTML that a text becomes.

Knows Python-Markdown. Must not know what a page may hold, nor where pages stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from markdown import Markdown
from markdown.util import HtmlStash
from pymdownx.slugs import slugify

# The site is built with these extensions and no others, and contributed text is checked with
# the same: what has been checked is what is published.
EXTENSIONS: Final = (
    "admonition",
    "attr_list",
    "fenced_code",  # MkDocs puts it in unasked
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
)
# Without it the alignment of a column is a `style`, which the site's security policy refuses.
OPTIONS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {"tables": MappingProxyType({"use_align_attribute": True})}
)
# Ids of headings keep the letters of every script.
SLUGIFY: Final = "pymdownx.slugs.slugify"
SLUG_CASE: Final = "lower"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML, and the pieces of HTML that its author wrote as such."""

    html: str
    raw: tuple[str, ...] = ()


class Renderer:
    """Turns Markdown into HTML as the site does, but for permalinks and links between pages."""

    def __init__(self) -> None:
        self._markdown = _engine()

    def render(self, text: str) -> Rendered | None:
        """The HTML of a text; None for one that Python-Markdown gives up on."""
        self._markdown.reset()
        try:
            html = self._markdown.convert(text)
        except Exception:  # noqa: BLE001 - mostly RecursionError; no text may end the program
            self._markdown = _engine()  # what was half done must not show up in the next text
            return None
        stash = self._markdown.htmlStash
        return Rendered(html, tuple(stash.written) if isinstance(stash, _Stash) else ())


class _Stash(HtmlStash):
    """Where Python-Markdown sets HTML aside. It also keeps code blocks and entities there."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []

    def store(self, html: Any) -> str:
        piece = html if isinstance(html, str) else f"<{html.tag}"
        if piece.startswith("<") and not piece.startswith("<pre><code"):
            self.written.append(piece)
        return super().store(html)

    def reset(self) -> None:
        super().reset()
        self.written = []


def _engine() -> Markdown:
    options = {name: dict(settings) for name, settings in OPTIONS.items()}
    options["toc"] = {"slugify": slugify(case=SLUG_CASE)}
    engine = Markdown(extensions=list(EXTENSIONS), extension_configs=options)
    engine.htmlStash = _Stash()
    return engine
