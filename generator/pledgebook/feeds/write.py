"""Feeds as Atom (RFC 4287) and JSON Feed 1.1, written by serializers.

Knows the two forms. Must not know records or languages.
"""

import json
import re
from datetime import datetime
from typing import Any

from lxml import etree

from pledgebook.feeds.items import Feed, Item
from pledgebook.links import ATOM, JSON_FEED

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
JSON_VERSION = "https://jsonfeed.org/version/1.1"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Characters that XML cannot hold in any form; records are refused for them before.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    # lxml takes None for the namespace without a prefix; its types do not say so.
    names: Any = {None: ATOM_NAMESPACE}
    root = etree.Element(f"{{{ATOM_NAMESPACE}}}feed", {_LANG: feed.tag}, names)
    _add(root, "id", feed.page)
    _add(root, "title", feed.title)
    _add(root, "updated", _stamp(feed.updated))
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{feed.folder}{ATOM}")
    _add(root, "link", rel="alternate", type="text/html", hreflang=feed.tag, href=feed.page)
    for item in feed.items:
        _add_entry(root, item, feed.tag)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8")) + b"\n"


def _add_entry(root: etree._Element, item: Item, tag: str) -> None:
    entry = _add(root, "entry")
    if item.tag != tag:
        entry.set(_LANG, item.tag)
    _add(entry, "id", item.url)
    _add(entry, "title", item.title)
    _add(entry, "published", _stamp(item.published))
    _add(entry, "updated", _stamp(item.updated))
    _add(entry, "link", rel="alternate", type="text/html", href=item.url)
    _add(entry, "summary", item.text or item.title)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """An element of Atom; what stands in a text is no markup (`type="text"` is the default)."""
    child = etree.SubElement(parent, f"{{{ATOM_NAMESPACE}}}{name}", attributes)
    if text:
        child.text = _IMPOSSIBLE.sub("\ufffd", text)
    return child


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed."""
    whole = {
        "version": JSON_VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": f"{feed.folder}{JSON_FEED}",
        "language": feed.tag,
        "authors": [{"name": feed.author}],
        "items": [_json_item(item) for item in feed.items],
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _json_item(item: Item) -> dict[str, Any]:
    return {
        "id": item.url,
        "url": item.url,
        "title": item.title,
        "content_text": item.text or item.title,
        "date_published": _stamp(item.published),
        "date_modified": _stamp(item.updated),
        "language": item.tag,
    }


def _stamp(at: datetime) -> str:
    return at.isoformat()
