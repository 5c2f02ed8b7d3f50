"""`pledgebook explain` and the page of the docs: the manual of every rule, from one source."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from pledgebook.cli import main
from pledgebook.handbook import first_sentence, rule_list, rule_page, rules_markdown
from pledgebook.markdown import Renderer
from pledgebook.rules import RULES, Rule
from sites import ROOT

PAGE = ROOT / "docs" / "reference" / "rules.md"
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments])


@each_rule
def test_a_rule_is_explained_with_its_severity_and_its_whole_page(rule: Rule) -> None:
    result = explain(rule.name)
    assert (result.exit_code, result.stderr) == (0, "")
    first, blank, *rest = result.stdout.splitlines()
    assert first.startswith(f"{rule.name}: ")
    assert rule.severity.replace("info", "information") in first
    assert blank == ""
    assert "\n".join(rest) == rule.manual
    assert not rule.manual.startswith(" ")


@each_rule
def test_a_page_fits_a_terminal(rule: Rule) -> None:
    assert all(len(line) <= 100 for line in rule_page(rule).splitlines())


def test_without_a_name_every_rule_has_a_line() -> None:
    result = explain()
    assert result.exit_code == 0
    assert result.stdout == rule_list()
    for line, rule in zip(result.stdout.splitlines(), RULES, strict=True):
        name, severity, sentence = line.split(maxsplit=2)
        assert (name, severity, sentence) == (rule.name, rule.severity, first_sentence(rule))
        assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("unknown-referense", "did you mean 'unknown-reference'?"),
        ("Bad_Date", "did you mean 'bad-date'?"),
        ("zzzzzz", "`pledgebook explain` lists all of them"),
    ],
)
def test_an_unknown_name_is_wrong_usage(name: str, said: str) -> None:
    result = explain(name)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{name!r} is no rule; {said}" in result.stderr


def test_no_project_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert explain("syntax").exit_code == 0


def test_the_page_of_the_docs_is_up_to_date(rewrite_golden: bool) -> None:
    if rewrite_golden:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(rules_markdown(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == rules_markdown(), "renew it with --rewrite-golden"


def test_the_page_leads_to_every_rule_and_holds_no_html() -> None:
    rendered = Renderer().render(rules_markdown())
    assert rendered is not None
    assert rendered.raw == ()
    page = html.fromstring(rendered.html)
    assert page.xpath("//h2/@id") == [rule.name for rule in RULES]
    assert page.xpath("//td/a/@href") == [f"#{rule.name}" for rule in RULES]
