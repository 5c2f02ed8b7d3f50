"""Where a record of each type stands in a project, and how people may call the type.

Knows folders and file names. Must not know what stands in a file.
"""

from pathlib import Path

from pledgebook.fields import id_problem
from pledgebook.load import ANNOUNCEMENTS
from pledgebook.nearest import nearest
from pledgebook.project import TYPE_NAMES

KINDS = (*TYPE_NAMES, ANNOUNCEMENTS)


class ExchangeError(Exception):
    """Why a command does nothing, in words for the person who gave it."""


def kind_named(name: str) -> str:
    """The type called `agreement` or `agreements`. Raises ExchangeError."""
    for kind in KINDS:
        if name in {kind, kind.removesuffix("s")}:
            return kind
    near = nearest(name, [kind.removesuffix("s") for kind in KINDS])
    known = ", ".join(kind.removesuffix("s") for kind in KINDS)
    hint = f"did you mean {near!r}?" if near else f"there are: {known}"
    raise ExchangeError(f"{name!r} is no type of record; {hint}")


def checked_id(id_: str) -> str:
    """An id that may name a file. Raises ExchangeError."""
    if id_problem(id_) or id_ == "index":
        raise ExchangeError(
            f"{id_!r} cannot be an id: an id has small letters a to z, digits and single hyphens,"
            " such as green-pact, and is not 'index'"
        )
    return id_


def record_file(kind: str, id_: str) -> str:
    """The path of a new record's own file in the project."""
    if kind == ANNOUNCEMENTS:
        return f"content/{ANNOUNCEMENTS}/{id_}.md"
    return f"data/{kind}/{id_}.yml"


def refuse_taken(root: Path, kind: str, id_: str, taken: bool) -> None:
    """Raises ExchangeError when there is a record or file of this name, or no place for it."""
    path = record_file(kind, id_)
    if (root / path).parent.resolve() != (root.resolve() / path).parent:
        raise ExchangeError(f"{path} would stand outside the project, where a link leads to")
    stem = root / path.removesuffix(".md").removesuffix(".yml")
    files = [stem.with_name(f"{stem.name}{suffix}") for suffix in (".yml", ".yaml", ".md")]
    if taken or any(file.exists() or file.is_symlink() for file in files):
        raise ExchangeError(f"{kind}/{id_} is there already; nothing was written")
