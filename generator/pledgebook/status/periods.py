"""The periods in which a target is tested.

Knows calendars and the term of an owner. Must not know rows or verdicts.

`every`: one window after another. They begin with `first_period` where that is a period of
this kind (so a year may begin in any month), else with the calendar's period that holds the
first day of `first_period`, of the owner's term, or of the signing or launch. The last is the
one that is running, or the last that begins within the term (which ends with `terminated` or
`cancelled` too). `due`: one window, from the first day of `first_period` or of the term to
`due`. Neither: everything up to the date of the evaluation.

A period has ended on the day after its last day. At most `MOST` windows are tested, the
newest.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pledgebook.entries import Entry
from pledgebook.model import Owner
from pledgebook.records import Programme, Target
from pledgebook.status.exact import add_days, add_months, months_between
from pledgebook.values import Period, period_of

MOST = 360
_MONTHS = {"year": 12, "school-year": 12, "half-year": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class Window:
    """A time in which a target is tested.

    kind: `every` for one of many, `due` for one with an end, `open` for no end.
    first: None when nothing says when it begins. last: None when it has no end.
    period: as shown; None for `open`.
    """

    kind: Literal["every", "due", "open"]
    first: date | None = None
    last: date | None = None
    period: Period | None = None

    def ended(self, as_of: date) -> bool:
        """Whether its last day has passed."""
        return self.last is not None and self.last < as_of

    def overdue(self, as_of: date, within: int) -> bool:
        """Whether the days for a report have passed too."""
        return self.last is not None and add_days(self.last, within) < as_of


OPEN = Window("open")


@dataclass(frozen=True, slots=True)
class Term:
    """The days between which an owner's targets run, and the field that says the first."""

    start: date | None = None
    end: date | None = None
    source: str = ""


def term_of(owner: Entry[Owner]) -> Term:
    """The owner's term: from its start, else the signing or launch; to its end or breaking off."""
    record = owner.record
    if isinstance(record, Programme):
        began, broken, name = record.launched, record.cancelled, "programme.launched"
    else:
        began, broken, name = record.signed, record.terminated, "agreement.signed"
    start = record.term.start if record.term else None
    end = record.term.end if record.term else None
    if start:
        name = f"{name.partition('.')[0]}.term"
    known = start or began
    ends = [day.last for day in (end, broken) if day]
    return Term(known.first if known else None, min(ends, default=None), name if known else "")


def windows_of(terms: Target, term: Term, as_of: date, year_start: str) -> tuple[Window, ...]:
    """The windows that have begun by `as_of`, oldest first; the first of all when none has.

    Empty when a recurring target has nothing to begin with.
    """
    first = terms.first_period.first if terms.first_period else term.start
    if terms.every:
        start = _anchor(terms, term, year_start)
        return _recurring(start, _MONTHS[terms.every], term, as_of, year_start) if start else ()
    if terms.due is None:
        return (Window("open", terms.first_period.first if terms.first_period else None),)
    begin = min(first or terms.due, terms.due)
    period = period_of(begin, terms.due, year_start)
    return (Window("due", begin if first else None, terms.due, period),)


def _anchor(terms: Target, term: Term, year_start: str) -> date | None:
    """The first day of the first window."""
    given, every = terms.first_period, terms.every or "year"
    if given:
        end = add_months(given.first, _MONTHS[every])
        if end is not None and end == add_days(given.last, 1):
            return given.first
    start = given.first if given else term.start
    return _calendar_start(start, every, year_start) if start else None


def _calendar_start(day: date, every: str, year_start: str) -> date:
    """The first day of the calendar's period that holds a day."""
    if every == "school-year":
        month, start = (int(part) for part in year_start.split("-"))
        begins = date(day.year, month, start)
        return begins if begins <= day else date(max(day.year - 1, 1), month, start)
    months = _MONTHS[every]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _recurring(
    start: date, months: int, term: Term, as_of: date, year_start: str
) -> tuple[Window, ...]:
    until = min(as_of, term.end) if term.end else as_of
    count = max(months_between(start, until), 0) // months + 1
    found: list[Window] = []
    for index in range(max(count - MOST, 0), count + 1):
        window = _window(start, months * index, months, year_start)
        if window is None or window.first is None or (found and window.first > until):
            break
        found.append(window)
    return tuple(found)


def _window(start: date, offset: int, months: int, year_start: str) -> Window | None:
    first, following = add_months(start, offset), add_months(start, offset + months)
    if first is None or following is None:
        return None
    last = add_days(following, -1)
    return Window("every", first, last, period_of(first, last, year_start))
