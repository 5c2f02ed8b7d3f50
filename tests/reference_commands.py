"""The reference of commands, made from the commands themselves.

Knows how the page is laid out. What a command, argument or option does is said where it is
defined.
"""

from inspect import cleandoc
from re import sub

import click

from pledgebook.cli import COMMANDS, load_command

HEAD = """\
# Commands

<!-- Made from the commands: pytest --rewrite-golden -->

`pledgebook COMMAND --help` says the same on a terminal. A command looks for the project from the
current folder upwards: the folder with `data/` and `mkdocs.yml`.

| Exit status | Means |
| --- | --- |
| 0 | good |
| 1 | problems in the records or texts; with `--strict` also warnings |
| 2 | wrong usage, or not a project |
| 3 | a fault of the program, or of the machine, such as a full disk |

Data goes to standard output: the report of `validate` and `diff`. Everything else goes to
standard error.

| Variable of the environment | Does |
| --- | --- |
| `SOURCE_DATE_EPOCH` | seconds since 1970: the day of the build, where `--as-of` does not say it |
| `NO_COLOR` | no colours, whatever its value |
| `CI`, `TERM` | with `CI` set or `TERM` set to `dumb`, no bars of progress |
| `TZ` | the time zone that `init` proposes, instead of the system's |
| `PLEDGEBOOK_DEBUG` | shows the details of a fault of the program |
"""


def commands_page() -> str:
    """The whole page."""
    return HEAD + "".join(_command(load_command(name)) for name in COMMANDS)


def _command(command: click.Command) -> str:
    context = click.Context(command, info_name=f"pledgebook {command.name}")
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    rows = [_row(parameter, context) for parameter in _ordered(command)]
    table = "| Argument or option | Means |\n| --- | --- |\n" + "".join(rows)
    text = cleandoc(command.help or "")
    return f"\n## {command.name}\n\n```text\n{usage}\n```\n\n{text}\n\n{table}"


def _ordered(command: click.Command) -> list[click.Parameter]:
    """The arguments before the options."""
    return sorted(command.params, key=lambda each: isinstance(each, click.Option))


def _row(parameter: click.Parameter, context: click.Context) -> str:
    assert isinstance(parameter, click.Option | click.Argument)
    assert parameter.help, f"{context.command_path}: {parameter.name} has no help"
    name = parameter.make_metavar(context)
    if isinstance(parameter, click.Option):
        name = " ".join([*parameter.opts, *([] if parameter.is_flag else [name])])
    usual = ""
    if isinstance(parameter, click.Option) and parameter.show_default:
        shown = parameter.show_default
        usual = f" Without it: {shown if isinstance(shown, str) else f'`{parameter.default}`'}."
    text = sub(r"(--\w[\w-]*)", r"`\1`", f"{parameter.help}{usual}")
    return f"| `{_cell(name)}` | {_cell(text)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
