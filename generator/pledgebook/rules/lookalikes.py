"""Names that look like another organization's, by letters of other scripts.

Knows which letters look alike. Must not know languages.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from pledgebook.diagnostics import Diagnostic, Place, message
from pledgebook.entries import Entry
from pledgebook.records import Organization
from pledgebook.rules.checked import Checked
from pledgebook.values import LocalizedText

# Letters of other scripts and the Latin letters that they look like.
_CYRILLIC = ("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝѴѵ", "ABESIJKMHOPCTYXaesijopcyxhdqwVv")
_GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳνοιρυϲ", "ABEZHIKMNOPTYXCjvoipuc")
_ARMENIAN = ("ՍՏՕսօցոհ", "USOuognh")
_OTHERS = ("ӏƖΙⅼⅠꓲꓳꓑꓮꓐꓚꓓꓰꓖꓧꓙꓗꓡꓟꓠꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "lIIlIIOPABCDEGHJKLMNRSTUVWXYZ")
_LATIN = str.maketrans(
    "".join(letters for letters, _ in (_CYRILLIC, _GREEK, _ARMENIAN, _OTHERS)),
    "".join(latin for _, latin in (_CYRILLIC, _GREEK, _ARMENIAN, _OTHERS)),
)
_ALIKE = re.compile(f"[{''.join(map(chr, _LATIN))}\u200c\u200d]")
_JOINERS = re.compile("[\u200c\u200d]")


class _Name(NamedTuple):
    organization: str
    text: str
    entry: Entry[Organization]
    path: str


def mixed_script(checked: Checked) -> Iterator[Diagnostic]:
    """An organization's name looks like another one's, but is spelt with other letters.

    Some letters of Cyrillic, Greek and other scripts look just like Latin ones. A name that
    uses them looks the same to a reader, while a search takes it for another name.

    Wrong: `name: Schооl A` with two Cyrillic letters о, beside another organization that is
    called `School A`.

    To repair it: type the name anew on one keyboard, if a letter slipped in. If both are
    one organization, keep one record. If the names are right as they are, tell the two
    apart by a longer name.
    """
    by_plain: dict[str, list[_Name]] = {}
    names = list(_names(checked))
    if not any(_ALIKE.search(name.text) for name in names):
        return
    for name in names:
        by_plain.setdefault(_plain(name.text), []).append(name)
    for alike in by_plain.values():
        if len(alike) > 1:
            yield from _pairs(alike)


def _names(checked: Checked) -> Iterator[_Name]:
    for id_, entry in checked.model.organizations.items():
        record = entry.record
        yield from _texts(id_, entry, "name", record.name)
        if record.short_name:
            yield from _texts(id_, entry, "short_name", record.short_name)
        for index, other in enumerate(record.other_names):
            yield from _texts(id_, entry, f"other_names.{index}.name", other.name)


def _texts(id_: str, entry: Entry[Organization], path: str, text: LocalizedText) -> Iterator[_Name]:
    for tag, words in text.texts.items():
        yield _Name(id_, words, entry, f"{path}.{tag}" if tag else path)


def _plain(text: str) -> str:
    """The name as it looks: letters of other scripts as the Latin ones they look like."""
    letters = unicodedata.normalize("NFD", _JOINERS.sub("", text))
    return _written(letters.translate(_LATIN))


def _written(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _pairs(alike: list[_Name]) -> Iterator[Diagnostic]:
    """Each name that is written otherwise than the first one with its look."""
    genuine = min(alike, key=lambda name: _is_mixed(name.text))
    told: set[str] = {genuine.organization}
    for name in alike:
        if name.organization in told or _written(name.text) == _written(genuine.text):
            continue
        told.add(name.organization)
        other = genuine.entry.place(genuine.path)
        yield _looks_alike(name, genuine, other)


def _is_mixed(text: str) -> bool:
    """Whether letters that look Latin stand beside Latin ones."""
    return bool(_ALIKE.search(text)) and any(c.isascii() and c.isalpha() for c in text)


def _looks_alike(name: _Name, genuine: _Name, other: Place) -> Diagnostic:
    letters = dict.fromkeys(_ALIKE.findall(name.text))
    text = message("mixed-script", name=name.text, other=genuine.organization)
    shown = ", ".join(f"{c} (U+{ord(c):04X})" for c in letters)
    hint = message("mixed-script.hint", letters=shown)
    return name.entry.problem("mixed-script", text, name.path, hint, related=(other,))
