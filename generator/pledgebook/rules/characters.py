"""Characters in a file that a reviewer does not see.

Knows where such characters can stand in a file. Must not know which they are (that is
`hidden`), nor fields.
"""

import re
from collections.abc import Iterator
from typing import Any

from pledgebook.diagnostics import Diagnostic, diagnose
from pledgebook.entries import place_of
from pledgebook.frontmatter import split_front_matter
from pledgebook.hidden import HIDDEN, codes_of, kind_of, refused_in, refused_part
from pledgebook.located import Mapping, Node, Sequence, Text
from pledgebook.repair import replaced
from pledgebook.rules.checked import Checked
from pledgebook.source import SourceFile

_RULE = "hidden-characters"
_MOST = 100  # diagnostics of one file
# Escapes in double quotes that may stand for such a character, or for a control character.
_ESCAPE = re.compile(r"\\[0abefrvxuUNLP]")


def hidden_characters(checked: Checked) -> Iterator[Diagnostic]:
    """A file holds characters that nobody sees.

    Signs that turn the direction of writing, zero-width spaces, soft hyphens, tag characters
    and control characters can make a text look otherwise than it is, and a search does not
    find a name that contains one. What a reviewer sees is what is published, so they are
    refused in the whole file, also when they are written as an escape such as `\\u200b` or, in
    Markdown, as `&shy;`. Joiners are allowed between letters of scripts that need them, such as
    Devanagari and Arabic.

    Wrong: a name copied from a web page or a PDF file, with a zero-width space inside.

    To repair it: delete the character where the message points, or type the word anew. The
    message gives the line without it.
    """
    sources = checked.project.sources.values()
    for source in sources:
        if not source.text.isascii():
            yield from _in_text(source)
    escaping = {source.path for source in sources if _may_escape(source)}
    if escaping:
        yield from _in_values(checked, escaping)


def _in_text(source: SourceFile) -> Iterator[Diagnostic]:
    found = 0
    for match in HIDDEN.finditer(source.text):
        start, end = refused_part(source.text, match.start(), match.end())
        if start == end:
            continue
        yield _hidden(source, start, end)
        found += 1
        if found == _MOST:
            return


def _hidden(source: SourceFile, start: int, end: int) -> Diagnostic:
    key, code = f"{_RULE}.{kind_of(source.text[start])}", codes_of(source.text[start:end])
    fix = replaced(source, start, end, "")
    return diagnose(source.place(start, end), key, fix=fix, code=code)


def _may_escape(source: SourceFile) -> bool:
    text = source.text
    if not source.path.startswith("data/"):
        start, end, _ = split_front_matter(text)
        text = text[start:end]
    return "\\" in text and _ESCAPE.search(text) is not None


def _in_values(checked: Checked, paths: set[str]) -> Iterator[Diagnostic]:
    """Values in double quotes whose escapes stand for a character that is refused."""
    site = (checked.model.site_entry,) if checked.model.site_entry else ()
    articles = (article.entry for article in checked.articles)
    for entry in (*site, *checked.entries, *articles):
        if entry.file.path in paths:
            yield from _escaped(entry.file, entry.node)


def _escaped(source: SourceFile, node: Node) -> Iterator[Diagnostic]:
    if isinstance(node, Text):
        if not node.plain and (found := refused_in(node)):
            yield diagnose(place_of(source, node), f"{_RULE}.escape", code=codes_of(found))
        return
    children: Any = (*node, *node.values()) if isinstance(node, Mapping) else node
    assert isinstance(node, Mapping | Sequence)
    for child in children:
        yield from _escaped(source, child)
