"""The sentences of diagnostics in every language: `messages/<tag>/*.yml`.

Knows how a message becomes a sentence. Must not know when one is said. An entry is a text
with `{names}` to fill in, or one text per plural form (`one`, `other` …) chosen by `{count}`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from pledgebook.diagnostics import Message, Param

SOURCE_LANGUAGE = "en"
MAX_SHOWN = 120
_BLANKS = re.compile(r"[ \t\r\n]+")
# Joiners and variation selectors shape letters and are no danger; the rest of these is.
_HARMLESS = frozenset("\u200c\u200d")

Entry = str | Mapping[str, str]


def render(message: Message, language: str) -> str:
    """The sentence in a language, or in English where that language lacks it."""
    for tag in (language, language.partition("-")[0], SOURCE_LANGUAGE):
        if (entry := catalogue(tag).get(message.key)) is not None:
            return _fill(entry, message, tag, language)
    # No reader should see this, but a bare key is better than no diagnostic.
    return " ".join([message.key, *(_text(value, language) for _, value in message.params)])


def _fill(entry: Entry, message: Message, tag: str, language: str) -> str:
    params = dict(message.params)
    text = entry if isinstance(entry, str) else _plural(entry, params["count"], tag)
    return text.format(**{name: _text(value, language) for name, value in params.items()})


def _plural(entry: Mapping[str, str], count: Any, tag: str) -> str:
    # Babel takes a while to load, and most runs count nothing.
    from babel import Locale

    form = Locale.parse(tag, sep="-").plural_form(count)
    return entry.get(form) or entry["other"]


def _text(value: Param, language: str) -> str:
    """A parameter as it stands in a sentence."""
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, tuple):
        return ", ".join(_text(part, language) for part in value)
    text = _BLANKS.sub(" ", str(value))
    return visible(text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…")


def visible(text: str) -> str:
    """The text with its code for every character that has no shape of its own, so that nothing
    an author wrote can move the cursor, turn the direction of writing, or hide."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _HARMLESS else _code(c) for c in text)


def _code(character: str) -> str:
    blank = unicodedata.category(character) == "Zs"
    return " " if blank else f"<U+{ord(character):04X}>"


@lru_cache(maxsize=32)
def catalogue(language: str) -> Mapping[str, Entry]:
    """All entries of a language by key; empty for a language without a catalogue."""
    if not language.replace("-", "").isalnum():
        return {}
    folder = files("pledgebook") / "messages" / language
    entries: dict[str, Any] = {}
    if folder.is_dir():
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".yml"):
                entries |= yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) or {}
    return entries


def complete_languages() -> tuple[str, ...]:
    """The languages in which every message can be said, English first."""
    wanted = catalogue(SOURCE_LANGUAGE).keys()
    folders = sorted(folder.name for folder in (files("pledgebook") / "messages").iterdir())
    others = [name for name in folders if name != SOURCE_LANGUAGE and _has(name, wanted)]
    return (SOURCE_LANGUAGE, *others)


def _has(language: str, wanted: Iterable[str]) -> bool:
    return all(key in catalogue(language) for key in wanted)
