"""`pledgebook diff`: what changes for the public between two revisions."""

import re
from datetime import date
from pathlib import Path

import click

from pledgebook.changes.addresses import Lines
from pledgebook.changes.compare import compare
from pledgebook.changes.markdown import markdown_report
from pledgebook.changes.report import Comparison, json_report, text_report
from pledgebook.checkout import find_checkout
from pledgebook.cli.common import (
    USAGE,
    as_of_option,
    fail,
    faults,
    format_option,
    language_option,
    message_language,
    project_option,
    project_root,
    today,
)
from pledgebook.diagnostics import Severity, count
from pledgebook.load import Loaded, collector_paused, load_project
from pledgebook.provenance import forge_of
from pledgebook.revisions import RevisionError, load_revision, replaced_files, resolve

_FULL_ID = re.compile(r"\b([0-9a-f]{10})[0-9a-f]{30}\b")
PRINTERS = {"text": text_report, "markdown": markdown_report, "json": json_report}


@click.command()
@click.argument("base", help="The earlier revision, such as main.")
@click.argument("head", required=False, help="The later one.")
@project_option
@format_option(*PRINTERS)
@language_option
@as_of_option
def diff(
    base: str,
    head: str | None,
    folder: Path | None,
    form: str,
    language: str | None,
    as_of: date | None,
) -> None:
    """Says what changes in published facts between two revisions in Git.

    Without HEAD, the working tree is compared. BASE may be main...HEAD: where a branch began.
    """
    root = project_root(folder)
    with faults(), collector_paused():
        said = message_language(language, root)
        before, after = _read(root, base), _read(root, head)
        day = as_of or today(root)
        files = replaced_files(root, base, head)
        changes = compare(before.model, after.model, day, said, files)
        old, new = (_FULL_ID.sub(r"\1", name or "") for name in (base, head))
        found = Comparison(old, new, day, changes, (_errors(before), _errors(after)))
        lines = _lines(root, base, head, after)
        click.echo(PRINTERS[form](found, said, lines), nl=False)


def _read(root: Path, revision: str | None) -> Loaded:
    try:
        return load_project(root) if revision is None else load_revision(root, revision)
    except RevisionError as error:
        fail(str(error), USAGE)


def _lines(root: Path, base: str, head: str | None, after: Loaded) -> Lines:
    """The addresses of lines: in the working tree, of the files that are as recorded."""
    forge = forge_of(after.model.site.repository)
    checkout = find_checkout(root)
    if not forge.view or checkout.lacking:
        return Lines()
    unsaved = frozenset() if head else frozenset(checkout.unsaved)
    ends = (resolve(root, base), resolve(root, head or "HEAD"))
    return Lines(forge.view, *ends, checkout.folder, unsaved)


def _errors(loaded: Loaded) -> int:
    """How many mistakes of shape keep a record out of the comparison."""
    return count(loaded.diagnostics, Severity.ERROR)
