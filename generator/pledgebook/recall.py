"""Pages of an earlier build, taken as they lie in the docs trees where all that they were
written from is as it was.

Knows what was read for each page, in a file of the build folder. Must not know what stands on a
page. What is missing or damaged costs only time: a text is taken if its SHA-256 is the right
one.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pledgebook.cards import Card
from pledgebook.inputs import Inputs
from pledgebook.keys import digest
from pledgebook.output import write_if_changed
from pledgebook.pages import Page
from pledgebook.views.sheet import Edition
from pledgebook.views.watch import Later, Reads, Watch, reads_of

_TEXTS = "texts.json"


@dataclass(frozen=True, slots=True)
class KeptText:
    """A page as it was written: the key of what it was written from, what that was, the SHA-256
    of its text, and the rest of the page."""

    key: str
    reads: Reads
    text: str
    source: str
    card: tuple[str, Card] | None


class Recall:
    """The pages of one language that an earlier build left in the docs tree `folder`."""

    def __init__(
        self, folder: Path, edition: Edition, inputs: Inputs, before: dict[str, KeptText]
    ) -> None:
        self.kept: dict[str, KeptText] = {}
        self.lying: set[str] = set()
        self._folder, self._inputs, self._before = folder, inputs, before
        self._watch = Watch(edition)

    def page(self, later: Later, write: Callable[[Edition], Page]) -> Page:
        """The page as it is kept, else as `write` makes it."""
        known = self._before.get(later.path)
        if known and known.key == self._inputs.key(later.told, known.reads):
            text = _read(self._folder / later.path)
            if digest(text) == known.text:
                self.kept[later.path] = known
                self.lying.add(later.path)
                return Page(later.path, text.decode(), known.source, known.card)
        self._watch.start(later)
        page = write(self._watch.edition)
        reads = self._watch.read()
        if not reads.everything:
            key, text = self._inputs.key(later.told, reads), page.text.encode()
            self.kept[later.path] = KeptText(key, reads, digest(text), page.source, page.card)
        return page


class KeptTexts:
    """What is known of the pages of every language in the docs trees of a build folder."""

    def __init__(self, build: Path, inputs: Callable[[Edition], Inputs]) -> None:
        self._build, self._inputs = build, inputs
        self._before = _read_texts(build / _TEXTS)
        self._recalls: dict[str, Recall] = {}

    def of(self, edition: Edition) -> Recall:
        """The pages of an edition."""
        tag = edition.language.tag
        before = self._before.get(tag, {})
        folder = self._build / "docs" / tag
        found = self._recalls[tag] = Recall(folder, edition, self._inputs(edition), before)
        return found

    def keep(self) -> None:
        """Keeps what is known of the pages that were asked for. Raises OSError."""
        known = {
            tag: {path: _plain(kept) for path, kept in recall.kept.items()}
            for tag, recall in self._recalls.items()
        }
        text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
        write_if_changed(self._build / _TEXTS, text.encode())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _read_texts(path: Path) -> dict[str, dict[str, KeptText]]:
    try:
        read = json.loads(path.read_bytes())
        return {
            tag: {name: _kept(*known) for name, known in pages.items()}
            for tag, pages in read.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _kept(key: str, reads: list[list[str]], text: str, source: str, card: Any) -> KeptText:
    shown = (str(card[0]), Card(*map(str, card[1:]))) if card else None
    return KeptText(key, reads_of(reads), text, source, shown)


def _plain(kept: KeptText) -> tuple[object, ...]:
    names = [sorted(found) for found in kept.reads.named]
    card = (kept.card[0], *kept.card[1].words) if kept.card else None
    return kept.key, names, kept.text, kept.source, card
