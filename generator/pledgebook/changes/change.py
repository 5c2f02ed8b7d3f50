"""One change of the records, as a value that says what it means.

Knows the kinds of changes and their order for a reviewer. Must not know how one is found or
printed.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pledgebook.changes.match import Renames, Series, changed_series, find_renames
from pledgebook.changes.reached import evaluate_both
from pledgebook.diagnostics import Message, Place
from pledgebook.model import Model
from pledgebook.status import Statuses

# In the order in which a reviewer must see them.
KINDS = (
    "value-withdrawn",
    "value-changed",
    "verdict-changed",
    "target-weakened",
    "target-moved",
    "target-strengthened",
    "signatory-withdrawn",
    "signatory-added",
    "record-removed",
    "record-renamed",
    "result-added",
    "record-added",
    "fact-changed",
    "meaning-changed",
    "source-changed",
    "wording-changed",
    "translation-changed",
    "order-changed",
)
# What readers hardly notice: shown folded.
QUIET = frozenset(KINDS[-3:])


@dataclass(frozen=True, slots=True)
class Change:
    """What changed at one place.

    where: whose fact it is, in words. text: what became of it. notes: what follows from it and
        why it was done. record: `organizations/x`, `targets/OWNER/ID`,
        `results/ORGANIZATION/SUBJECT/TIME` or `pages/x`.
    before, after: as written in the records; None where there was, or is, nothing.
    place: in the later project, base: in the earlier one. weight: less is shown first.
    pages: pages of the site that show it. lags: languages whose text did not follow.
    """

    kind: str
    where: str
    text: Message
    record: str
    field: str = ""
    before: str | None = None
    after: str | None = None
    notes: tuple[Message, ...] = ()
    place: Place | None = None
    base: Place | None = None
    weight: int = 0
    pages: tuple[str, ...] = ()
    lags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """Two models and their verdicts on one day, and the language in which names are shown.

    rows: what is not the same in both. was, now: at least every target that may read differently.
    """

    before: Model
    after: Model
    renames: Renames
    rows: tuple[Series, ...]
    was: Statuses
    now: Statuses
    as_of: date
    language: str

    @cached_property
    def kept(self) -> frozenset[str]:
        """Ids of the organizations that both models have, by their later names."""
        old = {self.renames.record("organizations", id_) for id_ in self.before.organizations}
        return frozenset(old & self.after.organizations.keys())


def pair_of(before: Model, after: Model, as_of: date, language: str) -> Pair:
    """Both models with everything that a comparison needs."""
    renames = find_renames(before, after)
    rows = changed_series(before, after, renames)
    was, now = evaluate_both(before, after, rows, as_of)
    return Pair(before, after, renames, rows, was, now, as_of, language)
