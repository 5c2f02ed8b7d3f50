"""`pledgebook explain` and `pledgebook schema`."""

from pathlib import Path

import click

from pledgebook.cli.common import USAGE, fail, faults, project_option, project_root, say
from pledgebook.handbook import nearest_rule, rule_list, rule_page
from pledgebook.load import load_project
from pledgebook.rules import rule_named
from pledgebook.schema import write_schemas


@click.command()
@click.argument(
    "name",
    metavar="[RULE]",
    required=False,
    help="A rule, as it stands in brackets after a message.",
)
def explain(name: str | None) -> None:
    """Prints a rule's manual page; without a name, a line for every rule."""
    if name is None:
        click.echo(rule_list(), nl=False)
        return
    rule = rule_named(name)
    if rule is None:
        near = nearest_rule(name)
        hint = f"did you mean {near!r}?" if near else "`pledgebook explain` lists all of them"
        fail(f"{name!r} is no rule; {hint}", USAGE)
    click.echo(rule_page(rule), nl=False)


@click.command()
@project_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files are put (default: schema/ in the project).",
)
def schema(folder: Path | None, out: Path | None) -> None:
    """Writes a JSON Schema of every kind of record file, for editors."""
    root = project_root(folder)
    with faults():
        target = out or root / "schema"
        written = write_schemas(load_project(root), target)
        say(f"{len(written)} schemas in {target}")
