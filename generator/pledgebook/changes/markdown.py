"""A comparison as Markdown for a comment on a pull request, never longer than a forge takes.

Knows folding and escaping for forges. Must not know what a change means. Text of a record is
shown as it is: it makes no markup, and notifies nobody.
"""

import re
from collections.abc import Sequence

from pledgebook.changes.change import QUIET, Change
from pledgebook.changes.report import (
    Comparison,
    Link,
    groups,
    left_out,
    no_link,
    notices,
    sentence,
    summary,
    title,
    top_changes,
)
from pledgebook.diagnostics import Message, message
from pledgebook.markup import escape, link
from pledgebook.messages import render

MAX_LENGTH = 60_000
# How many of a kind stand open and folded, until the report is short enough.
_SIZES = ((5, 200), (5, 100), (5, 50), (5, 20), (5, 5), (3, 0), (1, 0), (0, 0))
# Where forges look for people, other requests, commits and addresses in finished text: a space
# without width stops them, and a reader sees none.
_CALLS = re.compile(r"([@#!~$%&*^])(?=\w)|(\bGH-)(?=\d)|(\bwww)(?=\.)", re.IGNORECASE)
_APART = "\u200b"


def markdown_report(found: Comparison, language: str, to: Link = no_link) -> str:
    """The report; `to` gives the address of a place, in the later revision or (True) the base."""
    for samples, folded in _SIZES:
        text = _report(found, language, to, (samples, folded))
        if len(text) <= MAX_LENGTH:
            return text
    return text


def _report(found: Comparison, language: str, to: Link, sizes: tuple[int, int]) -> str:
    lines = [f"### {_said(title(found), language)}", "", f"**{_said(summary(found), language)}**"]
    top = [f"- {shown(sentence(change, language))}" for change in top_changes(found.changes)]
    if rest := left_out(found.changes):
        top.append(f"- {_said(message('changes.more', count=rest), language)}")
    lines += ["", *top] if top else []
    for notice in notices(found):
        lines += ["", f"> {_said(notice, language)}"]
    for kind, changes in groups(found.changes):
        lines += _section(kind, changes, language, to, sizes)
    return "\n".join(lines) + "\n"


def _section(
    kind: str, changes: Sequence[Change], language: str, to: Link, sizes: tuple[int, int]
) -> list[str]:
    """One kind: a few open, more folded, the rest counted; what is quiet is folded wholly."""
    head = f"{_said(message(f'changes.of.{kind}'), language)} ({len(changes)})"
    samples, folded = (0, sum(sizes)) if kind in QUIET else sizes
    items = [_item(change, language, to) for change in changes[: samples + folded]]
    rest = len(changes) - len(items)
    counted = [f"- {_said(message('changes.more', count=rest), language)}"] if rest else []
    lines = ["", f"#### {head}"] if kind not in QUIET else []
    lines += ["", *items[:samples]] if samples else []
    if not items[samples:]:
        return [*lines, *(counted if samples else ["", *counted])] if kind not in QUIET else [
            "", f"**{head}**", "", *counted
        ]  # fmt: skip
    label = head if kind in QUIET else _said(
        message("changes.others", count=len(changes) - samples), language
    )  # fmt: skip
    fold = f"<details><summary>{label}</summary>"
    return [*lines, "", fold, "", *items[samples:], *counted, "", "</details>"]


def _item(change: Change, language: str, to: Link) -> str:
    place, is_base = (change.place, False) if change.place else (change.base, True)
    if place is None:
        return f"- {shown(sentence(change, language))}"
    address = to(place, is_base)
    where = shown(f"{place.path}:{place.line}")
    where = link(address, where) if address else where
    return f"- {shown(sentence(change, language))} ({where})"


def _said(text: Message, language: str) -> str:
    return shown(render(text, language))


def shown(text: str) -> str:
    """Text that reads as it is in a comment, and neither calls nor links to anything."""
    return escape(_CALLS.sub(lambda match: f"{match[0]}{_APART}", text))
