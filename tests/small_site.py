"""A small project of three languages, made by hand, for the tests of engine and theme."""

import html
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from lxml import etree

from pledgebook.engine import (
    LanguageLink,
    LanguageSite,
    Slice,
    build_slices,
    derive_configuration,
)
from pledgebook.output import list_files, write_tree
from pledgebook.publish import assemble

PLAIN = "site_name: Any\ntheme:\n  name: material\n"
URL = "https://example.org/some/path/"
LANGUAGES = (
    LanguageLink("vi", "Tiếng Việt", ""),
    LanguageLink("hi", "हिन्दी", "hi/"),
    LanguageLink("ar", "العربية", "ar/"),
)
TITLES = {
    "vi": 'Cam kết <b> & "bốn tốt"',
    "hi": "चार अच्छे",
    "ar": "الأربعة الجيدة",
}
SECTIONS = {"vi": "Tổ chức", "hi": "संगठन", "ar": "المنظمات"}
NAMES = {"vi": "Đảng bộ xã Nấm Lư", "hi": "नाम लू समिति", "ar": "لجنة نام لو"}


def make_page(title: str, body: str) -> bytes:
    head = {"title": html.escape(title), "description": html.escape(f"{title}: một & <hai>")}
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in head.items())
    return f"---\n{lines}---\n\n# {html.escape(title)}\n\n{body}\n".encode()


def docs_files(tag: str) -> dict[str, bytes]:
    table = (
        '<div class="table-box" tabindex="0" role="region" aria-labelledby="cap">\n'
        '<table class="data">\n<caption id="cap">Bảng</caption>\n'
        '<thead><tr><th scope="col">A</th><th scope="col" class="num">B</th></tr></thead>\n'
        '<tbody><tr id="row"><th scope="row">Nấm Lư</th><td class="num">3.860</td></tr></tbody>\n'
        "</table>\n</div>\n"
    )
    record = (
        f'<p class="lead">42 = 20 + 22</p>\n\n## Mục tiêu {SECTIONS[tag]}\n\n'
        '<span class="verdict verdict--met">Đạt</span> [nguồn](../index.md)[^1]\n\n'
        f"{table}\n[^1]: Báo cáo\n"
    )
    return {
        "index.md": make_page(TITLES[tag], f"[{NAMES[tag]}](organizations/nam-lu.md#row)"),
        "organizations/index.md": make_page(SECTIONS[tag], f"- [{NAMES[tag]}](nam-lu.md)"),
        "organizations/nam-lu.md": make_page(NAMES[tag], record),
        "organizations/other.md": make_page("Other", "A record that nothing links to."),
        "data/results.csv": b"a,b\n",
    }


def language_site(root: Path, tag: str, **changes: Any) -> LanguageSite:
    prefix = next(language.prefix for language in LANGUAGES if language.tag == tag)
    site = LanguageSite(
        tag=tag,
        title=TITLES[tag],
        docs_dir=root / "build" / "docs" / tag,
        site_dir=root / "build" / "site" / tag,
        config_file=root / "build" / f"{tag}.yml",
        site_url=f"{URL}{prefix}",
        nav=(("Trang chủ", "index.md"), (SECTIONS[tag], "organizations/index.md")),
        languages=LANGUAGES,
        direction="rtl" if tag == "ar" else "ltr",
        labels={"not_found.title": "Không tìm thấy"} if tag == "vi" else {},
    )
    return replace(site, **changes)


def write_project(root: Path, settings: str = PLAIN) -> Path:
    for tag in TITLES:
        write_tree(root / "build" / "docs" / tag, docs_files(tag))
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return root


def prepare(root: Path, tag: str = "vi", settings: str = PLAIN, **changes: Any) -> LanguageSite:
    site = language_site(write_project(root, settings), tag, **changes)
    derive_configuration(site, root / "mkdocs.yml", root / "overrides" / "theme")
    return site


def content(root: Path, leave: str = "") -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in list_files(root) if path != leave}


def build_all(root: Path) -> Path:
    """The project with every language built and merged into `www/some/path`."""
    sites = [prepare(root, tag) for tag in TITLES]
    reports = build_slices([Slice(site.config_file, site.site_dir) for site in sites])
    assert [report.warnings for report in reports] == [(), (), ()]
    parts = [(language.prefix, root / "build" / "site" / language.tag) for language in LANGUAGES]
    assemble(parts, root / "www" / "some" / "path")
    return root


def read_html(built: Path, path: str) -> etree._Element:
    text = (built / "www" / "some" / "path" / path).read_bytes()
    return etree.fromstring(text, etree.HTMLParser(encoding="utf-8"))


def found(tree: etree._Element, query: str, **options: Any) -> list[Any]:
    """What an XPath query finds."""
    return cast("list[Any]", tree.xpath(query, **options))
