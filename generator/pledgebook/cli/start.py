"""`pledgebook new`."""

import sys
from pathlib import Path
from typing import BinaryIO

import click

from pledgebook.cli.common import (
    PROBLEMS,
    USAGE,
    fail,
    faults,
    message_language,
    project_option,
    project_root,
    say,
    today,
)
from pledgebook.exchange.jsontext import MAX_BYTES, read_json
from pledgebook.exchange.new import Made, new_record, record_from_json
from pledgebook.exchange.places import ExchangeError, kind_named
from pledgebook.exchange.trial import Trial
from pledgebook.report import Report, text_report


@click.command()
@project_option
@click.argument("kind", metavar="TYPE")
@click.argument("id_", metavar="ID")
@click.option(
    "--from-json",
    "file",
    type=click.File("rb"),
    help="Fields of the record as JSON, such as a form gave; - is standard input.",
)
@click.option("--about", metavar="REF", help="Drafts an announcement about agreements/ID.")
def new(folder: Path | None, kind: str, id_: str, file: BinaryIO | None, about: str | None) -> None:
    """Writes a new record: a skeleton to be filled in, a draft, or what a form gave."""
    root = project_root(folder)
    if file and about:
        fail("--from-json and --about are two ways to fill in a record; give one", USAGE)
    with faults():
        try:
            type_ = kind_named(kind)
            if file:
                values = read_json(file.read(MAX_BYTES + 1))
                made = record_from_json(root, type_, id_, values, today(root))
            else:
                made = new_record(root, type_, id_, today(root), about)
        except ExchangeError as error:
            fail(str(error), USAGE)
        _tell_new(made, root)


def _tell_new(made: Made, root: Path) -> None:
    if made.problems and made.trial:
        tell_problems(made.trial, root)
        fail("nothing was written", PROBLEMS)
    say(f"{made.path} is written")


def tell_problems(trial: Trial, root: Path) -> None:
    """Prints what is wrong with a change that was tried."""
    checked = trial.checked
    report = Report(trial.problems, checked.loaded.project.sources, checked.records)
    language = message_language(None, root)
    text = text_report(report, language, whole=False, colour=False, seconds=None)
    click.echo(text, err=True, nl=False)
    sys.stderr.flush()
