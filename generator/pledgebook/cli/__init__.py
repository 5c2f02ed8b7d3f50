"""The commands: parse, call, print, exit code. No logic."""

import click

from pledgebook import __version__
from pledgebook.cli.build import build, serve, verify
from pledgebook.cli.diff import diff
from pledgebook.cli.exchange import export, import_
from pledgebook.cli.lookup import explain, schema
from pledgebook.cli.start import init, new, rename
from pledgebook.cli.validate import validate

# Every command; adding one is a function in a module of this package and its name here.
COMMANDS = (
    validate,
    build,
    verify,
    serve,
    explain,
    schema,
    new,
    rename,
    init,
    diff,
    import_,
    export,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pledgebook")
def main() -> None:
    """Publishes who agreed to what, and what came of it."""


for command in COMMANDS:
    main.add_command(command)
