"""Where a record comes from: the revisions that changed it, and the address of its line.

Knows revisions as plain values, and how forges address a line. Must not know git, pages, the
time, or who made a revision: no name of a person ever gets here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from urllib.parse import quote, urlsplit

from pledgebook.records import Repository

SHORT = 10  # characters of a revision's id that are shown, whatever the repository's size
# What an address may hold beside its placeholders; a template is checked before it is filled.
_TEMPLATE = re.compile(
    r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/"
    r"([A-Za-z0-9\-._~/?#!$&()*+,;=%:@]|\{(path|line|revision|branch)\})*"
)
_NEEDED = {"view": ("path", "line", "revision"), "edit": ("path",), "commit": ("revision",)}


@dataclass(frozen=True, slots=True)
class Revision:
    """A change of the records: its id, the day it arrived, and its subject line."""

    id: str
    day: date
    subject: str

    @property
    def short(self) -> str:
        """The id as it is shown."""
        return self.id[:SHORT]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a record before and after, as written: "" for what was not there, None for
    what is long or more than one value."""

    path: str
    old: str | None = ""
    new: str | None = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What a revision did to one record."""

    revision: Revision
    kind: Literal["added", "changed", "removed"]
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class History:
    """The history of a project's records, newest first everywhere.

    files: the revisions that changed each file, by its path in the project.
    records: what they did to each record, by type and id, as far as it was looked into.
    folder: where the project lies in its repository: "" or `site/`.
    unsaved: the files that are not as their last revision left them.
    """

    files: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    records: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    newest: Revision | None = None
    folder: str = ""
    unsaved: frozenset[str] = frozenset()

    def last(self, path: str) -> Revision | None:
        """The last revision that changed a file, where the file is as it left it."""
        found = self.files.get(path, ())
        return found[0] if found and path not in self.unsaved else None

    def events(self, name: str, path: str) -> tuple[Event, ...]:
        """What happened to a record (`organizations/x`) that stands in the file `path`. It was
        added with the file where no revision of the file is seen to add it."""
        known = self.records.get(name, ())
        revisions = self.files.get(path, ())
        if not revisions or any(event.kind == "added" for event in known):
            return known
        return (*known, Event(revisions[-1], "added"))


NO_HISTORY = History()


@dataclass(frozen=True, slots=True)
class Forge:
    """The addresses of a repository on the web, as templates; "" for one that it lacks."""

    view: str = ""
    edit: str = ""
    commit: str = ""
    issue: str = ""


_ISSUE = "{url}/issues/new?title={title}&body={body}"
_GITHUB = Forge(
    "{url}/blob/{revision}/{path}#L{line}",
    "{url}/edit/{branch}/{path}",
    "{url}/commit/{revision}",
    _ISSUE,
)
_GITLAB = Forge(
    "{url}/-/blob/{revision}/{path}#L{line}",
    "{url}/-/edit/{branch}/{path}",
    "{url}/-/commit/{revision}",
    "{url}/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}",
)
_FORGEJO = Forge(
    "{url}/src/commit/{revision}/{path}#L{line}",
    "{url}/_edit/{branch}/{path}",
    "{url}/commit/{revision}",
    _ISSUE,
)
_PRESETS = {"github": _GITHUB, "gitlab": _GITLAB, "forgejo": _FORGEJO, "gitea": _FORGEJO}
_HOSTS = {
    "github.com": "github",
    "gitlab.com": "gitlab",
    "codeberg.org": "forgejo",
    "gitea.com": "gitea",
}


def forge_name(repository: Repository) -> str | None:
    """The software of the site that keeps the records, where it is said or known."""
    host = urlsplit(repository.url or "").hostname or ""
    return repository.forge or _HOSTS.get(host.removeprefix("www."))


def address_of(repository: Repository) -> str:
    """Where a repository is looked at; "" where it is not said."""
    return (repository.url or "").rstrip("/").removesuffix(".git")


def forge_of(repository: Repository | None) -> Forge:
    """The addresses of a repository: its own templates, and for the rest those of its forge."""
    if repository is None:
        return Forge()
    preset = _PRESETS.get(forge_name(repository) or "", Forge()) if repository.url else Forge()
    url = address_of(repository)
    view, edit, commit, issue = (
        (own or template).replace("{url}", url).replace("{branch}", quote(repository.branch))
        for own, template in (
            (repository.view, preset.view),
            (repository.edit, preset.edit),
            (repository.commit, preset.commit),
            ("", preset.issue),
        )
    )
    return Forge(view, edit, commit, issue)


def template_problem(name: str, template: str) -> tuple[str, str] | None:
    """What is wrong with a template of addresses: "form", or "place" and what it lacks."""
    if _TEMPLATE.fullmatch(template) is None:
        return "form", ""
    lacks = [part for part in _NEEDED[name] if f"{{{part}}}" not in template]
    return ("place", lacks[0]) if lacks else None


def filled(template: str, revision: str, path: str = "", line: int = 1) -> str:
    """An address: a template with a revision, a path in the repository, and a line."""
    return (
        template.replace("{revision}", revision)
        .replace("{line}", str(line))
        .replace("{path}", quote(path))
    )
