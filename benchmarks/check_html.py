"""Checks every page of the first case and of an example in Arabic with the Nu HTML Checker.

    python benchmarks/check_html.py

Needs Java, Node.js and npm, and the network once: the checker is kept under .cache/html. What
it may find is listed with reasons in tests/cases/html.yml; anything else fails, and so does an
entry of the list that nothing fits any more.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / ".cache" / "html"
JAR = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PACKAGE = "vnu-jar@26.9.27"
PROJECTS = (ROOT, ROOT / "examples" / "climate-pledges")
URL = "https://example.org/some/path/"


def main() -> None:
    """The command."""
    if shutil.which("java") is None or shutil.which("npm") is None:
        sys.exit("the checker needs Java, and npm to fetch it; neither may be missing")
    fetch_checker()
    with tempfile.TemporaryDirectory() as name:
        found = [message for site in build_sites(Path(name)) for message in check(site)]
    known = yaml.safe_load((ROOT / "tests" / "cases" / "html.yml").read_text(encoding="utf-8"))
    starts = tuple(entry["message"] for entry in known)
    left = [message for message in found if not message["message"].startswith(starts)]
    for message in left:
        print(f"{message['url']}:{message.get('lastLine', 1)}: {message['message']}")
    fitting = {start for start in starts for m in found if m["message"].startswith(start)}
    for start in sorted(set(starts) - fitting):
        print(f"tests/cases/html.yml lists what was not found: {start}")
    print(f"{len(found)} errors, {len(found) - len(left)} of them known with a reason")
    sys.exit(1 if left or set(starts) - fitting else 0)


def fetch_checker() -> None:
    """Puts the checker where it is expected."""
    if not JAR.is_file():
        TOOLS.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(TOOLS), PACKAGE]
        subprocess.run(command, check=True, stdout=sys.stderr)


def build_sites(folder: Path) -> list[Path]:
    """The projects' sites, each built into a folder of its own."""
    sites = []
    for project in PROJECTS:
        site = folder / project.name
        place = ["-C", str(project), "--site-dir", str(site), "--site-url", URL]
        subprocess.run(
            [sys.executable, "-m", "pledgebook", "build", *place],
            check=True,
            capture_output=True,
        )
        sites.append(site)
    return sites


def check(site: Path) -> list[dict[str, Any]]:
    """The errors of all pages below a folder."""
    options = ["--format", "json", "--skip-non-html", "--errors-only", "--exit-zero-always"]
    done = subprocess.run(
        ["java", "-jar", str(JAR), *options, str(site)], check=True, capture_output=True
    )
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return messages


if __name__ == "__main__":
    main()
