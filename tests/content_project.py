"""Small projects with announcements and pages for the tests of hand-written texts."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from builders import project
from pledgebook.content import check_content
from pledgebook.diagnostics import Diagnostic
from pledgebook.load import load_project

AS_OF = date(2026, 11, 23)

# Two years of a rating of 42 units: 35 and 38 of them good or better.
RATINGS = {
    "data/site.yml": "title: Test\nlanguages: [en, vi, hi]\n",
    "data/organizations.yml": "district: {name: District}\nschool-12: {name: School 12}\n",
    "data/scales.yml": """
quality:
  name: Quality
  levels:
    - {code: excellent, name: Excellent}
    - {code: good, name: Good}
    - {code: completed, name: Completed}
    - {code: failed, name: Not completed}
""",
    "data/indicators.yml": """
rating: {name: Rating of units, measure: rating, scale: quality, population: units}
members: {name: Members, measure: count}
""",
    "data/results.yml": """
results:
  - {organization: district, indicator: rating, period: 2023,
     distribution: {excellent: 9, good: 26, completed: 5, failed: 2}}
  - {organization: district, indicator: rating, period: 2024,
     distribution: {excellent: 10, good: 28, completed: 3, failed: 1}}
  - {organization: district, indicator: members, as_of: 2024-12-31, value: 3860}
""",
}
ABOUT = "about: {organizations: [district], results: [{indicator: rating}]}"


def announcement(body: str, about: str = ABOUT, more: str = "", title: str = "News") -> str:
    """The file of an announcement; the body begins on the line after the front matter."""
    lines = ["---", f"title: {title}", "summary: What happened", "kind: results"]
    lines += [line for line in (about, more) if line]
    return "\n".join([*lines, "sources: [https://example.org/a]", "---", body]) + "\n"


def found(
    folder: Path, files: Mapping[str, str], as_of: date = AS_OF, *, sound: bool = True
) -> tuple[Diagnostic, ...]:
    """What the checks of texts say of a project."""
    loaded = load_project(project(folder, files))
    assert not (sound and loaded.diagnostics), loaded.diagnostics
    return check_content(loaded, as_of)


def lines(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """One line for each: where, which rule, and the message with its parameters."""
    return [
        f"{d.place.path}:{d.place.line}:{d.place.column} {d.rule} {d.message.key} "
        + " ".join(str(value) for _, value in d.message.params)
        for d in diagnostics
    ]
