"""What machines read of a page: linked data, the day of its last change, words for other sites."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pledgebook.languages import load_language
from pledgebook.links import card_path, record_of
from pledgebook.load import load_project
from pledgebook.markup import script_json
from pledgebook.metadata import page_metadata
from pledgebook.metadata.changed import last_change
from pledgebook.metadata.graph import linked_data
from pledgebook.pages import all_views
from pledgebook.provenance import Event, History, Revision
from pledgebook.status import evaluate_all
from pledgebook.views.blocks import PageView
from pledgebook.views.sheet import Edition
from sites import AS_OF, ROOT

URL = "https://example.org/pledges/"
SCHOOLS = ROOT / "examples" / "school-agreements"
# Of schema.org's types, the properties that we use (https://schema.org/docs/full.html).
PROPERTIES = {
    "WebSite": {"name", "url", "description", "inLanguage", "publisher"},
    "Organization": {
        *("url", "name", "alternateName", "description", "sameAs", "foundingDate"),
        *("dissolutionDate", "areaServed", "identifier", "parentOrganization"),
    },
    "PropertyValue": {"propertyID", "value"},
    "NewsArticle": {
        *("url", "mainEntityOfPage", "headline", "description", "inLanguage", "datePublished"),
        *("dateModified", "image", "author", "publisher", "about"),
    },
    "Dataset": {
        *("url", "name", "description", "inLanguage", "license", "creator", "publisher"),
        *("isAccessibleForFree", "dateModified", "temporalCoverage", "variableMeasured"),
        "distribution",
    },
    "CreativeWork": {"name"},
    "DataDownload": {"name", "encodingFormat", "contentUrl"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
NEEDED = {
    "NewsArticle": {"headline", "datePublished", "image", "author"},
    "Dataset": {"name", "description", "distribution", "license"},
    "Organization": {"name"},
    "ListItem": {"position", "name", "item"},
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    model = load_project(SCHOOLS).model
    statuses = evaluate_all(model, AS_OF)
    return Edition(model, statuses, load_language("fr"), AS_OF, URL)


def views(edition: Edition) -> dict[str, PageView]:
    return {view.path: view for view in all_views(edition)}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every typed thing in linked data."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def test_every_page_speaks_the_words_of_schema_org(edition: Edition) -> None:
    types = set()
    for view in views(edition).values():
        data = linked_data(edition, view, date(2026, 1, 1))
        assert data["@context"] == "https://schema.org"
        for node in nodes(data):
            kind = node["@type"]
            types.add(kind)
            own = {name for name in node if not name.startswith("@")}
            assert own <= PROPERTIES[kind], view.path
            assert NEEDED.get(kind, set()) <= own, view.path
            assert all(node[name] not in ("", None, []) for name in node), view.path
            for name in ("@id", "url", "item", "contentUrl", "image", "sameAs"):
                assert node.get(name, URL).startswith("https://"), view.path
    assert types >= {"WebSite", "Organization", "NewsArticle", "Dataset", "BreadcrumbList"}


def test_linked_data_tell_what_the_records_say(edition: Edition) -> None:
    pages = views(edition)
    path = next(p for p in pages if record_of(p)[0] == "announcements" and record_of(p)[1])
    article = edition.model.articles[record_of(path)[1]]
    news, crumbs = linked_data(edition, pages[path], None)["@graph"]
    assert news["headline"] == edition.translation(article).title
    assert news["url"] == f"{URL}fr/announcements/{article.id}/"
    assert news["image"] == f"{URL}fr/announcements/{article.id}/card.png"
    assert news["datePublished"] == article.published.isoformat()
    assert [c["item"] for c in crumbs["itemListElement"]] == [
        f"{URL}fr/",
        f"{URL}fr/announcements/",
        news["url"],
    ]
    dataset = linked_data(edition, pages["data.md"], date(2026, 5, 6))["@graph"][0]
    assert dataset["dateModified"] == "2026-05-06"
    # The downloads stand in the first language's tree only.
    assert {d["contentUrl"] for d in dataset["distribution"]} >= {f"{URL}data/results.csv"}


def test_an_uncertain_date_is_not_told_as_certain(edition: Edition) -> None:
    pages = views(edition)
    for path, view in pages.items():
        kind, id_ = record_of(path)
        if kind == "organizations" and id_:
            founded = edition.model.organizations[id_].record.founded
            told = linked_data(edition, view, None)["@graph"][0].get("foundingDate")
            sure = founded is not None and founded.precise and not founded.uncertain
            assert (told is not None) == sure


def test_the_last_change_is_that_of_the_records_behind_a_page(edition: Edition) -> None:
    old, new = (
        Revision("a" * 40, date(2026, 1, 2), "x"),
        Revision("b" * 40, date(2026, 3, 4), "y"),
    )
    row = edition.model.results[0]
    id_ = row.record.organization
    name = f"organizations/{id_}"
    path = edition.model.organizations[id_].file.path
    history = History({path: (old,), row.file.path: (new, old)}, {name: (Event(old, "added"),)})
    changed = replace(edition, history=history)
    assert last_change(changed, f"{name}.md") == new.day
    unsaved = replace(history, unsaved=frozenset({row.file.path}))
    assert last_change(replace(edition, history=unsaved), f"{name}.md") == old.day
    assert last_change(edition, f"{name}.md") is None
    assert last_change(replace(changed, history=History(newest=new)), "status.md") == new.day


def test_an_announcement_is_as_new_as_its_last_correction(edition: Edition) -> None:
    for article in edition.articles():
        day = last_change(edition, f"announcements/{article.id}.md")
        assert day is not None
        corrected = [c.date for c in article.entry.record.corrections if c.date <= AS_OF]
        assert day == max([article.published, *corrected, article.entry.record.updated or day])


def test_without_an_address_nothing_is_told(edition: Edition) -> None:
    view = views(edition)["index.md"]
    assert page_metadata(replace(edition, site_url=""), view) == {}


@pytest.mark.parametrize("text", ["</script><!--", "&lt;", "a\u2028b\u0085c", '"\\'])
def test_nothing_in_a_text_can_end_the_script(text: str) -> None:
    written = script_json({"name": text})
    assert json.loads(written) == {"name": text}
    assert not set(written) & set("<>&\u2028\u0085")


@pytest.mark.parametrize(
    ("path", "card"),
    [
        ("index.md", "card.png"),
        ("organizations/x.md", "card.png"),
        ("agreements/index.md", "card.png"),
        ("agreements/x.md", "agreements/x/card.png"),
        ("announcements/2024-01-01-x.md", "announcements/2024-01-01-x/card.png"),
    ],
)
def test_the_card_of_a_page(path: str, card: str) -> None:
    assert card_path(path) == card
