"""The names that a site has and its records may use: ids, codes, targets, languages.

Knows where each kind of name is defined. Must not know JSON Schema. A kind is left out where
not every name is known, since a name that only seems wrong must not be refused.
"""

from collections.abc import Iterable, Mapping

from pledgebook.languages import choose
from pledgebook.load import Loaded
from pledgebook.records import Named, Source
from pledgebook.rules.checked import Checked, checked
from pledgebook.values import LocalizedText

Names = Mapping[str, str]

# With more names than this, editors grow slow and a list of them helps nobody.
MOST_NAMES = 500
_TYPES = ("organizations", "scales", "indicators", "programmes", "agreements", "sources")


def names_of(loaded: Loaded) -> dict[str, Names]:
    """The names of each kind with what they stand for, in the site's first language."""
    project = checked(loaded)
    found: dict[str, Names] = {kind: _records(project, kind) for kind in _TYPES}
    found["targets"] = _targets(project)
    found["inherited"] = _inherited(project)
    if project.model.site_entry:
        found["languages"] = dict.fromkeys(project.model.site.languages, "")
        found["classifications"] = _codes(project, project.model.site.classifications)
    if project.whole("scales"):
        scales = [entry.record for entry in project.model.scales.values()]
        found["levels"] = _codes(project, (level for s in scales for level in s.levels))
        found["reasons"] = _codes(project, (reason for s in scales for reason in s.not_rated))
    if project.whole("indicators"):
        found |= _dimensions(project)
    return {kind: names for kind, names in found.items() if 0 < len(names) <= MOST_NAMES}


def _label(project: Checked, text: LocalizedText | None) -> str:
    first = project.model.site.languages[0]
    return choose(text, first, first).text if text else ""


def _records(project: Checked, kind: str) -> Names:
    """Ids of a type, also of records that could not be read; none where some are unknown."""
    if kind in project.incomplete:
        return {}
    names = {
        id_: _label(project, _title(entry.record))
        for id_, entry in project.model.of_type(kind).items()
    }
    return {**{id_: "" for lost, id_ in sorted(project.lost) if lost == kind}, **names}


def _title(record: object) -> LocalizedText | None:
    title: LocalizedText | None = getattr(record, "title" if isinstance(record, Source) else "name")
    return title


def _targets(project: Checked) -> Names:
    if not project.whole("programmes", "agreements"):
        return {}
    targets = project.model.targets
    return {name: _label(project, entry.target.statement) for name, entry in targets.items()}


def _inherited(project: Checked) -> Names:
    """Ids of the programmes' targets, which agreements may inherit."""
    if not project.whole("programmes"):
        return {}
    programmes = project.model.programmes.values()
    targets = [target for entry in programmes for target in entry.record.targets]
    return {target.id: _label(project, target.statement) for target in targets}


def _codes(project: Checked, named: Iterable[Named]) -> Names:
    return {each.code: _label(project, each.name) for each in named}


def _dimensions(project: Checked) -> dict[str, Names]:
    indicators = project.model.indicators.values()
    dimensions = [each for entry in indicators for each in entry.record.dimensions]
    categories = (code for dimension in dimensions for code in dimension.codes)
    return {
        "dimensions": {each.id: _label(project, each.name) for each in dimensions},
        "categories": _codes(project, categories),
    }
