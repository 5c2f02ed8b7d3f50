"""The how-to guides and other pages with records: what they show is tried, one after the other."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from documented import Walk, parts, put
from pledgebook.checks import check_project
from pledgebook.cli import COMMANDS, load_command, main
from pledgebook.gate import check_against
from pledgebook.load import Loaded
from sites import ROOT

DOCS = ROOT / "docs"
GUIDES = DOCS / "how-to"
AS_OF = date(2026, 11, 23)
# Pages that show records, without the tutorial, whose walk needs the installed program.
TRIED = sorted(
    path
    for path in DOCS.rglob("*.md")
    if "<!-- check" in path.read_text("utf-8") or "<!-- run" in path.read_text("utf-8")
    if path.parent.name != "tutorial"
)
EVERY = sorted(DOCS.rglob("*.md"))


class Guided:
    """A project that a guide changes; each state without a fault counts as published."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.published: Loaded | None = None
        monkeypatch.chdir(root)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795435200")  # 23 November 2026

    def start(self) -> None:
        """Forgets what was published: the page shows another example from here."""
        self.published = None

    def check(self) -> list[str]:
        """The rules that find a fault, or a change in silence since the last good state."""
        checked = check_project(self.root, AS_OF)
        found = list(checked.diagnostics)
        if self.published:
            found += check_against(self.published, checked.loaded, AS_OF)
        rules = sorted({each.rule for each in found if each.severity != "info"})
        if not rules:
            self.published = checked.loaded
        return rules

    def run(self, commands: str) -> tuple[bool, str]:
        """Runs the commands of a block until one fails."""
        said = ""
        for line in commands.splitlines():
            program, *arguments = line.split()
            assert program == "pledgebook", line
            done = CliRunner().invoke(main, arguments)
            said += done.output
            if done.exit_code:
                return False, said
        return True, said


@pytest.mark.parametrize("page", TRIED, ids=lambda page: page.stem)
def test_what_a_page_shows_does_what_it_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rewrite_golden: bool
) -> None:
    if page.parent == GUIDES:
        for part in parts((GUIDES / "index.md").read_text("utf-8")):
            if part.title:
                put(tmp_path, part)
    guided = Guided(tmp_path, monkeypatch)
    guided.published = check_project(tmp_path, AS_OF).loaded if page.parent == GUIDES else None
    assert (
        Walk(tmp_path, guided.run, guided.check, start=guided.start).through(page, rewrite_golden)
        > 1
    )


def test_every_guide_is_listed_and_shows_records_that_are_checked() -> None:
    index = (GUIDES / "index.md").read_text("utf-8")
    guides = {path.name for path in GUIDES.glob("*.md")} - {"index.md"}
    assert {name for name in guides if f"]({name})" not in index} == set()
    for path in TRIED:
        text = path.read_text("utf-8")
        last = max(text.rfind("<!-- check"), text.rfind("<!-- run"))
        unchecked = [part.title for part in parts(text) if part.title and part.at > last]
        assert unchecked == [], path.name


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.stem)
def test_every_command_that_a_page_shows_can_be_typed(page: Path) -> None:
    """Its name and its options are there; values are not looked at."""
    known = {name: load_command(name) for name in COMMANDS}
    for part in parts(page.read_text("utf-8")):
        for words in re.findall(r"^\s*pledgebook ([a-z]+.*)$", part.text, re.MULTILINE):
            if part.kind != "sh":
                continue
            name, *rest = words.split()
            options = {option for p in known[name].params for option in p.opts} | {"--help"}
            assert {word for word in rest if re.match("--?[a-zC]", word)} <= options, words
