"""What a file or folder of another tool holds: drafts of records, and what is to be said of it.

Knows how importers give what they read. Must not know any format.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from pledgebook.exchange.draft import Draft
from pledgebook.exchange.problems import Problem, refuse


@dataclass
class Found:
    """Drafts by type of record, mistakes, and what could not be taken over; `left`: the fields
    that records have no place for; `empty`: how many rows have no value."""

    drafts: dict[str, list[Draft]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    left: dict[str, None] = field(default_factory=dict)
    empty: int = 0

    def say_what_is_left(self, at: str) -> None:
        """Adds a warning that names the fields that were left out."""
        if self.left:
            self.warnings.append(refuse("import.fields-left-out", known=(*self.left,)).at(at))

    def add(self, draft: Draft) -> Draft:
        """Takes a draft in."""
        self.drafts[draft.kind].append(draft)
        return draft
