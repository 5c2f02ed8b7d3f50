"""`pledgebook import` and `pledgebook export`."""

import sys
from datetime import date
from pathlib import Path

import click

from pledgebook.cli.common import (
    PROBLEMS,
    USAGE,
    as_of_option,
    fail,
    faults,
    language_option,
    message_language,
    project_option,
    project_root,
    say,
    today,
)
from pledgebook.exchange.importing import Plan, Wish, plan_import
from pledgebook.exchange.lines import record_lines, row_line
from pledgebook.exchange.names import plain
from pledgebook.exchange.overlay import write_files
from pledgebook.exchange.rows import Draft
from pledgebook.load import load_project
from pledgebook.project import TYPE_NAMES


def _pairs(texts: tuple[str, ...], option: str) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, mark, value = text.partition("=")
        if not (name.strip() and mark and value.strip()):
            fail(f"{option} takes NAME=VALUE, not {text!r}", USAGE)
        pairs[name.strip()] = value.strip()
    return pairs


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@project_option
@click.option("--type", "kind", type=click.Choice(TYPE_NAMES), help="What the rows are.")
@click.option("--sheet", "sheets", multiple=True, help="Only this sheet; may be repeated.")
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="HEADER=FIELD",
    help="What a header means: a field, `organization=ID`, `indicator=ID`, `level=CODE`, "
    "`time=PERIOD`, or `ignore`; may be repeated.",
)
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="FIELD=VALUE",
    help="What holds for all rows, such as `indicator=ID` or `period=2024`; may be repeated.",
)
@click.option("--decimal", type=click.Choice([",", "."]), help="The sign before decimals.")
@click.option("--reason", default="", help="Why published values change: makes revisions.")
@click.option("--to", "name", default="", help="The name of the file of rows (default: FILE's).")
@click.option("--dry-run", is_flag=True, help="Shows the rows; writes nothing.")
@language_option
@as_of_option
def import_(
    file: Path,
    folder: Path | None,
    kind: str | None,
    sheets: tuple[str, ...],
    mapped: tuple[str, ...],
    given: tuple[str, ...],
    decimal: str | None,
    reason: str,
    name: str,
    dry_run: bool,
    language: str | None,
    as_of: date | None,
) -> None:
    """Reads results, organizations or sources from a spreadsheet (xlsx, ods, csv)."""
    root = project_root(folder)
    with faults():
        wish = Wish(
            as_of or today(root),
            kind or "",
            name,
            sheets,
            {plain(header): field for header, field in _pairs(mapped, "--map").items()},
            _pairs(given, "--set"),
            decimal or "",
            reason,
        )
        plan = plan_import(file, load_project(root), wish)
        _tell(plan, message_language(language, root), dry_run)
        if not dry_run and not plan.problems:
            write_files(root, plan.files)
    if plan.problems:
        sys.exit(PROBLEMS)


def _tell(plan: Plan, language: str, dry_run: bool) -> None:
    for problem in (*plan.problems, *plan.warnings):
        click.echo(problem.text(language), err=True)
    if plan.problems:
        say(f"{len(plan.problems)} problems: nothing is written")
        return
    if dry_run:
        for draft in (*plan.new, *(draft for draft, _ in plan.revised)):
            click.echo(_line(draft), nl=False)
    for draft, old in plan.revised:
        say(f"{draft.at}: revision {draft.fields['revision']} (before: {old})")
    say(
        f"{len(plan.new)} new, {len(plan.revised)} revised, {plan.unchanged} unchanged, "
        f"{plan.empty} without a value"
    )
    for path in plan.files:
        say(f"{'would write' if dry_run else 'wrote'} {path}")


def _line(draft: Draft) -> str:
    rows = draft.kind == "results"
    return row_line(draft.fields) if rows else record_lines(draft.id, draft.fields)
