"""Targets whose parts contradict each other: what is tested, and against which value.

Knows measures and comparators. Must not know when a target is tested or for whom (that is
`timing` and `addressees`).
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pledgebook.diagnostics import Diagnostic
from pledgebook.records import COMPARATORS, RELATIVE, Scale
from pledgebook.rules.addressees import check_addressees
from pledgebook.rules.checked import Checked
from pledgebook.rules.codes import known_codes
from pledgebook.rules.marks import problem_at, text_at
from pledgebook.rules.ranges import limits_of
from pledgebook.rules.sums import written
from pledgebook.rules.timing import check_times
from pledgebook.rules.versions import Version
from pledgebook.status.terms import comparator_of

_RULE = "bad-target"
_ONE_SIDED = frozenset(COMPARATORS) - {"equals", "between"}


def bad_target(checked: Checked) -> Iterator[Diagnostic]:
    """The parts of a target contradict each other, or something is lacking to test it.

    - A target tests nothing more (it is kept when it is done), or an `indicator`, or a
      `scale`; not two of these.
    - A number is tested by exactly one of `at_least`, `at_most`, `more_than`, `less_than`,
      `equals`, `between`, `increase_by`, `decrease_by`, `increase_by_percent`,
      `decrease_by_percent`. Yes and no need none.
    - A rating needs a `level` of its scale. With it, `at_least: 80` means 80 % of the counts.
    - What rises or falls needs a `baseline` to start from.
    - A value lies within what the indicator allows, and a percentage between 0 and 100.
    - With `direction: none` on the indicator nobody can say whether more is better.
    - It has a `due` date, or it is tested `every` year or quarter, but not both.
    - Its scope holds at least one organization, and every organization with `own` terms.

    Wrong: `at_least: 80` together with `at_most: 90`.

    To repair it: keep the part that the source states, and take out the other.
    """
    for version in checked.versions:
        yield from _subject(checked, version)
        yield from check_times(version)
        yield from check_addressees(checked, version)


def measure_of(checked: Checked, version: Version) -> str | None:
    """What the terms are measured by: a measure, `yes-no`, or None where it is not known."""
    terms = version.terms
    if terms.indicator is not None:
        indicator = checked.indicator(terms.indicator)
        return indicator.measure if indicator else None
    return "rating" if terms.scale is not None else "yes-no"


def problem(version: Version, case: str, field: str, **params: Any) -> Diagnostic:
    """A contradiction at a field of the terms; `field` may be empty."""
    path = version.at(field) if field else version.path
    return problem_at(version.owner, f"{_RULE}.{case}", path, **params)


def _subject(checked: Checked, version: Version) -> Iterator[Diagnostic]:
    given = version.given
    if version.names("indicator") and version.names("scale"):
        related = (version.owner.place(version.at("indicator")),)
        key = f"{_RULE}.two-subjects"
        yield problem_at(version.owner, key, version.at("scale"), related=related)
        return
    named = [name for name in COMPARATORS if getattr(given, name) is not None]
    if len(named) > 1:
        related = (version.owner.key_place(version.at(named[0])),)
        key, path = f"{_RULE}.several", version.at(named[1])
        params = {"one": named[0], "other": named[1]}
        yield problem_at(version.owner, key, path, related=related, **params)
        return
    measure = measure_of(checked, version)
    if measure in {"yes-no", "boolean"}:
        yield from _without_number(version, named, measure or "")
    elif measure == "rating":
        yield from _rating(checked, version, named)
    elif measure is not None:
        yield from _number(checked, version, named, measure)


def _without_number(version: Version, named: list[str], measure: str) -> Iterator[Diagnostic]:
    """Yes or no: nothing to compare."""
    case = "yes-no" if measure == "yes-no" else "boolean"
    for name in (*named, "level", "baseline", "interim"):
        if version.names(name):
            yield problem(version, case, name, name=name)
            return
    rollup = getattr(version.given, "rollup", None)
    if rollup and rollup.kind == "pooled":
        yield problem(version, "pooled", "rollup")


def _rating(checked: Checked, version: Version, named: list[str]) -> Iterator[Diagnostic]:
    terms = version.terms
    relative = [name for name in named if name in RELATIVE]
    if relative:
        yield problem(version, "relative-rating", relative[0], name=relative[0])
        return
    for name in named:
        for path, value in _values(version, name):
            if not 0 <= value <= 100:
                yield problem(version, "percent", path, value=written(value))
    if terms.level is None:
        if not (terms.own and not version.organization):
            yield problem(version, "no-level", named[0] if named else "")
    elif version.names("level") or version.names("indicator", "scale"):
        yield from _level(checked, version)


def _level(checked: Checked, version: Version) -> Iterator[Diagnostic]:
    terms = version.terms
    indicator = checked.indicator(terms.indicator)
    name = (indicator.scale if indicator else terms.scale) or ""
    entry = checked.model.scales.get(name)
    scale: Scale | None = entry.record if entry else None
    codes = [level.code for level in scale.levels] if scale else []
    if scale is None or terms.level in codes:
        return
    path = version.at("level")
    code = terms.level or ""
    text, hint, fix = known_codes(version.owner, path, code, codes, f"{_RULE}.level")
    related = (entry.place("levels"),) if entry else ()
    yield version.owner.problem(_RULE, text, path, hint, related=related, fix=fix)


def _number(
    checked: Checked, version: Version, named: list[str], measure: str
) -> Iterator[Diagnostic]:
    terms = version.terms
    if version.names("level"):
        yield problem(version, "level-without-rating", "level", measure=measure)
    indicator = checked.indicator(terms.indicator)
    if not named:
        yield from _unsaid(version)
    elif named[0] in RELATIVE:
        yield from _relative(version, named[0])
    elif indicator is not None:
        for path, value in _values(version, named[0]):
            yield from _within(version, path, value, limits_of(indicator))
    if indicator is None:
        return
    id_ = terms.indicator or ""
    if indicator.direction == "none" and named and named[0] in _ONE_SIDED and _is_first(version):
        yield problem(version, "no-direction", named[0], name=named[0], indicator=id_)
    rollup = getattr(version.given, "rollup", None)
    if rollup and rollup.kind == "pooled" and indicator.combined == "none":
        yield problem(version, "not-pooled", "rollup", indicator=id_)


def _is_first(version: Version) -> bool:
    """Whether these are everyone's terms, or the first of those that differ: what is wrong with
    all of them is said once."""
    return version.organization in {"", next(iter(version.terms.own), "")}


def _unsaid(version: Version) -> Iterator[Diagnostic]:
    """Terms that say no comparator themselves: somebody else's must do."""
    terms, name = version.terms, comparator_of(version.terms)
    if name is None:
        # With own terms, who has none reads "no target set yet".
        if not version.organization and not terms.own and version.path == version.entry.path:
            yield problem(version, "no-comparator", "")
    elif version.organization and name in RELATIVE and terms.baseline is None:
        yield problem(version, "no-baseline", "", name=name)


def _relative(version: Version, name: str) -> Iterator[Diagnostic]:
    value: Decimal = getattr(version.given, name)
    shown = text_at(version.owner, version.at(name))
    # With own terms, each may bring its baseline.
    own = bool(version.terms.own) and not version.organization
    if version.terms.baseline is None and not own and _is_first(version):
        yield problem(version, "no-baseline", name, name=name)
    if value < 0:
        up = name.startswith("increase")
        opposite = name.replace("increase", "decrease") if up else name.replace("de", "in", 1)
        yield problem(version, "negative", name, value=shown, name=name, opposite=opposite)
    elif name == "decrease_by_percent" and value > 100:
        yield problem(version, "percent", name, value=shown)


def _values(version: Version, name: str) -> Iterator[tuple[str, Decimal]]:
    """The values of an absolute comparator with the fields they stand in."""
    between = version.given.between
    if name != "between":
        yield name, getattr(version.given, name)
    elif between is not None:
        yield "between.0", between.low
        yield "between.1", between.high


def _within(
    version: Version, path: str, value: Decimal, limits: tuple[Decimal | None, Decimal | None]
) -> Iterator[Diagnostic]:
    """A value that no figure of the indicator can have, or none can be beyond."""
    low, high = limits
    beyond_low = low is not None and (value < low or (path == "less_than" and value == low))
    beyond_high = high is not None and (value > high or (path == "more_than" and value == high))
    if beyond_low or beyond_high:
        limit = written((low if beyond_low else high) or Decimal(0))
        case = "below-limit" if beyond_low else "above-limit"
        yield problem(version, case, path, value=written(value), limit=limit)
