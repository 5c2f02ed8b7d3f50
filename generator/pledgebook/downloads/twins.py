"""The JSON twin of every record's page: `organizations/x/index.json` beside the page itself.

Knows what belongs to a record. Must not know how a verdict or a cell is computed. Fields and
rows that are absent are left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pledgebook import links
from pledgebook.downloads.dataset import Cell, Dataset, publish
from pledgebook.downloads.formats import json_rows, to_json
from pledgebook.downloads.table import Grid
from pledgebook.entries import Entry
from pledgebook.model import Article
from pledgebook.records import Agreement
from pledgebook.status.scope import signatories

Rows = list[Cell]
_KINDS = ("programmes", "agreements", "organizations", "indicators", "sources")


def twin_files(dataset: Dataset, targets: Grid, results: Grid) -> Iterator[tuple[str, bytes]]:
    """The path in the docs tree and the bytes of each twin."""
    rows = _Rows(dataset, targets, results)
    for kind in _KINDS:
        for entry in dataset.model.of_type(kind).values():
            yield _file(dataset, entry, rows.of(entry))
    for article in dataset.model.articles.values():
        if article.published <= dataset.as_of:
            yield _file(dataset, article.entry, {"translations": _translations(article)})


class _Rows:
    """The rows of the tables of targets and results by what they belong to."""

    def __init__(self, dataset: Dataset, targets: Grid, results: Grid) -> None:
        self.dataset = dataset
        self.verdicts = json_rows(targets, sparse=True)
        self.results = json_rows(results, sparse=True)
        self.verdicts_of = {name: _places(targets, name) for name in ("owner", "organization")}
        self.results_of = {name: _places(results, name) for name in ("organization", "indicator")}
        self.names = [*zip(targets.column("target"), targets.column("organization"), strict=True)]

    def of(self, entry: Entry[Any]) -> dict[str, Cell]:
        """The verdicts and results to show with a record."""
        verdicts: list[int] = []
        results: list[int] = []
        match entry.type:
            case "organizations":
                verdicts = self.verdicts_of["organization"][entry.id]
                results = self.results_of["organization"][entry.id]
            case "indicators":
                results = self.results_of["indicator"][entry.id]
            case "programmes":
                verdicts = self.verdicts_of["owner"][entry.name]
            case "agreements":
                verdicts = self._of_agreement(entry)
        found: dict[str, Cell] = {
            "verdicts": [self.verdicts[place] for place in verdicts],
            "results": [self.results[place] for place in results],
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
        above = self.verdicts_of["owner"][f"programmes/{entry.record.programme}"]
        named = ((place, *self.names[place]) for place in above)
        shared = [place for place, target, who in named if target in inherited and who in signed]
        return shared + self.verdicts_of["owner"][entry.name]


def _places(grid: Grid, column: str) -> defaultdict[Cell, list[int]]:
    """The numbers of the rows by the value of a column."""
    groups: defaultdict[Cell, list[int]] = defaultdict(list)
    for place, cell in enumerate(grid.column(column)):
        groups[cell].append(place)
    return groups


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
