"""Whether every number in an announcement is held by what the announcement is about.

Knows which parts of an announcement are checked, and in which order a number is held against
records, revisions and verdicts. Must not know how numbers are read or held.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pledgebook.content.advice import advise
from pledgebook.content.archive import Archive
from pledgebook.content.evidence import Evidence
from pledgebook.content.held import Held, dates
from pledgebook.content.mapped import Mapped, map_markdown, map_plain
from pledgebook.content.outline import Outline
from pledgebook.content.readings import Figure
from pledgebook.content.scan import find_figures
from pledgebook.content.selection import Row
from pledgebook.content.texts import PageText
from pledgebook.diagnostics import Diagnostic, Place, Severity, message
from pledgebook.languages import load_language
from pledgebook.load import Loaded

# A text with a hundred such numbers is about something else than it says.
MAX_PROBLEMS = 100


def check_numbers(
    loaded: Loaded, texts: Iterable[tuple[PageText, Outline]]
) -> Iterator[Diagnostic]:
    """The numbers in announcements that nothing holds, or held until a revision."""
    archive = Archive(loaded.model)
    known: dict[str, Evidence] = {}
    for text, outline in texts:
        if text.article is None:
            continue
        if text.page not in known:
            known[text.page] = Evidence(archive, text.article, text.as_of)
        if known[text.page].is_whole:
            prose = _Prose(text, known[text.page], _linked(loaded, outline))
            yield from islice(prose.problems(), MAX_PROBLEMS)


def _linked(loaded: Loaded, outline: Outline) -> Held:
    """When the announcements that a text links to were published: it may say so."""
    names = (
        href.rpartition("/")[2].partition("#")[0].removesuffix(".md") for href in outline.links
    )
    articles = loaded.model.articles
    return dates(*(articles[name].published for name in dict.fromkeys(names) if name in articles))


@dataclass(frozen=True, slots=True)
class _Prose:
    """An announcement in one language, and what its numbers are held against."""

    text: PageText
    evidence: Evidence
    linked: Held

    def problems(self) -> Iterator[Diagnostic]:
        """What is wrong with the numbers of title, summary and body."""
        for part, mapped in self._parts():
            if any(character.isdecimal() for character in mapped.text):
                shown = without_phrases(mapped.text, self.evidence.phrases)
                for figure in find_figures(shown, self.text.language):
                    problem = self._judge(part, mapped, figure)
                    if problem is not None:
                        yield problem

    def _parts(self) -> Iterator[tuple[str, Mapped]]:
        yield "title", map_plain(self.text.words.title)
        yield "summary", map_plain(self.text.words.summary)
        yield "", map_markdown(self.text.body)

    def _judge(self, part: str, mapped: Mapped, figure: Figure) -> Diagnostic | None:
        """What to say of a number: nothing if it is held or left unchecked."""
        evidence = self.evidence
        if self._is_held(figure, evidence.current, self.linked) or evidence.is_unchecked(figure):
            return None
        for reading in figure.readings:
            if evidence.earlier.holds(reading):
                history = evidence.overtaken(reading)
                if history is None or evidence.is_corrected(history):
                    return None
                return self._overtaken(part, mapped, figure, history.newest)
        if evidence.archive.names.holds(mapped.text, figure.start, figure.end):
            return None
        if self._is_held(figure, evidence.changed, evidence.verdicts):
            return None
        return self._unheld(part, mapped, figure)

    def _is_held(self, figure: Figure, *held: Held) -> bool:
        return any(one.holds(reading) for one in held for reading in figure.readings)

    def _unheld(self, part: str, mapped: Mapped, figure: Figure) -> Diagnostic:
        place, written = self._place(part, mapped, figure)
        words = message("number-not-in-records", number=written)
        hint = advise(figure, written, self.evidence, load_language(self.text.language))
        severity = Severity.WARNING
        return Diagnostic(place, "number-not-in-records", words, hint, severity, field=part)

    def _overtaken(self, part: str, mapped: Mapped, figure: Figure, newest: Row) -> Diagnostic:
        """A number that was right: the newest revision is named as related."""
        place, written = self._place(part, mapped, figure)
        kind = ".withdrawn" if newest.record.status == "withdrawn" else ""
        day = newest.record.issued.isoformat() if newest.record.issued else ""
        words = message(f"overtaken-number{kind}", number=written, revision=newest.record.revision)
        hint = message(
            "overtaken-number.hint" if day else "overtaken-number.undated.hint", date=day
        )
        related = (newest.place(),)
        return Diagnostic(place, "overtaken-number", words, hint, Severity.WARNING, related, part)

    def _place(self, part: str, mapped: Mapped, figure: Figure) -> tuple[Place, str]:
        """Where a number stands, and how it is written there."""
        text = self.text
        start, end = mapped.span(figure.start, figure.end)
        if not part:
            return text.place(start, end), _shown(text.body[start:end])
        value = text.words.title if part == "title" else text.words.summary
        written, node = value[start:end], text.field(part)
        if node is None:
            return Place(text.file.path), _shown(written)
        raw = text.file.text[node.start : node.end]
        at = _nth(raw, written, value.count(written, 0, start))
        if at is None:
            return text.file.place(node.start, node.end), _shown(written)
        first = node.start + at
        return text.file.place(first, first + len(written)), _shown(written)


def without_phrases(text: str, phrases: Sequence[str]) -> str:
    """The text with blanks for names and numbers of documents."""
    taken = bytearray(len(text))
    for phrase in phrases:
        at = text.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            if _stands_alone(text, at, end):
                taken[at:end] = b"\x01" * len(phrase)
            at = text.find(phrase, end)
    if not any(taken):
        return text
    return "".join(" " if gone else character for character, gone in zip(text, taken, strict=True))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a phrase is not a part of a longer word or number."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    joined_before = before[-1:].isalnum() or (before[-1:] in {*".,/-"} and before[:1].isalnum())
    joined_after = after[:1].isalnum() or (after[:1] in {*".,/-"} and after[1:].isalnum())
    return not (joined_before or joined_after)


def _nth(text: str, needle: str, number: int) -> int | None:
    """Where a text holds another one for the n-th time, from 0."""
    at = text.find(needle)
    while at >= 0 and number:
        at, number = text.find(needle, at + 1), number - 1
    return at if at >= 0 else None


def _shown(written: str) -> str:
    return " ".join(written.split())[:60]
