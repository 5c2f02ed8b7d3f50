"""The checks of hand-written Markdown: announcements and pages.

Knows what may stand in `content/`, where its links lead, and whether its numbers are held by
the records. Must not know how a page is built. `check` says in which order.
"""

from pledgebook.content.check import check_content
from pledgebook.content.tree import docs_paths

__all__ = ["check_content", "docs_paths"]
