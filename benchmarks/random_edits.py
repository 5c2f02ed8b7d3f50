"""Makes hundreds of random edits of a small project and compares, after each, the incremental
build with a clean one, byte for byte.

python benchmarks/random_edits.py --walks 20 --steps 15
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))


def main() -> None:
    """The command."""
    from test_incremental import walk

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--walks", type=int, default=20)
    parser.add_argument("--steps", type=int, default=15)
    parser.add_argument("--seed", type=int, default=100)
    asked = parser.parse_args()
    for seed in range(asked.seed, asked.seed + asked.walks):
        with tempfile.TemporaryDirectory() as folder:
            reused = walk(Path(folder) / "project", Path(folder) / "clean", seed, asked.steps)
        print(f"walk {seed}: {asked.steps} edits, {reused} pages kept, every byte the same")


if __name__ == "__main__":
    main()
