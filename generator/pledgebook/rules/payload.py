"""What a row says: exactly one payload, of the kind that its indicator has.

Knows payloads and measures. Must not know other rows.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pledgebook.diagnostics import Diagnostic
from pledgebook.entries import Entry
from pledgebook.records import Result
from pledgebook.repair import replaced
from pledgebook.rules.checked import Checked
from pledgebook.rules.codes import known_codes
from pledgebook.rules.marks import at_key, corrected, key_of, node_at, problem_at, text_at
from pledgebook.rules.numbers import doubtful_fields, is_whole
from pledgebook.rules.subjects import Subject, rows_by_subject, subject_named

_RULE = "bad-payload"
_KINDS = ("value", "numerator", "distribution", "missing")


def bad_payload(checked: Checked) -> Iterator[Diagnostic]:
    """A row does not say exactly one thing, or a thing of another kind than its indicator.

    A row has one of these: `value`; `numerator` and `denominator`; `distribution`, with or
    without `not_rated`; or `missing` with the reason why there is no figure. A row with
    `status: withdrawn` has none of them. Which one fits depends on the indicator's `measure`:

    - `count`: a whole number as `value`; `quantity`: any number.
    - `percent`: `numerator` and `denominator`, or `value` when only the share is published.
    - `boolean`, and a target without indicator: `value: true` or `value: false`.
    - `rating`: `distribution` (how many at each level), or the code of a level as `value`.

    Levels and codes must be those of the scale and of the indicator's dimensions, and a
    numerator is not greater than its denominator.

    Wrong: `{organization: school-a, indicator: trained-share, numerator: 45, denominator: 40,
    period: 2024}`.

    To repair it: take out what is too many, or write the figure in the form that fits.
    """
    for row in checked.model.results:
        named = row.record
        if (named.indicator and named.target) or (named.period and named.as_of):
            yield from _one_subject(row)
    for name, rows in rows_by_subject(checked).items():
        subject = subject_named(checked, name)
        shares = subject is not None and subject.measure == "percent"
        for row in rows:
            if shares and _is_usual_share(row.record):
                continue
            problem = _not_one(row)
            if problem:
                yield problem
            elif subject:
                yield from _of_wrong_kind(row, subject)
        if subject is None and name in checked.model.targets:
            yield from (_tested_by_indicator(checked, row) for row in rows)


def _one_subject(row: Entry[Result]) -> Iterator[Diagnostic]:
    record = row.record
    if record.indicator is not None and record.target is not None:
        yield _problem(row, "subjects", "target")
    if record.period is not None and record.as_of is not None:
        yield _problem(row, "times", "as_of")


def _tested_by_indicator(checked: Checked, row: Entry[Result]) -> Diagnostic:
    """A row that names a target where it has to name the target's indicator."""
    name = row.record.target or ""
    indicator = checked.model.targets[name].target.indicator or ""
    start, node = key_of(row, "", "target"), node_at(row, "target")
    fix = (
        replaced(row.file, start.start, node.end, f"indicator: {indicator}")
        if start and node
        else None
    )
    key = f"{_RULE}.target"
    return problem_at(row, key, "target", fix=fix, name=name, indicator=indicator)


def _not_one(row: Entry[Result]) -> Diagnostic | None:
    """Whether a row has none, several or half of a payload."""
    record = row.record
    if _is_plain(record):
        return None
    given = [name for name in _KINDS if getattr(record, name) is not None]
    if record.status == "withdrawn":
        extra = given or [n for n in ("breakdown", "not_rated") if getattr(record, n) is not None]
        return _problem(row, "withdrawn", extra[0]) if extra else None
    if record.numerator is None and record.denominator is not None:
        return _problem(row, "no-numerator", "denominator")
    if record.numerator is not None and record.denominator is None:
        return _problem(row, "no-denominator", "numerator")
    if len(given) > 1 and "missing" in given:
        return _problem(row, "missing", "missing", one=given[0])
    if len(given) > 1:
        return _problem(row, "several", given[1], one=given[0], other=given[1])
    if record.not_rated is not None and record.distribution is None:
        return _problem(row, "not-rated", "not_rated")
    if record.breakdown is not None and record.value is None:
        return _problem(row, "breakdown", "breakdown")
    return None if given else _problem(row, "none", "")


def _is_usual_share(record: Result) -> bool:
    """What most rows of a share are: so many of so many, and nothing to say about it."""
    top, bottom = record.numerator, record.denominator
    return (
        top is not None
        and bottom is not None
        and 0 <= top <= bottom
        and bottom > 0
        and record.coverage is None
        and _is_plain(record)
    )


def _is_plain(record: Result) -> bool:
    """The two forms that nearly all rows have, told quickly: a value or a share, nothing else."""
    shares = (record.numerator is not None) + (record.denominator is not None)
    one = shares == 2 if record.value is None else shares == 0
    return (
        one
        and record.missing is None
        and record.distribution is None
        and record.not_rated is None
        and record.breakdown is None
        and record.status != "withdrawn"
    )


def _problem(row: Entry[Result], case: str, path: str, **params: Any) -> Diagnostic:
    return problem_at(row, f"{_RULE}.{case}", path, **params)


def _of_wrong_kind(row: Entry[Result], subject: Subject) -> Iterator[Diagnostic]:
    record = row.record
    if record.coverage and record.coverage.assessed > record.coverage.total:
        yield _problem(row, "coverage", "coverage.assessed")
    if record.missing is not None or record.status == "withdrawn":
        return
    match subject.measure:
        case "boolean":
            yield from _boolean(row)
        case "rating":
            yield from _rating(row, subject)
        case "percent":
            yield from _percent(row, subject)
        case _:
            yield from _amount(row, subject)
    if record.breakdown is not None:
        yield from _breakdown(row, subject, record.breakdown)


def _boolean(row: Entry[Result]) -> Iterator[Diagnostic]:
    value = row.record.value
    if isinstance(value, bool):
        return
    path = "value" if value is not None else _given(row)
    fix = None
    if value in (Decimal(0), Decimal(1)):
        fix = corrected(row, "value", "true" if value else "false")
    yield problem_at(row, f"{_RULE}.boolean", path, fix=fix)


def _given(row: Entry[Result]) -> str:
    return next(name for name in _KINDS if getattr(row.record, name) is not None)


def _amount(row: Entry[Result], subject: Subject) -> Iterator[Diagnostic]:
    value = row.record.value
    if not isinstance(value, Decimal):
        yield _problem(row, "number", _given(row), measure=subject.measure)
    elif subject.measure == "count" and not is_whole(value) and not _is_doubtful(row, subject):
        yield _problem(row, "whole", "value", value=text_at(row, "value"))


def _is_doubtful(row: Entry[Result], subject: Subject) -> bool:
    """Whether a number of the row may be read in two ways, which is said already."""
    return subject.indicator is not None and bool(doubtful_fields(row, subject.indicator.record))


def _percent(row: Entry[Result], subject: Subject) -> Iterator[Diagnostic]:
    record = row.record
    if record.numerator is None or record.denominator is None:
        if not isinstance(record.value, Decimal):
            yield _problem(row, "percent", _given(row))
        return
    top, bottom = record.numerator, record.denominator
    if 0 <= top <= bottom and bottom:
        return
    limits = subject.indicator.record if subject.indicator else None
    maximum = limits.maximum if limits else None
    minimum = limits.minimum if limits else None
    written = {"numerator": text_at(row, "numerator"), "denominator": text_at(row, "denominator")}
    if bottom < 0 or (top < 0 and (minimum is None or minimum >= 0)):
        yield _problem(row, "negative", "numerator" if top < 0 else "denominator")
    elif bottom == 0 and top != 0:
        yield _problem(row, "of-zero", "denominator", **written)
    elif top > bottom and (maximum is None or maximum <= 100) and not _is_doubtful(row, subject):
        related = (row.place("denominator"),)
        yield problem_at(row, f"{_RULE}.above", "numerator", related=related, **written)


def _rating(row: Entry[Result], subject: Subject) -> Iterator[Diagnostic]:
    record = row.record
    if record.distribution is None and record.value is None:
        yield _problem(row, "rating", _given(row))
    elif subject.scale is None:
        return
    elif record.distribution is None:
        code = text_at(row, "value")
        if code not in subject.levels:
            text, hint, fix = known_codes(row, "value", code, subject.levels, f"{_RULE}.level")
            yield row.problem(_RULE, text, "value", hint, fix=fix)
    else:
        yield from _codes(row, "distribution", record.distribution, subject.levels, "level")
        yield from _codes(row, "not_rated", record.not_rated or {}, subject.reasons, "reason")


def _codes(
    row: Entry[Result], path: str, given: Mapping[str, Any], known: tuple[str, ...], case: str
) -> Iterator[Diagnostic]:
    """Keys that are not among the known codes."""
    for code in given:
        if code not in known:
            text, hint, fix = known_codes(row, path, code, known, f"{_RULE}.{case}", key=True)
            yield at_key(row, _RULE, text, (path, code), hint, fix)


def _breakdown(
    row: Entry[Result], subject: Subject, breakdown: Mapping[str, Mapping[str, Decimal]]
) -> Iterator[Diagnostic]:
    if subject.indicator is None or subject.measure in {"boolean", "rating"}:
        yield _problem(row, "no-breakdown", "breakdown")
        return
    dimensions = {d.id: d for d in subject.indicator.record.dimensions}
    yield from _codes(row, "breakdown", breakdown, tuple(dimensions), "dimension")
    for name, parts in breakdown.items():
        if dimension := dimensions.get(name):
            known = tuple(named.code for named in dimension.codes)
            yield from _codes(row, f"breakdown.{name}", parts, known, "code")
