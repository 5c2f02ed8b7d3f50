"""Which revisions changed the records, and how: read from git in a few passes.

Knows git's output. Must not know what a record means or how history is shown. Names and
addresses of people are never asked for.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pledgebook.checkout import FOLDERS, Checkout, ask_git
from pledgebook.git import split_batch
from pledgebook.provenance import NO_HISTORY, Event, History, Revision
from pledgebook.recorded import field_changes, holds_records, merged, read_records

# Old versions of files are read, newest first, until this much has been: a repository of many
# years does not slow every build. Dates and revisions are known beyond it.
MAX_BYTES = 8 * 1024 * 1024
_NOTHING = "0" * 40
_FORMAT = "%x01%H%x02%ct%x02%s%x02%b"
_ADDRESS = re.compile(r"<?[\w.+-]+@[\w-]+(\.[\w-]+)+>?")
_MERGE = re.compile(r"Merge (pull request|branch|remote-tracking branch|merge request)\b")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")


@dataclass(frozen=True, slots=True)
class _File:
    """One file as a revision changed it: the ids of its content before and after."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Commit:
    """A revision, and the files that it changed."""

    revision: Revision
    files: tuple[_File, ...]

    @property
    def only_adds(self) -> bool:
        """Whether no file was there before."""
        return all(file.old == _NOTHING for file in self.files)


def read_history(checkout: Checkout, timezone: str) -> History:
    """The history of a project's records; the days are those of the site's time zone."""
    if checkout.lacking:
        return NO_HISTORY
    log = ask_git(
        checkout.root, "log", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-notes",
        # What arrived in the published branch, each merge as one change: only then is a file
        # as the last revision that changed it left it.
        "--first-parent", "-m", "--relative", f"--format={_FORMAT}", "--", *FOLDERS,
    )  # fmt: skip
    commits = tuple(_read_log(log or b"", ZoneInfo(timezone)))
    files: dict[str, list[Revision]] = defaultdict(list)
    gone: set[str] = set()
    for commit in commits:
        for file in commit.files:
            if file.path not in files and file.new == _NOTHING:
                gone.add(file.path)
            files[file.path].append(commit.revision)
    return History(
        files={path: tuple(revisions) for path, revisions in files.items() if path not in gone},
        records=_events(checkout.root, commits),
        newest=commits[0].revision if commits else None,
        folder=checkout.folder,
        unsaved=frozenset(checkout.unsaved),
    )


def _read_log(log: bytes, zone: ZoneInfo) -> Iterator[_Commit]:
    """The revisions in git's log: a header, and for each file a line of ids and its path."""
    revision: Revision | None = None
    files: list[_File] = []
    tokens = iter(log.decode("utf-8", "replace").split("\0"))
    for token in tokens:
        start = token.lstrip("\n")
        if start.startswith("\x01"):
            if revision:
                yield _Commit(revision, tuple(files))
            revision, files = _revision(start[1:], zone), []
        elif start.startswith(":"):
            _, _, old, new, _ = start.split(" ")
            files.append(_File(next(tokens), old, new))
    if revision:
        yield _Commit(revision, tuple(files))


def _revision(header: str, zone: ZoneInfo) -> Revision:
    id_, seconds, subject, body = header.split("\x02", 3)
    return Revision(id_, _day(int(seconds), zone), clean_subject(subject, body))


def _day(seconds: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(seconds, zone).date()


def clean_subject(subject: str, body: str = "") -> str:
    """The line that says what a revision does: of a merge, the title that forges put below it.
    E-mail addresses, the names of accounts and characters that nobody sees are taken out."""
    if _MERGE.match(subject):
        title = next((line for line in body.split("\n") if line.strip()), "")
        subject = title or re.sub(r" (from|of) \S+( into .*)?$", "", subject)
    return _UNSEEN.sub(" ", _ADDRESS.sub("…", subject)).strip()


def _events(root: Path, commits: Sequence[_Commit]) -> dict[str, tuple[Event, ...]]:
    """What each revision did to each record, as far as old versions are read."""
    found: dict[str, list[Event]] = defaultdict(list)
    told = [commit for commit in commits if not commit.only_adds]
    contents = _read_contents(root, told)
    for commit in told:
        for name, event in _compare(commit, contents):
            found[name].append(event)
    return {name: tuple(events) for name, events in found.items()}


def _compare(commit: _Commit, contents: Mapping[str, bytes]) -> Iterator[tuple[str, Event]]:
    """What one revision did to the records in its files."""
    files = [file for file in commit.files if holds_records(file.path)]
    if any(id_ not in contents for file in files for id_ in (file.old, file.new)):
        return
    before = merged([read_records(f.path, contents[f.old]) for f in files])
    after = merged([read_records(f.path, contents[f.new]) for f in files])
    if before is None or after is None:
        return
    for name in dict.fromkeys((*before, *after)):
        if name not in before:
            yield name, Event(commit.revision, "added")
        elif name not in after:
            yield name, Event(commit.revision, "removed")
        elif changes := tuple(field_changes(before[name], after[name])):
            yield name, Event(commit.revision, "changed", changes)


def _read_contents(root: Path, commits: Iterable[_Commit]) -> dict[str, bytes]:
    """The contents that the revisions changed, by id: whole revisions, newest first, up to
    MAX_BYTES; one process gives them all."""
    wanted = [_ids(commit) for commit in commits]
    sizes = _sizes(root, dict.fromkeys(id_ for ids in wanted for id_ in ids))
    chosen: dict[str, None] = {}
    total = 0
    for ids in wanted:
        new = [id_ for id_ in dict.fromkeys(ids) if id_ not in chosen]
        total += sum(sizes.get(id_, MAX_BYTES) for id_ in new)
        if total > MAX_BYTES:
            break
        chosen.update(dict.fromkeys(new))
    batch = ask_git(root, "cat-file", "--batch", given="\n".join((*chosen, "")).encode())
    read = {id_: text for id_, text in split_batch(batch or b"") if text is not None}
    return {_NOTHING: b"", **read}


def _ids(commit: _Commit) -> list[str]:
    files = (file for file in commit.files if holds_records(file.path))
    return [id_ for file in files for id_ in (file.old, file.new) if id_ != _NOTHING]


def _sizes(root: Path, ids: Iterable[str]) -> dict[str, int]:
    told = ask_git(root, "cat-file", "--batch-check", given="\n".join((*ids, "")).encode())
    lines = (line.split(" ") for line in (told or b"").decode().splitlines())
    return {parts[0]: int(parts[2]) for parts in lines if len(parts) == 3}
