"""How long `pledgebook serve` takes from a saved record to the reloaded page in a browser.

    python benchmarks/serving.py --organizations 1000 --runs 5

Changes a result again and again and waits until Chromium shows it, and until the whole site is in
place; then makes a mistake and waits until the page shows that. Seconds, from the end of the write.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_RESULT = re.compile(r"(?<=numerator: )\d+")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--organizations", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        project, log = Path(name) / "project", Path(name) / "log"
        sample = [sys.executable, str(ROOT / "benchmarks" / "sample.py"), str(project)]
        subprocess.run([*sample, "--organizations", str(asked.organizations)], check=True)
        command = [sys.executable, "-m", "pledgebook", "serve", "-C", str(project)]
        with log.open("w") as out:
            process = subprocess.Popen(
                [*command, "--dev-addr", "127.0.0.1:0"],
                stderr=out,
                env={**os.environ, "SOURCE_DATE_EPOCH": "1769817600"},
            )
        try:
            address = _address(log, process)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=FLAGS
                )
                _measure(browser.new_page(), address, project, asked.runs)
        finally:
            process.terminate()
            process.wait()
        for line in log.read_text(encoding="utf-8").split("\n"):
            if " built, " in line or " s, " in line:
                print(line, file=sys.stderr)


def _address(log: Path, process: "subprocess.Popen[bytes]") -> str:
    """Where the site is served, as soon as it is."""
    while process.poll() is None:
        if found := re.search(r"Serving on (\S+)", log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.1)
    raise SystemExit(log.read_text(encoding="utf-8"))


def _measure(page: Page, address: str, project: Path, runs: int) -> None:
    record = project / "data" / "results" / "00000.yml"
    published = project / "site" / "organizations" / "unit-00000" / "index.html"
    page.goto(f"{address}organizations/unit-00000/")
    times = []
    for _ in range(runs):
        value = int(_RESULT.findall(record.read_text(encoding="utf-8"))[0]) - 1
        start = _save(record, _RESULT.sub(str(value), record.read_text(encoding="utf-8"), count=1))
        page.wait_for_function(
            "words => document.querySelector('article')?.textContent.includes(words)",
            arg=f"{value:,}",
            timeout=60_000,
        )
        times.append(time.perf_counter() - start)
        while f"{value:,}" not in published.read_text(encoding="utf-8"):
            page.wait_for_timeout(20)
        whole = time.perf_counter() - start
        print(f"a changed value is on the page after {times[-1]:.2f} s, on the site {whole:.2f} s")
        page.wait_for_timeout(300)
    good = record.read_text(encoding="utf-8")
    start = _save(record, good.replace("unit-00000", "unit-nobody", 1))
    page.wait_for_selector("#pledgebook-problems", timeout=60_000)
    print(f"a mistake is on the page after {time.perf_counter() - start:.2f} s")
    assert "unit-nobody" in page.inner_text("#pledgebook-problems")
    start = _save(record, good)
    page.wait_for_selector("#pledgebook-problems", state="detached", timeout=60_000)
    print(f"and gone when it is mended after {time.perf_counter() - start:.2f} s")
    print(f"median of {runs}: {statistics.median(times):.2f} s")


def _save(path: Path, text: str) -> float:
    path.write_text(text, encoding="utf-8")
    return time.perf_counter()


if __name__ == "__main__":
    main()
