"""Keys of what pages are written from: a page whose key is as it was would come out as it did.

Knows how the facts about one organization are told from what shapes every page. Must not know
pages, nor where keys are kept.

The facts about an organization are its record, its rows and where they stand. Its verdicts
follow from these and from what all pages share: targets, parties, scopes, the date.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property
from hashlib import sha256

from pledgebook.entries import Entry
from pledgebook.model import Model
from pledgebook.project import Project
from pledgebook.provenance import History
from pledgebook.records import Organization, Result
from pledgebook.views.watch import Reads

# Files that hold nothing but organizations or rows: who reads of one reads not of the others.
_PARTED = ("organizations", "results")


class Inputs:
    """The keys of a model's parts. `settings` is what else shapes every page."""

    def __init__(
        self, project: Project, model: Model, history: History, settings: Iterable[str]
    ) -> None:
        self._model = model
        self._history = history
        self._records: dict[str, bytes] = {}
        self._reports: dict[str, bytes] = {}
        self.shared = _digest(
            [*settings, history.folder, *_shared_texts(project), *_hierarchy(model)]
        )

    def with_settings(self, settings: Iterable[str]) -> "Inputs":
        """The keys for pages that more shapes; what is known of the records is known to both."""
        other = copy(self)
        other.shared = _digest([self.shared.hex(), *settings])
        return other

    def key(self, told: str, reads: Reads) -> str:
        """The key of a page that was told this and read these parts."""
        parts = [self.shared, told.encode()]
        parts.extend(self._record(id_) for id_ in sorted(reads.organizations))
        parts.extend(self._report(id_) for id_ in sorted(reads.reports))
        parts.extend(self._revisions(path) for path in sorted(reads.files))
        parts.extend(self._events(name) for name in sorted(reads.records))
        return sha256(b"\0".join(parts)).hexdigest()

    def reports(self, organizations: Iterable[str]) -> bytes:
        """The key of what some organizations report, and of what all share."""
        return sha256(b"".join([self.shared, *map(self._report, organizations)])).digest()

    def _record(self, id_: str) -> bytes:
        """The key of an organization's record."""
        known = self._records.get(id_)
        if known is None:
            entry = self._model.organizations.get(id_)
            known = self._records[id_] = _digest([id_, *(_written(entry) if entry else ())])
        return known

    def _report(self, id_: str) -> bytes:
        """The key of an organization's rows, and of the verdicts on it."""
        known = self._reports.get(id_)
        if known is None:
            parts = [self._record(id_).hex()]
            for row in self._model.rows_by_organization.get(id_, ()):
                parts.extend((*_written(row), self._around_rows[row.file.path]))
            known = self._reports[id_] = _digest(parts)
        return known

    def _revisions(self, path: str) -> bytes:
        return repr((path, self._history.files.get(path), self._history.last(path))).encode()

    def _events(self, name: str) -> bytes:
        return repr((name, self._history.records.get(name))).encode()

    @cached_property
    def _around_rows(self) -> Mapping[str, str]:
        """What stands before the first and after the last row of each file: its defaults."""
        ends: dict[str, tuple[Entry[Result], Entry[Result]]] = {}
        for row in self._model.results:
            first, last = ends.get(row.file.path, (row, row))
            ends[row.file.path] = (
                row if row.node.start < first.node.start else first,
                row if row.node.end > last.node.end else last,
            )
        return {path: _around(first, last) for path, (first, last) in ends.items()}


def _around(first: Entry[Result], last: Entry[Result]) -> str:
    """What a file holds beside its rows and what stands between them."""
    text = first.file.text
    return _digest([text[: first.node.start], text[last.node.end :]]).hex()


def _written(entry: Entry[Organization] | Entry[Result]) -> tuple[str, str, str]:
    """A record as it is written, and where."""
    start = entry.key.start if entry.key else entry.node.start
    return entry.file.path, str(entry.line), entry.file.text[start : entry.node.end]


def _shared_texts(project: Project) -> Iterable[str]:
    """The files that shape every page, by name; of attachments what pages can tell of them."""
    whole = [file.source for file in project.data if file.type not in _PARTED]
    for source in (*whole, *(file.source for file in project.content)):
        yield f"{source.path}\0{source.text}"
    for file in project.attachments:
        yield repr((file.name, file.size, file.kind, file.pixels))


def _hierarchy(model: Model) -> Iterable[str]:
    """The order of organizations, and what decides who is addressed by a target."""
    for entry in model.organizations.values():
        yield f"{entry.id}\0{entry.record.parent}\0{entry.record.classification}"


def _digest(parts: Iterable[str]) -> bytes:
    return sha256("\0\0".join(parts).encode("utf-8", "surrogatepass")).digest()
