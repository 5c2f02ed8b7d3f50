"""Organizations: the list along the hierarchy, and a page for each.

Knows what a reader wants of an organization first. Must not compute a verdict.
"""

from collections import Counter
from collections.abc import Iterator

from pledgebook import links
from pledgebook.entries import Entry
from pledgebook.markup import EMPTY, Safe, escape, link, plain
from pledgebook.records import Organization, OtherName, Result
from pledgebook.status import State, Verdict
from pledgebook.views import pictures, results, verdicts
from pledgebook.views.about import announcements_about
from pledgebook.views.blocks import (
    Bullets,
    Column,
    Facts,
    PageView,
    Paragraph,
    Row,
    Section,
    Table,
    present,
    section,
)
from pledgebook.views.lists import list_page
from pledgebook.views.origins import cite_figure, history_section
from pledgebook.views.sheet import Edition, Sheet, facts

KIND = "organizations"


def pages(edition: Edition) -> Iterator[PageView]:
    """The list of organizations and a page for each."""
    if edition.model.organizations:
        yield _list(edition)
    for entry in edition.model.organizations.values():
        yield _page(edition, entry)


def classification(sheet: Sheet, record: Organization) -> Safe:
    """The classification by name, marked when it is assumed."""
    if record.classification is None:
        return EMPTY
    shown = sheet.classification(record.classification)
    return Safe(f"{shown}{sheet.assumed(record, 'classification')}")


def _list(edition: Edition) -> PageView:
    sheet = Sheet(edition, links.section_path(KIND))
    model = edition.model
    columns = tuple(
        Column(sheet.say(f"column.{name}"))
        for name in ("organization", "classification", "parent", "verdicts")
    )
    rows = tuple(_list_row(sheet, entry) for entry in model.organizations.values())
    return list_page(sheet, KIND, columns, rows)


def _list_row(sheet: Sheet, entry: Entry[Organization]) -> Row:
    parent = entry.record.parent
    return Row(
        (
            sheet.organization(entry.id),
            classification(sheet, entry.record),
            sheet.organization(parent) if parent else EMPTY,
            verdicts.counts_words(sheet, *_counts(sheet.edition, entry.id)),
        )
    )


def _counts(edition: Edition, id_: str) -> tuple[dict[State, int], int]:
    found = edition.statuses.of_organization(id_)
    counts = Counter(v.state for v in found if not v.withdrawn)
    return dict(counts), sum(1 for v in found if v.withdrawn)


def _page(edition: Edition, entry: Entry[Organization]) -> PageView:
    sheet = Sheet(edition, links.record_path(KIND, entry.id))
    record = entry.record
    verdict_lead = _lead(sheet, entry)
    blocks = present(
        Paragraph(verdict_lead, "lead") if verdict_lead else None,
        _facts(sheet, record),
        *sheet.paragraphs(record.description, record),
        *sheet.paragraphs(record.note, record, "note"),
        _targets(sheet, entry.id),
        *_results(sheet, entry.id),
        _children(sheet, entry.id),
        _agreements(sheet, entry.id),
        _programmes(sheet, entry.id),
        announcements_about(sheet, KIND, entry.id),
        sheet.sources_section(record.sources),
        history_section(sheet, entry),
    )
    name = edition.name(entry)
    return PageView(
        sheet.path,
        "organization",
        name,
        sheet.text(record.name, record),
        plain(_description(sheet, record, verdict_lead)),
        blocks,
        f"{entry.file.path}:{entry.line}",
    )


def _description(sheet: Sheet, record: Organization, lead: Safe) -> Safe:
    code = record.classification
    kind = sheet.bare(sheet.edition.classifications.get(code)) if code else EMPTY
    return sheet.sentences([sheet.bare(record.name), kind, lead])


def _lead(sheet: Sheet, entry: Entry[Organization]) -> Safe:
    """The verdict sentence: how many targets, and how many in each state."""
    counts, withdrawn = _counts(sheet.edition, entry.id)
    total = sum(n for state, n in counts.items() if state is not State.NOT_APPLICABLE)
    if not counts and not withdrawn:
        return EMPTY
    words = verdicts.counts_words(sheet, counts, withdrawn)
    return sheet.say("organization.lead", n=total, counts=words)


def _facts(sheet: Sheet, record: Organization) -> Facts:
    area = record.area
    codes = [escape(f"{c.scheme} {c.code}") for c in area.codes] if area else []
    area_shown = sheet.commas((sheet.text(area.name) if area else EMPTY, *codes))
    identifiers = [escape(f"{i.scheme} {i.identifier}") for i in record.identifiers]
    others = [_other_name(sheet, other) for other in record.other_names]
    return facts(
        sheet,
        ("short_name", sheet.text(record.short_name, record)),
        ("classification", classification(sheet, record)),
        ("parent", _parent(sheet, record)),
        ("founded", sheet.date(record.founded)),
        ("dissolved", sheet.date(record.dissolved)),
        ("successors", sheet.commas([sheet.organization(i) for i in record.successors])),
        ("area", area_shown),
        ("identifiers", sheet.commas(identifiers)),
        ("other_names", sheet.commas(others)),
        ("url", link(record.url, record.url) if record.url else EMPTY),
    )


def _parent(sheet: Sheet, record: Organization) -> Safe:
    if not record.parent:
        return EMPTY
    return Safe(f"{sheet.organization(record.parent)}{sheet.assumed(record, 'parent')}")


def _other_name(sheet: Sheet, other: OtherName) -> Safe:
    when = sheet.span(other.start, other.end)
    name = sheet.text(other.name)
    return Safe(f"{name} ({when})") if when else name


def _targets(sheet: Sheet, id_: str) -> Section | None:
    found = sheet.edition.statuses.of_organization(id_)
    columns = tuple(
        Column(sheet.say(f"column.{name}")) for name in ("target", "period", "verdict", "working")
    )
    rows = tuple(_target_row(sheet, verdict) for verdict in found)
    caption = sheet.say(
        "organization.targets", name=sheet.edition.name(sheet.model.organizations[id_])
    )
    return section("targets", sheet.say("section.targets"), Table(caption, columns, rows))


def _target_row(sheet: Sheet, verdict: Verdict) -> Row:
    owner = verdict.target.owner
    path = links.record_path(owner.type, owner.id)
    statement = sheet.text(verdict.target.target.statement, verdict.target.target)
    name = sheet.to(path, statement, verdicts.address(verdict))
    period = escape(sheet.language.period(verdict.period)) if verdict.period else EMPTY
    when = verdicts.due(sheet, verdict.terms)
    shown = when if verdict.terms.due or not period else period
    working = Safe(f"{verdicts.working(sheet, verdict)}{_cite(sheet, verdict, shown)}")
    return Row((name, shown, verdicts.chip(sheet, verdict), working))


def _cite(sheet: Sheet, verdict: Verdict, when: Safe) -> Safe:
    words = (
        results.organization_name(sheet, verdict.organization),
        sheet.bare(verdict.target.target.statement),
        when,
        sheet.say(f"state.{verdict.state.value}"),
    )
    owner = verdict.target.owner
    path = links.record_path(owner.type, owner.id)
    url = sheet.edition.permanent_url(path, verdicts.address(verdict))
    rows = verdict.tested.rows if verdict.tested else ()
    return cite_figure(sheet, words, url, rows or (owner,))


def _results(sheet: Sheet, id_: str) -> Iterator[Section | None]:
    """Results by indicator; those of yes/no targets last."""
    rows = sheet.edition.rows(sheet.model.rows_by_organization.get(id_, ()))
    by_subject: dict[str, list[Entry[Result]]] = {}
    for row in rows:
        by_subject.setdefault(row.record.indicator or row.record.target or "", []).append(row)
    subs = []
    for subject, found in by_subject.items():
        first = found[0].record
        caption = results.subject_name(sheet, first)
        table = results.table(sheet, found, caption)
        chart = pictures.of_organization(sheet, id_, subject)
        heading = results.subject(sheet, first)
        subs.append(section(links.slug(subject), heading, chart, table, level=3))
    yield section("results", sheet.say("section.results"), *subs)


def _children(sheet: Sheet, id_: str) -> Section | None:
    items = tuple(sheet.organization(child) for child in sheet.model.children.get(id_, ()))
    return section("children", sheet.say("section.children"), Bullets(items, "columns"))


def _agreements(sheet: Sheet, id_: str) -> Section | None:
    items = []
    for agreement in sheet.model.agreements_by_party.get(id_, ()):
        roles = [p.role for p in agreement.record.parties if p.organization == id_]
        words = sheet.language.listed_safe([sheet.say(f"role.{role}") for role in roles])
        items.append(Safe(f"{sheet.record('agreements', agreement.id)} ({words})"))
    return section("agreements", sheet.say("section.agreements"), Bullets(tuple(items)))


def _programmes(sheet: Sheet, id_: str) -> Section | None:
    items = tuple(
        sheet.record("programmes", programme.id)
        for programme in sheet.model.programmes.values()
        if programme.record.initiator == id_
    )
    return section("programmes", sheet.say("section.initiated"), Bullets(items))
