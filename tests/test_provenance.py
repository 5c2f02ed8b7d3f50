"""Addresses of lines on forges, and what a record's history says beside what files tell."""

from datetime import date

import pytest

from pledgebook.provenance import (
    Event,
    Forge,
    History,
    Revision,
    filled,
    forge_of,
    template_problem,
)
from pledgebook.records import Repository

URL = "https://git.example.org/group/records"
ONE = Revision("1" * 40, date(2026, 1, 1), "One")
TWO = Revision("2" * 40, date(2026, 2, 1), "Two")


@pytest.mark.parametrize(
    ("url", "forge", "view", "commit"),
    [
        ("https://github.com/o/r", None, "blob/REV/data/a%20b.yml#L7", "commit/REV"),
        ("https://gitlab.com/o/s/r.git", None, "-/blob/REV/data/a%20b.yml#L7", "-/commit/REV"),
        ("https://codeberg.org/o/r/", None, "src/commit/REV/data/a%20b.yml#L7", "commit/REV"),
        (URL, "gitlab", "-/blob/REV/data/a%20b.yml#L7", "-/commit/REV"),
        (URL, "forgejo", "src/commit/REV/data/a%20b.yml#L7", "commit/REV"),
        (URL, "gitea", "src/commit/REV/data/a%20b.yml#L7", "commit/REV"),
    ],
)
def test_presets(url: str, forge: str | None, view: str, commit: str) -> None:
    found = forge_of(Repository.model_validate({"url": url, "forge": forge}))
    base = url.rstrip("/").removesuffix(".git")
    assert filled(found.view, "REV", "data/a b.yml", 7) == f"{base}/{view}"
    assert filled(found.commit, "REV") == f"{base}/{commit}"


def test_own_templates_come_before_those_of_the_forge() -> None:
    view = "https://git.example.org/{branch}/{revision}/{path}?line={line}"
    found = forge_of(
        Repository.model_validate({"url": URL, "forge": "gitea", "branch": "a/b", "view": view})
    )
    assert filled(found.view, "REV", "x", 2) == "https://git.example.org/a/b/REV/x?line=2"
    assert found.edit == f"{URL}/_edit/a/b/{{path}}"


def test_a_site_without_a_forge_has_no_addresses() -> None:
    assert forge_of(None) == Forge()
    assert forge_of(Repository.model_validate({"url": URL})) == Forge()


@pytest.mark.parametrize(
    "template",
    [
        "http://git.example.org/{revision}/{path}#{line}",
        "javascript:alert(1)//{revision}{path}{line}",
        'https://git.example.org/{revision}/{path}#{line}" onclick="x',
        "https://git.example.org/<b>{revision}/{path}#{line}",
        "https://git.example.org/{revision}/{path}#{line}{other}",
        "https://someone@git.example.org/{revision}/{path}#{line}",
        "https://{revision}.example.org/{path}#{line}",
        "https://git.example.org/{revision}/{path}#{line}\n",
    ],
)
def test_templates_that_are_refused(template: str) -> None:
    assert template_problem("view", template) == ("form", "")


def test_a_template_needs_its_placeholders() -> None:
    assert template_problem("view", "https://x.example/{revision}/{path}") == ("place", "line")
    assert template_problem("commit", "https://x.example/commits") == ("place", "revision")
    assert template_problem("view", "https://x.example/{revision}/{path}#L{line}") is None


def test_a_record_was_added_with_its_file() -> None:
    changed = Event(TWO, "changed")
    history = History({"a.yml": (TWO, ONE)}, {"organizations/a": (changed,)})
    assert history.events("organizations/a", "a.yml") == (changed, Event(ONE, "added"))
    assert history.events("organizations/b", "a.yml") == (Event(ONE, "added"),)
    assert history.events("organizations/b", "new.yml") == ()
