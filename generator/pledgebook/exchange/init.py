"""A new project: a small valid one to be replaced piece by piece.

Knows how the starter's files are filled in. Must not know what stands in them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pledgebook import __version__
from pledgebook.exchange.answers import Answers, check_answers
from pledgebook.exchange.places import ExchangeError
from pledgebook.exchange.trial import write_all

_STARTER = "pledgebook.starter"
_FALLBACK = "en"


def starter_files(answers: Answers, today: date) -> dict[str, str]:
    """The files of a new project by path. Raises ExchangeError for an answer that cannot be."""
    check_answers(answers)
    words = {
        # JSON strings are YAML too, whatever is in them.
        "title": json.dumps(answers.title, ensure_ascii=False),
        "publisher": json.dumps(answers.publisher, ensure_ascii=False),
        "timezone": json.dumps(answers.timezone),
        "languages": json.dumps(list(answers.languages)),
        "today": today.isoformat(),
        "due": (today + timedelta(days=365)).isoformat(),
        "version": __version__,
    }
    starter = files(_STARTER)
    base = answers.languages[0].partition("-")[0]
    language = base if starter.joinpath(base, "data").is_dir() else _FALLBACK
    parts = [starter / "common", starter / language]
    if answers.forge != "none":
        parts.append(starter / "forge" / answers.forge)
    return {
        _filled(path, words): _filled(text, words)
        for part in parts
        for path, text in _walk(part, "")
    }


def make_project(folder: Path, answers: Answers, today: date) -> tuple[str, ...]:
    """Writes a new project; returns its files. Raises ExchangeError, or OSError as it comes."""
    made = starter_files(answers, today)
    refuse_taken_folder(folder, made)
    folder.mkdir(parents=True, exist_ok=True)
    write_all(folder, made)
    return tuple(sorted(made))


def refuse_taken_folder(
    folder: Path, made: Iterable[str] = ("data", "content", "mkdocs.yml")
) -> None:
    """Raises ExchangeError where files would be written over. `made`: their paths, by default
    those of every project."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ExchangeError(f"{folder} is no folder")
    here = {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()
    if taken := sorted(here & {path.partition("/")[0] for path in made}):
        raise ExchangeError(f"{folder} has {', '.join(taken)} already; nothing was written")


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = entry.name.replace("dot-", ".", 1) if entry.name.startswith("dot-") else entry.name
        if entry.is_dir():
            yield from _walk(entry, f"{path}{name}/")
        else:
            yield f"{path}{name}", entry.read_text(encoding="utf-8")


def _filled(text: str, words: Mapping[str, str]) -> str:
    """A text with its marks filled in, each once: what is filled in is not looked at again."""
    parts = text.split("@")
    found = [words.get(part) for part in parts]
    shown, index = parts[0], 1
    while index < len(parts):
        word = found[index] if index + 1 < len(parts) else None
        if word is None:
            shown, index = f"{shown}@{parts[index]}", index + 1
        else:
            shown, index = f"{shown}{word}{parts[index + 1]}", index + 2
    return shown
