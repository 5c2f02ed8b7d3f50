"""Measures the search in Chromium: what a reader waits and loads for the first result.

    python benchmarks/search.py --organizations 1000 10000

Builds a sample of each size, serves it compressed on the loopback, opens the page
of an organization with an empty cache and types a name at once. Nothing is throttled: a phone and
a real network take longer. Times in milliseconds, from the first key to the first result, and,
once that stands, from the key of another query to its result; bytes as sent, compressed, of the
whole first visit and of what the search loads in it. The median of some visits.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from served import CHROMIUM, FLAGS, serve

MINE = ("/search/", "/javascripts/search", "/javascripts/fold", "/workers/")
# From the key that is pressed to the moment when a result for it stands on the page.
WAIT = """words => new Promise((resolve) => {
  const start = performance.now();
  const box = document.querySelector('input[name=query]');
  box.focus();
  box.value = words;
  box.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
  const look = () => {
    const first = document.querySelector('a.md-search-result__link');
    if (first && first.textContent.includes(words)) resolve(performance.now() - start);
    else requestAnimationFrame(look);
  };
  look();
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds to the first and to the next result; bytes of all and of the search."""

    first: float
    following: float
    all: int
    search: int


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--organizations", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--visits", type=int, default=5)
    asked = parser.parse_args()
    print("| Organizations | First ms | Next ms | Search kB | First visit kB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        found = shutil.which(CHROMIUM or "chromium")
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for count in asked.organizations:
            site = build(Path(name) / str(count), count)
            visits = [visit(browser, site, count) for _ in range(asked.visits)]
            print(row(count, visits), flush=True)
            shutil.rmtree(site.parent)
        browser.close()


def build(project: Path, count: int) -> Path:
    """The site of a sample project."""
    sample = Path(__file__).parent / "sample.py"
    _call([sys.executable, str(sample), str(project), "--organizations", str(count)])
    _call([sys.executable, "-m", "pledgebook", "build", "-C", str(project)])
    return project / "site"


def _call(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def visit(browser: Browser, site: Path, count: int) -> Visit:
    """One visit with an empty cache, by a server of its own."""
    server = serve(site)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{server.address}organizations/unit-00100/", wait_until="load")
    first = page.evaluate(WAIT, f"number {count - 3}")
    following = page.evaluate(WAIT, f"number {count - 77}")
    context.close()
    server.shutdown()
    own = sum(size for path, size in server.sent if any(part in path for part in MINE))
    return Visit(first, following, sum(size for _, size in server.sent), own)


def row(count: int, visits: list[Visit]) -> str:
    """A line of the table."""
    first = statistics.median(visit.first for visit in visits)
    following = statistics.median(visit.following for visit in visits)
    own = statistics.median(visit.search for visit in visits)
    all_of_it = statistics.median(visit.all for visit in visits)
    return (
        f"| {count:,} | {first:,.0f} | {following:,.0f} "
        f"| {own / 1000:,.0f} | {all_of_it / 1000:,.0f} |"
    )


if __name__ == "__main__":
    main()
