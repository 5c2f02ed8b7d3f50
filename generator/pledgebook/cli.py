"""The commands: parse, call, print, exit code. No logic."""

import os
import sys
import time
import traceback
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from pledgebook import __version__
from pledgebook.build import Built, Options, build_site
from pledgebook.checks import Checked, check_project
from pledgebook.engine import EngineError, SettingsError
from pledgebook.handbook import nearest_rule, rule_list, rule_page
from pledgebook.load import load_project, site_settings
from pledgebook.messages import complete_languages
from pledgebook.project import find_root, is_root
from pledgebook.publish import PublishError
from pledgebook.report import Report, github_report, json_report, text_report
from pledgebook.rules import rule_named
from pledgebook.schema import write_schemas
from pledgebook.serve import serve_site

PROBLEMS, USAGE, FAULT = 1, 2, 3


class Day(click.ParamType[date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2024-06-28", param, ctx)


def _fail(text: str, status: int) -> NoReturn:
    click.echo(f"pledgebook: {text}", err=True)
    sys.exit(status)


def _root(folder: Path | None) -> Path:
    """The project's folder; ends with the usage status when there is none."""
    start = (folder or Path.cwd()).resolve()
    root = (start if is_root(start) else None) if folder else find_root(start)
    if root is None:
        _fail(f"{start} is no project: a project has a folder data/ and a file mkdocs.yml", USAGE)
    return root


def _today(root: Path) -> date:
    """SOURCE_DATE_EPOCH if it is set, else today in the site's time zone."""
    try:
        zone = ZoneInfo(site_settings(root).timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo("UTC")  # A rule says what is wrong with the name.
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.astimezone(zone).date()


def _say(text: str) -> None:
    click.echo(f"INFO    -  {text}", err=True)


class _Progress:
    """A line for each phase of a build; when verbose, with the seconds since the start."""

    def __init__(self, verbose: bool) -> None:
        self.start = time.perf_counter() if verbose else None

    def __call__(self, text: str) -> None:
        passed = "" if self.start is None else f" [{time.perf_counter() - self.start:.1f} s]"
        _say(f"{text}{passed}")


@contextmanager
def _faults() -> Iterator[None]:
    """What no record is to blame for ends with one line and the status of a fault."""
    try:
        yield
    except (EngineError, PublishError, SettingsError, OSError) as error:
        _fail(str(error), FAULT)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - the last resort: a mistake of the program
        if os.environ.get("PLEDGEBOOK_DEBUG"):
            traceback.print_exc()
        _fail(
            f"a fault of the program, not of your records: {type(error).__name__}: {error}\n"
            "Please report it. With PLEDGEBOOK_DEBUG=1 the details are shown.",
            FAULT,
        )


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _language(asked: str | None, root: Path) -> str:
    """The language of messages: as asked, else the site's first where complete, else English."""
    first = site_settings(root).languages[0]
    return asked or (first if first in complete_languages() else "en")


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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pledgebook")
def main() -> None:
    """Publishes who agreed to what, and what came of it."""


@main.command()
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
    root = _root(folder)
    with _faults():
        start = time.perf_counter()
        checked = check_project(root, as_of or _today(root))
        seconds = time.perf_counter() - start
        click.echo(_print(checked, form, _language(language, root), whole, seconds), nl=False)
    if checked.errors or (strict and checked.warnings):
        sys.exit(PROBLEMS)


def _print(checked: Checked, form: str, language: str, whole: bool, seconds: float) -> str:
    report = Report(checked.diagnostics, checked.loaded.project.sources, checked.records)
    if form == "json":
        return json_report(report, language)
    if form == "github":
        return github_report(report, language)
    return text_report(report, language, whole=whole, colour=_colour(), seconds=seconds)


@main.command()
@project_option
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site is put (default: site/ in the project).",
)
@click.option("--site-url", help="The public address, for canonical links and feeds.")
@as_of_option
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="cores")
@strict_option
@click.option("--clean", is_flag=True, help="Builds everything anew.")
@click.option("--verbose", is_flag=True, help="Says more.")
def build(
    folder: Path | None,
    site_dir: Path | None,
    site_url: str | None,
    as_of: date | None,
    jobs: int,
    strict: bool,
    clean: bool,
    verbose: bool,
) -> None:
    """Validates, builds, and puts the whole site in place; with errors the last site stays."""
    root = _root(folder)
    with _faults():
        options = Options(
            root=root,
            site_dir=(site_dir or root / "site").resolve(),
            as_of=as_of or _today(root),
            site_url=site_url,
            jobs=jobs,
            strict=strict,
            clean=clean,
        )
        start = time.perf_counter()
        built = build_site(options, _Progress(verbose))
        problems = _tell(built, root)
        if built.published:
            seconds = time.perf_counter() - start
            _say(f"{built.pages} pages in {options.site_dir} ({seconds:.1f} s)")
    if problems:
        _fail("nothing was published; the last site stays as it is", PROBLEMS)


def _tell(built: Built, root: Path) -> str:
    """Prints what was found; returns the problems that kept the site from being published."""
    for notice in built.notices:
        click.echo(f"WARNING -  {notice}", err=True)
    checked = built.checked
    found = (*checked.diagnostics, *built.broken)
    shown = [d for d in found if d.severity != "info"]
    if not shown:
        return ""
    report = Report(tuple(shown), checked.loaded.project.sources, checked.records)
    text = text_report(report, _language(None, root), whole=False, colour=False, seconds=None)
    click.echo(text, err=True, nl=False)
    return "" if built.published else text


@main.command()
@project_option
@click.option("--dev-addr", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.option("--open", "open_", is_flag=True, help="Opens the site in a browser.")
def serve(folder: Path | None, dev_addr: str, open_: bool) -> None:
    """Builds and serves the site; rebuilds and reloads on every change."""
    root = _root(folder)
    host, _, port = dev_addr.rpartition(":")
    if not port.isdigit():
        _fail(f"{dev_addr!r} is no address such as 127.0.0.1:8000", USAGE)
    site_dir = root / "site"

    def rebuild() -> str:
        try:
            options = Options(root=root, site_dir=site_dir, as_of=_today(root))
            return _tell(build_site(options, _say), root)
        except (EngineError, PublishError, SettingsError, OSError) as error:
            click.echo(f"ERROR   -  {error}", err=True)
            return str(error)

    def ready(address: str) -> None:
        _say(f"Serving on {address} (stop with Ctrl+C)")
        if open_:
            webbrowser.open(address)

    with _faults():
        serve_site(root, site_dir, (host or "127.0.0.1", int(port)), rebuild, ready)


@main.command()
@click.argument("name", metavar="[RULE]", required=False)
def explain(name: str | None) -> None:
    """Prints a rule's manual page; without a name, a line for every rule."""
    if name is None:
        click.echo(rule_list(), nl=False)
        return
    rule = rule_named(name)
    if rule is None:
        near = nearest_rule(name)
        hint = f"did you mean {near!r}?" if near else "`pledgebook explain` lists all of them"
        _fail(f"{name!r} is no rule; {hint}", USAGE)
    click.echo(rule_page(rule), nl=False)


@main.command()
@project_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files are put (default: schema/ in the project).",
)
def schema(folder: Path | None, out: Path | None) -> None:
    """Writes a JSON Schema of every kind of record file, for editors."""
    root = _root(folder)
    with _faults():
        target = out or root / "schema"
        written = write_schemas(load_project(root), target)
        _say(f"{len(written)} schemas in {target}")
