"""A spreadsheet into a project: from its sheets to the files that would change.

Knows the order of the steps. Must not write anything: what is written is the last step, and
only when nothing is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pledgebook.diagnostics import Diagnostic, Severity
from pledgebook.exchange.cells import Reader, convention
from pledgebook.exchange.draft import Draft
from pledgebook.exchange.folders import TEXTS, read_folder
from pledgebook.exchange.grid import Sheet
from pledgebook.exchange.headers import Headers, Layout, find_layout
from pledgebook.exchange.merge import Revisions, at_cell, compare
from pledgebook.exchange.names import Names, plain
from pledgebook.exchange.overlay import draft_lines, found_in, new_in, place_drafts, with_files
from pledgebook.exchange.popolo import Popolo
from pledgebook.exchange.problems import Problem, Refused, in_order, refuse
from pledgebook.exchange.rows import read_rows
from pledgebook.exchange.sheets import read_sheets
from pledgebook.exchange.stated import stated, unsaid
from pledgebook.load import Loaded
from pledgebook.project import TYPE_NAMES
from pledgebook.suggest import slug

# Records before what refers to them.
ORDER = ("organizations", "sources", "scales", "indicators", "programmes", "agreements", "results")
_GUESSED = ("results", "organizations", "sources")


@dataclass(frozen=True)
class Wish:
    """What the person asked for: see the options of `pledgebook import`."""

    as_of: date
    kind: str = ""
    name: str = ""
    sheets: tuple[str, ...] = ()
    mapped: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    decimal: str = ""
    reason: str = ""


@dataclass
class Plan:
    """What an import would do: files with their new text, and what is to be said of it."""

    files: dict[str, str] = field(default_factory=dict)
    new: list[Draft] = field(default_factory=list)
    revised: list[tuple[Draft, str]] = field(default_factory=list)
    unchanged: int = 0
    empty: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def plan_import(path: Path, loaded: Loaded, wish: Wish) -> Plan:
    """What importing a file would do. Nothing is written."""
    plan = Plan()
    try:
        tables = _sources(path, loaded, wish, plan)
    except Refused as refused:
        plan.problems.append(refused.at(path.name))
        return plan
    plan_drafts(tables, loaded, wish, plan, slug(wish.name or path.stem) or "imported")
    plan.problems = in_order(plan.problems)
    return plan


def _sources(path: Path, loaded: Loaded, wish: Wish, plan: Plan) -> "list[Source]":
    """What a file or folder holds, told by its form: a folder of another tool, JSON, or sheets.
    Raises Refused."""
    if path.is_dir() or path.suffix.lower() in TEXTS:
        found = read_folder(path, loaded.model, wish.given, wish.mapped)
        plan.problems += found.problems
        plan.warnings += found.warnings
        plan.empty += found.empty
        return [Given(kind, drafts) for kind, drafts in found.drafts.items()]
    if path.suffix.lower() == ".json":
        return [Given("organizations", Popolo(path).drafts())]
    return _tables(read_sheets(path), loaded, wish, plan)


def plan_drafts(tables: "list[Source]", loaded: Loaded, wish: Wish, plan: Plan, name: str) -> None:
    """Fills in the plan from the tables of a file."""
    current, all_drafts = loaded, []
    for kind in ORDER:
        drafts = [d for table in tables if table.kind == kind for d in table.read(current, plan)]
        changes = compare(drafts, current, Revisions(wish.reason, wish.as_of))
        plan.problems += changes.problems
        plan.unchanged += changes.unchanged
        plan.new += changes.new
        plan.revised += changes.revised
        if plan.problems and kind != "results":
            break  # what refers to these records would be told to name what is not there
        added = [*changes.new, *(draft for draft, _ in changes.revised)]
        if added and not plan.problems:
            plan.files |= place_drafts(added, current, name)
            all_drafts += added
            current = with_files(current, plan.files)
    if plan.files and not plan.problems:
        _check(plan, loaded, current, all_drafts, wish.as_of)
    if plan.problems:
        plan.files.clear()


def _check(plan: Plan, before: Loaded, after: Loaded, drafts: list[Draft], as_of: date) -> None:
    """What the project's own checks say of the outcome, at the cells."""
    lines = {path: draft_lines(path, text, drafts) for path, text in plan.files.items()}
    for diagnostic in new_in(found_in(after, as_of), found_in(before, as_of)):
        problem = _told(diagnostic, lines)
        if diagnostic.severity is Severity.ERROR:
            plan.problems.append(problem)
        elif diagnostic.severity is Severity.WARNING:
            plan.warnings.append(problem)


def _told(diagnostic: Diagnostic, lines: Mapping[str, Mapping[int, Draft]]) -> Problem:
    place = diagnostic.place
    if place.line in lines.get(place.path, {}):
        return at_cell(diagnostic, lines[place.path])
    return Problem(f"{place.path}:{place.line}", diagnostic.message, diagnostic.hint)


class Source:
    """Something that gives drafts of one kind, once the records before it are known."""

    kind: str

    def read(self, loaded: Loaded, plan: Plan) -> list[Draft]:
        """The drafts; problems go into the plan."""
        raise NotImplementedError


@dataclass
class Given(Source):
    """Drafts that another format gave."""

    kind: str
    found: list[Draft]

    def read(self, loaded: Loaded, plan: Plan) -> list[Draft]:  # noqa: ARG002 - as they are
        """The drafts."""
        return _with_ids(self.found, plan)


@dataclass
class Table(Source):
    """A sheet of one kind of record."""

    sheet: Sheet
    kind: str
    wish: Wish

    def read(self, loaded: Loaded, plan: Plan) -> list[Draft]:
        """The drafts of the sheet."""
        names = Names(loaded.model)
        layout = find_layout(self.sheet, Headers(names, self.kind, self.wish.mapped))
        if layout is None:
            plan.problems.append(refuse("import.no-table").at(self.sheet.at(1, 1)))
            return []
        given = stated(self.sheet, layout, names, self.wish.given)
        if unknown := layout.problems or (*unsaid(self.sheet, layout, names, given),):
            plan.problems += unknown
            return []
        reader = Reader(names, self.wish.decimal or convention(names))
        rows = read_rows(self.sheet, layout, reader, given)
        plan.problems += rows.problems
        plan.empty += rows.empty
        told = (draft for draft in rows.drafts if "?" not in draft.cells)
        return _with_ids([*told], plan)


def _with_ids(drafts: list[Draft], plan: Plan) -> list[Draft]:
    """Records without an id get one of their name."""
    for draft in drafts:
        if draft.kind == "results" or draft.id:
            continue
        name = draft.fields.get("name", draft.fields.get("title", ""))
        text = next(iter(name.values()), "") if isinstance(name, dict) else name
        draft.id = slug(str(text)) or ""
        if not draft.id:
            plan.problems.append(refuse("import.no-id", name=str(text)).at(draft.at))
    return [draft for draft in drafts if draft.id or draft.kind == "results"]


def _tables(sheets: tuple[Sheet, ...], loaded: Loaded, wish: Wish, plan: Plan) -> "list[Source]":
    chosen = [sheet for sheet in sheets if not wish.sheets or sheet.name in wish.sheets]
    known = {sheet.name for sheet in sheets}
    for name in wish.sheets:
        if name not in known:
            raise refuse("import.no-sheet", name=name, known=tuple(known))
    tables: list[Source] = []
    for sheet in chosen:
        kind = wish.kind or _kind(sheet, Names(loaded.model), wish)
        if kind:
            tables.append(Table(sheet, kind, wish))
        else:
            plan.problems.append(refuse("import.no-table").at(sheet.at(1, 1)))
    return tables


def _kind(sheet: Sheet, names: Names, wish: Wish) -> str:
    """The type of record in a sheet: by the sheet's name, else by its headers."""
    for kind in TYPE_NAMES:
        called = [kind, *(str(each.labels.get(f"section.{kind}", "")) for each in names.languages)]
        if plain(sheet.name) in {plain(each) for each in called}:
            return kind
    layouts = ((k, find_layout(sheet, Headers(names, k, wish.mapped))) for k in _GUESSED)
    found = [(_known(layout), kind) for kind, layout in layouts if layout]
    return max(found, key=lambda each: each[0])[1] if found else ""


def _known(layout: Layout) -> int:
    return len(layout.columns) - len(layout.problems)
