"""Cards: the pictures that messengers and other sites show beside a link to a page.

Knows which words of a page stand on its card. Must not know how they are drawn, nor which
cards are kept from an earlier build.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pledgebook.cards.draw import VERSION, draw_card
from pledgebook.links import card_path
from pledgebook.markup import plain
from pledgebook.views.blocks import PageView, Paragraph
from pledgebook.views.sheet import Edition

__all__ = ["INK", "VERSION", "Card", "Draw", "card_of", "draw_card"]

INK = "#17414f"  # of sites that have chosen no colour


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card, as plain text, in its direction of writing; `ink` is `#rrggbb`."""

    title: str
    lead: str
    site: str
    publisher: str
    direction: str
    ink: str = INK

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that the picture depends on, beside the program."""
        return (self.title, self.lead, self.site, self.publisher, self.direction, self.ink)


Draw = Callable[[Card], bytes]


def card_of(edition: Edition, view: PageView) -> tuple[str, Card] | None:
    """The docs path and words of the card that a page has of its own; nothing for the others,
    which share the home page's, nor where the site has no address to show a picture from."""
    path = card_path(view.path)
    if not edition.site_url or (path == card_path("index.md") and view.path != "index.md"):
        return None
    site = edition.model.site
    title = edition.plain_text(site.title)
    chosen = site.colours.primary if site.colours else None
    return path, Card(
        title=view.title,
        lead=_lead(view),
        site="" if view.title == title else title,
        publisher=edition.body_name(site.publisher),
        direction=edition.language.direction,
        ink=str(chosen or INK),
    )


def _lead(view: PageView) -> str:
    """The sentence that answers first: the verdict, else what the page is about."""
    for block in view.blocks:
        if isinstance(block, Paragraph) and block.role == "lead":
            return plain(block.text)
    return view.description.removeprefix(view.title).lstrip(". ")
