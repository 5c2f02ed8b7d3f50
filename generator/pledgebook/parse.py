"""From files to records: nodes are validated, and mistakes of shape become diagnostics.

Knows how a type's files are laid out. Must not know what two records have to do with each
other, nor how a refusal reads for an author (that is `explain`).
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from pydantic import BaseModel

from pledgebook.diagnostics import Diagnostic, Place, diagnose
from pledgebook.entries import Entry, place_of
from pledgebook.explain import Subject, wrong_type
from pledgebook.fields import id_problem
from pledgebook.frontmatter import split_front_matter
from pledgebook.located import Mapping, Node, Text
from pledgebook.parse_record import MAX_PROBLEMS, Context, Parsed, Task, parse_record, stop
from pledgebook.parse_rows import parse_rows
from pledgebook.project import ContentFile, DataFile
from pledgebook.records import RECORD_TYPES, Site
from pledgebook.repair import replaced
from pledgebook.roots import read_root
from pledgebook.shapes import known_fields
from pledgebook.suggest import slug

MODELS: dict[str, type[BaseModel]] = {kind.name: kind.model for kind in RECORD_TYPES}


def parse_site(file: DataFile | None) -> tuple[Entry[Site] | None, tuple[Diagnostic, ...]]:
    """The site's settings, or None and why not."""
    if file is None:
        return None, ()
    parsed = Parsed()
    _parse_file(file, Site, Context(), parsed)
    return (parsed.entries[0] if parsed.entries else None), tuple(parsed.problems)


def parse_data(files: Iterable[DataFile], context: Context) -> Parsed:
    """All records and rows of the files, in order."""
    parsed = Parsed()
    for file in files:
        if file.type != "site":
            _parse_file(file, MODELS[file.type], context, parsed)
    return parsed


def parse_front_matter(
    file: ContentFile, type_name: str, model: type[BaseModel], context: Context
) -> tuple[Entry[Any] | None, int, tuple[Diagnostic, ...]]:
    """The front matter of a Markdown file as a record, and the offset of its body."""
    start, end, body = split_front_matter(file.source.text)
    if body == 0 and any(each.is_required() for each in model.model_fields.values()):
        return None, 0, (diagnose(Place(file.source.path), "missing-field.front-matter"),)
    if start and end == len(file.source.text):
        return None, body, (diagnose(file.source.place(0, 3), "syntax.front-matter"),)
    root = read_root(file.source, (start, end))
    task = Task(file.source, type_name, model, root, {"year_start": context.year_start})
    parsed = Parsed(problems=[*root.diagnostics])
    if root.mapping is not None:
        parse_record(task, file.page, root.mapping, parsed)
    return (parsed.entries[0] if parsed.entries else None), body, tuple(parsed.problems)


def _parse_file(file: DataFile, model: type[BaseModel], context: Context, parsed: Parsed) -> None:
    rows = file.type == "results"
    root = read_root(file.source, listed="results" if rows else "")
    parsed.problems.extend(root.diagnostics)
    task = Task(file.source, file.type, model, root, {"year_start": context.year_start})
    if rows:
        parse_rows(task, parsed)
    elif file.id or file.type == "site":
        _parse_single(task, file.id, parsed)
    else:
        parsed.broken.update((file.type, name) for name in root.lost or ())
        _parse_collection(task, parsed)


def _parse_single(task: Task, id_: str, parsed: Parsed) -> None:
    """A file that is one record, named by its id."""
    if task.kind != "site" and (key := _id_key(id_)):
        near = slug(id_)
        key = "bad-id.file" if near and near != id_ else key
        place = Place(task.source.path)
        parsed.problems.append(diagnose(place, key, value=id_, near=near or ""))
    mapping = task.root.mapping
    if mapping is None:
        parsed.broken.add((task.kind, id_))
    elif task.kind != "site" and _is_collection(task, mapping):
        place = place_of(task.source, mapping)
        parsed.problems.append(diagnose(place, "wrong-type.collection", type=task.kind))
        parsed.broken.update((task.kind, name) for name in (id_, *mapping))
    else:
        parse_record(task, id_, mapping, parsed)


def _is_collection(task: Task, mapping: Mapping) -> bool:
    """Whether a mapping holds records by id where one record was expected."""
    known = known_fields(task.model, ())
    return bool(mapping) and all(
        isinstance(node, Mapping) and key not in known for key, node in mapping.items()
    )


def _id_key(value: str) -> str | None:
    """The message about a name that cannot be a record's id, or None."""
    return "bad-id.reserved" if value == "index" else id_problem(value)


def _parse_collection(task: Task, parsed: Parsed) -> None:
    """A file that maps ids to records."""
    mapping = task.root.mapping
    if mapping is None:
        return
    if any(isinstance(node, Text) for node in mapping.values()) and _is_one_record(task, mapping):
        place = place_of(task.source, mapping)
        parsed.problems.append(diagnose(place, "wrong-type.one-record", type=task.kind))
        return
    empty = [key for key in mapping.empty if not key.startswith("x-")]
    parsed.broken.update((task.kind, key) for key in empty)
    for key in islice(empty, MAX_PROBLEMS):
        if key.start not in task.root.told:
            place = place_of(task.source, key)
            parsed.problems.append(diagnose(place, "missing-field.record", id=key))
    if any(d.rule == "duplicate-key" and d.place.column == 1 for d in task.root.diagnostics):
        parsed.broken.add((task.kind, ""))  # a copy that kept its id is meant to be another record
    before = len(parsed.problems)
    for key, node in mapping.items():
        if len(parsed.problems) - before > MAX_PROBLEMS:
            stop(task, parsed)
            parsed.broken.update((task.kind, key) for key in mapping)
            return
        if not key.startswith("x-"):
            _parse_keyed(task, key, node, parsed)


def _is_one_record(task: Task, mapping: Mapping) -> bool:
    known = known_fields(task.model, ())
    return all(key in known or key.startswith("x-") for key in mapping)


def _parse_keyed(task: Task, key: Text, node: Node, parsed: Parsed) -> None:
    if problem := _id_key(key):
        near = slug(key)
        mended = near if near != key else None
        fix = replaced(task.source, key.start, key.end, mended) if mended else None
        if mended:  # who refers to the record by its right id is not wrong
            parsed.broken.add((task.kind, mended))
        place = place_of(task.source, key)
        parsed.problems.append(diagnose(place, problem, fix=fix, value=key))
    if isinstance(node, Mapping):
        parse_record(task, str(key), node, parsed, key)
        return
    parsed.broken.add((task.kind, str(key)))
    if key in known_fields(task.model, ()):
        place = place_of(task.source, key)
        parsed.problems.append(diagnose(place, "wrong-type.margin", name=key))
    else:
        subject = Subject(task.source, node, task.model)
        parsed.problems.append(wrong_type(subject, node, "mapping", []))
