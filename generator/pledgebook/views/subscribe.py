"""Where a reader follows what is new: the links to a page's feeds.

Knows that a page may have feeds. Must not know what stands in them.
"""

from pledgebook import links
from pledgebook.markup import Safe
from pledgebook.views.blocks import Paragraph
from pledgebook.views.sheet import Sheet


def feed_links(sheet: Sheet, name: str) -> Paragraph | None:
    """Links to the feeds beside a page; there are none where the site has no address."""
    if not sheet.edition.site_url:
        return None
    atom = sheet.to(f"{name}/{links.ATOM}", Safe("Atom"))
    json_feed = sheet.to(f"{name}/{links.JSON_FEED}", Safe("JSON Feed"))
    return Paragraph(sheet.say("feed.links", feeds=sheet.commas([atom, json_feed])), "note")
