"""A site that is read from a folder: links that lead to files, since nobody serves them.

Knows how links of a page are written. Must not know records, the theme or MkDocs.
"""

import re
from collections.abc import Mapping

# Links and the target of a redirect; a page's own address, which is absolute, stays.
_LINK = re.compile(rb'(\shref="|\scontent="0; url=)([^"]*)(?=")')
_ELSEWHERE = re.compile(rb"[a-z][a-z0-9+.-]*:|/|#|\?|$", re.IGNORECASE)


def with_file_links(page: bytes) -> bytes:
    """A page whose links to folders lead to the `index.html` in them."""
    return _LINK.sub(lambda found: found[1] + _to_file(found[2]), page)


def offline_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a docs tree, where pages that are HTML already lead on to files too."""
    return {
        path: with_file_links(content) if path.endswith(".html") else content
        for path, content in files.items()
    }


def _to_file(href: bytes) -> bytes:
    if _ELSEWHERE.match(href):
        return href
    end = min((place for sign in b"#?" if (place := href.find(sign)) >= 0), default=len(href))
    path, rest = href[:end], href[end:]
    if path.endswith(b"/"):
        return path + b"index.html" + rest
    if path.rpartition(b"/")[2] in (b".", b".."):
        return path + b"/index.html" + rest
    return href
