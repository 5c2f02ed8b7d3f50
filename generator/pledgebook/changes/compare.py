"""All changes between two models, the worst first.

Knows the order of the comparisons. Must not know any of them, or how a change is printed.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain

from pledgebook.changes.change import KINDS, Change, Pair, pair_of
from pledgebook.changes.files import file_changes
from pledgebook.changes.records import record_changes
from pledgebook.changes.rows import row_changes
from pledgebook.changes.targets import target_changes
from pledgebook.changes.texts import text_changes
from pledgebook.changes.verdicts import verdict_changes
from pledgebook.model import Model

COMPARISONS: tuple[Callable[[Pair], Iterator[Change]], ...] = (
    row_changes,
    verdict_changes,
    target_changes,
    record_changes,
    text_changes,
)


def compare(
    before: Model, after: Model, as_of: date, language: str, replaced: Iterable[str] = ()
) -> tuple[Change, ...]:
    """Every change of facts and words, in the order in which a reviewer must see them.

    `replaced` names the attached files whose content is not the same.
    """
    pair = pair_of(before, after, as_of, language)
    told = (change for comparison in COMPARISONS for change in comparison(pair))
    found = chain(told, file_changes(replaced))
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    return tuple(sorted(found, key=lambda change: (ranks[change.kind], change.weight)))
