"""Tables too long for one page: parted over pages that lead from one to the next."""

import json
import re
from pathlib import Path
from posixpath import join, normpath
from typing import Any

import pytest
from lxml import html

from builders import project
from pledgebook.views import parts
from sites import AS_OF, build

COUNT = 13
ORGANIZATIONS = [f"school-{number:02}" for number in range(COUNT)]

YEARS = (2021, 2022, 2023)


def files() -> dict[str, str]:
    rows = "".join(
        f"  - {{organization: {id_}, indicator: trees, period: {year}, value: {year - 2000}}}\n"
        for id_ in ORGANIZATIONS
        for year in YEARS
    )
    return {
        "mkdocs.yml": "site_name: x\ntheme: {name: material}\n",
        "data/site.yml": "title: Trees\nlanguages: [en]\n",
        "data/organizations.yml": "".join(f"{i}: {{name: {i.title()}}}\n" for i in ORGANIZATIONS),
        "data/indicators.yml": "trees: {name: Trees, measure: count, unit: trees}\n",
        "data/sources.yml": "report: {title: The report}\n",
        "data/results.yml": f"defaults: {{sources: [report]}}\nresults:\n{rows}",
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("parts"), files())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST_ROWS", 5)
        assert build(root, AS_OF).published
    return root / "site"


def parsed(page: Path) -> Any:
    return html.fromstring(page.read_text("utf-8"))


def words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def rows_of(page: Path, anchor: str) -> list[str]:
    """The text of the rows in the first table after a heading."""
    tree = parsed(page)
    found = tree.xpath(f'//h2[@id="{anchor}"]/following::table[1]/tbody/tr')
    return [words(row) for row in found]


def pages_of(site: Path, record: str) -> list[Path]:
    """The pages of a record's table, as the links of the first one lead to them."""
    first = site / record / "index.html"
    tree = parsed(first)
    links = tree.xpath('//ul[contains(@class, "pager")]//a/@href')
    return [first, *(site / normpath(join(record, link)) / "index.html" for link in links)]


def test_an_indicator_shows_the_latest_of_each_organization_in_order(site: Path) -> None:
    pages = pages_of(site, "indicators/trees")
    assert len(pages) == 3
    rows = [row for page in pages for row in rows_of(page, "results")]
    assert [row.split()[0].lower() for row in rows] == ORGANIZATIONS
    assert all("2023" in row and "2022" not in row for row in rows)
    assert "Earlier ones stand on the page" in pages[0].read_text("utf-8")


def test_the_latest_has_the_series_before_it_as_a_line(site: Path) -> None:
    for page in pages_of(site, "indicators/trees"):
        heads = parsed(page).xpath('//h2[@id="results"]/following::table[1]/thead//th')
        assert [words(head) for head in heads][:3] == [
            "Organization",
            "Over time",
            "Period or date",
        ]
        for row in parsed(page).xpath('//h2[@id="results"]/following::table[1]/tbody/tr'):
            (line,) = row.xpath("./td[1]/*[@class='spark']")
            assert line.get("aria-label") == "From 21 in 2021 to 23 in 2023"
            assert len(line.xpath("./polyline")) == len(line.xpath("./circle")) == 1


def test_a_source_leads_to_every_figure_that_rests_on_it(site: Path) -> None:
    pages = pages_of(site, "sources/report")
    assert len(pages) == 3
    goals = set()
    for page in pages:
        for href in parsed(page).xpath("//tbody//a/@href"):
            goal, _, anchor = href.partition("#")
            if anchor:
                file = (page.parent / goal / "index.html").resolve()
                assert f'id="{anchor}"' in file.read_text("utf-8")
                goals.add((file.parent.name, anchor))
    assert goals == {(i, f"trees--{year}") for i in ORGANIZATIONS for year in YEARS}


def test_every_part_says_which_it_is_and_leads_to_the_others(site: Path) -> None:
    for number, page in enumerate(pages_of(site, "sources/report"), 1):
        tree = parsed(page)
        pager = tree.xpath('//ul[contains(@class, "pager")]')[0]
        assert [words(i) for i in pager] == ["1", "2", "3"]
        assert pager.xpath('.//strong[@aria-current="page"]/text()') == [str(number)]
        assert f"page {number} of 3" in words(tree.xpath("//caption")[-1])
        assert len(rows_of(page, "figures")) <= 5


def test_the_search_finds_the_record_and_not_its_parts(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_bytes())
    places = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {"sources/report/", "indicators/trees/"} <= places
    assert not [place for place in places if re.search(r"/\d+/$", place)]


def test_a_table_that_fits_stands_on_one_page(tmp_path: Path) -> None:
    root = project(tmp_path, files())
    assert build(root, AS_OF).published
    assert (
        len(rows_of(root / "site" / "sources/report/index.html", "figures")) == len(YEARS) * COUNT
    )
    assert not (root / "site" / "sources" / "report" / "2").exists()
