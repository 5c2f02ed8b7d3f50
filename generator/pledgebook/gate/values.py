"""The rule about values that were published. Knows what of a row is its value."""

from collections.abc import Iterator

from pledgebook.changes.match import published, row_name
from pledgebook.changes.values import written_value
from pledgebook.diagnostics import Diagnostic, diagnose
from pledgebook.entries import Entry
from pledgebook.gate.sides import Sides
from pledgebook.records import Result

VALUE_FIELDS = (
    *("value", "numerator", "denominator", "distribution", "not_rated", "missing"),
    *("breakdown", "status", "flag", "population", "coverage"),
)
_KEY_FIELDS = ("organization", "indicator", "target", "period", "as_of", "assessment")


def changed_published_value(sides: Sides) -> Iterator[Diagnostic]:
    """The newest published row of each series must be as it was, or be followed by a revision."""
    for key, rows in sides.old_rows.items():
        shown = published(rows, sides.as_of)
        later = sides.new_rows.get(key, {})
        if shown:
            number, old = [*shown.items()][-1]
            if not sides.excused(row_name(old)):
                yield from _checked(sides, old, later.get(number), max(later, default=-1))


def _checked(
    sides: Sides, old: Entry[Result], new: Entry[Result] | None, newest: int
) -> Iterator[Diagnostic]:
    if new is None:
        if newest <= old.record.revision and not sides.unread("results"):
            yield _gone(sides, old)
    elif new.record.issued is not None and new.record.issued > sides.as_of:
        yield _hidden(new)
    elif newest <= old.record.revision and (field := changed_field(old.record, new.record)):
        yield _changed(sides, old, new, field)


def changed_field(old: Result, new: Result) -> str | None:
    """The first field of a row's value that is not as it was."""
    return next((f for f in VALUE_FIELDS if getattr(old, f) != getattr(new, f)), None)


def _changed(sides: Sides, old: Entry[Result], new: Entry[Result], field: str) -> Diagnostic:
    return diagnose(
        new.place(field),
        "changed-published-value",
        field=field,
        what=field,
        before=written_value(getattr(old.record, field)),
        after=written_value(getattr(new.record, field)),
        row=_next_row(new, sides),
    )


def _gone(sides: Sides, old: Entry[Result]) -> Diagnostic:
    return diagnose(
        sides.place(old),
        "changed-published-value.gone",
        name=row_name(old),
        path=old.file.path,
        line=old.line,
        row=_withdrawal(old, sides),
    )


def _hidden(new: Entry[Result]) -> Diagnostic:
    day = new.record.issued
    place = new.place("issued")
    return diagnose(
        place, "changed-published-value.hidden", field="issued", day=day.isoformat() if day else ""
    )


def _parts(entry: Entry[Result], fields: tuple[str, ...]) -> list[str]:
    """Fields of a row as they are written in a flow mapping."""
    found = []
    for field in fields:
        value = getattr(entry.record, field)
        if value is None or (field == "assessment" and value == "official"):
            continue
        found.append(f"{field}: {written_value(value)}")
    return found


def _next_row(entry: Entry[Result], sides: Sides) -> tuple[str, ...]:
    """The row that says the same honestly: the next revision."""
    payload = tuple(f for f in VALUE_FIELDS if f not in {"status", "breakdown", "coverage"})
    status = [f"status: {entry.record.status}"] if entry.record.status != "final" else []
    return (
        *_parts(entry, _KEY_FIELDS),
        *_parts(entry, payload),
        *status,
        *_revised(entry.record.revision + 1, sides),
    )


def _withdrawal(entry: Entry[Result], sides: Sides) -> tuple[str, ...]:
    tail = _revised(entry.record.revision + 1, sides)
    return (*_parts(entry, _KEY_FIELDS), "status: withdrawn", *tail)


def _revised(number: int, sides: Sides) -> tuple[str, ...]:
    return f"revision: {number}", "revision_reason: …", f"issued: {sides.as_of.isoformat()}"
