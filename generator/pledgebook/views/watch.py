"""An edition that notes what a page reads of it, so that the page need not be written again
while all of that is as it was.

Knows which parts of the records grow with the number of organizations: these are noted one by
one, and whatever is not noted one by one counts as everything. The rest is taken to shape every
page. Must not know how a page is remembered.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from pledgebook.entries import Entry
from pledgebook.model import Model, TargetEntry
from pledgebook.provenance import Event, History, Revision
from pledgebook.status import RollupVerdict, Statuses, Verdict
from pledgebook.status.statuses import TargetVerdicts
from pledgebook.views.blocks import PageView
from pledgebook.views.sheet import Edition

K = TypeVar("K")
V = TypeVar("V")

MOST = 2000  # names noted one by one

# What of a model shapes every page: few records, or how the many hang together.
SHARED = (
    *("site", "site_entry", "scales", "indicators", "programmes", "agreements", "sources"),
    *("articles", "pages", "attachments", "broken"),
    *("owners", "targets", "children", "targets_by_indicator"),
    *("agreements_by_party", "agreements_by_programme"),
)


@dataclass
class Reads:
    """What was read: the organizations of which the record was asked for, those of which the rows
    or verdicts were, the files and records whose history was, and whether it was more than can be
    told one by one."""

    organizations: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    everything: bool = False

    def all(self) -> None:
        """Notes that everything was read."""
        self.everything = True

    def each(self, found: Iterable[Verdict]) -> None:
        """Notes whose verdicts these are; very many are everything."""
        self.reports.update(verdict.organization for verdict in found)
        self.everything = self.everything or len(self.reports) > MOST

    def clear(self) -> None:
        """Forgets all."""
        for names in self.named:
            names.clear()
        self.everything = False

    @property
    def named(self) -> tuple[set[str], set[str], set[str], set[str]]:
        """What was read one by one."""
        return self.organizations, self.reports, self.files, self.records


def reads_of(named: Iterable[Iterable[str]]) -> Reads:
    """What was read one by one, from names in the order of `Reads.named`."""
    organizations, reports, files, records = map(set, named)
    return Reads(organizations, reports, files, records)


class Watched(Mapping[K, V]):
    """A mapping that tells which of its keys are asked for, and when it is asked for all."""

    __slots__ = ("_all", "_one", "_real")

    def __init__(
        self, real: Mapping[K, V], one: Callable[[K], None], everything: Callable[[], None]
    ) -> None:
        self._real, self._one, self._all = real, one, everything

    def __getitem__(self, key: K) -> V:
        self._one(key)
        return self._real[key]

    def get(self, key: K, default: Any = None) -> Any:
        """The value of a key, or the default."""
        self._one(key)
        return self._real.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._one(cast("K", key))
        return key in self._real

    def __iter__(self) -> Iterator[K]:
        self._all()
        return iter(self._real)

    def __len__(self) -> int:
        self._all()
        return len(self._real)


class _Guarded:
    """Stands for an object: what is not given counts as reading everything."""

    def __init__(self, real: object, reads: Reads, **given: object) -> None:
        vars(self).update(given, _real=real, _reads=reads)

    def __getattr__(self, name: str) -> Any:
        self._reads.all()
        return getattr(self._real, name)


class _Model(_Guarded):
    """A model whose organizations and rows are watched."""

    def __init__(self, real: Model, reads: Reads) -> None:
        record, report, everything = reads.organizations.add, reads.reports.add, reads.all
        super().__init__(
            real,
            reads,
            organizations=Watched(real.organizations, record, everything),
            rows_by_organization=Watched(real.rows_by_organization, report, everything),
            rows_by_subject=Watched(real.rows_by_subject, lambda key: report(key[0]), everything),
            **{name: getattr(real, name) for name in SHARED},
        )

    def of_type(self, name: str) -> Mapping[str, Entry[Any]]:
        """The records of a type by id."""
        found: Mapping[str, Entry[Any]] = getattr(self, name)
        return found


class _Statuses(_Guarded):
    """Statuses that tell whose verdicts were asked for."""

    _real: Statuses
    _reads: Reads

    def of_organization(self, organization: str) -> tuple[Verdict, ...]:
        """Headline verdicts of one organization."""
        self._reads.reports.add(organization)
        return self._real.of_organization(organization)

    def of(self, name: str, organization: str) -> Verdict | None:
        """The headline verdict of one organization."""
        self._reads.reports.add(organization)
        return self._real.of(name, organization)

    def signed(self, name: str, organization: str) -> Verdict | None:
        """The verdict by the signed terms."""
        self._reads.reports.add(organization)
        return self._real.signed(name, organization)

    def of_target(self, name: str) -> tuple[Verdict, ...]:
        """Headline verdicts of a target."""
        found = self._real.of_target(name)
        self._reads.each(found)
        return found

    def rollup(self, name: str) -> RollupVerdict | None:
        """The roll-up of a target."""
        self.of_target(name)
        return self._real.rollup(name)

    def signed_rollup(self, name: str) -> RollupVerdict | None:
        """The roll-up by the signed terms."""
        found = self._real.signed_rollup(name)
        self._reads.each(found.verdicts if found else ())
        return found

    def targets_of_agreement(self, agreement: str) -> tuple[TargetEntry, ...]:
        """The targets of an agreement."""
        return self._real.targets_of_agreement(agreement)

    def for_agreement(self, agreement: str) -> tuple[TargetVerdicts, ...]:
        """What an agreement's page shows."""
        found = self._real.for_agreement(agreement)
        self._reads.each(verdict for _, shown in found for verdict in shown)
        return found


class _History(_Guarded):
    """A history that tells which files and records were asked for."""

    _real: History
    _reads: Reads

    def last(self, path: str) -> Revision | None:
        """The last revision that changed a file."""
        self._reads.files.add(path)
        return self._real.last(path)

    def events(self, name: str, path: str) -> tuple[Event, ...]:
        """What happened to a record that stands in a file."""
        self._reads.files.add(path)
        self._reads.records.add(name)
        return self._real.events(name, path)


@dataclass(frozen=True)
class _Edition(Edition):
    """An edition for watched pages. What it has worked out from all records counts as all of
    them each time; names and values that were shown before were read before."""

    real: Edition | None = None
    reads: Reads = field(default_factory=Reads)

    @property
    def _whole(self) -> Edition:
        assert self.real is not None
        self.reads.all()
        return self.real

    @property
    def data_as_of(self) -> date | None:
        """The newest day that a figure speaks of."""
        return self._whole.data_as_of

    @property
    def cited_by(self) -> Mapping[str, tuple[Entry[Any], ...]]:
        """What cites each source."""
        return self._whole.cited_by


@dataclass(frozen=True, slots=True)
class Later:
    """A page that is made when it is asked for: its docs path, and what it is about before it
    reads anything: organizations in their order, whose records it shows, with `reports` their
    rows too; `given` is whatever else it was told."""

    path: str
    of: tuple[str, ...]
    make: Callable[[Edition], PageView]
    reports: bool = False
    given: tuple[object, ...] = ()

    @property
    def told(self) -> str:
        """What it is about, as a text that is the same for the same."""
        return repr((self.of, self.reports, self.given))


class Watch:
    """Editions to write pages from, and what was read of them for each page."""

    def __init__(self, edition: Edition) -> None:
        self._reads = Reads()
        self._edition = edition

    @cached_property
    def edition(self) -> Edition:
        """The edition that is watched."""
        real, reads = self._edition, self._reads
        history = real.history
        seen = replace(
            _Edition(**{name: getattr(real, name) for name in Edition.__dataclass_fields__}),
            real=real,
            reads=reads,
            model=cast("Model", _Model(real.model, reads)),
            statuses=cast(
                "Statuses",
                _Statuses(
                    real.statuses,
                    reads,
                    as_of=real.statuses.as_of,
                    on_track=real.statuses.on_track,
                ),
            ),
            history=cast(
                "History",
                _History(
                    history,
                    reads,
                    folder=history.folder,
                    records=Watched(history.records, reads.records.add, reads.all),
                ),
            ),
        )
        vars(seen).update(
            order=real.order,
            current=Watched(real.current, lambda key: reads.reports.add(key[0]), reads.all),
        )
        return seen

    def start(self, later: Later) -> None:
        """Forgets what was read before; this page is to be made."""
        self._reads.clear()
        self._reads.organizations.update(later.of)
        self._reads.reports.update(later.of if later.reports else ())

    def read(self) -> Reads:
        """What was read since the start."""
        reads = self._reads
        return replace(reads_of(reads.named), everything=reads.everything)
