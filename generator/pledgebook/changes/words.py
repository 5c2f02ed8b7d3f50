"""Names and values of records in a few words of the report's language.

Knows how a row or target is called. Must not know what changed. Numbers stand as in the
records; a share has its counts beside it, and at most two decimals.
"""

from decimal import Decimal

from pledgebook.changes.values import NOTHING, written_value
from pledgebook.diagnostics import Message, Param, message
from pledgebook.languages import choose
from pledgebook.model import Model, TargetEntry
from pledgebook.records import Result
from pledgebook.status import State
from pledgebook.values import LocalizedText


def words(text: LocalizedText, model: Model, language: str) -> str:
    """A text in the report's language, else as the site falls back."""
    return choose(text, language, model.site.languages[0]).text if text.texts else NOTHING


def name_of(model: Model, kind: str, id_: str, language: str) -> str:
    """What a record is called; its id where it has no name."""
    entry = model.of_type(kind).get(id_)
    record = entry.record if entry else None
    for field in ("short_name", "name", "title"):
        if (text := getattr(record, field, None)) is not None:
            return words(text, model, language)
    return id_


def target_words(model: Model, entry: TargetEntry, language: str) -> str:
    """`Pact · Eighty gardens`: a target by its owner and statement."""
    owner = name_of(model, entry.owner.type, entry.owner.id, language)
    return f"{owner} · {shortened(words(entry.target.statement, model, language))}"


def shortened(text: str, most: int = 80) -> str:
    """A text on one line, cut at a length."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def row_words(model: Model, row: Result, language: str) -> str:
    """`School A · gardens 2024`: a row by organization, subject and time."""
    organization = name_of(model, "organizations", row.organization, language)
    if row.indicator:
        subject = name_of(model, "indicators", row.indicator, language)
    else:
        target = model.targets.get(row.target or "")
        named = words(target.target.statement, model, language) if target else row.target or ""
        subject = shortened(named, 60)
    time = row.period or row.as_of
    tail = f" ({row.assessment})" if row.assessment != "official" else ""
    return f"{organization} · {subject} {time.text if time else ''}{tail}"


def percent(numerator: Decimal, denominator: Decimal) -> str:
    """A share in percent, with at most two decimals."""
    if not denominator:
        return NOTHING
    return f"{round(numerator * 100 / denominator, 2).normalize():f}"


def value_words(row: Result) -> Param:
    """What a row says, in a few words."""
    if row.status == "withdrawn":
        return message("changes.withdrawn")
    if row.missing:
        return message(f"changes.missing.{row.missing}")
    if row.numerator is not None and row.denominator is not None:
        counts = {"n": str(row.numerator), "d": str(row.denominator)}
        return message("changes.share", p=percent(row.numerator, row.denominator), **counts)
    if row.distribution is not None:
        return tuple(f"{code} {count}" for code, count in row.distribution.items())
    if isinstance(row.value, bool):
        return message("changes.true" if row.value else "changes.false")
    return written_value(row.value)


def values_words(old: Result, new: Result) -> Message:
    """From one value to another: `2 of 10 → 3 of 10 (20 % → 30 %)`."""
    counts = (old.numerator, old.denominator, new.numerator, new.denominator)
    n0, d0, n1, d1 = counts
    if n0 is None or d0 is None or n1 is None or d1 is None or new.status == "withdrawn":
        return message("changes.from-to", before=value_words(old), after=value_words(new))
    shares = {"p0": percent(n0, d0), "p1": percent(n1, d1)}
    return message("changes.shares", n0=str(n0), d0=str(d0), n1=str(n1), d1=str(d1), **shares)


def state_words(state: State | None, *, provisional: bool = False) -> Message:
    """A verdict in words; None is a target that is not asked of anyone there."""
    if state is None:
        return message("changes.state.none")
    said = message(f"changes.state.{state}")
    return message("changes.state.provisional", state=said) if provisional else said
