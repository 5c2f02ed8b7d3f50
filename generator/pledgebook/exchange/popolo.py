"""Organizations from Popolo JSON (https://www.popoloproject.com/specs/organization.html).

Knows that format: either a list of organizations, or an object that holds one. Fields that
records have no place for (contact details, images, memberships) are left out.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pledgebook.exchange.cells import Plain
from pledgebook.exchange.draft import Draft
from pledgebook.exchange.problems import refuse
from pledgebook.suggest import slug

_SAME = {"name": "name", "founding_date": "founded", "dissolution_date": "dissolved"}


@dataclass(frozen=True)
class Popolo:
    """The organizations of a file."""

    path: Path

    def drafts(self) -> list[Draft]:
        """A draft for each organization. Raises Refused."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise refuse("import.unreadable", name=self.path.name) from error
        listed = found.get("organizations") if isinstance(found, dict) else found
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            raise refuse("import.no-organizations", name=self.path.name)
        ids = {str(each.get("id")): _id(each) for each in listed}
        return [self._draft(number, each, ids) for number, each in enumerate(listed)]

    def _draft(self, number: int, each: dict[str, Any], ids: dict[str, str]) -> Draft:
        at = f"{self.path.name}#organizations/{number}"
        fields: dict[str, Plain] = {
            ours: str(each[theirs]) for theirs, ours in _SAME.items() if each.get(theirs)
        }
        if kind := each.get("classification"):
            fields["classification"] = slug(str(kind)) or str(kind)
        if parent := each.get("parent_id"):
            fields["parent"] = ids.get(str(parent), str(parent))
        if text := each.get("description") or each.get("abstract"):
            fields["description"] = str(text)
        parts = (("identifiers", ("scheme", "identifier")), ("other_names", ("name",)))
        for name, wanted in parts:
            if listed := _parts(each.get(name) or (), wanted):
                fields[name] = listed
        if link := next((part.get("url") for part in each.get("links") or ()), None):
            fields["url"] = str(link)
        return Draft("organizations", at, _id(each), fields)


def _id(each: dict[str, Any]) -> str:
    """The last part of their id, else their name, as an id."""
    last = str(each.get("id") or "").rstrip("/").rpartition("/")[2].rpartition(":")[2]
    return slug(last) or slug(str(each.get("name", ""))) or ""


def _parts(listed: Iterable[Any], wanted: tuple[str, ...]) -> list[Plain]:
    found: list[Plain] = []
    for part in listed:
        if isinstance(part, dict) and all(part.get(name) for name in wanted):
            kept: dict[str, Plain] = {name: str(part[name]) for name in wanted}
            if "name" in wanted:
                days = (("start", "start_date"), ("end", "end_date"))
                kept |= {ours: str(part[name]) for ours, name in days if part.get(name)}
            found.append(kept)
    return found
