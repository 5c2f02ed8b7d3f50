"""Broken links of the built site as diagnostics of the records that they come from.

Knows which record or file a built page was written from. Must not know how links are found.
"""

from collections.abc import Sequence

from pledgebook.diagnostics import Diagnostic, Place, message
from pledgebook.inspect import BrokenLink
from pledgebook.trees import Tree


def explain_links(broken: Sequence[BrokenLink], trees: Sequence[Tree]) -> tuple[Diagnostic, ...]:
    """Broken links of the built site, each at the record or page that it came from."""
    return tuple(_explain_one(link, trees) for link in broken)


def _explain_one(link: BrokenLink, trees: Sequence[Tree]) -> Diagnostic:
    reason = message(f"broken-link.reason.{link.reason}")
    text = message("broken-link.built", page=link.page, href=link.href, reason=reason)
    hint = message("broken-link.built.hint")
    return Diagnostic(_origin(link.page, trees), "broken-link", text, hint)


def _origin(page: str, trees: Sequence[Tree]) -> Place:
    """The record or file behind a built page; the page itself when none is known."""
    for tree in sorted(trees, key=lambda tree: len(tree.prefix), reverse=True):
        if page.startswith(tree.prefix):
            name = page.removeprefix(tree.prefix).removesuffix("index.html").rstrip("/")
            for path in (f"{name}.md", f"{name}/index.md", "index.md" if not name else ""):
                if source := tree.sources.get(path):
                    file, _, line = source.partition(":")
                    return Place(file, int(line or 1))
    return Place(page)
