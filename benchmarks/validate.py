"""How long validating takes, beside reading the same bytes through libyaml's events alone.

python benchmarks/validate.py [--organizations 10000] [--results 0] [--runs 3]

Both are measured in one run, alternating; the ratio of the medians is what counts.
"""

import argparse
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml
from sample import write_sample

from pledgebook.checks import Checked, check_project

AS_OF = date(2026, 11, 23)


def read_events(root: Path) -> int:
    """Reads every record file through libyaml's events, and does nothing else."""
    count = 0
    for path in sorted((root / "data").rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
            count += 1
    return count


def validate(root: Path) -> Checked:
    """Reads and checks the project, as the command does."""
    checked = check_project(root, AS_OF)
    if checked.errors:
        sys.exit(f"the sample has {checked.errors} errors: {checked.diagnostics[:3]}")
    return checked


def seconds(work: Callable[[Path], object], root: Path) -> float:
    """The time until one call's result is there; letting go of it afterwards does not count."""
    start = time.perf_counter()
    result = work(root)
    passed = time.perf_counter() - start
    del result
    return passed


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--organizations", type=int, default=10_000)
    parser.add_argument("--results", type=int, default=0, help="rows for each organization")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="pledgebook-"))
    try:
        write_sample(root, asked.organizations, asked.results, one_file_each=not asked.results)
        measured: dict[str, list[float]] = {"events": [], "validate": []}
        for _ in range(asked.runs):
            measured["events"].append(seconds(read_events, root))
            measured["validate"].append(seconds(validate, root))
    finally:
        shutil.rmtree(root)
    events, checked = (statistics.median(times) for times in measured.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"organizations {asked.organizations}, rows {asked.organizations * asked.results}")
    print(f"events alone  {events:.2f} s")
    print(f"validate      {checked:.2f} s, {checked / events:.2f} times as long")
    print(f"peak memory   {peak:.0f} MB")


if __name__ == "__main__":
    main()
