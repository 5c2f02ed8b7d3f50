"""Whether every number in an announcement is held by what the announcement is about.

Knows which parts of an announcement are checked and what to say of a number. Must not know how
numbers are read or held.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from pledgebook.content.evidence import Evidence
from pledgebook.content.held import Held
from pledgebook.content.mapped import Mapped, map_markdown, map_plain
from pledgebook.content.readings import Count, Figure, Moment, Pair, Share
from pledgebook.content.scan import find_figures
from pledgebook.content.selection import Row, Rows
from pledgebook.content.texts import PageText
from pledgebook.diagnostics import Diagnostic, Message, Place, Severity, message
from pledgebook.languages import Language, load_language
from pledgebook.load import Loaded
from pledgebook.nearest import nearest
from pledgebook.status.exact import decimal

# A text with a hundred such numbers is about something else than it says.
MAX_PROBLEMS = 100


def check_numbers(loaded: Loaded, texts: Iterable[PageText]) -> Iterator[Diagnostic]:
    """The numbers in announcements that nothing holds, or held until a revision."""
    rows = Rows(loaded.model)
    known: dict[str, Evidence] = {}
    for text in texts:
        if text.article is None:
            continue
        if text.page not in known:
            known[text.page] = Evidence(rows, text.article, text.as_of)
        if known[text.page].is_whole:
            yield from islice(_check(text, known[text.page]), MAX_PROBLEMS)


def _check(text: PageText, evidence: Evidence) -> Iterator[Diagnostic]:
    for part, mapped in _parts(text):
        if not any(character.isdecimal() for character in mapped.text):
            continue
        shown = _without_phrases(mapped.text, evidence.phrases)
        for figure in find_figures(shown, text.language):
            problem = _judge(text, part, mapped, figure, evidence)
            if problem is not None:
                yield problem


def _parts(text: PageText) -> Iterator[tuple[str, Mapped]]:
    yield "title", map_plain(text.words.title)
    yield "summary", map_plain(text.words.summary)
    yield "", map_markdown(text.body)


def _without_phrases(text: str, phrases: Sequence[str]) -> str:
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
    before, after = text[start - 1 : start], text[end : end + 1]
    inside = after in {".", ",", "/", "-"} and text[end + 1 : end + 2].isalnum()
    prefix = before in {".", ",", "/", "-"} and text[max(0, start - 2) : start - 1].isalnum()
    return not (before.isalnum() or after.isalnum() or inside or prefix)


def _judge(
    text: PageText, part: str, mapped: Mapped, figure: Figure, evidence: Evidence
) -> Diagnostic | None:
    """What to say of a number: nothing if it is held or left unchecked."""
    if any(evidence.current.holds(r) for r in figure.readings) or evidence.is_unchecked(figure):
        return None
    place, written = _place(text, part, mapped, figure)
    for reading in figure.readings:
        if evidence.earlier.holds(reading):
            history = evidence.overtaken(reading)
            if history is None or evidence.is_corrected(history):
                return None
            return _overtaken(place, written, part, history.newest)
    for held in (evidence.changed, evidence.verdicts):
        if any(held.holds(reading) for reading in figure.readings):
            return None
    words = message("number-not-in-records", number=written)
    hint = _hint(figure, written, evidence, load_language(text.language))
    severity = Severity.WARNING
    return Diagnostic(place, "number-not-in-records", words, hint, severity, field=part)


def _place(text: PageText, part: str, mapped: Mapped, figure: Figure) -> tuple[Place, str]:
    """Where a number stands, and how it is written there."""
    start, end = mapped.span(figure.start, figure.end)
    if not part:
        return text.place(start, end), _shown(text.body[start:end])
    value = text.words.title if part == "title" else text.words.summary
    written, node = value[start:end], text.field(part)
    if node is None:
        return Place(text.file.path), _shown(written)
    at = _nth(text.file.text[node.start : node.end], written, value.count(written, 0, start))
    if at is None:
        return text.file.place(node.start, node.end), _shown(written)
    return text.file.place(node.start + at, node.start + at + len(written)), _shown(written)


def _nth(text: str, needle: str, number: int) -> int | None:
    """Where a text holds another one for the n-th time, from 0."""
    at = text.find(needle)
    while at >= 0 and number:
        at, number = text.find(needle, at + 1), number - 1
    return at if at >= 0 else None


def _shown(written: str) -> str:
    return " ".join(written.split())[:60]


def _overtaken(place: Place, written: str, part: str, newest: Row) -> Diagnostic:
    """A number that was right: the newest revision is named as related."""
    kind = ".withdrawn" if newest.record.status == "withdrawn" else ""
    day = newest.record.issued.isoformat() if newest.record.issued else ""
    words = message(f"overtaken-number{kind}", number=written, revision=newest.record.revision)
    hint = message("overtaken-number.hint" if day else "overtaken-number.undated.hint", date=day)
    related = (newest.place(),)
    return Diagnostic(place, "overtaken-number", words, hint, Severity.WARNING, related, part)


def _hint(figure: Figure, written: str, evidence: Evidence, language: Language) -> Message:
    """What to do about a number: the nearest that is held, or the row that holds it."""
    key = "number-not-in-records"
    if figure.foreign:
        example = language.number(Decimal("3860.5"))
        return message(f"{key}.foreign.hint", example=example)
    for reading in figure.readings:
        row = evidence.elsewhere(reading)
        if row is not None:
            place = row.place()
            return message(f"{key}.row.hint", path=place.path, line=place.line)
    near = [*dict.fromkeys(_near(figure, written, evidence, language))]
    if near:
        return message(f"{key}.near.hint", near=tuple(near))
    return message(f"{key}.hint")


def _near(figure: Figure, written: str, evidence: Evidence, language: Language) -> Iterator[str]:
    """The held numbers nearest to one, as the text's language writes them."""
    held = evidence.current
    if not figure.readings:
        yield from filter(None, [nearest(written, evidence.phrases)])
    is_year = any(isinstance(r, Moment) and not r.month for r in figure.readings)
    for reading in figure.readings:
        match reading:
            case Pair():
                pairs = [pair for pair in held.pairs if pair[1] == reading.whole]
                ordered = sorted(pairs, key=lambda pair: abs(pair[0] - Fraction(reading.part)))
                for part, whole in ordered[:3]:
                    yield f"{_number(part, language)}/{_number(whole, language)}"
            case Share():
                for share in held.nearest(reading):
                    yield language.percent(_rounded(share))
            case Count() if not is_year:
                for number in held.nearest(reading):
                    yield _number(number, language)
            case Moment():
                yield from _days(reading, held, language)
            case _:
                pass


def _number(value: Fraction, language: Language) -> str:
    return language.number(_rounded(value))


def _rounded(value: Fraction) -> Decimal:
    """A number to one decimal, without it where it is whole."""
    exact = decimal(value)
    return exact if exact == exact.to_integral_value() else round(exact, 1)


def _days(wanted: Moment, held: Held, language: Language) -> Iterator[str]:
    """The held dates nearest to one; for a year alone the nearest years."""
    if wanted.month is None:
        years = {moment.year for moment in held.moments if moment.year is not None}
        for year in sorted(years, key=lambda year: (abs(year - (wanted.year or 0)), year))[:3]:
            yield str(year)
        return
    days = [date(m.year, m.month, m.day) for m in held.moments if m.year and m.month and m.day]
    goal = (wanted.month, wanted.day or 1)
    ordered = sorted(days, key=lambda day: (_months_apart(day, goal), day))
    yield from map(language.day, ordered[:2])


def _months_apart(day: date, goal: tuple[int, int]) -> int:
    return abs((day.month - goal[0]) * 31 + day.day - goal[1])
