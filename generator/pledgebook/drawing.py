"""Cards that an earlier build has drawn, kept by their words in the build folder.

Knows files. Must not know what stands on a card. A damaged file costs only time.
"""

from hashlib import sha256
from pathlib import Path

from pledgebook.cards import VERSION, Card, draw_card
from pledgebook.output import list_files, remove_files, write_if_changed

_DIGEST = 32  # bytes at the beginning of a file: the SHA-256 of the rest


class KeptCards:
    """Draws each card once: a picture is kept in `folder` for as long as a card has its words."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()

    def draw(self, card: Card) -> bytes:
        """The card as a PNG. Raises OSError."""
        name = sha256(repr((VERSION, *card.words)).encode()).hexdigest()
        self.used.add(name)
        path = self.folder / name
        kept = path.read_bytes() if path.is_file() else b""
        picture = kept[_DIGEST:]
        if kept[:_DIGEST] != sha256(picture).digest():
            picture = draw_card(card)
            write_if_changed(path, sha256(picture).digest() + picture)
        return picture

    def forget_others(self) -> None:
        """Removes pictures that no card asked for since this was made."""
        remove_files(self.folder, tuple(sorted(list_files(self.folder) - self.used)))
