"""What is known where reading a file came to a stop: the complaint, and the words before it.

Knows YAML's tokens and libyaml's complaints as they are. Must not know what an author did.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml
from yaml import tokens as kinds

from pledgebook.located import Problem
from pledgebook.source import SourceFile

OPENING = (kinds.FlowMappingStartToken, kinds.FlowSequenceStartToken)
MAX_SCAN = 100_000
_MARGIN = re.compile(r"^(?=[\w\"'-])", re.MULTILINE)
CLOSING = (kinds.FlowMappingEndToken, kinds.FlowSequenceEndToken)
BLOCKS = (kinds.BlockMappingStartToken, kinds.BlockSequenceStartToken)


@dataclass(frozen=True, slots=True)
class Token:
    """A token of YAML with its character offsets in the file. `style` is the quote or ""."""

    kind: type
    start: int
    end: int
    style: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the author did: a message key, the characters to mark, and the line mended."""

    key: str
    start: int
    end: int
    params: tuple[tuple[str, Any], ...] = ()
    fix: str | None = None
    hint: str | None = None


@dataclass(frozen=True)
class Trouble:
    """A complaint of libyaml about the part of a file from `start` to `end`."""

    source: SourceFile
    problem: Problem
    start: int
    end: int

    @property
    def said(self) -> str:
        """libyaml's complaint."""
        return str(dict(self.problem.params).get("problem", ""))

    @property
    def doing(self) -> str:
        """What libyaml was doing."""
        return str(dict(self.problem.params).get("context", ""))

    @property
    def at(self) -> int:
        """Where reading stopped."""
        return self.problem.start

    @property
    def since(self) -> int:
        """Where it began to read what it could not finish."""
        return self.problem.related[0] if self.problem.related else self.at

    @property
    def char(self) -> str:
        """The character at which reading stopped; empty at the end."""
        return self.text[self.at : self.at + 1] if self.at < self.end else ""

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.source.text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens before the place where reading stopped."""
        return tuple(self._scan())

    def _scan(self) -> list[Token]:
        first = self._scan_from()
        loader: Any = yaml.CSafeLoader(self.text[first : self.end])
        found: list[Token] = []
        try:
            while loader.check_token():
                token = loader.get_token()
                start = token.start_mark.index + first
                if start >= self.at:
                    break
                end = token.end_mark.index + first
                style, value = getattr(token, "style", ""), getattr(token, "value", "")
                found.append(Token(type(token), start, end, style or "", str(value or "")))
        except yaml.YAMLError:
            pass
        finally:
            loader.dispose()
        return found

    def _scan_from(self) -> int:
        """Where scanning begins: in a large file, at a line at the margin not far above. Without
        one nothing is scanned: a megabyte in one line takes seconds, and tells nobody much."""
        if self.at - self.start < MAX_SCAN:
            return self.start
        margin = _MARGIN.search(self.text, self.at - MAX_SCAN // 2, self.at)
        return margin.start() if margin else self.at

    @cached_property
    def last_scalar(self) -> Token | None:
        """The last text before the place where reading stopped."""
        return next((t for t in reversed(self.tokens) if t.kind is kinds.ScalarToken), None)

    @cached_property
    def open(self) -> tuple[Token, ...]:
        """The brackets that are open where reading stopped, outermost first."""
        found: list[Token] = []
        for token in self.tokens:
            if token.kind in OPENING:
                found.append(token)
            elif token.kind in CLOSING and found:
                found.pop()
        return tuple(found)

    @cached_property
    def blocks(self) -> tuple[Token, ...]:
        """The indented mappings and lists that are open there, outermost first."""
        found: list[Token] = []
        for token in self.tokens:
            if token.kind in BLOCKS:
                found.append(token)
            elif token.kind is kinds.BlockEndToken and found:
                found.pop()
        return tuple(found)

    def column(self, offset: int) -> int:
        """The column of an offset, from 0."""
        return offset - self.line_start(offset)

    def line_start(self, offset: int) -> int:
        """The offset at which the line of an offset begins."""
        return self.source.line_starts[self.source.line_of(offset) - 1]

    def line(self, offset: int) -> str:
        """The text of the line of an offset."""
        return self.source.line(self.source.line_of(offset))

    def line_before(self, offset: int) -> int | None:
        """The offset of the nearest line above that says something, or None."""
        number = self.source.line_of(offset) - 1
        while number >= self.source.line_of(self.start):
            line = self.source.line(number)
            if line.strip() and not line.lstrip().startswith("#"):
                return self.source.line_starts[number - 1]
            number -= 1
        return None

    def first_on_line(self, offset: int) -> bool:
        """Whether only blanks stand before an offset on its line."""
        return not self.text[self.line_start(offset) : offset].strip(" \t")

    def value_end(self, start: int) -> int:
        """Where a text without quotes that begins at an offset ends for a person: before a
        comment, and inside brackets before the next comma or closing bracket."""
        end = self.line_start(start) + len(self.line(start))
        stops = ",]}" if self.inside_brackets(start) else ""
        for offset in range(start, end):
            if self.text[offset] in stops or self.text.startswith(" # ", offset):
                end = offset
                break
        return start + len(self.text[start:end].rstrip())

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before a comment."""
        line = self.line(offset)
        comment = line.find(" # ")
        said = line if comment < 0 else line[:comment]
        return self.line_start(offset) + len(said.rstrip())

    def inside_brackets(self, offset: int) -> bool:
        """Whether a bracket opened before an offset is still open where reading stopped."""
        return bool(self.open) and self.open[0].start < offset


def indent_of(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip(" \t"))
