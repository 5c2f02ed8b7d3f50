"""`pledgebook verify`."""

from pathlib import Path

import click

from pledgebook.cli.common import PROBLEMS, fail, faults
from pledgebook.publish import verify as verify_site


@click.command()
@click.argument(
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder that holds a built site.",
)
def verify(folder: Path) -> None:
    """Compares a folder with the manifest of the built site in it."""
    with faults():
        found = verify_site(folder)
    for line in found.lines:
        click.echo(line)
    if found.lines:
        fail(f"{folder} is not the site that its manifest describes", PROBLEMS)
