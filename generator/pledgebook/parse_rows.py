"""Files of result rows: a list, and defaults that apply to each row.

Knows how such a file is laid out. Must not know what rows have to do with each other.
"""

from itertools import islice

from pledgebook.diagnostics import Diagnostic, diagnose, message
from pledgebook.entries import Entry, place_of
from pledgebook.explain import Subject, wrong_type
from pledgebook.located import Mapping, Sequence, Text
from pledgebook.nearest import nearest
from pledgebook.parse_record import (
    MAX_PROBLEMS,
    Parsed,
    Task,
    parse_record,
    stop,
    unknown_gaps,
)
from pledgebook.repair import replaced
from pledgebook.rowform import RowForm
from pledgebook.shapes import known_fields

_ROW_KEYS = ("defaults", "results")


def parse_rows(task: Task, parsed: Parsed) -> None:
    """A file of result rows with defaults that apply to each."""
    root = task.root.mapping
    if root is None or task.root.lost:
        parsed.broken.add(("results", ""))
    if root is None:
        return
    if "results" not in root:
        _report_no_rows(task, root, parsed)
        return
    for key in (*root, *root.empty):
        if key not in _ROW_KEYS and not key.startswith("x-"):
            parsed.problems.append(_unknown_row_key(task, key))
    defaults, rows = root.find("defaults"), root.find("results")
    subject = Subject(task.source, root, task.model, task.root.told)
    if defaults is not None and not isinstance(defaults, Mapping):
        parsed.problems.append(wrong_type(subject, defaults, "mapping", ["defaults"]))
        defaults = None
    if not isinstance(rows, Sequence):
        parsed.problems.append(wrong_type(subject, rows, "list", ["results"]))
        parsed.broken.add(("results", ""))
        return
    if defaults is not None:
        gaps = unknown_gaps(subject, defaults, [])
        parsed.problems.extend(islice(gaps, MAX_PROBLEMS))
    _parse_each(task, defaults, rows, parsed)


def _parse_each(task: Task, defaults: Mapping | None, rows: Sequence, parsed: Parsed) -> None:
    """Every row with the file's defaults; most are read quickly, the others by pydantic."""
    before = len(parsed.problems)
    form = _form(task, defaults)
    for row in rows:
        if len(parsed.problems) - before > MAX_PROBLEMS:
            stop(task, parsed)
            return
        merged = _merge(defaults, row) if defaults and isinstance(row, Mapping) else row
        record = form.read(row) if form and isinstance(row, Mapping) and not row.empty else None
        if record is None:
            parse_record(task, "", merged, parsed)
        else:
            parsed.entries.append(Entry(task.kind, "", record, merged, task.source))


def _form(task: Task, defaults: Mapping | None) -> RowForm | None:
    """How the rows of a sound file are read quickly."""
    if task.root.gaps or task.root.lost is not None:
        return None
    return RowForm(task.model, task.settings).with_defaults(defaults, task.settings)


def _report_no_rows(task: Task, root: Mapping, parsed: Parsed) -> None:
    """There is no list of rows: it is lost to a mistake, empty, misspelt, or not there."""
    parsed.broken.add(("results", ""))
    if task.root.lost or any(key.start in task.root.told for key in root.empty):
        return
    misspelt = [key for key in islice(root, 50) if nearest(key, ["results"])]
    if misspelt:
        parsed.problems.append(_unknown_row_key(task, misspelt[0]))
        return
    key = "missing-field.rows"
    if any(name in known_fields(task.model, ()) for name in root):
        key = "missing-field.rows-bare"
    place = place_of(task.source, root)
    parsed.problems.append(diagnose(place, key, field="results"))


def _unknown_row_key(task: Task, key: Text) -> Diagnostic:
    near = nearest(key, _ROW_KEYS)
    hint = message("unknown-field.known", known=_ROW_KEYS)
    fix = None
    if near:
        hint = message("unknown-field.near", near=near)
        fix = replaced(task.source, key.start, key.end, near)
    text, place = message("unknown-field", name=key), place_of(task.source, key)
    return Diagnostic(place, "unknown-field", text, hint, field=str(key), fix=fix)


def _merge(defaults: Mapping, row: Mapping) -> Mapping:
    """A row with the file's defaults where it says nothing itself."""
    merged = Mapping(defaults)
    if row.empty or not row.keys().isdisjoint(defaults):
        # An equal key would keep the place of the default.
        for key in (*row.empty, *row):
            merged.pop(key, None)
    merged.update(row)
    merged.start, merged.end, merged.empty = row.start, row.end, row.empty
    return merged
