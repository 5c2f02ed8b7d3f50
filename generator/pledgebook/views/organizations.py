"""Organizations: the list along the hierarchy, and a page for each.

Knows what a reader wants of an organization first. Must not compute a verdict.
"""

from collections.abc import Iterator
from functools import partial

from pledgebook import links
from pledgebook.entries import Entry
from pledgebook.markup import EMPTY, Safe, element, escape, link, plain
from pledgebook.records import Organization, OtherName, Result
from pledgebook.status import Verdict
from pledgebook.views import answers, pictures, results, verdicts
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
from pledgebook.views.directory import classification, directory_pages, table
from pledgebook.views.origins import cite_figure, history_section
from pledgebook.views.sheet import Edition, Sheet, day_key, facts
from pledgebook.views.watch import Later
from pledgebook.views.ways import ancestors, crumbs

KIND = "organizations"
MOST_CHILDREN = 500  # that are shown with their verdicts


def pages(edition: Edition) -> Iterator[PageView | Later]:
    """The directory of organizations and a page for each."""
    if edition.model.organizations:
        yield from directory_pages(edition)
    for entry in edition.model.organizations.values():
        path = links.record_path(KIND, entry.id)
        yield Later(path, (entry.id,), partial(_page, entry=entry))


def _counts(edition: Edition, id_: str) -> answers.Counts:
    return answers.count(edition.statuses.of_organization(id_))


def _page(edition: Edition, entry: Entry[Organization]) -> PageView:
    sheet = Sheet(edition, links.record_path(KIND, entry.id))
    record = entry.record
    counts = _counts(edition, entry.id)
    lead = answers.sentence(sheet, counts, "targets")
    rest = present(
        _facts(sheet, record),
        *sheet.paragraphs(record.description, record),
        *sheet.paragraphs(record.note, record, "note"),
        _targets(sheet, entry.id),
        *_results(sheet, entry.id),
        _children(sheet, entry.id),
        _agreements(sheet, entry.id),
        _programmes(sheet, entry.id),
        announcements_about(sheet, KIND, entry.id),
        sources := sheet.sources_section(record.sources),
        history_section(sheet, entry),
    )
    top = (Paragraph(lead, "lead"), answers.tally(sheet, counts), answers.basis(sheet, sources))
    name = edition.name(entry)
    return PageView(
        sheet.path,
        "organization",
        name,
        sheet.text(record.name, record),
        plain(_description(sheet, record, lead)),
        (*present(*top), *rest),
        f"{entry.file.path}:{entry.line}",
        crumbs=crumbs(sheet, KIND, ancestors(sheet, entry.id)),
    )


def _description(sheet: Sheet, record: Organization, lead: Safe) -> Safe:
    code = record.classification
    kind = sheet.bare(sheet.edition.classifications.get(code)) if code else EMPTY
    return sheet.sentences([sheet.bare(record.name), kind, lead])


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
    chip = Safe(f"{verdicts.chip(sheet, verdict)}{_before(sheet, verdict)}")
    keys = ("", day_key(verdict.period or verdict.terms.due), verdicts.rank(verdict.state), "")
    return Row((name, shown, chip, working), keys=keys)


def _before(sheet: Sheet, verdict: Verdict) -> Safe:
    """The status of the period before, for a target that recurs."""
    past = verdict.history[-1] if verdict.history else None
    if past is None or past.period is None:
        return EMPTY
    period = escape(sheet.language.period(past.period))
    status = sheet.say(f"state.{past.state.value}")
    return element("small", sheet.say("verdict.before", period=period, status=status))


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
    """Results by indicator; those of yes/no targets last. Of whom something is asked, it is said
    when nothing is there."""
    rows = sheet.edition.rows(sheet.model.rows_by_organization.get(id_, ()))
    if not rows and _counts(sheet.edition, id_).asked:
        yield section(
            "results", sheet.say("section.results"), Paragraph(sheet.say("empty.results"))
        )
        return
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
    """Those directly below, with their verdicts; very many by name only."""
    children = sheet.model.children.get(id_, ())
    heading = sheet.say("section.children")
    if len(children) > MOST_CHILDREN:
        names = tuple(sheet.organization(child) for child in children)
        return section("children", heading, Bullets(names, "columns"))
    found = [(sheet.model.organizations[child], 0) for child in children]
    caption = sheet.say("organizations.caption", n=len(found))
    return section("children", heading, table(sheet, caption, found, parents=False))


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
