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
from pledgebook.diagnostics import Severity
from pledgebook.exchange.draft import Draft
from pledgebook.exchange.exports import TooLong, export_files
from pledgebook.exchange.form import Form, form_workbook
from pledgebook.exchange.importing import Plan, Wish, plan_import
from pledgebook.exchange.lines import record_lines, row_line
from pledgebook.exchange.names import Names, plain
from pledgebook.exchange.overlay import write_files
from pledgebook.exchange.problems import told
from pledgebook.load import Loaded, load_project
from pledgebook.nearest import nearest
from pledgebook.project import TYPE_NAMES
from pledgebook.values import Rejected, read_period


def _pairs(texts: tuple[str, ...], option: str) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, mark, value = text.partition("=")
        if not (name.strip() and mark and value.strip()):
            fail(f"{option} takes NAME=VALUE, not {text!r}", USAGE)
        pairs[name.strip()] = value.strip()
    return pairs


@click.command("import")
@click.argument(
    "file",
    type=click.Path(exists=True, path_type=Path),
    help="The spreadsheet: .xlsx, .ods or .csv; or what another tool keeps, as below.",
)
@project_option
@click.option("--type", "kind", type=click.Choice(TYPE_NAMES), help="What the rows are.")
@click.option("--sheet", "sheets", multiple=True, help="Only this sheet; may be repeated.")
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="HEADER=FIELD",
    help="What a header means: a field, `organization=ID`, `indicator=ID`, `level=CODE`, "
    "`time=PERIOD`, `dimension=ID`, `code=DIMENSION.CODE`, or `ignore`; may be repeated.",
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
    """Reads results, organizations or sources from a spreadsheet (xlsx, ods, csv).

    What FILE is shows in its form. Organizations are also read from Popolo JSON; indicators and
    results from a data repository of Open SDG (a folder with data/indicator_*.csv and meta/, with
    --set organization=ID); and a programme with its targets from the commitments of an action
    plan, each a Markdown or YAML file with front matter: title, lead_institution, end_date,
    completion or status (--map 'On track=limited' says what other words mean), and status_date
    (or --set as_of=DATE). --set name=NAME says what the plan is called.
    """
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
    for problem in plan.problems:
        click.echo(problem.text(language), err=True)
    for line in told(plan.warnings, language):
        click.echo(line, err=True)
    if plan.problems:
        many = len(plan.problems)
        say(f"{many} {'problem' if many == 1 else 'problems'}: nothing is written")
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


@click.command()
@project_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The folder (default: export/ in the project), or the file of a form.",
)
@click.option("--form", "indicator", help="A workbook to be filled in, for this indicator.")
@click.option("--period", help="The period that a form asks about.")
@as_of_option
def export(
    folder: Path | None,
    out: Path | None,
    indicator: str | None,
    period: str | None,
    as_of: date | None,
) -> None:
    """Writes all records and results as workbooks, CSV, JSON and a Data Package, or a form."""
    root = project_root(folder)
    if bool(indicator) != bool(period):
        fail("--form and --period go together", USAGE)
    with faults():
        loaded = load_project(root)
        if any(each.severity is Severity.ERROR for each in loaded.diagnostics):
            fail("the records have mistakes; `pledgebook validate` lists them", PROBLEMS)
        if indicator and period:
            name, files = _form(loaded, indicator, period)
            write_files(Path(), {str(out or Path(name)): files})
            say(f"wrote {out or name}")
            return
        target = out or root / "export"
        try:
            made = export_files(loaded, as_of or today(root))
        except TooLong as error:
            fail(str(error), PROBLEMS)
        write_files(target, made)
        say(f"{len(made)} files in {target}")


def _form(loaded: Loaded, indicator: str, period: str) -> tuple[str, bytes]:
    """The form's usual name, and its content."""
    model = loaded.model
    id_ = Names(model).find("indicators", indicator)
    if id_ is None:
        near = nearest(indicator, model.indicators)
        fail(f"no indicator {indicator!r}" + (f"; did you mean {near!r}?" if near else ""), USAGE)
    try:
        span = read_period(period, model.site.year_start)
    except Rejected:
        fail(f"{period!r} is no period such as 2024, 2024-H1, 2024-Q2, 2024-06, 2023/24", USAGE)
    return f"{id_}-{period.replace('/', '-')}.xlsx", form_workbook(Form(model, id_, span))
