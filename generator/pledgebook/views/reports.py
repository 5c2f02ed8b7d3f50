"""The pages about the whole: status, changes, data, method.

Knows what was due and is missing, and what has changed. Must not compute a verdict.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from pledgebook.entries import Entry
from pledgebook.languages import FALLBACK
from pledgebook.links import record_path
from pledgebook.markup import EMPTY, Safe, escape
from pledgebook.model import Article
from pledgebook.records import Agreement, Party, Result
from pledgebook.status import State, Verdict
from pledgebook.values import FuzzyDate
from pledgebook.views import results, verdicts
from pledgebook.views.about import announcement_link
from pledgebook.views.amendments import changed_targets
from pledgebook.views.blocks import (
    Bullets,
    Column,
    Facts,
    PageView,
    Paragraph,
    Prose,
    Row,
    Section,
    Table,
    present,
    section,
)
from pledgebook.views.mistakes import report_section
from pledgebook.views.origins import dates
from pledgebook.views.sheet import Edition, Sheet, day_key
from pledgebook.views.subscribe import feed_links
from pledgebook.views.translations import lagging_texts


def pages(edition: Edition) -> Iterator[PageView]:
    """Status, changes and method: one page each."""
    yield _status(edition)
    yield _changes(edition)
    yield _method(edition)


def _page(sheet: Sheet, name: str, *blocks: Paragraph | Facts | Section | Prose | None) -> PageView:
    title = sheet.language.word(f"section.{name}")
    description = sheet.language.word(f"{name}.description")
    lead = Paragraph(escape(description), "lead")
    there = present(lead, *blocks, sheet.sources_section())
    return PageView(sheet.path, name, title, escape(title), description, there)


def _status(edition: Edition) -> PageView:
    sheet = Sheet(edition, "status.md")
    found = edition.statuses.verdicts
    every = [past for v in found for past in (v, *reversed(v.history))]
    missing = [v for v in every if v.state is State.NO_DATA]
    late = [v for v in every if v.late]
    provisional = [v for v in every if v.provisional]
    open_ = [v for v in found if v.state is State.NOT_DUE]
    counts = _counts(found)
    return _page(
        sheet,
        "status",
        dates(sheet),
        Paragraph(verdicts.counts_words(sheet, counts, sum(v.withdrawn for v in found)), "counts"),
        _missing(sheet, missing) if found else None,
        _verdicts(sheet, "late", late),
        _verdicts(sheet, "provisional", provisional),
        _verdicts(sheet, "not-due", open_),
        _not_collected(sheet),
        _lagging(sheet),
    )


def _counts(found: Iterable[Verdict]) -> dict[State, int]:
    counts: dict[State, int] = {}
    for verdict in found:
        if not verdict.withdrawn:
            counts[verdict.state] = counts.get(verdict.state, 0) + 1
    return counts


def _missing(sheet: Sheet, found: list[Verdict]) -> Section | None:
    """What was due and is not there; that nothing is missing is said, too."""
    none = section("missing", sheet.say("status.missing"), Paragraph(sheet.say("empty.missing")))
    return _verdicts(sheet, "missing", found) or none


def _verdicts(sheet: Sheet, name: str, found: list[Verdict]) -> Section | None:
    heads = ("organization", "target", "period", "verdict", "working")
    columns = tuple(
        Column(sheet.say(f"column.{head}"), choice=head in ("target", "period")) for head in heads
    )
    rows = tuple(
        Row(
            (
                sheet.organization(v.organization),
                sheet.to(
                    record_path(v.target.owner.type, v.target.owner.id),
                    sheet.text(v.target.target.statement),
                    verdicts.address(v),
                ),
                escape(sheet.language.period(v.period))
                if v.period
                else verdicts.due(sheet, v.terms),
                verdicts.chip(sheet, v),
                verdicts.working(sheet, v),
            ),
            keys=("", "", day_key(v.period or v.terms.due), verdicts.rank(v.state), ""),
        )
        for v in found
    )
    caption = sheet.say(f"status.{name}.caption", n=len(rows))
    return section(name, sheet.say(f"status.{name}"), Table(caption, columns, rows))


def _not_collected(sheet: Sheet) -> Section | None:
    """Rows that say themselves that a figure is missing, and why."""
    rows = [r for r in sheet.edition.rows(sheet.model.results) if r.record.missing]
    caption = sheet.say("status.said-missing.caption", n=len(rows))
    table = results.table(
        sheet, rows, caption, by_organization=True, with_subject=True, anchors=False
    )
    return section("said-missing", sheet.say("status.said-missing"), table)


def _lagging(sheet: Sheet) -> Section | None:
    """Texts that are not there in the page's language, by record."""
    items = tuple(
        Safe(f"{sheet.record(kind, id_)}: {sheet.say('status.texts', n=n)}")
        for kind, id_, n in lagging_texts(sheet.edition)
    )
    return section("translations", sheet.say("status.translations"), Bullets(items))


def _changes(edition: Edition) -> PageView:
    sheet = Sheet(edition, "changes.md")
    blocks = (_revisions(sheet), _corrections(sheet), _amendments(sheet), _members(sheet))
    nothing = None if any(blocks) else Paragraph(sheet.say("changes.none"))
    told = (*blocks, feed_links(sheet, "changes"), report_section(sheet))
    return _page(sheet, "changes", nothing, *told)


def _revisions(sheet: Sheet) -> Section | None:
    heads = ("organization", "subject", "time", "old", "new", "reason", "date")
    columns = tuple(Column(sheet.say(f"column.{head}")) for head in heads)
    shown = tuple(
        _revision(sheet, row.record, old.record if old else None)
        for row, old in revised(sheet.edition)
    )
    caption = sheet.say("changes.revisions.caption", n=len(shown))
    return section("revisions", sheet.say("changes.revisions"), Table(caption, columns, shown))


def revised(edition: Edition) -> Iterator[tuple[Entry[Result], Entry[Result] | None]]:
    """The rows that revise a published figure or withdraw it, each with the row before it."""
    rows = edition.rows(edition.model.results)
    by_key = {_key(row, row.record.revision): row for row in rows}
    for row in rows:
        if row.record.revision or row.record.status == "withdrawn":
            yield row, by_key.get(_key(row, row.record.revision - 1))


def revision_anchor(row: Result) -> str:
    """The permanent anchor of a revision on the page of changes."""
    return f"{row.organization}--{results.anchor(row)}--{row.assessment}-{row.revision}"


def _key(row: Entry[Result], revision: int) -> tuple[object, ...]:
    r = row.record
    when = r.period or r.as_of
    return (r.organization, r.indicator, r.target, when, r.assessment, revision)


def _revision(sheet: Sheet, row: Result, old: Result | None) -> Row:
    return Row(
        (
            sheet.organization(row.organization),
            results.subject(sheet, row),
            results.time(sheet, row),
            results.value(sheet, old) if old else EMPTY,
            results.value(sheet, row),
            sheet.text(row.revision_reason, row),
            sheet.date(row.issued),
        ),
        revision_anchor(row),
    )


def _corrections(sheet: Sheet) -> Section | None:
    columns = tuple(
        Column(sheet.say(f"column.{h}")) for h in ("date", "announcement", "correction")
    )
    rows = tuple(
        Row(
            (sheet.date(c.date), announcement_link(sheet, article), sheet.text(c.text)),
            correction_anchor(article, number),
        )
        for article in sheet.edition.articles()
        for number, c in enumerate(article.entry.record.corrections, 1)
    )
    caption = sheet.say("corrections.caption", n=len(rows))
    return section("corrections", sheet.say("section.corrections"), Table(caption, columns, rows))


def _amendments(sheet: Sheet) -> Section | None:
    columns = tuple(
        Column(sheet.say(f"column.{h}")) for h in ("date", "record", "targets", "rationale")
    )
    rows = tuple(
        Row(
            (
                sheet.date(amendment.date),
                sheet.record(owner.type, owner.id),
                changed_targets(sheet, owner, amendment),
                sheet.text(amendment.rationale),
            )
        )
        for owner in sheet.model.owners
        for amendment in owner.record.amendments
    )
    caption = sheet.say("amendments.caption", n=len(rows))
    return section("amendments", sheet.say("section.amendments"), Table(caption, columns, rows))


def correction_anchor(article: Article, number: int) -> str:
    """The permanent anchor of an announcement's n-th correction on the page of changes."""
    return f"correction-{article.id}-{number}"


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A party that joined an agreement after it was signed, or left it."""

    agreement: Entry[Agreement]
    party: Party
    event: str
    day: FuzzyDate

    @property
    def anchor(self) -> str:
        """Its permanent anchor on the page of changes."""
        return f"{self.agreement.id}--{self.party.organization}--{self.event}-{self.day.first}"


def members(edition: Edition) -> list[MemberChange]:
    """Who joined an agreement after it was signed, and who left, in order of time."""
    found = [
        MemberChange(agreement, party, event, day)
        for agreement in edition.model.agreements.values()
        for party in agreement.record.parties
        for event, day in (("joined", party.signed), ("left", party.withdrawn))
        if day
    ]
    return sorted(found, key=lambda change: change.day.first)


def _members(sheet: Sheet) -> Section | None:
    columns = tuple(
        Column(sheet.say(f"column.{h}")) for h in ("date", "organization", "event", "remarks")
    )
    rows = tuple(_member(sheet, change) for change in members(sheet.edition))
    caption = sheet.say("changes.members.caption", n=len(rows))
    return section("members", sheet.say("changes.members"), Table(caption, columns, rows))


def _member(sheet: Sheet, change: MemberChange) -> Row:
    name = sheet.record("agreements", change.agreement.id)
    cells = (
        sheet.date(change.day),
        sheet.organization(change.party.organization),
        sheet.say(f"changes.{change.event}", name=name),
        sheet.text(change.party.note, change.party),
    )
    return Row(cells, change.anchor)


def _method(edition: Edition) -> PageView:
    """How a status is computed, in words, with the site's own thresholds."""
    sheet = Sheet(edition, "method.md")
    folder = files("pledgebook") / "method"
    tag = edition.language.tag if (folder / f"{edition.language.tag}.md").is_file() else FALLBACK
    text = (folder / f"{tag}.md").read_text(encoding="utf-8")
    site = edition.model.site
    pace = site.on_track if site.on_track is not None else edition.statuses.on_track
    filled = text.replace("{on_track}", sheet.percent((pace * 100).normalize()))
    filled = filled.replace("{report_within}", sheet.number(site.report_within))
    foreign = tag != edition.language.tag
    body = Prose(
        Safe(filled),
        tag if foreign else "",
        "ltr" if foreign and edition.language.direction == "rtl" else "",
    )
    return _page(sheet, "method", body)
