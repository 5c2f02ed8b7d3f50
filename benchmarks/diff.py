"""How long a comparison of two revisions takes, beside validating both of them.

python benchmarks/diff.py [--organizations 10000] [--results 5] [--rows 500] [--runs 3]

A repository of its own is made, with a commit before and after the change of so many rows.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sample import write_sample

from pledgebook.changes.compare import compare
from pledgebook.changes.markdown import MAX_LENGTH, markdown_report
from pledgebook.changes.report import Comparison
from pledgebook.checks import check_project
from pledgebook.load import collector_paused
from pledgebook.revisions import load_revision

AS_OF = date(2026, 11, 23)
_COUNTS = re.compile(r"numerator: (\d+)")
_ALLOWED = 1.5


def git(root: Path, *arguments: str) -> None:
    """Runs git in the sample's repository."""
    who = ["-c", "user.name=Sample", "-c", "user.email=sample@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def change_rows(root: Path, rows: int) -> int:
    """Takes a third of the tasks done from rows spread over all files, without a revision."""
    changed = 0
    files = sorted((root / "data" / "results").glob("*.yml"))
    each = -(-rows // len(files))
    for path in files:
        count = min(each, rows - changed)
        text, done = _COUNTS.subn(_less, path.read_text(), count=count) if count else ("", 0)
        if done:
            path.write_text(text)
        changed += done
    return changed


def _less(match: re.Match[str]) -> str:
    return f"numerator: {max(0, int(match[1]) * 2 // 3)}"


def compared(root: Path) -> str:
    """The report of both revisions, read, compared and printed as the command does."""
    with collector_paused():
        before, after = load_revision(root, "before"), load_revision(root, "after")
        changes = compare(before.model, after.model, AS_OF, "en")
        return markdown_report(Comparison("before", "after", AS_OF, changes), "en")


def seconds(work: Callable[[], object]) -> float:
    """The processor time until one call's result is there, that of git counted in: a busy
    machine must not decide."""
    start = os.times()
    result = work()
    end = os.times()
    del result
    return sum(end[:4]) - sum(start[:4])


def make(root: Path, organizations: int, results: int, rows: int) -> tuple[Path, int]:
    """The repository, a copy of the state before the change, and how many rows changed."""
    write_sample(root, organizations, results)
    git(root, "init", "-q", ".")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "before")
    git(root, "tag", "before")
    copy = root.parent / f"{root.name}-before"
    shutil.copytree(root, copy)
    changed = change_rows(root, rows)
    git(root, "commit", "-qam", "after")
    git(root, "tag", "after")
    return copy, changed


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--organizations", type=int, default=10_000)
    parser.add_argument("--results", type=int, default=5, help="rows for each organization")
    parser.add_argument("--rows", type=int, default=500, help="rows that change")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="pledgebook-"))
    try:
        root = folder / "sample"
        copy, changed = make(root, asked.organizations, asked.results, asked.rows)
        both, diff = [], []
        for _ in range(asked.runs):
            first = seconds(lambda: check_project(copy, AS_OF))
            both.append(first + seconds(lambda: check_project(root, AS_OF)))
            diff.append(seconds(lambda: compared(root)))
        length = len(compared(root))
    finally:
        shutil.rmtree(folder)
    ratio = statistics.median(diff) / statistics.median(both)
    print(f"organizations {asked.organizations}, rows {asked.results} each, changed {changed}")
    print(f"validate both {statistics.median(both):.2f} s")
    print(f"diff          {statistics.median(diff):.2f} s, {ratio:.2f} times as long")
    print(f"Markdown      {length} characters")
    if ratio > _ALLOWED or length > MAX_LENGTH:
        sys.exit("more than is allowed")


if __name__ == "__main__":
    main()
