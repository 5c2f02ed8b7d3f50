"""Where the front matter of a Markdown file begins and ends.

Knows the `---` fences only. Must not know what stands between them.
"""

import re

_FENCE = re.compile(r"---[ \t]*(\r\n|\n|\r)")
_CLOSE = re.compile(r"^(---|\.\.\.)[ \t]*$", re.MULTILINE)


def split_front_matter(text: str) -> tuple[int, int, int]:
    """Offsets of the front matter's start and end and of the body; (0, 0, 0) without any."""
    opening = _FENCE.match(text)
    if opening is None:
        return 0, 0, 0
    closing = _CLOSE.search(text.replace("\r", "\n") if "\r" in text else text, opening.end())
    if closing is None:
        return opening.end(), len(text), len(text)
    body = closing.end()
    while body < len(text) and text[body] in "\r\n":
        body += 1
    return opening.end(), closing.start(), body
