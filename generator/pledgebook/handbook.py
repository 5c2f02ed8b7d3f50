"""The manual of the rules: a page for each, a line for each, and the page of the docs.

Knows how a manual is laid out. Must not know any rule: their pages are docstrings.
"""

from pledgebook.diagnostics import Severity
from pledgebook.nearest import nearest
from pledgebook.rules import RULES, Rule

_EFFECT = {
    Severity.ERROR: "an error, which stops the build",
    Severity.WARNING: "a warning, which stops the build only under `--strict`",
    Severity.INFO: "information, which stops nothing",
}
_HEAD = """\
# Rules

What `pledgebook validate` checks. Each diagnostic ends with the name of its rule in brackets;
names never change. An *error* stops the build, a *warning* is listed and stops it only under
`--strict`, an *info* stops nothing. `pledgebook explain RULE` prints the same pages.

| Rule | Severity | What is wrong |
| --- | --- | --- |
"""


def nearest_rule(name: str) -> str | None:
    """The rule that was probably meant by a name, or None."""
    return nearest(name, [rule.name for rule in RULES])


def first_sentence(rule: Rule) -> str:
    """What the rule is about, on one line."""
    return " ".join(rule.manual.partition("\n\n")[0].split())


def rule_page(rule: Rule) -> str:
    """A rule's manual page for a terminal."""
    effect = _EFFECT[rule.severity].replace("`", "")
    return f"{rule.name}: {effect}\n\n{rule.manual}\n"


def rule_list() -> str:
    """A line for each rule: its name, how much it weighs, what it is about."""
    width = max(len(rule.name) for rule in RULES)
    return "".join(
        f"{rule.name:{width}}  {rule.severity:7}  {first_sentence(rule)}\n" for rule in RULES
    )


def rules_markdown() -> str:
    """The page of the docs about all rules."""
    rows = [
        f"| [{rule.name}](#{rule.name}) | {rule.severity} | {first_sentence(rule)} |\n"
        for rule in RULES
    ]
    pages = [
        f"\n## {rule.name}\n\nThis is {_EFFECT[rule.severity]}.\n\n{rule.manual}\n"
        for rule in RULES
    ]
    return "".join((_HEAD, *rows, *pages))
