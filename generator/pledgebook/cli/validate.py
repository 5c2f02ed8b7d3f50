"""`pledgebook validate`, and how a report is printed."""

import sys
import time
from datetime import date
from pathlib import Path

import click

from pledgebook.checks import Checked, check_project
from pledgebook.cli.common import (
    PROBLEMS,
    as_of_option,
    colour,
    faults,
    language_option,
    message_language,
    project_option,
    project_root,
    strict_option,
    today,
)
from pledgebook.report import Report, github_report, json_report, text_report


@click.command()
@project_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@click.option("--all", "whole", is_flag=True, help="Every problem, however many.")
@language_option
@strict_option
@as_of_option
def validate(
    folder: Path | None,
    form: str,
    whole: bool,
    language: str | None,
    strict: bool,
    as_of: date | None,
) -> None:
    """Reads and checks everything; builds nothing."""
    root = project_root(folder)
    with faults():
        start = time.perf_counter()
        checked = check_project(root, as_of or today(root))
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
