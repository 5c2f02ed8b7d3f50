"""Escaping and inline HTML: the only way text of a record reaches a page.

Knows what Markdown, HTML and YAML front matter take for markup. Must not know records.
`Safe` is text that is ready for a page; everything else is escaped before it gets there.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import escape as html_escape
from html import unescape as html_unescape

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
# No-break spaces belong to the text: French sets them before a colon.
_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
# ASCII signs that mean nothing to Markdown or HTML where texts stand, and hyphens inside words.
_SPECIAL = re.compile(r"(?!(?<=\w)-(?=\w))[^\w ,.;()%/?]|_")
_TAG = re.compile(r"<[^>]*>")
# In a script: what HTML might read, and what JavaScript or YAML might take for the end of a line.
_SCRIPT_SIGN = re.compile("[<>&\x7f-\x9f\u2028\u2029\ufeff]")


class Safe(str):
    """Text that stands on a page as it is."""

    __slots__ = ()

    def __add__(self, other: str) -> "Safe":
        return Safe(str.__add__(self, other if isinstance(other, Safe) else escape(other)))


EMPTY = Safe("")


@lru_cache(maxsize=4096)
def _reference(character: str) -> str:
    """A numeric character reference, but for what no markup is made of: marks, which belong to
    the letter before, and signs beyond ASCII such as “ ” or –."""
    if unicodedata.category(character)[0] == "M":
        return character
    if ord(character) > 0xA0 and unicodedata.category(character)[0] in "PS":
        return character
    return f"&#{ord(character)};"


def escape(text: str) -> Safe:
    """The text as one line that shows exactly its characters in Markdown and in HTML.

    Letters, marks, numbers, single spaces and harmless signs stay; everything else becomes a
    numeric character reference, so that no extension of Markdown finds anything to do.
    """
    return text if isinstance(text, Safe) else _escaped(text)


# Names and labels stand on thousands of pages.
@lru_cache(maxsize=65536)
def _escaped(text: str) -> Safe:
    return Safe(_SPECIAL.sub(lambda match: _reference(match[0]), _one_line(text)))


def paragraphs(text: str) -> tuple[Safe, ...]:
    """The paragraphs of a plain text: parted by blank lines, each one escaped line."""
    return tuple(escape(part) for part in _BLANK_LINES.split(text.strip()) if part.strip())


def join(parts: Iterable[str], between: str = "") -> Safe:
    """Parts one after the other, each escaped unless it is safe already."""
    return Safe(escape_between(between).join([escape(part) for part in parts]))


def escape_between(text: str) -> str:
    """A separator: escaped, but with its outer spaces kept."""
    if isinstance(text, Safe):
        return text
    inner = escape(text)
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{left}{inner}{right}" if inner else text


def attribute(text: str) -> Safe:
    """Text for an attribute between double quotes."""
    return Safe(html_escape(text, quote=True)) if not isinstance(text, Safe) else text


def element(name: str, content: str, **attributes: str) -> Safe:
    """An inline element; an attribute `class_` is written `class`, empty ones are left out."""
    written = ""
    for key, value in attributes.items():
        if value:
            written += f' {_attribute_name(key)}="{attribute(value)}"'
    return Safe(f"<{name}{written}>{escape(content)}</{name}>")


@lru_cache(maxsize=256)
def _attribute_name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def link(href: str, content: str, **attributes: str) -> Safe:
    """A link. `href` comes from `links` or is a checked address."""
    return element("a", content, href=href, **attributes)


def plain(content: str) -> str:
    """The words of a safe text, without markup, for titles and descriptions."""
    return html_unescape(_TAG.sub("", content))


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text.strip())


def front_matter(*, searchable: bool = True, linked: str = "", **fields: str) -> str:
    """YAML front matter with JSON-quoted, HTML-escaped strings of one line: safe in every
    template. `linked` comes from `script_json`. What is not searchable is left out of the
    search of the theme."""
    lines = [
        f"{key}: {json.dumps(html_escape(_one_line(value), quote=True), ensure_ascii=False)}\n"
        for key, value in fields.items()
        if value
    ]
    if linked:
        lines.append(f"linked: {json.dumps(linked, ensure_ascii=False)}\n")
    hidden = "" if searchable else 'search: {"exclude": true}\n'
    return f"---\n{''.join(lines)}{hidden}---\n"


def script_json(value: object) -> str:
    """JSON that stands in a `<script>` as it is: nothing in it can end the script or open a
    comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _SCRIPT_SIGN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
