"""The home page and the hand-written pages.

Knows what a first visit should show. Must not compute a verdict.
"""

from collections.abc import Iterator

from pledgebook import links
from pledgebook.entries import Entry
from pledgebook.languages import load_language
from pledgebook.links import section_path
from pledgebook.markup import EMPTY, Safe, escape, join
from pledgebook.model import Page, Translation
from pledgebook.records import Agreement
from pledgebook.views import answers
from pledgebook.views.about import announcement_link
from pledgebook.views.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    PageView,
    Paragraph,
    Prose,
    Section,
    Tally,
    present,
    section,
)
from pledgebook.views.origins import dates
from pledgebook.views.programmes import promises, targets_of
from pledgebook.views.sheet import MARKED, Edition, Sheet

LATEST = 5
TOLD = 6  # agreements of which each promise is told
LISTED = 20


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
    words = page and _translation(edition, page)
    summary = words.summary if words and words.summary else ""
    lead = _summary(sheet, words) if words else None
    blocks = present(
        lead,
        *(() if lead else intro),
        *_answer(sheet),
        *(intro if lead else ()),
        Cards(tuple(_cards(sheet))),
        _programmes(sheet),
        _agreements(sheet),
        _latest(sheet),
        section("dates", sheet.say("home.dates"), dates(sheet), _publisher(sheet)),
        sheet.sources_section(),
    )
    description = summary or title
    return PageView("index.md", "home", title, sheet.text(site.title, site), description, blocks)


def _publisher(sheet: Sheet) -> Paragraph | None:
    publisher = sheet.body(sheet.model.site.publisher)
    return Paragraph(sheet.say("home.publisher", name=publisher), "note") if publisher else None


def _summary(sheet: Sheet, words: Translation) -> Paragraph | None:
    """What the site is about in a sentence, in another language's dress where it is in one."""
    if not words.summary:
        return None
    own, said = words.language == sheet.language.tag, escape(words.summary)
    return Paragraph(said if own else sheet.foreign(said, words.language), "lead")


def _answer(sheet: Sheet) -> Iterator[Paragraph | Tally | None]:
    """What came of all promises together, as of when, and how one knows."""
    counts = answers.count(sheet.edition.statuses.verdicts)
    if counts.asked:
        yield Paragraph(answers.sentence(sheet, counts, "pairs"), "answer")
        yield answers.tally(sheet, counts)
        day = sheet.date(sheet.edition.data_as_of)
        as_of = sheet.colon([sheet.say("dates.data"), day]) if day else EMPTY
        yield answers.basis(sheet, None, as_of)


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


def _programmes(sheet: Sheet) -> Section | None:
    """Each programme's promises with what came of them."""
    subs = [
        section(
            links.slug(entry.id),
            sheet.record("programmes", entry.id),
            promises(sheet, targets_of(sheet, entry)),
            level=3,
        )
        or Bullets((sheet.record("programmes", entry.id),))
        for entry in sheet.model.programmes.values()
    ]
    return section("programmes", sheet.say("section.programmes"), *subs)


def _agreements(sheet: Sheet) -> Section | None:
    """A few agreements with the promises of their own, each with what came of it; many by name."""
    entries = list(sheet.model.agreements.values())
    if len(entries) > TOLD:
        names = tuple(_signed(sheet, entry) for entry in entries[:LISTED])
        more = sheet.to(section_path("agreements"), sheet.say("agreements.caption", n=len(entries)))
        rest = Paragraph(more) if len(entries) > LISTED else None
        return section("agreements", sheet.say("section.agreements"), Bullets(names), rest)
    blocks: list[Block] = []
    for entry in entries:
        own = [t for t in sheet.model.targets.values() if t.owner.name == entry.name]
        told = section(links.slug(entry.id), _signed(sheet, entry), promises(sheet, own), level=3)
        blocks.append(told or Bullets((_signed(sheet, entry),)))
    return section("agreements", sheet.say("section.agreements"), *blocks)


def _signed(sheet: Sheet, entry: Entry[Agreement]) -> Safe:
    signed = sheet.date(entry.record.signed)
    name = sheet.record("agreements", entry.id)
    return Safe(f"{name} ({sheet.say('home.signed', date=signed)})") if signed else name


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
