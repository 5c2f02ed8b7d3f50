"""Kills builds of a small project at random instants: after each, the published folder must
hold a whole site, and the build after the last must give what a clean build gives.

python benchmarks/kills.py --kills 200
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
sys.path.insert(0, str(TESTS))


def main() -> None:
    """The command."""
    from sites import build, copy_project
    from test_kills import contents, kill_builds

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = copy_project(TESTS / "cases" / "sites" / "garden-pact", folder / "project")
        chance = random.Random(asked.seed)
        caught = kill_builds(root, folder / "build.py", chance, asked.kills)
        build(root)
        clean = copy_project(root, folder / "clean")
        build(clean)
        assert contents(root / "site") == contents(clean / "site")
    print(f"{asked.kills} kills, {caught} of them of a build at work: the site whole each time")


if __name__ == "__main__":
    main()
