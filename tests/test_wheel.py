"""The wheel alone, in an empty environment, is the whole program."""

import os
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from documented import Walk, parts

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator" / "pledgebook"
ME = {
    "GIT_AUTHOR_NAME": "A reporter",
    "GIT_AUTHOR_EMAIL": "reporter@example.org",
    "GIT_COMMITTER_NAME": "A reporter",
    "GIT_COMMITTER_EMAIL": "reporter@example.org",
    "GIT_CONFIG_NOSYSTEM": "1",
}


def run(command: Sequence[str | Path], cwd: Path, **variables: str) -> None:
    """Run a command without this checkout on Python's path; its output is shown when it fails."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    }
    # Beside the checkout's own environment, so that installing is a matter of hard links.
    environment.setdefault("UV_CACHE_DIR", str(ROOT / ".cache" / "uv"))
    environment.setdefault("UV_SYSTEM_CERTS", "true")
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**environment, "UV_PYTHON_DOWNLOADS": "never", **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command} gave {done.returncode}:\n{done.stdout}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and its locked needs only."""
    environment = tmp_path_factory.mktemp("installed") / "environment"
    uv = [sys.executable, "-m", "uv", "--quiet"]
    locked = ["sync", "--frozen", "--no-dev", "--no-install-project", "--python", sys.executable]
    run([*uv, *locked], cwd=ROOT, UV_PROJECT_ENVIRONMENT=str(environment))
    into = ["--python", str(environment), "--no-index", "--no-deps"]
    run([*uv, "pip", "install", *into, wheel], cwd=wheel.parent)
    return environment / ("Scripts" if sys.platform == "win32" else "bin")


def test_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("pledgebook/")}
    on_disk = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == on_disk


class Terminal:
    """Commands typed one after the other, in the folder that the last `cd` led to."""

    def __init__(self, scripts: Path, folder: Path) -> None:
        self.folder = folder
        kept = {name: os.environ[name] for name in ("LANG", "SYSTEMROOT") if name in os.environ}
        self.environment = {
            **kept,
            **ME,
            "PATH": os.pathsep.join([str(scripts), os.environ["PATH"]]),
            "HOME": str(folder),
            "SOURCE_DATE_EPOCH": "1759400000",  # 2 October 2025, the day of the tutorial
        }

    def run(self, commands: str) -> tuple[bool, str]:
        """Runs the commands of a block until one fails."""
        if commands.startswith("pledgebook serve"):
            return self.serve(commands)
        done = subprocess.run(
            ["sh", "-c", f"set -e; trap 'pwd > \"$HOME/.where\"' EXIT\n{commands}"],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.folder = Path((Path(self.environment["HOME"]) / ".where").read_text().strip())
        return done.returncode == 0, done.stdout

    def serve(self, command: str) -> tuple[bool, str]:
        """Starts what serves the site until it says where, without a browser, and stops it."""
        words = [*shlex.split(command.replace(" --open", "")), "--dev-addr", "127.0.0.1:0"]
        lines = []
        with subprocess.Popen(
            words,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        ) as process:
            assert process.stderr is not None
            for line in process.stderr:
                lines.append(line)
                if "Serving on" in line:
                    break
            process.terminate()
        return "Serving on" in lines[-1], "".join(lines)


def test_the_tutorial_does_what_it_says_with_the_wheel(
    scripts: Path, tmp_path: Path, rewrite_golden: bool
) -> None:
    terminal = Terminal(scripts, tmp_path)
    walk = Walk(tmp_path, terminal.run, list, lambda: terminal.folder)
    for name, least in (("index", 13), ("pull-request", 5), ("correction", 6)):
        tried = walk.through(ROOT / "docs" / "tutorial" / f"{name}.md", rewrite_golden)
        assert tried >= least, name
    site = tmp_path / "pact" / "site"
    for page in ("organizations/school-a", "changes"):
        text = (site / page / "index.html").read_text(encoding="utf-8")
        assert "four trees were counted twice" in text


def test_the_tutorial_is_typed_in_less_than_ten_minutes() -> None:
    """At 200 characters a minute, the pace of somebody who looks for each key, with a minute for
    what the machine does: installing takes about 20 s, all commands together 15 s."""
    page = (ROOT / "docs" / "tutorial" / "index.md").read_text(encoding="utf-8")
    typed = 0
    for part in parts(page):
        lines = part.text.splitlines(keepends=True)
        if part.kind == "diff":
            typed += sum(len(line) - 1 for line in lines if line.startswith("+"))
        elif part.kind == "sh" or part.title:
            typed += len(part.text)
    assert 500 < typed < 9 * 200
