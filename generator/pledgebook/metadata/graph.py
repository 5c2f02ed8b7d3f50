"""What a page is about as linked data in the words of schema.org, for search engines.

Knows which type of thing each kind of page stands for. Must not know how it is written into a
page: everything here is a value that JSON can hold, with texts as they are.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pledgebook import links
from pledgebook.downloads.tables import TABLES
from pledgebook.links import card_path, record_path, section_path
from pledgebook.metadata.changed import article_change
from pledgebook.model import Article
from pledgebook.records import Body, Organization
from pledgebook.views.blocks import PageView
from pledgebook.views.sheet import Edition

Node = dict[str, Any]
_FORMATS = {"csv": "text/csv", "json": "application/json"}
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_MEASURES = 100


def linked_data(edition: Edition, view: PageView, changed: date | None) -> Node:
    """The things that a page stands for, for a site that has an address."""
    nodes = [node for node in (_thing(edition, view, changed), _breadcrumbs(edition, view)) if node]
    return {"@context": "https://schema.org", "@graph": nodes}


def _thing(edition: Edition, view: PageView, changed: date | None) -> Node | None:
    kind, id_ = links.record_of(view.path)
    if kind == "organizations" and id_ in edition.model.organizations:
        return _organization(edition, view, id_)
    if kind == "announcements" and id_ in edition.model.articles:
        return _news(edition, view, edition.model.articles[id_])
    if view.path == "data.md":
        return _dataset(edition, view, changed)
    return _site(edition, view) if view.path == "index.md" else None


def _breadcrumbs(edition: Edition, view: PageView) -> Node | None:
    """The way from the home page down to this one."""
    if view.path == "index.md":
        return None
    steps = [(edition.language.word("section.home"), "index.md")]
    kind, id_ = links.record_of(view.path)
    if id_:
        steps.append((edition.language.word(f"section.{kind}"), section_path(kind)))
    steps.append((view.title, view.path))
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": name,
            "item": edition.permanent_url(path),
        }
        for place, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _site(edition: Edition, view: PageView) -> Node:
    return _without_gaps(
        {
            "@type": "WebSite",
            "name": edition.plain_text(edition.model.site.title),
            "url": edition.permanent_url(view.path),
            "description": view.description,
            "inLanguage": edition.language.tag,
            "publisher": _body(edition, edition.model.site.publisher),
        }
    )


def _organization(edition: Edition, view: PageView, id_: str) -> Node:
    record = edition.model.organizations[id_].record
    short = edition.plain_text(record.short_name) if record.short_name else ""
    others = [edition.plain_text(other.name) for other in record.other_names]
    area = record.area and record.area.name
    return _without_gaps(
        {
            "@type": "Organization",
            "@id": edition.permanent_url(view.path),
            "url": edition.permanent_url(view.path),
            "name": edition.name(edition.model.organizations[id_]),
            "alternateName": [name for name in (short, *others) if name],
            "description": edition.plain_text(record.description) if record.description else "",
            "sameAs": record.url,
            "foundingDate": _day(record, "founded"),
            "dissolutionDate": _day(record, "dissolved"),
            "areaServed": edition.plain_text(area) if area else "",
            "identifier": [
                {"@type": "PropertyValue", "propertyID": i.scheme, "value": i.identifier}
                for i in record.identifiers
            ],
            "parentOrganization": _reference(edition, record.parent),
        }
    )


def _day(record: Organization, name: str) -> str:
    """A date that is certain, as schema.org writes it."""
    value = getattr(record, name)
    return value.first.isoformat() if value and value.precise and not value.uncertain else ""


def _reference(edition: Edition, id_: str | None) -> Node | None:
    """An organization by its name and page."""
    entry = edition.model.organizations.get(id_ or "")
    if entry is None:
        return None
    url = edition.permanent_url(record_path("organizations", entry.id))
    return {"@type": "Organization", "@id": url, "url": url, "name": edition.name(entry)}


def _body(edition: Edition, body: Body | None) -> Node | None:
    if body is None:
        return None
    known = _reference(edition, body.organization)
    name = edition.body_name(body)
    return known or _without_gaps({"@type": "Organization", "name": name, "url": body.url})


def _news(edition: Edition, view: PageView, article: Article) -> Node:
    url = edition.permanent_url(view.path)
    publisher = _body(edition, edition.model.site.publisher)
    return _without_gaps(
        {
            "@type": "NewsArticle",
            "@id": url,
            "url": url,
            "mainEntityOfPage": url,
            "headline": view.title,
            "description": view.description,
            "inLanguage": edition.translation(article).language,
            "datePublished": article.published.isoformat(),
            "dateModified": article_change(article, edition.as_of).isoformat(),
            "image": edition.permanent_url(card_path(view.path)),
            "author": publisher,
            "publisher": publisher,
            "about": list(_about(edition, article)),
        }
    )


def _about(edition: Edition, article: Article) -> Iterator[Node]:
    about = article.entry.record.about
    for id_ in about.organizations if about else ():
        if node := _reference(edition, id_):
            yield node


def _dataset(edition: Edition, view: PageView, changed: date | None) -> Node:
    site = edition.model.site
    publisher = _body(edition, site.publisher)
    title = edition.plain_text(site.title)
    return _without_gaps(
        {
            "@type": "Dataset",
            "@id": edition.permanent_url(view.path),
            "url": edition.permanent_url(view.path),
            "name": f"{title}: {view.title}",
            "description": f"{title}. {view.description}",
            "inLanguage": list(site.languages),
            "license": {"@type": "CreativeWork", "name": site.licence} if site.licence else None,
            "creator": publisher,
            "publisher": publisher,
            "isAccessibleForFree": True,
            "dateModified": changed.isoformat() if changed else "",
            "temporalCoverage": _coverage(edition),
            "variableMeasured": _measures(edition),
            "distribution": list(_downloads(edition)),
        }
    )


def _coverage(edition: Edition) -> str:
    """From the first to the last day that a figure speaks of."""
    times = [r.record.period or r.record.as_of for r in edition.rows(edition.model.results)]
    days = [(time.first, time.last) for time in times if time]
    if not days:
        return ""
    return f"{min(days)[0].isoformat()}/{max(last for _, last in days).isoformat()}"


def _measures(edition: Edition) -> list[str]:
    """The names of the indicators; of very many the first."""
    return [edition.name(e) for e in [*edition.model.indicators.values()][:_MOST_MEASURES]]


def _downloads(edition: Edition) -> Iterator[Node]:
    """The files, which stand in the first language's tree for all."""
    files = [
        (f"{table.name}.{kind}", type_) for table in TABLES for kind, type_ in _FORMATS.items()
    ]
    for name, type_ in (*files, ("all.xlsx", _WORKBOOK)):
        yield {
            "@type": "DataDownload",
            "name": name,
            "encodingFormat": type_,
            "contentUrl": f"{edition.site_url}data/{name}",
        }


def _without_gaps(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [])}
