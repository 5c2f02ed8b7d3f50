"""`pledgebook init`, `pledgebook new` and `pledgebook rename`."""

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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
from pledgebook.exchange.answers import FORGES, Answers, a_line, a_timezone, language_tags
from pledgebook.exchange.init import make_project, refuse_taken_folder
from pledgebook.exchange.jsontext import MAX_BYTES, read_json
from pledgebook.exchange.new import Made, new_record, record_from_json
from pledgebook.exchange.places import ExchangeError, kind_named
from pledgebook.exchange.rename import rename as write_renamed
from pledgebook.exchange.rename_target import plan_rename
from pledgebook.exchange.trial import Trial
from pledgebook.load import load_project
from pledgebook.report import Report, text_report
from pledgebook.schema import write_schemas

_TITLE, _PUBLISHER = "Our agreements", "Our organization"
kind_argument = click.argument(
    "kind", metavar="TYPE", help="The type of record: organization, agreement, source …"
)


@click.command()
@click.argument(
    "target",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of the new project; it is made if it is not there.",
)
@click.option("--title", help="The site's name.")
@click.option("--languages", metavar="TAGS", help="Its languages, such as en,vi; the first leads.")
@click.option("--publisher", help="Who publishes it.")
@click.option("--timezone", help="The time zone in which its days begin.")
@click.option("--forge", type=click.Choice(FORGES), help="Whose workflows are written.")
def init(
    target: Path,
    title: str | None,
    languages: str | None,
    publisher: str | None,
    timezone: str | None,
    forge: str | None,
) -> None:
    """Makes a new project: a small valid one, to be replaced piece by piece.

    On a terminal it asks for what no option says; elsewhere it takes defaults.
    """
    with faults():
        try:
            refuse_taken_folder(target)
            answers = _answers(title, languages, publisher, timezone, forge)
            made = make_project(target, answers, _today_in(answers.timezone))
        except ExchangeError as error:
            fail(str(error), USAGE)
        write_schemas(load_project(target), target / "schema")
        say(f"{len(made)} files in {target}; next: pledgebook serve -C {target}")


def _today_in(timezone: str) -> date:
    """The day in a time zone; a name that is none is refused later, in words."""
    try:
        zone = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    return datetime.now(zone).date()


def _answers(
    title: str | None,
    languages: str | None,
    publisher: str | None,
    timezone: str | None,
    forge: str | None,
) -> Answers:
    """What options say, else what is typed on a terminal, else defaults."""
    if sys.stdin.isatty() and not all((title, languages, publisher, timezone, forge)):
        click.echo("A few questions; Enter takes the answer in brackets.", err=True)
    return Answers(
        title=title or _ask("Title of the site", _TITLE, lambda text: a_line(text, "title")),
        languages=tuple(
            tag.strip()
            for tag in (
                languages or _ask("Its languages, the default first: vi,en", "en", language_tags)
            ).split(",")
        ),
        publisher=publisher
        or _ask("Who publishes it", _PUBLISHER, lambda text: a_line(text, "publisher")),
        timezone=timezone or _ask("Time zone", _time_zone_here(), a_timezone),
        forge=forge or _ask(f"Workflows for ({', '.join(FORGES)})", "none", _a_forge),
    )


def _ask(question: str, default: str, check: Callable[[str], str]) -> str:
    """The answer typed on a terminal, asked for until it can be, or the default where nobody is
    there to ask."""
    if not sys.stdin.isatty():
        return default

    def read(text: str) -> str:
        try:
            return check(text)
        except ExchangeError as error:
            raise click.BadParameter(str(error)) from error

    return str(click.prompt(question, default=default, value_proc=read, err=True))


def _a_forge(name: str) -> str:
    if name not in FORGES:
        raise ExchangeError(f"write one of {', '.join(FORGES)}")
    return name


def _time_zone_here() -> str:
    """The time zone of this machine as a proposal, where the system names it; else UTC."""
    place = os.environ.get("TZ") or str(Path("/etc/localtime").resolve())
    name = place.rpartition("zoneinfo/")[2]
    try:
        return a_timezone(name) if sys.stdin.isatty() else "UTC"
    except ExchangeError:
        return "UTC"


@click.command()
@project_option
@kind_argument
@click.argument("id_", metavar="ID", help="The id of the new record.")
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


@click.command()
@project_option
@kind_argument
@click.argument("old", metavar="OLD", help="Its id now; of a target, OWNER/TARGET.")
@click.argument("new_id", metavar="NEW", help="Its id from now on.")
@click.option("--dry-run", is_flag=True, help="Shows the changes and makes none.")
def rename(folder: Path | None, kind: str, old: str, new_id: str, dry_run: bool) -> None:
    """Gives a record a new id, in its file and wherever it is named; the old address leads on.

    `rename target OWNER/OLD NEW` does so for a target of a programme or agreement.
    """
    root = project_root(folder)
    with faults():
        try:
            planned = plan_rename(root, kind, old, new_id, today(root))
        except ExchangeError as error:
            fail(str(error), USAGE)
        if dry_run:
            click.echo(planned.diff(), nl=False)
        if planned.trial.problems:
            tell_problems(planned.trial, root)
            fail("nothing was changed", PROBLEMS)
        if not dry_run:
            write_renamed(root, planned)
            for before, after, _, _ in planned.files:
                say(after if before == after else f"{before} is now {after}")


def tell_problems(trial: Trial, root: Path) -> None:
    """Prints what is wrong with a change that was tried."""
    checked = trial.checked
    report = Report(trial.problems, checked.loaded.project.sources, checked.records)
    language = message_language(None, root)
    text = text_report(report, language, whole=False, colour=False, seconds=None)
    click.echo(text, err=True, nl=False)
    sys.stderr.flush()
