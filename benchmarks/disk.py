"""Lets the disk fail at every single change that an incremental build makes, one build for each:
the published site must be whole each time, and the next build must give what a clean one gives.

python benchmarks/disk.py --every 10
"""

import argparse
import errno
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
sys.path.insert(0, str(TESTS))


def main() -> None:
    """The command."""
    from faults import Trial

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, help="only each so many-th change")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        trial = Trial(TESTS / "cases" / "sites" / "garden-pact", Path(name))
        for code, stays in ((errno.ENOSPC, True), (errno.EIO, False), (errno.EROFS, True)):
            changes = trial.count()
            numbers = range(1, changes + 1, asked.every)
            told = Counter(bool(trial.fail(number, code, stays=stays)) for number in numbers)
            lasting = "from then on" if stays else "once"
            print(
                f"{os.strerror(code)}, {lasting}, at {len(numbers)} of {changes} changes: "
                f"{told[True]} builds ended, {told[False]} went through; the site whole each time"
            )


if __name__ == "__main__":
    main()
