"""What the commands share: options, the project's folder, the clock, exit codes. No logic."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn, TextIO, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from pledgebook.faults import Fault
from pledgebook.home import TIMEZONE, find_root, is_root, stated_language, stated_timezone

PROBLEMS, USAGE, FAULT = 1, 2, 3
Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2024-06-28", param, ctx)


def fail(text: str, status: int) -> NoReturn:
    click.echo(f"pledgebook: {text}", err=True)
    sys.exit(status)


def project_root(folder: Path | None) -> Path:
    """The project's folder; ends with the usage status when there is none."""
    start = (folder or Path.cwd()).resolve()
    root = (start if is_root(start) else None) if folder else find_root(start)
    if root is None:
        fail(f"{start} is no project: a project has a folder data/ and a file mkdocs.yml", USAGE)
    return root


def today(root: Path) -> date:
    """SOURCE_DATE_EPOCH if it is set, else today in the site's time zone."""
    try:
        zone = ZoneInfo(stated_timezone(root))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo(TIMEZONE)  # A rule says what is wrong with the name.
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.astimezone(zone).date()


def say(text: str) -> None:
    click.echo(f"INFO    -  {text}", err=True)


def plain_words(error: Exception) -> str:
    """What went wrong, without the system's number for it."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


@contextmanager
def faults(end: str = "") -> Iterator[None]:
    """What no record is to blame for ends with one line and the status of a fault; `end` is what
    that line says last."""
    try:
        yield
    except (Fault, OSError) as error:
        fail(f"{plain_words(error)}{end}", FAULT)
    except (KeyboardInterrupt, click.Abort):
        click.echo(err=True)
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - the last resort: a mistake of the program
        if os.environ.get("PLEDGEBOOK_DEBUG"):
            traceback.print_exc()
        fail(
            f"a fault of the program, not of your records: {type(error).__name__}: {error}{end}\n"
            "Please report it. With PLEDGEBOOK_DEBUG=1 the details are shown.",
            FAULT,
        )


def colour(stream: TextIO | None = None) -> bool:
    """Whether a stream, standard output if none is given, shows colours."""
    return (stream or sys.stdout).isatty() and not os.environ.get("NO_COLOR")


def message_language(asked: str | None, root: Path) -> str:
    """The language of messages: as asked, else the site's first where complete, else English."""
    if asked:
        return asked
    from pledgebook.messages import SOURCE_LANGUAGE, complete_languages  # not where nothing is said

    first = stated_language(root)
    known = first != SOURCE_LANGUAGE and first in complete_languages()
    return first if known else SOURCE_LANGUAGE


def format_option(*forms: str) -> Callable[[Command], Command]:
    """`--format`, the first of the forms being the usual one."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help="The form of the report.",
    )


project_option = click.option(
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder, instead of the one around the current folder.",
)
as_of_option = click.option(
    "--as-of", type=Day(), help="The date at which statuses are evaluated (default: today)."
)
strict_option = click.option("--strict", is_flag=True, help="Warnings stop too.")
language_option = click.option("--language", help="The language of the messages.")
