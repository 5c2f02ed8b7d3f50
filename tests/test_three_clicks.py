"""What a stranger finds from the home page of the first case in at most three clicks.

What is looked for is read from the records: no page is named here.
"""

import gzip
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
from lxml import etree

from pledgebook.languages import load_language
from pledgebook.load import load_project
from pledgebook.status import State, evaluate_all
from pledgebook.views.sheet import Edition
from sites import AS_OF, ROOT
from small_site import found as elements

CLICKS = 3
# Links that readers see: not those to other languages, to places of headings, or folded up.
SEEN = "//a[@href][not(@hreflang)][not(contains(@class, 'headerlink'))][not(ancestor::details)]"
Pages = dict[str, etree._Element]


@pytest.fixture(scope="module")
def pages(first_case: str) -> Pages:
    """The articles that three clicks reach, by address."""
    found: Pages = {}
    reached = {first_case}
    for _ in range(CLICKS + 1):
        fresh = sorted(reached - found.keys())
        for address in fresh:
            page = read(address)
            found[address] = page
        reached.update(
            goal
            for address in fresh
            for goal in links(address, found[address])
            if goal.startswith(first_case) and goal.endswith("/")
        )
    return {address: elements(page, "//article")[0] for address, page in found.items()}


def read(address: str) -> etree._Element:
    with urlopen(address) as answer:  # of the test's own server
        body = answer.read()
    return etree.fromstring(gzip.decompress(body), etree.HTMLParser(encoding="utf-8"))


def links(address: str, page: etree._Element) -> Iterator[str]:
    for link in elements(page, SEEN):
        yield urldefrag(urljoin(address, link.get("href"))).url


def words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


@pytest.fixture(scope="module")
def records() -> Edition:
    """The records as they are told in English."""
    model = load_project(ROOT).model
    return Edition(model, evaluate_all(model, AS_OF), load_language("en"), AS_OF)


def test_who_signed(pages: Pages, records: Edition) -> None:
    for agreement in records.model.agreements.values():
        signed = {
            records.name(records.model.organizations[party.organization])
            for party in agreement.record.parties
        }
        assert signed
        assert any(
            signed <= {words(head) for head in elements(page, ".//tbody//th")}
            for page in pages.values()
        )


def test_what_was_promised(pages: Pages, records: Edition) -> None:
    texts = [words(page) for page in pages.values()]
    for target in records.model.targets.values():
        assert any(records.plain_text(target.target.statement) in text for text in texts)


def test_what_is_missing(pages: Pages, records: Edition) -> None:
    missing = {
        records.name(records.model.organizations[verdict.organization])
        for verdict in records.statuses.verdicts
        if verdict.state is State.NO_DATA
    }
    assert missing
    told = {
        words(elements(row, "./th")[0])
        for page in pages.values()
        for row in elements(page, ".//tr[.//*[contains(@class, 'verdict--no-data')]][./th]")
    }
    assert missing <= told


def test_where_each_number_comes_from(pages: Pages, records: Edition) -> None:
    """Beside each figure stand numbers; each leads to the entry of a source with a page."""
    reached = {address for address in pages if "/sources/" in address}
    shown = 0
    for address, page in pages.items():
        for cite in elements(page, ".//tr//*[@class='cite']/a"):
            (entry,) = elements(page, ".//*[@id=$id]", id=cite.get("href")[1:])
            goals = {urljoin(address, link.get("href")) for link in elements(entry, ".//a")}
            assert goals & reached, (address, words(cite))
            shown += 1
    assert shown >= sum(len(row.record.sources) for row in records.model.results)


def test_the_file_with_all_data(pages: Pages) -> None:
    offered = {
        goal
        for address, page in pages.items()
        for goal in links(address, page)
        if goal.endswith("/data/all.xlsx")
    }
    (file,) = offered
    with urlopen(file) as answer:
        assert answer.read(2) == b"PK"
