"""Languages of texts: tags that the site does not have, texts that lack one.

Knows how to find the texts of a record. Must not know words of any language.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any

from pydantic import BaseModel

from pledgebook.diagnostics import Diagnostic, message
from pledgebook.entries import Entry
from pledgebook.nearest import nearest
from pledgebook.records import Shared
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import at_key, key_of, with_text
from pledgebook.values import FuzzyDate, LocalizedText, Period

# The fields of a row in which texts can be. Rows are many, and most have none.
_ROW_TEXTS = frozenset({"text", "note", "revision_reason", "response", "text_status"})
_NO_TEXTS = frozenset({NoneType, str, int, bool, Decimal, date, FuzzyDate, Period})


def unknown_language(checked: Checked) -> Iterator[Diagnostic]:
    """A text is given in a language that the site does not have.

    The site's languages stand in `data/site.yml` under `languages`. A text in another
    language, or under a tag that is spelt differently, would never be shown.

    Wrong: `name: {en: School A, vn: Trường A}` on a site with `languages: [en, vi]`.

    To repair it: correct the tag (Vietnamese is `vi`, Hindi `hi`), or add the language to
    `data/site.yml`.
    """
    if checked.model.site_entry is None:
        return
    known = frozenset({"", *checked.model.site.languages})
    for entry in _entries(checked):
        if not _all_known(entry.record, known):
            for path, tags in _tags(entry.record):
                for tag in tags:
                    if tag not in known:
                        yield _unknown(checked, entry, path, tag)


def _entries(checked: Checked) -> Iterator[Entry[Any]]:
    """Every record and row that may have texts."""
    yield from checked.named
    for row in checked.model.results:
        if not _ROW_TEXTS.isdisjoint(row.record.model_fields_set):
            yield row
    yield from (
        row for row in checked.citing_rows if _ROW_TEXTS.isdisjoint(row.record.model_fields_set)
    )


def _all_known(record: BaseModel, known: frozenset[str]) -> bool:
    """Whether no tag of a record is unknown, without looking where each stands."""
    parts: list[Any] = []
    _gather(record, parts)
    return all(
        known.issuperset(part.texts if isinstance(part, LocalizedText) else part) for part in parts
    )


def _gather(value: Any, found: list[Any]) -> None:
    """Adds each text, and each map from tag to status, inside a record or list."""
    for name, item in _parts(value):
        if item.__class__ in _NO_TEXTS or not item:
            continue
        if item.__class__ is LocalizedText or name == "text_status":
            found.append(item)
        else:
            _gather(item, found)


def _parts(value: Any) -> Iterable[tuple[str, Any]]:
    """What a record, map or list holds, with the names of fields."""
    if isinstance(value, BaseModel):
        return value.__dict__.items()
    if isinstance(value, Mapping):
        return value.items()
    return [("", item) for item in value] if isinstance(value, tuple) else ()


def _tags(value: Any, path: str = "") -> Iterator[tuple[str, Iterable[str]]]:
    """The tags of each text, and of each `text_status`, inside a record, with its path."""
    if isinstance(value, LocalizedText):
        yield path, value.texts
    elif isinstance(value, BaseModel):
        for name in value.model_fields_set:
            found, inner = getattr(value, name), f"{path}.{name}" if path else name
            if name == "text_status" and isinstance(found, Mapping):
                yield inner, found
            else:
                yield from _tags(found, inner)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _tags(item, f"{path}.{index}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if isinstance(item, Shared):
                yield from _tags(item, f"{path}.{key}")


def _unknown(checked: Checked, entry: Entry[Any], path: str, tag: str) -> Diagnostic:
    languages = checked.model.site.languages
    near = nearest(tag, languages)
    key = "unknown-language.hint.near" if near else "unknown-language.hint.known"
    hint = message(key, near=near or "", known=", ".join(languages))
    fix = with_text(entry, key_of(entry, path, tag), near) if near else None
    text = message("unknown-language", tag=tag)
    return at_key(entry, "unknown-language", text, (path, tag), hint, fix)


def missing_translation(checked: Checked) -> Iterator[Diagnostic]:
    """How many texts lack a language of the site: one line for each language.

    Nothing is wrong: where a text is missing, the page shows it in the site's first language
    and says so. The list of the records is on the site's status page.

    Example: on a site with `languages: [en, vi]`, `name: School A` has no Vietnamese text.

    To repair it: give the text in each language, `name: {en: School A, vi: Trường A}`. A
    name that is the same in all languages is given once for each.
    """
    site = checked.model.site_entry
    if site is None or len(site.record.languages) < 2:
        return
    languages = site.record.languages
    given: Counter[str] = Counter()
    total = 0
    for tags in _given(checked):
        total += 1
        given.update(tuple(tags))
    for index, tag in enumerate(languages):
        if lacking := total - given[tag]:
            text = message("missing-translation", tag=tag, lacking=lacking, total=total)
            yield site.problem("missing-translation", text, f"languages.{index}")


def _given(checked: Checked) -> Iterator[Iterable[str]]:
    """The languages in which each text is given; the site's first where none is named."""
    first = (checked.model.site.languages[0],)
    for entry in _entries(checked):
        parts: list[Any] = []
        _gather(entry.record, parts)
        for part in parts:
            if isinstance(part, LocalizedText):
                yield first if "" in part.texts else part.texts
    yield from (article.translations for article in checked.articles)
    yield from (page.translations for page in checked.model.pages.values())
