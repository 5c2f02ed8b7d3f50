"""Cards that an earlier build has drawn, kept by their words in the build folder.

Must not know what stands on a card, nor how it is kept. A damaged file costs only time.
"""

from pledgebook.cards import VERSION, Card, draw_card
from pledgebook.sealed import Shelf


class KeptCards(Shelf):
    """Draws each card once: a picture is kept in `folder` for as long as a card has its words."""

    def draw(self, card: Card) -> bytes:
        """The card as a PNG. Raises OSError."""
        name = repr((VERSION, *card.words)).encode()
        picture = self.find(name)
        if picture is None:
            picture = draw_card(card)
            self.put(name, picture)
        return picture
