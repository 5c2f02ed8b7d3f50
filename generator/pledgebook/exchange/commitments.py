"""The commitments of an action plan, a file each, as open government plans keep them.

Knows their front matter: a title, who leads, until when, how far it has come. They become a
programme with a target for each, rated on the four levels of completion that the Open Government
Partnership uses, and a result for each status. What records cannot hold is left out and said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pledgebook.exchange.cells import Plain, Reader, day
from pledgebook.exchange.draft import Draft
from pledgebook.exchange.found import Found
from pledgebook.exchange.grid import Cell
from pledgebook.exchange.metadata import Metadata, read_metadata
from pledgebook.exchange.names import plain
from pledgebook.exchange.problems import Refused, refuse
from pledgebook.fields import read_url
from pledgebook.suggest import slug
from pledgebook.values import Rejected

_TITLE = ("title", "commitment_title", "commitment")
_ID = ("commitment_id", "commitment_number", "number", "id")
_LEAD = ("lead_institution", "lead_agency", "lead", "implementing_agency", "responsible", "agency")
_DUE = ("end_date", "end", "due", "due_date", "deadline")
_STATUS = ("completion", "commitment_status", "status")
_ASSESSED = ("status_date", "assessed", "as_of", "last_updated", "updated")
_PLAN = ("action_plan", "plan", "national_action_plan")
_LINK = ("source_url", "url", "link")
_TAKEN = frozenset((*_TITLE, *_ID, *_LEAD, *_DUE, *_STATUS, *_ASSESSED, *_PLAN, *_LINK))
_OF_PROGRAMME = frozenset({"name", "initiator", "launched", "sources"})
SCALE = "completion"
# Best first; each with the words that trackers use for it.
_LEVELS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "completed": ("Completed", ("complete", "fully completed", "fulfilled", "done")),
    "substantial": ("Substantial", ("substantially completed", "substantial completion")),
    "limited": ("Limited", ("limited completion", "partially completed")),
    "not-started": ("Not started", ("not yet started", "notstarted")),
}


def read_commitments(
    folder: Path, reader: Reader, given: Mapping[str, str], mapped: Mapping[str, str]
) -> Found | None:
    """All that records can hold of a folder of commitments, or of one file; None where there are
    none. `mapped`: the level that a status means, or the organization that a lead is."""
    paths = (
        sorted(p for end in ("*.md", "*.yml", "*.yaml") for p in folder.rglob(end))
        if folder.is_dir()
        else [folder]
    )
    found, metas = Found(), []
    for path in paths:
        name = path.relative_to(folder).as_posix() if folder.is_dir() else path.name
        meta, problem = read_metadata(path, name)
        if problem:
            found.problems.append(problem)
        elif meta and meta.text(*_TITLE) and (meta.text(*_STATUS) or meta.text(*_LEAD)):
            metas.append(meta)
        else:
            found.warnings.append(refuse("import.no-commitment", name=name).at(name))
    if not metas:
        return None
    _Plan(metas, reader, given, mapped, found).read()
    return found


@dataclass
class _Plan:
    """The commitments of one plan."""

    metas: list[Metadata]
    reader: Reader
    given: Mapping[str, str]
    mapped: Mapping[str, str]
    found: Found
    created: dict[str, str] = field(default_factory=dict)

    def read(self) -> None:
        """Adds the records."""
        first = self.metas[0]
        name = self.given.get("name") or first.text(*_PLAN)
        id_ = slug(name) or ""
        if not id_:
            key = "import.no-id" if name else "import.no-plan"
            self.found.problems.append(refuse(key, name=name).at(first.name))
            return
        programme = Draft("programmes", first.at(*_PLAN), id_, {"name": name})
        for meta in self.metas:
            if (other := meta.text(*_PLAN)) and "name" not in self.given and other != name:
                problem = refuse("import.other-plan", name=other, other=name)
                self.found.problems.append(problem.at(meta.at(*_PLAN)))
        for field_, text in self.given.items():
            if field_ in _OF_PROGRAMME - {"name"}:
                programme.fields[field_] = self.reader.field("programmes", field_, Cell(text))
        rated = any(meta.text(*_STATUS) for meta in self.metas)
        programme.fields["targets"] = [*self._targets(programme, rated)]
        if rated:
            self._add_scale()
        self.found.add(programme)
        left = (name for meta in self.metas for name in meta.fields if name not in _TAKEN)
        self.found.left |= dict.fromkeys(left)
        self.found.say_what_is_left(first.name)

    def _targets(self, programme: Draft, rated: bool) -> Iterator[Plain]:
        seen: dict[str, str] = {}
        for meta in self.metas:
            try:
                id_ = self._id(meta, seen)
                leads = self._leads(meta)
                target: dict[str, Plain] = {"id": id_, "statement": meta.text(*_TITLE)}
                target |= {"scale": SCALE, "level": "completed"} if rated else {}
                target |= _time(meta)
                target["scope"] = {"organizations": leads}
                target |= self._cited(meta)
            except _At as error:
                self.found.problems.append(error.refused.at(error.place))
                continue
            programme.cells[f"targets.{len(seen) - 1}"] = meta.name
            self._result(meta, f"{programme.id}/{id_}", leads)
            yield target

    def _id(self, meta: Metadata, seen: dict[str, str]) -> str:
        written = meta.text(*_ID) or Path(meta.name).stem
        id_ = slug(written)
        if id_ is None:
            raise _At(meta.at(*_ID), refuse("import.no-id", name=written))
        if id_ in seen:
            raise _At(meta.at(*_ID), refuse("import.same-id", name=id_, other=seen[id_]))
        seen[id_] = meta.name
        return id_

    def _leads(self, meta: Metadata) -> list[Plain]:
        """The ids of the organizations that lead; those that are not known are added."""
        value = next((meta.fields[name] for name in _LEAD if meta.fields.get(name)), "")
        names = [str(each) for each in value] if isinstance(value, list) else [str(value)]
        names = [name.strip() for name in names if name.strip()]
        if not names and "organization" in self.given:
            names = [self.given["organization"]]
        if not names:
            raise _At(meta.at(*_LEAD), refuse("import.no-lead"))
        return [self._organization(name, meta) for name in names]

    def _organization(self, name: str, meta: Metadata) -> str:
        called = self.mapped.get(plain(name), name)
        if known := self.reader.names.find("organizations", called):
            return known
        try:
            self.reader.names.record("organizations", called)
        except Refused as refused:
            if (refused.hint and refused.hint.key == "import.near") or called != name:
                raise _At(meta.at(*_LEAD), refused) from refused
        id_ = self.created.get(name) or slug(name)
        if not id_:
            raise _At(meta.at(*_LEAD), refuse("import.no-id", name=name))
        if name not in self.created:
            self.created[name] = id_
            self.found.add(Draft("organizations", meta.at(*_LEAD), id_, {"name": name}))
        return id_

    def _cited(self, meta: Metadata) -> dict[str, Plain]:
        """The address of the commitment, where it is a whole one."""
        if not (address := meta.text(*_LINK)):
            return {}
        try:
            return {"sources": [read_url(address)]}
        except Rejected:
            warning = refuse("import.no-address", name=address)
            self.found.warnings.append(warning.at(meta.at(*_LINK)))
            return {}

    def _result(self, meta: Metadata, target: str, leads: list[Plain]) -> None:
        if not (status := meta.text(*_STATUS)):
            self.found.empty += 1
            return
        at = meta.at(*_STATUS)
        try:
            level = self._level(status)
            when = self._when(meta)
        except Refused as refused:
            self.found.problems.append(refused.at(at))
            return
        more = {n: t for n, t in self.given.items() if n in {"assessment", "sources", "status"}}
        for lead in leads:
            fields: dict[str, Plain] = {"organization": lead, "target": target, "as_of": when}
            fields["value"] = level
            for name, text in more.items():
                fields[name] = self.reader.field("results", name, Cell(text))
            if "sources" not in fields and (cited := self._cited(meta).get("sources")):
                fields["sources"] = cited
            self.found.add(Draft("results", at, "", fields))

    def _level(self, status: str) -> str:
        word = plain(status.rstrip(" -"))
        meant = self.mapped.get(plain(status)) or self.mapped.get(word) or word
        for code, (name, words) in _LEVELS.items():
            if meant in {code, plain(name), *words}:
                return code
        raise refuse("import.completion", name=status, known=(*_LEVELS,))

    def _when(self, meta: Metadata) -> str:
        written = meta.text(*_ASSESSED) or self.given.get("as_of", "")
        if not written:
            raise refuse("import.no-day")
        return day(Cell(written))

    def _add_scale(self) -> None:
        languages = self.reader.names.model.site.languages
        english = languages[0] == "en" or "en" not in languages
        levels: list[Plain] = [
            {"code": code, "name": name if english else {"en": name}}
            for code, (name, _) in _LEVELS.items()
        ]
        word = "Completion"
        fields: dict[str, Plain] = {"name": word if english else {"en": word}, "levels": levels}
        self.found.add(Draft("scales", self.metas[0].name, SCALE, fields))


class _At(Exception):
    """A refusal with its place."""

    def __init__(self, place: str, refused: Refused) -> None:
        super().__init__(place)
        self.place, self.refused = place, refused


def _time(meta: Metadata) -> dict[str, Plain]:
    """A day until which, or what is said instead of one."""
    if not (written := meta.text(*_DUE)):
        raise _At(meta.name, refuse("import.no-due"))
    try:
        found = day(Cell(written))
        return {"due": date.fromisoformat(found).isoformat()}
    except (Refused, ValueError):
        return {"due_text": written}
