"""The commands: parse, call, print, exit code. No logic.

What a command needs is loaded when it is called: for all of them it takes longer than most of
them do.
"""

from importlib import import_module

import click

from pledgebook import __version__

# Every command: the module of this package that holds it, and what the list of commands says of
# it, the first sentence of its help. Adding one is a function in a module and its line here.
COMMANDS = {
    "validate": ("validate", "Reads and checks everything; builds nothing."),
    "build": (
        "build",
        "Validates, builds, and puts the whole site in place; with errors the last site stays.",
    ),
    "verify": ("verify", "Compares a folder with the manifest of the built site in it."),
    "serve": ("build", "Builds and serves the site; rebuilds and reloads on every change."),
    "explain": ("lookup", "Prints a rule's manual page; without a name, a line for every rule."),
    "schema": ("lookup", "Writes a JSON Schema of every kind of record file, for editors."),
    "new": (
        "start",
        "Writes a new record: a skeleton to be filled in, a draft, or what a form gave.",
    ),
    "rename": (
        "start",
        "Gives a record a new id, in its file and wherever it is named; the old address leads on.",
    ),
    "init": ("start", "Makes a new project: a small valid one, to be replaced piece by piece."),
    "diff": ("diff", "Says what changes in published facts between two revisions in Git."),
    "import": (
        "exchange",
        "Reads results, organizations or sources from a spreadsheet (xlsx, ods, csv).",
    ),
    "export": (
        "exchange",
        "Writes all records and results as workbooks, CSV, JSON and a Data Package, or a form.",
    ),
}


def load_command(name: str) -> click.Command:
    """One of the commands."""
    module = import_module(f"{__name__}.{COMMANDS[name][0]}")
    command: click.Command = getattr(module, "import_" if name == "import" else name)
    return command


class _Commands(click.Group):
    """The commands, each loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pledgebook")
def main() -> None:
    """Publishes who agreed to what, and what came of it."""
