"""What machines read of a page, beside its words: the day it last changed, and linked data.

Knows which fields of the front matter hold it. Must not know templates or the theme.
"""

from pledgebook.markup import script_json
from pledgebook.metadata.changed import last_change
from pledgebook.metadata.graph import linked_data
from pledgebook.views.blocks import PageView
from pledgebook.views.sheet import Edition


def page_metadata(edition: Edition, view: PageView) -> dict[str, str]:
    """Fields for `front_matter`: `changed`, where the day is known, and `linked`, where the
    site has an address. Both depend on the records only, never on the day of the build."""
    if not edition.site_url:
        return {}  # a sitemap and linked data speak of addresses
    day = last_change(edition, view.path)
    linked = script_json(linked_data(edition, view, day))
    return {"changed": day.isoformat() if day else "", "linked": linked}
