"""Checks the linked data of every page against the vocabulary of schema.org.

    python benchmarks/check_linked_data.py

The linked data of the first case and of an example in Arabic are written down as TypeScript and
compiled with the types of the package schema-dts, which are made from schema.org's own
definitions: a type, property or kind of value that it does not know is an error. Needs Node.js
and npm, and the network once: both packages are kept under .cache/linked-data.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from check_html import ROOT, build_sites
from lxml import html

TOOLS = ROOT / ".cache" / "linked-data"
COMPILER = TOOLS / "node_modules" / ".bin" / "tsc"
PACKAGES = ("typescript@5.9.3", "schema-dts@2.1.0")
OPTIONS = (
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--moduleResolution",
    "bundler",
    "--module",
    "es2022",
)


def main() -> None:
    """The command."""
    if shutil.which("npm") is None:
        sys.exit("npm is needed to fetch the compiler")
    if not COMPILER.is_file():
        TOOLS.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(TOOLS), *PACKAGES]
        subprocess.run(command, check=True, stdout=sys.stderr)
    with tempfile.TemporaryDirectory() as name:
        found = [told for site in build_sites(Path(name)) for told in linked_data(site)]
    (TOOLS / "pages.ts").write_text("\n".join(written(found)), encoding="utf-8")
    done = subprocess.run([COMPILER, *OPTIONS, "pages.ts"], cwd=TOOLS, capture_output=True)
    print(done.stdout.decode())
    print(f"{len(found)} pages with linked data, {'not all' if done.returncode else 'all'} right")
    sys.exit(done.returncode)


def linked_data(site: Path) -> Iterator[tuple[str, object]]:
    """The path and linked data of each page that has some."""
    for path in sorted(site.rglob("*.html")):
        for script in html.parse(path).iterfind('.//script[@type="application/ld+json"]'):
            yield path.relative_to(site).as_posix(), json.loads(script.text_content())


def written(found: list[tuple[str, object]]) -> Iterator[str]:
    """A program that is right if all linked data are."""
    yield 'import type { Graph } from "schema-dts";'
    for number, (path, told) in enumerate(found):
        text = json.dumps(told, ensure_ascii=False, indent=1)
        yield f"// {path}\nexport const page{number}: Graph = {text};"


if __name__ == "__main__":
    main()
