"""What points to a record: announcements about it.

Knows the `about` of announcements. Must not know how announcements are written.
"""

from pledgebook import links
from pledgebook.markup import Safe
from pledgebook.model import Article
from pledgebook.views.blocks import Bullets, Section, section
from pledgebook.views.sheet import Sheet


def announcements_about(sheet: Sheet, kind: str, id_: str) -> Section | None:
    """The announcements that name a record, newest first."""
    items = tuple(
        announcement_link(sheet, article)
        for article in sheet.edition.articles()
        if _names(article, kind, id_)
    )
    return section("announcements", sheet.say("section.announcements"), Bullets(items))


def _names(article: Article, kind: str, id_: str) -> bool:
    about = article.entry.record.about
    return about is not None and id_ in getattr(about, kind, ())


def announcement_link(sheet: Sheet, article: Article) -> Safe:
    """An announcement by its title, with its date."""
    title = sheet.words(sheet.edition.translation(article).title, article)
    shown = sheet.to(links.record_path("announcements", article.id), title)
    return Safe(f"{shown} ({sheet.date(article.published)})")
