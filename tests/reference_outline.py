"""Which pages the reference of records has, and what their parts and kinds are called.

Every model stands on exactly one page; a test says which is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from pledgebook import records as r

Model = type[BaseModel]
# These say again what a target says, for one organization or from a date on.
AS_IN_A_TARGET = (r.OwnTerms, r.TargetChange)


@dataclass(frozen=True, slots=True)
class PageOfRecords:
    """A page of the reference: its file, title, first words, and the models in their order."""

    name: str
    title: str
    intro: str
    models: tuple[Model, ...]


def _stored(kind: str) -> str:
    return (
        f"Each stands in a file of its own, `data/{kind}/ID.yml`, or all in one, "
        f"`data/{kind}.yml`, each under its id."
    )


PAGES: tuple[PageOfRecords, ...] = (
    PageOfRecords(
        "site",
        "The site's settings",
        "The file `data/site.yml` holds them. Two are needed: `title` and `languages`.",
        (r.Site, r.Repository, r.Colours),
    ),
    PageOfRecords(
        "organizations",
        "Organizations",
        _stored("organizations"),
        (r.Organization, r.Area, r.Identifier, r.OtherName),
    ),
    PageOfRecords("scales", "Scales", _stored("scales"), (r.Scale,)),
    PageOfRecords(
        "indicators",
        "Indicators",
        _stored("indicators"),
        (r.Indicator, r.Unit, r.Dimension, r.AppliesTo, r.Reference),
    ),
    PageOfRecords(
        "programmes",
        "Programmes",
        _stored("programmes"),
        (r.Programme, r.Criterion, r.Designation, r.ProgrammeCounts),
    ),
    PageOfRecords(
        "agreements",
        "Agreements",
        _stored("agreements"),
        (r.Agreement, r.Party, r.AgreementCounts),
    ),
    PageOfRecords(
        "targets",
        "Targets and amendments",
        "Targets stand under `targets` of a programme or an agreement, amendments under "
        "`amendments`. Results name a target as OWNER/ID.",
        (
            *(r.Target, r.PeriodValue, r.Interim, r.Range, r.Scope, r.Rollup),
            *(r.OwnTerms, r.Amendment, r.TargetChange),
        ),
    ),
    PageOfRecords(
        "results",
        "Results",
        "Rows under `results`, in `data/results.yml` or in any file of `data/results/`. What "
        "stands under `defaults` of a file holds for all its rows.",
        (r.Result, r.Coverage, r.Response),
    ),
    PageOfRecords("sources", "Sources", _stored("sources"), (r.Source,)),
    PageOfRecords(
        "announcements",
        "Announcements and pages",
        "Announcements are Markdown files `content/announcements/DATE-NAME.md`; their fields stand "
        "between two lines `---` at the top. A translation stands beside it: `DATE-NAME.vi.md`.",
        (
            *(r.Announcement, r.About, r.RowFilter, r.Correction, r.Unchecked),
            *(r.AnnouncementTranslation, r.ContentPage),
        ),
    ),
    PageOfRecords(
        "common",
        "What many records have",
        "Fields of every record, the parts that several types share, and the kinds of values.",
        (r.Shared, r.Named, r.Body, r.Span, r.Place, r.SchemeCode, r.Media),
    ),
)
HOME: Mapping[Model, str] = {model: page.name for page in PAGES for model in page.models}
TITLES: Mapping[Model, str] = {
    r.Site: "Settings",
    r.Shared: "Every record",
    r.Named: "Code and name",
    r.OwnTerms: "Own terms of one organization",
    r.TargetChange: "What an amendment changes",
    r.PeriodValue: "Baseline",
    r.Interim: "Interim value",
    r.ProgrammeCounts: "Declared numbers of a programme",
    r.AgreementCounts: "Declared numbers of an agreement",
    r.AnnouncementTranslation: "Translation of an announcement",
    r.ContentPage: "Hand-written page",
    r.RowFilter: "Rows that are meant",
    r.Unchecked: "Unchecked number",
    r.Body: "Who issued or published",
    r.Span: "From one date to another",
    r.SchemeCode: "Code in a scheme",
}


# What each kind of value is called in a table, and where more is said of it: on a type's page, or
# under its name on the page of what many records have.
KINDS: Mapping[str, tuple[str, str]] = {
    "text": ("words", ""),
    "localized": ("text", ""),
    "id": ("id", ""),
    "code": ("code", ""),
    "target-name": ("target's name", ""),
    "language": ("language tag", ""),
    "url": ("web address", ""),
    "number": ("number", ""),
    "whole-number": ("whole number", ""),
    "boolean": ("true or false", ""),
    "value": ("figure", ""),
    "date": ("day", ""),
    "fuzzy-date": ("date", ""),
    "period": ("period", ""),
    "month-day": ("day of the year", ""),
    "colour": ("colour", ""),
    "file-name": ("file name", ""),
    "organizations": ("organization's id", "organizations"),
    "scales": ("scale's id", "scales"),
    "indicators": ("indicator's id", "indicators"),
    "programmes": ("programme's id", "programmes"),
    "agreements": ("agreement's id", "agreements"),
    "sources": ("source's id", "sources"),
    "inherited": ("id of a target of the programme", "targets"),
    "dimensions": ("dimension's id", "indicators"),
    "classifications": ("code of a classification", "site"),
    "levels": ("code of a level", "scales"),
    "reasons": ("code of a reason", "scales"),
    "categories": ("code of a part", "indicators"),
    "targets": ("target's name, OWNER/ID", "targets"),
    "languages": ("language of the site", "site"),
}
