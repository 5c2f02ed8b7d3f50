"""The page that lists the records of one type.

Knows how every list is laid out. Must not know any type.
"""

from pledgebook.markup import escape, plain
from pledgebook.views.blocks import Column, PageView, Row, Table, present
from pledgebook.views.sheet import Sheet


def list_page(
    sheet: Sheet, kind: str, columns: tuple[Column, ...], rows: tuple[Row, ...]
) -> PageView:
    """A table of all records of a type, without the columns that none of them fills."""
    caption = sheet.say(f"{kind}.caption", n=len(rows))
    title = sheet.language.word(f"section.{kind}")
    table = Table(caption, columns, rows).without_empty_columns()
    return PageView(sheet.path, "section", title, escape(title), plain(caption), present(table))
