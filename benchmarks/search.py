"""Measures the searches in Chromium: what a reader waits and loads for the first result.

    python benchmarks/search.py --organizations 1000 10000

Builds a sample of each size with the built-in search and with Pagefind, serves both compressed on
the loopback and visits them by turns: opens the page of an organization with an empty cache and
types a name at once. Nothing is throttled: a phone and a real network take longer. Times in
milliseconds, from the first key to the first result, and, once that stands, from the key of
another query to its result, and to that of a word which all pages have; bytes as sent,
compressed, of what the search loads for the first two, and for a reader who asks nothing. The
median of some visits. Last the seconds that making the index takes in a build from nothing; the
built-in one takes no time of its own.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from served import CHROMIUM, FLAGS, Server, serve

MINE = (
    *("/search/", "/workers/", "/javascripts/search", "/javascripts/fold"),
    *("/javascripts/pagefind", "/javascripts/asking"),
)
SEARCHES = ("built-in", "pagefind")
LINK = "a.md-search-result__link"
# From the key that is pressed to the moment when a new result for it stands on the page.
WAIT = """([words, link]) => new Promise((resolve) => {
  const start = performance.now();
  const box = document.querySelector('input[name=query]');
  const before = document.querySelector(link);
  box.focus();
  box.value = words;
  box.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
  const look = () => {
    const first = document.querySelector(link);
    if (first && first !== before && first.textContent.includes(words))
      resolve(performance.now() - start);
    else requestAnimationFrame(look);
  };
  look();
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds to the first and to the next result, and to that of a word of all pages; bytes
    of the search."""

    first: float
    following: float
    common: float
    bytes: int


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--organizations", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--visits", type=int, default=5)
    asked = parser.parse_args()
    names = ("First ms", "Next ms", "Common ms", "Asked kB", "Unasked kB", "Index s")
    print(f"| Organizations | Search | {' | '.join(names)} |")
    print(f"| ---: | --- |{' ---: |' * len(names)}")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        found = shutil.which(CHROMIUM or "chromium")
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for count in asked.organizations:
            project = write_project(Path(name) / str(count), count)
            seconds = {search: build(project, search) for search in SEARCHES}
            visits: dict[str, list[Visit]] = {search: [] for search in SEARCHES}
            for _ in range(asked.visits):
                for search in SEARCHES:
                    visits[search].append(visit(browser, project / search, count))
            for search in SEARCHES:
                unasked = look_around(browser, project / search)
                print(row(count, search, visits[search], unasked, seconds[search]), flush=True)
            shutil.rmtree(project)
        browser.close()


def write_project(project: Path, count: int) -> Path:
    """A sample project."""
    sample = Path(__file__).parent / "sample.py"
    _call([sys.executable, str(sample), str(project), "--organizations", str(count)])
    return project


def build(project: Path, search: str) -> str:
    """Builds the site with a search into a folder of its name; returns the seconds that making
    the index took."""
    settings = project / "data" / "site.yml"
    kept = [line for line in settings.read_text().splitlines() if not line.startswith("search:")]
    settings.write_text("\n".join([*kept, f"search: {search}", ""]))
    command = [sys.executable, "-m", "pledgebook", "build", "-C", str(project), "--clean"]
    said = _call([*command, "--site-dir", str(project / search)])
    found = re.search(r"making the search index ([0-9.]+) s", said)
    return found[1] if found else ""


def _call(command: list[str]) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout + done.stderr


def visit(browser: Browser, site: Path, count: int) -> Visit:
    """One visit with an empty cache, by a server of its own."""
    with visited(browser, site) as (page, server):
        first = page.evaluate(WAIT, [f"number {count - 3}", LINK])
        following = page.evaluate(WAIT, [f"number {count - 77}", LINK])
        size = own_bytes(server)
        common = page.evaluate(WAIT, ["number", LINK])
        return Visit(first, following, common, size)


def look_around(browser: Browser, site: Path) -> int:
    """The bytes of the search in a visit of a reader who asks nothing."""
    with visited(browser, site) as (page, server):
        page.wait_for_load_state("networkidle")
        return own_bytes(server)


@contextmanager
def visited(browser: Browser, site: Path) -> Iterator[tuple[Page, Server]]:
    """The page of an organization, just loaded."""
    server = serve(site)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{server.address}organizations/unit-00100/", wait_until="load")
    yield page, server
    context.close()
    server.shutdown()


def own_bytes(server: Server) -> int:
    """What was sent of the search's own files."""
    return sum(size for path, size in server.sent if any(part in path for part in MINE))


def row(count: int, search: str, visits: list[Visit], unasked: int, seconds: str) -> str:
    """A line of the table."""
    first = statistics.median(visit.first for visit in visits)
    following = statistics.median(visit.following for visit in visits)
    common = statistics.median(visit.common for visit in visits)
    asked = statistics.median(visit.bytes for visit in visits)
    return (
        f"| {count:,} | {search} | {first:,.0f} | {following:,.0f} | {common:,.0f} "
        f"| {asked / 1000:,.0f} | {unasked / 1000:,.0f} | {seconds} |"
    )


if __name__ == "__main__":
    main()
