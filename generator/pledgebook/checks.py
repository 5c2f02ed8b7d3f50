"""Everything that is checked before anything is built: shape, rules, content.

Knows the order of the checks. Must not know any rule.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pledgebook.content import check_content
from pledgebook.diagnostics import Diagnostic, Severity, count, in_order
from pledgebook.load import Loaded, collector_paused, load_project
from pledgebook.rules import check


@dataclass(frozen=True)
class Checked:
    """A project's records and everything that was found wrong with them, in order of place."""

    loaded: Loaded
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> int:
        """How many diagnostics stop the build."""
        return count(self.diagnostics, Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many diagnostics stop it when strict."""
        return count(self.diagnostics, Severity.WARNING)

    @property
    def records(self) -> int:
        """How many records, rows and announcements were read."""
        model = self.loaded.model
        site = 1 if model.site_entry else 0
        return len(self.loaded.entries) + len(model.articles) + site


def check_project(root: Path, as_of: date) -> Checked:
    """Reads and checks everything; builds nothing. Never raises for an author's mistake."""
    with collector_paused():
        return check_loaded(load_project(root), as_of)


def check_loaded(loaded: Loaded, as_of: date) -> Checked:
    """Checks what was read, be it from a disk or not."""
    found = (*loaded.diagnostics, *check(loaded), *check_content(loaded, as_of))
    return Checked(loaded, in_order(found))
