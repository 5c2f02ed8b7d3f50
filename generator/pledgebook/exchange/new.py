"""A new record's file: a skeleton, a draft about another record, or what a form gave.

Knows what goes into the file and when it may be written. Must not know the command line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pledgebook.checks import check_loaded
from pledgebook.diagnostics import Diagnostic
from pledgebook.exchange.announcing import about, draft
from pledgebook.exchange.places import ExchangeError, checked_id, record_file, refuse_taken
from pledgebook.exchange.skeleton import skeleton
from pledgebook.exchange.trial import Trial, try_change, write_all
from pledgebook.exchange.yamltext import yaml_text
from pledgebook.languages import load_language
from pledgebook.load import ANNOUNCEMENTS, Loaded, load_project

# Where JSON of an announcement has the text below the front matter.
BODY = "body"


@dataclass(frozen=True)
class Made:
    """A file as it was or would have been written: `trial` says what was found wrong with it;
    None where nothing was checked, since a person has yet to fill it in."""

    path: str
    text: str
    trial: Trial | None = None

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Why it was not written; empty when it was."""
        return self.trial.problems if self.trial else ()


def new_record(root: Path, kind: str, id_: str, today: date, reference: str | None = None) -> Made:
    """Writes the skeleton of a record, or the draft of an announcement about `reference`.

    Raises ExchangeError when nothing can be written, OSError as the system gives it.
    """
    loaded = _ready(root, kind, id_)
    languages = loaded.model.site.languages
    if reference is not None:
        if kind != ANNOUNCEMENTS:
            raise ExchangeError("--about is for announcements: a draft about a record")
        entry = about(loaded.model, reference)
        fields, body = draft(loaded.model, entry, load_language(languages[0]))
        return _checked(root, loaded, kind, id_, _article(_dated(id_, fields, today), body), today)
    text = skeleton(kind, languages)
    if kind == ANNOUNCEMENTS:
        if not _has_date(id_):
            text = re.sub(r"(?m)^# published:.*$", f"published: {today}", text)
        text = f"---\n{text}---\n"
    made = Made(record_file(kind, id_), text)
    write_all(root, {made.path: text})
    return made


def record_from_json(root: Path, kind: str, id_: str, values: Any, today: date) -> Made:
    """Writes a record from values that nobody vouches for, if it is without an error.

    An announcement's values have its text under `body`; those of results are a row or a list
    of rows. Raises ExchangeError and OSError as `new_record` does.
    """
    loaded = _ready(root, kind, id_)
    if kind == "results":
        values = _rows(values)
    if not isinstance(values, dict):
        raise ExchangeError("the JSON must be an object: names of fields with their values")
    if kind != ANNOUNCEMENTS:
        return _checked(root, loaded, kind, id_, yaml_text(values), today)
    body = values.pop(BODY, "")
    if not isinstance(body, str):
        raise ExchangeError(f"{BODY!r} must be a text in Markdown")
    fields = _dated(id_, values, today)
    return _checked(root, loaded, kind, id_, _article(fields, body), today)


def _ready(root: Path, kind: str, id_: str) -> Loaded:
    checked_id(id_)
    loaded = load_project(root)
    records: Mapping[str, Any] = {}
    if kind != "results":
        model = loaded.model
        records = model.articles if kind == ANNOUNCEMENTS else model.of_type(kind)
    refuse_taken(root, kind, id_, id_ in records or (kind, id_) in loaded.model.broken)
    return loaded


def _checked(root: Path, loaded: Loaded, kind: str, id_: str, text: str, today: date) -> Made:
    """The file, written if the project has no error with it that it has not without it."""
    known = check_loaded(loaded, today).diagnostics
    path = record_file(kind, id_)
    made = Made(path, text, try_change(loaded.project, known, {path: text}, (), today))
    if not made.problems:
        write_all(root, {path: text})
    return made


def _rows(values: Any) -> Any:
    """The contents of a file of rows."""
    if isinstance(values, list):
        return {"results": values}
    return values if isinstance(values, dict) and "results" in values else {"results": [values]}


def _article(fields: Mapping[str, Any], body: str) -> str:
    text = "\n".join(line.rstrip() for line in body.splitlines()).strip()
    return f"---\n{yaml_text(fields)}---\n\n{text}\n"


def _dated(id_: str, fields: dict[str, Any], today: date) -> dict[str, Any]:
    """The fields, with the day of publication where the file's name does not say it."""
    if _has_date(id_) or "published" in fields:
        return fields
    return {**fields, "published": str(today)}


def _has_date(id_: str) -> bool:
    try:
        date.fromisoformat(id_[:10])
    except ValueError:
        return False
    return True
