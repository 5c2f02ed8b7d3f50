"""Every language has every word, in the forms that its grammar asks for, and none in vain."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest
import yaml
from babel import Locale
from pledgebook import links
from pledgebook.configuration import THEME_LABELS
from pledgebook.downloads.tables import TABLES
from pledgebook.languages import FALLBACK, label_tags, load_language
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
from pledgebook.views.sheet import MARKED
from pydantic import BaseModel

PACKAGE = Path(str(files("pledgebook")))
TAGS = label_tags()
OTHERS = tuple(tag for tag in TAGS if tag != FALLBACK)
METHODS = tuple(sorted(path.stem for path in (PACKAGE / "method").glob("*.md")))
# More whole numbers than any rule of plurals tells apart, but for millions.
NUMBERS = range(1000)


# The catalogues ------------------------------------------------------------------------


@cache
def keys(tag: str) -> tuple[str, ...]:
    """The keys of a catalogue as they stand in its file, a key given twice included."""
    node = yaml.compose((PACKAGE / "labels" / f"{tag}.yml").read_text(encoding="utf-8"))
    assert isinstance(node, yaml.MappingNode)
    return tuple(key.value for key, _ in node.value)


@cache
def labels(tag: str) -> dict[str, Any]:
    text = (PACKAGE / "labels" / f"{tag}.yml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def forms(label: Any) -> dict[str, str]:
    """A label's texts by plural category; that of a label with one form is ""."""
    return label if isinstance(label, dict) else {"": label}


def texts(tag: str) -> Iterator[tuple[str, str]]:
    for key, label in labels(tag).items():
        for text in forms(label).values():
            yield key, text


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def categories(tag: str) -> frozenset[str]:
    return frozenset(Locale.parse(tag).plural_form.tags) | {"other"}


@cache
def of_one_number(tag: str) -> frozenset[str]:
    """The categories that hold a single number, so that its form need not name it."""
    found = [Locale.parse(tag).plural_form(number) for number in NUMBERS]
    return frozenset(category for category in found if found.count(category) == 1)


def test_a_key_stands_only_once() -> None:
    assert len(set(keys(FALLBACK))) == len(keys(FALLBACK))


@pytest.mark.parametrize("tag", OTHERS)
def test_every_language_has_the_same_keys_in_the_same_order(tag: str) -> None:
    assert not set(keys(FALLBACK)) - set(keys(tag)), "missing"
    assert not set(keys(tag)) - set(keys(FALLBACK)), "unknown"
    assert keys(tag) == keys(FALLBACK)


@pytest.mark.parametrize("tag", TAGS)
def test_labels_are_plain_text_with_the_quotes_of_the_language(tag: str) -> None:
    wrong = [
        (key, text)
        for key, text in texts(tag)
        if not isinstance(text, str) or not text.strip() or set(text) & set("<>&\"'`*\n\t")
    ]
    assert not wrong


@pytest.mark.parametrize("tag", TAGS)
def test_forms_are_those_of_the_language(tag: str) -> None:
    several = categories(tag) != {"other"}
    for key, label in labels(tag).items():
        if isinstance(label, dict):
            assert set(label) == categories(tag), key
        elif several and key in labels(FALLBACK):
            assert isinstance(labels(FALLBACK)[key], str), f"{key} needs its forms"


@pytest.mark.parametrize("tag", TAGS)
def test_parameters_agree_in_every_form(tag: str) -> None:
    for key, label in labels(tag).items():
        wanted = parameters(list(forms(labels(FALLBACK)[key]).values())[-1])
        for category, text in forms(label).items():
            may_lack = {"n"} if category in of_one_number(tag) else set()
            assert wanted - may_lack <= parameters(text) <= wanted, (key, category)


@pytest.mark.parametrize("tag", TAGS)
def test_a_number_that_comes_as_words_has_one_form(tag: str) -> None:
    assert isinstance(labels(tag)["value.of"], str)


@pytest.mark.parametrize("tag", TAGS)
def test_every_form_can_be_said(tag: str) -> None:
    language = load_language(tag)
    for key, label in labels(tag).items():
        given: dict[str, str | int] = {p: "x" for t in forms(label).values() for p in parameters(t)}
        for number in (0, 1, 2, 3, 11, 100, 1_000_000) if isinstance(label, dict) else ():
            assert language.say(key, **(given | {"n": number})), key
        if not isinstance(label, dict):
            assert language.say(key, **given), key


def test_french_has_its_no_break_spaces() -> None:
    method = re.sub(r"\{:.*?\}", "", (PACKAGE / "method" / "fr.md").read_text(encoding="utf-8"))
    for text in (*(text for _, text in texts("fr")), method):
        assert not re.search("(?<![\u00a0\u202f])[:;!?»]|«(?![\u00a0\u202f])", text), text


# Where labels are said -----------------------------------------------------------------


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
# The labels whose last part is put together while the program runs: what can stand there.
FAMILIES: dict[str, tuple[str, ...]] = {
    "announcement": words(Announcement, "kind"),
    "assessment": words(Result, "assessment"),
    "commitment": words(Target, "commitment"),
    "count": tuple(State),
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
PAGES = tuple(f"{page}.description" for page in links.SPECIAL_PAGES)
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
                found = labels(tag)[name]
                asked = {p for text in forms(found).values() for p in parameters(text)}
                assert asked | ({"n"} if isinstance(found, dict) else set()) <= given, (tag, name)


def test_words_of_the_theme_are_those_that_it_falls_back_to() -> None:
    assert {key: labels(FALLBACK)[f"theme.{key}"] for key in THEME_LABELS} == THEME_LABELS


# The page about the method ---------------------------------------------------------------


def method(tag: str) -> str:
    return (PACKAGE / "method" / f"{tag}.md").read_text(encoding="utf-8")


def test_every_language_has_a_page_about_the_method() -> None:
    assert set(METHODS) == set(TAGS)


@pytest.mark.parametrize("tag", METHODS)
def test_pages_about_the_method_have_the_same_parts(tag: str) -> None:
    for part in (r"\{: #[a-z-]+ \}", r"\{[a-z_]+\}", "(?m)^#+ ", "(?m)^- ", r"\n\n"):
        found, wanted = (re.findall(part, method(name)) for name in (tag, FALLBACK))
        assert found == wanted
    assert not re.search("[<>&]", method(tag))


@pytest.mark.parametrize("tag", METHODS)
def test_the_method_uses_the_words_of_the_labels(tag: str) -> None:
    said_there = {word.casefold() for word in re.findall(r"\*+([^*]+)\*+", method(tag))}
    keys_ = [f"state.{state}" for state in State] + ["mark.provisional", "mark.assumed"]
    assert {labels(tag)[key].casefold() for key in keys_} <= said_there
