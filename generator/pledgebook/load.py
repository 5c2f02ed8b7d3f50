"""From a project's files to its model: the first half of every command, in order.

Knows the order of reading. Must not know rules, statuses or pages.
"""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from pledgebook.diagnostics import Diagnostic, Place, message
from pledgebook.entries import Entry
from pledgebook.model import Article, Model, Page, Translation, build_model
from pledgebook.nearest import nearest
from pledgebook.parse import (
    Context,
    Parsed,
    parse_data,
    parse_front_matter,
    parse_site,
)
from pledgebook.project import ContentFile, DataFile, Project, decode, read_project
from pledgebook.records import Announcement, AnnouncementTranslation, ContentPage, Site
from pledgebook.values import LocalizedText

ANNOUNCEMENTS = "announcements"
_FALLBACK_TITLE = LocalizedText({"": "Untitled"})


@dataclass(frozen=True)
class Loaded:
    """A project, the model of its records, and every mistake of shape found on the way.

    `duplicates` are entries left out of the model because their id was taken.
    """

    project: Project
    model: Model
    entries: tuple[Entry[BaseModel], ...]
    diagnostics: tuple[Diagnostic, ...]


def load_project(root: Path) -> Loaded:
    """Reads the project at `root`. Never raises for an author's mistake."""
    return load(read_project(root))


def load(project: Project) -> Loaded:
    """The model of a project's files."""
    site_files = [file for file in project.data if file.type == "site"]
    site, problems = parse_site(site_files[0] if site_files else None)
    fallback = Site(title=_FALLBACK_TITLE, languages=("en",))
    settings = site.record if site else fallback
    context = Context(settings.languages, settings.year_start)
    parsed = parse_data(project.data, context)
    articles, pages, content_problems = _read_content(project, context)
    attachments = {file.name: file for file in project.attachments}
    model = build_model(site, fallback, parsed, articles, pages, attachments)
    missing = () if site_files else (_missing_site(),)
    diagnostics = (*project.diagnostics, *missing, *problems, *parsed.problems, *content_problems)
    return Loaded(project, model, tuple(parsed.entries), diagnostics)


def site_settings(root: Path) -> Site:
    """The site's settings alone, or the defaults where they cannot be read."""
    fallback = Site(title=_FALLBACK_TITLE, languages=("en",))
    path = root / "data" / "site.yml"
    try:
        source = decode("data/site.yml", path.read_bytes(), [])
    except OSError:
        return fallback
    entry, _ = parse_site(DataFile("site", "", source) if source else None)
    return entry.record if entry else fallback


def _missing_site() -> Diagnostic:
    place = Place("data/site.yml")
    hint = message("missing-field.site.hint")
    return Diagnostic(place, "missing-field", message("missing-field.site"), hint)


def _read_content(
    project: Project, context: Context
) -> tuple[dict[str, Article], dict[str, Page], list[Diagnostic]]:
    """Announcements by id and pages by path; files of a language the site lacks are problems."""
    problems: list[Diagnostic] = []
    groups: dict[str, dict[str, ContentFile]] = {}
    for file in project.content:
        if file.language and file.language not in context.languages:
            problems.append(_unread_language(file, context))
            continue
        language = file.language or context.languages[0]
        clash = groups.setdefault(file.page, {}).setdefault(language, file)
        if clash is not file:
            problems.append(_same_page(file, clash))
    parsed = Parsed()
    articles: dict[str, Article] = {}
    pages: dict[str, Page] = {}
    for page, files in groups.items():
        if page.startswith(f"{ANNOUNCEMENTS}/"):
            article = _read_article(page, files, context, parsed)
            if article:
                articles[article.id] = article
        else:
            pages[page] = _read_page(page, files, context, parsed)
    return articles, pages, [*problems, *parsed.problems]


def _unread_language(file: ContentFile, context: Context) -> Diagnostic:
    near = nearest(file.language, context.languages)
    known = ", ".join(context.languages)
    key = "unread-file.language.near" if near else "unread-file.language.hint"
    text = message("unread-file.language", path=file.source.path, tag=file.language)
    hint = message(key, near=near or "", known=known)
    return Diagnostic(Place(file.source.path), "unread-file", text, hint)


def _same_page(file: ContentFile, other: ContentFile) -> Diagnostic:
    place, related = Place(file.source.path), (Place(other.source.path),)
    text = message("duplicate-id.path", path=file.source.path, other=other.source.path)
    return Diagnostic(place, "duplicate-id", text, message("duplicate-id.path.hint"), related=related)


def _read_article(
    page: str, files: dict[str, ContentFile], context: Context, parsed: Parsed
) -> Article | None:
    """An announcement: the first language's front matter is the record, the others translate."""
    id_ = page.removeprefix(f"{ANNOUNCEMENTS}/")
    main = files.get(context.languages[0])
    if main is None:
        file = next(iter(files.values()))
        text = message("missing-field.original", path=file.source.path)
        hint = message("missing-field.original.hint", name=f"{id_}.md")
        parsed.problems.append(Diagnostic(Place(file.source.path), "missing-field", text, hint))
        return None
    entry, body, problems = parse_front_matter(main, ANNOUNCEMENTS, Announcement, context)
    parsed.problems.extend(problems)
    translations: dict[str, Translation] = {}
    for language in context.languages:
        file_ = files.get(language)
        if file_ is main and entry:
            words = entry.record
            status = words.text_status.get(language)
            translations[language] = _words(main, language, words.title, words.summary, status, body)
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
    entry, body, problems = parse_front_matter(file, ANNOUNCEMENTS, AnnouncementTranslation, context)
    parsed.problems.extend(problems)
    if entry:
        words = entry.record
        translations[language] = _words(
            file, language, words.title, words.summary, words.text_status, body
        )


def _read_page(
    page: str, files: dict[str, ContentFile], context: Context, parsed: Parsed
) -> Page:
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
