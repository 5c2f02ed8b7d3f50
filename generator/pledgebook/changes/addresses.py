"""Addresses of lines on a forge, for what a comparison says of both of its sides.

Knows the revision of each side and the folder of the project. Must not know git or how a
report looks.
"""

from dataclasses import dataclass

from pledgebook.diagnostics import Place
from pledgebook.provenance import filled


@dataclass(frozen=True, slots=True)
class Lines:
    """Gives the address of a place in the later revision, or in the base; None where it has none.

    view: the template of a line's address. base, head: full ids of the revisions; "" for a side
    that no revision holds. folder: where the project lies in its repository, such as `site/`.
    unsaved: files that are not as `head` has them.
    """

    view: str = ""
    base: str = ""
    head: str = ""
    folder: str = ""
    unsaved: frozenset[str] = frozenset()

    def __call__(self, place: Place, is_base: bool) -> str | None:
        """The address of a line."""
        revision = self.base if is_base else self.head
        if not (self.view and revision) or (not is_base and place.path in self.unsaved):
            return None
        return filled(self.view, revision, self.folder + place.path, place.line)
