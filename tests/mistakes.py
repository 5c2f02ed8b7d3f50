"""The catalogue of mistakes: each planted into a good project, checked, and told on a page.

A mistake is a few lines of one file that stand otherwise (`-` the good line, `+` the one with the
mistake), or a file that is renamed or added. `marked` is what the diagnostic must point at: the
last place in the `+` lines where it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from shutil import copytree

import yaml

from pledgebook.checks import Checked, check_project
from pledgebook.diagnostics import Diagnostic, Place, Severity, message
from pledgebook.messages import render, visible
from pledgebook.report import Report
from pledgebook.snippet import Styles, snippet, whole_line

CASES = Path(__file__).parent / "cases" / "mistakes"
BASE = CASES / "base"
AS_OF = date(2026, 1, 1)
LANGUAGES = {"en": "English", "vi": "Tiếng Việt"}
PLAIN = Styles()

HEAD = """\
# Mistakes and their messages

{count} mistakes that authors of records make, each with the message that `pledgebook validate`
gives for it, in English and in Vietnamese. Each was planted by itself into a small project without
any mistake, and the messages were written down by the program. The line with the mistake stands
first, with `^` below the place; where the repair is one line, the corrected line stands last, and
with it the project has no mistake any more.

After the arrow stands what to do. The name in brackets is that of the [rule](rules.md), which says
more. Messages are in the site's first language; `pledgebook validate --language vi` asks for
another.

{themes}
"""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. `file` is "" for a file that is added; `new` is the other name of a file that
    is renamed or the name of one that is added; else `good` lines of the file became `bad`."""

    title: str
    file: str
    new: str
    good: str
    bad: str
    marked: str

    @property
    def path(self) -> str:
        """The file that holds the mistake, or is it."""
        return self.new or self.file

    def plant(self, folder: Path) -> Path:
        """Writes the project with the mistake and returns its root."""
        root = copytree(BASE, folder)
        if self.new:
            content = (root / self.file).read_bytes() if self.file else b""
            (root / self.new).write_bytes(content)
            if self.file:
                (root / self.file).unlink()
        else:
            file = root / self.file
            text = file.read_text(encoding="utf-8")
            assert text.count(self.good) == 1, f"{self.title}: not one place to plant it"
            file.write_text(text.replace(self.good, self.bad), encoding="utf-8", newline="\n")
        return root

    def place(self, text: str) -> tuple[str, int, int]:
        """Path, line and column at which the diagnostic has to stand. `text` is the file's."""
        if not self.marked:
            return self.path, 1, 1
        start = text.index(self.bad)
        at = text.rindex(self.marked, start, start + len(self.bad) if self.bad else None)
        return self.path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)

    def lines(self, text: str) -> range:
        """The numbers of the changed lines in the file."""
        first = text[: text.index(self.bad)].count("\n") + 1
        return range(first, first + self.bad.count("\n"))


@dataclass(frozen=True, slots=True)
class Theme:
    """Mistakes of one kind, with a sentence about them."""

    title: str
    about: str
    mistakes: tuple[Mistake, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """All mistakes, by theme."""
    return tuple(_theme(path) for path in sorted(CASES.glob("*.yml")))


def mistakes() -> list[Mistake]:
    """All mistakes in the order of the page."""
    return [mistake for theme in themes() for mistake in theme.mistakes]


def _theme(path: Path) -> Theme:
    read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    planted = tuple(_mistake(fields) for fields in read["mistakes"])
    return Theme(read["theme"], read["about"], planted)


def _mistake(fields: dict[str, str]) -> Mistake:
    lines = fields.get("change", "").splitlines(keepends=True)
    assert all(line[0] in "-+" for line in lines), fields["title"]
    return Mistake(
        title=fields["title"],
        file=fields.get("file", ""),
        new=fields.get("renamed") or fields.get("added") or "",
        good="".join(line[1:] for line in lines if line[0] == "-"),
        bad="".join(line[1:] for line in lines if line[0] == "+"),
        marked=fields.get("marked", ""),
    )


def check(root: Path) -> Checked:
    """What the program finds in a project."""
    return check_project(root, AS_OF)


def faults(checked: Checked) -> list[Diagnostic]:
    """The errors and warnings; information is none of an author's mistakes."""
    return [d for d in checked.diagnostics if d.severity is not Severity.INFO]


def page(found: dict[str, Checked]) -> str:
    """The page of the docs, from what was found for each mistake by its title."""
    parts = [HEAD.format(count=len(mistakes()), themes="\n".join(_contents()))]
    number = 0
    for theme in themes():
        parts.append(f"\n## {theme.title}\n\n{theme.about}\n")
        for mistake in theme.mistakes:
            number += 1
            told = "\n".join(_told(mistake, found[mistake.title]))
            parts.append(f"\n### {number}. {_escaped(mistake.title)}\n\n{told}\n")
    return "".join(parts)


def _contents() -> Iterator[str]:
    for theme in themes():
        anchor = theme.title.lower().replace(",", "").replace(" ", "-")
        yield f"- [{theme.title}](#{anchor})"


def _told(mistake: Mistake, checked: Checked) -> Iterator[str]:
    """The lines about a mistake: where, the lines with the mistake, messages, corrected line."""
    diagnostic = faults(checked)[0]
    report = Report(checked.diagnostics, checked.loaded.project.sources)
    place, fix = diagnostic.place, diagnostic.fix
    yield f"In `{place.path}`:" if place.end_column else f"The file `{place.path}`:"
    if place.end_column:
        yield from ("", "```text", *_shown(mistake, place, report), "```")
    yield ""
    yield from (f"- {name}: {_sentences(diagnostic, tag)}" for tag, name in LANGUAGES.items())
    if diagnostic.related:
        others = ", ".join(f"`{o.path}`, line {o.line}" for o in diagnostic.related)
        yield f"- The message names also: {others}"
    if fix is not None:
        corrected = whole_line(fix, place.line, PLAIN)
        yield from ("", "The corrected line:", "", "```text", corrected, "```")


def _shown(mistake: Mistake, place: Place, report: Report) -> Iterator[str]:
    """The lines that were changed, with a marker below the place."""
    source = report.sources[place.path]
    for number in mistake.lines(source.text) or [place.line]:
        line = source.line(number)
        if number == place.line:
            yield from snippet(line, place, PLAIN)
        else:
            yield whole_line(line, number, PLAIN)


def _sentences(diagnostic: Diagnostic, language: str) -> str:
    """The message, what to do, and the rule."""
    severity = render(message(f"severity.{diagnostic.severity}"), language)
    said = f"{severity}: {render(diagnostic.message, language)}"
    hint = f" → {render(diagnostic.hint, language)}" if diagnostic.hint else ""
    return f"{_escaped(said)}{_escaped(hint)} {_rule(diagnostic.rule)}"


def _rule(name: str) -> str:
    return f"([{name}](rules.md#{name}))"


def _escaped(text: str) -> str:
    """A text for Markdown that shows as it is."""
    text = visible(text).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{c}" if c in "\\`*[]" else c for c in text)


def where(place: Place) -> tuple[str, int, int]:
    """A place without its end."""
    return place.path, place.line, place.column
