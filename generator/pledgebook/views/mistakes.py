"""How a reader reports a mistake: the ways that the site's settings name, ready to be taken.

Knows addresses of mail. Must not know what may be wrong.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from pledgebook.markup import Safe, escape, join, link, plain
from pledgebook.provenance import address_of
from pledgebook.views.blocks import Bullets, Paragraph, Section, section
from pledgebook.views.sheet import Sheet

PATH, ANCHOR = "changes.md", "mistakes"
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PAGE = re.compile(r"https?://[^\s\"'<>]+")


def report_link(sheet: Sheet) -> Safe:
    """The link on a page: to the first way there is, with the page's address filled in, else to
    what is said about it on the page of changes."""
    words = sheet.say("mistake.title")
    ways = list(_ways(sheet, sheet.edition.permanent_url(sheet.path)))
    return link(ways[0][1], words) if ways else sheet.to(PATH, words, ANCHOR)


def report_section(sheet: Sheet) -> Section | None:
    """What a reader who has found a mistake should know, and where to go."""
    ways = [
        sheet.say(key, address=link(address, escape(shown)))
        for key, address, shown in _ways(sheet, "")
    ]
    contact = sheet.model.site.contact
    if contact and not _address(contact):
        ways.insert(0, sheet.say("mistake.contact", address=escape(contact)))
    publisher = sheet.body(sheet.model.site.publisher)
    by = sheet.say("home.publisher", name=publisher) if publisher else Safe("")
    nobody = join([part for part in (sheet.say("mistake.nobody"), by) if part], Safe(" "))
    return section(
        ANCHOR,
        sheet.say("mistake.title"),
        Paragraph(sheet.say("mistake.what")),
        Bullets(tuple(ways)) if ways else Paragraph(nobody),
        Paragraph(sheet.say("mistake.source")),
    )


def _ways(sheet: Sheet, page: str) -> Iterator[tuple[str, str, str]]:
    """The sentence, the address and the words of each way; `page` is what the report is about."""
    site = sheet.model.site
    title = quote(plain(sheet.say("mistake.subject", name=sheet.text(site.title, site))), safe="")
    body = quote(page, safe="")
    if site.contact and (address := _address(site.contact)):
        query = f"?subject={title}&body={body}" if address.startswith("mailto:") else ""
        yield "mistake.contact", address + query, site.contact
    form = sheet.edition.forge.issue
    if site.repository and form:
        address = form.replace("{title}", title).replace("{body}", body)
        yield "mistake.issue", address, address_of(site.repository)


def _address(contact: str) -> str:
    """Where a contact leads; "" for words that are no address."""
    if _MAIL.fullmatch(contact):
        return f"mailto:{contact}"
    return contact if _PAGE.fullmatch(contact) else ""
