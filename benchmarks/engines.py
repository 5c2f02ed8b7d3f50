"""Builds the docs trees of sites with MkDocs alone and with Zensical, and compares the text of
every page's article with the one that Pledgebook published.

    python benchmarks/engines.py [PROJECT …]

Without names: this project and its examples. Zensical is installed under .cache/builds, once.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from lxml import html

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]
AS_OF = date(2026, 11, 23)
_SPACE = re.compile(r"\s+")


def main() -> None:
    """The command."""
    from sites import build, copy_project

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("projects", nargs="*", type=Path)
    asked = parser.parse_args()
    found = 0
    examples = (path.parent for path in sorted((ROOT / "examples").glob("*/mkdocs.yml")))
    for project in asked.projects or (ROOT, *examples):
        with tempfile.TemporaryDirectory() as name:
            root = copy_project(project, Path(name) / "project")
            assert build(root, AS_OF, site_url="https://example.org/").published
            for config in sorted((root / "build").glob("*.yml")):
                found += compare(root, config.stem, project.name)
    if found:
        raise SystemExit(f"{found} pages differ")


def compare(root: Path, tag: str, name: str) -> int:
    """Compares one language's pages of each engine with ours; returns how many differ."""
    prefix = f"{tag}/" if (root / "site" / tag / "index.html").exists() else ""
    paths = [path.relative_to(root / "build" / "docs" / tag) for path in _pages(root, tag)]
    differ = 0
    for engine, built in (("MkDocs", _mkdocs(root, tag)), ("Zensical", _zensical(root, tag))):
        other = [
            path
            for path in paths
            if _article(built / _goal(path)) != _article(root / "site" / prefix / _goal(path))
        ]
        differ += len(other)
        print(f"{name}, {tag}, {engine}: {len(paths) - len(other)} of {len(paths)} pages the same")
        for path in other[:5]:
            print(f"  differs: {path}")
    return differ


def _pages(root: Path, tag: str) -> list[Path]:
    return sorted((root / "build" / "docs" / tag).rglob("*.md"))


def _goal(path: Path) -> Path:
    """Where an engine puts the page of a docs path."""
    folder = path.parent if path.stem == "index" else path.with_suffix("")
    return folder / "index.html"


def _article(path: Path) -> str:
    """The words of a page's article, parted by single spaces."""
    if not path.is_file():
        return f"{path} is missing"
    (article,) = html.parse(str(path)).getroot().iter("article")
    return _SPACE.sub(" ", article.text_content()).strip()


def _mkdocs(root: Path, tag: str) -> Path:
    target = root / "mkdocs" / tag
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", f"build/{tag}.yml", "-d"]
    subprocess.run([*command, str(target)], cwd=root, check=True, capture_output=True)
    return target


def _zensical(root: Path, tag: str) -> Path:
    from builds import tools

    target = root / "build" / "site" / tag
    shutil.rmtree(target, ignore_errors=True)
    command = [str(tools() / "bin" / "zensical"), "build", "-f", f"build/{tag}.yml", "--clean"]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return target


if __name__ == "__main__":
    main()
