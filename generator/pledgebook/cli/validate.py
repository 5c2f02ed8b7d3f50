"""`pledgebook validate`, and how a report is printed."""

import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from pledgebook.checks import Checked, check_project
from pledgebook.cli.common import (
    PROBLEMS,
    USAGE,
    as_of_option,
    colour,
    fail,
    faults,
    format_option,
    language_option,
    message_language,
    project_option,
    project_root,
    strict_option,
    today,
)
from pledgebook.diagnostics import in_order
from pledgebook.gate import check_against
from pledgebook.report import Report, github_report, json_report, text_report
from pledgebook.revisions import RevisionError, load_revision


@click.command()
@project_option
@format_option("text", "json", "github")
@click.option("--all", "whole", is_flag=True, help="Every problem, however many.")
@language_option
@strict_option
@as_of_option
@click.option(
    "--against",
    metavar="REV",
    help="Also what may not change in silence since this revision in Git (such as main...HEAD).",
)
def validate(
    folder: Path | None,
    form: str,
    whole: bool,
    language: str | None,
    strict: bool,
    as_of: date | None,
    against: str | None,
) -> None:
    """Reads and checks everything; builds nothing."""
    root = project_root(folder)
    with faults():
        start = time.perf_counter()
        day = as_of or today(root)
        checked = check_project(root, day)
        if against is not None:
            checked = _held_against(checked, root, against, day)
        seconds = time.perf_counter() - start
        click.echo(
            print_report(checked, form, message_language(language, root), whole, seconds), nl=False
        )
    if checked.errors or (strict and checked.warnings):
        sys.exit(PROBLEMS)


def print_report(checked: Checked, form: str, language: str, whole: bool, seconds: float) -> str:
    report = Report(checked.diagnostics, checked.loaded.project.sources, checked.records)
    if form == "json":
        return json_report(report, language)
    if form == "github":
        return github_report(report, language)
    return text_report(report, language, whole=whole, colour=colour(), seconds=seconds)


def _held_against(checked: Checked, root: Path, revision: str, as_of: date) -> Checked:
    """With what may not have changed in silence since a revision."""
    try:
        before = load_revision(root, revision)
    except RevisionError as error:
        fail(str(error), USAGE)
    found = check_against(before, checked.loaded, as_of)
    return replace(checked, diagnostics=in_order((*checked.diagnostics, *found)))
