"""What an announcement's numbers are held against.

Knows what an announcement is about, which revisions count, and what its author leaves
unchecked. Must not know where numbers stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from pledgebook.content.archive import Archive
from pledgebook.content.held import NOTHING, Held, dates, joined
from pledgebook.content.held_gaps import of_gaps, of_revisions
from pledgebook.content.held_rows import of_rows
from pledgebook.content.held_verdicts import targets_about
from pledgebook.content.held_words import of_names, of_sources
from pledgebook.content.mapped import map_plain
from pledgebook.content.readings import Count, Figure, Pair, Reading, Share
from pledgebook.content.scan import find_figures
from pledgebook.content.selection import History, Row
from pledgebook.model import Article, Model
from pledgebook.records import About, Announcement

# How many revisions back a number is looked for.
MAX_BACK = 20
# Among more rows nearly any number is found.
MAX_ROWS = 5000
# How many rows are looked through for one that the author may have forgotten to name.
MAX_NEARBY = 300


@dataclass(frozen=True)
class Evidence:
    """All that an announcement is about, on the day from which it can be read."""

    archive: Archive
    article: Article
    as_of: date

    @property
    def model(self) -> Model:
        """The records."""
        return self.archive.model

    @property
    def record(self) -> Announcement:
        """The announcement's front matter."""
        return self.article.entry.record

    @property
    def about(self) -> About:
        """What it says it is about."""
        return self.record.about or About()

    @property
    def is_whole(self) -> bool:
        """Whether numbers can be judged: everything it is about could be read, and is not so
        much that nearly any number would be held."""
        model, about = self.model, self.about
        return (
            ("results", "") not in model.broken
            and not self.archive.rows.have_strays
            and len(self.histories) <= MAX_ROWS
            and all(
                id_ in model.of_type(kind)
                for kind in ("programmes", "agreements", "organizations", "indicators")
                for id_ in getattr(about, kind)
            )
        )

    @cached_property
    def histories(self) -> tuple[History, ...]:
        """The rows it is about."""
        return self.archive.rows.about(self.record, self.as_of)

    @cached_property
    def current(self) -> Held:
        """What holds now: the records, the rows as they count today, its own dates."""
        model = self.model
        now = [row for history in self.histories if (row := history.state(0))]
        times = [h.newest.record.period or h.newest.record.as_of for h in self.histories]
        corrections = [correction.date for correction in self.record.corrections]
        own = dates(self.article.published, self.record.date, self.record.updated, *corrections)
        return joined(
            (
                own,
                dates(*times),
                of_sources(model, self.record.sources),
                *self._records(),
                of_rows(model, now),
                of_gaps(model, targets_about(model, self.about), now),
            )
        )

    def _records(self) -> Iterator[Held]:
        for kind in ("programmes", "agreements", "organizations"):
            for id_ in getattr(self.about, kind):
                yield self.archive.record(kind, id_)
        subjects = {row.newest.record.indicator or "" for row in self.histories}
        for indicator in sorted(subjects | set(self.about.indicators)):
            yield self.archive.record("indicators", indicator)

    @cached_property
    def earlier(self) -> Held:
        """What held until rows were revised."""
        most = max((len(history.revisions) for history in self.histories), default=1)
        return joined(
            of_rows(
                self.model,
                [row for history in self.histories if (row := history.state(back))],
            )
            for back in range(1, min(most, MAX_BACK + 1))
        )

    @cached_property
    def verdicts(self) -> Held:
        """How many reached the targets, when it was published and now."""
        days = dict.fromkeys((self.article.published, self.as_of))
        targets = tuple(targets_about(self.model, self.about))
        return joined(self.archive.verdicts(target, day) for day in days for target in targets)

    @cached_property
    def changed(self) -> Held:
        """By how much revisions changed rows: what an announcement of a correction tells."""
        if self.record.kind != "correction":
            return NOTHING
        return of_revisions(self.model, self.histories)

    def overtaken(self, reading: Reading) -> History | None:
        """The row whose earlier revision holds a number; the first revised one if it is not
        known which, since the number may follow from several."""
        revised = [history for history in self.histories if len(history.revisions) > 1]
        for history in revised:
            older = [row for row in history.revisions[:-1] if row.record.status != "withdrawn"]
            if any(of_rows(self.model, [row]).holds(reading) for row in older):
                return history
        return revised[0] if revised else None

    def is_corrected(self, history: History) -> bool:
        """Whether the announcement tells of a correction since the newest revision."""
        issued = history.newest.record.issued or date.min
        return self.record.kind == "correction" or any(
            correction.date >= issued for correction in self.record.corrections
        )

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """Texts that are taken word by word, the longest first: names, documents' numbers, and
        what is listed as unchecked."""
        unchecked = of_names(self.model, *(entry.number for entry in self.record.unchecked))
        found = {map_plain(text).text for text in self.current.phrases | unchecked.phrases}
        return tuple(sorted(found, key=lambda text: (-len(text), text)))

    @cached_property
    def _unchecked(self) -> frozenset[tuple[str, object]]:
        """What is listed as unchecked, in any of the site's languages."""
        return frozenset(
            key
            for entry in self.record.unchecked
            for tag in self.model.site.languages
            for figure in find_figures(map_plain(entry.number).text, tag)
            for key in _keys(figure)
        )

    def is_unchecked(self, figure: Figure) -> bool:
        """Whether the author left a number unchecked, perhaps as another language writes it."""
        return not self._unchecked.isdisjoint(_keys(figure, loosely=True))

    def elsewhere(self, reading: Reading) -> Row | None:
        """A row of an organization or indicator it is about that holds a number, but that it
        does not name."""
        if not isinstance(reading, Count | Share | Pair):
            return None
        return next((row for row, held in self._nearby if held.holds(reading)), None)

    @cached_property
    def _nearby(self) -> tuple[tuple[Row, Held], ...]:
        model = self.model
        rows = [
            *(
                r
                for id_ in self.about.organizations
                for r in model.rows_by_organization.get(id_, ())
            ),
            *(r for id_ in self.about.indicators for r in model.rows_by_indicator.get(id_, ())),
        ]
        shown = [r for r in rows if r.record.issued is None or r.record.issued <= self.as_of]
        return tuple((row, of_rows(model, [row])) for row in shown[:MAX_NEARBY])


def _keys(figure: Figure, loosely: bool = False) -> Iterator[tuple[str, object]]:
    """What makes two numbers the same, however they are written. `loosely`, 12 % is also 12."""
    for reading in figure.readings:
        match reading:
            case Count():
                yield "number", Fraction(reading.value) * Fraction(10) ** reading.power
            case Share():
                yield "share", reading.value
                if loosely:
                    yield "number", Fraction(reading.value)
            case _:
                yield "other", reading
