"""All records of a project, with references resolved in both directions.

Knows which record names which. Must not know rules, statuses, languages or pages.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from pledgebook.entries import Entry
from pledgebook.parse_record import Parsed
from pledgebook.project import Attachment
from pledgebook.records import (
    Agreement,
    Announcement,
    Indicator,
    Organization,
    Programme,
    Result,
    Scale,
    Site,
    Source,
    Target,
)

Owner = Programme | Agreement


@dataclass(frozen=True, slots=True)
class Translation:
    """An announcement or page in one language: its words and Markdown body."""

    language: str
    title: str
    summary: str
    status: str | None
    body: str
    body_line: int
    path: str


def published_on(entry: Entry[Announcement]) -> date | None:
    """The day an announcement is published: as it says, else as its file's name begins."""
    if entry.record.published:
        return entry.record.published
    try:
        return date.fromisoformat(entry.id.rpartition("/")[2][:10])
    except ValueError:
        return None


@dataclass(frozen=True)
class Article:
    """An announcement: its record, and its text by language (the first language is first)."""

    entry: Entry[Announcement]
    translations: Mapping[str, Translation]

    @property
    def id(self) -> str:
        """The announcement's id: its file name without folder and suffix."""
        return self.entry.id

    @property
    def published(self) -> date:
        """When it was or will be published: as it says, else as its file name says."""
        named = self.entry.record.date
        return published_on(self.entry) or (named.first if named else date.min)


@dataclass(frozen=True)
class Page:
    """A hand-written page: its path without suffix (`about`), its text by language."""

    path: str
    translations: Mapping[str, Translation]


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """A target with its owner (a programme or agreement) and the path of its field there."""

    owner: Entry[Owner]
    target: Target
    path: str

    @property
    def name(self) -> str:
        """`OWNER/TARGET`, as rows name it."""
        return f"{self.owner.id}/{self.target.id}"


@dataclass(frozen=True)
class Model:
    """Every record that could be read. Look-ups that miss are for rules to report."""

    site: Site
    site_entry: Entry[Site] | None = None
    organizations: Mapping[str, Entry[Organization]] = field(default_factory=dict)
    scales: Mapping[str, Entry[Scale]] = field(default_factory=dict)
    indicators: Mapping[str, Entry[Indicator]] = field(default_factory=dict)
    programmes: Mapping[str, Entry[Programme]] = field(default_factory=dict)
    agreements: Mapping[str, Entry[Agreement]] = field(default_factory=dict)
    sources: Mapping[str, Entry[Source]] = field(default_factory=dict)
    results: tuple[Entry[Result], ...] = ()
    articles: Mapping[str, Article] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    broken: frozenset[tuple[str, str]] = frozenset()

    def of_type(self, name: str) -> Mapping[str, Entry[Any]]:
        """The records of a type by id (not for results)."""
        records: Mapping[str, Entry[Any]] = getattr(self, name)
        return records

    def knows(self, kind: str, id_: str) -> bool:
        """Whether a record exists, readable or not."""
        return id_ in self.of_type(kind) or (kind, id_) in self.broken

    @property
    def records(self) -> Iterator[Entry[Any]]:
        """Every record and row of `data/`."""
        for kind in ("organizations", "scales", "indicators", "programmes", "agreements"):
            yield from self.of_type(kind).values()
        yield from self.sources.values()
        yield from self.results

    @cached_property
    def owners(self) -> tuple[Entry[Owner], ...]:
        """Programmes and agreements: what targets belong to."""
        return (*self.programmes.values(), *self.agreements.values())

    @cached_property
    def targets(self) -> Mapping[str, TargetEntry]:
        """Targets by `OWNER/TARGET`."""
        return {
            f"{owner.id}/{target.id}": TargetEntry(owner, target, f"targets.{index}")
            for owner in self.owners
            for index, target in enumerate(owner.record.targets)
        }

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the organizations directly below each organization."""
        return _grouped((e.record.parent, e.id) for e in self.organizations.values())

    def descendants(self, id_: str) -> tuple[str, ...]:
        """Ids of all organizations below one, each once, also when parents run in a circle."""
        found: dict[str, None] = {}
        pending = [*self.children.get(id_, ())]
        while pending:
            current = pending.pop()
            if current not in found:
                found[current] = None
                pending.extend(self.children.get(current, ()))
        return tuple(i for i in self.organizations if i in found and i != id_)

    @cached_property
    def rows_by_subject(self) -> Mapping[tuple[str, str], tuple[Entry[Result], ...]]:
        """Rows by (organization, indicator id) and (organization, `OWNER/TARGET`)."""
        return _grouped(
            ((row.record.organization, row.record.indicator or row.record.target or ""), row)
            for row in self.results
        )

    @cached_property
    def rows_by_organization(self) -> Mapping[str, tuple[Entry[Result], ...]]:
        """Rows of each organization."""
        return _grouped((row.record.organization, row) for row in self.results)

    @cached_property
    def rows_by_indicator(self) -> Mapping[str, tuple[Entry[Result], ...]]:
        """Rows of each indicator."""
        return _grouped((row.record.indicator, row) for row in self.results)

    @cached_property
    def agreements_by_party(self) -> Mapping[str, tuple[Entry[Agreement], ...]]:
        """Agreements that each organization is a party to, in any role."""
        return _grouped(
            (id_, agreement)
            for agreement in self.agreements.values()
            for id_ in dict.fromkeys(party.organization for party in agreement.record.parties)
        )

    @cached_property
    def agreements_by_programme(self) -> Mapping[str, tuple[Entry[Agreement], ...]]:
        """Agreements under each programme."""
        return _grouped((e.record.programme, e) for e in self.agreements.values())

    @cached_property
    def targets_by_indicator(self) -> Mapping[str, tuple[TargetEntry, ...]]:
        """Targets that an indicator tests."""
        return _grouped((t.target.indicator, t) for t in self.targets.values())


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, tuple[Any, ...]]:
    """Values by key, in order; pairs without a key are left out."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        if key:
            groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def build_model(
    site: Entry[Site] | None,
    fallback: Site,
    parsed: Parsed,
    articles: Mapping[str, Article],
    pages: Mapping[str, Page],
    attachments: Mapping[str, Attachment],
) -> Model:
    """The model of what could be read; the first of two records with one id counts."""
    by_type: dict[str, dict[str, Entry[Any]]] = defaultdict(dict)
    rows: list[Entry[Result]] = []
    for entry in parsed.entries:
        if entry.type == "results":
            rows.append(entry)
        else:
            by_type[entry.type].setdefault(entry.id, entry)
    return Model(
        site=site.record if site else fallback,
        site_entry=site,
        results=tuple(rows),
        articles=articles,
        pages=pages,
        attachments=attachments,
        broken=frozenset(parsed.broken),
        **{kind: by_type[kind] for kind in _KINDS},
    )


_KINDS = ("organizations", "scales", "indicators", "programmes", "agreements", "sources")
