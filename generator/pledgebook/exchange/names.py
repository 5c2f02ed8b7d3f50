"""What people call things in spreadsheets: the names of records, levels, fields and choices.

Knows the project's names in all its languages. Must not know cells or sheets.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

from pledgebook.entries import Entry
from pledgebook.exchange.problems import refuse
from pledgebook.languages import Language, load_language
from pledgebook.model import Model
from pledgebook.nearest import nearest
from pledgebook.parse import MODELS
from pledgebook.records import Dimension, Indicator, Named, Scale
from pledgebook.values import LocalizedText


def plain(text: str) -> str:
    """A name without what does not tell it from another: case, blanks, a colon after it."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("_", " ")
    return " ".join(folded.split()).rstrip(" :*")


@dataclass(frozen=True)
class Index:
    """What goes by which name: codes or ids by plain name, and each name as it was written."""

    found: Mapping[str, tuple[str, ...]]
    written: Mapping[str, str]

    def get(self, text: str) -> tuple[str, ...]:
        """What goes by a name; empty where nothing does."""
        return self.found.get(plain(text), ())

    def near(self, text: str) -> str | None:
        """The name, as written, that was probably meant."""
        return self.written.get(nearest(plain(text), self.found) or "")


@dataclass(frozen=True)
class Names:
    """The names that a project's records, levels and fields go by."""

    model: Model

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The site's languages, and English, whose words are the program's own."""
        return tuple(
            load_language(tag) for tag in dict.fromkeys((*self.model.site.languages, "en"))
        )

    @cached_property
    def _by_kind(self) -> Mapping[str, Index]:
        kinds = ("organizations", "indicators", "sources")
        found = {kind: _index(_entry_names(self.model.of_type(kind))) for kind in kinds}
        targets = (
            (name, (name, *_texts(entry.target.statement)))
            for name, entry in self.model.targets.items()
        )
        return {**found, "targets": _index(targets)}

    def find(self, kind: str, text: str) -> str | None:
        """The one record of a kind that goes by this name, or None."""
        if text in self.model.of_type(kind) if kind != "targets" else text in self.model.targets:
            return text
        found = self._by_kind[kind].get(text)
        return found[0] if len(found) == 1 else None

    def record(self, kind: str, text: str) -> str:
        """The id of the record that is named. Raises Refused."""
        if found := self.find(kind, text):
            return found
        index = self._by_kind[kind]
        if several := index.get(text):
            raise refuse("import.several", name=text, ids=several)
        raise refuse("import.unknown-name", near=index.near(text), name=text)

    def scale(self, indicator: str | None, target: str | None) -> Scale | None:
        """The scale on which an indicator or target is rated."""
        if indicator is not None and indicator in self.model.indicators:
            name = self.model.indicators[indicator].record.scale
        else:
            entry = self.model.targets.get(target or "")
            name = entry.target.scale if entry else None
        found = self.model.scales.get(name or "")
        return found.record if found else None

    def indicator(self, id_: str | None) -> Indicator | None:
        """An indicator by its id."""
        found = self.model.indicators.get(id_ or "")
        return found.record if found else None

    @cached_property
    def levels(self) -> Index:
        """The codes of all levels by name."""
        return _index(_named(n for e in self.model.scales.values() for n in e.record.levels))

    @cached_property
    def reasons(self) -> Index:
        """The codes of all reasons not to rate, by name."""
        return _index(_named(n for e in self.model.scales.values() for n in e.record.not_rated))

    @cached_property
    def dimensions(self) -> Index:
        """The ids of all dimensions by name."""
        return _index((d.id, (d.id, *_texts(d.name))) for d in self._dimensions())

    @cached_property
    def parts(self) -> Index:
        """The codes of all dimensions by name."""
        return _index(_named(code for d in self._dimensions() for code in d.codes))

    def _dimensions(self) -> Iterator[Dimension]:
        return (d for e in self.model.indicators.values() for d in e.record.dimensions)

    def fields(self, kind: str) -> Mapping[str, str]:
        """The fields of a record type by what they are called, in all languages."""
        names = dict.fromkeys(("id", *MODELS[kind].model_fields))
        found = {plain(name): name for name in names}
        for language in self.languages:
            for name in names:
                for family in ("field", "column"):
                    label = language.labels.get(f"{family}.{name}")
                    if isinstance(label, str):
                        found.setdefault(plain(label), name)
        return found

    def choice(self, kind: str, field: str, text: str) -> str:
        """The code of a choice that is given by code or by its word. Raises Refused."""
        codes = choices(kind, field)
        known = {plain(code): code for code in codes}
        for language in self.languages:
            for code in codes:
                for family in (field, "mark"):
                    label = language.labels.get(f"{family}.{code}")
                    if isinstance(label, str):
                        known.setdefault(plain(label), code)
        found = known.get(plain(text))
        if found is None:
            near = nearest(plain(text), known)
            raise refuse("import.choice", near=near, name=text, known=codes)
        return found

    def truth(self, text: str) -> bool | None:
        """Whether a word says yes or no; None where it says neither."""
        word = plain(text)
        for truth, key, more in ((True, "yes", {"true", "x", "✓"}), (False, "no", {"false"})):
            if word in more or any(word == plain(_yes_no(each, key)) for each in self.languages):
                return truth
        return None


def _yes_no(language: Language, key: str) -> str:
    return str(language.labels[f"value.{key}"])


def choices(kind: str, field: str) -> tuple[str, ...]:
    """The fixed words that a field may hold; none where it is no such field."""
    if field not in MODELS[kind].model_fields:
        return ()
    annotation = MODELS[kind].model_fields[field].annotation
    options = (annotation, *get_args(annotation))
    words = (word for option in options for word in get_args(option) if isinstance(word, str))
    return tuple(dict.fromkeys((*words, *(o for o in get_args(annotation) if isinstance(o, str)))))


def is_textual(kind: str, field: str) -> bool:
    """Whether a field holds text for readers or a plain word, and no list or map."""

    def inner(annotation: Any) -> Iterator[Any]:
        yield annotation
        for each in get_args(annotation):
            yield from inner(each)

    annotation = MODELS[kind].model_fields[field].annotation
    found = set(map(_hashable, inner(annotation)))
    return LocalizedText in found or annotation in {str, str | None}


def _hashable(annotation: Any) -> Any:
    return annotation if isinstance(annotation, type) else None


def code_of(named: Iterable[Named], text: str, key: str = "import.level") -> str:
    """The code of a level or another named thing, by code or name. Raises Refused."""
    index = _index(_named(named))
    found = index.get(text)
    if len(found) == 1:
        return found[0]
    raise refuse(key, near=index.near(text), name=text, known=(*index.written.values(),))


def _named(named: Iterable[Named]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in named:
        yield each.code, (each.code, *_texts(each.name))


def _entry_names(entries: Mapping[str, Entry[Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for id_, entry in entries.items():
        record = entry.record
        names = [getattr(record, name, None) for name in ("name", "title", "short_name")]
        others = [other.name for other in getattr(record, "other_names", ())]
        yield id_, (id_, *(text for name in (*names, *others) for text in _texts(name)))


def _texts(text: LocalizedText | None) -> tuple[str, ...]:
    return tuple(text.texts.values()) if text else ()


def _index(names: Iterable[tuple[str, Iterable[str]]]) -> Index:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    written: dict[str, str] = {}
    for id_, called in names:
        for name in called:
            found[plain(name)][id_] = None
            written.setdefault(plain(name), name)
    return Index({name: tuple(ids) for name, ids in found.items()}, written)
