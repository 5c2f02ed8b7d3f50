"""What the metadata of Open SDG say of an indicator, as fields of a record.

Knows the names of their fields, and where translations stand: in files `meta/<language>/`, or
as keys (`national_indicators.1-1-1-title`) of `translations/<language>/`. Must not know figures.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pledgebook.exchange.cells import Plain
from pledgebook.exchange.draft import Draft
from pledgebook.exchange.found import Found
from pledgebook.exchange.metadata import Metadata, read_metadata
from pledgebook.exchange.names import plain
from pledgebook.exchange.problems import refuse
from pledgebook.fields import read_url
from pledgebook.values import Rejected

_NAMES = ("indicator_available", "graph_title", "indicator_name", "SDG_INDICATOR")
_DEFINITIONS = ("national_indicator_description", "indicator_definition")
_UNITS = ("computation_units", "UNIT_MEASURE")
_METHODS = ("computation_calculations",)
_PERCENT = frozenset({"%", "percent", "per cent", "percentage", "percentage (%)", "pt"})
_KEY = re.compile(r"[A-Za-z_][\w-]*(\.[\w-]+)+")
_SDMX_NAME = re.compile(r"Indicator [0-9]+\.[0-9a-z]+\.[0-9a-z]+: ")
_MOST_SOURCES = 20
_TAKEN = frozenset((*_NAMES, *_DEFINITIONS, *_UNITS, *_METHODS, "goal_meta_link",
                    "goal_meta_link_text", "indicator_number", "indicator"))  # fmt: skip
_OF_SOURCE = re.compile(r"source_(active|url|url_text|organisation)_[0-9]+")


def is_taken(name: str) -> bool:
    """Whether a field goes into records, or says no more than they do."""
    return name in _TAKEN or _OF_SOURCE.fullmatch(name) is not None


@dataclass(frozen=True)
class Texts:
    """The texts of a repository in the languages of the site, the site's first one leading."""

    folder: Path
    languages: tuple[str, ...]
    translations: Mapping[str, Mapping[str, Metadata]]
    beside: frozenset[str]

    @classmethod
    def of(cls, folder: Path, languages: tuple[str, ...], found: Found) -> "Texts":
        """Reads translations and settings; what cannot be read of them is told."""
        translations: dict[str, dict[str, Metadata]] = {}
        for tag in languages:
            for path in sorted((folder / "translations" / tag).glob("*.y*ml")):
                if meta := _read(path, folder, found):
                    translations.setdefault(tag, {})[path.stem] = meta
        return cls(folder, languages, translations, _beside(folder, found))

    def metadata(self, code: str, found: Found) -> tuple[Metadata, ...]:
        """The metadata of an indicator, then those in other languages."""
        folders = ["meta", *(f"meta/{tag}" for tag in self.languages)]
        paths = (self.folder / f / f"{code}{end}" for f in folders for end in (".yml", ".md"))
        return tuple(
            m for path in paths if path.is_file() and (m := _read(path, self.folder, found))
        )

    def say(self, metas: tuple[Metadata, ...], names: tuple[str, ...], found: Found) -> Plain:
        """A text in the languages in which it is there; an empty one where it is nowhere."""
        said: dict[str, str] = {}
        for meta in metas:
            parts = meta.name.split("/")
            tag = parts[1] if len(parts) > 2 else ""
            for name in names:
                text = meta.text(name)
                texts = self._translated(text) if _KEY.fullmatch(text) else {tag: text}
                if text and not texts:
                    found.warnings.append(
                        refuse("import.no-translation", name=text).at(meta.at(name))
                    )
                if texts := {language: each for language, each in texts.items() if each}:
                    said |= texts
                    break
        return _localized(said, self.languages)

    def of_data(self, text: str) -> Plain:
        """A word of the data in the site's languages, where `data.yml` translates it."""
        words = {tag: files["data"].text(text) for tag, files in self.translations.items()
                 if "data" in files}  # fmt: skip
        found = {tag: word for tag, word in words.items() if word}
        return _localized({"": text, **found} if self.languages[0] not in found else found,
                          self.languages)  # fmt: skip

    def _translated(self, key: str) -> dict[str, str]:
        group, _, name = key.partition(".")
        texts = ((tag, files[group].text(name)) for tag, files in self.translations.items()
                 if group in files)  # fmt: skip
        return {tag: text for tag, text in texts if text}


def _localized(said: Mapping[str, str], languages: tuple[str, ...]) -> Plain:
    """One text as it is, several by language; that without a tag is in the site's first."""
    first = languages[0]
    texts = {tag or first: text for tag, text in said.items()}
    if set(texts) <= {first}:
        return texts.get(first, "")
    return {tag: texts[tag] for tag in languages if tag in texts}


def _read(path: Path, folder: Path, found: Found) -> Metadata | None:
    meta, problem = read_metadata(path, path.relative_to(folder).as_posix())
    if problem:
        found.problems.append(problem)
    return meta


def _beside(folder: Path, found: Found) -> frozenset[str]:
    """The columns that the repository's settings name as no disaggregation."""
    path = folder / "config_data.yml"
    meta = _read(path, folder, found) if path.is_file() else None
    fields = meta.fields if meta else {}
    options = fields.get("indicator_options")
    holders = [fields, options if isinstance(options, dict) else {}]
    listed = [names for each in holders if (names := each.get("non_disaggregation_columns"))]
    return frozenset(
        plain(str(name)) for names in listed if isinstance(names, list) for name in names
    )


def indicator_fields(
    metas: tuple[Metadata, ...], code: str, unit: str, texts: Texts, found: Found
) -> dict[str, Plain]:
    """The fields of an indicator's record, but for its dimensions. Raises Refused."""
    name = texts.say(metas, _NAMES, found)
    if not name:
        raise refuse("import.no-title", name=code)
    if isinstance(name, str):
        name = _SDMX_NAME.sub("", name)
    measured = texts.of_data(unit) if unit else texts.say(metas, _UNITS, found)
    words = measured.values() if isinstance(measured, dict) else [measured]
    is_percent = any(plain(str(word)) in _PERCENT for word in (unit, *words))
    fields: dict[str, Plain] = {"name": name, "measure": "percent" if is_percent else "quantity"}
    if measured and not is_percent:
        fields["unit"] = measured
    for ours, theirs in (("definition", _DEFINITIONS), ("method", _METHODS)):
        if text := texts.say(metas, theirs, found):
            fields[ours] = text
    if re.fullmatch(r"[0-9]+-[0-9a-z]+-[0-9a-z]+", code):
        fields["references"] = [{"vocabulary": "SDG", "code": code.replace("-", ".")}]
    if link := _source(metas, "goal_meta_link_text", "goal_meta_link", "", found):
        fields["sources"] = [link]
    return fields


def add_sources(metas: tuple[Metadata, ...], code: str, found: Found) -> list[str]:
    """The ids of the records of the sources that the figures come from, which are added."""
    ids = []
    for number, fields in _sources(metas, found):
        id_ = f"{code}-source-{number}"
        found.add(Draft("sources", metas[0].at(f"source_url_{number}"), id_, fields))
        ids.append(id_)
    return ids


def _sources(metas: tuple[Metadata, ...], found: Found) -> Iterator[tuple[int, dict[str, Plain]]]:
    for number in range(1, _MOST_SOURCES):
        if any(meta.text(f"source_active_{number}") == "false" for meta in metas):
            continue
        fields = _source(
            metas,
            f"source_url_text_{number}",
            f"source_url_{number}",
            f"source_organisation_{number}",
            found,
        )
        if fields:
            yield number, fields


def _source(
    metas: tuple[Metadata, ...], title: str, url: str, publisher: str, found: Found
) -> dict[str, Plain]:
    """A source of its title, address and publisher, as far as they are there."""
    meta = metas[0]
    fields: dict[str, Plain] = {}
    texts = {name: meta.text(name) for name in (title, url, publisher) if name}
    if address := texts[url]:
        try:
            fields["url"] = read_url(address)
        except Rejected:
            found.warnings.append(refuse("import.no-address", name=address).at(meta.at(url)))
    called = texts[title] or texts.get(publisher, "")
    if called and not _KEY.fullmatch(called):
        fields["title"] = called
    if (body := texts.get(publisher, "")) and not _KEY.fullmatch(body):
        fields["publisher"] = {"name": body}
    return fields if fields.keys() & {"title", "url"} else {}
