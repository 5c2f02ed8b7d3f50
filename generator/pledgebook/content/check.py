"""The checks of hand-written texts in order: what a page may hold, its links, its numbers.

Knows the order and the two passes: a link's anchor can only be judged when the page that it
names has been read. Must not know what any check looks for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from pledgebook.content.headings import check_headings
from pledgebook.content.limits import MAX_CHARACTERS, MAX_STEPS, count_steps, is_too_deep
from pledgebook.content.linked import Checker
from pledgebook.content.outline import Outline, outline_of
from pledgebook.content.places import Places, Span
from pledgebook.content.prose import check_numbers
from pledgebook.content.texts import PageText, page_texts
from pledgebook.content.tree import Tree
from pledgebook.content.unsafe import CLEANED, Offence, find_offences
from pledgebook.diagnostics import Diagnostic, Place, diagnose, in_order
from pledgebook.hidden import codes_of, hidden_entities
from pledgebook.load import Loaded
from pledgebook.markdown import Rendered, Renderer
from pledgebook.repair import replaced

# A file with a hundred mistakes of one kind is not one that its author reads to the end.
MAX_PROBLEMS = 100


@dataclass(frozen=True)
class _Read:
    """A text as far as it could be read: its outline, where its parts are, what is wrong."""

    text: PageText
    outline: Outline | None
    places: Places
    problems: tuple[Diagnostic, ...]


def check_content(loaded: Loaded, as_of: date) -> tuple[Diagnostic, ...]:
    """Every mistake in announcements and pages, in order of place. Never raises for a text."""
    renderer = Renderer()
    texts = [_read(text, renderer) for text in page_texts(loaded, as_of)]
    shown = _shown(texts, loaded.model.site.languages)
    outlines = {
        key: read.outline for key, read in shown.items() if read.outline and not read.problems
    }

    @cache
    def tree_on(day: date) -> Tree:
        return Tree(loaded.model, day)

    checker = Checker(lambda text: tree_on(text.as_of), outlines)
    tags: dict[str, list[str]] = {}
    for (_, tag), read in shown.items():
        tags.setdefault(read.text.file.path, []).append(tag)
    problems = [problem for read in texts for problem in read.problems]
    for read in texts:
        problems.extend(_dependent(read, checker, tuple(tags.get(read.text.file.path, ()))))
    readable = [(read.text, read.outline) for read in texts if read.outline]
    problems.extend(check_numbers(loaded, readable))
    return in_order(problems)


def _shown(texts: list[_Read], languages: tuple[str, ...]) -> Mapping[tuple[str, str], _Read]:
    """The text that each page shows in each language: its own, else the first there is."""
    pages: dict[str, dict[str, _Read]] = {}
    for read in texts:
        pages.setdefault(read.text.page, {})[read.text.language] = read
    return {
        (page, tag): found.get(tag) or next(iter(found.values()))
        for page, found in pages.items()
        for tag in languages
    }


def _read(text: PageText, renderer: Renderer) -> _Read:
    """A text, rendered; what would keep a build busy is refused unread."""
    places = Places(text.body)
    key = _excess(text.body)
    rendered = renderer.render(text.body) if key is None else None
    if rendered is None:
        return _Read(text, None, places, (_refused(text, key or "deep"),))
    found = [*_located(text.body, rendered, places, renderer)]
    if rendered.raw:
        left = _without(text.body, rendered.raw)
        beside = renderer.render(left)
        if beside is not None and not beside.raw:
            found += _located(left, beside, places, renderer)
    hidden = tuple(islice(_hidden(text, rendered, places), MAX_PROBLEMS))
    if hidden:  # they may be what cleaning changed
        found = [(offence, span) for offence, span in found if offence.key != CLEANED]
    offences = (diagnose(text.place(*span), o.key, name=o.name) for o, span in found)
    problems = (*offences, *hidden)
    return _Read(text, outline_of(rendered.html, text.words.title), places, problems)


def _hidden(text: PageText, rendered: Rendered, places: Places) -> Iterator[Diagnostic]:
    """Entities that a browser turns into a character that nobody sees."""
    for entity, character in hidden_entities(rendered.html):
        start, end = span = places.find_entity(entity) or (0, 1)
        at = text.start
        fix = replaced(text.file, at + start, at + end, "") if span != (0, 1) else None
        key, code = "hidden-characters.entity", codes_of(character)
        yield diagnose(text.place(*span), key, fix=fix, entity=entity, code=code)


def _located(
    body: str, rendered: Rendered, places: Places, renderer: Renderer
) -> Iterator[tuple[Offence, Span]]:
    """What may not be in a text, with its places; what is in code is looked for there too."""
    for offence in islice(find_offences(body, rendered, renderer), MAX_PROBLEMS):
        at = max(body.find(offence.written), 0)
        anywhere = (at, at + max(len(offence.written), 1))
        yield offence, places.find(offence.written) or places.find(offence.name) or anywhere


def _without(body: str, html: Iterable[str]) -> str:
    """A text with blanks for its HTML, to find what else is wrong."""
    pieces = sorted(dict.fromkeys(piece.strip() for piece in html), key=len, reverse=True)
    for piece in pieces[:MAX_PROBLEMS]:
        body = body.replace(piece, re.sub(r"[^\n]", " ", piece))
    return body


def _excess(body: str) -> str | None:
    if len(body) > MAX_CHARACTERS:
        return "long"
    if is_too_deep(body):
        return "deep"
    return "costly" if count_steps(body) > MAX_STEPS else None


def _refused(text: PageText, kind: str) -> Diagnostic:
    place = Place(text.file.path, text.words.body_line)
    return diagnose(place, f"unreadable-file.markdown-{kind}", limit=MAX_CHARACTERS)


def _dependent(read: _Read, checker: Checker, tags: tuple[str, ...]) -> Iterator[Diagnostic]:
    if read.outline is None:
        return
    checks = (
        checker.links(read.text, read.outline, read.places, tags or (read.text.language,)),
        checker.images(read.text, read.outline, read.places),
        check_headings(read.text, read.outline, read.places),
    )
    for check in checks:
        yield from islice(check, MAX_PROBLEMS)
