"""Numbers on the built sites: no share without the counts it is made of, no float in statuses."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html

from pledgebook.languages import Language, load_language
from pledgebook.load import load_project
from pledgebook.model import Model
from sites import AS_OF, ROOT, build, copy_project

STATUS = ROOT / "generator" / "pledgebook" / "status"
SITES = (ROOT, ROOT / "examples" / "climate-pledges", ROOT / "examples" / "school-agreements")
# What holds one statement: a cell, an item, a paragraph, a label of a chart.
HOLDERS = "//article//*[self::td or self::th or self::li or self::p or self::dd or self::text]"


def test_statuses_know_no_floating_point_number() -> None:
    for file in sorted(STATUS.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            called = isinstance(node, ast.Name) and node.id == "float"
            assert not literal, f"{file.name}:{node.lineno}"  # type: ignore[attr-defined]
            assert not called, f"{file.name}:{node.lineno}"  # type: ignore[attr-defined]


def counted_shares(model: Model, language: Language) -> dict[str, set[tuple[str, str]]]:
    """How the share of each row with counts may be written, and its counts as written."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in model.results:
        top, bottom = row.record.numerator, row.record.denominator
        if top is None or not bottom:
            continue
        share = top * 100 / bottom
        for places in range(4):
            rounded = round(share, places)
            if places and rounded == round(share, places - 1):
                continue
            counts = (language.number(top), language.number(bottom))
            found.setdefault(language.percent(rounded), set()).add(counts)
    return found


def asked_for(model: Model, language: Language) -> set[str]:
    """Percentages that targets name: no share of anything."""
    numbers = re.findall(r"-?[0-9]+(?:\.[0-9]+)?", repr([t.target for t in model.targets.values()]))
    return {language.percent(Decimal(number)) for number in numbers}


def holders(page: Path) -> Iterator[str]:
    for element in html.parse(str(page)).xpath(HOLDERS):
        yield " ".join(element.text_content().split())


@pytest.mark.parametrize("source", SITES, ids=lambda path: path.name)
def test_no_share_stands_without_its_counts(source: Path, tmp_path: Path) -> None:
    root = copy_project(source, tmp_path)
    assert build(root, AS_OF).published
    model = load_project(root).model
    first = model.site.languages[0]
    for tag in model.site.languages:
        language = load_language(tag)
        shares = counted_shares(model, language)
        free = asked_for(model, language)
        top = root / "site" / ("" if tag == first else tag)
        others = {root / "site" / other for other in model.site.languages if other != first}
        for page in sorted(top.rglob("index.html")):
            if tag == first and any(other in page.parents for other in others):
                continue
            for words in holders(page):
                for share in re.findall(r"[0-9][0-9.,]*[\u00a0\u202f]?[%٪]", words):
                    if share in shares and share not in free:
                        there = [all(n in words for n in counts) for counts in shares[share]]
                        assert any(there), f"{page.relative_to(root)}: {share} in {words[:200]!r}"
