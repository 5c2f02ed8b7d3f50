"""Writes a project of any size, the same for the same seed: the stress sample.

python benchmarks/sample.py FOLDER --organizations 10000 --results 5

Organizations stand in a hierarchy of three levels; agreements of at most fifty signatories
have a percent and a yes/no target; results are yearly. With --files each organization has a
file of its own, as an office that edits in a browser would have it.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

YEARS = (2021, 2022, 2023, 2024, 2025)
SIGNATORIES = 50
ROWS_A_FILE = 500

SITE = """title: {{en: Stress sample of {count} organizations}}
languages: [{languages}]
report_within: 90
classifications:
  - {{code: region, name: Region}}
  - {{code: district, name: District}}
  - {{code: unit, name: Unit}}
max_file_size: 8
"""

INDICATORS = """share-done:
  name: Share of tasks done
  measure: percent
  numerator: tasks done
  denominator: tasks
  direction: increasing
staff:
  name: Staff
  measure: count
  unit: people
"""


AGREEMENT = """name: Agreement number {number}
signed: 2021-01-15
parties:
{parties}targets:
  - id: tasks
    statement: Ninety percent of the tasks are done each year
    indicator: share-done
    at_least: 90
    every: year
    first_period: 2021
  - id: plan
    statement: Every unit publishes a plan
    due: 2024-12-31
sources: [minutes]
"""

ROWS = """defaults: {assessment: superior, issued: 2025-12-01, sources: [minutes]}
results:
"""


def organization_ids(count: int) -> list[str]:
    """Ids with leading zeros, so that they sort as they count."""
    return [f"unit-{number:05}" for number in range(count)]


def organizations(count: int) -> Iterator[tuple[str, str]]:
    """Id and YAML of each: one region in 400, one district in 20, units below them."""
    ids = organization_ids(count)
    for number, id_ in enumerate(ids):
        kind = "region" if number % 400 == 0 else "district" if number % 20 == 0 else "unit"
        lines = [f"name: Organization number {number}", f"classification: {kind}"]
        parent = parent_of(number)
        if parent is not None:
            lines.append(f"parent: {ids[parent]}")
        yield id_, "\n".join(lines) + "\n"


def agreements(count: int) -> Iterator[tuple[str, str]]:
    """Agreements of fifty signatories each, with two targets."""
    ids = organization_ids(count)
    for number, start in enumerate(range(0, count, SIGNATORIES)):
        parties = "".join(f"  - {id_}\n" for id_ in ids[start : start + SIGNATORIES])
        yield f"agreement-{number:04}", AGREEMENT.format(number=number, parties=parties)


def shares(count: int, chance: random.Random) -> list[tuple[int, int]]:
    """Tasks done and tasks of each organization in a year: those of a district or region are the
    sums of the organizations right below it."""
    found = [(0, 0)] * count
    for number in range(count - 1, -1, -1):
        done, total = found[number]
        if number % 20:
            total = chance.randint(10, 60)
            done = total - chance.randint(0, total // 6)
        elif not total:  # nobody is below it
            done, total = 9, 10
        found[number] = (done, total)
        parent = parent_of(number)
        if parent is not None:
            above = found[parent]
            found[parent] = (above[0] + done, above[1] + total)
    return found


def parent_of(number: int) -> int | None:
    """The organization above: a unit's district, a district's region."""
    if number % 400 == 0:
        return None
    return number // 400 * 400 if number % 20 == 0 else number // 20 * 20


def rows(count: int, results: int, chance: random.Random) -> Iterator[str]:
    """Result rows: yearly shares, as many as asked for, the last one for the plan."""
    years = YEARS[: max(0, min(results - 1, len(YEARS)))]
    by_year = {year: shares(count, chance) for year in years}
    for number, id_ in enumerate(organization_ids(count)):
        for year in years:
            done, total = by_year[year][number]
            yield (
                f"  - {{organization: {id_}, indicator: share-done, period: {year}, "
                f"numerator: {done}, denominator: {total}}}\n"
            )
        if results:
            target = f"agreement-{number // SIGNATORIES:04}/plan"
            day = chance.randint(1, 28)
            yield (
                f"  - {{organization: {id_}, target: {target}, "
                f"as_of: 2024-{chance.randint(9, 12):02}-{day:02}, value: true}}\n"
            )


def write_sample(
    folder: Path,
    count: int,
    results: int = 5,
    *,
    languages: str = "en",
    seed: int = 1,
    one_file_each: bool = False,
) -> None:
    """Writes the whole project below `folder`, which need not exist."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text("site_name: Sample\ntheme: {name: material}\n")
    (data / "site.yml").write_text(SITE.format(count=count, languages=languages))
    (data / "indicators.yml").write_text(INDICATORS)
    (data / "sources.yml").write_text("minutes: {title: Minutes of the sample}\n")
    _write_records(data / "organizations", organizations(count), one_file_each)
    _write_records(data / "agreements", agreements(count), one_file_each=True)
    (data / "results").mkdir(exist_ok=True)
    found = list(rows(count, results, random.Random(seed)))
    for start in range(0, len(found), ROWS_A_FILE):
        text = "".join(found[start : start + ROWS_A_FILE])
        name = f"{start // ROWS_A_FILE:05}.yml"
        (data / "results" / name).write_text(ROWS + text)


def _write_records(folder: Path, records: Iterator[tuple[str, str]], one_file_each: bool) -> None:
    folder.mkdir(exist_ok=True)
    if one_file_each:
        for id_, text in records:
            (folder / f"{id_}.yml").write_text(text)
        return
    folder.rmdir()
    parts = []
    for id_, text in records:
        indented = "".join(f"  {line}\n" for line in text.splitlines())
        parts.append(f"{id_}:\n{indented}")
    folder.with_suffix(".yml").write_text("".join(parts))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--organizations", type=int, default=1000)
    parser.add_argument("--results", type=int, default=5, help="rows for each organization")
    parser.add_argument("--languages", default="en", help="tags, parted by commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", action="store_true", help="a file for each organization")
    asked = parser.parse_args()
    write_sample(
        asked.folder,
        asked.organizations,
        asked.results,
        languages=asked.languages,
        seed=asked.seed,
        one_file_each=asked.files,
    )


if __name__ == "__main__":
    main()
