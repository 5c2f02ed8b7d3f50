"""The permanent addresses of the site: which record stands on which page.

Knows paths in the docs tree and final URLs. Must not know what a page looks like.
"""

import re
import unicodedata
from functools import lru_cache

SECTIONS = ("announcements", "programmes", "agreements", "organizations", "indicators", "sources")
SPECIAL_PAGES = ("status", "changes", "data", "method")
CARD = "card.png"
WITH_CARD = ("announcements", "programmes", "agreements")
ATOM, JSON_FEED = "atom.xml", "feed.json"  # below the page that they stand for
RESERVED = (*SECTIONS, *SPECIAL_PAGES, "scales", "results", "files", "assets", "search", "404")


def record_path(kind: str, id_: str) -> str:
    """The page of a record in the docs tree: `organizations/x.md`."""
    return f"{kind}/{id_}.md"


def section_path(kind: str) -> str:
    """The list of a type in the docs tree: `organizations/index.md`."""
    return f"{kind}/index.md"


def part_path(path: str, number: int) -> str:
    """The page that holds a part of a record's long table: `sources/x/2.md`; the first part
    stands on the record's own page."""
    return path if number == 1 else f"{path.removesuffix('.md')}/{number}.md"


def record_of(path: str) -> tuple[str, str]:
    """The type and id of the record on whose pages a docs path is; no id for a list, no type
    for any other page."""
    kind, _, rest = path.removesuffix(".md").partition("/")
    if kind not in SECTIONS or not rest:
        return "", ""
    id_ = rest if kind == "announcements" else rest.partition("/")[0]
    return kind, "" if id_ == "index" else id_


def card_path(path: str) -> str:
    """The picture that stands for a page where others show a link to it, as a docs path: of its
    own for what people pass on, the home page's for all others."""
    kind, id_ = record_of(path)
    return f"{kind}/{id_}/{CARD}" if kind in WITH_CARD and id_ else CARD


@lru_cache(maxsize=100_000)
def url(path: str) -> str:
    """The final address of a docs path below the language's root: `organizations/x/`.

    The home page is the empty string.
    """
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    if stem == "index":
        return ""
    return f"{stem.removesuffix('/index')}/"


def relative_url(page: str, target: str, anchor: str = "") -> str:
    """The address of one docs path from the page of another, for HTML."""
    if target == page and anchor:
        return f"#{anchor}"
    href = _relative(url(page), url(target))
    return f"{href}#{anchor}" if anchor else href


def in_tree(page: str, target: str, start: str = "", to: str = "") -> str:
    """The address of a docs path of one language's tree from a page of another's.

    `start` and `to` are where the trees lie below the site's root: "" or `vi/`.
    """
    return _relative(f"{start}{url(page)}", f"{to}{url(target)}")


def _relative(start: str, end: str) -> str:
    shared = 0  # how much of both addresses are the same folders
    while (slash := start.find("/", shared)) >= 0:
        if not end.startswith(start[shared : slash + 1], shared):
            break
        shared = slash + 1
    # Every page is a folder with an index: `a/b/` is left by two steps.
    return "../" * start.count("/", shared) + end[shared:] or "./"


def target_anchor(target: str, organization: str = "") -> str:
    """`#<target>` on the owner's page, `#<target>--<organization>` for one verdict."""
    return f"{target}--{organization}" if organization else target


def result_anchor(subject: str, period: str) -> str:
    """`#<indicator>--<period>` on an organization's page; `/` of a period becomes `-`."""
    return f"{subject.replace('/', '-')}--{period.replace('/', '-').replace('?', '')}"


def amendment_anchor(amendment: str) -> str:
    """`#amendment-<id>` on its owner's page."""
    return f"amendment-{amendment}"


def slug(text: str) -> str:
    """A heading's words as an anchor, in any script."""
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in text)
    return re.sub(r"-+", "-", kept).strip("-").lower()
