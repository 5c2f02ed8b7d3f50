"""Files at the root of the site for those that serve it and those that read it by machine.

Knows what servers and crawlers look for. Must not know pages.
"""

from collections.abc import Iterable, Mapping


def hosting_files(policy: str, sites: Iterable[str]) -> dict[str, bytes]:
    """The files by path: `policy` is that of every page, `sites` the addresses of the home
    pages of all languages, none where the site has no address."""
    return {"_headers": _headers_file(policy), "robots.txt": _robots(sites)}


def headers(policy: str) -> Mapping[str, str]:
    """What a server should send with every file: the policy with what a page cannot say itself,
    and what keeps browsers from guessing and from telling others."""
    return {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        # Everything is public: other people's pages may read the downloads and feeds.
        "Access-Control-Allow-Origin": "*",
    }


def _headers_file(policy: str) -> bytes:
    """Netlify, Cloudflare Pages and others read `_headers`; elsewhere it does nothing."""
    lines = (f"  {name}: {value}\n" for name, value in headers(policy).items())
    return f"/*\n{''.join(lines)}".encode()


def _robots(sites: Iterable[str]) -> bytes:
    sitemaps = "".join(f"Sitemap: {site}sitemap.xml\n" for site in sites)
    return f"User-agent: *\nDisallow:\n{sitemaps}".encode()
