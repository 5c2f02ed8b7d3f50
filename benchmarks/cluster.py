"""Builds one sample on a Dask cluster of this machine with one worker and with two, by turns.

    python benchmarks/cluster.py --organizations 4000 --runs 3

Every site must be the one that processes of the program's own give. What is compared is the
time of the phase that runs on the cluster; the rest of a build stays on the machine that asks.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
AS_OF = date(2026, 1, 31)
PHASE = "Building the pages"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--organizations", type=int, default=4000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    times: dict[int, list[float]] = {0: [], 1: [], 2: []}
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "project"
        sample = [sys.executable, str(ROOT / "benchmarks" / "sample.py"), str(project)]
        subprocess.run([*sample, "--organizations", str(asked.organizations)], check=True)
        for _ in range(asked.runs):
            for workers, found in times.items():
                found.append(measure(project, workers))
    for workers, found in times.items():
        who = f"{workers} workers" if workers else "processes of its own"
        print(f"{who}: {statistics.median(found):.2f} s for {PHASE[0].lower()}{PHASE[1:]}")
    ratio = statistics.median(times[1]) / statistics.median(times[2])
    print(f"2 workers are {ratio:.2f} times as fast as 1; every byte the same")


def measure(project: Path, workers: int) -> float:
    """Seconds of the phase; a site of a cluster is compared with the one built before."""
    from clusters import cluster

    if not workers:
        return _build(project, project / "site", None)
    with cluster(str(project.parent / "cluster.py"), workers) as (address, _):
        seconds = _build(project, project / "dask", address)
    manifests = [project / folder / "manifest.json" for folder in ("site", "dask")]
    assert manifests[0].read_bytes() == manifests[1].read_bytes()
    return seconds


def _build(project: Path, site: Path, address: str | None) -> float:
    from pledgebook.build import Options, build_site
    from pledgebook.progress import Event, Phase

    starts: list[tuple[str, float]] = []

    def tell(event: Event) -> None:
        if isinstance(event, Phase):
            starts.append((event.text, time.perf_counter()))

    options = Options(project, site, AS_OF, clean=True, executor=address)
    assert build_site(options, tell).published
    place = next(number for number, (text, _) in enumerate(starts) if text == PHASE)
    return starts[place + 1][1] - starts[place][1]


if __name__ == "__main__":
    main()
