"""Real record files, and the same with mistakes in them, for tests and benchmarks."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pledgebook.content import check_content
from pledgebook.decode import decode
from pledgebook.diagnostics import Diagnostic
from pledgebook.load import load
from pledgebook.project import ContentFile, DataFile, Project, read_project
from pledgebook.report import Report, json_report, text_report
from pledgebook.rules import check
from pledgebook.source import SourceFile

ROOT = Path(__file__).parent.parent
WALKS = ROOT / "tests" / "cases" / "walks"
AS_OF = date(2026, 11, 23)
SMALL = 6
# What breaks YAML, numbers and dates more often than random bytes do.
PIECES = [
    *(b"\t", b"\n", b"\r\n", b": ", b":", b"- ", b"-", b"  ", b"#", b" #1", b"'", b'"', b"{", b"}"),
    *(b"[", b"]", b", ", b",", b"|", b">", b"*a", b"&a ", b"!b ", b"%", b"@", b"`", b"? ", b"<<: "),
    *(b"---\n", b"...\n", b"~", b"null", b"true", b"no", b"010", b"1e3", b"12:30", b"1_000"),
    *(b"3,860", b"2022-02-30", b"0000-00-00", b"9999-99", b"2023/24", b"2024-Q9", b"9" * 5000),
    *(b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xc2\xa0", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\x85"),
    *("ỡ".encode(), "क्ष".encode(), "：".encode(), "😀".encode(), b"<<<<<<< HEAD\n", b"[" * 40),
    *(b"{a: " * 20, b"- " * 30, b"!!python/object:os.system x", b"\\x", b"x-free: 1\n"),
]


F = TypeVar("F", DataFile, ContentFile)


@dataclass(frozen=True)
class Mutant:
    """A file of a project with mistakes in it."""

    project: Project
    path: str
    raw: bytes


@lru_cache(maxsize=1)
def projects() -> tuple[Project, ...]:
    """The projects whose files are mutated: small real ones."""
    roots = (WALKS / "minimal", WALKS / "action-plan", ROOT)
    return tuple(read_project(root) for root in roots)


def mutants(seed: int, number: int) -> Iterator[Mutant]:
    """As many mutated files as asked for; the same for the same seed."""
    chance = random.Random(seed)
    files = [(project, path) for project in projects() for path in sorted(project.sources)]
    for _ in range(number):
        project, path = chance.choice(files)
        # Whole files of many kilobytes would only repeat the same shapes.
        raw = project.sources[path].text[:3000].encode()
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            raw = mutate(raw, chance)
        yield Mutant(project, path, raw)


def mutate(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with one mistake: something put in, taken out, doubled, moved or changed."""
    at, other = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
    near = min(at + chance.choice((1, 2, 5, 20)), len(raw))
    kind = chance.randrange(6)
    if kind == 0:
        return raw[:at] + raw[near:]
    if kind == 1:
        return raw[:at] + chance.choice(PIECES) + raw[near:]
    if kind == 2:
        return raw[:at] + raw[at:near] * chance.choice((2, 3, 50)) + raw[near:]
    if kind == 3:
        lines = raw.splitlines(keepends=True) or [b""]
        lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
        return b"".join(lines)
    if kind == 4 and raw:
        return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
    return raw[:at] + chance.choice(PIECES) + raw[at:other] + raw[other:]


def examine(mutant: Mutant) -> tuple[Diagnostic, ...]:
    """Reads and checks the project with the mutated file, and prints what is wrong with it."""
    problems: list[Diagnostic] = []
    source = decode(mutant.path, mutant.raw, problems)
    project = replace(
        mutant.project,
        data=tuple(_with(mutant.project.data, mutant, source)),
        content=tuple(_with(mutant.project.content, mutant, source)),
        attachments=(),
        diagnostics=tuple(problems),
    )
    loaded = load(project)
    found = (*loaded.diagnostics, *check(loaded), *check_content(loaded, AS_OF))
    report = Report(found, loaded.project.sources, len(loaded.entries))
    text_report(report, "vi", whole=True, colour=True, seconds=0.1)
    json_report(report, "en").encode()
    return found


def _with(files: Iterable[F], mutant: Mutant, source: SourceFile | None) -> Iterator[F]:
    """The file at a path with another text. Of a large project, the others are left out but for
    the site's settings, since reading them again would take all the time."""
    small = len(mutant.project.sources) <= SMALL
    for file in files:
        if file.source.path != mutant.path:
            if small or file.source.path == "data/site.yml":
                yield file
        elif source is not None:
            yield replace(file, source=source)
