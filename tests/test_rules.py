"""Every rule on small projects with mistakes, and none on good ones."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from shutil import copytree
from string import Formatter

import pytest

from catalogues import PACKAGE, parameters
from pledgebook.checks import Checked, check_project
from pledgebook.diagnostics import Diagnostic, Message, Severity
from pledgebook.load import load
from pledgebook.messages import catalogue
from pledgebook.project import read_project
from pledgebook.report import Report, text_report
from pledgebook.rules import RULES, Rule, check, checked, rule_named

CASES = Path(__file__).parent / "cases"
RULE_CASES = sorted(path for path in (CASES / "rules").glob("*/*") if path.is_dir())
WALKS = sorted(path for path in (CASES / "walks").iterdir() if path.is_dir())
AS_OF = date(2026, 11, 23)
EXPECTED = "expected.txt"


@cache
def checked_case(folder: Path) -> Checked:
    return check_project(folder, AS_OF)


def _name(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


def _line(diagnostic: Diagnostic) -> str:
    """`path:line:column severity rule field`."""
    place = diagnostic.place
    where = f"{place.path}:{place.line}:{place.column}"
    return f"{where} {diagnostic.severity} {diagnostic.rule} {diagnostic.field}".rstrip()


def told(case: Checked) -> str:
    """What is compared: a line for each diagnostic, then the report as a person reads it."""
    lines = "".join(f"{_line(d)}\n" for d in case.diagnostics)
    report = Report(case.diagnostics, case.loaded.project.sources, case.records)
    text = text_report(report, "en", whole=True, colour=False, seconds=None)
    return f"{lines}\n{text}"


@pytest.mark.parametrize("folder", RULE_CASES, ids=_name)
def test_a_case_is_told_as_expected(folder: Path, rewrite_golden: bool) -> None:
    found = told(checked_case(folder))
    if rewrite_golden:
        (folder / EXPECTED).write_text(found, encoding="utf-8")
    assert found == (folder / EXPECTED).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", RULE_CASES, ids=_name)
def test_a_case_tells_of_its_rule_unless_it_shows_what_is_allowed(folder: Path) -> None:
    rules = {diagnostic.rule for diagnostic in checked_case(folder).diagnostics}
    assert (folder.parent.name in rules) is not folder.name.startswith("allowed")


@pytest.mark.parametrize("folder", WALKS, ids=lambda folder: folder.name)
def test_a_good_project_gives_no_error_and_no_warning(folder: Path) -> None:
    found = check_project(folder, AS_OF).diagnostics
    assert [d for d in found if d.severity is not Severity.INFO] == []


def test_each_rule_that_is_a_function_has_a_case() -> None:
    with_case = {folder.parent.name for folder in RULE_CASES}
    assert [rule.name for rule in RULES if rule.check and rule.name not in with_case] == []


def test_each_case_stands_under_a_rule() -> None:
    assert [_name(folder) for folder in RULE_CASES if rule_named(folder.parent.name) is None] == []


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_manual_page_says_what_is_wrong_with_an_example_and_the_repair(rule: Rule) -> None:
    assert rule.manual.split("\n\n")[0].endswith(".")
    assert any(word in rule.manual for word in ("Wrong: ", "Example: ", "\n- "))
    assert "To repair it: " in rule.manual


@pytest.mark.parametrize("folder", RULE_CASES, ids=_name)
def test_a_function_tells_only_of_its_own_rule(folder: Path) -> None:
    project = checked(checked_case(folder).loaded)
    for rule in RULES:
        if rule.check:
            assert {diagnostic.rule for diagnostic in rule.check(project)} <= {rule.name}


@pytest.mark.parametrize("folder", RULE_CASES, ids=_name)
def test_every_sentence_of_a_case_is_in_the_catalogues(folder: Path) -> None:
    for sentence in _sentences(checked_case(folder)):
        for language in ("en", "vi"):
            assert sentence.key in catalogue(language), (sentence.key, language)


def _sentences(case: Checked) -> Iterator[Message]:
    for diagnostic in case.diagnostics:
        for sentence in (diagnostic.message, diagnostic.hint):
            if sentence:
                yield sentence
                yield from (part for _, part in sentence.params if isinstance(part, Message))


def _entries(language: str) -> dict[str, str]:
    keys = (PACKAGE / "messages" / language / "rules.yml").read_text(encoding="utf-8")
    known = catalogue(language)
    names = [line.partition(": ")[0] for line in keys.splitlines() if line[:1].isalpha()]
    assert len(set(names)) == len(names)
    return {name: str(known[name]) for name in names}


def test_the_rules_sentences_are_complete_in_vietnamese() -> None:
    english, vietnamese = _entries("en"), _entries("vi")
    assert list(english) == list(vietnamese)
    for key, text in english.items():
        assert parameters(text) == parameters(vietnamese[key]), key


def test_the_rules_sentences_begin_with_a_rules_name() -> None:
    assert [key for key in _entries("en") if rule_named(key.partition(".")[0]) is None] == []


def test_each_of_the_rules_sentences_is_said_in_some_case() -> None:
    said = {sentence.key for folder in RULE_CASES for sentence in _sentences(checked_case(folder))}
    assert sorted(set(_entries("en")) - said - NOT_IN_A_CASE) == []


# A file of more than 20 MB is made in the test of attachments.
NOT_IN_A_CASE = {"media-file.large", "media-file.large.hint"}


@pytest.mark.parametrize("folder", RULE_CASES, ids=_name)
def test_a_corrected_line_corrects(folder: Path, tmp_path: Path) -> None:
    """Each corrected line, put into the file, ends what it was given for."""
    before = checked_case(folder)
    for number, diagnostic in enumerate(before.diagnostics):
        if diagnostic.fix is None:
            continue
        copy = copytree(folder, tmp_path / str(number))
        _put_line(copy / diagnostic.place.path, diagnostic.place.line, diagnostic.fix)
        after = check_project(copy, AS_OF).diagnostics
        assert _spot(diagnostic) not in {_spot(other) for other in after}


def _spot(diagnostic: Diagnostic) -> tuple[object, ...]:
    return diagnostic.place, diagnostic.rule, diagnostic.field


def _put_line(file: Path, number: int, line: str) -> None:
    lines = file.read_bytes().decode().splitlines(keepends=True)
    ending = lines[number - 1][len(lines[number - 1].rstrip("\r\n")) :]
    lines[number - 1] = line + ending
    file.write_bytes("".join(lines).encode())


def test_rules_never_raise_for_half_read_projects() -> None:
    """Any part of a project may be missing: each case is checked with each file taken away."""
    for folder in RULE_CASES:
        files = [path for path in folder.rglob("*.yml") if path.is_file()]
        for missing in files:
            _check_without(folder, missing)


def _check_without(folder: Path, missing: Path) -> None:
    project = read_project(folder)
    name = missing.relative_to(folder).as_posix()
    data = tuple(file for file in project.data if file.source.path != name)
    check(load(replace(project, data=data)))


def test_placeholders_are_plain_names() -> None:
    for text in _entries("en").values():
        assert all(n is None or n.isidentifier() for _, n, _, _ in Formatter().parse(text))
