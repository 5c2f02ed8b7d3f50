"""What MkDocs is told: our defaults, the project's settings, and what must not be changed."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config

from pledgebook.configuration import THEME, material_language
from pledgebook.engine import LanguageLink, SettingsError, derive_configuration
from pledgebook.output import list_files, write_tree
from pledgebook.settings import read_settings
from small_site import LANGUAGES, PLAIN, URL, language_site, prepare, write_project


def derived(root: Path, settings: str = PLAIN, tag: str = "vi", **changes: Any) -> Any:
    """The configuration as MkDocs understands it."""
    path = derive_configuration(
        language_site(write_project(root, settings), tag, **changes), root / "mkdocs.yml"
    )
    return load_config(str(path))


def test_defaults_of_a_plain_project(tmp_path: Path) -> None:
    config = derived(tmp_path)
    assert config.site_name == "Cam kết &lt;b&gt; &amp; &quot;bốn tốt&quot;"
    assert config.site_url == URL
    assert Path(config.docs_dir) == tmp_path / "build" / "docs" / "vi"
    assert Path(config.site_dir) == tmp_path / "build" / "site" / "vi"
    assert config.strict
    assert config.use_directory_urls
    assert config.theme["font"] is False
    assert config.theme["language"] == "vi"
    schemes = [(entry["media"], entry["scheme"]) for entry in config.theme["palette"]]
    assert schemes == [
        ("(prefers-color-scheme: light)", "default"),
        ("(prefers-color-scheme: dark)", "slate"),
    ]
    assert config.extra["scope"] == "/"
    assert config.extra["alternate"] is None
    assert config.extra["generator"] is False
    assert config.validation.links.anchors == config.validation.nav.omitted_files == 30
    allowed = {"toc", "tables", "fenced_code"} | {
        "admonition",
        "attr_list",
        "footnotes",
        "md_in_html",
    }
    assert set(config.markdown_extensions) == allowed


def test_a_projects_settings_stay_in_force(tmp_path: Path) -> None:
    settings = """
site_name: Any
copyright: CC BY 4.0
site_description: About
docs_dir: content
hooks: [hook.py]
watch: [elsewhere]
nav: [index.md]
markdown_extensions: [pymdownx.snippets]
theme:
  name: material
  custom_dir: elsewhere
  logo: files/logo.png
  favicon: files/icon.png
  font: {text: Roboto}
  palette: {primary: indigo}
  features: [navigation.tabs, navigation.footer, toc.integrate]
extra:
  generator: true
  mine: {a: 1}
  alternate: [{name: X, link: /x/, lang: x}]
"""
    config = derived(tmp_path, settings)
    assert config.copyright == "CC BY 4.0"
    assert config.site_description == "About"
    assert config.theme["logo"] == "files/logo.png"
    assert config.theme["favicon"] == "files/icon.png"
    assert config.theme["palette"] == {"primary": "indigo"}
    assert config.theme["features"] == ["navigation.tabs"]
    assert config.extra["mine"] == {"a": 1}
    assert config.extra["generator"] is True
    # what the site must have stays
    assert config.extra["alternate"] is None
    assert config.theme["font"] is False
    assert "pymdownx.snippets" not in config.markdown_extensions
    assert Path(config.docs_dir).name == "vi"
    assert Path(config.theme.custom_dir) == tmp_path / "build" / "theme"
    assert (config.hooks, config.watch, len(config.nav)) == ({}, [], 2)


@pytest.mark.parametrize("theme", ["theme: material", "theme: {name: material}", ""])
def test_forms_of_the_theme(tmp_path: Path, theme: str) -> None:
    assert derived(tmp_path, f"site_name: Any\n{theme}\n").theme.name == "material"


@pytest.mark.parametrize("theme", ["theme: readthedocs", "theme: {name: mkdocs}"])
def test_another_theme_is_refused(tmp_path: Path, theme: str) -> None:
    with pytest.raises(SettingsError, match="the theme must be material"):
        derived(tmp_path, f"site_name: Any\n{theme}\n")


def test_tags_of_mkdocs_keep_working(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTICE", "from the environment")
    config = derived(tmp_path, f"{PLAIN}copyright: !ENV NOTICE\nextra: {{x: !!python/name:len }}\n")
    assert config.copyright == "from the environment"
    assert config.extra["x"] is len
    text = (tmp_path / "build" / "vi.yml").read_text(encoding="utf-8")
    assert "from the environment" not in text


def test_a_project_may_inherit_itself(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("theme: {name: material, palette: {primary: red}}\n")
    config = derived(tmp_path, "INHERIT: base.yml\nsite_name: Any\ntheme: {logo: x.png}\n")
    assert config.theme["palette"] == {"primary": "red"}
    assert config.theme["logo"] == "x.png"
    merged = read_settings(tmp_path / "mkdocs.yml")
    assert merged["theme"] == {"name": "material", "palette": {"primary": "red"}, "logo": "x.png"}


@pytest.mark.parametrize("settings", ["", "- a list", "site_name: [", "INHERIT: none.yml"])
def test_settings_that_cannot_be_read(tmp_path: Path, settings: str) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs\.yml|none\.yml"):
        derived(tmp_path, settings)


def test_labels_hold_no_html(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="search"):
        derived(tmp_path, labels={"search": "<b>"})


def test_the_configuration_is_the_same_wherever_the_project_lies(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "other/place"):
        root = tmp_path / name
        root.mkdir(parents=True)
        derived(root)
        texts.append((root / "build" / "vi.yml").read_bytes())
    assert texts[0] == texts[1]


def test_nothing_is_written_twice(tmp_path: Path) -> None:
    derived(tmp_path)
    files = [tmp_path / "build" / path for path in list_files(tmp_path / "build")]
    before = {file: file.stat().st_mtime_ns for file in files}
    derived(tmp_path)
    assert {file: file.stat().st_mtime_ns for file in files} == before


def test_overrides_are_laid_over_the_theme(tmp_path: Path) -> None:
    own = tmp_path / "overrides" / "theme"
    write_tree(own, {"partials/copyright.html": b"mine", "assets/own.css": b"a{}"})
    prepare(tmp_path)
    theme = tmp_path / "build" / "theme"
    assert (theme / "partials" / "copyright.html").read_bytes() == b"mine"
    assert (theme / "assets" / "own.css").exists()
    assert (theme / "main.html").read_bytes() == (THEME / "main.html").read_bytes()
    assert "README.md" not in list_files(theme)
    shutil.rmtree(own)
    prepare(tmp_path)
    assert not (theme / "assets" / "own.css").exists()


@pytest.mark.parametrize(
    ("tag", "catalogue"),
    [("en", "en"), ("pt-BR", "pt-BR"), ("en-GB", "en"), ("zh-Hans", "zh"), ("tlh", "en")],
)
def test_material_words(tag: str, catalogue: str) -> None:
    assert material_language(tag) == catalogue


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_between_languages(tmp_path: Path, language: LanguageLink) -> None:
    config = derived(tmp_path, tag=language.tag)
    links = {entry["tag"]: entry for entry in config.extra["pledgebook"]["languages"]}
    for other in LANGUAGES:
        assert os.path.normpath(
            f"/{language.prefix}{links[other.tag]['link']}"
        ) == os.path.normpath(f"/{other.prefix}")
        assert links[other.tag]["url"] == f"{URL}{other.prefix}"
