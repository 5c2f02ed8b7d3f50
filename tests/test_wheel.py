"""The wheel alone, in an empty environment, is the whole program."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator" / "pledgebook"


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


def test_installed_program_makes_and_builds_a_site(scripts: Path, tmp_path: Path) -> None:
    run([scripts / "pledgebook", "init", "site"], cwd=tmp_path)
    run([scripts / "pledgebook", "build", "--strict", "-C", "site"], cwd=tmp_path)
    assert (tmp_path / "site" / "site" / "index.html").is_file()
