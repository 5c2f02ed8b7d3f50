"""What may not change in silence: each rule catches the lie and accepts the honest way."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from builders import project
from catalogues import PACKAGE
from pledgebook.checks import check_project
from pledgebook.cli import main
from pledgebook.diagnostics import Diagnostic, Severity
from pledgebook.gate import check_against
from pledgebook.load import load_project
from pledgebook.messages import catalogue, render
from revisions import repository

AS_OF = date(2026, 3, 1)
ORGANIZATIONS = "school-a: {name: School A}\nschool-b: {name: School B}\n"
ROW = (
    "- {organization: school-a, indicator: gardens, period: 2024, value: 38, issued: 2025-02-01}\n"
)
FIRST = ROW.replace("issued", "revision: 0, issued")
REVISED = (
    "- {organization: school-a, indicator: gardens, period: 2024, value: 37, revision: 1, "
    "revision_reason: One was counted twice, issued: 2026-02-01}\n"
)
EMBARGO = (
    "- {organization: school-b, indicator: gardens, period: 2024, value: 5, issued: 2026-12-01}\n"
)
PACT = """pact:
  name: Pact
  signed: 2023-09-01
  programme: plan
  parties:
    - school-a
    - school-b
  targets:
    - id: grow
      statement: {en: Eighty gardens, vi: Tám mươi khu vườn}
      indicator: gardens
      at_least: 80
      due: 2025-12-31
  sources: [minutes]
"""
PLAN = """plan:
  name: Plan
  targets:
    - {id: share, statement: Gardens for all, scope: {to: signatories}, indicator: gardens,
       at_least: 10, due: 2026-12-31}
  sources: [minutes]
"""
AMENDMENT = """  amendments:
    - {id: drought, date: 2025-06-01, rationale: A drought, targets: {grow: {at_least: 60}}}
"""
NEWS = """---
title: Gardens
summary: Thirty-eight gardens
kind: results
published: 2025-02-01
corrections:
  - {date: 2025-03-01, text: The picture showed another school}
sources: [minutes]
---
Gardens.
"""
BASE = {
    "data/site.yml": "title: Test\nlanguages: [en, vi]\n",
    "data/organizations.yml": ORGANIZATIONS,
    "data/indicators.yml": "gardens: {name: Gardens, measure: count}\n",
    "data/sources.yml": "minutes: {title: Minutes}\nletter: {title: Letter}\n",
    "data/programmes.yml": PLAN,
    "data/agreements.yml": PACT + AMENDMENT,
    "data/results.yml": f"defaults: {{sources: [minutes]}}\nresults:\n{ROW}{EMBARGO}",
    "content/announcements/2025-02-01-gardens.md": NEWS,
}
TWICE = {**BASE, "data/results.yml": BASE["data/results.yml"] + REVISED}
CORRECTION = """---
title: {title}
summary: {text}
kind: correction
published: 2026-02-20
sources: [minutes]
---
More about it.
"""


def edited(base: Mapping[str, str], file: str, *pairs: tuple[str, str]) -> dict[str, str]:
    """The files with words of one of them replaced."""
    text = base[file]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return {**base, file: text}


def correcting(files: Mapping[str, str], text: str) -> dict[str, str]:
    """The files and a new correction that says something."""
    news = CORRECTION.replace("{title}", "A correction").replace("{text}", text)
    return {**files, "content/announcements/2026-02-20-correction.md": news}


def found(folder: Path, before: Mapping[str, str], after: Mapping[str, str]) -> list[Diagnostic]:
    old = load_project(project(folder / "before", before))
    new = load_project(project(folder / "after", after))
    assert old.diagnostics == ()
    return list(check_against(old, new, AS_OF))


RESULTS, AGREEMENTS = "data/results.yml", "data/agreements.yml"
NEWS_FILE = "content/announcements/2025-02-01-gardens.md"
CHANGED = edited(BASE, RESULTS, ("value: 38", "value: 37"))
GONE = edited(BASE, RESULTS, (ROW, ""))
TO_BE_SIGNED = {**BASE, AGREEMENTS: PACT.replace("2023-09-01", "2027-09-01")}
LESS = edited(BASE, AGREEMENTS, ("at_least: 80", "at_least: 70"))
NO_B = edited(BASE, AGREEMENTS, ("    - school-b\n", ""))
NO_LETTER = {**BASE, "data/sources.yml": "minutes: {title: Minutes}\n"}
REASON = edited(TWICE, RESULTS, ("One was counted twice", "A slip"))
# Before, after, the message.
LIES: dict[str, tuple[Mapping[str, str], Mapping[str, str], str]] = {
    "value": (BASE, CHANGED, "changed-published-value"),
    "status": (
        BASE,
        edited(BASE, RESULTS, ("value: 38", "value: 38, status: provisional")),
        "changed-published-value",
    ),
    "row gone": (BASE, GONE, "changed-published-value.gone"),
    "all rows gone": (
        BASE,
        {k: v for k, v in BASE.items() if k != RESULTS},
        "changed-published-value.gone",
    ),
    "another period": (
        BASE,
        edited(BASE, RESULTS, ("period: 2024, value: 38", "period: 2023, value: 38")),
        "changed-published-value.gone",
    ),
    "hidden": (
        BASE,
        edited(BASE, RESULTS, ("issued: 2025-02-01", "issued: 2027-02-01")),
        "changed-published-value.hidden",
    ),
    "newest of two": (
        TWICE,
        edited(TWICE, RESULTS, ("value: 37", "value: 36")),
        "changed-published-value",
    ),
    "id gone": (BASE, NO_LETTER, "removed-id"),
    "id renamed": (
        BASE,
        edited(BASE, "data/sources.yml", ("letter:", "old-letter:")),
        "removed-id",
    ),
    "announcement gone": (
        BASE,
        {k: v for k, v in BASE.items() if k != NEWS_FILE},
        "removed-id",
    ),
    "named by an old correction": (
        correcting(BASE, "sources/letter was wrong"),
        correcting(NO_LETTER, "sources/letter was wrong"),
        "removed-id",
    ),
    "named only in part": (BASE, correcting(NO_LETTER, "See sources/letters"), "removed-id"),
    "weaker": (BASE, LESS, "weakened-target"),
    "later": (
        BASE,
        edited(BASE, AGREEMENTS, ("due: 2025-12-31", "due: 2026-12-31")),
        "weakened-target",
    ),
    "stronger": (
        BASE,
        edited(BASE, AGREEMENTS, ("at_least: 80", "at_least: 90")),
        "weakened-target",
    ),
    "inherited": (
        BASE,
        edited(BASE, "data/programmes.yml", ("at_least: 10", "at_least: 9")),
        "weakened-target",
    ),
    "statement": (
        BASE,
        edited(BASE, AGREEMENTS, ("Eighty gardens", "Some gardens")),
        "weakened-target.statement",
    ),
    "target gone": (
        BASE,
        edited(BASE, "data/programmes.yml", ("id: share", "id: shared")),
        "weakened-target.gone",
    ),
    "signatory gone": (BASE, NO_B, "weakened-target.party"),
    "no longer inherited": (
        BASE,
        edited(BASE, AGREEMENTS, ("  programme: plan\n", "")),
        "weakened-target.inherits",
    ),
    "old revision": (
        TWICE,
        edited(TWICE, RESULTS, ("value: 38", "value: 39")),
        "frozen-entry.row",
    ),
    "rewritten when revised": (
        BASE,
        edited(TWICE, RESULTS, ("value: 38", "value: 37")),
        "frozen-entry.row",
    ),
    "old revision gone": (TWICE, edited(TWICE, RESULTS, (ROW, "")), "frozen-entry.row-gone"),
    "reason": (TWICE, REASON, "frozen-entry.row"),
    "amendment": (
        BASE,
        edited(BASE, AGREEMENTS, ("at_least: 60", "at_least: 50")),
        "frozen-entry.amendment",
    ),
    "amendment gone": (BASE, {**BASE, AGREEMENTS: PACT}, "frozen-entry.amendment-gone"),
    "correction": (
        BASE,
        edited(BASE, NEWS_FILE, ("another school", "a school")),
        "frozen-entry.correction",
    ),
}
HONEST: dict[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "nothing changed": (BASE, BASE),
    "a revision with its reason": (BASE, TWICE),
    "a withdrawal": (BASE, edited(TWICE, RESULTS, ("value: 37", "status: withdrawn"))),
    "a row that is not out yet": (BASE, edited(BASE, RESULTS, ("value: 5", "value: 6"))),
    "a row that a correction names": (
        BASE,
        correcting(GONE, "results/school-a/gardens/2024 named a person."),
    ),
    "a renamed organization": (
        BASE,
        {
            **edited(BASE, RESULTS, ("school-a", "green-school")),
            "data/organizations.yml": ORGANIZATIONS.replace(
                "school-a: {name", "green-school: {former_ids: [school-a], name"
            ),
            AGREEMENTS: BASE[AGREEMENTS].replace("school-a", "green-school"),
        },
    ),
    "a record that a correction names": (
        BASE,
        correcting(NO_LETTER, "The letter (sources/letter) was forged"),
    ),
    "an entry under corrections": (
        BASE,
        edited(
            NO_LETTER,
            NEWS_FILE,
            ("corrections:\n", "corrections:\n  - {date: 2026-02-20, text: No sources/letter}\n"),
        ),
    ),
    "an amendment": (
        BASE,
        {
            **BASE,
            AGREEMENTS: PACT
            + AMENDMENT
            + "    - {id: frost, date: 2026-02-01, rationale: A frost, "
            "targets: {grow: {at_least: 50}}}\n",
        },
    ),
    "a renamed target": (
        BASE,
        edited(
            BASE,
            AGREEMENTS,
            ("id: grow", "id: growth\n      former_ids: [grow]"),
            ("{grow: ", "{growth: "),
        ),
    ),
    "terms that were copied wrongly": (
        BASE,
        correcting(LESS, "We had copied the terms of pact/grow wrongly"),
    ),
    "a better translation": (BASE, edited(BASE, AGREEMENTS, ("Tám mươi", "80"))),
    "a signatory that left": (
        BASE,
        edited(
            BASE,
            AGREEMENTS,
            ("    - school-b\n", "    - {organization: school-b, withdrawn: 2025-12-01}\n"),
        ),
    ),
    "an agreement that is not signed yet": (
        TO_BE_SIGNED,
        edited(
            TO_BE_SIGNED, AGREEMENTS, ("at_least: 80", "at_least: 70"), ("    - school-b\n", "")
        ),
    ),
    "a translation of a reason": (
        TWICE,
        edited(
            TWICE,
            RESULTS,
            ("One was counted twice", "{en: One was counted twice, vi: Một vườn bị đếm hai lần}"),
        ),
    ),
    "a reason that a correction names": (
        TWICE,
        correcting(REASON, "The reason given for results/school-a/gardens/2024 named a person"),
    ),
    "another correction": (
        BASE,
        edited(
            BASE,
            NEWS_FILE,
            ("corrections:\n", "corrections:\n  - {date: 2026-02-20, text: The number too}\n"),
        ),
    ),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_caught(name: str, tmp_path: Path) -> None:
    before, after, key = LIES[name]
    told = found(tmp_path, before, after)
    assert {d.message.key for d in told} == {key}
    for diagnostic in told:
        assert diagnostic.severity is Severity.ERROR
        assert diagnostic.hint is not None
        for language in ("en", "vi"):
            assert "{" not in re.sub(r"- \{.*\}", "", render(diagnostic.message, language))
            assert render(diagnostic.hint, language)


@pytest.mark.parametrize("name", HONEST)
def test_the_honest_way_is_accepted(name: str, tmp_path: Path) -> None:
    before, after = HONEST[name]
    assert [d.message.key for d in found(tmp_path, before, after)] == []
    errors = check_project(tmp_path / "after", AS_OF).diagnostics
    assert [d.message for d in errors if d.severity is Severity.ERROR] == []


def test_every_message_of_the_gate_is_said(tmp_path: Path) -> None:
    said = {key for _, _, key in LIES.values()}
    keys = (PACKAGE / "messages" / "en" / "against.yml").read_text(encoding="utf-8")
    named = {line.partition(": ")[0] for line in keys.splitlines() if line[:1].isalpha()}
    parts = {f"weakened-target.{part}" for part in ("weaker", "moved", "stronger", "change")}
    assert named == said | {f"{key}.hint" for key in said} | parts
    assert named <= catalogue("vi").keys()
    assert tmp_path.exists()


def test_the_row_that_the_hint_prints_repairs(tmp_path: Path) -> None:
    (told,) = found(tmp_path, BASE, CHANGED)
    assert (told.place.path, told.place.line) == (RESULTS, 3)
    hint = render(told.hint, "en") if told.hint else ""
    row = hint.partition("add the row: ")[2].replace("…", "Counted again")
    repaired = {**BASE, RESULTS: f"{BASE[RESULTS]}{row}\n"}
    assert found(tmp_path / "again", BASE, repaired) == []
    assert check_project(tmp_path / "again" / "after", AS_OF).errors == 0


def test_the_command_compares_with_a_revision(tmp_path: Path) -> None:
    root = repository(tmp_path, BASE, CHANGED)
    run = ["validate", "-C", str(root), "--format", "json", "--as-of", "2026-03-01"]
    against = CliRunner().invoke(main, [*run, "--against", "r0"])
    assert against.exit_code == 1
    rules = [d["rule"] for d in json.loads(against.stdout)["diagnostics"]]
    assert rules.count("changed-published-value") == 1
    assert CliRunner().invoke(main, [*run, "--against", "HEAD"]).exit_code == 0
    assert CliRunner().invoke(main, run).exit_code == 0
    unknown = CliRunner().invoke(main, [*run, "--against", "nowhere"])
    assert unknown.exit_code == 2
    assert "nowhere" in unknown.stderr
    assert unknown.stdout == ""
