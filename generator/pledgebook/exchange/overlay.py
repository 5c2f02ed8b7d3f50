"""A project as it would be with other files in place, checked before anything is written.

Knows where imported records go. Must not know sheets. Nothing that a person wrote is rewritten:
rows go into a file of rows alone, records are added at the end of a file.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from pledgebook.content import check_content
from pledgebook.diagnostics import Diagnostic
from pledgebook.exchange.draft import Draft
from pledgebook.exchange.lines import record_lines, row_line
from pledgebook.load import Loaded, load
from pledgebook.project import DataFile
from pledgebook.rules import check
from pledgebook.source import SourceFile

# A file as an import writes it: remarks, then rows of one line each.
_ROWS_ALONE = re.compile(r"(#.*\n)*results:\n(  - \{.*\}\n)*")


def place_drafts(drafts: list[Draft], loaded: Loaded, name: str) -> dict[str, str]:
    """The files that change, by path, with their new text."""
    kind = drafts[0].kind
    there = {file.source.path: file.source.text for file in loaded.project.data}
    if kind == "results":
        path = _rows_path(there, name)
        return {path: _with_rows(there.get(path, ""), drafts, name)}
    path = next((p for p in (f"data/{kind}.yml", f"data/{kind}.yaml") if p in there), "")
    if not path and any(file.type == kind for file in loaded.project.data):
        return {f"data/{kind}/{d.id}.yml": _alone(d) for d in drafts}
    path = path or f"data/{kind}.yml"
    before = there.get(path, "")
    added = "".join(record_lines(draft.id, draft.fields) for draft in drafts)
    return {path: f"{before}{_gap(before)}{added}"}


def _gap(before: str) -> str:
    return "" if not before else "\n" if before.endswith("\n") else "\n\n"


def _rows_path(there: Mapping[str, str], name: str) -> str:
    """The import's own file; another where a person has written in that one."""
    for number in range(1, 1000):
        path = f"data/results/{name if number == 1 else f'{name}-{number}'}.yml"
        if path not in there or _ROWS_ALONE.fullmatch(there[path]):
            return path
    raise OSError(f"data/results/{name}.yml")


def _with_rows(before: str, drafts: list[Draft], name: str) -> str:
    lines = before.splitlines(keepends=True) or [f"# Imported from {name}.\n", "results:\n"]
    rows = [line for line in lines if line.startswith("  - ")]
    head = [line for line in lines if line not in rows]
    return "".join([*head, *sorted({*rows, *(row_line(draft.fields) for draft in drafts)})])


def _alone(draft: Draft) -> str:
    lines = record_lines(draft.id, draft.fields).splitlines(keepends=True)[1:]
    return "".join(line[2:] for line in lines)


def draft_lines(path: str, text: str, drafts: list[Draft]) -> dict[int, Draft]:
    """The draft that each line of a new file is about."""
    rows = {row_line(draft.fields): draft for draft in drafts if draft.kind == "results"}
    ids = {draft.id: draft for draft in drafts if draft.kind != "results"}
    found: dict[int, Draft] = {}
    current = ids.get(Path(path).stem)
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if not line.startswith((" ", "#")):
            current = ids.get(line.partition(":")[0], current)
        if draft := rows.get(line) or current:
            found[number] = draft
    return found


def with_files(loaded: Loaded, files: Mapping[str, str]) -> Loaded:
    """The project with these files in place of, or beside, its own."""
    kept = [file for file in loaded.project.data if file.source.path not in files]
    added = [_data_file(path, text) for path, text in files.items()]
    data = tuple(sorted((*kept, *added), key=lambda file: file.source.path))
    return load(replace(loaded.project, data=data))


def _data_file(path: str, text: str) -> DataFile:
    parts = path.removeprefix("data/").rpartition(".")[0].split("/")
    named = len(parts) > 1 and parts[0] != "results"
    return DataFile(parts[0], parts[-1] if named else "", SourceFile(path, text))


def found_in(loaded: Loaded, as_of: date) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a project."""
    return (*loaded.diagnostics, *check(loaded), *check_content(loaded, as_of))


def new_in(after: tuple[Diagnostic, ...], before: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """What is wrong only afterwards; lines may have moved."""
    known = {(d.place.path, d.rule, d.message, d.field) for d in before}
    return [d for d in after if (d.place.path, d.rule, d.message, d.field) not in known]


def write_files(root: Path, files: Mapping[str, str] | Mapping[str, bytes]) -> None:
    """Puts all files in place, each whole; none when one cannot be written."""
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f".{target.name}.new")
            waiting.append((draft, target))
            draft.write_bytes(content.encode() if isinstance(content, str) else content)
        for draft, target in waiting:
            os.replace(draft, target)  # noqa: PTH105 - of the two, the one that says it is whole
    finally:
        for draft, _ in waiting:
            draft.unlink(missing_ok=True)
