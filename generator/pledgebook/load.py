"""From a project's files to its model: the first half of every command, in order.

Knows the order of reading. Must not know rules, statuses or pages.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pledgebook.decode import MAX_BYTES
from pledgebook.diagnostics import Diagnostic, Place, diagnose, message
from pledgebook.entries import Entry
from pledgebook.fields import LANGUAGE_TAG
from pledgebook.home import SITE_FILES, read_file, read_settings_file
from pledgebook.located import Mapping, Node
from pledgebook.model import Article, Model, Page, Translation, build_model
from pledgebook.nearest import nearest
from pledgebook.parse import parse_data, parse_front_matter, parse_site
from pledgebook.parse_record import Context, Parsed
from pledgebook.project import ContentFile, DataFile, Project, read_project
from pledgebook.records import Announcement, AnnouncementTranslation, ContentPage, Site
from pledgebook.roots import empty_mapping, read_root
from pledgebook.values import LocalizedText

ANNOUNCEMENTS = "announcements"
MAX_MEBIBYTES = 64
_FALLBACK_TITLE = LocalizedText({"": "Untitled"})
_DEFAULTS = Site(title=_FALLBACK_TITLE, languages=("en",))


@dataclass(frozen=True)
class Loaded:
    """A project, the model of its records, and every mistake of shape found on the way.

    entries: every record and row, also those left out of the model because their id was taken.
    partial: what could be read of records with mistakes of shape; not in the model.
    """

    project: Project
    model: Model
    entries: tuple[Entry[Any], ...]
    diagnostics: tuple[Diagnostic, ...]
    partial: tuple[Entry[Any], ...] = ()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Reading makes millions of objects and drops next to none: looking for garbage among them
    again and again would double the time of a large project."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()  # what was read stays: no later collection need look at it
            gc.enable()


def load_project(root: Path) -> Loaded:
    """Reads the project at `root`. Never raises for an author's mistake."""
    with collector_paused():
        return load(read_project(root, _size_limit(root)))


def without_places(loaded: Loaded) -> Loaded:
    """The same, but of a row of results no more is known than where it begins and ends: once
    all is checked nobody asks where a value of a row stands, and to know it for tens of
    thousands of rows takes half of the memory."""
    model = loaded.model
    results = tuple(replace(row, node=_bare(row.node)) for row in model.results)
    others = (entry for entry in loaded.entries if entry.type != "results")
    return replace(
        loaded, model=replace(model, results=results), entries=(*others, *results), partial=()
    )


def _bare(node: Node) -> Mapping:
    """A mapping that holds nothing, at the place of another."""
    bare = empty_mapping(node.start)
    bare.end = node.end
    return bare


def load(project: Project) -> Loaded:
    """The model of a project's files."""
    site_files = [file for file in project.data if file.type == "site"]
    site, problems = parse_site(site_files[0] if site_files else None)
    fallback = _fallback(project, site_files[0]) if site_files else _DEFAULTS
    settings = site.record if site else fallback
    context = Context(settings.languages, settings.year_start)
    parsed = parse_data(project.data, context)
    parsed.broken.update(project.lost)
    articles, pages = _read_content(project, context, parsed)
    attachments = {file.name: file for file in project.attachments}
    model = build_model(site, fallback, parsed, articles, pages, attachments)
    about_site = (*_about_site_files(project, site_files), *problems)
    diagnostics = (*project.diagnostics, *about_site, *parsed.problems)
    return Loaded(project, model, tuple(parsed.entries), diagnostics, tuple(parsed.partial))


def site_settings(root: Path) -> Site:
    """The site's settings alone, or the defaults where they cannot be read."""
    for path in SITE_FILES:
        if source := read_file(root, path, []):
            entry, _ = parse_site(DataFile("site", "", source))
            if entry:
                return entry.record
    return _DEFAULTS


def _size_limit(root: Path) -> int:
    """How many bytes a file may have. It is asked before anything else is read, so a mistake in
    the other settings does not matter; the settings themselves have the usual limit."""
    source = read_settings_file(root)
    mapping = read_root(source).mapping if source else None
    told = str(mapping.find("max_file_size")) if mapping is not None else ""
    wanted = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 1
    return min(max(wanted, 1), MAX_MEBIBYTES) * MAX_BYTES


def _fallback(project: Project, file: DataFile) -> Site:
    """Settings for a site whose own cannot be read, with the languages that it names or that
    its files are written in: the one mistake in the settings is not told again for each file."""
    mapping = read_root(file.source).mapping
    named = mapping.find("languages") if mapping is not None else None
    tags = [str(tag) for tag in named or () if LANGUAGE_TAG.fullmatch(str(tag))]
    if not tags:
        used = {file.language for file in project.content if LANGUAGE_TAG.fullmatch(file.language)}
        tags = ["und" if "en" in used else "en", *sorted(used)]
    return Site(title=_FALLBACK_TITLE, languages=tuple(dict.fromkeys(tags)))


def _about_site_files(project: Project, files: list[DataFile]) -> Iterator[Diagnostic]:
    """There must be one file of settings; one that cannot be read has been told of already."""
    for other in files[1:]:
        place, related = Place(other.source.path), (Place(files[0].source.path),)
        yield diagnose(place, "duplicate-id.path", related=related, other=files[0].source.path)
    if not files and ("site", "") not in project.lost:
        yield diagnose(Place("data/site.yml"), "missing-field.site")


def _read_content(
    project: Project, context: Context, parsed: Parsed
) -> tuple[dict[str, Article], dict[str, Page]]:
    """Announcements by id and pages by path; files of a language the site lacks are problems."""
    groups: dict[str, dict[str, ContentFile]] = {}
    named = {file.page for file in project.content if not file.language}
    for file in project.content:
        if misnamed := _misnamed(file, named, context):
            parsed.problems.append(misnamed)
            continue
        if file.language and file.language not in context.languages:
            parsed.problems.append(_unread_language(file, context))
            continue
        language = file.language or context.languages[0]
        clash = groups.setdefault(file.page, {}).setdefault(language, file)
        if clash is not file:
            parsed.problems.append(_same_page(file, clash))
    articles: dict[str, Article] = {}
    pages: dict[str, Page] = {}
    for page, files in groups.items():
        if page.startswith(f"{ANNOUNCEMENTS}/"):
            article = _read_article(page, files, context, parsed)
            if article:
                articles[article.id] = article
        else:
            pages[page] = _read_page(page, files, context, parsed)
    return articles, pages


def _misnamed(file: ContentFile, named: set[str], context: Context) -> Diagnostic | None:
    """A translation whose language stands after a hyphen instead of a dot."""
    for tag in context.languages[1:]:
        original = file.page[: -len(tag) - 1]
        if not file.language and file.page[-len(tag) - 1 :] == f"-{tag}" and original in named:
            name = f"{original.rpartition('/')[2]}.{tag}.md"
            return diagnose(Place(file.source.path), "unread-file.translation", name=name, tag=tag)
    return None


def _unread_language(file: ContentFile, context: Context) -> Diagnostic:
    near = nearest(file.language, context.languages)
    text = message("unread-file.language", tag=file.language)
    hint = message("unread-file.language.hint", known=context.languages)
    if near:
        hint = message("unread-file.language.near", near=near, known=context.languages)
    return Diagnostic(Place(file.source.path), "unread-file", text, hint)


def _same_page(file: ContentFile, other: ContentFile) -> Diagnostic:
    path = other.source.path
    return diagnose(
        Place(file.source.path), "duplicate-id.path", related=(Place(path),), other=path
    )


def _read_article(
    page: str, files: dict[str, ContentFile], context: Context, parsed: Parsed
) -> Article | None:
    """An announcement: the first language's front matter is the record, the others translate."""
    id_ = page.removeprefix(f"{ANNOUNCEMENTS}/")
    main = files.get(context.languages[0])
    if main is None:
        file = next(iter(files.values()))
        if (ANNOUNCEMENTS, id_) not in parsed.broken:
            place = Place(file.source.path)
            parsed.problems.append(diagnose(place, "missing-field.original", name=f"{id_}.md"))
        return None
    entry, body, problems = parse_front_matter(main, ANNOUNCEMENTS, Announcement, context)
    parsed.problems.extend(problems)
    translations: dict[str, Translation] = {}
    for language in context.languages:
        file_ = files.get(language)
        if file_ is main and entry:
            words = entry.record
            status = words.text_status.get(language)
            translations[language] = _words(
                main, language, words.title, words.summary, status, body
            )
        elif file_ is not None and file_ is not main:
            _read_translation(file_, language, context, parsed, translations)
    if entry is None:
        parsed.broken.add((ANNOUNCEMENTS, id_))
        return None
    named = Entry(ANNOUNCEMENTS, id_, entry.record, entry.node, entry.file)
    return Article(named, translations)


def _read_translation(
    file: ContentFile,
    language: str,
    context: Context,
    parsed: Parsed,
    translations: dict[str, Translation],
) -> None:
    entry, body, problems = parse_front_matter(
        file, ANNOUNCEMENTS, AnnouncementTranslation, context
    )
    parsed.problems.extend(problems)
    if entry:
        words = entry.record
        translations[language] = _words(
            file, language, words.title, words.summary, words.text_status, body
        )


def _read_page(page: str, files: dict[str, ContentFile], context: Context, parsed: Parsed) -> Page:
    translations: dict[str, Translation] = {}
    for language in (tag for tag in context.languages if tag in files):
        file = files[language]
        entry, body, problems = parse_front_matter(file, "pages", ContentPage, context)
        parsed.problems.extend(problems)
        if entry:
            words = entry.record
            translations[language] = _words(
                file, language, words.title or "", words.description or "", words.text_status, body
            )
    return Page(page, translations)


def _words(
    file: ContentFile, language: str, title: str, summary: str, status: str | None, body: int
) -> Translation:
    source = file.source
    line = source.line_of(body)
    return Translation(language, title, summary, status, source.text[body:], line, source.path)
