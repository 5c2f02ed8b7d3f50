"""One page being written: texts, names, links, dates and sources in the page's language.

Knows how a value of a record looks on a page. Must not know any kind of page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from pledgebook import links
from pledgebook.citations import cited_by
from pledgebook.entries import Entry
from pledgebook.languages import Language, choose, load_language
from pledgebook.markup import EMPTY, Safe, element, escape, join, link, paragraphs, plain
from pledgebook.model import Article, Model, Translation
from pledgebook.provenance import NO_HISTORY, Forge, History, forge_of
from pledgebook.records import Body, Place, Result, Shared, Source
from pledgebook.status import Statuses
from pledgebook.status.rows import Row, current_rows
from pledgebook.values import FuzzyDate, LocalizedText, Period
from pledgebook.views.blocks import Bullets, Facts, Paragraph, Section, section

MARKED = {"machine", "reconstructed"}


@dataclass(frozen=True)
class Edition:
    """The site in one language at one date: what every page is written from.

    `site_url` is the public address of the site's root, with its slash; "" where none is known.
    """

    model: Model
    statuses: Statuses
    language: Language
    as_of: date
    site_url: str = ""
    history: History = NO_HISTORY

    @property
    def default(self) -> str:
        """The site's first language."""
        return self.model.site.languages[0]

    @property
    def prefix(self) -> str:
        """Where the language's pages begin below the site's root: "" for the first, `vi/`."""
        return "" if self.language.tag == self.default else f"{self.language.tag}/"

    def permanent_url(self, path: str, anchor: str = "") -> str:
        """The public address of a docs path, where the site has one; else ""."""
        mark = f"#{anchor}" if anchor else ""
        return f"{self.site_url}{self.prefix}{links.url(path)}{mark}" if self.site_url else ""

    @cached_property
    def forge(self) -> Forge:
        """The addresses of the repository that the records are kept in."""
        return forge_of(self.model.site.repository)

    @cached_property
    def data_as_of(self) -> date | None:
        """The newest day that a figure speaks of, up to the edition's date."""
        times = [r.record.period or r.record.as_of for r in self.rows(self.model.results)]
        return max((min(t.last, self.as_of) for t in times if t), default=None)

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each organization in the records."""
        return {id_: place for place, id_ in enumerate(self.model.organizations)}

    @cached_property
    def classifications(self) -> dict[str, LocalizedText]:
        """The names of the site's classifications by code."""
        return {item.code: item.name for item in self.model.site.classifications}

    @cached_property
    def current(self) -> Mapping[tuple[str, str], tuple[Row, ...]]:
        """The rows that count, by organization and what they are about, in order of time."""
        return current_rows(self.model.results, self.as_of)

    @cached_property
    def cited_by(self) -> Mapping[str, tuple[Entry[Any], ...]]:
        """What cites each source."""
        return cited_by(self.model)

    def rows(self, rows: Sequence[Entry[Result]]) -> list[Entry[Result]]:
        """The rows that may be shown: those issued in the future are embargoed."""
        return [r for r in rows if r.record.issued is None or r.record.issued <= self.as_of]

    def articles(self) -> list[Article]:
        """Announcements published by the edition's date, newest first."""
        shown = [a for a in self.model.articles.values() if a.published <= self.as_of]
        return sorted(shown, key=lambda a: (a.published, a.id), reverse=True)

    def translation(self, article: Article) -> Translation:
        """An announcement in the edition's language, else in the first that it has."""
        found = article.translations.get(self.language.tag)
        return found or next(iter(article.translations.values()))

    def plain_text(self, text: LocalizedText) -> str:
        """A text in the edition's language, without marks."""
        return choose(text, self.language.tag, self.default).text

    @cached_property
    def shown_names(self) -> dict[tuple[str, str], Safe]:
        """Records' names as links show them, by type and id, as far as they were needed."""
        return {}

    @cached_property
    def shown_values(self) -> dict[int, Safe]:
        """What rows report, in words, by the identity of the row, as far as it was needed."""
        return {}

    def body_name(self, body: Body | None) -> str:
        """The name of who published something, as plain text."""
        if body is None:
            return ""
        entry = self.model.organizations.get(body.organization or "")
        if entry:
            return self.name(entry)
        return self.plain_text(body.name) if body.name else body.organization or ""

    def name(self, entry: Entry[Any]) -> str:
        """A record's name as plain text."""
        record = entry.record
        text = getattr(record, "name", None) or getattr(record, "title", None)
        if isinstance(text, LocalizedText):
            return self.plain_text(text)
        return text or getattr(record, "url", None) or getattr(record, "file", None) or entry.id


@dataclass(frozen=True)
class Sheet:
    """A page of an edition. Sources are numbered in the order in which the page cites them."""

    edition: Edition
    path: str
    cited: dict[str, tuple[Safe, Safe]] = field(default_factory=dict)

    @property
    def model(self) -> Model:
        """The records."""
        return self.edition.model

    @property
    def language(self) -> Language:
        """The page's language."""
        return self.edition.language

    def say(self, key: str, **params: str | int) -> Safe:
        """A label of the page's language."""
        return self.language.say(key, **params)

    def commas(self, parts: Iterable[Safe]) -> Safe:
        """The parts that are there, in one row."""
        return self._parted("join.comma", parts)

    def clauses(self, parts: Iterable[Safe]) -> Safe:
        """The parts that are there, as clauses of one sentence."""
        return self._parted("join.clause", parts)

    def sentences(self, parts: Iterable[Safe]) -> Safe:
        """The parts that are there, as sentences of which the last has its own end."""
        return self._parted("join.sentence", parts)

    def colon(self, parts: Iterable[Safe]) -> Safe:
        """A part and what explains it."""
        return self._parted("join.colon", parts)

    def _parted(self, key: str, parts: Iterable[Safe]) -> Safe:
        return join([part for part in parts if part], self.say(key))

    def bare(self, text: LocalizedText | None) -> Safe:
        """A text without marks, for descriptions and titles."""
        return escape(self.edition.plain_text(text)) if text else EMPTY

    # Texts -----------------------------------------------------------------------------

    def text(self, text: LocalizedText | None, record: Shared | None = None) -> Safe:
        """A text as one line, with its language and status marked where they matter."""
        if text is None:
            return EMPTY
        chosen = choose(text, self.language.tag, self.edition.default)
        return self._marked(escape(chosen.text), chosen.tag, chosen.fallback, record)

    def paragraphs(
        self, text: LocalizedText | None, record: Shared | None = None, role: str = ""
    ) -> tuple[Paragraph, ...]:
        """A longer text as paragraphs."""
        if text is None:
            return ()
        chosen = choose(text, self.language.tag, self.edition.default)
        return tuple(
            Paragraph(self._marked(part, chosen.tag, chosen.fallback, record), role)
            for part in paragraphs(chosen.text)
        )

    def words(self, text: str, article: Article) -> Safe:
        """Words of an announcement, in another language's dress where it is not translated."""
        tag = self.edition.translation(article).language
        shown = escape(text)
        return shown if tag == self.language.tag else self.foreign(shown, tag)

    def _marked(self, text: Safe, tag: str, fallback: bool, record: Shared | None) -> Safe:
        status = record.text_status.get(tag) if record else None
        shown = self.foreign(text, tag) if fallback else text
        if fallback:
            shown = Safe(f"{shown} {self.mark('in-language', language=self.language.name_of(tag))}")
        if status in MARKED:
            shown = Safe(f"{shown} {self.mark(status)}")
        return shown

    def foreign(self, text: Safe, tag: str) -> Safe:
        """Text in another language than the page's, so that it is spoken and set rightly."""
        direction = load_language(tag).direction
        return element(
            "span", text, lang=tag, dir=direction if direction != self.language.direction else ""
        )

    def mark(self, kind: str, **params: str) -> Safe:
        """A small mark that says what kind of text or value this is."""
        words = self.say(f"mark.{kind}", **params)
        return element(
            "span",
            words,
            class_=f"mark mark--{kind}",
            title=plain(self.say(f"mark.{kind}.title", **params)),
        )

    def assumed(self, record: Shared, name: str) -> Safe:
        """The mark of an assumed field, with a space before it, or nothing."""
        return Safe(f" {self.mark('assumed')}") if name in record.assumed else EMPTY

    # Names and links -------------------------------------------------------------------

    def to(self, path: str, words: str, anchor: str = "") -> Safe:
        """A link to a page of this edition."""
        return link(links.relative_url(self.path, path, anchor), words)

    def record(self, kind: str, id_: str, anchor: str = "") -> Safe:
        """A link to a record's page by its name; the bare id when there is no such record."""
        entry = self.model.of_type(kind).get(id_)
        if entry is None:
            return escape(id_)
        shown = self.edition.shown_names.get((kind, id_))
        if shown is None:
            shown = self.edition.shown_names[kind, id_] = self._shown_name(entry)
        return self.to(links.record_path(kind, id_), shown, anchor)

    def _shown_name(self, entry: Entry[Any]) -> Safe:
        text = getattr(entry.record, "name", None) or getattr(entry.record, "title", None)
        if not isinstance(text, LocalizedText):
            return escape(self.edition.name(entry))
        chosen = choose(text, self.language.tag, self.edition.default)
        words = escape(chosen.text)
        return self.foreign(words, chosen.tag) if chosen.fallback else words

    def organization(self, id_: str) -> Safe:
        """A link to an organization's page."""
        return self.record("organizations", id_)

    def target(self, name: str) -> Safe:
        """A link to a target, by its statement, on its owner's page."""
        entry = self.model.targets.get(name)
        if entry is None:
            return escape(name)
        path = links.record_path(entry.owner.type, entry.owner.id)
        return self.to(path, self.text(entry.target.statement), entry.target.id)

    def classification(self, code: str) -> Safe:
        """A classification of the site by name."""
        name = self.edition.classifications.get(code)
        return self.text(name) if name else escape(code)

    def model_order(self, organization: str) -> int:
        """Where an organization stands in the records: the order that the authors chose."""
        return self.edition.order.get(organization, len(self.edition.order))

    def file(self, name: str) -> str:
        """The address of an attachment."""
        return links.relative_url(self.path, f"files/{name}")

    def body(self, body: Body | None) -> Safe:
        """Who published or issued something."""
        if body is None:
            return EMPTY
        if body.organization:
            return self.organization(body.organization)
        words = self.text(body.name) if body.name else escape(body.url or "")
        return link(body.url, words) if body.url else words

    def place(self, place: Place) -> Safe:
        """A place with its codes."""
        codes = [escape(f"{code.scheme} {code.code}") for code in place.codes]
        return self.commas([self.text(place.name), *codes])

    # Numbers and dates -----------------------------------------------------------------

    def number(self, value: Decimal | int, decimals: int | None = None) -> Safe:
        """A number in the page's language."""
        return Safe(self.language.number(value, decimals))

    def percent(self, value: Decimal, decimals: int | None = None) -> Safe:
        """A percentage in the page's language."""
        return Safe(self.language.percent(value, decimals))

    def date(self, value: FuzzyDate | date | None) -> Safe:
        """A date; says what is uncertain."""
        if value is None:
            return EMPTY
        if isinstance(value, FuzzyDate):
            return escape(self.language.fuzzy(value))
        return escape(self.language.day(value))

    def span(self, start: FuzzyDate | None, end: FuzzyDate | None) -> Safe:
        """From one date to another; either may be open."""
        if start and end:
            return self.say("date.from-to", start=self.date(start), end=self.date(end))
        if start:
            return self.say("date.from", date=self.date(start))
        return self.say("date.until", date=self.date(end)) if end else EMPTY

    # Sources ---------------------------------------------------------------------------

    def cite(self, sources: Iterable[str | Source]) -> Safe:
        """Numbered links to the page's list of sources."""
        numbers = []
        for source in sources:
            key = source if isinstance(source, str) else repr(source)
            if key not in self.cited:
                shown = self.source(source)
                self.cited[key] = (shown, self._number(len(self.cited) + 1))
            numbers.append(self.cited[key][1])
        return element("span", join(numbers, Safe(" ")), class_="cite") if numbers else EMPTY

    def _number(self, number: int) -> Safe:
        label = self.say("sources.number", n=number)
        return link(f"#source-{number}", f"[{number}]", aria_label=plain(label))

    def source(self, source: str | Source) -> Safe:
        """A source in words: a link to its page, or what is known of it."""
        if isinstance(source, str):
            entry = self.model.sources.get(source)
            if entry is None:
                return escape(source)
            return self.commas([self.record("sources", source), *self.source_details(entry.record)])
        return self.commas([self._inline(source), *self.source_details(source)])

    def _inline(self, source: Source) -> Safe:
        words = (
            self.text(source.title, source)
            if source.title
            else escape(source.url or source.file or "")
        )
        if source.url:
            return link(source.url, words)
        return link(self.file(source.file), words) if source.file else words

    def source_details(self, source: Source) -> list[Safe]:
        """Number, issuer, publisher and dates of a source, as far as they are known."""
        details = [
            escape(source.number or ""),
            self.body(source.issuer),
            self.body(source.publisher),
            self.date(source.issued),
            self.say("sources.accessed", date=self.date(source.accessed))
            if source.accessed
            else EMPTY,
        ]
        return [detail for detail in details if detail]

    def sources_section(self, sources: Sequence[str | Source] = ()) -> Section | None:
        """The list of what the page cites, in the order of its numbers."""
        self.cite(sources)
        items = tuple(
            element("span", shown[0], id=f"source-{number}")
            for number, shown in enumerate(self.cited.values(), 1)
        )
        return section("sources", self.say("section.sources"), Bullets(items, "numbered"))


def day_key(when: FuzzyDate | Period | date | None) -> str:
    """What a date or period is sorted by: its first day, and its last where that is another."""
    if when is None:
        return ""
    if isinstance(when, date):
        return when.isoformat()
    return f"{when.first}" if when.first == when.last else f"{when.first}/{when.last}"


def facts(sheet: Sheet, *pairs: tuple[str, Safe]) -> Facts:
    """The facts that have a value, each with its label."""
    return Facts(tuple((sheet.say(f"field.{name}"), value) for name, value in pairs if value))
