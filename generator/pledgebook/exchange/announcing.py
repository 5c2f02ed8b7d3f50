"""The draft of an announcement about a record: its text and tables, from what the record says.

Knows what of a record belongs into news. Must not invent a sentence: a person writes those.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pledgebook.entries import Entry
from pledgebook.exchange.places import ExchangeError
from pledgebook.languages import Language, choose
from pledgebook.markup import escape
from pledgebook.model import Model
from pledgebook.nearest import nearest
from pledgebook.records import Agreement, Target
from pledgebook.status.scope import inherits
from pledgebook.values import LocalizedText

_ABOUT = ("agreements", "programmes", "organizations", "indicators")
# What nothing in Markdown is made of stays readable for the person who finishes the draft.
_HARMLESS = re.compile(r"[^\W\d_][^\W_]*([ ,.;()%/?’“”–-]+[^\W_]+)*[.)%?]?")


def about(model: Model, reference: str) -> Entry[Any]:
    """The record named `agreements/ID`. Raises ExchangeError."""
    kind, _, id_ = reference.partition("/")
    if kind not in _ABOUT:
        known = ", ".join(f"{kind}/ID" for kind in _ABOUT)
        raise ExchangeError(f"--about names a record as one of {known}, not {reference!r}")
    records = model.of_type(kind)
    if id_ not in records:
        near = nearest(id_, records)
        hint = f"; did you mean {kind}/{near}?" if near else ""
        raise ExchangeError(f"there is no {reference}{hint}")
    entry: Entry[Any] = records[id_]
    return entry


def draft(model: Model, entry: Entry[Any], language: Language) -> tuple[dict[str, Any], str]:
    """Front matter and Markdown of an announcement about a record."""
    record = entry.record
    name = _text(record.name, language)
    described = getattr(record, "description", None) or getattr(record, "definition", None)
    text = _text(described, language) if described else ""
    kind = "launch" if entry.type in {"agreements", "programmes"} else "results"
    fields: dict[str, Any] = {
        "title": name,
        "summary": " ".join(text.split("\n\n")[0].split()) or name,
        "kind": kind,
        "about": {entry.type: [entry.id]},
    }
    if cited := [source for source in record.sources if isinstance(source, str)]:
        fields["sources"] = cited
    parts = [_readable(part) for part in re.split(r"\n\s*\n", text) if part.strip()]
    parts += _tables(model, entry, language)
    return fields, "\n\n".join(parts)


def _tables(model: Model, entry: Entry[Any], language: Language) -> Iterator[str]:
    record = entry.record
    if isinstance(record, Agreement):
        columns = ("column.organization", "column.role")
        rows = [_party(model, party, language) for party in record.parties]
        yield from _section("section.parties", columns, rows, language)
    targets = [(entry, target) for target in getattr(record, "targets", ())]
    programme = model.programmes.get(getattr(record, "programme", None) or "")
    if programme is not None:
        inherited = [t for t in programme.record.targets if inherits(record, t.id)]
        targets = [*((programme, target) for target in inherited), *targets]
    rows = [_target(owner, target, language) for owner, target in targets]
    yield from _section("section.targets", ("column.target", "column.time"), rows, language)


def _party(model: Model, party: Any, language: Language) -> tuple[str, str]:
    known = model.organizations.get(party.organization)
    name = _text(known.record.name, language) if known else party.organization
    link = f"[{_readable(name)}](../organizations/{party.organization}.md)"
    return link, language.word(f"role.{party.role}")


def _target(owner: Entry[Any], target: Target, language: Language) -> tuple[str, str]:
    statement = _readable(_text(target.statement, language))
    due = language.day(target.due) if target.due else ""
    if not due and target.due_text:
        due = _readable(_text(target.due_text, language))
    return f"[{statement}](../{owner.type}/{owner.id}.md#{target.id})", due


def _section(
    heading: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]], language: Language
) -> Iterator[str]:
    """A heading and a table, if there is anything to show; columns without a word are left out."""
    if not rows:
        return
    kept = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    head = [language.word(columns[i]) for i in kept]
    lines = [head, ["---"] * len(kept), *([row[i] for i in kept] for row in rows)]
    yield f"## {language.word(heading)}"
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _text(text: LocalizedText, language: Language) -> str:
    return choose(text, language.tag, language.tag).text


def _readable(text: str) -> str:
    """A text of a record for Markdown: as it is where that is harmless, else escaped."""
    joined = " ".join(text.split())
    return joined if _HARMLESS.fullmatch(joined) else escape(joined)
