"""Mutates real records and reads them: nothing may raise, nothing may take long.

    python benchmarks/fuzz.py [--number 500000] [--seed 1]

Reports every input that raised, the slowest input, and how many were read in a second. The
exit status is 1 if anything raised or took longer than a second.
"""

import argparse
import sys
import time
import traceback
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / name) for name in ("generator", "tests")]

from mutations import examine, mutants  # noqa: E402 - found by the line above

LIMIT = 1.0


def main() -> int:
    """Runs the mutations and prints what was found."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("--number", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failures, slowest, worst = 0, 0.0, b""
    start = time.perf_counter()
    for number, mutant in enumerate(mutants(options.seed, options.number), 1):
        begun = time.process_time()
        try:
            examine(mutant)
        except Exception:  # noqa: BLE001 - whatever is raised is what this looks for
            failures += 1
            print(f"--- {mutant.path}\n{mutant.raw!r}\n{traceback.format_exc()}")
        taken = time.process_time() - begun
        if taken > slowest:
            slowest, worst = taken, mutant.raw
        if number % 20_000 == 0:
            print(f"{number:,} read, {failures} raised", file=sys.stderr)
    rate = options.number / (time.perf_counter() - start)
    print(f"{options.number:,} inputs, {failures} raised, {rate:,.0f} in a second")
    print(f"slowest: {slowest * 1000:.0f} ms for {len(worst):,} bytes: {worst[:200]!r}")
    return 1 if failures or slowest > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
