"""What a page of the site may load and run: its Content-Security-Policy.

Knows the inline scripts that the theme's own files hold, and what the theme needs beside them.
Must not know any built page: a script that text of a record brought in is never allowed.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.resources import files as package_files

# The theme's partials that put a script into every page; ours and a project's come before them.
_PARTIALS = tuple(
    f"partials/javascripts/{name}.html" for name in ("base", "palette", "content", "announce")
)
_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*\btype=)[^>]*>(.*?)</script>", re.DOTALL)
_SCOPE = re.compile(r"\{\{ config\.extra\.scope[^}]*\}\}")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)

_SOURCES: Mapping[str, str] = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's style sheets hold icons
    "font-src": "'self'",
    "connect-src": "'self'",  # the search index
    "worker-src": "'self'",  # the search
    "manifest-src": "'self'",
    "media-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}


def page_policy(theme: Mapping[str, bytes], scope: str, *, wasm: bool = False) -> str:
    """The policy for the `<meta>` of every page.

    `theme` are the theme's files as the project lays them over Material's, by path; `scope` is
    what stands for `config.extra.scope` in them. Scripts that a template makes up anew for
    each page have no place in it. `wasm` allows compiled code beside scripts, which Pagefind is;
    texts are still never run.
    """
    hashes = " ".join(f"'sha256-{_hash(text)}'" for text in _scripts(theme, scope))
    scripts = " ".join(part for part in ("'self'", "'wasm-unsafe-eval'" * wasm, hashes) if part)
    sources = {"default-src": _SOURCES["default-src"], "script-src": scripts}
    return "; ".join(f"{name} {value}" for name, value in {**sources, **_SOURCES}.items())


def _scripts(theme: Mapping[str, bytes], scope: str) -> Iterable[str]:
    """Inline scripts of the theme that are the same on every page, each once."""
    own = [theme[path].decode() for path in sorted(theme) if path.endswith(".html")]
    given = package_files("material") / "templates"
    own.extend((given / path).read_text("utf-8") for path in _PARTIALS if path not in theme)
    texts = (_SCOPE.sub(scope, _COMMENT.sub("", text)) for text in own)
    found = (script for text in texts for script in _SCRIPT.findall(text))
    return dict.fromkeys(s for s in found if s and "{{" not in s and "{%" not in s)


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
