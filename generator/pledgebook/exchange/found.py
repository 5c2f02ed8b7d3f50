"""What a file or folder of another tool holds: drafts of records, and what is to be said of it.

Knows how importers give what they read. Must not know any format.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from pledgebook.exchange.draft import Draft
from pledgebook.exchange.problems import Problem


@dataclass
class Found:
    """Drafts by type of record, mistakes, and what could not be taken over; `empty`: how many
    rows have no value."""

    drafts: dict[str, list[Draft]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    empty: int = 0

    def add(self, draft: Draft) -> Draft:
        """Takes a draft in."""
        self.drafts[draft.kind].append(draft)
        return draft
