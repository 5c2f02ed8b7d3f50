"""What drafts change in a project: new records, revisions, or nothing.

Knows how a row is told from another, and that nothing is overwritten. Must not know sheets or
how files are written to the disk.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pledgebook.diagnostics import Diagnostic, Severity
from pledgebook.exchange.draft import Draft
from pledgebook.exchange.lines import record_lines, row_line
from pledgebook.exchange.problems import Problem, refuse
from pledgebook.load import Loaded
from pledgebook.parse import parse_data
from pledgebook.parse_record import Context
from pledgebook.project import DataFile
from pledgebook.records import Result
from pledgebook.source import SourceFile

Key = tuple[Any, ...]
_KEY_FIELDS = ("organization", "indicator", "target", "period", "as_of", "assessment")


@dataclass(frozen=True, slots=True)
class Revisions:
    """How changed values are published: why, and when."""

    reason: str
    issued: date


@dataclass
class Changes:
    """What is new, by draft; what is changed; and what cannot be."""

    new: list[Draft] = field(default_factory=list)
    revised: list[tuple[Draft, str]] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def parse_drafts(
    drafts: list[Draft], loaded: Loaded
) -> tuple[list[tuple[Draft, Any]], list[Problem]]:
    """The drafts that are sound, each with its record; and what is wrong with others, by cell."""
    kind = drafts[0].kind
    text = draft_text(drafts)
    source = SourceFile(f"data/{kind}.yml", text)
    site = loaded.model.site
    parsed = parse_data([DataFile(kind, "", source)], Context(site.languages, site.year_start))
    lines = line_drafts(drafts, text)
    problems = [at_cell(d, lines) for d in parsed.problems if d.severity is Severity.ERROR]
    return [(lines[entry.line], entry.record) for entry in parsed.entries], problems


def draft_text(drafts: list[Draft]) -> str:
    """The text of a file that holds these drafts alone."""
    if drafts[0].kind == "results":
        return "results:\n" + "".join(row_line(draft.fields) for draft in drafts)
    return "".join(record_lines(draft.id, draft.fields) for draft in drafts)


def line_drafts(drafts: list[Draft], text: str, first: int = 1) -> dict[int, Draft]:
    """The draft that each line is about."""
    if drafts[0].kind == "results":
        return {first + 1 + number: draft for number, draft in enumerate(drafts)}
    found: dict[int, Draft] = {}
    waiting = iter(drafts)
    for number, line in enumerate(text.splitlines(), first):
        if not line.startswith(" "):
            current = next(waiting)
        found[number] = current
    return found


def at_cell(diagnostic: Diagnostic, lines: Mapping[int, Draft]) -> Problem:
    """A diagnostic about a draft, at the cell it came from."""
    draft = lines.get(diagnostic.place.line)
    at = draft.cell(diagnostic.field.removeprefix("results.")) if draft else "--"
    return Problem(at, diagnostic.message, diagnostic.hint)


def compare(drafts: list[Draft], loaded: Loaded, revisions: Revisions) -> Changes:
    """What the drafts change in the project."""
    changes = Changes()
    if not drafts:
        return changes
    pairs, changes.problems = parse_drafts(drafts, loaded)
    if drafts[0].kind == "results":
        _compare_rows(pairs, loaded, revisions, changes)
    else:
        _compare_records(pairs, loaded, changes)
    return changes


def _compare_records(pairs: Iterable[tuple[Draft, Any]], loaded: Loaded, changes: Changes) -> None:
    seen: dict[str, Draft] = {}
    for draft, record in pairs:
        there = loaded.model.of_type(draft.kind).get(draft.id)
        if first := seen.get(draft.id):
            changes.problems.append(refuse("import.duplicate", other=first.at).at(draft.at))
        elif there is None:
            changes.new.append(draft)
        elif differing := _differing(draft, record, there.record):
            place = f"{there.file.path}:{there.line}"
            problem = refuse("import.differs", id=draft.id, field=differing, place=place)
            changes.problems.append(problem.at(draft.cell(differing)))
        else:
            changes.unchanged += 1
        seen.setdefault(draft.id, draft)


def _compare_rows(
    pairs: list[tuple[Draft, Result]], loaded: Loaded, revisions: Revisions, changes: Changes
) -> None:
    known: dict[Key, dict[int, Result]] = {}
    for entry in loaded.model.results:
        known.setdefault(key_of(entry.record), {})[entry.record.revision] = entry.record
    seen: dict[Key, Draft] = {}
    for draft, record in pairs:
        key, exact = key_of(record), "revision" in draft.fields
        place = (*key, record.revision if exact else None)
        if first := seen.get(place):
            changes.problems.append(refuse("import.duplicate", other=first.at).at(draft.at))
            continue
        seen[place] = draft
        there = known.get(key, {})
        if not there or (exact and record.revision not in there):
            changes.new.append(draft if record.revision else _first(draft))
            continue
        current = there[record.revision if exact else max(there)]
        differing = _differing(draft, record, current)
        if not differing:
            changes.unchanged += 1
        elif exact:
            changes.problems.append(_frozen(draft, differing))
        else:
            _revise(draft, current, differing, revisions, changes)


def _first(draft: Draft) -> Draft:
    """A first revision does not say so."""
    fields = {name: value for name, value in draft.fields.items() if name != "revision"}
    return replace(draft, fields=fields)


def _frozen(draft: Draft, differing: str) -> Problem:
    revision = str(draft.fields["revision"])
    return refuse("import.frozen", revision=revision, field=differing).at(draft.cell(differing))


def _revise(
    draft: Draft, current: Result, differing: str, revisions: Revisions, changes: Changes
) -> None:
    if not revisions.reason and "revision_reason" not in draft.fields:
        problem = refuse("import.reason", old=_shown(current, differing), field=differing)
        changes.problems.append(problem.at(draft.cell(differing)))
        return
    fields = {**draft.fields, "revision": current.revision + 1}
    fields.setdefault("revision_reason", revisions.reason)
    fields.setdefault("issued", revisions.issued.isoformat())
    changes.revised.append((replace(draft, fields=fields), _shown(current, differing)))


def _shown(record: Result, name: str) -> str:
    """A field of the record in place, as a person reads it."""
    value = getattr(record, name)
    if isinstance(value, Mapping):
        return ", ".join(f"{code}: {count}" for code, count in value.items())
    return str(getattr(value, "text", value))


def _differing(draft: Draft, record: Any, there: Any) -> str:
    """The first field that is given and is not the same in the project."""
    given = {name.partition(".")[0] for name in draft.fields}
    names = (name for name in type(there).model_fields if name in given)
    return next((name for name in names if getattr(record, name) != getattr(there, name)), "")


def key_of(row: Result) -> Key:
    """What tells a row from another, but for its revision."""
    return tuple(_comparable(getattr(row, name)) for name in _KEY_FIELDS)


def _comparable(value: Any) -> Any:
    return (value.first, value.last) if hasattr(value, "first") else value
