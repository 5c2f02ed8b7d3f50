"""What a page may load and run, and the files for servers and crawlers."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from pledgebook.configuration import SCOPE, theme_files
from pledgebook.hosting import headers, hosting_files
from pledgebook.policy import page_policy
from sites import ROOT


def hashed(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def directives(policy: str) -> dict[str, list[str]]:
    return {name: rest for name, *rest in (part.split() for part in policy.split("; "))}


def test_nothing_inline_is_allowed_but_by_its_hash() -> None:
    found = directives(page_policy(theme_files(None), SCOPE))
    assert found["default-src"] == ["'none'"]
    assert all(re.fullmatch(r"'self'|'sha256-[\w+/]{43}='", s) for s in found["script-src"])
    assert found["style-src"] == ["'self'"]
    values = {value for values in found.values() for value in values}
    assert not [value for value in values if "unsafe" in value or "http" in value or "*" in value]


def test_compiled_code_is_allowed_where_the_search_is_that() -> None:
    usual, other = (directives(page_policy({}, SCOPE, wasm=wasm)) for wasm in (False, True))
    scripts = other.pop("script-src")
    assert set(scripts) - set(usual.pop("script-src")) == {"'wasm-unsafe-eval'"}
    assert usual == other


def test_scripts_of_the_projects_theme_are_allowed_if_they_are_constant() -> None:
    overrides = {
        "main.html": b"<script>one()</script><script>two({{ page.title }})</script>"
        b'<script src="x.js"></script><script type="application/json">3</script>',
        "notes.txt": b"<script>four()</script>",
    }
    before = directives(page_policy({}, SCOPE))["script-src"]
    after = directives(page_policy(overrides, SCOPE))["script-src"]
    assert set(after) - set(before) == {hashed("one()")}


def test_a_partial_of_the_project_takes_the_place_of_the_themes() -> None:
    path = "partials/javascripts/palette.html"
    before = directives(page_policy({}, SCOPE))["script-src"]
    after = directives(page_policy({path: b"<script>mine()</script>"}, SCOPE))["script-src"]
    assert len(after) == len(before)
    assert hashed("mine()") in after


def test_headers_say_what_a_page_cannot() -> None:
    policy = page_policy({}, SCOPE)
    said = headers(policy)
    assert said["Content-Security-Policy"] == f"{policy}; frame-ancestors 'self'"
    assert said["X-Content-Type-Options"] == "nosniff"
    first, *lines = hosting_files(policy, ())["_headers"].decode().splitlines()
    assert first == "/*"
    assert [line.strip().partition(": ")[::2] for line in lines] == list(said.items())
    assert max(map(len, lines)) < 2000  # Cloudflare Pages reads no more of a line


def test_crawlers_find_the_sitemap_of_every_language() -> None:
    urls = ("https://example.org/a/", "https://example.org/a/vi/")
    assert hosting_files("", urls)["robots.txt"].decode() == (
        "User-agent: *\nDisallow:\n"
        "Sitemap: https://example.org/a/sitemap.xml\n"
        "Sitemap: https://example.org/a/vi/sitemap.xml\n"
    )
    assert b"Sitemap" not in hosting_files("", ())["robots.txt"]


@pytest.mark.parametrize("server", ["nginx", "caddy", "apache"])
def test_the_docs_send_the_same_headers(server: str) -> None:
    text = (ROOT / "docs" / "how-to" / "hosting.md").read_text(encoding="utf-8")
    found = re.search(rf"```{server}\n(.*?)```", text, re.DOTALL)
    assert found is not None
    told = dict(re.findall(r'(?:add_header |set |^ +)?([A-Z][\w-]+) "([^"]*)"', found[1]))
    assert told == {**headers(""), "Content-Security-Policy": "THE POLICY IN site/_headers"}
