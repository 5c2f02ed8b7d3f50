"""The MkDocs configuration of each language's site, derived from the project's mkdocs.yml.

Knows what a correct site needs of MkDocs and Material, and what a project may set itself.
Must not know records, nor run anything.
"""

import html
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import yaml

from pledgebook.colours import style_sheet
from pledgebook.folding import PLAIN, SEPARATOR
from pledgebook.links import CARD, WITH_CARD
from pledgebook.markdown import EXTENSIONS, OPTIONS, SLUG_CASE, SLUGIFY
from pledgebook.output import list_files, write_if_changed, write_tree
from pledgebook.policy import page_policy
from pledgebook.settings import SettingsError, read_settings
from pledgebook.themewords import THEME_LABELS

THEME = Path(__file__).parent / "theme"
STYLES = "assets/stylesheets/pledgebook.css"
# Material's style sheets and ours as one: on a phone each file costs a way there and back.
ALL_STYLES = "assets/stylesheets/all.css"
BUILT_IN, PAGEFIND = "built-in", "pagefind"  # what finds words on a site
SCOPE = "/"  # makes the theme's inline scripts the same on every page

# What these Material features need, a flat navigation and a build in parts cannot give:
# titles of neighbouring pages, and a navigation that holds the headings of the page.
_REFUSED_FEATURES = frozenset({"navigation.footer", "toc.integrate"})
_LINK_CHECKS = ("not_found", "absolute_links", "unrecognized_links", "anchors")
_FEATURES = ("navigation.top", "search.highlight", "toc.follow")


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language of the site: BCP 47 tag, its name in itself, and where its pages begin, from
    the site's root: "" for the first language, "vi/" for others."""

    tag: str
    name: str
    prefix: str


@dataclass(frozen=True, slots=True)
class LanguageSite:
    """What the engine needs to know of one language's site; texts are plain, not HTML.

    `nav` is (title, docs path such as "agreements/index.md"); `languages` all of the site's,
    the first one first, this one among them; `site_url` the address of this language's home
    page, None when unknown; `labels` replaces words of THEME_LABELS and of Material; `feeds` is
    (title, path below the language's root). An `offline` site is read from a folder: without
    search, which needs a server, and without policy, since browsers differ on whose files are
    a page's own there. `report` leads from this language's root to how a mistake is reported.
    `primary` and `accent` are the site's own colours, as `#rrggbb`.
    `search` is what finds words: "built-in" or "pagefind".
    """

    tag: str
    title: str
    docs_dir: Path
    site_dir: Path
    config_file: Path
    site_url: str | None
    nav: tuple[tuple[str, str], ...]
    languages: tuple[LanguageLink, ...]
    direction: str = "ltr"
    labels: Mapping[str, str] = field(default_factory=dict)
    feeds: tuple[tuple[str, str], ...] = ()
    offline: bool = False
    report: str = ""
    primary: str | None = None
    accent: str | None = None
    search: str = BUILT_IN


class _Call(str):
    """A Python function in the configuration, by its dotted name, called with `case`."""


class _Dumper(yaml.SafeDumper):
    """Writes plain values, and calls in the form that MkDocs and Zensical read."""


_Dumper.add_representer(
    _Call,
    lambda dumper, name: dumper.represent_mapping(
        f"tag:yaml.org,2002:python/object/apply:{name}", {"kwds": {"case": SLUG_CASE}}
    ),
)


def derive_configuration(
    site: LanguageSite, project_config: Path, overrides: Path | None = None
) -> Path:
    """Writes the MkDocs configuration of one language, and the theme files beside it.

    `project_config` is the project's mkdocs.yml. It is inherited: what it sets stays in force,
    tags such as `!ENV` included, but for what the site must have. `overrides` is the project's
    folder of theme files, laid over the program's; it need not exist. Files are written only
    where bytes change. Returns the configuration's path. Raises SettingsError, ValueError for
    a label that holds HTML, OSError.
    """
    settings = read_settings(project_config)
    theme = theme_files(overrides)
    policy = page_policy(theme, SCOPE, wasm=site.search == PAGEFIND)
    derived = _configuration(site, settings, project_config, policy)
    theme[STYLES] += style_sheet(site.primary, site.accent).encode()
    theme[ALL_STYLES] = _material_styles() + theme[STYLES]
    text = yaml.dump(derived, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    head = f"# Made by Pledgebook from {project_config.name}; what is changed here is lost.\n"
    write_tree(site.config_file.parent / "theme", theme)
    write_if_changed(site.config_file, f"{head}{text}".encode())
    return site.config_file


def theme_files(overrides: Path | None) -> dict[str, bytes]:
    """The theme's files by path: the program's, with the project's laid over them."""
    files: dict[str, bytes] = {}
    for root in (THEME, overrides):
        if root is not None:
            files.update({path: (root / path).read_bytes() for path in sorted(list_files(root))})
    return {path: content for path, content in files.items() if not path.endswith(".md")}


def _material_styles() -> bytes:
    """The style sheets that Material's own template links to. Raises ValueError where there are
    none of these names."""
    folder = Path(str(package_files("material"))) / "templates" / "assets" / "stylesheets"
    sheets = [sheet for name in ("main", "palette") for sheet in folder.glob(f"{name}.*.min.css")]
    (main, palette) = (sheet.read_bytes() for sheet in sheets)
    return main + b"\n" + palette + b"\n"


def _configuration(
    site: LanguageSite, settings: dict[str, Any], project_config: Path, policy: str
) -> dict[str, Any]:
    root, labels = site.config_file.parent, _labels(site)
    derived = {
        "INHERIT": _relative(project_config, root),
        "site_name": html.escape(site.title),
        "site_url": site.site_url or "",
        "docs_dir": _relative(site.docs_dir, root),
        "site_dir": _relative(site.site_dir, root),
        "edit_uri": "",
        "use_directory_urls": True,
        "strict": True,
        "nav": [{html.escape(title): path} for title, path in site.nav],
        "not_in_nav": "*",
        "validation": {
            "nav": dict.fromkeys(("omitted_files", "not_found", "absolute_links"), "warn"),
            "links": dict.fromkeys(_LINK_CHECKS, "warn"),
        },
        "hooks": [],
        "watch": [],
        "theme": _theme(site, settings.get("theme"), labels),
        "markdown_extensions": _markdown_extensions(labels),
        "extra": _extra(site, settings.get("extra"), labels, policy),
    }
    if site.offline:
        derived["plugins"] = [p for p in settings.get("plugins") or [] if "search" not in p]
    elif settings.get("plugins", ["search"]) == ["search"]:
        derived["plugins"] = [{"search": _search(site.tag)}]
    return derived


def _search(tag: str) -> dict[str, Any]:
    """The settings of the theme's search; `search.js` folds the words in it."""
    plain = tag.partition("-")[0] in PLAIN
    return {"separator": SEPARATOR, **({"lang": ["en"], "pipeline": []} if plain else {})}


def _theme(site: LanguageSite, given: object, labels: Mapping[str, str]) -> dict[str, Any]:
    """The theme's settings; `given` is what the project sets, a name or a mapping."""
    settings: dict[str, Any] = given if isinstance(given, dict) else {"name": given or "material"}
    if settings.get("name", "material") != "material":
        raise SettingsError(f"the theme must be material, not {settings['name']}")
    theme = {
        "name": "material",
        "variant": "classic",  # the look that the style sheet is for, where Zensical has two
        "custom_dir": "theme",
        "language": material_language(site.tag),
        "direction": site.direction,
        "font": False,  # else every reader's browser asks Google for it
        "features": [
            name for name in settings.get("features") or _FEATURES if name not in _REFUSED_FEATURES
        ],
    }
    if "palette" not in settings:
        theme["palette"] = _palette(labels)
    if "favicon" not in settings:
        theme["favicon"] = "assets/images/favicon.svg"
    return theme


def material_language(tag: str) -> str:
    """The tag of Material's catalogue for a language, "en" where it has none."""
    catalogues = package_files("material") / "templates" / "partials" / "languages"
    for name in (tag, tag.partition("-")[0]):
        if (catalogues / f"{name}.html").is_file():
            return name
    return "en"


def _palette(labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Light and dark, as the reader's system says, with a switch. "custom" is our style sheet."""

    def scheme(mode: str, name: str, icon: str, other: str) -> dict[str, Any]:
        return {
            "media": f"(prefers-color-scheme: {mode})",
            "scheme": name,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": icon, "name": labels[f"palette.{other}"]},
        }

    return [
        scheme("light", "default", "material/weather-night", "dark"),
        scheme("dark", "slate", "material/weather-sunny", "light"),
    ]


def _markdown_extensions(labels: Mapping[str, str]) -> list[Any]:
    """The allowed extensions and no other: the escaping of texts is proved for these."""
    settings: dict[str, dict[str, Any]] = {name: dict(OPTIONS.get(name, {})) for name in EXTENSIONS}
    settings["footnotes"]["BACKLINK_TITLE"] = labels["footnote.back"]
    settings["toc"] |= {
        "permalink": True,
        "permalink_title": labels["permalink"],
        "slugify": _Call(SLUGIFY),
    }
    return [{name: given} if given else name for name, given in settings.items()]


def _extra(
    site: LanguageSite, given: object, labels: Mapping[str, str], policy: str
) -> dict[str, Any]:
    """What our theme files read, and Material's extras that would do harm."""
    extra: dict[str, Any] = {
        "alternate": None,  # these links lead to a language's home page, ours stay on the page
        "scope": SCOPE,
        "pledgebook": {
            "policy": "" if site.offline else policy,
            "offline": site.offline,
            "search": site.search,
            "language": site.tag,
            "direction": site.direction,
            "languages": _languages(site),
            "labels": dict(labels),
            "report": site.report,
            "card": CARD,
            "cards": [f"{kind}/" for kind in WITH_CARD],
            "feeds": [{"title": html.escape(title), "path": path} for title, path in site.feeds],
        },
    }
    if not isinstance(given, dict) or "generator" not in given:
        extra["generator"] = False
    return extra


def _languages(site: LanguageSite) -> list[dict[str, str]]:
    """The languages as the theme needs them: `link` leads from the root of this language's
    pages to the other's, `url` is absolute, empty when the site's address is unknown."""
    prefixes = {language.tag: language.prefix for language in site.languages}
    here = prefixes[site.tag] or "."
    languages = []
    for language in site.languages:
        path = os.path.relpath(language.prefix or ".", here).replace(os.sep, "/")
        link = "" if path == "." else f"{path}/"
        url = urljoin(site.site_url, link) if site.site_url else ""
        languages.append(
            {"tag": language.tag, "name": html.escape(language.name), "link": link, "url": url}
        )
    return languages


def _labels(site: LanguageSite) -> dict[str, str]:
    labels = {**THEME_LABELS, **site.labels}
    for key, word in labels.items():
        if any(sign in word for sign in '<>&"'):
            raise ValueError(f"the label {key} must not hold HTML: {word}")
    return labels


def _relative(path: Path, folder: Path) -> str:
    """A path as seen from a folder, so that the file is the same wherever the project lies."""
    return os.path.relpath(path, folder).replace(os.sep, "/")
