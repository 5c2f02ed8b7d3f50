"""Makes hundreds of random edits and compares what is kept with what a clean build gives.

    python benchmarks/random_edits.py --walks 20 --steps 15 --values 60

After each edit of a small project the whole site is compared byte for byte. In this project's own
records, an example and the walks one value after the other is changed; after each change pages
and downloads with what was kept are compared with those without.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))


def main() -> None:
    """The command."""
    import pytest

    from sites import CASES, ROOT, copy_project
    from test_incremental import walk
    from test_recall import change_values, make_parts_small

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--walks", type=int, default=20)
    parser.add_argument("--steps", type=int, default=15)
    parser.add_argument("--values", type=int, default=60, help="changed in each project")
    parser.add_argument("--seed", type=int, default=100)
    asked = parser.parse_args()
    for seed in range(asked.seed, asked.seed + asked.walks):
        with tempfile.TemporaryDirectory() as folder:
            reused = walk(Path(folder) / "project", Path(folder) / "clean", seed, asked.steps)
        print(f"walk {seed}: {asked.steps} edits, {reused} pages kept, every byte the same")
    projects = [ROOT, *sorted((ROOT / "examples").iterdir()), *sorted((CASES / "walks").iterdir())]
    for source in projects:
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
            make_parts_small(patched)
            root = copy_project(source, Path(folder) / "project")
            try:
                kept = change_values(root, random.Random(asked.seed), asked.values)
            except AssertionError as error:
                raise SystemExit(f"{source.name}: {error}") from error
        print(f"{source.name}: {asked.values} values, of pages and parts kept after {kept}")


if __name__ == "__main__":
    main()
