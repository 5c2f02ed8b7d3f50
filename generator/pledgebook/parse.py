"""From files to records: nodes are validated, and mistakes of shape become diagnostics.

Knows how a type's files are laid out and how a refusal of pydantic reads for an author.
Must not know what two records have to do with each other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from pledgebook.diagnostics import Diagnostic, Message, Place, message
from pledgebook.entries import Entry, place_of, walk
from pledgebook.fields import ID, MAX_ID
from pledgebook.frontmatter import split_front_matter
from pledgebook.located import Document, Mapping, Node, Problem, Sequence, Text, read_document
from pledgebook.nearest import nearest
from pledgebook.project import ContentFile, DataFile
from pledgebook.records import RECORD_TYPES, Result, Site
from pledgebook.source import SourceFile
from pledgebook.traps import comma_trap, explain_syntax, value_traps
from pledgebook.values import Rejected

MODELS: dict[str, type[BaseModel]] = {kind.name: kind.model for kind in RECORD_TYPES}


@dataclass(frozen=True, slots=True)
class Context:
    """What the site's settings say about how records are read."""

    languages: tuple[str, ...] = ("en",)
    year_start: str = "01-01"


@dataclass(slots=True)
class Parsed:
    """Records of all files, ids of those that could not be read, and what was wrong."""

    entries: list[Entry[Any]] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)


def parse_site(file: DataFile | None) -> tuple[Entry[Site] | None, tuple[Diagnostic, ...]]:
    """The site's settings, or None and why not."""
    parsed = Parsed()
    if file is not None:
        root = _read_root(file.source, parsed)
        if root is not None:
            _parse_record("site", "", root, file.source, Site, Context(), parsed)
    return (parsed.entries[0] if parsed.entries else None), tuple(parsed.problems)


def parse_data(files: Iterable[DataFile], context: Context) -> Parsed:
    """All records and rows of the files, in order."""
    parsed = Parsed()
    for file in files:
        if file.type == "site":
            continue
        root = _read_root(file.source, parsed)
        if root is None:
            if file.id:
                parsed.broken.add((file.type, file.id))
        elif file.type == "results":
            _parse_rows(root, file.source, context, parsed)
        elif file.id:
            _check_file_id(file, parsed)
            model = MODELS[file.type]
            _parse_record(file.type, file.id, root, file.source, model, context, parsed)
        else:
            _parse_collection(file, root, context, parsed)
    return parsed


def parse_front_matter(
    file: ContentFile, type_name: str, model: type[BaseModel], context: Context
) -> tuple[Entry[Any] | None, int, tuple[Diagnostic, ...]]:
    """The front matter of a Markdown file as a record, and the offset of its body."""
    start, end, body = split_front_matter(file.source.text)
    parsed = Parsed()
    document = read_document(file.source.text[start:end], start)
    _report_document(file.source, document, parsed)
    root = document.root
    if root is None and not document.problems:
        root = _empty_mapping(start)
    if root is not None:
        _parse_record(type_name, file.page, root, file.source, model, context, parsed)
    return (parsed.entries[0] if parsed.entries else None), body, tuple(parsed.problems)


def _empty_mapping(offset: int) -> Mapping:
    mapping = Mapping()
    mapping.start = mapping.end = offset
    mapping.empty = ()
    return mapping


def _read_root(source: SourceFile, parsed: Parsed) -> Mapping | None:
    """The mapping that a record file holds, or None and a problem."""
    document = read_document(source.text)
    _report_document(source, document, parsed)
    if isinstance(document.root, Mapping):
        return document.root
    if document.root is not None:
        place = place_of(source, document.root)
        text = message("wrong-type.file", path=source.path)
        hint = message("wrong-type.file.hint")
        parsed.problems.append(Diagnostic(place, "wrong-type", text, hint))
    elif not document.problems:
        return _empty_mapping(0)
    return None


def _report_document(source: SourceFile, document: Document, parsed: Parsed) -> None:
    parsed.problems.extend(_explain(source, problem) for problem in document.problems)
    parsed.problems.extend(value_traps(source, document.root))


def _explain(source: SourceFile, problem: Problem) -> Diagnostic:
    if problem.rule == "syntax" or problem.key == "yaml-feature.alias":
        return explain_syntax(source, problem)
    related = (source.place(*problem.related),) if problem.related else ()
    text = message(problem.key, **dict(problem.params))
    hint = message(f"{problem.key}.hint", **dict(problem.params))
    return Diagnostic(source.place(problem.start, problem.end), problem.rule, text, hint, related=related)


def _check_file_id(file: DataFile, parsed: Parsed) -> None:
    if ID.fullmatch(file.id) is None or len(file.id) > MAX_ID or file.id == "index":
        place = Place(file.source.path)
        parsed.problems.append(_bad_id(place, file.id))


def _bad_id(place: Place, value: str) -> Diagnostic:
    key = "bad-id.reserved" if value == "index" else "bad-id"
    key = "bad-id.long" if len(value) > MAX_ID else key
    params = {"value": value[:MAX_ID]}
    return Diagnostic(place, "bad-id", message(key, **params), message(f"{key}.hint", **params))


def _parse_collection(file: DataFile, root: Mapping, context: Context, parsed: Parsed) -> None:
    """A file that maps ids to records."""
    model = MODELS[file.type]
    for key in root.empty:
        parsed.broken.add((file.type, key))
        text, hint = message("missing-field.record", id=key), message("missing-field.record.hint")
        parsed.problems.append(Diagnostic(place_of(file.source, key), "missing-field", text, hint))
    for key, node in root.items():
        if key.startswith("x-"):
            continue
        if ID.fullmatch(key) is None or len(key) > MAX_ID or key == "index":
            parsed.problems.append(_bad_id(place_of(file.source, key), key))
        _parse_record(file.type, str(key), node, file.source, model, context, parsed, key)


def _parse_rows(root: Mapping, source: SourceFile, context: Context, parsed: Parsed) -> None:
    """A file of result rows with defaults that apply to each."""
    known = {"defaults", "results"}
    for key in (*root, *root.empty):
        if key not in known and not key.startswith("x-"):
            parsed.problems.append(_unknown_field(source, root, key, tuple(sorted(known)), str(key)))
    defaults, rows = root.get("defaults"), root.get("results")  # type: ignore[call-overload]
    if defaults is not None and not isinstance(defaults, Mapping):
        parsed.problems.append(_wrong_type(source, defaults, "mapping", "defaults"))
        defaults = None
    if rows is None:
        text, hint = message("missing-field", name="results"), message("missing-field.hint", name="results")
        parsed.problems.append(Diagnostic(place_of(source, root), "missing-field", text, hint))
    elif not isinstance(rows, Sequence):
        parsed.problems.append(_wrong_type(source, rows, "list", "results"))
    else:
        for row in rows:
            merged = _merge(defaults, row) if defaults and isinstance(row, Mapping) else row
            _parse_record("results", "", merged, source, Result, context, parsed)


def _merge(defaults: Mapping, row: Mapping) -> Mapping:
    """A row with the file's defaults where it says nothing itself."""
    merged = Mapping(defaults)
    for key in (*row.empty, *row):
        merged.pop(key, None)
    merged.update(row)
    merged.start, merged.end, merged.empty = row.start, row.end, row.empty
    return merged


def _parse_record(
    kind: str,
    id_: str,
    node: Node,
    source: SourceFile,
    model: type[BaseModel],
    context: Context,
    parsed: Parsed,
    key: Text | None = None,
) -> None:
    """One record: an entry, or its id among the broken ones and a diagnostic for each mistake."""
    try:
        record = model.model_validate(node, context={"year_start": context.year_start})
    except ValidationError as error:
        problems = [*_explain_errors(error, source, node, model)]
        if problems:
            parsed.broken.add((kind, id_))
            parsed.problems.extend(problems)
            return
        # Only x- fields were in the way.
        _parse_record(kind, id_, _without_free(node), source, model, context, parsed, key)
        return
    parsed.entries.append(Entry(kind, id_, record, node, source, key))


def _without_free(node: Any) -> Any:
    """The nodes without `x-` fields, which are free for the author's own use."""
    if isinstance(node, Mapping):
        kept = Mapping((k, _without_free(v)) for k, v in node.items() if not k.startswith("x-"))
        kept.start, kept.end, kept.empty = node.start, node.end, node.empty
        return kept
    if isinstance(node, Sequence):
        items = Sequence(_without_free(item) for item in node)
        items.start, items.end = node.start, node.end
        return items
    return node


def _explain_errors(
    error: ValidationError, source: SourceFile, node: Node, model: type[BaseModel]
) -> Iterator[Diagnostic]:
    for detail in error.errors(include_url=False):
        steps = [str(step) for step in detail["loc"] if not str(step).startswith(":")]
        if detail["type"] == "extra_forbidden" and steps[-1].startswith("x-"):
            continue
        yield _explain_error(dict(detail), steps, source, node, model)


def _explain_error(
    detail: dict[str, Any], steps: list[str], source: SourceFile, node: Node, model: type[BaseModel]
) -> Diagnostic:
    path = ".".join(steps)
    kind, details = detail["type"], detail.get("ctx", {})
    at = walk(node, path)
    rejected = details.get("error")
    if isinstance(rejected, Rejected):
        return _explain_rejected(rejected, source, at, path)
    if kind == "extra_forbidden":
        parent = walk(node, ".".join(steps[:-1]))
        return _unknown_field(source, parent, steps[-1], known_fields(model, steps[:-1]), path)
    if kind == "missing":
        return _missing_field(source, at, steps[-1], path)
    if kind == "literal_error" and isinstance(at, Text):
        allowed = re.findall(r"'([^']*)'", details["expected"])
        return _bad_choice(source, at, allowed, path)
    if kind in {"too_short", "too_long"}:
        text, hint = message("bad-value.empty-list"), message("bad-value.empty-list.hint")
        return Diagnostic(place_of(source, at), "bad-value", text, hint, field=path)
    wanted = "list" if kind == "tuple_type" else "text" if kind == "literal_error" else "mapping"
    return _wrong_type(source, at, wanted, path)


def _explain_rejected(rejected: Rejected, source: SourceFile, at: Node, path: str) -> Diagnostic:
    node = rejected.at if isinstance(rejected.at, Text | Mapping | Sequence) else at
    text = message(rejected.key, **rejected.params)
    hint = message(f"{rejected.key}.hint", **rejected.params)
    return Diagnostic(place_of(source, node), rejected.rule, text, hint, field=path)


def _unknown_field(
    source: SourceFile, parent: Node, name: str, known: tuple[str, ...], path: str
) -> Diagnostic:
    key = parent.key(name) if isinstance(parent, Mapping) else parent
    if isinstance(parent, Mapping) and (trap := comma_trap(source, parent, name, path)):
        return trap
    near = nearest(name, known)
    hint = (
        message("unknown-field.near", near=near)
        if near
        else message("unknown-field.known", known=", ".join(sorted(known)))
    )
    text = message("unknown-field", name=name)
    return Diagnostic(place_of(source, key), "unknown-field", text, hint, field=path)


def _missing_field(source: SourceFile, at: Node, name: str, path: str) -> Diagnostic:
    empty = isinstance(at, Mapping) and name in at.empty
    key = "missing-field.empty" if empty else "missing-field"
    text, hint = message(key, name=name), message(f"{key}.hint", name=name)
    return Diagnostic(place_of(source, at), "missing-field", text, hint, field=path)


def _bad_choice(source: SourceFile, at: Text, allowed: list[str], path: str) -> Diagnostic:
    near = nearest(at, allowed)
    choices = ", ".join(allowed)
    hint: Message = (
        message("bad-value.choice.near", near=near, allowed=choices)
        if near
        else message("bad-value.choice.hint", allowed=choices)
    )
    text = message("bad-value.choice", value=str(at)[:60])
    return Diagnostic(place_of(source, at), "bad-value", text, hint, field=path)


def _wrong_type(source: SourceFile, at: Node, wanted: str, path: str) -> Diagnostic:
    text = message("wrong-type.wanted", wanted=message(f"kind.{wanted}"), given=message(f"kind.{_kind(at)}"))
    hint = message(f"wrong-type.{wanted}.hint")
    return Diagnostic(place_of(source, at), "wrong-type", text, hint, field=path)


def _kind(node: Node) -> str:
    if isinstance(node, Mapping):
        return "mapping"
    return "list" if isinstance(node, Sequence) else "text"


def known_fields(model: type[BaseModel], steps: Iterable[str]) -> tuple[str, ...]:
    """The field names that a mapping at these steps inside a record may have."""
    models = [model]
    for step in steps:
        annotations = [m.model_fields[step].annotation for m in models if step in m.model_fields]
        if annotations:
            models = [found for annotation in annotations for found in _models_in(annotation)]
    return tuple(sorted({name for found in models for name in found.model_fields}))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)
