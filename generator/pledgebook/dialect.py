"""The small Markdown that our own templates write, turned into HTML without a Markdown engine.

Knows the dialect: front matter with title and description, headings with or without an anchor,
and blocks of raw HTML, each at the start of a line. Gives exactly what Python-Markdown gives
with the site's extensions, or nothing: a text that holds anything else is left to the engine.
Must not know records, themes or MkDocs.
"""

import json
import re
from dataclasses import dataclass, field, replace
from html import escape, unescape

from markdown.extensions.toc import unique
from pymdownx.slugs import slugify

from pledgebook.markdown import SLUG_CASE

# Fields of the front matter that a page may have or lack, in their order.
FIELDS = ("description", "changed", "linked")
_HEAD = re.compile(
    '---\ntitle: (?P<title>".*")\n'
    + "".join(f'(?:{name}: (?P<{name}>".*")\n)?' for name in FIELDS)
    + r'(?P<hidden>search: \{"exclude": true\}\n)?---\n'
)
_HEADING = re.compile(r"(#{1,6}) ([^\n]*?)(?: \{: #([^ }\n]+) \})?\n\n")
_BLOCKS = ("p", "div", "dl", "ul", "ol", "figure", "nav")
_OPENING = re.compile(rf"<({'|'.join(_BLOCKS)})[ >]")
# Pieces that Markdown or its HTML parser would not copy as they are.
_FOREIGN = re.compile(
    r"&(?!(?:#[0-9]+|[a-z]+);)|<[!?]|<(?:script|style|pre|textarea)\b|\smarkdown\b"
    r"|data-search-\w+=|[\t\r\x00-\x08\x0b-\x1f]"
)
_LIVELY = re.compile(r"[*_`\[\]\\!{}~^|]|&(?:amp|lt|gt|quot);|  ")
# What YAML does not take for a plain character inside quotes.
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_OTHER_LINE = re.compile(r"^[^<#\n]", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_PIECES = {name: re.compile(rf"<(/?){name}(?=[ >])") for name in _BLOCKS}
_SECTION = 2  # the level of the headings that part a record's page
_slug = slugify(case=SLUG_CASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its anchor, and its text as HTML without tags; `leads` says that it
    is a link."""

    level: int
    anchor: str
    text: str
    leads: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Article:
    """A page: title and description as the front matter has them (HTML-escaped), the HTML of
    its body, and its headings; the first is the only one of level 1; and what machines read of
    it: the day of its last change, and linked data for a script of that type."""

    title: str
    description: str
    html: str
    headings: tuple[Heading, ...]
    searchable: bool = True
    changed: str = ""
    linked: str = ""


def outline(text: str) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
    """What pages must have in common to differ in words only: the fields of the front matter
    that are there, and the levels of the headings. None for a text that is not in the dialect
    at first sight; `read_article` looks closely."""
    head = _HEAD.match(text)
    if head is None or _OTHER_LINE.search(text, head.end()):
        return None
    levels = tuple(
        len(line) - len(line.lstrip("#"))
        for line in text[head.end() :].split("\n")
        if line.startswith("#")
    )
    if levels[:1] != (1,) or 1 in levels[1:]:
        return None
    return tuple(name for name in FIELDS if head[name] is not None), levels


def read_article(text: str, permalink: str) -> Article | None:
    """The page, with permalinks titled `permalink`; None for a text outside the dialect."""
    head = _HEAD.match(text)
    if head is None or _FOREIGN.search(text, head.end()):
        return None
    words = {name: json.loads(head[name] or '""') for name in ("title", *FIELDS)}
    if any(_ODD.search(text) for text in words.values()):
        return None
    body = f"{text[head.end() :].strip()}\n\n"
    pieces = _read_pieces(body)
    if pieces is None:
        return None
    article = _article(words["title"], words["description"], pieces, permalink)
    if article is None:
        return None
    machines = {"changed": words["changed"], "linked": words["linked"]}
    return replace(article, searchable=not head["hidden"], **machines)


def _read_pieces(body: str) -> list[str | re.Match[str]] | None:
    """Headings and blocks of HTML in order; None when there is anything else."""
    pieces: list[str | re.Match[str]] = []
    place = 0
    while place < len(body):
        if body[place] == "\n":
            place += 1
        elif heading := _HEADING.match(body, place):
            if _LIVELY.search(_TAG.sub("", heading[2])) or heading[2].endswith(("#", " ")):
                return None
            pieces.append(heading)
            place = heading.end()
        else:
            end = _end_of_block(body, place)
            if end is None:
                return None
            blank = body.startswith("\n\n", end)
            pieces.append(f"{body[place:end]}\n" if blank else body[place:end])
            place = end
    return pieces


def _end_of_block(body: str, start: int) -> int | None:
    """Where the element that opens at `start` is closed; it must be alone on its last line."""
    opening = _OPENING.match(body, start)
    if opening is None or body[start - 1 : start] not in ("", "\n"):
        return None
    depth = 0
    for tag in _PIECES[opening[1]].finditer(body, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            end = tag.end() + 1
            return end if body.startswith("\n", end) else None
    return None


def _article(
    title: str, description: str, pieces: list[str | re.Match[str]], permalink: str
) -> Article | None:
    used = {piece[3] for piece in pieces if not isinstance(piece, str) and piece[3]}
    headings: list[Heading] = []
    html: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            html.append(piece)
            continue
        level, words = len(piece[1]), piece[2].strip()
        text = " ".join(_TAG.sub("", words).split())
        anchor = piece[3] or unique(_slug(unescape(text), "-"), used)
        headings.append(Heading(level, anchor, text, "<a " in words))
        html.append(
            f'<h{level} id="{anchor}">{words}'
            f'<a class="headerlink" href="#{anchor}" title="{permalink}">&para;</a></h{level}>'
        )
    levels = [heading.level for heading in headings]
    if levels[:1] != [1] or 1 in levels[1:]:
        return None
    return Article(title, description, "\n".join(html).strip(), tuple(headings))


def search_entries(article: Article, location: str) -> list[dict[str, str]]:
    """What the theme's search reads of a page: its name with its summary, and its headings.

    Of a record's page only headings that are the record's own: its sections are called the same
    on every page, and a heading that is a link is the name of another page. Texts are HTML with
    nothing but escaped characters, as the search's own index has them.
    """
    if not article.searchable:
        return []
    first, *others = article.headings
    if location.count("/") > 1:
        others = [one for one in others if one.level > _SECTION and not one.leads]
    title, summary = article.title or first.text, article.description
    entries = [{"location": location, "title": _words(title), "text": _words(summary)}]
    entries.extend(
        {"location": f"{location}#{one.anchor}", "title": _words(one.text), "text": ""}
        for one in others
    )
    return entries


def _words(text: str) -> str:
    return escape(unescape(text), quote=False)
