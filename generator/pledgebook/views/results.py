"""How a result reads: its value with unit, parts, status and remarks.

Knows payloads and indicators. Must not know targets or verdicts.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from pledgebook.entries import Entry
from pledgebook.links import result_anchor
from pledgebook.markup import EMPTY, Safe, element, escape, join
from pledgebook.records import Dimension, Indicator, Named, Result
from pledgebook.views.blocks import Column, Row, Table
from pledgebook.views.origins import cite_figure, row_link
from pledgebook.views.sheet import Sheet, day_key


def value(sheet: Sheet, row: Result) -> Safe:
    """What a row reports, in words: the value with its unit and parts."""
    known = sheet.edition.shown_values
    shown = known.get(id(row))
    if shown is None:
        shown = known[id(row)] = _value(sheet, row)
    return shown


def _value(sheet: Sheet, row: Result) -> Safe:
    indicator = sheet.model.indicators.get(row.indicator or "")
    shown = _payload(sheet, row, indicator.record if indicator else None)
    return sheet.clauses((shown, _breakdowns(sheet, row, indicator)))


def _payload(sheet: Sheet, row: Result, indicator: Indicator | None) -> Safe:
    if row.status == "withdrawn":
        return sheet.say("result.withdrawn")
    if row.missing:
        return sheet.say(f"missing.{row.missing}")
    if row.distribution is not None:
        return _distribution(sheet, row, indicator)
    if row.numerator is not None and row.denominator is not None:
        return _share(sheet, row.numerator, row.denominator, indicator)
    if isinstance(row.value, bool):
        return sheet.say("value.yes" if row.value else "value.no")
    if isinstance(row.value, Decimal) and not (indicator and indicator.measure == "rating"):
        return quantity(sheet, row.value, indicator)
    return level_name(sheet, indicator, str(row.value)) if row.value is not None else EMPTY


def quantity(sheet: Sheet, number: Decimal, indicator: Indicator | None) -> Safe:
    """A number with the indicator's unit, rounded to the decimals that it asks for."""
    unit = indicator.unit if indicator else None
    decimals = unit.decimals if unit else None
    if indicator and indicator.measure == "percent":
        return sheet.percent(number, decimals)
    shown = sheet.number(number, decimals)
    if unit is None or (unit.name is None and unit.code is None):
        return shown
    name = sheet.text(unit.name) if unit.name else escape(unit.code or "")
    return Safe(f"{shown} {name}")


def amount(sheet: Sheet, number: Decimal, indicator: Indicator) -> Safe:
    """A number as an axis or bar shows it: a share with one decimal, else with its unit."""
    decimals = indicator.unit.decimals if indicator.unit else None
    if indicator.measure == "percent":
        return sheet.percent(number, _places(number) if decimals is None else decimals)
    return quantity(sheet, number, indicator)


def _share(
    sheet: Sheet, numerator: Decimal, denominator: Decimal, indicator: Indicator | None
) -> Safe:
    """`25% (3 of 12 subordinate cells)`; the share is left out when it is 0 of 0."""
    counted = indicator.denominator or indicator.population if indicator else None
    what = sheet.text(counted) if counted else EMPTY
    parts = sheet.say(
        "value.of", n=sheet.number(numerator), total=sheet.number(denominator), what=what
    )
    if not denominator:
        return parts
    share = numerator * 100 / denominator
    return Safe(f"{sheet.percent(share, _places(share))} ({parts})")


def _places(share: Decimal) -> int:
    """One decimal, or none where the share is whole."""
    return 0 if share == share.to_integral_value() else 1


def _distribution(sheet: Sheet, row: Result, indicator: Indicator | None) -> Safe:
    levels = [
        sheet.say("value.level", level=level_name(sheet, indicator, code), n=count)
        for code, count in (row.distribution or {}).items()
    ]
    unrated = [
        sheet.say("value.level", level=level_name(sheet, indicator, code), n=count)
        for code, count in (row.not_rated or {}).items()
    ]
    shown = sheet.clauses(levels)
    return (
        Safe(f"{shown}; {sheet.say('value.not-rated')} {join(unrated, Safe('; '))}")
        if unrated
        else shown
    )


def level_name(sheet: Sheet, indicator: Indicator | None, code: str) -> Safe:
    """A level of the indicator's scale (or a reason for no rating) by name."""
    scale = sheet.model.scales.get(indicator.scale or "") if indicator else None
    if scale is None:
        return escape(code)
    names = {item.code: item.name for item in (*scale.record.levels, *scale.record.not_rated)}
    return sheet.text(names[code]) if code in names else escape(code)


def _breakdowns(sheet: Sheet, row: Result, indicator: Entry[Indicator] | None) -> Safe:
    dimensions = {d.id: d for d in indicator.record.dimensions} if indicator else {}
    return sheet.clauses(
        (
            sheet.say("value.breakdown", parts=_parts(sheet, dimensions.get(name), values))
            for name, values in (row.breakdown or {}).items()
        )
    )


def _parts(sheet: Sheet, dimension: Dimension | None, values: Mapping[str, Decimal]) -> Safe:
    names: dict[str, Named] = {c.code: c for c in dimension.codes} if dimension else {}
    parts = [
        Safe(f"{sheet.number(n)} {sheet.text(names[code].name) if code in names else escape(code)}")
        for code, n in values.items()
    ]
    return sheet.language.listed_safe(parts)


def time(sheet: Sheet, row: Result) -> Safe:
    """The period or date of a row, with the mark of an assumption."""
    if row.period:
        return Safe(f"{escape(sheet.language.period(row.period))}{sheet.assumed(row, 'period')}")
    return Safe(f"{sheet.date(row.as_of)}{sheet.assumed(row, 'as_of')}")


def anchor(row: Result) -> str:
    """The row's permanent anchor on its organization's page."""
    subject = row.indicator or row.target or ""
    when = row.period.text if row.period else row.as_of.text if row.as_of else ""
    return result_anchor(subject, when)


def remarks(sheet: Sheet, row: Result) -> Safe:
    """Everything that qualifies a row: provisional, flags, revision, words, reply, coverage."""
    parts: list[Safe] = []
    if row.status == "provisional":
        parts.append(sheet.mark("provisional"))
    if row.flag:
        parts.append(sheet.mark(row.flag))
    if row.text:
        parts.append(sheet.say("result.words", text=sheet.text(row.text, row)))
    if row.coverage:
        parts.append(
            sheet.say("result.coverage", n=row.coverage.assessed, total=row.coverage.total)
        )
    if row.revision:
        reason = sheet.text(row.revision_reason, row)
        parts.append(sheet.say("result.revision", n=row.revision, reason=reason))
    if row.response:
        parts.append(sheet.say("result.response", text=sheet.text(row.response.text, row)))
    if row.note:
        parts.append(sheet.text(row.note, row))
    return sheet.clauses(parts)


def sort_key(entry: Entry[Result]) -> tuple[object, ...]:
    """Newest first within a subject, then the later revision first."""
    row = entry.record
    last = row.period.last if row.period else row.as_of.last if row.as_of else None
    first = row.period.first if row.period else row.as_of.first if row.as_of else None
    return (
        -(last.toordinal() if last else 0),
        first.toordinal() if first else 0,
        row.assessment,
        -row.revision,
    )


def in_order(
    sheet: Sheet, rows: Iterable[Entry[Result]], *, by_organization: bool
) -> list[Entry[Result]]:
    """Rows as tables show them: newest first, of each organization together if asked for."""
    entries = sorted(rows, key=sort_key)
    if by_organization:
        entries.sort(key=lambda e: sheet.model_order(e.record.organization))
    return entries


def value_key(sheet: Sheet, row: Result) -> str:
    """What a reported value is sorted by: a number in full; "" where there is none."""
    if row.status == "withdrawn" or row.missing:
        return ""
    if row.numerator is not None and row.denominator:
        return f"{round(row.numerator * 100 / row.denominator, 6).normalize():f}"
    if isinstance(row.value, bool):
        return str(int(row.value))
    indicator = sheet.model.indicators.get(row.indicator or "")
    scale = sheet.model.scales.get(indicator.record.scale or "") if indicator else None
    if scale is not None:
        levels = [level.code for level in scale.record.levels]
        return str(-levels.index(str(row.value))) if str(row.value) in levels else ""
    return f"{row.value:f}" if isinstance(row.value, Decimal) else ""


def table(
    sheet: Sheet,
    rows: Iterable[Entry[Result]],
    caption: Safe,
    *,
    by_organization: bool = False,
    with_subject: bool = False,
    anchors: bool = True,
) -> Table:
    """Rows as a table; the first column names the organization, the subject or the period."""
    entries = in_order(sheet, rows, by_organization=with_subject or by_organization)
    heads = [
        *((Column(sheet.say("column.organization")),) if by_organization else ()),
        *((Column(sheet.say("column.subject")),) if with_subject else ()),
        Column(sheet.say("column.time")),
        Column(sheet.say("column.value"), numeric=all(_is_number(e.record) for e in entries)),
        Column(sheet.say("column.assessment")),
        Column(sheet.say("column.sources")),
    ]
    seen: set[str] = set()
    shown = []
    for entry in entries:
        row = entry.record
        name = anchor(row)
        cells = (
            *((sheet.organization(row.organization),) if by_organization else ()),
            *((subject(sheet, row),) if with_subject else ()),
            time(sheet, row),
            _with_remarks(value(sheet, row), remarks(sheet, row)),
            sheet.say(f"assessment.{row.assessment}"),
            join([p for p in (sheet.cite(row.sources), row_link(sheet, entry)) if p], Safe(" ")),
        )
        own = name if anchors and name not in seen else ""
        if own:
            cells = (*cells[:-1], Safe(f"{cells[-1]}{_cite(sheet, entry, own)}"))
        keys = (day_key(row.period or row.as_of), value_key(sheet, row), "", "")
        shown.append(Row(cells, own, ("",) * (len(cells) - len(keys)) + keys))
        seen.add(name)
    return Table(caption, tuple(heads), tuple(shown)).without_empty_columns()


def _cite(sheet: Sheet, entry: Entry[Result], anchor: str) -> Safe:
    row = entry.record
    words = (
        organization_name(sheet, row.organization),
        subject_name(sheet, row),
        time(sheet, row),
        value(sheet, row),
    )
    url = sheet.edition.permanent_url(sheet.path, anchor)
    return cite_figure(sheet, words, url, (entry,))


def organization_name(sheet: Sheet, id_: str) -> Safe:
    """An organization's name without a link."""
    entry = sheet.model.organizations.get(id_)
    return escape(sheet.edition.name(entry) if entry else id_)


def _is_number(row: Result) -> bool:
    """Whether a row shows as one number and nothing else, so that it stands right."""
    said = (row.breakdown, row.text, row.note, row.response, row.flag, row.coverage, row.revision)
    plain_number = isinstance(row.value, Decimal) and row.status == "final"
    return plain_number and not any(said)


def _with_remarks(shown: Safe, said: Safe) -> Safe:
    return Safe(f"{shown} {element('small', said)}") if said else shown


def subject(sheet: Sheet, row: Result) -> Safe:
    """What a row is about: its indicator, or its target."""
    if row.indicator:
        return sheet.record("indicators", row.indicator)
    return sheet.target(row.target or "")


def subject_name(sheet: Sheet, row: Result) -> Safe:
    """What a row is about, without a link."""
    if row.indicator:
        entry = sheet.model.indicators.get(row.indicator)
        return sheet.text(entry.record.name) if entry else escape(row.indicator)
    target = sheet.model.targets.get(row.target or "")
    return sheet.text(target.target.statement) if target else escape(row.target or "")
