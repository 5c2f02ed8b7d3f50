"""What a link's address is: a page or file of the site, another site, or something unsafe.

Knows how browsers read an address. Must not know which pages there are.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Outside:
    """An address on another site, or of a mailbox or telephone."""

    scheme: str


@dataclass(frozen=True, slots=True)
class Unsafe:
    """An address that must not stand in a page: the message that says why, and what it names."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Inside:
    """An address within the site: the path as written, unquoted, and the anchor."""

    path: str
    anchor: str


def read_address(href: str) -> Outside | Unsafe | Inside:
    """What an address leads to, read as a browser reads it: blanks and controls fall away."""
    plain = _IGNORED.sub("", href)
    if "\\" in plain:
        return Unsafe("unsafe-content.backslash", href)
    if match := _SCHEME.match(plain):
        scheme = match[1].lower()
        if scheme not in SCHEMES:
            return Unsafe("unsafe-content.scheme", scheme)
        return _outside(plain, scheme)
    if plain.startswith("//"):
        return Unsafe("unsafe-content.no-scheme", href)
    path, _, anchor = href.strip().partition("#")
    return Inside(unquote(path.partition("?")[0]), unquote(anchor))


def _outside(address: str, scheme: str) -> Outside | Unsafe:
    if scheme not in {"http", "https"}:
        return Outside(scheme)
    try:
        host = urlsplit(address).netloc
    except ValueError:
        return Unsafe("unsafe-content.host", address)
    if "@" in host:
        return Unsafe("unsafe-content.user", host)
    if not address[len(scheme) :].startswith("://") or not _HOST.fullmatch(host):
        return Unsafe("unsafe-content.host", host or address)
    return Outside(scheme)
