"""The rule about names that were published. Knows which records have addresses."""

from collections.abc import Iterator

from pledgebook.changes.match import ANNOUNCEMENTS, KINDS, entries_of
from pledgebook.diagnostics import Diagnostic, diagnose
from pledgebook.gate.sides import Sides


def removed_id(sides: Sides) -> Iterator[Diagnostic]:
    """Every earlier id is there, is a former id, or a new correction says why it is gone."""
    for kind in (*KINDS, ANNOUNCEMENTS):
        new = entries_of(sides.after, kind)
        kept = {old for entry in new.values() for old in entry.record.former_ids}
        for id_, entry in entries_of(sides.before, kind).items():
            # An old id that was handed on stays an address too.
            for name in (id_, *entry.record.former_ids):
                if name in new or name in kept or sides.unread(kind, name):
                    continue
                if not sides.excused(f"{kind}/{name}"):
                    yield diagnose(
                        sides.place(entry),
                        "removed-id",
                        name=f"{kind}/{name}",
                        id=name,
                        path=entry.file.path,
                        line=entry.line,
                    )
