"""`pledgebook build` and `pledgebook serve`.

What only a changed project needs is loaded where it is called.
"""

import os
import re
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import click

from pledgebook.build import Built, Options, build_site
from pledgebook.cli.common import (
    PROBLEMS,
    USAGE,
    as_of_option,
    colour,
    fail,
    faults,
    message_language,
    project_option,
    project_root,
    say,
    strict_option,
    today,
)
from pledgebook.cli.progress import Progress
from pledgebook.faults import Fault
from pledgebook.options import SCHEME, Glimpses


def executor_address(_: click.Context, __: click.Parameter, address: str | None) -> str | None:
    """The address of a cluster, or a usage error."""
    if address is None:
        return None
    if not re.fullmatch(rf"{SCHEME}[^/@\s]+:\d{{1,5}}", address):
        raise click.BadParameter(f"{address!r} is no address such as {SCHEME}10.0.0.5:8786")
    if find_spec("distributed") is None:
        raise click.BadParameter("Dask is not installed; run: pip install 'pledgebook[dask]'")
    return address


@click.command()
@project_option
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site is put (default: site/ in the project).",
)
@click.option("--site-url", help="The public address, for canonical links and feeds.")
@as_of_option
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default="as many as there are cores",
    help="How many pages are built at a time.",
)
@strict_option
@click.option(
    "--offline",
    is_flag=True,
    help="Makes a site to be read from a folder or a stick, without a server and search.",
)
@click.option("--clean", is_flag=True, help="Builds everything anew.")
@click.option(
    "--executor",
    metavar="dask://HOST:PORT",
    callback=executor_address,
    help="Builds the pages on a Dask cluster with the same version of this program.",
)
@click.option("--verbose", is_flag=True, help="Says what each step took.")
def build(
    folder: Path | None,
    site_dir: Path | None,
    site_url: str | None,
    as_of: date | None,
    jobs: int,
    strict: bool,
    offline: bool,
    clean: bool,
    executor: str | None,
    verbose: bool,
) -> None:
    """Validates, builds, and puts the whole site in place; with errors the last site stays."""
    root = project_root(folder)
    with faults("; the last site stays as it is"):
        options = Options(
            root=root,
            site_dir=(site_dir or root / "site").resolve(),
            as_of=as_of or today(root),
            site_url=site_url,
            jobs=jobs,
            strict=strict,
            clean=clean,
            offline=offline,
            executor=executor,
        )
        problems = _build(options, Progress(verbose=verbose))
    if problems:
        fail("nothing was published; the last site stays as it is", PROBLEMS)


def _build(options: Options, progress: Progress) -> str:
    """Builds, and prints what came of it; returns the problems that kept the site from being
    published."""
    with progress:
        built = build_site(options, progress)
    problems = _tell(built, options.root)
    if built.published:
        say(
            f"{built.pages:,} pages in {options.site_dir}: {built.pages - built.reused:,} built, "
            f"{built.reused:,} as before ({progress.seconds:.1f} s)"
        )
        if summary := progress.summary():
            say(summary)
    return problems


def _tell(built: Built, root: Path) -> str:
    """Prints what was found; returns the problems that kept the site from being published."""
    for notice in built.notices:
        click.echo(f"WARNING -  {notice}", err=True)
    found = (*built.diagnostics, *built.broken)
    worth = [d for d in found if d.severity != "info"]
    if not worth:
        return ""
    from pledgebook.report import Report, text_report

    report = Report(tuple(worth), built.sources, built.records)
    language = message_language(None, root)
    plain = text_report(report, language, whole=False, colour=False, seconds=None)
    shown = plain
    if colour(sys.stderr):
        shown = text_report(report, language, whole=False, colour=True, seconds=None)
    click.echo(shown, err=True, nl=False, color=True)
    return "" if built.published else plain


@click.command()
@project_option
@click.option(
    "--dev-addr",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where the site is served.",
)
@click.option("--open", "open_", is_flag=True, help="Opens the site in a browser.")
def serve(folder: Path | None, dev_addr: str, open_: bool) -> None:
    """Builds and serves the site; rebuilds and reloads on every change."""
    import webbrowser

    from pledgebook.engine import StandingPool
    from pledgebook.serve import serve_site

    root = project_root(folder)
    host, _, port = dev_addr.rpartition(":")
    if not port.isdigit():
        fail(f"{dev_addr!r} is no address such as 127.0.0.1:8000", USAGE)
    site_dir = root / "site"

    def rebuild(glimpses: Glimpses) -> str:
        try:
            options = Options(root, site_dir, today(root), executor=pool, glimpses=glimpses)
            return _build(options, Progress())
        except (Fault, OSError) as error:
            click.echo(f"ERROR   -  {error}", err=True)
            return str(error)

    def ready(address: str) -> None:
        say(f"Serving on {address} (stop with Ctrl+C)")
        if open_:
            webbrowser.open(address)

    with faults(), StandingPool(os.cpu_count() or 1) as pool:
        serve_site(root, site_dir, (host or "127.0.0.1", int(port)), rebuild, ready)
