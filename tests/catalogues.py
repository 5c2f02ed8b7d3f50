"""The catalogues of labels as they stand in their files, for the tests of labels."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from babel import Locale

from pledgebook.languages import label_tags

PACKAGE = Path(str(files("pledgebook")))
TAGS = label_tags()
# More whole numbers than any rule of plurals tells apart, but for millions.
NUMBERS = range(1000)


@cache
def keys(tag: str) -> tuple[str, ...]:
    """The keys of a catalogue as they stand in its file, a key given twice included."""
    node = yaml.compose((PACKAGE / "labels" / f"{tag}.yml").read_text(encoding="utf-8"))
    assert isinstance(node, yaml.MappingNode)
    return tuple(key.value for key, _ in node.value)


@cache
def labels(tag: str) -> dict[str, Any]:
    text = (PACKAGE / "labels" / f"{tag}.yml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def forms(label: Any) -> dict[str, str]:
    """A label's texts by plural category; that of a label with one form is ""."""
    return label if isinstance(label, dict) else {"": label}


def texts(tag: str) -> Iterator[tuple[str, Any]]:
    for key, label in labels(tag).items():
        for text in forms(label).values():
            yield key, text


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def categories(tag: str) -> frozenset[str]:
    return frozenset(Locale.parse(tag).plural_form.tags) | {"other"}


@cache
def of_one_number(tag: str) -> frozenset[str]:
    """The categories that hold a single number, so that its form need not name it."""
    found = [Locale.parse(tag).plural_form(number) for number in NUMBERS]
    return frozenset(category for category in found if found.count(category) == 1)
