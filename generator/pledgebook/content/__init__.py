"""The checks of hand-written Markdown: announcements and pages.

Knows what may stand in `content/`, where its links lead, and whether its numbers are held by
the records. Must not know how a page is built. `check` says in which order, `manual` what each
rule means for an author.
"""

from pledgebook.content.check import check_content
from pledgebook.content.manual import CONTENT_RULES
from pledgebook.content.tree import docs_paths

__all__ = ["CONTENT_RULES", "check_content", "docs_paths"]
