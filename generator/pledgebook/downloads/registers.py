"""The tables of records: organizations, agreements, parties, indicators.

Knows their columns. Must not know targets, results or formats.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pledgebook.downloads.columns import (
    COMMON,
    ID,
    choices,
    day,
    list_column,
    name_label,
    text_column,
    text_label,
)
from pledgebook.downloads.dataset import Cell, Dataset, listed
from pledgebook.downloads.table import Column, Foreign, Label, Table
from pledgebook.entries import Entry
from pledgebook.records import Agreement, Indicator, Organization, Party, Scale
from pledgebook.values import LocalizedText


@dataclass(frozen=True, slots=True)
class PartyItem:
    """A party with its agreement and its place in the agreement's list."""

    agreement: Entry[Agreement]
    party: Party
    index: int


def _classification(data: Dataset, entry: Entry[Organization], tag: str) -> str | None:
    names = {item.code: item.name for item in data.model.site.classifications}
    return data.text_in(names.get(entry.record.classification or ""), tag)


def _area(data: Dataset, entry: Entry[Organization]) -> str | None:
    area = entry.record.area
    return data.text(area.name) if area else None


ORGANIZATIONS: Table[Entry[Organization]] = Table(
    "organizations",
    lambda data: tuple(data.model.organizations.values()),
    (
        ID,
        text_column("name", lambda o: o.name),
        text_column("short_name", lambda o: o.short_name),
        Column("classification", "string", lambda _, e: e.record.classification),
        Column("parent", "string", lambda _, e: e.record.parent),
        Column("founded", "string", lambda _, e: day(e.record.founded)),
        Column("dissolved", "string", lambda _, e: day(e.record.dissolved)),
        list_column("successors", lambda o: o.successors),
        Column("area", "string", _area),
        list_column("area_codes", lambda o: o.area.codes if o.area else ()),
        list_column("identifiers", lambda o: o.identifiers),
        list_column("other_names", lambda o: o.other_names),
        Column("url", "string", lambda _, e: e.record.url),
        text_column("description", lambda o: o.description),
        list_column("former_ids", lambda o: o.former_ids),
        *COMMON,
    ),
    (
        text_label("name", lambda o: o.name),
        Label("classification", _classification),
        name_label("parent", "organizations", lambda e: e.record.parent),
        text_label("area", lambda o: o.area.name if o.area else None),
    ),
    key=("id",),
    foreign=(Foreign(("parent",), ""),),
)


def _ended(_: Dataset, entry: Entry[Agreement]) -> Cell:
    return day(entry.record.term.end) if entry.record.term else None


AGREEMENTS: Table[Entry[Agreement]] = Table(
    "agreements",
    lambda data: tuple(data.model.agreements.values()),
    (
        ID,
        text_column("name", lambda a: a.name),
        text_column("kind", lambda a: a.kind),
        Column("programme", "string", lambda _, e: e.record.programme),
        Column("signed", "string", lambda _, e: day(e.record.signed), "agreement.signed"),
        text_column("place", lambda a: a.place.name if a.place else None),
        list_column("place_codes", lambda a: a.place.codes if a.place else ()),
        Column("start", "string", lambda _, e: day(e.record.term.start) if e.record.term else None),
        Column("end", "string", _ended),
        Column("terminated", "string", lambda _, e: day(e.record.terminated)),
        Column(
            "declared_signatories",
            "integer",
            lambda _, e: e.record.declared.signatories if e.record.declared else None,
        ),
        Column("inherits_targets", "any", lambda d, e: listed(e.record.inherits_targets, d)),
        text_column("description", lambda a: a.description),
        list_column("documents", lambda a: a.documents),
        list_column("former_ids", lambda a: a.former_ids),
        *COMMON,
    ),
    (
        text_label("name", lambda a: a.name),
        text_label("kind", lambda a: a.kind),
        name_label("programme", "programmes", lambda e: e.record.programme),
        text_label("place", lambda a: a.place.name if a.place else None),
    ),
    key=("id",),
)


def _parties(data: Dataset) -> Sequence[PartyItem]:
    return tuple(
        PartyItem(entry, party, index)
        for entry in data.model.agreements.values()
        for index, party in enumerate(entry.record.parties)
    )


def _party_line(_: Dataset, item: PartyItem) -> int:
    return item.agreement.place(f"parties.{item.index}").line


PARTIES: Table[PartyItem] = Table(
    "parties",
    _parties,
    (
        Column("agreement", "string", lambda _, i: i.agreement.id),
        Column("organization", "string", lambda _, i: i.party.organization, "party.organization"),
        Column("role", "string", lambda _, i: i.party.role, allowed=choices(Party, "role")),
        Column("signed", "string", lambda _, i: day(i.party.signed), "party.signed"),
        Column("withdrawn", "string", lambda _, i: day(i.party.withdrawn), "party.withdrawn"),
        Column("replaces", "array", lambda d, i: listed(i.party.replaces, d)),
        Column("represented_by", "string", lambda d, i: d.text(i.party.represented_by)),
        Column("note", "string", lambda d, i: d.text(i.party.note)),
        Column("assumed", "array", lambda d, i: listed(i.party.assumed, d)),
        Column("sources", "array", lambda d, i: listed(i.party.sources, d)),
        Column("source_path", "string", lambda _, i: i.agreement.file.path),
        Column("source_line", "integer", _party_line),
    ),
    (
        name_label("agreement", "agreements", lambda i: i.agreement.id),
        name_label("organization", "organizations", lambda i: i.party.organization),
        Label("role", lambda data, item, tag: data.word(f"role.{item.party.role}", tag)),
    ),
    key=("agreement", "organization", "role"),
    foreign=(
        Foreign(("agreement",), "agreements"),
        Foreign(("organization",), "organizations"),
    ),
)


def scale_of(data: Dataset, entry: Entry[Indicator]) -> Scale | None:
    """The scale of an indicator, if it has one."""
    found = data.model.scales.get(entry.record.scale or "")
    return found.record if found else None


def unit_name(indicator: Indicator) -> LocalizedText | None:
    """The name of the indicator's unit."""
    return indicator.unit.name if indicator.unit else None


def over_time(indicator: Indicator) -> str:
    """How rows combine within a longer period, as the indicator says or by default."""
    return indicator.over_time or ("once" if indicator.measure == "boolean" else "latest")


def _levels(data: Dataset, entry: Entry[Indicator]) -> Cell:
    scale = scale_of(data, entry)
    return listed(tuple(level.code for level in scale.levels), data) if scale else None


def _not_rated(data: Dataset, entry: Entry[Indicator]) -> Cell:
    scale = scale_of(data, entry)
    return listed(tuple(reason.code for reason in scale.not_rated), data) if scale else None


def _applies_to(data: Dataset, entry: Entry[Indicator]) -> Cell:
    wanted = entry.record.applies_to
    return listed(wanted.classification, data) if wanted else None


def _unit_field(name: str) -> Callable[[Dataset, Entry[Indicator]], Cell]:
    return lambda _, entry: getattr(entry.record.unit, name, None)


INDICATORS: Table[Entry[Indicator]] = Table(
    "indicators",
    lambda data: tuple(data.model.indicators.values()),
    (
        ID,
        text_column("name", lambda i: i.name),
        Column(
            "measure",
            "string",
            lambda _, e: e.record.measure,
            allowed=choices(Indicator, "measure"),
        ),
        text_column("unit", unit_name, "indicator.unit"),
        Column("unit_code", "string", _unit_field("code")),
        Column("decimals", "integer", _unit_field("decimals")),
        Column("scale", "string", lambda _, e: e.record.scale),
        Column("levels", "array", _levels, "indicator.levels"),
        Column("not_rated", "array", _not_rated, "indicator.not_rated"),
        text_column("numerator", lambda i: i.numerator, "indicator.numerator"),
        text_column("denominator", lambda i: i.denominator, "indicator.denominator"),
        text_column("population", lambda i: i.population, "indicator.population"),
        Column(
            "direction",
            "string",
            lambda _, e: e.record.direction,
            allowed=choices(Indicator, "direction"),
        ),
        Column(
            "over_time",
            "string",
            lambda _, e: over_time(e.record),
            allowed=choices(Indicator, "over_time"),
        ),
        Column(
            "aggregation",
            "string",
            lambda _, e: e.record.combined,
            allowed=choices(Indicator, "aggregation"),
        ),
        list_column("dimensions", lambda i: i.dimensions),
        Column("applies_to", "array", _applies_to),
        Column("minimum", "number", lambda _, e: e.record.minimum),
        Column("maximum", "number", lambda _, e: e.record.maximum),
        text_column("definition", lambda i: i.definition),
        text_column("method", lambda i: i.method),
        list_column("references", lambda i: i.references),
        list_column("former_ids", lambda i: i.former_ids),
        *COMMON,
    ),
    (
        text_label("name", lambda i: i.name),
        text_label("unit", unit_name),
        text_label("numerator", lambda i: i.numerator),
        text_label("denominator", lambda i: i.denominator),
        text_label("population", lambda i: i.population),
        text_label("definition", lambda i: i.definition),
    ),
    key=("id",),
)
