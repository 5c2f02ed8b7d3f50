"""What a revision did to records: two versions of their files, compared field by field.

Knows how records lie in files and that fields have names. Must not know what a field means,
nor git.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pledgebook.frontmatter import split_front_matter
from pledgebook.located import Mapping as Fields
from pledgebook.located import Text, read_document
from pledgebook.provenance import FieldChange
from pledgebook.records import RECORD_TYPES

# Rows of results have no page of their own; what is said about them is their line.
_TYPES = {kind.name for kind in RECORD_TYPES} - {"results", "announcements"}
_NAMES = ("id", "organization", "code")
_LONGEST = 80
Versions = Mapping[str, Any]


def holds_records(path: str) -> bool:
    """Whether a file of a project holds records that have a page and so a history."""
    return _home(path) is not None


def _home(path: str) -> tuple[str, str] | None:
    """The type of a file's records and, of a file that is one record, its id."""
    top, _, rest = path.partition("/")
    *folders, name = rest.split("/")
    stem, _, suffix = name.partition(".")
    if top == "content" and folders == ["announcements"] and suffix.endswith("md"):
        return "announcements", stem
    if top != "data" or suffix not in ("yml", "yaml"):
        return None
    kind = folders[0] if folders else stem
    return (kind, stem if folders else "") if kind in _TYPES else None


def read_records(path: str, content: bytes) -> dict[str, Any] | None:
    """The records in one version of a file by type and id, as nodes; none in an empty one.
    None for a version that cannot be read, so that nobody knows what was in it."""
    home = _home(path)
    text = content.decode("utf-8", "replace")
    if home is None or not content:
        return {}
    kind, id_ = home
    if kind == "announcements":
        return {f"{kind}/{id_}": _announcement(path, text)}
    root = read_document(text).root
    if not isinstance(root, Fields):
        return None
    if id_:
        return {f"{kind}/{id_}": root}
    return {f"{kind}/{key}": node for key, node in root.items() if not key.startswith("x-")}


def _announcement(path: str, text: str) -> dict[str, Any]:
    """Front matter and text of an announcement; of a translation, under its language."""
    start, end, body = split_front_matter(text)
    root = read_document(text[start:end]).root
    given = root.items() if isinstance(root, Fields) else ()
    fields = {**{str(name): node for name, node in given}, "text": [text[body:]]}
    language = path.rpartition("/")[2].split(".")[1:-1]
    return {f"{name}.{language[0]}": node for name, node in fields.items()} if language else fields


def merged(versions: Iterable[Versions | None]) -> dict[str, Any] | None:
    """The records of several files by type and id; translations join what they translate."""
    found: dict[str, Any] = {}
    for version in versions:
        if version is None:
            return None
        for name, node in version.items():
            known = found.get(name)
            if isinstance(known, dict) and isinstance(node, dict):
                found[name] = {**known, **node}
            else:
                found[name] = node
    return found


def field_changes(old: Any, new: Any, path: str = "") -> Iterator[FieldChange]:
    """The fields that differ between two versions of a record, each by its dotted path."""
    before, after = _named(old), _named(new)
    if before is None or after is None:
        if old != new:
            yield FieldChange(path, _shown(old), _shown(new))
        return
    for name in dict.fromkeys((*before, *after)):
        inner = f"{path}.{name}" if path else str(name)
        if name not in before or name not in after:
            yield FieldChange(inner, _shown(before.get(name)), _shown(after.get(name)))
        else:
            yield from field_changes(before[name], after[name], inner)


def _named(node: Any) -> Mapping[str, Any] | None:
    """A mapping, or a list whose items have names, as a mapping; else None."""
    if isinstance(node, dict):
        return node
    if not isinstance(node, list):
        return None
    named = {_name(item): item for item in node}
    return named if None not in named and len(named) == len(node) else None  # type: ignore[return-value]


def _name(item: Any) -> str | None:
    """The name of an item in a list: a party written as its id alone is named by it."""
    if isinstance(item, dict):
        return next((str(item[key]) for key in _NAMES if isinstance(item.get(key), str)), None)
    return str(item) if isinstance(item, Text) and len(item) <= _LONGEST else None


def _shown(node: Any) -> str | None:
    """A value as written, where it is short enough to be told; "" for one that is not there."""
    if node is None:
        return ""
    return str(node) if isinstance(node, str) and len(node) <= _LONGEST else None
