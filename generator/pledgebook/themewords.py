"""The words of the theme's own files, as they are where a site's language has none.

Knows nothing else.
"""

from collections.abc import Mapping
from types import MappingProxyType

# Every word of Material's catalogues can stand in a site's labels too (`search.placeholder`,
# `toc` …), which serves languages that Material lacks.
THEME_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "footnote.back": "Back to the text",
        "not_found.search": "Search this site",
        "not_found.sections": "Or begin with a section:",
        "not_found.text": "This address leads to no page of this site.",
        "not_found.title": "Page not found",
        "offline": "This copy works without a network. Search is left out.",
        "palette.dark": "Switch to dark colours",
        "palette.light": "Switch to light colours",
        "permalink": "Link to this place",
        "report": "Report a mistake",
        "search.first": "These are the first results only. Another word narrows the search.",
        "table.all": "All",
        "table.filter": "Filter",
        "table.shown": "{n} of {total} rows",
        "toc": "On this page",
    }
)
