"""What can be said about a record: places, messages and diagnostics, as plain values.

Knows how a diagnostic is shaped and ordered. Must not know any rule, any record type,
or how a message reads in a language (that is `messages`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Severity(StrEnum):
    """How much a diagnostic weighs: errors stop the build, warnings stop it when strict."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file of the project: path relative to the project, line and column from 1.

    `end_column` is the column after the last marked character on the same line.
    """

    path: str
    line: int = 1
    column: int = 1
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the message catalogue: its key and what is filled in.

    A parameter is a text, a number, another message (rendered in the same language)
    or a tuple of these (rendered as a list).
    """

    key: str
    params: tuple[tuple[str, "Param"], ...] = ()


Param: TypeAlias = "str | int | Message | tuple[Param, ...]"


def message(key: str, **params: Param) -> Message:
    """A catalogue message with its parameters, in a fixed order."""
    return Message(key, tuple(sorted(params.items())))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake of an author, at one place.

    `field` is the dotted path inside the record (`parties.0.organization`) or empty;
    `fix` is the corrected line where the repair is one line.
    """

    place: Place
    rule: str
    message: Message
    hint: Message | None = None
    severity: Severity = Severity.ERROR
    related: tuple[Place, ...] = ()
    field: str = ""
    fix: str | None = None


def diagnose(
    place: Place,
    key: str,
    *,
    field: str = "",
    fix: str | None = None,
    related: tuple[Place, ...] = (),
    **params: Param,
) -> Diagnostic:
    """The error whose message is `key` and whose hint is `key.hint`; its rule is the first part
    of the key."""
    rule = key.partition(".")[0]
    text, hint = message(key, **params), message(f"{key}.hint", **params)
    return Diagnostic(place, rule, text, hint, related=related, field=field, fix=fix)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics by place, each once."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.place.path, d.place.line, d.place.column, d.rule)))


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    """How many diagnostics have this severity."""
    return sum(1 for diagnostic in diagnostics if diagnostic.severity is severity)
