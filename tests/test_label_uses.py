"""Every label that the program says exists, and none stands in the catalogues in vain."""

import ast
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from catalogues import PACKAGE, TAGS, forms, keys, labels, parameters
from pledgebook import links
from pledgebook.downloads.tables import TABLES
from pledgebook.languages import FALLBACK
from pledgebook.records import (
    COMPARATORS,
    Agreement,
    Announcement,
    Correction,
    Indicator,
    Organization,
    Party,
    Programme,
    Result,
    Source,
    Target,
)
from pledgebook.status import REASON_PARAMS, REASONS, State
from pledgebook.status.terms import TESTED_FIELDS
from pledgebook.themewords import THEME_LABELS
from pledgebook.views.sheet import MARKED


def words(model: type[BaseModel], name: str) -> tuple[str, ...]:
    """The fixed words that a field of a record may hold."""

    def inner(annotation: Any) -> Iterator[str]:
        for part in get_args(annotation):
            if isinstance(part, str):
                yield part
            else:
                yield from inner(part)

    return tuple(inner(model.model_fields[name].annotation))


MARKS = (*MARKED, *words(Result, "flag"), "assumed", "in-language", "provisional")
STATUS_SECTIONS = ("missing", "late", "provisional", "not-due")
ASKED = tuple(state for state in State if state is not State.NOT_APPLICABLE)
# The labels whose last part is put together while the program runs: what can stand there.
FAMILIES: dict[str, tuple[str, ...]] = {
    "announcement": words(Announcement, "kind"),
    "answer": ("targets.met", "organizations.met", "pairs.met"),
    "answer.one": ASKED,
    "answer.organizations": ASKED,
    "answer.targets": ASKED,
    "assessment": words(Result, "assessment"),
    "changes": ("joined", "left"),
    "commitment": words(Target, "commitment"),
    "count": tuple(State),
    "dates": ("data", "changed", "built"),
    "date": ("year", "month", "day"),
    "direction": tuple(word for word in words(Indicator, "direction") if word != "none"),
    "download.table": tuple(table.name for table in TABLES),
    "download.type": tuple(column.type for table in TABLES for column in table.columns),
    "download.unit": ("percent", "percentage-points"),
    "home": ("organizations", "agreements", "targets"),
    "mark": (*MARKS, *(f"{mark}.title" for mark in MARKS)),
    "measure": words(Indicator, "measure"),
    "missing": words(Result, "missing"),
    "named": (State.NOT_MET, State.NO_DATA),
    "reason": REASONS,
    "role": words(Party, "role"),
    "scope": (
        *("everyone", "initiator", "own", "signatories"),
        *("organizations", "children_of", "descendants_of"),
    ),
    "section": (*links.SECTIONS, *links.SPECIAL_PAGES, "home", *(t.name for t in TABLES)),
    "severity": words(Correction, "severity"),
    "source": words(Source, "kind"),
    "state": tuple(State),
    "status": (*STATUS_SECTIONS, *(f"{name}.caption" for name in STATUS_SECTIONS)),
    "terms": COMPARATORS,
    "terms.every": words(Target, "every"),
    "theme": tuple(THEME_LABELS),
}
DESCRIBED = tuple(column.description for table in TABLES for column in table.columns)
PAGES = (
    *(f"{page}.description" for page in links.SPECIAL_PAGES),
    *(f"{section}.caption" for section in links.SECTIONS),
)
# Fields of a row that are words about it: no verdict rests on them.
WORDS = {"assumed", "former_ids", "text", "text_status", "revision_reason", "response"}
RECORDS = (Organization, Programme, Agreement, Party, Indicator, Target, Result)


@cache
def modules() -> tuple[ast.Module, ...]:
    paths = sorted(PACKAGE.rglob("*.py"))
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


def nodes(kind: type[ast.AST], within: ast.AST | None = None) -> Iterator[Any]:
    for tree in (within,) if within else modules():
        yield from (node for node in ast.walk(tree) if isinstance(node, kind))


def calls(within: ast.AST | None = None) -> Iterator[tuple[ast.expr, ast.Call]]:
    """Each call of `say` or `word`, with the expression for its key."""
    for call in nodes(ast.Call, within):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if name in {"say", "word"} and call.args:
            yield call.args[0], call


def literals(key: ast.expr) -> tuple[str, ...]:
    """The keys that an expression names outright."""
    if isinstance(key, ast.IfExp):
        return (*literals(key.body), *literals(key.orelse))
    return (key.value,) if isinstance(key, ast.Constant) and isinstance(key.value, str) else ()


def strings(node: ast.expr) -> tuple[str, ...]:
    parts = node.elts if isinstance(node, ast.Tuple) else []
    return tuple(word for part in parts for word in literals(part))


def put_together(function: ast.FunctionDef) -> Iterator[str]:
    """Keys such as `column.{name}` where `name` runs over words written beside it."""
    known: dict[str, tuple[str, ...]] = {}
    for assignment in nodes(ast.Assign, function):
        if isinstance(assignment.targets[0], ast.Name):
            known[assignment.targets[0].id] = strings(assignment.value)
    for loop in nodes(ast.comprehension, function):
        if isinstance(loop.target, ast.Name):
            over = loop.iter
            named = known.get(over.id, ()) if isinstance(over, ast.Name) else ()
            known[loop.target.id] = strings(over) or named
    for key, _ in calls(function):
        if isinstance(key, ast.JoinedStr) and isinstance(key.values[-1], ast.FormattedValue):
            name = key.values[-1].value
            name = name.value if isinstance(name, ast.Subscript) else name
            start = "".join(word for part in key.values for word in literals(part))
            found = known.get(name.id, ()) if isinstance(name, ast.Name) else ()
            yield from (f"{start}{word}" for word in found)


def said() -> set[str]:
    """Every key that the program is seen to say."""
    found = {word for key, _ in calls() for word in literals(key)}
    for function in nodes(ast.FunctionDef):
        found.update(put_together(function))
    for call in nodes(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id == "facts":
            found.update(f"field.{strings(pair)[0]}" for pair in call.args[1:] if strings(pair))
    found.update(f"{family}.{name}" for family, names in FAMILIES.items() for name in names)
    return found | set(DESCRIBED) | set(PAGES)


def test_every_label_that_is_said_exists() -> None:
    assert len(said()) > 300
    assert not sorted(said() - set(keys(FALLBACK)))


def test_every_assumption_that_a_verdict_rests_on_has_a_label() -> None:
    fields = {*TESTED_FIELDS, *Result.model_fields} - WORDS
    assert not sorted(name for name in fields if f"field.{name}" not in keys(FALLBACK))


def test_every_label_is_said() -> None:
    written = {node.value for node in nodes(ast.Constant) if isinstance(node.value, str)}
    parts = {f"reason.{code}.{name}" for code, names in REASON_PARAMS.items() for name in names}
    fields = {f"field.{name}" for record in RECORDS for name in record.model_fields}
    in_vain = set(keys(FALLBACK)) - said() - written - parts - fields
    assert not sorted(in_vain)


def test_calls_give_what_the_label_asks_for() -> None:
    for key, call in calls():
        given = {keyword.arg for keyword in call.keywords}
        for name in literals(key) if None not in given else ():
            for tag in TAGS:
                found = labels(tag).get(name, "")
                asked = {p for text in forms(found).values() for p in parameters(text)}
                assert asked | ({"n"} if isinstance(found, dict) else set()) <= given, (tag, name)
