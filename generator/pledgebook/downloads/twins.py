"""The JSON twin of every record's page: `organizations/x/index.json` beside the page itself.

Knows what belongs to a record. Must not know how a verdict or a cell is computed. Fields and
rows that are absent are left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pledgebook import links
from pledgebook.content.tree import Tree
from pledgebook.downloads.dataset import Cell, Dataset, publish
from pledgebook.downloads.formats import Json, to_json
from pledgebook.entries import Entry
from pledgebook.model import Article
from pledgebook.records import Agreement
from pledgebook.status.scope import signatories

Rows = list[Cell]
_KINDS = ("programmes", "agreements", "organizations", "indicators", "sources")


# The tables whose rows stand in twins, and the columns that say in whose.
COLUMNS = {
    "targets": ("owner", "organization", "target"),
    "results": ("organization", "indicator"),
}


class TwinRows:
    """The rows of the tables of targets and results by what they belong to, collected while the
    tables are written."""

    def __init__(self) -> None:
        self.verdicts = _Places("owner", "organization")
        self.results = _Places("organization", "indicator")
        self.names: list[tuple[Cell, Cell]] = []

    def add(self, table: str, rows: Sequence[str], columns: Mapping[str, Sequence[Cell]]) -> None:
        """Adds rows of a table, as objects of JSON, with their columns of COLUMNS."""
        if table == "targets":
            self.verdicts.add(rows, columns)
            self.names.extend(zip(columns["target"], columns["organization"], strict=True))
        elif table == "results":
            self.results.add(rows, columns)


class _Places:
    """The rows of a table, and the numbers of the rows by the values of some columns."""

    def __init__(self, *columns: str) -> None:
        self.rows: list[Json] = []
        self.of: dict[str, defaultdict[Cell, list[int]]] = {
            name: defaultdict(list) for name in columns
        }

    def add(self, rows: Sequence[str], columns: Mapping[str, Sequence[Cell]]) -> None:
        """Adds rows."""
        for name, places in self.of.items():
            for place, cell in enumerate(columns[name], len(self.rows)):
                places[cell].append(place)
        self.rows.extend(map(Json, rows))


def twin_files(dataset: Dataset, rows: TwinRows) -> Iterator[tuple[str, bytes]]:
    """The path in the docs tree and the bytes of each twin.

    A renamed record has its twin at its former addresses too, since no file of JSON can lead
    its reader on; the `id` in it is the new one.
    """
    found = _Rows(dataset, rows)
    former = _former(dataset)
    for kind in _KINDS:
        for entry in dataset.model.of_type(kind).values():
            yield from _files(_file(dataset, entry, found.of(entry)), former)
    for article in dataset.model.articles.values():
        if article.published <= dataset.as_of:
            words: dict[str, Cell] = {"translations": _translations(article)}
            yield from _files(_file(dataset, article.entry, words), former)


def _former(dataset: Dataset) -> dict[str, list[str]]:
    """The former paths of twins by the path they have now."""
    tree = Tree(dataset.model, dataset.as_of)
    found: dict[str, list[str]] = defaultdict(list)
    for old, new in sorted(tree.moved.items()):
        if old not in tree.pages:
            found[f"{links.url(new)}index.json"].append(f"{links.url(old)}index.json")
    return found


def _files(file: tuple[str, bytes], former: Mapping[str, list[str]]) -> Iterator[tuple[str, bytes]]:
    path, content = file
    yield path, content
    yield from ((old, content) for old in former.get(path, ()))


@dataclass(frozen=True, slots=True)
class _Rows:
    """What belongs to a record of the rows that were collected."""

    dataset: Dataset
    rows: TwinRows

    def of(self, entry: Entry[Any]) -> dict[str, Cell]:
        """The verdicts and results to show with a record."""
        verdicts: list[int] = []
        results: list[int] = []
        match entry.type:
            case "organizations":
                verdicts = self.rows.verdicts.of["organization"][entry.id]
                results = self.rows.results.of["organization"][entry.id]
            case "indicators":
                results = self.rows.results.of["indicator"][entry.id]
            case "programmes":
                verdicts = self.rows.verdicts.of["owner"][entry.name]
            case "agreements":
                verdicts = self._of_agreement(entry)
        found: dict[str, Cell] = {
            "verdicts": [self.rows.verdicts.rows[place] for place in verdicts],
            "results": [self.rows.results.rows[place] for place in results],
        }
        return {name: rows for name, rows in found.items() if rows}

    def _of_agreement(self, entry: Entry[Agreement]) -> list[int]:
        """The verdicts of its own targets, and of inherited ones for those who signed it."""
        signed = set(signatories(entry.record))
        inherited = {
            target.target.id
            for target in self.dataset.statuses.targets_of_agreement(entry.id)
            if target.owner.type == "programmes"
        }
        above = self.rows.verdicts.of["owner"][f"programmes/{entry.record.programme}"]
        named = ((place, *self.rows.names[place]) for place in above)
        shared = [place for place, target, who in named if target in inherited and who in signed]
        return shared + self.rows.verdicts.of["owner"][entry.name]


def _file(dataset: Dataset, entry: Entry[Any], more: Mapping[str, Cell]) -> tuple[str, bytes]:
    page = links.record_path(entry.type, entry.id)
    twin: dict[str, Cell] = {
        "type": entry.type,
        "id": entry.id,
        "as_of": dataset.as_of.isoformat(),
        "licence": dataset.model.site.licence,
        "pages": {tag: links.in_tree(page, page, to=_prefix(dataset, tag)) for tag in dataset.tags},
        "source": {"path": entry.file.path, "line": entry.line},
        "record": publish(entry.record, dataset.tags[0]),
        **more,
    }
    present = {name: value for name, value in twin.items() if value is not None}
    return f"{links.url(page)}index.json", f"{to_json(present, 2)}\n".encode()


def _prefix(dataset: Dataset, tag: str) -> str:
    return "" if tag == dataset.tags[0] else f"{tag}/"


def _translations(article: Article) -> Cell:
    return {
        tag: {"title": words.title, "summary": words.summary, "body": words.body}
        for tag, words in article.translations.items()
    }
