"""The two models that the gate compares, and what new corrections own up to.

Knows where a correction can stand. Must not know any rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pledgebook.changes.match import Renames, RowKey, find_renames, series_of
from pledgebook.diagnostics import Place
from pledgebook.entries import Entry
from pledgebook.load import Loaded
from pledgebook.model import Article, Model
from pledgebook.records import Result
from pledgebook.values import LocalizedText

_NAME = re.compile(r"[a-z0-9][a-z0-9/-]*[a-z0-9]")


@dataclass(frozen=True)
class Sides:
    """An earlier and a later model, on a date.

    lost: (type, id) of later records that exist but could not be read; id "" is a whole file.
    """

    before: Model
    after: Model
    renames: Renames
    as_of: date
    paths: frozenset[str]

    @property
    def first(self) -> str:
        """The site's first language before."""
        return self.before.site.languages[0]

    @cached_property
    def old_rows(self) -> dict[RowKey, dict[int, Entry[Result]]]:
        """Earlier rows by what they are about and revision."""
        return series_of(self.before, self.renames)

    @cached_property
    def new_rows(self) -> dict[RowKey, dict[int, Entry[Result]]]:
        """Later rows in the same way."""
        return series_of(self.after, Renames())

    @cached_property
    def confessed(self) -> frozenset[str]:
        """Everything that corrections which are new in the later model name."""
        texts = (text for article in self.after.articles.values() for text in self._new(article))
        return frozenset(name for text in texts for name in _NAME.findall(text))

    def excused(self, name: str) -> bool:
        """Whether a new correction names this record, target or row."""
        return name in self.confessed

    def unread(self, kind: str, id_: str = "") -> bool:
        """Whether the later model may hold a record that could not be read."""
        broken = self.after.broken
        return (kind, id_) in broken or (kind, "") in broken

    def _new(self, article: Article) -> Iterator[str]:
        old = self.before.articles.get(self._old_id(article.id))
        known = old.entry.record.corrections if old else ()
        for correction in article.entry.record.corrections:
            if correction not in known:
                yield from correction.text.texts.values()
        if old is None and article.entry.record.kind == "correction":
            for words in article.translations.values():
                yield from (words.title, words.summary, words.body)

    def _old_id(self, id_: str) -> str:
        pairs = self.renames.records.items()
        return next((old for (kind, old), new in pairs if new == id_ and kind[:1] == "a"), id_)

    def place(self, entry: Entry[Result]) -> Place:
        """Where something stood that is gone: its file, if that is still there."""
        path = entry.file.path
        return Place(path) if path in self.paths else Place("data")


def sides_of(before: Loaded, after: Loaded, as_of: date) -> Sides:
    """Both models, with what goes by another name in the later one."""
    renames = find_renames(before.model, after.model)
    paths = frozenset(after.project.sources)
    return Sides(before.model, after.model, renames, as_of, paths)


def same_text(old: LocalizedText | None, new: LocalizedText | None, first: str) -> bool:
    """Whether what a text said is still said: translations may be added, none taken away.

    `first` is the language of a text that names none.
    """
    if old is None or new is None:
        return old is None
    now = {tag or first: text.split() for tag, text in new.texts.items()}
    return all(now.get(tag or first) == text.split() for tag, text in old.texts.items())
