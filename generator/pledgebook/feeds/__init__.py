"""Feeds of what is new on the site, in one language: announcements, and changes of figures.

Knows which feeds there are and where they stand. Must not know how an entry is worded or
written, nor the time: every date comes from the records.
"""

from collections.abc import Callable, Collection, Iterator

from pledgebook import links
from pledgebook.feeds.items import Feed, Item, announced, changed, instant
from pledgebook.feeds.write import atom, json_feed
from pledgebook.links import section_path
from pledgebook.views.sheet import Edition

# The page that a feed stands beside, and what fills it.
FEEDS: tuple[tuple[str, str, Callable[[Edition], Iterator[Item]]], ...] = (
    ("announcements", section_path("announcements"), announced),
    ("changes", "changes.md", changed),
)
# Readers of feeds ask again and again; what is older stands on the pages.
LATEST = 50


def feed_files(edition: Edition, pages: Collection[str]) -> dict[str, bytes]:
    """The feeds beside those of the `pages` that have some, by their docs path; none where the
    site has no address."""
    files = {}
    for name, page, items in FEEDS:
        if not edition.site_url or page not in pages:
            continue
        feed = _feed(edition, name, page, items)
        files[f"{name}/{links.ATOM}"] = atom(feed)
        files[f"{name}/{links.JSON_FEED}"] = json_feed(feed)
    return files


def _feed(
    edition: Edition, name: str, page: str, items: Callable[[Edition], Iterator[Item]]
) -> Feed:
    shown = [item for item in items(edition) if item.day <= edition.as_of]
    newest = sorted(shown, key=lambda item: (item.updated, item.url), reverse=True)[:LATEST]
    site = edition.plain_text(edition.model.site.title)
    publisher = edition.model.site.publisher
    return Feed(
        title=f"{site}: {edition.language.word(f'section.{name}')}",
        tag=edition.language.tag,
        author=edition.body_name(publisher) or site,
        page=edition.permanent_url(page),
        folder=edition.permanent_url(f"{name}/"),
        updated=newest[0].updated if newest else instant(None, edition.model.site.timezone),
        items=tuple(newest),
    )
