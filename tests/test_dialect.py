"""The dialect of our templates becomes the HTML that Python-Markdown makes of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from mkdocs.utils import meta
from pymdownx.slugs import slugify

from pledgebook.dialect import FIELDS, Heading, outline, read_article, search_entries
from pledgebook.load import load_project
from pledgebook.markdown import EXTENSIONS, OPTIONS, SLUG_CASE
from pledgebook.status import evaluate_all
from pledgebook.trees import plan_trees
from sites import AS_OF, CASES, ROOT

PERMALINK = "Link to this place"
PROJECTS = (
    ROOT,
    CASES / "sites" / "garden-pact",
    *sorted((CASES / "walks").iterdir()),
    *sorted((ROOT / "examples").iterdir()),
)
HEAD = '---\ntitle: "T &amp; x"\ndescription: "D"\n---\n\n# T\n\n'


def convert(text: str) -> tuple[dict[str, Any], str, list[Heading]]:
    """Front matter, HTML and headings as MkDocs and Python-Markdown have them."""
    body, head = meta.get_data(text)
    options = {name: dict(settings) for name, settings in OPTIONS.items()}
    toc = {"slugify": slugify(case=SLUG_CASE), "permalink": True, "permalink_title": PERMALINK}
    engine = Markdown(extensions=list(EXTENSIONS), extension_configs=options | {"toc": toc})
    html = engine.convert(body)
    tokens: list[dict[str, Any]] = engine.toc_tokens  # type: ignore[attr-defined]
    return head, html, list(flat(tokens))


def flat(tokens: list[dict[str, Any]]) -> Iterator[Heading]:
    for token in tokens:
        yield Heading(token["level"], token["id"], token["name"])
        yield from flat(token["children"])


def pages(project: Path) -> Iterator[tuple[str, str]]:
    model = load_project(project).model
    statuses = evaluate_all(model, AS_OF)
    for tree in plan_trees(model, statuses, AS_OF, project / "none", downloads=False):
        for path, content in tree.files.items():
            if path.endswith(".md"):
                yield f"{tree.tag}/{path}", content.decode()


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_every_page_of_every_project(project: Path) -> None:
    records = 0
    for path, text in pages(project):
        article = read_article(text, PERMALINK)
        seen = outline(text)
        assert (article is None) == (seen is None), path
        if article is None or seen is None:
            continue
        records += 1
        head, html, headings = convert(text)
        assert article.html == html, path
        assert list(article.headings) == headings, path
        assert (article.title, article.description) == (head["title"], head.get("description", ""))
        fields = tuple(name for name in FIELDS if name in head)
        assert seen == (fields, tuple(heading.level for heading in headings))
        machines = (article.changed, article.linked)
        assert machines == (head.get("changed", ""), head.get("linked", ""))
    assert records > 3


@pytest.mark.parametrize(
    "body",
    [
        "A paragraph.\n",
        "- a list\n",
        "<p>one</p> and more\n",
        "<p>not closed\n",
        "<p>AT&T</p>\n",
        '<div markdown="1">\n\n*x*\n\n</div>\n',
        "<!-- a comment -->\n",
        "<pre>x</pre>\n",
        "<table>\n</table>\n",
        "## *lively*\n\n<p>x</p>\n",
        "## [x](y.md)\n",
        "# another of level one\n",
        "## glued\n<p>x</p>\n",
        "<p>a\tb</p>\n",
        '<p data-search-exclude="x">a</p>\n',
    ],
)
def test_anything_else_is_left_to_the_engine(body: str) -> None:
    assert read_article(f"{HEAD}{body}", PERMALINK) is None


@pytest.mark.parametrize(
    "body",
    [
        "<p>one</p>\n<p>two</p>\n",
        "<div><div>\n\n<p>x</p>\n</div></div>\n\n\n\n<ul>\n<li>x</li>\n</ul>\n",
        "## T\n\n### T\n\n## T {: #t_1 }\n",
        '## <a href="../x/">A</a> (b), 5%&#33; {: #x }\n\n<p>&#60;b&#62; &amp; x</p>\n',
        "## Đường, số – “x”\n\n<p>\u00a0</p>\n",
    ],
)
def test_odd_pages_of_the_dialect(body: str) -> None:
    article = read_article(f"{HEAD}{body}", PERMALINK)
    assert article is not None
    _, html, headings = convert(f"{HEAD}{body}")
    assert (article.html, list(article.headings)) == (html, headings)


def test_search_reads_name_summary_and_headings() -> None:
    text = f"{HEAD}<p>Body</p>\n\n## A &#60; b {{: #a }}\n".replace('"D"', '"D &lt;"')
    article = read_article(text, PERMALINK)
    assert article is not None
    assert search_entries(article, "x/") == [
        {"location": "x/", "title": "T &amp; x", "text": "D &lt;"},
        {"location": "x/#a", "title": "A &lt; b", "text": ""},
    ]


def test_search_reads_of_a_record_what_only_its_page_has() -> None:
    """Not the sections that all such pages have, not the names of other records, no badges."""
    article = read_article(
        '---\ntitle: "T"\ndescription: "D"\n---\n\n# T <span class="mark">assumed</span>\n\n'
        "## Targets {: #targets }\n\n### Ninety percent {: #ninety }\n\n"
        '### <a href="../y/">Share</a> {: #share }\n',
        PERMALINK,
    )
    assert article is not None
    assert search_entries(article, "agreements/x/") == [
        {"location": "agreements/x/", "title": "T", "text": "D"},
        {"location": "agreements/x/#ninety", "title": "Ninety percent", "text": ""},
    ]
