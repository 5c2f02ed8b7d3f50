"""The project's own site, built whole: every fact is on its page in each language."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from pledgebook.build import Built
from pledgebook.inspect import inspect_site
from pledgebook.links import url
from pledgebook.load import load_project
from sites import AS_OF, ROOT, build, copy_project

LANGUAGES = ("en", "vi", "hi")
FACTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "first_case_facts.yml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Path]:
    root = copy_project(ROOT, tmp_path_factory.mktemp("first-case"))
    result = build(root, AS_OF)
    assert result.published, result.diagnostics + result.broken
    return result, root / "site"


def page_text(site: Path, language: str, page: str) -> str:
    """The words of a page's article, with single spaces."""
    prefix = "" if language == LANGUAGES[0] else f"{language}/"
    tree = html.parse(str(site / prefix / page / "index.html"))
    (article,) = tree.xpath("//article")
    return " ".join(article.text_content().split())


def test_records_have_no_error_or_warning(built: tuple[Built, Path]) -> None:
    assert {d.severity for d in built[0].diagnostics} <= {"info"}
    assert built[0].notices == ()


def test_every_record_has_a_page_in_every_language(built: tuple[Built, Path]) -> None:
    model = load_project(ROOT).model
    kinds = ("programmes", "agreements", "organizations", "indicators", "sources")
    paths = [f"{kind}/{id_}.md" for kind in kinds for id_ in model.of_type(kind)]
    paths += [f"announcements/{id_}.md" for id_ in model.articles]
    paths += [f"{page}.md" for page in model.pages]
    paths += [f"{kind}/index.md" for kind in (*kinds, "announcements")]
    paths += [f"{name}.md" for name in ("status", "changes", "data", "method", "index")]
    for prefix in ("", "vi/", "hi/"):
        for path in paths:
            assert (built[1] / prefix / url(path) / "index.html").is_file(), prefix + path


def test_no_link_is_broken(built: tuple[Built, Path]) -> None:
    assert inspect_site(built[1]) == ()


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['fact']}-{fact['page']}")
def test_fact_is_on_its_page(built: tuple[Built, Path], fact: dict[str, Any]) -> None:
    for language in LANGUAGES:
        words = page_text(built[1], language, fact["page"])
        for snippet in fact[language]:
            assert snippet in words, f"{snippet!r} is not on {language} {fact['page']}"


def test_agreement_names_nine_parties_and_the_uncertain_date(built: tuple[Built, Path]) -> None:
    tree = html.parse(str(built[1] / "agreements/four-good-emulation-agreement/index.html"))
    rows = tree.xpath(
        "//section[@id='parties']//tbody/tr | //h2[@id='parties']/following::table[1]//tbody/tr"
    )
    assert len(rows) == 9
    roles = [row.xpath("string(td[1])").split(" ")[0] for row in rows]
    assert roles == ["principal"] + ["signatory"] * 8
    assert "28 June 2024 (year uncertain)" in page_text(
        built[1], "en", "agreements/four-good-emulation-agreement/"
    )


def test_agreement_shows_each_signatory_for_each_target_addressed_to_it(
    built: tuple[Built, Path],
) -> None:
    path = built[1] / "agreements/four-good-emulation-agreement/index.html"
    tree = html.parse(str(path))
    agreement = load_project(ROOT).model.agreements["four-good-emulation-agreement"].record
    signatories = [p.organization for p in agreement.parties if p.role == "signatory"]
    for target in ("members-good-or-better", "model-cells", "launches-held"):
        for organization in signatories:
            (row,) = tree.xpath(f"//tr[@id='{target}--{organization}']")
            assert row.xpath(".//*[contains(@class, 'verdict')]")
    # The 100 % target is the district's own, and the page says so.
    text = page_text(built[1], "en", "agreements/four-good-emulation-agreement/")
    assert "addressed to" in text
    assert "Mường Khương District Party Committee" in text


def test_programme_has_its_criteria_designations_and_targets(built: tuple[Built, Path]) -> None:
    tree = html.parse(str(built[1] / "programmes/four-good/index.html"))
    assert len(tree.xpath("//h2[@id='criteria']/following::ol[1]/li")) == 4
    assert len(tree.xpath("//h2[@id='designations']/following::table[1]//tbody/tr")) == 2
    for target in ("members-good-or-better", "model-cells", "launches-held"):
        assert tree.xpath(f"//h3[@id='{target}']")


def test_district_shows_its_members_with_source(built: tuple[Built, Path]) -> None:
    page = "organizations/muong-khuong-district-committee/"
    tree = html.parse(str(built[1] / page / "index.html"))
    (row,) = tree.xpath("//tr[@id='party-members--2024-06-28']")
    assert "3,860" in row.text_content()
    assert row.xpath(".//a[starts-with(@href, '#source-')]")
    assert "42" in page_text(built[1], "en", page)
    assert "3.860" in page_text(built[1], "vi", page)
    assert "3,860" in page_text(built[1], "hi", page)


def test_pages_say_their_language_and_lead_to_the_others(built: tuple[Built, Path]) -> None:
    for language, prefix in (("en", ""), ("vi", "vi/"), ("hi", "hi/")):
        path = built[1] / prefix / "agreements/four-good-emulation-agreement/index.html"
        tree = html.parse(str(path))
        assert tree.getroot().get("lang") == language
        others = {a.get("hreflang"): a.get("href") for a in tree.xpath("//a[@hreflang]")}
        for other in LANGUAGES:
            if other != language:
                reached = (path.parent / others[other] / "index.html").resolve()
                inside = "" if other == "en" else other
                assert (
                    reached
                    == (
                        built[1] / inside / "agreements/four-good-emulation-agreement/index.html"
                    ).resolve()
                )
