"""The whole new site in a folder of its own, made of what was built now and what is still right.

Knows files and their digests. Must not know what a page is, nor how the folder is published.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from pledgebook.ledger import stamp_files
from pledgebook.output import remove_files


def complete_stage(
    wanted: Mapping[str, str],
    fresh: Path,
    stage: Path,
    there: Mapping[str, str],
    published: tuple[Path, Mapping[str, str]],
) -> None:
    """Makes `stage` hold exactly the wanted files, given with their SHA-256.

    `fresh` holds those built now and is used up. `there` says which of the files in `stage`
    (an older site) are trusted to hold what; `published` is the present site with the same.
    The cheaper folder of the two, `fresh` or `stage`, is the one that grows. Raises OSError.
    """
    new = stamp_files(fresh)
    kept = sum(1 for path, digest in wanted.items() if there.get(path) == digest)
    only_there = any(
        there.get(path) == digest and path not in new and published[1].get(path) != digest
        for path, digest in wanted.items()
    )
    if len(new) >= kept and not only_there:
        shutil.rmtree(stage, ignore_errors=True)
        fresh.rename(stage)
        there = {path: wanted[path] for path in new if path in wanted}
    _grow(wanted, fresh, stage, there, published)
    shutil.rmtree(fresh, ignore_errors=True)


def _grow(
    wanted: Mapping[str, str],
    fresh: Path,
    stage: Path,
    there: Mapping[str, str],
    published: tuple[Path, Mapping[str, str]],
) -> None:
    site, digests = published
    remove_files(stage, tuple(sorted(stamp_files(stage).keys() - wanted.keys())))
    for path, digest in wanted.items():
        if there.get(path) == digest:
            continue
        goal, made = stage / path, fresh / path
        goal.parent.mkdir(parents=True, exist_ok=True)
        if made.exists():
            made.replace(goal)
        elif digests.get(path) == digest:
            link_file(site / path, goal)
        else:
            raise FileNotFoundError(f"{path} was neither built nor kept")


def link_file(source: Path, goal: Path) -> None:
    """A second name for a file, or a copy where that cannot be had. Files of a site are only
    ever replaced, never written into, so both names may share their bytes."""
    goal.unlink(missing_ok=True)
    try:
        os.link(source, goal)
    except OSError:
        shutil.copy2(source, goal)
