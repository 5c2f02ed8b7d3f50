"""What a command does not need is not loaded: it would take longer than the command."""

import subprocess
import sys
from inspect import cleandoc
from pathlib import Path

import pytest

from pledgebook.cli import COMMANDS, load_command
from pledgebook.home import TIMEZONE, stated_language, stated_timezone
from pledgebook.records import Site
from sites import CASES, copy_project

# Each takes a tenth of a second or more.
SLOW = ("babel", "jinja2", "lxml", "markdown", "mkdocs", "openpyxl", "pydantic", "watchfiles")
_RUN = """
import sys
from pledgebook.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted(name for name in sys.modules if "." not in name))
"""


def loaded(*arguments: str) -> set[str]:
    """What a command loads."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_it_says_itself(name: str) -> None:
    command = load_command(name)
    assert command.name == name
    assert cleandoc(command.help or "").startswith(COMMANDS[name][1])


def test_the_list_of_commands_loads_none() -> None:
    assert loaded("--help").isdisjoint((*SLOW, "yaml"))


def test_a_build_with_nothing_changed_loads_nothing_that_builds(tmp_path: Path) -> None:
    root = copy_project(CASES / "walks" / "minimal", tmp_path)
    arguments = ("build", "-C", str(root), "--jobs", "1")
    assert loaded(*arguments).issuperset(set(SLOW) - {"mkdocs", "watchfiles"})
    assert loaded(*arguments).isdisjoint(SLOW)


def test_validation_loads_nothing_that_builds(tmp_path: Path) -> None:
    root = copy_project(CASES / "walks" / "minimal", tmp_path)
    found = loaded("validate", "-C", str(root))
    assert found.isdisjoint({"openpyxl", "mkdocs", "watchfiles", "lxml", "jinja2"})


def test_what_the_last_build_said_needs_no_record_types(tmp_path: Path) -> None:
    root = copy_project(CASES / "walks" / "minimal", tmp_path)
    with (root / "data" / "sources.yml").open("a") as file:
        file.write("unused:\n  title: A report that nothing cites\n")
    arguments = ("build", "-C", str(root), "--jobs", "1")
    loaded(*arguments)
    again = loaded(*arguments)
    assert "yaml" in again
    assert again.isdisjoint(SLOW)


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ("languages: [vi, en]\n", "vi"),
        ("languages: [vi, en]\nwrong: field\n", "vi"),
        ("languages: vi\n", ""),
        ("languages: []\n", ""),
        ("languages: [{}]\n", ""),
        ("", ""),
    ],
)
def test_the_language_is_known_before_the_records(
    settings: str, language: str, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "site.yml").write_text(settings)
    assert stated_language(tmp_path) == language


@pytest.mark.parametrize(
    ("settings", "zone"),
    [
        ("title: T\nlanguages: [en]\ntimezone: Asia/Ho_Chi_Minh\n", "Asia/Ho_Chi_Minh"),
        ("timezone: Asia/Kolkata\nwrong: field\n", "Asia/Kolkata"),
        ("title: T\n", TIMEZONE),
        ("timezone: [a]\n", TIMEZONE),
        ("- timezone\n", TIMEZONE),
        ("timezone: 'not closed\n", TIMEZONE),
        ("", TIMEZONE),
    ],
)
def test_the_time_zone_is_known_before_the_records(
    settings: str, zone: str, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "site.yml").write_text(settings)
    assert stated_timezone(tmp_path) == zone
    assert stated_timezone(tmp_path / "data") == TIMEZONE
    assert Site.model_fields["timezone"].default == TIMEZONE
