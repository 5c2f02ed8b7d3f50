"""Figures that changed, were withdrawn or added.

Knows rows with their revisions. Must not know records of other types.
"""

from collections.abc import Iterator

from pledgebook.changes.change import Change, Pair
from pledgebook.changes.match import RowKey, Rows, published, row_name
from pledgebook.changes.values import written_value
from pledgebook.changes.words import row_words, state_words, value_words, values_words, words
from pledgebook.diagnostics import Message, message
from pledgebook.entries import Entry
from pledgebook.records import Result

PAYLOAD = (
    *("value", "numerator", "denominator", "distribution", "not_rated", "missing"),
    *("breakdown", "status", "flag", "population", "coverage"),
)
Row = Entry[Result]


def row_changes(pair: Pair) -> Iterator[Change]:
    """Every series of rows, in the order of the later model, then those that are gone."""
    for key, was, now in pair.rows:
        yield from _series(pair, key, was, now)


def _series(pair: Pair, key: RowKey, was: Rows, now: Rows) -> Iterator[Change]:
    old = _newest(published(was, pair.as_of))
    new = _newest(published(now, pair.as_of))
    if old and new:
        yield from _both(pair, key, old, new)
    elif old and not any(kind == "results" for kind, _ in pair.after.broken):
        yield _gone(pair, key, old)
    elif new:
        yield _added(pair, key, new)
    yield from _unpublished(pair, was, now)
    for number in was.keys() & now.keys():
        yield from _edited(pair, was[number], now[number], (old, new))


def _newest(rows: Rows) -> Row | None:
    return [*rows.values()][-1] if rows else None


def payload(row: Result) -> str:
    """What a row says, as it is written."""
    given = {name: getattr(row, name) for name in PAYLOAD}
    kept = {
        n: v for n, v in given.items() if v is not None and not (n == "status" and v == "final")
    }
    return ", ".join(f"{name}: {written_value(value)}" for name, value in kept.items())


def _both(pair: Pair, key: RowKey, old: Row, new: Row) -> Iterator[Change]:
    was, now = old.record, new.record
    silent = was.revision == now.revision
    if payload(was) == payload(now):
        if not silent:
            yield _change(pair, key, ("value-changed", 3), (old, new), message("changes.confirmed"))
        return
    withdrawn = now.status == "withdrawn"
    kind = "value-withdrawn" if withdrawn else "value-changed"
    weight = 0 if silent else 2 if withdrawn else 1
    yield _change(pair, key, (kind, weight), (old, new), _what(was, now))


def _what(was: Result, now: Result) -> Message:
    if value_words(was) != value_words(now):
        return values_words(was, now)
    parts = [f for f in PAYLOAD if getattr(was, f) != getattr(now, f)]
    before, after = (", ".join(written_value(getattr(r, f)) for f in parts) for r in (was, now))
    return message("changes.field", field=", ".join(parts), before=before, after=after)


def _change(
    pair: Pair, key: RowKey, kind: tuple[str, int], rows: tuple[Row, Row], text: Message
) -> Change:
    old, new = rows
    return Change(
        kind[0],
        row_words(pair.after, new.record, pair.language),
        text,
        row_name(new),
        before=payload(old.record),
        after=payload(new.record),
        notes=(*_verdicts(pair, key), *_reason(pair, old.record, new.record)),
        place=new.place(),
        base=old.place(),
        weight=kind[1],
        pages=_pages(pair, key),
    )


def _reason(pair: Pair, old: Result, new: Result) -> Iterator[Message]:
    if old.revision == new.revision:
        yield message("changes.without-revision")
    elif new.revision_reason:
        said = words(new.revision_reason, pair.after, pair.language)
        yield message("changes.revision", number=new.revision, reason=said)


def _verdicts(pair: Pair, key: RowKey) -> Iterator[Message]:
    """What became of the verdicts on the organization that this row can decide."""
    organization, subject = key[0], key[1]
    by_indicator = pair.after.targets_by_indicator.get(subject, ())
    names = [entry.name for entry in by_indicator] or [subject]
    old_names = {new: old for old, new in pair.renames.targets.items()}
    old_ids = {n: o for (k, o), n in pair.renames.records.items() if k == "organizations"}
    for name in names[:2]:
        old = pair.was.of(old_names.get(name, name), old_ids.get(organization, organization))
        new = pair.now.of(name, organization)
        if old and new:
            states = {"before": state_words(old.state), "after": state_words(new.state)}
            yield message("changes.target", **states)


def _pages(pair: Pair, key: RowKey) -> tuple[str, ...]:
    organization, subject = key[0], key[1]
    owners = {entry.owner.name for entry in pair.after.targets_by_indicator.get(subject, ())}
    if subject in pair.after.targets:
        owners.add(pair.after.targets[subject].owner.name)
    else:
        owners.add(f"indicators/{subject}")
    return (f"organizations/{organization}", *sorted(owners))


def _gone(pair: Pair, key: RowKey, old: Row) -> Change:
    return Change(
        "value-withdrawn",
        row_words(pair.before, old.record, pair.language),
        message("changes.value-gone", before=value_words(old.record)),
        row_name(old),
        before=payload(old.record),
        notes=(*_verdicts(pair, key), message("changes.without-revision")),
        base=old.place(),
        weight=-1,
        pages=_pages(pair, key),
    )


def _added(pair: Pair, key: RowKey, new: Row) -> Change:
    return Change(
        "result-added",
        row_words(pair.after, new.record, pair.language),
        message("changes.value-added", after=value_words(new.record)),
        row_name(new),
        after=payload(new.record),
        notes=tuple(_verdicts(pair, key)),
        place=new.place(),
        pages=_pages(pair, key),
    )


def _unpublished(pair: Pair, was: Rows, now: Rows) -> Iterator[Change]:
    """Rows that readers see only later."""
    known = [entry.record for entry in was.values()]
    for entry in now.values():
        day = entry.record.issued
        if day and day > pair.as_of and entry.record not in known:
            yield Change(
                "result-added",
                row_words(pair.after, entry.record, pair.language),
                message("changes.value-added", after=value_words(entry.record)),
                row_name(entry),
                after=payload(entry.record),
                notes=(message("changes.embargo", day=day.isoformat()),),
                place=entry.place(),
                weight=1,
            )


def _edited(
    pair: Pair, old: Row, new: Row, newest: tuple[Row | None, Row | None]
) -> Iterator[Change]:
    """What else changed in one and the same revision."""
    was, now = old.record, new.record
    current = old is newest[0] and new is newest[1]
    hidden = bool(now.issued and now.issued > pair.as_of and was.issued == now.issued)
    if payload(was) != payload(now) and not current and not hidden:
        text = message("changes.old-revision", number=now.revision, text=_what(was, now))
        yield _of_row(pair, ("value-changed", 0), (old, new), text, "")
    for field in ("revision_reason", "text", "response", "note"):
        if getattr(was, field) != getattr(now, field):
            text = message("changes.text", field=field, **_texts(pair, was, now, field))
            yield _of_row(pair, ("meaning-changed", 0), (old, new), text, field)
    if was.issued != now.issued:
        days = {f: written_value(r.issued) for f, r in (("before", was), ("after", now))}
        yield _of_row(
            pair,
            ("fact-changed", 0),
            (old, new),
            message("changes.field", field="issued", **days),
            "issued",
        )
    if was.sources != now.sources:
        both = {"before": written_value(was.sources), "after": written_value(now.sources)}
        text = message("changes.field", field="sources", **both)
        yield _of_row(pair, ("source-changed", 0), (old, new), text, "sources")


def _texts(pair: Pair, was: Result, now: Result, field: str) -> dict[str, str]:
    found = {}
    for name, row in (("before", was), ("after", now)):
        value = getattr(row, field)
        text = getattr(value, "text", value) if field == "response" else value
        found[name] = words(text, pair.after, pair.language) if text else written_value(None)
    return found


def _of_row(
    pair: Pair, kind: tuple[str, int], rows: tuple[Row, Row], text: Message, field: str
) -> Change:
    old, new = rows
    both = (written_value(getattr(r.record, field)) if field else payload(r.record) for r in rows)
    return Change(
        kind[0],
        row_words(pair.after, new.record, pair.language),
        text,
        row_name(new),
        field=field,
        before=next(both),
        after=next(both),
        place=new.place(field),
        base=old.place(field),
        weight=kind[1],
        pages=(f"organizations/{new.record.organization}",),
    )
