"""Where a diagnostic stands when it is not simply at a field's value.

Knows keys of mappings and lines of files. Must not know any rule.
"""

from pledgebook.diagnostics import Diagnostic, Message, Param, Place, diagnose
from pledgebook.entries import Entry, place_of, walk
from pledgebook.located import Mapping, Node, Text
from pledgebook.records import Part
from pledgebook.repair import replaced


def problem_at(
    entry: Entry[Part],
    key: str,
    path: str,
    /,
    *,
    related: tuple[Place, ...] = (),
    fix: str | None = None,
    **params: Param,
) -> Diagnostic:
    """A diagnostic at the value of a field: message `key`, hint `key.hint`, see `diagnose`."""
    return diagnose(entry.place(path), key, field=path, related=related, fix=fix, **params)


def node_at(entry: Entry[Part], path: str) -> Node | None:
    """The node of a field, or None when the field is not written."""
    parent, _, name = path.rpartition(".")
    node = walk(entry.node, parent)
    found = walk(entry.node, path)
    return None if found is node and name else found


def text_at(entry: Entry[Part], path: str) -> str:
    """A scalar field as it is written, without quotes; empty when it is no scalar."""
    node = walk(entry.node, path)
    return str(node) if isinstance(node, Text) else ""


def key_of(entry: Entry[Part], parent: str, name: str) -> Text | None:
    """The key of a mapping inside a record. The key may hold dots."""
    node = walk(entry.node, parent)
    if isinstance(node, Mapping) and (name in node or name in node.empty):
        return node.key(name)
    return None


def key_place(entry: Entry[Part], parent: str, name: str) -> Place:
    """Where a key inside a record is; the mapping when it is not there."""
    return place_of(entry.file, key_of(entry, parent, name) or walk(entry.node, parent))


def value_place(entry: Entry[Part], parent: str, name: str) -> Place:
    """Where the value of a key is that may hold dots."""
    node = walk(entry.node, parent)
    if isinstance(node, Mapping):
        node = node.find(name) or node
    return place_of(entry.file, node)


def at_key(
    entry: Entry[Part],
    rule: str,
    text: Message,
    where: tuple[str, str],
    hint: Message | None = None,
    fix: str | None = None,
) -> Diagnostic:
    """A diagnostic at a key; `where` is the path of its mapping, and the key."""
    parent, name = where
    field = f"{parent}.{name}" if parent else name
    return Diagnostic(key_place(entry, parent, name), rule, text, hint, field=field, fix=fix)


def id_place(entry: Entry[Part]) -> Place:
    """Where a record's id is: its key in a file of many records, else its file's name."""
    return place_of(entry.file, entry.key) if entry.key is not None else Place(entry.file.path)


def corrected(entry: Entry[Part], path: str, new: str | None) -> str | None:
    """The line of a scalar field with another text in it; None when there is none to write."""
    return with_text(entry, walk(entry.node, path), new) if new else None


def with_text(entry: Entry[Part], node: Node | None, new: str) -> str | None:
    """The line of a scalar with another text in its place; None when it is not on one line."""
    if not isinstance(node, Text):
        return None
    if node.plain:
        return replaced(entry.file, node.start, node.end, new)
    mark = entry.file.text[node.start : node.start + 1]
    if mark not in {"'", '"'}:
        return None
    return replaced(entry.file, node.start, node.end, f"{mark}{new}{mark}")
