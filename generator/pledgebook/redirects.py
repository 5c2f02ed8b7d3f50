"""Old addresses of renamed records: small pages that lead to the new ones.

Knows former ids and where pages lie. Must not know what stands on a page. No script is needed,
and search engines are told the new address.
"""

from datetime import date

from pledgebook.content.tree import Tree
from pledgebook.languages import Language
from pledgebook.links import relative_url, url
from pledgebook.markup import attribute
from pledgebook.model import Model


def redirect_files(model: Model, language: Language, as_of: date) -> dict[str, bytes]:
    """A file for each former address in a language's tree, by its path there."""
    tree = Tree(model, as_of)
    return {
        f"{url(old)}index.html": _page(relative_url(old, new), language)
        for old, new in sorted(tree.moved.items())
        if new in tree.pages and old not in tree.pages
    }


def _page(address: str, language: Language) -> bytes:
    href = attribute(address)
    return (
        f'<!doctype html>\n<html lang="{language.tag}" dir="{language.direction}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{href}</title>\n'
        f'<meta name="robots" content="noindex">\n<link rel="canonical" href="{href}">\n'
        f'<meta http-equiv="refresh" content="0; url={href}">\n</head>\n'
        f'<body><p><a href="{href}">{href}</a></p></body>\n</html>\n'
    ).encode()
