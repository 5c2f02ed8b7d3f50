"""A line of a record as it should have been written.

Knows how a text is put in quotes, which fields take one, and how a part of a line is replaced.
Must not know what was wrong with it.
"""

import re

from pledgebook.shapes import all_fields, list_fields, text_fields
from pledgebook.source import SourceFile

_NAME_BEFORE = re.compile(r"(?P<name>[\w-]+)[\"']?[ \t]*:[ \t]*$")


def quoted(text: str) -> str:
    """The text in quotes that keep every character of it: double ones where they can."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def replaced(source: SourceFile, start: int, end: int, new: str) -> str | None:
    """The line with the characters from `start` to `end` replaced; None across two lines."""
    line = source.line_of(start)
    first = source.line_starts[line - 1]
    text = source.line(line)
    if end > first + len(text):
        return None
    return text[: start - first] + new + text[end - first :]


def name_before(source: SourceFile, start: int) -> str:
    """The name of the field whose value begins at an offset, on the same line; else empty."""
    first = source.line_starts[source.line_of(start) - 1]
    match = _NAME_BEFORE.search(source.text[first:start])
    return match["name"] if match else ""


def in_quotes(source: SourceFile, start: int, end: int, text: str | None = None) -> str | None:
    """The line with a value in quotes; None where no text is wanted, so that quotes mend nothing.

    `text` is the value where it is not what stands between `start` and `end`.
    """
    name = name_before(source, start)
    if not name or (name in all_fields() and name not in text_fields()):
        return None
    return replaced(source, start, end, quoted(source.text[start:end] if text is None else text))


def in_brackets(source: SourceFile, start: int, end: int) -> str | None:
    """The line with a value in brackets; None where no list is wanted."""
    if name_before(source, start) not in list_fields():
        return None
    return replaced(source, start, end, f"[{source.text[start:end]}]")
