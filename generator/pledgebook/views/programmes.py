"""Programmes: the list, and a page for each with criteria, designations and targets.

Knows what a reader wants of a programme first. Must not compute a verdict.
"""

from collections.abc import Iterable, Iterator, Sequence

from pledgebook import links
from pledgebook.entries import Entry
from pledgebook.markup import EMPTY, Safe, escape, join, plain
from pledgebook.model import TargetEntry
from pledgebook.records import Programme
from pledgebook.status import RollupVerdict, State, Verdict
from pledgebook.views import answers, verdicts
from pledgebook.views.about import announcements_about
from pledgebook.views.agreements import target_facts, target_heading
from pledgebook.views.amendments import amendments_section
from pledgebook.views.blocks import (
    Bullets,
    Column,
    Facts,
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
from pledgebook.views.origins import history_section
from pledgebook.views.sheet import Edition, Sheet, day_key, facts
from pledgebook.views.ways import crumbs

KIND = "programmes"


def pages(edition: Edition) -> Iterator[PageView]:
    """The list of programmes and a page for each."""
    if edition.model.programmes:
        yield _list(edition)
    for entry in edition.model.programmes.values():
        yield _page(edition, entry)


def _list(edition: Edition) -> PageView:
    sheet = Sheet(edition, links.section_path(KIND))
    columns = (
        Column(sheet.say("column.programme")),
        Column(sheet.say("column.initiator")),
        Column(sheet.say("column.launched")),
        Column(sheet.say("column.targets"), numeric=True),
    )
    rows = tuple(
        Row(
            (
                sheet.record(KIND, entry.id),
                sheet.organization(entry.record.initiator) if entry.record.initiator else EMPTY,
                sheet.date(entry.record.launched),
                sheet.number(len(entry.record.targets)),
            ),
            keys=("", "", day_key(entry.record.launched), str(len(entry.record.targets))),
        )
        for entry in edition.model.programmes.values()
    )
    return list_page(sheet, KIND, columns, rows)


def targets_of(sheet: Sheet, entry: Entry[Programme]) -> tuple[TargetEntry, ...]:
    """The programme's own targets, in its order."""
    return tuple(sheet.model.targets[f"{entry.id}/{t.id}"] for t in entry.record.targets)


def _page(edition: Edition, entry: Entry[Programme]) -> PageView:
    sheet = Sheet(edition, links.record_path(KIND, entry.id))
    record = entry.record
    targets = targets_of(sheet, entry)
    lead = answers.after(sheet, _extent(sheet, entry), _counts(sheet, targets))
    rest = present(
        _facts(sheet, record),
        *sheet.paragraphs(record.description, record),
        *sheet.paragraphs(record.note, record, "note"),
        _criteria(sheet, record),
        _designations(sheet, record),
        _targets(sheet, targets),
        _matrix(sheet, targets),
        section("history", sheet.say("section.history"), *(_history(sheet, t) for t in targets)),
        amendments_section(sheet, entry),
        section("agreements", sheet.say("section.agreements"), Bullets(_agreements(sheet, entry))),
        _timeline(sheet, entry),
        announcements_about(sheet, KIND, entry.id),
        sources := sheet.sources_section((*record.legal_basis, *record.sources)),
        history_section(sheet, entry),
    )
    top = present(Paragraph(lead, "lead"), promises(sheet, targets), answers.basis(sheet, sources))
    return PageView(
        sheet.path,
        "programme",
        edition.name(entry),
        sheet.text(record.name, record),
        plain(sheet.sentences([sheet.bare(record.name), lead])),
        (*top, *rest),
        f"{entry.file.path}:{entry.line}",
        crumbs=crumbs(sheet, KIND),
    )


def _targets(sheet: Sheet, targets: Sequence[TargetEntry]) -> Section | None:
    none = None if targets else Paragraph(sheet.say("empty.targets"))
    subs = (_target(sheet, target) for target in targets)
    return section("targets", sheet.say("section.targets"), none, *subs)


def _extent(sheet: Sheet, entry: Entry[Programme]) -> Safe:
    """How many targets and agreements the programme has."""
    targets, agreements = len(entry.record.targets), len(_agreements(sheet, entry))
    if not agreements:
        return sheet.say("answer.sentence", clauses=sheet.say("agreement.targets", n=targets))
    under = sheet.say("programme.agreements", n=agreements)
    return sheet.say("programme.lead", n=targets, agreements=under)


def _counts(sheet: Sheet, targets: Iterable[TargetEntry]) -> answers.Counts:
    statuses = sheet.edition.statuses
    return answers.count(v for target in targets for v in statuses.of_target(target.name))


def promises(sheet: Sheet, targets: Iterable[TargetEntry]) -> Promises:
    """What was promised in a line each, and what came of it among those who are asked."""
    items = []
    for target in targets:
        rollup = sheet.edition.statuses.rollup(target.name)
        if rollup is not None:
            counts = answers.count(rollup.verdicts)
            said = answers.sentence(sheet, counts, "organizations")
            statement = sheet.target(target.name)
            items.append(Promise(statement, said, answers.tally(sheet, counts)))
    return Promises(tuple(items))


def _facts(sheet: Sheet, record: Programme) -> Facts:
    launched = sheet.date(record.launched)
    return facts(
        sheet,
        ("kind", sheet.text(record.kind, record)),
        ("initiator", sheet.organization(record.initiator) if record.initiator else EMPTY),
        ("launched", Safe(f"{launched}{sheet.assumed(record, 'launched')}") if launched else EMPTY),
        ("term", sheet.span(record.term.start, record.term.end) if record.term else EMPTY),
        ("cancelled", sheet.date(record.cancelled)),
        ("legal_basis", sheet.clauses([sheet.source(s) for s in record.legal_basis])),
    )


def _criteria(sheet: Sheet, record: Programme) -> Section | None:
    items = tuple(sheet.text(c.name, record) for c in record.criteria)
    return section("criteria", sheet.say("section.criteria"), Bullets(items, "numbered"))


def _designations(sheet: Sheet, record: Programme) -> Section | None:
    names = {c.id: c.name for c in record.criteria}
    columns = tuple(Column(sheet.say(f"column.{name}")) for name in ("designation", "criteria"))
    rows = tuple(
        Row(
            (
                sheet.text(d.name, record),
                sheet.language.listed_safe(
                    [sheet.text(names[c]) for c in d.criteria if c in names]
                ),
            ),
            d.id,
        )
        for d in record.designations
    )
    caption = sheet.say("designations.caption", n=len(rows))
    return section("designations", sheet.say("section.designations"), Table(caption, columns, rows))


def _target(sheet: Sheet, target: TargetEntry) -> Section | None:
    """A target: what it asks, its roll-up in words, who did not meet it, who did not report."""
    rollup = sheet.edition.statuses.rollup(target.name)
    return section(
        target.target.id,
        target_heading(sheet, target),
        Paragraph(rollup_line(sheet, rollup), "counts") if rollup else None,
        target_facts(sheet, target),
        *_named(sheet, rollup),
        level=3,
    )


def rollup_line(sheet: Sheet, rollup: RollupVerdict) -> Safe:
    """The roll-up's chip, its period and its counts in words."""
    period = (
        sheet.say("rollup.period", period=escape(sheet.language.period(rollup.period)))
        if rollup.period
        else EMPTY
    )
    parts = [verdicts.chip(sheet, rollup), period, verdicts.rollup_words(sheet, rollup)]
    return join([part for part in parts if part], Safe(" "))


def _named(sheet: Sheet, rollup: RollupVerdict | None) -> Iterator[Paragraph]:
    for state in (State.NOT_MET, State.NO_DATA):
        names = [
            sheet.organization(v.organization)
            for v in (rollup.verdicts if rollup else ())
            if v.state is state
        ]
        if names:
            yield Paragraph(
                sheet.say(f"named.{state.value}", names=sheet.language.listed_safe(names)), "note"
            )


def _history(sheet: Sheet, target: TargetEntry) -> Table | None:
    """Earlier periods of a recurring target, a row for each organization and period."""
    rollup = sheet.edition.statuses.rollup(target.name)
    if rollup is None or not any(v.history for v in rollup.verdicts):
        return None
    columns = tuple(
        Column(sheet.say(f"column.{name}"))
        for name in ("organization", "period", "verdict", "working")
    )
    rows = tuple(
        Row(
            (
                sheet.organization(past.organization),
                escape(sheet.language.period(past.period)) if past.period else EMPTY,
                verdicts.chip(sheet, past),
                verdicts.working(sheet, past),
            ),
            keys=("", day_key(past.period), verdicts.rank(past.state), ""),
        )
        for verdict in rollup.verdicts
        for past in reversed(verdict.history)
    )
    return Table(
        sheet.say("history.caption", name=sheet.bare(rollup.target.target.statement)), columns, rows
    )


def _matrix(sheet: Sheet, targets: tuple[TargetEntry, ...]) -> Section | None:
    """Organizations × targets, each cell the state with its working on the target's line."""
    found: dict[str, dict[str, Verdict]] = {}
    for target in targets:
        for verdict in sheet.edition.statuses.of_target(target.name):
            found.setdefault(verdict.organization, {})[target.name] = verdict
    columns = (
        Column(sheet.say("column.organization")),
        *(Column(sheet.text(target.target.statement)) for target in targets),
    )
    ids = sorted(found, key=sheet.model_order)
    rows = tuple(
        Row(
            (
                sheet.organization(id_),
                *(_cell(sheet, found[id_].get(target.name)) for target in targets),
            ),
            keys=("", *(_cell_key(found[id_].get(target.name)) for target in targets)),
        )
        for id_ in ids
    )
    caption = sheet.say("matrix.caption")
    return section("matrix", sheet.say("section.matrix"), Table(caption, columns, rows))


def _cell_key(verdict: Verdict | None) -> str:
    return verdicts.rank(verdict.state) if verdict else "9"


def _cell(sheet: Sheet, verdict: Verdict | None) -> Safe:
    if verdict is None:
        return sheet.say("matrix.not-addressed")
    working = verdicts.working(sheet, verdict)
    shown = Safe(f"{verdicts.chip(sheet, verdict)} <small>{working}</small>")
    return Safe(f'<span id="{verdicts.address(verdict)}">{shown}</span>')


def _agreements(sheet: Sheet, entry: Entry[Programme]) -> tuple[Safe, ...]:
    found = sheet.model.agreements_by_programme.get(entry.id, ())
    return tuple(sheet.record("agreements", agreement.id) for agreement in found)


def _timeline(sheet: Sheet, entry: Entry[Programme]) -> Section | None:
    """What happened when: legal basis, launch, signings, amendments, end."""
    record = entry.record
    events: list[tuple[object, Safe, Safe]] = []

    def add(when: object, words: Safe) -> None:
        if when is not None:
            events.append((when, sheet.date(when), words))  # type: ignore[arg-type]

    for source in record.legal_basis:
        cited = sheet.model.sources.get(source) if isinstance(source, str) else None
        issued = cited.record.issued if cited else None
        add(issued, sheet.say("timeline.legal-basis", name=sheet.source(source)))
    add(record.launched, sheet.say("timeline.launched"))
    for agreement in sheet.model.agreements_by_programme.get(entry.id, ()):
        name = sheet.record("agreements", agreement.id)
        add(agreement.record.signed, sheet.say("timeline.signed", name=name))
    for amendment in record.amendments:
        add(amendment.date, sheet.say("timeline.amended", text=sheet.text(amendment.rationale)))
    add(record.cancelled, sheet.say("timeline.cancelled"))
    events.sort(key=lambda event: event[0].first)  # type: ignore[attr-defined]
    columns = tuple(Column(sheet.say(f"column.{name}")) for name in ("date", "event"))
    rows = tuple(Row((when, words)) for _, when, words in events)
    return section(
        "timeline",
        sheet.say("section.timeline"),
        Table(sheet.say("timeline.caption"), columns, rows),
    )
