"""The home page and the hand-written pages.

Knows what a first visit should show. Must not compute a verdict.
"""

from collections import Counter
from collections.abc import Iterator

from pledgebook import links
from pledgebook.languages import load_language
from pledgebook.links import section_path
from pledgebook.markup import EMPTY, Safe, escape, join
from pledgebook.model import Page, Translation
from pledgebook.status import State
from pledgebook.views import verdicts
from pledgebook.views.about import announcement_link
from pledgebook.views.blocks import (
    Bullets,
    Card,
    Cards,
    Column,
    PageView,
    Paragraph,
    Prose,
    Row,
    Section,
    Table,
    present,
    section,
)
from pledgebook.views.origins import dates
from pledgebook.views.programmes import rollup_line, targets_of
from pledgebook.views.sheet import MARKED, Edition, Sheet

LATEST = 5


def pages(edition: Edition) -> Iterator[PageView]:
    """The home page, and every other page of `content/`."""
    yield _home(edition)
    for page in edition.model.pages.values():
        if page.path != "index":
            yield _content(edition, page)


def _home(edition: Edition) -> PageView:
    sheet = Sheet(edition, "index.md")
    site = edition.model.site
    title = edition.plain_text(site.title)
    page = edition.model.pages.get("index")
    intro = _prose(edition, page) if page else ()
    publisher = sheet.body(site.publisher)
    blocks = present(
        *intro,
        dates(sheet),
        Paragraph(sheet.say("home.publisher", name=publisher), "note") if publisher else None,
        Cards(tuple(_cards(sheet))),
        _programmes(sheet),
        _agreements(sheet),
        _latest(sheet),
        sheet.sources_section(),
    )
    words = page and _translation(edition, page)
    description = words.summary if words and words.summary else title
    return PageView("index.md", "home", title, sheet.text(site.title, site), description, blocks)


def _cards(sheet: Sheet) -> Iterator[Card]:
    """Key figures, each saying what is counted."""
    model = sheet.model
    counted = (
        ("organizations", len(model.organizations)),
        ("agreements", len(model.agreements)),
        ("targets", len(model.targets)),
    )
    for name, n in counted:
        if n:
            kind = "programmes" if name == "targets" and model.programmes else name
            path = section_path("agreements" if kind == "targets" else kind)
            label = sheet.to(path, sheet.say(f"home.{name}", n=n))
            yield Card(sheet.number(n), label)
    yield from _verdict_card(sheet)


def _verdict_card(sheet: Sheet) -> Iterator[Card]:
    found = [
        v
        for v in sheet.edition.statuses.verdicts
        if v.state is not State.NOT_APPLICABLE and not v.withdrawn
    ]
    if not found:
        return
    reported = [v for v in found if v.tested is not None and v.tested.rows]
    label = sheet.to("status.md", sheet.say("home.verdicts", n=len(found)))
    counts = Counter(v.state for v in found)
    words = verdicts.counts_words(sheet, dict(counts))
    note = words if reported else sheet.colon([sheet.say("home.nothing-reported"), words])
    yield Card(sheet.number(len(found)), label, note)


def _programmes(sheet: Sheet) -> Section | None:
    """Each programme's targets with their roll-up in words."""
    subs = []
    for entry in sheet.model.programmes.values():
        rows = tuple(
            Row((sheet.target(target.name), rollup_line(sheet, rollup)))
            for target in targets_of(sheet, entry)
            if (rollup := sheet.edition.statuses.rollup(target.name))
        )
        columns = (Column(sheet.say("column.target")), Column(sheet.say("column.verdict")))
        table = Table(sheet.text(entry.record.name), columns, rows)
        lines = (table,) if rows else ()
        subs.append(
            section(links.slug(entry.id), sheet.record("programmes", entry.id), *lines, level=3)
        )
    return section("programmes", sheet.say("section.programmes"), *subs)


def _agreements(sheet: Sheet) -> Section | None:
    items = []
    for entry in sheet.model.agreements.values():
        signed = sheet.date(entry.record.signed)
        name = sheet.record("agreements", entry.id)
        items.append(Safe(f"{name} ({sheet.say('home.signed', date=signed)})") if signed else name)
    return section("agreements", sheet.say("section.agreements"), Bullets(tuple(items[:20])))


def _latest(sheet: Sheet) -> Section | None:
    items = tuple(announcement_link(sheet, a) for a in sheet.edition.articles()[:LATEST])
    return section("latest", sheet.say("home.latest"), Bullets(items))


def _translation(edition: Edition, page: Page) -> Translation | None:
    found = page.translations.get(edition.language.tag) or page.translations.get(edition.default)
    return found or next(iter(page.translations.values()), None)


def _prose(edition: Edition, page: Page) -> tuple[Paragraph | Prose, ...]:
    """A page's text, marked where it is in another language or a machine's."""
    words = _translation(edition, page)
    if words is None:
        return ()
    sheet = Sheet(edition, f"{page.path}.md")
    foreign = words.language != edition.language.tag
    marks = [
        sheet.mark("in-language", language=edition.language.name_of(words.language))
        if foreign
        else EMPTY,
        sheet.mark(words.status) if words.status in MARKED else EMPTY,
    ]
    direction = load_language(words.language).direction
    other_way = direction if foreign and direction != edition.language.direction else ""
    body = Prose(Safe(words.body), words.language if foreign else "", other_way)
    shown = join([mark for mark in marks if mark], Safe(" "))
    return (Paragraph(shown), body) if shown else (body,)


def _content(edition: Edition, page: Page) -> PageView:
    words = _translation(edition, page)
    name = page.path.rpartition("/")[2].replace("-", " ").capitalize()
    title = (words.title if words else "") or name
    summary = (words.summary if words else "") or title
    path = f"{page.path}.md"
    source = words.path if words else ""
    heading = escape(title)
    if words and words.language != edition.language.tag:
        heading = Sheet(edition, path).foreign(heading, words.language)
    blocks = present(*_prose(edition, page))
    return PageView(path, "content", title, heading, summary, blocks, source)
