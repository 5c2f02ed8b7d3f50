"""What a record needs and its shape alone cannot say; and what is assumed of it.

Knows which fields go together. Must not know other records but the site's.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel

from pledgebook.diagnostics import Diagnostic, message
from pledgebook.entries import Entry
from pledgebook.load import MAX_MEBIBYTES
from pledgebook.model import published_on
from pledgebook.nearest import nearest
from pledgebook.provenance import forge_name, template_problem
from pledgebook.records import (
    Agreement,
    Announcement,
    Body,
    Indicator,
    Programme,
    Result,
    Scale,
    Shared,
    Site,
    Source,
)
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import corrected, problem_at
from pledgebook.rules.versions import Version
from pledgebook.status.periods import term_of

_MISSING, _BAD = "missing-field", "bad-value"
# Fields that say something about the others.
_ABOUT = frozenset({"assumed", "former_ids", "note", "sources", "text_status", "id"})
_TEMPLATES = ("view", "edit", "commit")


def missing_field(checked: Checked) -> Iterator[Diagnostic]:
    """A field is missing, or left empty, without which the record says nothing.

    Each type has a few fields that it needs: an organization its `name`, an agreement its
    `parties`. Some are needed only together with others: a result names an `indicator` or a
    `target`, and a `period` or `as_of`; a source has a `title`, a `url` or a `file`; an
    indicator with `measure: rating` has a `scale`; an announcement has `sources` or `about`,
    and a date in its file name or `published`.

    Wrong: `school-a:` with nothing after the colon, where `{name: School A}` is needed.

    To repair it: add the field. The message names the record and the field.
    """
    for row in checked.model.results:
        record: Result = row.record
        if record.indicator is None and record.target is None:
            yield _missing(row, "subject", "")
        if record.period is None and record.as_of is None:
            yield _missing(row, "time", "")
    for entry in checked.named:
        yield from _of_record(entry)
    for entry in (*checked.named, *checked.citing_rows):
        for path, source in inline_sources(entry.record):
            yield from _of_source(entry, source, path)
    for version in checked.versions:
        yield from _first_period(version)


def _missing(entry: Entry[Any], case: str, path: str) -> Diagnostic:
    return problem_at(entry, f"{_MISSING}.{case}", path)


def _of_record(entry: Entry[Any]) -> Iterator[Diagnostic]:
    match entry.record:
        case Source() as source:
            yield from _of_source(entry, source, "")
        case Indicator() as indicator:
            if indicator.measure == "rating" and indicator.scale is None:
                yield _missing(entry, "scale", "scale")
        case Announcement() as announcement:
            if not announcement.sources and not _is_about(announcement):
                yield _missing(entry, "about", "")
            if published_on(entry) is None:
                yield _missing(entry, "published", "")
        case Site() as site:
            yield from _body(entry, site.publisher, "publisher")
            repository = site.repository
            if repository and not any(getattr(repository, n) for n in ("url", *_TEMPLATES)):
                yield _missing(entry, "repository", "repository")
            elif repository and not repository.view and forge_name(repository) is None:
                yield _missing(entry, "forge", "repository")


def _is_about(announcement: Announcement) -> bool:
    about = announcement.about
    return about is not None and any(getattr(about, name) for name in about.model_fields_set)


def _of_source(entry: Entry[Any], source: Source, path: str) -> Iterator[Diagnostic]:
    if source.title is None and source.url is None and source.file is None:
        yield _missing(entry, "source", path)
    prefix = f"{path}." if path else ""
    yield from _body(entry, source.issuer, f"{prefix}issuer")
    yield from _body(entry, source.publisher, f"{prefix}publisher")


def _body(entry: Entry[Any], body: Body | None, path: str) -> Iterator[Diagnostic]:
    if body and body.organization is None and body.name is None:
        yield _missing(entry, "body", path)


def inline_sources(record: Any) -> Iterator[tuple[str, Source]]:
    """Sources that are written where they are cited, with their paths."""
    if record.sources:
        yield from _listed(record.sources, "sources")
    match record:
        case Scale():
            yield from _listed(record.legal_basis, "legal_basis")
        case Programme():
            yield from _listed(record.legal_basis, "legal_basis")
            yield from _in_parts(record, ("targets", "amendments"))
        case Agreement():
            yield from _listed(record.documents, "documents")
            yield from _in_parts(record, ("parties", "targets", "amendments"))


def _in_parts(
    record: Programme | Agreement, names: tuple[str, ...]
) -> Iterator[tuple[str, Source]]:
    for name in names:
        for index, part in enumerate(getattr(record, name)):
            path = f"{name}.{index}"
            yield from _listed(part.sources, f"{path}.sources")
            own = part.own if name == "targets" else {}
            for id_, terms in own.items():
                yield from _listed(terms.sources, f"{path}.own.{id_}.sources")


def _listed(refs: Iterable[str | Source], path: str) -> Iterator[tuple[str, Source]]:
    for index, ref in enumerate(refs):
        if not isinstance(ref, str):
            yield f"{path}.{index}", ref


def _first_period(version: Version) -> Iterator[Diagnostic]:
    """A target that is tested every year needs a first one."""
    unsaid = version.names("every") and version.terms.first_period is None
    if unsaid and term_of(version.owner).start is None:
        yield _missing(version.owner, "first-period", version.at("first_period"))


def bad_value(checked: Checked) -> Iterator[Diagnostic]:
    """A field holds something that it cannot hold.

    Many fields take one of a few words (`role: signatory`), a whole number, a web address or a
    code. The message lists the words where they are few. Fields named under `assumed` must be
    fields of that record.

    Wrong: `role: signer`, or `assumed: [scop]`.

    To repair it: write one of the allowed values; the message suggests the nearest.
    """
    rows = (row for row in checked.model.results if row.record.assumed)
    for entry in (*checked.named, *rows):
        if entry.record.assumed:
            yield from _assumed(entry, "", entry.record)
        if isinstance(entry.record, Agreement):
            for index, party in enumerate(entry.record.parties):
                yield from _assumed(entry, f"parties.{index}.", party)
    for version in checked.versions:
        yield from _assumed(version.owner, f"{version.path}.", version.given)
    if checked.model.site_entry:
        yield from _site(checked.model.site_entry)


def _assumed(entry: Entry[Any], path: str, part: Shared) -> Iterator[Diagnostic]:
    for index, name in enumerate(part.assumed):
        if is_field(type(part), name):
            continue
        known = sorted(set(type(part).model_fields) - _ABOUT)
        near = nearest(name, known)
        where = f"{path}assumed.{index}"
        text = message(f"{_BAD}.assumed", value=name)
        key = "near" if near else "known"
        hint = message(f"{_BAD}.assumed.hint.{key}", near=near or "", known=tuple(known))
        fix = corrected(entry, where, near)
        yield entry.problem(_BAD, text, where, hint, fix=fix)


def is_field(model: type[BaseModel], name: str) -> bool:
    """Whether `name` is a field of the record, or leads to one (`area.name`)."""
    first, _, _ = name.partition(".")
    return first in model.model_fields and first not in _ABOUT


def _site(entry: Entry[Site]) -> Iterator[Diagnostic]:
    site = entry.record
    if not _is_timezone(site.timezone):
        near = nearest(site.timezone, available_timezones())
        key = f"{_BAD}.timezone"
        hint = message(f"{key}.hint.near" if near else f"{key}.hint", near=near or "")
        fix = corrected(entry, "timezone", near)
        yield entry.problem(_BAD, message(key, value=site.timezone), "timezone", hint, fix=fix)
    if site.on_track is not None and not 0 < site.on_track <= 1:
        yield problem_at(entry, f"{_BAD}.on-track", "on_track")
    if site.max_file_size is not None and not 1 <= site.max_file_size <= MAX_MEBIBYTES:
        yield problem_at(entry, f"{_BAD}.file-size", "max_file_size", largest=MAX_MEBIBYTES)
    for name in _TEMPLATES:
        template = getattr(site.repository, name, None)
        if template and (problem := template_problem(name, template)):
            kind, lacks = problem
            path = f"repository.{name}"
            yield problem_at(entry, f"{_BAD}.template.{kind}", path, lacks=lacks)
    url = site.repository.url if site.repository else None
    if url and not url.startswith("https://"):
        yield problem_at(entry, f"{_BAD}.repository", "repository.url")


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True
