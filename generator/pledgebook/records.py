"""The record types: every field of every record, as frozen pydantic models.

Knows shapes only. Must not know files, other records or what a record means: whatever
concerns two records is a rule, whatever is computed is `status`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field
from pydantic import Tag as Branch

from pledgebook.fields import (
    Boolean,
    Code,
    Colour,
    Day,
    Fuzzy,
    Id,
    Localized,
    MonthDay,
    Number,
    PeriodField,
    PlainText,
    Tag,
    TargetName,
    Url,
    Value,
    Whole,
)
from pledgebook.forms import form, string

SearchKind = Literal["built-in", "pagefind"]
TextStatus = Literal["original", "human", "machine", "reconstructed"]
COMPARATORS = (
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "equals",
    "between",
    "increase_by",
    "decrease_by",
    "increase_by_percent",
    "decrease_by_percent",
)
RELATIVE = COMPARATORS[6:]


class Part(BaseModel):
    """A mapping inside a record. Frozen; fields that are not named here are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _wrap(forms: Any, name: str, *marks: str) -> BeforeValidator:
    """Lets a field be written as the one value `name`, unless a mapping has one of `marks`.

    `forms` are the short and the long one, for JSON Schema.
    """

    def wrap(node: Any) -> Any:
        if isinstance(node, Mapping) and any(mark in node for mark in marks):
            return node
        return node if isinstance(node, BaseModel) else {name: node}

    return BeforeValidator(wrap, json_schema_input_type=forms)


class Named(Part):
    """A code with its name: a classification, a level, a criterion of a dimension."""

    code: Code
    name: Localized


class Body(Part):
    """Who published or issued something: an organization's id, or a name with an address."""

    organization: Id | None = None
    name: Localized | None = None
    url: Url | None = None


BodyField = Annotated[Body, _wrap(Id | Body, "organization", "name", "url")]


class Shared(Part):
    """What every record, party, target and row may have."""

    sources: tuple["SourceRef", ...] = ()
    former_ids: tuple[Id, ...] = ()
    text_status: Mapping[Tag, TextStatus] = Field(default_factory=dict)
    note: Localized | None = None
    assumed: tuple[PlainText, ...] = ()


class Source(Shared):
    """A document that is cited."""

    title: Localized | None = None
    kind: (
        Literal["legal-act", "news", "report", "dataset", "web-page", "minutes", "letter"] | None
    ) = None
    number: PlainText | None = None
    issuer: BodyField | None = None
    publisher: BodyField | None = None
    issued: Fuzzy | None = None
    accessed: Day | None = None
    url: Url | None = None
    archived_url: Url | None = None
    file: PlainText | None = None
    language: Tag | None = None
    translation_of: Id | None = None
    replaced_by: Id | None = None
    licence: PlainText | None = None


def _source_form(node: Any) -> str:
    if isinstance(node, Mapping | Source):
        return ":source"
    return ":url" if isinstance(node, str) and "://" in node else ":id"


SourceRef = Annotated[
    Annotated[Id, Branch(":id")]
    | Annotated[
        Source,
        BeforeValidator(lambda url: {"url": url}, json_schema_input_type=Url),
        Branch(":url"),
    ]
    | Annotated[Source, Branch(":source")],
    Discriminator(_source_form),
]


class SchemeCode(Part):
    """A code in a published scheme, such as ISO 3166-2."""

    scheme: PlainText
    code: PlainText


class Place(Part):
    """Where something is."""

    name: Localized
    codes: tuple[SchemeCode, ...] = ()


PlaceField = Annotated[Place, _wrap(Localized | Place, "name", "name", "codes")]


class Span(Part):
    """From one date to another; either may be open."""

    start: Fuzzy | None = None
    end: Fuzzy | None = None


class Repository(Part):
    """Where the records are kept: a forge's address, or templates of addresses.

    `{path}`, `{line}`, `{revision}` and `{branch}` are filled in.
    """

    url: Url | None = None
    branch: PlainText = "main"
    forge: Literal["github", "gitlab", "forgejo", "gitea"] | None = None
    view: PlainText | None = None
    edit: PlainText | None = None
    commit: PlainText | None = None


class Colours(Part):
    """The site's own colours, as `#rrggbb`."""

    primary: Colour | None = None
    accent: Colour | None = None


class Site(Shared):
    """The site's settings."""

    title: Localized
    languages: Annotated[tuple[Tag, ...], Field(min_length=1)]
    publisher: BodyField | None = None
    timezone: PlainText = "UTC"
    licence: PlainText | None = None
    year_start: MonthDay = "01-01"
    report_within: Whole = 0
    classifications: tuple[Named, ...] = ()
    repository: Repository | None = None
    contact: PlainText | None = None
    on_track: Number | None = None
    small_count: Whole | None = None
    max_file_size: Whole | None = None
    search: SearchKind = "built-in"
    colours: Colours | None = None


class Identifier(Part):
    """What an organization is called in a register."""

    scheme: PlainText
    identifier: PlainText


class OtherName(Span):
    """A name that an organization has or had beside its own."""

    name: Localized


class Area(Part):
    """Where an organization acts."""

    name: Localized | None = None
    codes: tuple[SchemeCode, ...] = ()


class Organization(Shared):
    """Who takes part."""

    name: Localized
    short_name: Localized | None = None
    classification: Code | None = None
    parent: Id | None = None
    founded: Fuzzy | None = None
    dissolved: Fuzzy | None = None
    successors: tuple[Id, ...] = ()
    area: Area | None = None
    identifiers: tuple[Identifier, ...] = ()
    other_names: tuple[OtherName, ...] = ()
    url: Url | None = None
    description: Localized | None = None


class Scale(Shared):
    """An ordered scale of levels, best first."""

    name: Localized
    levels: Annotated[tuple[Named, ...], Field(min_length=1)]
    not_rated: tuple[Named, ...] = ()
    valid: Span | None = None
    legal_basis: tuple[SourceRef, ...] = ()
    description: Localized | None = None


class Unit(Part):
    """The unit of an indicator, and how many decimals are shown."""

    code: PlainText | None = None
    name: Localized | None = None
    decimals: Whole | None = None


UnitField = Annotated[Unit, _wrap(Localized | Unit, "name", "code", "name", "decimals")]


class Dimension(Part):
    """What an indicator's value is broken down by."""

    id: Id
    name: Localized | None = None
    codes: Annotated[tuple[Named, ...], Field(min_length=1)]
    exhaustive: Boolean = False


class AppliesTo(Part):
    """Which organizations an indicator is for."""

    classification: Annotated[tuple[Code, ...], Field(min_length=1)]


class Reference(Part):
    """The indicator's code in a published vocabulary."""

    vocabulary: PlainText
    code: PlainText


# How results of several organizations combine where the indicator does not say.
_COMBINED = {
    "count": "sum",
    "quantity": "none",
    "percent": "ratio_of_sums",
    "rating": "distribution",
    "boolean": "share_true",
}


class Indicator(Shared):
    """What is measured, in which unit, in which direction."""

    name: Localized
    measure: Literal["count", "quantity", "percent", "boolean", "rating"]
    unit: UnitField | None = None
    scale: Id | None = None
    numerator: Localized | None = None
    denominator: Localized | None = None
    population: Localized | None = None
    direction: Literal["increasing", "decreasing", "none"] | None = None
    over_time: Literal["latest", "sum", "once"] | None = None
    aggregation: Literal["sum", "ratio_of_sums", "distribution", "share_true", "none"] | None = None
    dimensions: tuple[Dimension, ...] = ()
    applies_to: AppliesTo | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    definition: Localized | None = None
    method: Localized | None = None
    references: tuple[Reference, ...] = ()

    @property
    def combined(self) -> str:
        """How results of several organizations combine: as it says, else by its measure."""
        return self.aggregation or _COMBINED[self.measure]


class Criterion(Part):
    """One of the things that a programme asks for."""

    id: Id
    name: Localized


class Designation(Part):
    """A title that a programme awards, and the criteria for it."""

    id: Id
    name: Localized
    criteria: tuple[Id, ...] = ()
    indicator: Id | None = None


class PeriodValue(Part):
    """A period and a value: a baseline, or a step on the way to a target."""

    period: PeriodField
    value: Number | None = None


BaselineField = Annotated[
    PeriodValue, _wrap(PeriodField | PeriodValue, "period", "period", "value")
]


class Interim(Part):
    """A value to be reached in a period on the way to a target."""

    period: PeriodField
    value: Number


class Range(Part):
    """Lowest and highest value, both allowed."""

    low: Number
    high: Number


def _read_range(node: Any) -> Any:
    if isinstance(node, list | tuple) and len(node) == 2:
        return {"low": node[0], "high": node[1]}
    return node


_TwoNumbers = Annotated[list[Number], Field(min_length=2, max_length=2)]
RangeField = Annotated[
    Range, BeforeValidator(_read_range, json_schema_input_type=_TwoNumbers | Range)
]


class Scope(Part):
    """Which organizations a target is addressed to."""

    organizations: tuple[Id, ...] | None = None
    to: Literal["signatories"] | None = None
    children_of: Id | None = None
    descendants_of: Id | None = None
    classification: tuple[Code, ...] = ()
    declared: Whole | None = None


RollupKind = Literal["all", "any", "pooled"]


class Rollup(Part):
    """How the verdicts of organizations become one."""

    kind: RollupKind | None = None
    at_least_percent: Number | None = None


RollupField = Annotated[Rollup, _wrap(RollupKind | Rollup, "kind", "at_least_percent", "kind")]


class Terms(Part):
    """What a target asks and by when: the fields that may differ by organization."""

    level: Code | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    more_than: Number | None = None
    less_than: Number | None = None
    equals: Number | None = None
    between: RangeField | None = None
    increase_by: Number | None = None
    decrease_by: Number | None = None
    increase_by_percent: Number | None = None
    decrease_by_percent: Number | None = None
    baseline: BaselineField | None = None
    due: Day | None = None
    every: Literal["year", "school-year", "half-year", "quarter", "month"] | None = None
    first_period: PeriodField | None = None
    due_text: Localized | None = None
    report_within: Whole | None = None
    interim: tuple[Interim, ...] | None = None
    progress_model: Literal["linear", "cagr"] | None = None


class OwnTerms(Terms, Shared):
    """How a target differs for one organization."""


class TargetChange(OwnTerms):
    """The fields of a target that an amendment changes."""

    statement: Localized | None = None
    commitment: Literal["binding", "agreed", "aspirational", "requested"] | None = None
    indicator: Id | None = None
    scale: Id | None = None
    scope: Scope | None = None
    rollup: RollupField | None = None
    own: Mapping[Id, OwnTerms] = Field(default_factory=dict)


class Target(TargetChange):
    """What was promised, and how it is tested."""

    id: Id
    statement: Localized


def _amended_form(node: Any) -> str:
    return ":word" if isinstance(node, str) else ":change"


AmendedTarget = Annotated[
    Annotated[Literal["withdrawn"], Branch(":word")] | Annotated[TargetChange, Branch(":change")],
    Discriminator(_amended_form),
]


class Amendment(Part):
    """A change of signed targets, with its reason."""

    id: Id
    date: Fuzzy
    rationale: Localized
    targets: Mapping[Id, AmendedTarget] = Field(default_factory=dict)
    sources: tuple[SourceRef, ...] = ()
    text_status: Mapping[Tag, TextStatus] = Field(default_factory=dict)
    note: Localized | None = None


class ProgrammeCounts(Part):
    """Numbers that the source states, checked against the lists."""

    criteria: Whole | None = None
    designations: Whole | None = None
    targets: Whole | None = None


class Programme(Shared):
    """The plan or campaign that sets criteria and targets."""

    name: Localized
    kind: Localized | None = None
    initiator: Id | None = None
    launched: Fuzzy | None = None
    term: Span | None = None
    cancelled: Fuzzy | None = None
    legal_basis: tuple[SourceRef, ...] = ()
    description: Localized | None = None
    criteria: tuple[Criterion, ...] = ()
    designations: tuple[Designation, ...] = ()
    targets: tuple[Target, ...] = ()
    declared: ProgrammeCounts | None = None
    amendments: tuple[Amendment, ...] = ()


class Party(Shared):
    """Who signed an agreement, in which role, from when until when."""

    organization: Id
    role: Literal["signatory", "principal", "guarantor", "witness", "observer"] = "signatory"
    signed: Fuzzy | None = None
    withdrawn: Fuzzy | None = None
    replaces: tuple[Id, ...] = ()
    represented_by: Localized | None = None


def _read_party(node: Any) -> Any:
    return {"organization": node} if isinstance(node, str) else node


PartyField = Annotated[Party, BeforeValidator(_read_party, json_schema_input_type=Id | Party)]


class AgreementCounts(Part):
    """Numbers that the source states, checked against the lists."""

    signatories: Whole | None = None
    targets: Whole | None = None


class Media(Part):
    """A photo or document shown with a record."""

    file: PlainText
    alt: Localized | None = None
    caption: Localized | None = None
    credit: Localized | None = None
    licence: PlainText | None = None


def _inherits_form(node: Any) -> str:
    return ":word" if isinstance(node, str) else ":list"


class Agreement(Shared):
    """Who signed what, when, with which targets."""

    name: Localized
    kind: Localized | None = None
    programme: Id | None = None
    signed: Fuzzy | None = None
    place: PlaceField | None = None
    term: Span | None = None
    terminated: Fuzzy | None = None
    parties: tuple[PartyField, ...]
    declared: AgreementCounts | None = None
    inherits_targets: Annotated[
        Annotated[Literal["all", "none"], Branch(":word")]
        | Annotated[tuple[Id, ...], Branch(":list")],
        Discriminator(_inherits_form),
    ] = "all"
    targets: tuple[Target, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    documents: tuple["DocumentRef", ...] = ()
    media: tuple[Media, ...] = ()
    description: Localized | None = None


def _read_document(node: Any) -> Any:
    """A document is a source, or the name of a file under content/files/."""
    if isinstance(node, str) and "." in node and "://" not in node:
        return {"file": node}
    return node


_FileName = Annotated[str, form("file-name", string(r"(?!.*://).*\..*"))]
DocumentRef = Annotated[
    SourceRef,
    BeforeValidator(_read_document, json_schema_input_type=SourceRef | _FileName),
]


class Coverage(Part):
    """How many of how many were assessed."""

    assessed: Whole
    total: Whole


class Response(Part):
    """What the assessed body says of a result."""

    text: Localized
    date: Fuzzy | None = None


class Result(Shared):
    """One fact about one organization at one time."""

    organization: Id
    indicator: Id | None = None
    target: TargetName | None = None
    period: PeriodField | None = None
    as_of: Fuzzy | None = None
    value: Value | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    distribution: Mapping[Code, Whole] | None = None
    not_rated: Mapping[Code, Whole] | None = None
    missing: Literal["not-collected", "not-applicable", "suppressed", "unknown"] | None = None
    breakdown: Mapping[Id, Mapping[Code, Number]] | None = None
    status: Literal["provisional", "final", "withdrawn"] = "final"
    flag: Literal["estimated", "forecast", "imputed", "break", "low-reliability"] | None = None
    assessment: Literal["self", "superior", "independent", "official"] = "official"
    revision: Whole = 0
    revision_reason: Localized | None = None
    issued: Day | None = None
    population: Whole | None = None
    coverage: Coverage | None = None
    text: Localized | None = None
    response: Response | None = None


class RowFilter(Part):
    """Any part of a result's natural key: the rows that have it are meant."""

    organization: Id | None = None
    indicator: Id | None = None
    target: TargetName | None = None
    period: PeriodField | None = None
    as_of: Fuzzy | None = None
    assessment: Literal["self", "superior", "independent", "official"] | None = None
    revision: Whole | None = None


class About(Part):
    """What an announcement is about."""

    programmes: tuple[Id, ...] = ()
    agreements: tuple[Id, ...] = ()
    organizations: tuple[Id, ...] = ()
    indicators: tuple[Id, ...] = ()
    results: tuple[RowFilter, ...] = ()


class Correction(Part):
    """What was wrong in a published announcement."""

    date: Day
    text: Localized
    severity: Literal["minor", "substantive"] = "substantive"


class Unchecked(Part):
    """A number in an announcement's text that no record holds, and why."""

    number: PlainText
    reason: Localized


class Announcement(Shared):
    """Launch news, results, a correction or a notice: the front matter of its page."""

    title: PlainText
    summary: PlainText
    kind: Literal["launch", "results", "correction", "notice"]
    published: Day | None = None
    date: Fuzzy | None = None
    updated: Day | None = None
    about: About | None = None
    media: tuple[Media, ...] = ()
    corrections: tuple[Correction, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()


class AnnouncementTranslation(Part):
    """The front matter of an announcement in another language."""

    title: PlainText
    summary: PlainText
    text_status: TextStatus | None = None


class ContentPage(Part):
    """The front matter of a hand-written page, in any language."""

    title: PlainText | None = None
    description: PlainText | None = None
    text_status: TextStatus | None = None


@dataclass(frozen=True, slots=True)
class RecordType:
    """A type of record: its folder under data/, the model of one record, and whether rows."""

    name: str
    model: type[BaseModel]


RECORD_TYPES: tuple[RecordType, ...] = (
    RecordType("organizations", Organization),
    RecordType("scales", Scale),
    RecordType("indicators", Indicator),
    RecordType("programmes", Programme),
    RecordType("agreements", Agreement),
    RecordType("results", Result),
    RecordType("sources", Source),
)
