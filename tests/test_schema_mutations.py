"""Real records with one thing changed by chance: what the program still accepts, the schemas do."""

import json
import random
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from pledgebook.descriptions import catalogue
from pledgebook.diagnostics import Severity
from pledgebook.load import load
from pledgebook.located import Mapping, Node, Sequence, Text, read_document
from pledgebook.project import DataFile, Project, read_project
from pledgebook.rules import check
from pledgebook.source import SourceFile
from sites import CASES, ROOT
from validators import PARSERS, Validators, errors, schema_of

ROOTS = (ROOT, CASES / "walks" / "minimal", CASES / "sites" / "garden-pact")
FIELDS = sorted({name for fields in catalogue().values() for name in fields} | {"x-own", "vi"})
_VALUES = """
2024 010 0 -5 5.0 5.5 1e3 no true ~ y a-b 2024-06-28 2024?-06-28 2024-H1 2023/24 01-01
https://example.org/a en vi a/b index é 4.1.1 all none withdrawn signatories machine a.pdf [] {}
"""
VALUES = [
    *_VALUES.split(),
    *('"2024"', '"5"', "", '""', "x y", "[a, b]", "[1, 2]", "{start: 2024, end: 2025}", "{en: x}"),
    *("{en: x, vi: }", "{x-a: 1}", "{title: T}", "{name: N}", "{url: 'https://example.org'}"),
]


class Raw(str):
    """A piece of YAML that is written as it is."""

    __slots__ = ()


@lru_cache(maxsize=1)
def projects() -> tuple[Project, ...]:
    return tuple(read_project(root) for root in ROOTS)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_accepted_is_accepted_by_the_schema(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(15):
        project = chance.choice(projects())
        file = chance.choice(project.data)
        tree = as_tree(read_document(file.source.text).root)
        change(tree, chance)
        compare(project, file, f"{written(tree)}\n")


def compare(project: Project, file: DataFile, text: str) -> None:
    """Compares program and schema on a file with another text."""
    changed = replace(file, source=SourceFile(file.source.path, text))
    data = tuple(changed if each is file else each for each in project.data)
    loaded = load(replace(project, data=data))
    found = (*loaded.diagnostics, *check(loaded))
    if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
        return
    validator = Validators(loaded)[schema_of(file.source.path, "en") or ""]
    for parser in PARSERS:
        assert errors(validator, text, parser) == [], (file.source.path, parser, text)


def as_tree(node: Node | None) -> Any:
    """Nodes as plain lists and mappings, with the keys that are left empty."""
    if isinstance(node, Mapping):
        empty = dict.fromkeys(node.empty, Raw(""))
        return {**{key: as_tree(value) for key, value in node.items()}, **empty}
    if isinstance(node, Sequence):
        return [as_tree(item) for item in node]
    return node


def boxes(tree: Any) -> list[Any]:
    """Every list and mapping that has something in it."""
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return [*([tree] if inner else []), *(box for each in inner for box in boxes(each))]


def change(tree: Any, chance: random.Random) -> None:
    """Takes something out, empties it, adds something, or puts another value in its place."""
    box = chance.choice(boxes(tree))
    key = chance.choice([*box] if isinstance(box, dict) else range(len(box)))
    kind = chance.randrange(6)
    if kind == 0:
        del box[key]
    elif kind == 1 and isinstance(box, dict):
        box[Raw(chance.choice(FIELDS))] = Raw(chance.choice(VALUES))
    elif kind == 2 and isinstance(box, dict):
        box[key] = Raw("")
    elif kind == 3:
        box[key] = Raw(written([box[key]]))
    elif kind == 4:
        box[key] = Raw(written(chance.choice(boxes(tree))))
    else:
        box[key] = Raw(chance.choice(VALUES))


def written(tree: Any) -> str:
    """A tree in flow style; texts in quotes where they need or had them."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{written(k)}: {written(v)}" for k, v in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(written, tree)) + "]"
    special = set(tree) & set(",{}[]#:&*!|>'\"%@`\n?")
    if isinstance(tree, Text) and (special or not tree.plain):
        return json.dumps(tree, ensure_ascii=False)
    return str(tree)
