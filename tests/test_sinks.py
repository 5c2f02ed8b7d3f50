"""Hostile text of records through a whole build: every place of the built site shows it as text.

One site holds each hostile text in one record of each kind, and in the record `control` of the
same kind harmless words. A place where texts arrive is a row of SINKS.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from builders import project
from pledgebook.downloads.formats import csv_cell
from sites import build
from test_markup import HOSTILE, shown

# A joiner that no letter needs is refused before anything is built.
TEXTS: Mapping[str, str] = {
    "control": "Harmless words",
    **{f"t{i}": text for i, text in enumerate(HOSTILE) if "\u200d" not in text},
}
Lines = Callable[[str, str], str]


def records(start: str, line: Lines) -> str:
    """A file of records: one for each text, its text quoted."""
    return start + "".join(
        f"{line(key, json.dumps(text, ensure_ascii=False))}\n" for key, text in TEXTS.items()
    )


def written() -> dict[str, str]:
    """The project's files."""
    return {
        "data/organizations.yml": records(
            "all-of-them: {name: All of them}\n",
            lambda key, text: (
                f"{key}: {{name: {text}, short_name: {text}, description: {text},"
                f" note: {text}, parent: all-of-them}}"
            ),
        ),
        "data/sources.yml": records(
            "minutes: {title: Minutes}\n", lambda key, text: f"s-{key}: {{title: {text}}}"
        ),
        "data/indicators.yml": (
            'trees: {name: Trees, measure: count, unit: "<b>*trees*</b>", over_time: sum}\n'
        ),
        "data/programmes.yml": records(
            "plan:\n  name: Plan\n  sources: [minutes]\n  criteria:\n",
            lambda key, text: f"    - {{id: {key}, name: {text}}}",
        )
        + records(
            "  targets:\n",
            lambda key, text: (
                f"    - {{id: {key}, statement: {text}, due: 2025-06-30,"
                f" scope: {{organizations: [{key}]}}}}"
            ),
        ),
        "data/agreements.yml": records(
            "pact:\n  name: Pact\n  programme: plan\n  signed: 2024-09-01\n"
            "  sources: [minutes]\n  parties:\n",
            lambda key, text: f"    - {{organization: {key}, represented_by: {text}}}",
        ),
        "data/results.yml": records(
            "results:\n",
            lambda key, text: (
                f"  - {{organization: {key}, indicator: trees, period: 2024, value: 1,"
                f" text: {text}, sources: [s-{key}]}}"
            ),
        ),
    }


class Site:
    """The built site, read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cache  # noqa: B019 - one site in a run
    def page(self, path: str) -> Any:
        root = html.parse(str(self.folder / path / "index.html")).getroot()
        for cited in root.xpath("//details[@class='cite-figure']"):
            cited.drop_tree()  # holds the page's own address, which differs
        return root

    def read(self, path: str, query: str) -> str:
        return str(self.page(path).xpath(f"string({query})"))

    def organization(self, key: str, query: str) -> str:
        return self.read(f"organizations/{key}", query)

    @cache  # noqa: B019
    def search(self) -> Mapping[str, Mapping[str, str]]:
        docs = json.loads((self.folder / "search/search_index.json").read_text())["docs"]
        return {entry["location"]: entry for entry in docs}

    def found(self, key: str, field: str) -> str:
        """What the search shows of an organization: it puts the entry into the page as HTML."""
        parsed = html.fromstring(f"<i>{self.search()[f'organizations/{key}/'][field]}</i>")
        return "".join(map(str, parsed.itertext()))

    def held(self, key: str) -> str:
        """The record's text, if the search's words hold it; what stands around it differs with
        who built the page."""
        text = shown(TEXTS[key])
        return text if text in shown(self.found(key, "text")) else ""

    def linked(self, path: str, kind: str) -> Any:
        """The thing of a type in a page's linked data."""
        script = self.page(path).xpath("//script[@type='application/ld+json']")[0]
        graph = json.loads(script.text)["@graph"]
        return next(node for node in graph if node["@type"] == kind)

    def crumb(self, key: str) -> str:
        return str(self.linked(f"sources/s-{key}", "BreadcrumbList")["itemListElement"][-1]["name"])

    @cache  # noqa: B019
    def rows(self, name: str, column: str) -> Mapping[str, Mapping[str, str]]:
        with (self.folder / "data" / f"{name}.csv").open(newline="") as file:
            return {row[column]: row for row in csv.DictReader(file)}


Sink = Callable[[Site, str], str]
SINKS: Mapping[str, Sink] = {
    "title": lambda site, key: site.organization(key, "//title"),
    "meta description": lambda site, key: site.organization(
        key, "//meta[@name='description']/@content"
    ),
    "title of a link": lambda site, key: site.organization(
        key, "//meta[@property='og:title']/@content"
    ),
    "linked data": lambda site, key: site.linked(f"organizations/{key}", "Organization")["name"],
    "linked description": lambda site, key: site.linked(f"organizations/{key}", "Organization")[
        "description"
    ],
    "breadcrumb": lambda site, key: site.crumb(key),
    "heading": lambda site, key: site.organization(key, "//h1/text()"),
    "fact": lambda site, key: site.organization(key, "//dl[@class='facts']//dd"),
    "paragraph": lambda site, key: site.organization(key, "//dl/following-sibling::p[1]"),
    "note": lambda site, key: site.organization(key, "//p[@class='note']"),
    "caption": lambda site, key: site.organization(key, "//caption"),
    "head of a row": lambda site, key: site.organization(
        key, "//h2[@id='targets']/following::tr[2]/th"
    ),
    "cell": lambda site, key: site.organization(key, "//tr[@id='trees--2024']/td[1]"),
    "cited source": lambda site, key: site.organization(key, "//*[@id='source-1']"),
    "list": lambda site, key: site.read("organizations", f"//article//a[@href='{key}/']"),
    "parent's list": lambda site, key: site.organization(
        "all-of-them", f"//article//a[@href='../{key}/']"
    ),
    "criterion": lambda site, key: site.read("programmes/plan", f"//*[@id='{key}']"),
    "party": lambda site, key: site.read(
        "agreements/pact", f"//a[contains(@href, '/{key}/')]/ancestor::tr"
    ),
    "results": lambda site, key: site.read(
        "indicators/trees", f"//a[contains(@href, 'organizations/{key}/')]/ancestor::tr//small"
    ),
    "source": lambda site, key: site.read(f"sources/s-{key}", "//h1/text()"),
    "search title": lambda site, key: site.found(key, "title"),
    "search text": lambda site, key: site.held(key),
    "download of records": lambda site, key: site.rows("organizations", "id")[key]["name"],
    "download of labels": lambda site, key: site.rows("organizations", "id")[key]["name_en"],
    "download of results": lambda site, key: site.rows("results", "organization")[key]["text"],
    "download of targets": lambda site, key: site.rows("targets", "target")[key]["statement"],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = project(tmp_path_factory.mktemp("hostile"), written())
    built = build(root, site_url="https://example.org/")
    assert built.published
    assert built.notices == ()
    return Site(root / "site")


@pytest.mark.parametrize("name", SINKS)
def test_a_text_arrives_as_it_is(site: Site, name: str) -> None:
    control = shown(SINKS[name](site, "control"))
    assert TEXTS["control"] in control
    for key, text in TEXTS.items():
        found = SINKS[name](site, key)
        if name.startswith("download"):
            assert found[:1] not in {*"=+-@"}
            found = found.removeprefix("'") if csv_cell(text) != text else found
        assert shown(found) == control.replace(TEXTS["control"], shown(text)), key


def skeleton(page: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Elements of a page with the names of their attributes."""
    return ((str(node.tag), tuple(sorted(node.attrib))) for node in page.iter())


@pytest.mark.parametrize("kind", ["organizations/", "sources/s-"])
def test_a_page_has_the_elements_of_its_control(site: Site, kind: str) -> None:
    control = list(skeleton(site.page(f"{kind}control")))
    for key in TEXTS:
        assert list(skeleton(site.page(f"{kind}{key}"))) == control, key


ROWS = {
    "organizations": "//article//a[@href='{}/']/..",
    "programmes/plan": "//*[@id='{}']",
    "agreements/pact": "(//a[contains(@href, '/{}/')])[1]/ancestor::tr",
    "indicators/trees": "//a[contains(@href, 'organizations/{}/')]/ancestor::tr",
}


@pytest.mark.parametrize("path", ROWS)
def test_a_row_has_the_elements_of_its_control(site: Site, path: str) -> None:
    (control,) = site.page(path).xpath(ROWS[path].format("control"))
    for key in TEXTS:
        (row,) = site.page(path).xpath(ROWS[path].format(key))
        assert list(skeleton(row)) == list(skeleton(control)), key


DRAWING = ("figure", "figcaption", "svg", "desc", "rect", "text")


def test_nothing_acts_on_any_page(site: Site) -> None:
    control = [tag for tag, _ in skeleton(site.page("organizations/control"))]
    known = {*control, "code", "section", "details", "summary", *DRAWING}
    for file in sorted(site.folder.rglob("*.html")):
        nodes = [*html.parse(str(file)).getroot().iter(etree.Element)]
        own = {"em", "strong"} if file.parent.name == "method" else set()  # the program's words
        assert {node.tag for node in nodes} <= known | own, file
        assert sum(node.tag == "script" for node in nodes) <= control.count("script"), file
        for name, value in (pair for node in nodes for pair in node.attrib.items()):
            assert not name.startswith("on"), file
            assert name != "style", file
            assert not value.strip().lower().startswith("javascript:"), file
