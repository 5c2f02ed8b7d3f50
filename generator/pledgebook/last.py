"""The last published site: what it was made of, what its build had to say, and whether it still
stands as it was left.

Knows how this is kept in the build folder, see `sealed`. Must not know how a site is made.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pledgebook.diagnostics import Diagnostic, Message, Param, Place, Severity
from pledgebook.keys import digest
from pledgebook.ledger import Ledger, stamp_files
from pledgebook.publish import MANIFEST
from pledgebook.sealed import read_sealed, write_sealed
from pledgebook.untouched import is_untouched, note_folder

_LAST, _STANDING = "last.json", "standing.json"


@dataclass(frozen=True, slots=True)
class Last:
    """The last published site: the key of all that it was made of, the SHA-256 of its manifest,
    its number of pages, how many records it shows, and what the build had to say."""

    key: str
    manifest: str
    pages: int
    records: int
    diagnostics: tuple[Diagnostic, ...]
    notices: tuple[str, ...]


def read_last(build: Path) -> Last | None:
    """What is known of the last published site; None where the file is missing or damaged."""
    kept = read_sealed(build / _LAST)
    try:
        return _last(json.loads(kept)) if kept is not None else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # another version of the program wrote it


def write_last(build: Path, site_dir: Path, files: Iterable[str], last: Last) -> None:
    """Keeps what is known of the site just published, and of its files. Raises OSError."""
    note_folder(site_dir, files, build / _STANDING, last.manifest)
    text = json.dumps(_plain(last), ensure_ascii=False, separators=(",", ":"))
    write_sealed(build / _LAST, text.encode("utf-8", "surrogatepass"))


def same_site(build: Path, site_dir: Path, key: str) -> Last | None:
    """What is known of the published site, if it was built from what has this key, and every
    file in it is as it was left; else None."""
    last = read_last(build)
    if last is None or last.key != key:
        return None
    if is_untouched(site_dir, build / _STANDING, last.manifest):
        return last
    return last if _stands(build, site_dir, last) else None


def _stands(build: Path, site_dir: Path, last: Last) -> bool:
    """Whether a site has the files that it should have, though they may have been moved."""
    try:
        manifest = (site_dir / MANIFEST).read_bytes()
        wanted = json.loads(manifest)["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if digest(manifest) != last.manifest:
        return False  # a later build put its site in place, but was ended before it could say so
    stamps = stamp_files(site_dir)
    stamps.pop(MANIFEST, None)
    known = Ledger.read(build).digests(stamps)
    return len(stamps) == len(known) and bool(known == wanted)


def _plain(last: Last) -> dict[str, Any]:
    return {
        "key": last.key,
        "manifest": last.manifest,
        "pages": last.pages,
        "records": last.records,
        "diagnostics": [_plain_diagnostic(diagnostic) for diagnostic in last.diagnostics],
        "notices": last.notices,
    }


def _plain_diagnostic(said: Diagnostic) -> list[Any]:
    hint = _plain_param(said.hint) if said.hint else None
    related = [_plain_place(place) for place in said.related]
    return [
        _plain_place(said.place), said.rule, _plain_param(said.message), hint,
        said.severity.value, related, said.field, said.fix,
    ]  # fmt: skip


def _plain_place(place: Place) -> tuple[str, int, int, int | None]:
    return place.path, place.line, place.column, place.end_column


def _plain_param(value: Param) -> Any:
    if isinstance(value, Message):
        return {value.key: [(name, _plain_param(param)) for name, param in value.params]}
    return [_plain_param(part) for part in value] if isinstance(value, tuple) else value


def _last(read: dict[str, Any]) -> Last:
    said = tuple(_diagnostic(*given) for given in read.pop("diagnostics"))
    return Last(diagnostics=said, notices=tuple(read.pop("notices")), **read)


def _diagnostic(  # noqa: PLR0913 - a diagnostic has as many parts
    place: Any, rule: str, text: Any, hint: Any, severity: str, related: Any, field: str,
    fix: str | None,
) -> Diagnostic:  # fmt: skip
    places = tuple(Place(*each) for each in related)
    told, more = _message(text), _message(hint) if hint else None
    return Diagnostic(Place(*place), rule, told, more, Severity(severity), places, field, fix)


def _message(read: dict[str, Any]) -> Message:
    ((key, params),) = read.items()
    return Message(key, tuple((name, _param(value)) for name, value in params))


def _param(read: Any) -> Param:
    if isinstance(read, dict):
        return _message(read)
    return tuple(map(_param, read)) if isinstance(read, list) else read
