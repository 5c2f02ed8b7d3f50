"""What the rules look at, and how a rule is written down.

Knows which records could not be read, so that one mistake gives one message. Must not know
any rule.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import cleandoc
from typing import Any

from pledgebook.diagnostics import Diagnostic, Severity
from pledgebook.entries import Entry
from pledgebook.load import Loaded
from pledgebook.model import Article, Model
from pledgebook.nearest import nearest
from pledgebook.parse import MODELS
from pledgebook.project import Project
from pledgebook.records import Indicator, Result
from pledgebook.rules.candidates import Candidates
from pledgebook.rules.versions import Version, versions_of

_UNREAD = {"unread-file", "unreadable-file", "hidden-characters"}
_NOT_RECORDS = {"wrong-type.file", "wrong-type.one-record"}


@dataclass(frozen=True)
class Checked:
    """What was read of a project.

    entries: every record and row of `data/` but the site, also those whose id was taken.
    lost: (type, id) of records that are known to exist and could not be read.
    incomplete: types of which some file could not be read, so that nobody knows all ids.
    partial: what could be read of records with mistakes of shape; not in the model.
    """

    model: Model
    entries: tuple[Entry[Any], ...]
    project: Project
    lost: frozenset[tuple[str, str]]
    incomplete: frozenset[str]
    partial: tuple[Entry[Any], ...] = ()

    def knows(self, kind: str, id_: str) -> bool:
        """Whether a record exists, or may exist in a file that could not be read."""
        return (
            id_ in self.model.of_type(kind) or kind in self.incomplete or (kind, id_) in self.lost
        )

    def whole(self, *kinds: str) -> bool:
        """Whether every record of these types was read."""
        broken = {kind for kind, _ in self.lost}
        return not any(kind in self.incomplete or kind in broken for kind in kinds)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The announcements."""
        return tuple(self.model.articles.values())

    @cached_property
    def named(self) -> tuple[Entry[Any], ...]:
        """Every record that is not a row: the site, records with an id, announcements."""
        site = (self.model.site_entry,) if self.model.site_entry else ()
        records = (entry for entry in self.entries if entry.type != "results")
        return (*site, *records, *(article.entry for article in self.articles))

    @cached_property
    def citing_rows(self) -> tuple[Entry[Result], ...]:
        """Rows with a source that is written on the spot."""
        return tuple(
            row
            for row in self.model.results
            if any(not isinstance(source, str) for source in row.record.sources)
        )

    @cached_property
    def candidates(self) -> Mapping[str, Candidates]:
        """The ids of each type, to find the one that was meant."""
        kinds = {kind: Candidates(self.model.of_type(kind)) for kind in MODELS if kind != "results"}
        return {**kinds, "targets": Candidates(self.model.targets)}

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """The terms of every target, wherever they are written."""
        kinds = {"programmes", "agreements"}
        return tuple(versions_of(entry for entry in self.entries if entry.type in kinds))

    def indicator(self, id_: str | None) -> Indicator | None:
        """An indicator that could be read, or None."""
        entry = self.model.indicators.get(id_) if id_ else None
        return entry.record if entry else None

    @cached_property
    def series(self) -> Mapping[tuple[Any, ...], list[Entry[Result]]]:
        """Rows by natural key without the revision, in the order of the files."""
        found: dict[tuple[Any, ...], list[Entry[Result]]] = {}
        for entry in self.model.results:
            row = entry.record
            time = row.period or row.as_of
            subject = row.indicator or row.target
            if time is None or subject is None:
                continue
            point = row.period is None
            key = (row.organization, subject, point, time.first, time.last, row.assessment)
            found.setdefault(key, []).append(entry)
        return found


def checked(loaded: Loaded) -> Checked:
    """What the rules look at, from what was read."""
    broken = loaded.model.broken
    incomplete = {kind for kind, id_ in broken if not id_}
    incomplete.update(_unread_types(loaded.diagnostics))
    unread = frozenset(incomplete)
    model, partial = loaded.model, loaded.partial
    return Checked(model, loaded.entries, loaded.project, broken, unread, partial)


def _unread_types(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Types of which a file of many records was not read, under its own name or a similar one."""
    for diagnostic in diagnostics:
        path = diagnostic.place.path
        unread = diagnostic.rule in _UNREAD or diagnostic.message.key in _NOT_RECORDS
        if unread and path.startswith("data/"):
            folder, inside, _ = path.removeprefix("data/").partition("/")
            name = folder if inside else folder.rpartition(".")[0] or folder
            kind = name if name in MODELS else nearest(name, MODELS)
            if kind and not (inside and kind == name):
                yield kind


Check = Callable[[Checked], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its permanent name, how much it weighs, and the function that looks for mistakes.

    Without a function it is reported where files are read, parsed, compared or built, and
    `text` is its manual page.
    """

    name: str
    severity: Severity
    check: Check | None = None
    text: str = ""

    @property
    def manual(self) -> str:
        """The rule's manual page."""
        return cleandoc(self.text or (self.check.__doc__ if self.check else "") or "")
