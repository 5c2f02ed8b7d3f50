"""Slips in one line that look right to a person: a missing space, another sign, a bullet.

Knows how a line of a record looks (`name: value`, `- item`). Must not know what a program
that reads YAML says about it.
"""

import re
from dataclasses import dataclass

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LEAD = r"[ \t]*(?:- +)*"
_NAME = r"(?:(?=[\w-]*[A-Za-z])[A-Za-z0-9][\w-]*|\"[^\"]+\"|'[^']+')"
# Each: the message, what stands before the mark, the mark itself, and what to write for it.
_SLIPS = (
    ("odd-space", re.compile(rf"([ \t]*)(?P<mark>[{_SPACES}]+)"), None),
    ("odd-space", re.compile(rf"({_LEAD}{_NAME}:|[ \t]*-)(?P<mark>[{_SPACES}]+) *"), r"\1 "),
    ("wide-colon", re.compile(rf"({_LEAD}{_NAME})[ {_SPACES}]*(?P<mark>[：﹕︰∶꞉])\s*"), r"\1: "),
    ("colon-space", re.compile(rf"({_LEAD}{_NAME})(?P<mark>:)(?=[^\s/:])"), r"\1: "),
    ("equals", re.compile(rf"({_LEAD}{_NAME})[ \t]*(?P<mark>=>?|:=)[ \t]*(?=\S)"), r"\1: "),
)
_NO_COLON = re.compile(rf"({_LEAD}(?P<name>[a-z_]+))(?P<mark>[ \t]+)(?=[^\s:#])")
# Names of fields that also begin sentences.
_WORDS = frozenset({"between", "end", "equals", "every", "missing", "own", "start", "to", "total"})
_DASHES = (
    ("dash-space", re.compile(r"([ \t]*)(?P<mark>-)(?=[^\s-])"), r"\1- "),
    ("bullet", re.compile(rf"([ \t]*)(?P<mark>[•·◦▪‣–—−*])(?=[\s{_SPACES}])\s*"), r"\1- "),
)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong in a line: a message key, the columns of it (from 0), and the line mended."""

    key: str
    start: int
    end: int
    fixed: str


def find_slip(line: str, fields: frozenset[str] = frozenset()) -> Slip | None:
    """The slip in a line that is neither `name: value` nor `- item`, if it is a plain one.

    `fields` are the names after which a colon can only have been forgotten.
    """
    for key, pattern, template in _SLIPS:
        if match := pattern.match(line):
            return _mended(key, match, template)
    match = _NO_COLON.match(line)
    if match and match["name"] in fields and match["name"] not in _WORDS:
        return _mended("no-colon", match, r"\1: ")
    return None


def find_dash_slip(line: str) -> Slip | None:
    """The slip in a line that was meant as an item of a list."""
    for key, pattern, template in _DASHES:
        if match := pattern.match(line):
            return _mended(key, match, template)
    return None


def _mended(key: str, match: re.Match[str], template: str | None) -> Slip:
    before = match.expand(template) if template else match[1] + " " * len(match["mark"])
    fixed = before + match.string[match.end() :]
    return Slip(f"syntax.{key}", match.start("mark"), match.end("mark"), fixed)
