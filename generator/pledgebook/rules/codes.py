"""Codes that are not among the known ones: what to say, and the nearest that is.

Knows how to word it for levels, reasons, dimensions and their codes alike.
"""

from collections.abc import Collection
from typing import Any

from pledgebook.diagnostics import Message, message
from pledgebook.entries import Entry, walk
from pledgebook.nearest import nearest
from pledgebook.rules.candidates import is_slip
from pledgebook.rules.marks import key_of, with_text


def known_codes(
    entry: Entry[Any], path: str, code: str, known: Collection[str], name: str, *, key: bool = False
) -> tuple[Message, Message, str | None]:
    """Message, hint and corrected line for a code that is not known.

    `name` is the message's key; the hints are its rule's: `.hint.near`, `.hint.known` and
    `.hint.none`. `key`: the code is a key of the mapping at `path`.
    """
    rule, listed = name.partition(".")[0], tuple(known)
    near = nearest(code, listed)
    text = message(name, code=code)
    if near:
        node = key_of(entry, path, code) if key else walk(entry.node, path)
        fix = with_text(entry, node, near) if is_slip(code, near) else None
        return text, message(f"{rule}.hint.near", near=near), fix
    if listed:
        return text, message(f"{rule}.hint.known", known=listed), None
    return text, message(f"{rule}.hint.none"), None
