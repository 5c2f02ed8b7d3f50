"""A change tried on the records in memory, before a byte is written.

Knows how a changed project is checked, and how all of a change's files are written or none.
Must not know what the change is.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pledgebook.checks import Checked, check_loaded
from pledgebook.decode import decode
from pledgebook.diagnostics import Diagnostic, Severity
from pledgebook.load import load
from pledgebook.project import ContentFile, DataFile, Project


@dataclass(frozen=True)
class Trial:
    """What was found wrong with a changed project; `problems` are the errors it did not have."""

    checked: Checked
    problems: tuple[Diagnostic, ...]


def try_change(
    project: Project,
    known: Collection[Diagnostic],
    texts: Mapping[str, str],
    gone: Collection[str],
    as_of: date,
) -> Trial:
    """Checks a project with these texts by path instead of its own, and without files `gone`."""
    problems: list[Diagnostic] = []
    data = [file for file in project.data if file.source.path not in (*texts, *gone)]
    content = [file for file in project.content if file.source.path not in (*texts, *gone)]
    for path, text in texts.items():
        source = decode(path, text.encode(), problems)
        if source is None:
            continue
        first, *folders, name = path.split("/")
        stem = name.rpartition(".")[0]
        if first == "data":
            kind, id_ = (folders[0], stem) if folders else (stem, "")
            data.append(DataFile(kind, "" if kind == "results" else id_, source))
        else:
            stem, _, language = stem.partition(".")
            content.append(ContentFile("/".join((*folders, stem)), language, source))
    changed = replace(
        project,
        data=tuple(sorted(data, key=lambda file: file.source.path)),
        content=tuple(sorted(content, key=lambda file: file.source.path)),
        diagnostics=(*project.diagnostics, *problems),
    )
    checked = check_loaded(load(changed), as_of)
    new = (d for d in checked.diagnostics if d.severity is Severity.ERROR and d not in known)
    return Trial(checked, tuple(new))


def write_all(root: Path, texts: Mapping[str, str], gone: Collection[str] = ()) -> None:
    """Writes every text and removes files `gone`, or leaves all as they were. Raises OSError.

    Each text is first written beside its place. Should putting one in place fail, those that
    were put before are put back.
    """
    before = {p: (root / p).read_bytes() for p in (*texts, *gone) if (root / p).is_file()}
    beside = {root / path: (root / path).with_name(f".{Path(path).name}.part") for path in texts}
    try:
        for path, text in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            beside[root / path].write_bytes(text.encode())
        for file, part in beside.items():
            part.replace(file)
        for path in gone:
            (root / path).unlink()
    except OSError:
        for part in beside.values():
            part.unlink(missing_ok=True)
        _put_back(root, before, texts)
        raise


def _put_back(root: Path, before: Mapping[str, bytes], texts: Mapping[str, str]) -> None:
    for path, raw in before.items():
        with suppress(OSError):
            (root / path).write_bytes(raw)
    for path in texts.keys() - before.keys():
        with suppress(OSError):
            (root / path).unlink(missing_ok=True)
