"""Indicators and results from a data repository of Open SDG (https://open-sdg.org).

Knows its folders: `data/indicator_1-2-1.csv` and `meta/1-2-1.yml` or `.md`. What records cannot
hold is left out and said.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pledgebook.exchange.cells import Plain, Reader
from pledgebook.exchange.draft import Draft
from pledgebook.exchange.found import Found
from pledgebook.exchange.opensdg_meta import Texts, add_sources, indicator_fields, is_taken
from pledgebook.exchange.opensdg_table import Figures, Rows
from pledgebook.exchange.problems import Refused, refuse
from pledgebook.exchange.sheets import read_sheets
from pledgebook.fields import read_code
from pledgebook.suggest import slug
from pledgebook.values import Rejected

_LONGEST = 30


def is_open_sdg(folder: Path) -> bool:
    """Whether a folder is such a repository."""
    return any((folder / "data").glob("indicator_*.csv"))


def read_open_sdg(
    folder: Path, languages: tuple[str, ...], reader: Reader, given: dict[str, str]
) -> Found:
    """All that records can hold of a repository. `given` holds for all rows."""
    found = Found()
    if "organization" not in given:
        found.problems.append(refuse("import.whose-data").at(folder.name))
        return found
    texts = Texts.of(folder, languages, found)
    for path in sorted((folder / "data").glob("indicator_*.csv")):
        where = f"data/{path.name}"
        try:
            (sheet,) = read_sheets(path)
            groups = Rows(sheet, reader, given, texts.beside).figures(found)
            _Indicator(path.stem.removeprefix("indicator_"), where, texts, given, found).add(groups)
        except Refused as refused:
            found.problems.append(refused.at(where))
    found.say_what_is_left("meta")
    return found


@dataclass(frozen=True)
class _Indicator:
    """One indicator of a repository, by its code there."""

    code: str
    where: str
    texts: Texts
    given: dict[str, str]
    found: Found

    def add(self, groups: list[Figures]) -> None:
        """Adds a record for each series and unit of which there are whole figures."""
        metas = self.texts.metadata(self.code, self.found)
        if not metas:
            raise refuse("import.no-metadata", name=self.code)
        whole = [figures for figures in groups if figures.whole]
        if not whole:
            self.found.warnings.append(refuse("import.no-whole", name=self.code).at(self.where))
            return
        self.found.left |= dict.fromkeys(
            n for meta in metas for n in meta.fields if not is_taken(n)
        )
        cited: list[Plain] = [*add_sources(metas, slug(self.code) or "", self.found)]
        for figures in groups:
            id_ = self._id(figures, groups)
            if not figures.whole:
                self.found.warnings.append(refuse("import.no-whole", name=id_).at(self.where))
                continue
            fields = indicator_fields(metas, self.code, figures.unit, self.texts, self.found)
            if len(groups) > 1:
                fields["name"] = _named(fields["name"], figures)
            self.found.add(Draft("indicators", self.where, id_, fields))
            if dimensions := self._break_down(figures):
                fields["dimensions"] = dimensions
            for draft in figures.whole:
                draft.fields["indicator"] = id_
                if cited and "sources" not in self.given:
                    draft.fields["sources"] = cited
                self.found.add(draft)

    def _id(self, figures: Figures, groups: list[Figures]) -> str:
        """Their code of the indicator, and where it has several series or units, which one."""
        parts = [slug(self.code)]
        if len({each.series for each in groups}) > 1:
            parts.append(_short(figures.series))
        if len({each.unit for each in groups}) > 1:
            parts.append(_short(figures.unit))
        if None in parts:
            raise refuse(
                "import.no-id", name=f"{self.code} {figures.series} {figures.unit}".strip()
            )
        return "-".join(part for part in parts if part)

    def _break_down(self, figures: Figures) -> list[Plain]:
        """Puts the parts into the values they are of; gives the dimensions they need."""
        whole = {str(draft.fields["period"]): draft for draft in figures.whole}
        dimensions: dict[str, dict[str, str]] = {}
        left = figures.crossed
        for column, word, part in figures.parts:
            total, dimension = whole.get(str(part.fields["period"])), slug(column)
            if total is None or dimension is None:
                left += 1
                continue
            codes = dimensions.setdefault(column, {})
            code = codes.setdefault(word, _code(word, codes.values()))
            self._put(total, dimension, code, part)
        if left:
            self.found.warnings.append(refuse("import.left-out", count=left).at(self.where))
        return [
            {
                "id": slug(column) or "",
                "name": self.texts.of_data(column),
                "codes": [{"code": c, "name": self.texts.of_data(w)} for w, c in codes.items()],
            }
            for column, codes in dimensions.items()
        ]

    def _put(self, total: Draft, dimension: str, code: str, part: Draft) -> None:
        breakdown = total.fields.setdefault("breakdown", {})
        codes = breakdown.setdefault(dimension, {}) if isinstance(breakdown, dict) else {}
        path = f"breakdown.{dimension}.{code}"
        if isinstance(codes, dict):
            if code in codes:
                problem = refuse("import.duplicate", other=total.cell(path)).at(part.at)
                self.found.problems.append(problem)
            codes.setdefault(code, part.fields["value"])
            total.cells.setdefault(path, part.at)


def _short(text: str) -> str | None:
    """A text as a part of an id, cut after a whole word; None where it has letters of a script
    that ids do not have."""
    words = (slug(text.replace("%", " percent ")[:80]) if text else "all") or ""
    while len(words) > _LONGEST and "-" in words:
        words = words.rpartition("-")[0]
    return words[:_LONGEST] or None


def _named(name: Plain, figures: Figures) -> Plain:
    also = ", ".join(part for part in (figures.series, figures.unit) if part)
    if isinstance(name, dict):
        return {tag: f"{text} ({also})" for tag, text in name.items()}
    return f"{name} ({also})"


def _code(word: str, taken: Collection[str]) -> str:
    """A code for a word: itself where it can be one."""
    try:
        base = read_code(word)
    except Rejected:
        base = slug(word) or "part"
    if base not in taken:
        return base
    return next(code for n in count(2) if (code := f"{base}-{n}") not in taken)
