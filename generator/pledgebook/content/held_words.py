"""The numbers in the words of records: names, statements, titles and numbers of documents.

Knows texts and cited sources. Must not know targets or results.
"""

import re
from collections.abc import Iterable, Iterator

from pledgebook.content.held import Held, dates, joined, numbers, part_of, shares
from pledgebook.content.idioms import idioms_of
from pledgebook.content.mapped import map_plain
from pledgebook.content.readings import Count, Duration, Moment, Pair, Reading, Share, Years
from pledgebook.content.scan import find_figures
from pledgebook.model import Model
from pledgebook.records import Source
from pledgebook.values import LocalizedText


def of_text(model: Model, *texts: LocalizedText | str | None) -> Held:
    """The numbers in texts of records: a statement, a description, a title."""
    return joined(
        _said(reading)
        for tag, text in _each(model, texts)
        for figure in find_figures(map_plain(text).text, tag)
        for reading in figure.readings
    )


def _said(reading: Reading) -> Held:
    match reading:
        case Count():
            return numbers(reading.value.scaleb(reading.power))
        case Share():
            return shares(reading.value)
        case Pair():
            return part_of(reading.part, reading.whole)
        case Moment():
            return Held(moments=frozenset({reading}))
        case Years():
            return Held(moments=frozenset({Moment(reading.first), Moment(reading.last)}))
        case Duration():
            return Held(durations=frozenset({reading}))


def of_units(model: Model, *texts: LocalizedText | str | None) -> Held:
    """The powers of ten in the names of units: "million tonnes"."""
    first = model.site.languages[0]
    powers = {
        power
        for text in texts
        if text is not None
        for tag, version in (text.texts if isinstance(text, LocalizedText) else {"": text}).items()
        for word, power in idioms_of(tag or first).powers.items()
        if re.search(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", version.lower())
    }
    return Held(powers=frozenset(powers))


def of_names(model: Model, *texts: LocalizedText | str | None) -> Held:
    """Names and numbers of documents, which are taken word by word; those with a digit count."""
    found = (text for _, text in _each(model, texts))
    return Held(phrases=frozenset(text for text in found if any(c.isdecimal() for c in text)))


def _each(model: Model, texts: Iterable[LocalizedText | str | None]) -> Iterator[tuple[str, str]]:
    """Each text that has a digit, with its language."""
    first = model.site.languages[0]
    for text in texts:
        if text is None:
            continue
        versions = text.texts if isinstance(text, LocalizedText) else {first: text}
        for tag, version in versions.items():
            if any(c.isdecimal() for c in version):
                yield tag or first, version


def of_sources(model: Model, *references: Iterable[str | Source]) -> Held:
    """The number, title and dates of the documents that are cited."""
    return joined(
        _of_source(model, source) for sources in references for source in _found(model, sources)
    )


def _found(model: Model, sources: Iterable[str | Source]) -> Iterator[Source]:
    for source in sources:
        entry = model.sources.get(source) if isinstance(source, str) else None
        if entry is not None:
            yield entry.record
        elif isinstance(source, Source):
            yield source


def _of_source(model: Model, source: Source) -> Held:
    return joined(
        (
            of_names(model, source.number, source.title),
            of_text(model, source.title),
            dates(source.issued, source.accessed),
        )
    )
