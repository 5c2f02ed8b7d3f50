"""Agreements: the list, and a page for each with parties, targets and their verdicts.

Knows what a reader wants of an agreement first. Must not compute a verdict.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from pledgebook import links
from pledgebook.entries import Entry
from pledgebook.markup import EMPTY, Safe, element, escape, join, plain
from pledgebook.model import TargetEntry
from pledgebook.records import Agreement, Media, Party
from pledgebook.status import Verdict
from pledgebook.views import answers, verdicts
from pledgebook.views.about import announcements_about
from pledgebook.views.amendments import amendments_section
from pledgebook.views.blocks import (
    Bullets,
    Column,
    Facts,
    Figure,
    PageView,
    Paragraph,
    Promise,
    Promises,
    Row,
    Section,
    Table,
    present,
    section,
)
from pledgebook.views.lists import list_page
from pledgebook.views.origins import history_section, line_link
from pledgebook.views.sheet import Edition, Sheet, day_key, facts
from pledgebook.views.watch import Later
from pledgebook.views.ways import crumbs

KIND = "agreements"


def pages(edition: Edition) -> Iterator[PageView | Later]:
    """The list of agreements and a page for each."""
    if edition.model.agreements:
        yield _list(edition)
    for entry in edition.model.agreements.values():
        yield Later(links.record_path(KIND, entry.id), (), partial(_page, entry=entry))


def _list(edition: Edition) -> PageView:
    sheet = Sheet(edition, links.section_path(KIND))
    columns = (
        Column(sheet.say("column.agreement")),
        Column(sheet.say("column.signed")),
        Column(sheet.say("column.signatories"), numeric=True),
        Column(sheet.say("column.verdicts")),
    )
    rows = tuple(_list_row(sheet, entry) for entry in edition.model.agreements.values())
    return list_page(sheet, KIND, columns, rows)


def _list_row(sheet: Sheet, entry: Entry[Agreement]) -> Row:
    record, counts = entry.record, _counts(sheet, entry)
    signed = len(signatories(record))
    cells = (
        sheet.record(KIND, entry.id),
        sheet.date(record.signed),
        sheet.number(signed),
        answers.chips(sheet, counts),
    )
    return Row(cells, keys=("", day_key(record.signed), str(signed), answers.rank(counts)))


def signatories(record: Agreement) -> tuple[Party, ...]:
    """The parties that signed as signatories, whether or not they left later."""
    return tuple(party for party in record.parties if party.role == "signatory")


def _verdicts(
    sheet: Sheet, entry: Entry[Agreement]
) -> tuple[tuple[TargetEntry, tuple[Verdict, ...]], ...]:
    return sheet.edition.statuses.for_agreement(entry.id)


def _counts(sheet: Sheet, entry: Entry[Agreement]) -> answers.Counts:
    return answers.count(v for _, found in _verdicts(sheet, entry) for v in found)


def _page(edition: Edition, entry: Entry[Agreement]) -> PageView:
    sheet = Sheet(edition, links.record_path(KIND, entry.id))
    record = entry.record
    signed = sheet.say(
        "agreement.lead",
        n=len(signatories(record)),
        targets=sheet.say("agreement.targets", n=len(_verdicts(sheet, entry))),
    )
    lead = answers.after(sheet, signed, _counts(sheet, entry))
    rest = present(
        _facts(sheet, record),
        *sheet.paragraphs(record.description, record),
        *sheet.paragraphs(record.note, record, "note"),
        _parties(sheet, record),
        _targets(sheet, entry),
        amendments_section(sheet, entry),
        _documents(sheet, record),
        *figures(sheet, record.media),
        announcements_about(sheet, KIND, entry.id),
        sources := sheet.sources_section(record.sources),
        history_section(sheet, entry),
    )
    promises = _promises(sheet, entry)
    top = present(Paragraph(lead, "lead"), promises, answers.basis(sheet, sources))
    description = plain(sheet.sentences([sheet.bare(record.name), lead]))
    return PageView(
        sheet.path,
        "agreement",
        edition.name(entry),
        sheet.text(record.name, record),
        description,
        (*top, *rest),
        f"{entry.file.path}:{entry.line}",
        crumbs=crumbs(sheet, KIND),
    )


def _promises(sheet: Sheet, entry: Entry[Agreement]) -> Promises:
    """What was promised in a line each, and what came of it among the signatories."""
    items = []
    for target, found in _verdicts(sheet, entry):
        counts = answers.count(found)
        statement = sheet.to(sheet.path, sheet.text(target.target.statement), target.target.id)
        elsewhere = next(addressed_elsewhere(sheet, target, found), None)
        said = elsewhere.text if elsewhere else answers.sentence(sheet, counts, "organizations")
        items.append(Promise(statement, said, answers.tally(sheet, counts)))
    return Promises(tuple(items))


def _facts(sheet: Sheet, record: Agreement) -> Facts:
    signed = sheet.date(record.signed)
    term = sheet.span(record.term.start, record.term.end) if record.term else EMPTY
    return facts(
        sheet,
        ("kind", sheet.text(record.kind, record)),
        ("programme", sheet.record("programmes", record.programme) if record.programme else EMPTY),
        ("signed", Safe(f"{signed}{sheet.assumed(record, 'signed')}") if signed else EMPTY),
        ("place", sheet.place(record.place) if record.place else EMPTY),
        ("term", term),
        ("terminated", sheet.date(record.terminated)),
    )


def _parties(sheet: Sheet, record: Agreement) -> Section | None:
    heads = ("organization", "role", "signed", "withdrawn", "represented_by", "remarks")
    columns = tuple(Column(sheet.say(f"column.{head}")) for head in heads)
    rows = tuple(_party(sheet, party) for party in record.parties)
    table = Table(sheet.say("agreement.parties", n=len(rows)), columns, rows)
    return section("parties", sheet.say("section.parties"), table.without_empty_columns())


def _party(sheet: Sheet, party: Party) -> Row:
    remarks = [sheet.text(party.note, party)] if party.note else []
    if party.replaces:
        names = sheet.language.listed_safe([sheet.organization(i) for i in party.replaces])
        remarks.append(sheet.say("agreement.replaces", names=names))
    cited = sheet.cite(party.sources)
    if cited:
        remarks.append(cited)
    role = Safe(f"{sheet.say(f'role.{party.role}')}{sheet.assumed(party, 'role')}")
    return Row(
        (
            sheet.organization(party.organization),
            role,
            sheet.date(party.signed),
            sheet.date(party.withdrawn),
            sheet.text(party.represented_by, party),
            sheet.clauses(remarks),
        )
    )


def _targets(sheet: Sheet, entry: Entry[Agreement]) -> Section | None:
    subs = [target_section(sheet, entry, t, found) for t, found in _verdicts(sheet, entry)]
    none = None if subs else Paragraph(sheet.say("empty.targets"))
    return section("targets", sheet.say("section.targets"), none, *subs)


def target_section(
    sheet: Sheet, entry: Entry[Agreement], target: TargetEntry, found: Sequence[Verdict]
) -> Section | None:
    """A target on the agreement's page: what it asks of whom, and each signatory's verdict."""
    own = target.owner.name == entry.name
    facts_ = target_facts(sheet, target, inherited=not own)
    table = verdicts.by_organization(
        sheet, found, sheet.text(target.target.statement), anchors=True
    )
    return section(
        target.target.id,
        target_heading(sheet, target),
        facts_,
        *addressed_elsewhere(sheet, target, found),
        answers.tally(sheet, answers.count(found)),
        table,
        level=3,
    )


def addressed_elsewhere(
    sheet: Sheet, target: TargetEntry, found: Sequence[Verdict]
) -> Iterator[Paragraph]:
    """Says whom a target is addressed to when that is no signatory of this agreement."""
    if found and all(v.reason and v.reason.code == "not-in-scope" for v in found):
        addressees = [
            Safe(f"{sheet.organization(v.organization)} {verdicts.chip(sheet, v)}")
            for v in sheet.edition.statuses.of_target(target.name)
        ]
        if addressees:
            names = sheet.language.listed_safe(addressees)
            yield Paragraph(sheet.say("agreement.addressed-to", names=names), "note")


def target_heading(sheet: Sheet, target: TargetEntry) -> Safe:
    """What was promised; links to a former id of the target lead here too."""
    anchors = (element("span", "", id=links.target_anchor(old)) for old in target.target.former_ids)
    return join([*anchors, sheet.text(target.target.statement, target.target)])


def target_facts(sheet: Sheet, target: TargetEntry, *, inherited: bool = False) -> Facts:
    """What a target asks, by when, how binding it is, and whom it is addressed to."""
    record = target.target
    indicator = record.indicator
    owner = target.owner
    from_programme = (
        sheet.to(links.record_path(owner.type, owner.id), sheet.edition.name(owner), record.id)
        if inherited
        else EMPTY
    )
    when = verdicts.due(sheet, record)
    line = line_link(sheet, owner.file.path, owner.place(target.path).line)
    return facts(
        sheet,
        ("asks", join([p for p in (verdicts.terms(sheet, target), line) if p], Safe(" "))),
        ("when", Safe(f"{when}{sheet.assumed(record, 'due')}") if when else EMPTY),
        ("indicator", sheet.record("indicators", indicator) if indicator else EMPTY),
        (
            "commitment",
            sheet.say(f"commitment.{record.commitment}") if record.commitment else EMPTY,
        ),
        ("from", from_programme),
        ("note", sheet.text(record.note, record)),
        ("sources", sheet.cite(record.sources)),
    )


def _documents(sheet: Sheet, record: Agreement) -> Section | None:
    items = tuple(sheet.source(document) for document in record.documents)
    return section("documents", sheet.say("section.documents"), Bullets(items))


def figures(sheet: Sheet, media: Sequence[Media]) -> Iterator[Figure]:
    """Photos and documents with caption and credit."""
    for item in media:
        caption = [
            sheet.text(item.caption),
            sheet.text(item.credit),
            escape(item.licence or ""),
        ]
        yield Figure(
            Safe(sheet.file(item.file)),
            sheet.bare(item.alt),
            sheet.sentences(caption),
        )
