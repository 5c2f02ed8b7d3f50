"""How targets and verdicts read: terms, chips, the working behind a verdict, roll-ups.

Knows the words for each state and reason. Must not compute a verdict.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pledgebook import links
from pledgebook.markup import EMPTY, Safe, element, escape, join
from pledgebook.model import TargetEntry
from pledgebook.records import COMPARATORS, Indicator, Terms
from pledgebook.status import SIGNED, RollupVerdict, State, Verdict
from pledgebook.values import read_fuzzy_date
from pledgebook.views import results
from pledgebook.views.blocks import Column, Row, Table
from pledgebook.views.origins import verdict_links
from pledgebook.views.sheet import Sheet

PERCENT_COMPARATORS = {"increase_by_percent", "decrease_by_percent"}
# In this order counts are told: what was kept, what is open, what was not.
TOLD = (
    State.MET,
    State.ON_TRACK,
    State.BEHIND,
    State.NOT_MET,
    State.NO_DATA,
    State.NOT_DUE,
    State.NOT_APPLICABLE,
)

# What a reader looks for first when statuses are sorted.
_URGENT = (
    State.NOT_MET,
    State.NO_DATA,
    State.BEHIND,
    State.NOT_DUE,
    State.ON_TRACK,
    State.MET,
    State.NOT_APPLICABLE,
)


def rank(state: State) -> str:
    """A digit to sort states by, the most urgent first."""
    return str(_URGENT.index(state) + 1)


def css_name(state: State) -> str:
    """A state as the style sheet's classes name it."""
    return state.value.replace("_", "-")


def chip(sheet: Sheet, verdict: Verdict | RollupVerdict) -> Safe:
    """The state as a word with a shape, and whether it is late or provisional."""
    shown = state_chip(sheet, verdict.state)
    remarks = []
    if isinstance(verdict, Verdict) and verdict.late:
        remarks.append(sheet.say("verdict.late", n=verdict.late))
    if verdict.provisional:
        remarks.append(sheet.mark("provisional"))
    return join([shown, *remarks], Safe(" "))


def state_chip(sheet: Sheet, state: State) -> Safe:
    """A state as a word with a shape."""
    return element(
        "span", sheet.say(f"state.{state.value}"), class_=f"verdict verdict--{css_name(state)}"
    )


def indicator_of(sheet: Sheet, terms: Terms | None, entry: TargetEntry) -> Indicator | None:
    """The indicator that a target tests, if there is one."""
    found = sheet.model.indicators.get(
        getattr(terms, "indicator", None) or entry.target.indicator or ""
    )
    return found.record if found else None


def terms(sheet: Sheet, entry: TargetEntry, effective: Terms | None = None) -> Safe:
    """What a target asks in words: comparator, value, level, baseline."""
    own = effective or entry.target
    indicator = indicator_of(sheet, own, entry)
    name = next((c for c in COMPARATORS if getattr(own, c) is not None), None)
    parts = []
    if own.level:
        scale = _level(sheet, entry, indicator, own.level)
        parts.append(sheet.say("terms.level", level=scale))
    if name:
        parts.append(sheet.say(f"terms.{name}", value=_asked(sheet, own, name, indicator)))
    if own.baseline and name and ("increase" in name or "decrease" in name):
        parts.append(
            sheet.say("terms.baseline", period=escape(sheet.language.period(own.baseline.period)))
        )
    if not parts and entry.target.indicator is None and entry.target.scale is None:
        parts.append(sheet.say("terms.yes-no"))
    elif not parts and entry.target.own:
        parts.append(sheet.say("terms.own"))
    return sheet.commas(parts)


def _level(sheet: Sheet, entry: TargetEntry, indicator: Indicator | None, code: str) -> Safe:
    if indicator:
        return results.level_name(sheet, indicator, code)
    scale = sheet.model.scales.get(entry.target.scale or "")
    names = {item.code: item.name for item in scale.record.levels} if scale else {}
    return sheet.text(names[code]) if code in names else escape(code)


def _asked(sheet: Sheet, own: Terms, name: str, indicator: Indicator | None) -> Safe:
    value = getattr(own, name)
    if name == "between":
        low, high = (_amount(sheet, own, name, v, indicator) for v in (value.low, value.high))
        return sheet.say("terms.range", low=low, high=high)
    return _amount(sheet, own, name, value, indicator)


def _amount(
    sheet: Sheet, own: Terms, name: str, value: Decimal, indicator: Indicator | None
) -> Safe:
    if name == "increase_by" and indicator and indicator.measure == "percent":
        return sheet.say("terms.points", value=sheet.number(value))
    rated = own.level is not None or (indicator is not None and indicator.measure == "rating")
    if name in PERCENT_COMPARATORS or rated:
        return sheet.percent(value)
    return results.quantity(sheet, value, indicator)


def due(sheet: Sheet, own: Terms) -> Safe:
    """When a target is to be kept, in words."""
    if own.due:
        return sheet.say("terms.due", date=sheet.date(own.due))
    if own.every:
        words = sheet.say(f"terms.every.{own.every}")
        if own.first_period:
            first = escape(sheet.language.period(own.first_period))
            return sheet.say("terms.from", every=words, period=first)
        return words
    return sheet.text(own.due_text) if own.due_text else EMPTY


def working(sheet: Sheet, verdict: Verdict) -> Safe:
    """How a verdict came about: the value, what was asked, and what it rests on."""
    parts = [
        part
        for part in (_value(sheet, verdict), _asked_for(sheet, verdict), reason(sheet, verdict))
        if part
    ]
    if verdict.assumed:
        names = [assumption(sheet, name) for name in verdict.assumed]
        parts.append(sheet.say("verdict.assumed", fields=sheet.language.listed_safe(names)))
    if verdict.disagreement:
        parts.append(_disagreement(sheet, verdict))
    parts.extend(_as_signed(sheet, verdict))
    parts.extend(_own_remarks(sheet, verdict))
    return sheet.clauses(parts)


def _own_remarks(sheet: Sheet, verdict: Verdict) -> Iterator[Safe]:
    """What is noted about the terms of this one organization, and their sources."""
    own = verdict.target.target.own.get(verdict.organization)
    if own is not None and own.note:
        yield sheet.text(own.note, own)
    if own is not None and own.sources:
        yield sheet.cite(own.sources)


def _as_signed(sheet: Sheet, verdict: Verdict) -> Iterator[Safe]:
    """What the signed terms would say, where an amendment changed them."""
    signed = sheet.edition.statuses.signed(verdict.target.name, verdict.organization)
    if verdict.version != SIGNED and signed is not None and signed.version == SIGNED:
        asked = _agreed(sheet, signed)
        if asked != _agreed(sheet, verdict) or signed.state is not verdict.state:
            chip_ = state_chip(sheet, signed.state)
            yield sheet.say("verdict.as-signed", status=chip_, terms=asked)


def _agreed(sheet: Sheet, verdict: Verdict) -> Safe:
    """What a verdict's terms ask and by when, to see whether an amendment changed them."""
    asked = terms(sheet, verdict.target, verdict.terms)
    return sheet.commas((asked, due(sheet, verdict.terms)))


def _value(sheet: Sheet, verdict: Verdict) -> Safe:
    """The value tested: `3 of 12 subordinate cells = 25%`, a number, or done and when."""
    tested = verdict.tested
    if tested is None or not tested.rows:
        return EMPTY
    indicator = indicator_of(sheet, verdict.terms, verdict.target)
    newest = tested.rows[-1].record
    sources = sheet.cite(s for row in tested.rows for s in row.record.sources)
    when = results.time(sheet, newest)
    if isinstance(tested.actual, bool):
        key = "working.done" if tested.actual else "working.not-done"
        shown = sheet.say(key, date=when)
    elif tested.numerator is not None and tested.denominator is not None:
        shown = _share(sheet, verdict, indicator, when)
    elif tested.actual is not None:
        shown = sheet.say("working.value", value=results.value(sheet, newest), date=when)
        if tested.parts or len(tested.rows) > 1:
            shown = _sum(sheet, verdict, indicator)
    else:
        return EMPTY
    return join([p for p in (shown, sources, verdict_links(sheet, verdict)) if p], Safe(" "))


def _share(sheet: Sheet, verdict: Verdict, indicator: Indicator | None, when: Safe) -> Safe:
    tested = verdict.tested
    assert tested is not None
    assert tested.numerator is not None
    assert tested.denominator is not None
    counted = (indicator.denominator or indicator.population) if indicator else None
    parts = sheet.say(
        "value.of",
        n=sheet.number(tested.numerator),
        total=sheet.number(tested.denominator),
        what=sheet.text(counted) if counted else EMPTY,
    )
    if not tested.denominator:
        return sheet.say("working.value", value=parts, date=when)
    share = tested.numerator * 100 / tested.denominator
    shown = percent_against(sheet, share, verdict.terms)
    return sheet.say("working.share", parts=parts, share=shown, date=when)


def percent_against(sheet: Sheet, share: Decimal, own: Terms) -> Safe:
    """A share with as many decimals as it takes not to contradict the verdict."""
    limits = [v for c in COMPARATORS[:5] if isinstance(v := getattr(own, c), Decimal)]
    if own.between:
        limits += [own.between.low, own.between.high]
    return sheet.percent(share, decimals_against(share, limits))


def decimals_against(value: Decimal, limits: Sequence[Decimal], least: int | None = None) -> int:
    """Decimals for a value so that rounding does not carry it over or onto a limit."""
    whole = value == value.to_integral_value()
    places = (0 if whole else 1) if least is None else least
    while places < 12 and any(
        (round(value, places) > limit) - (round(value, places) < limit)
        != (value > limit) - (value < limit)
        for limit in limits
    ):
        places += 1
    return places


def _sum(sheet: Sheet, verdict: Verdict, indicator: Indicator | None) -> Safe:
    tested = verdict.tested
    assert tested is not None
    assert isinstance(tested.measured, Decimal)
    amount = results.quantity(sheet, tested.measured, indicator)
    if tested.parts:
        done, total = tested.parts
        return sheet.say("working.parts", value=amount, n=done, total=total)
    return sheet.say("working.sum", value=amount, n=len(tested.rows))


def _asked_for(sheet: Sheet, verdict: Verdict) -> Safe:
    if verdict.tested is None or verdict.tested.actual is None:
        return EMPTY
    if isinstance(verdict.tested.actual, bool):
        return EMPTY
    asked = sheet.commas((terms(sheet, verdict.target, verdict.terms), _goal(sheet, verdict)))
    return sheet.say("working.target", terms=asked) if asked else EMPTY


def _goal(sheet: Sheet, verdict: Verdict) -> Safe:
    """What a relative target comes to in the indicator's unit: from the baseline to the goal."""
    tested = verdict.tested
    indicator = indicator_of(sheet, verdict.terms, verdict.target)
    if tested is None or tested.baseline is None or verdict.goal is None or indicator is None:
        return EMPTY
    start = results.amount(sheet, tested.baseline, indicator)
    return sheet.say(
        "working.goal", start=start, goal=results.amount(sheet, verdict.goal, indicator)
    )


def reason(sheet: Sheet, verdict: Verdict) -> Safe:
    """Why a verdict is what it is, where the value does not say it."""
    if verdict.reason is None:
        return EMPTY
    key = f"reason.{verdict.reason.code}"
    params = {
        name: _reason_part(sheet, f"{key}.{name}", name, value)
        for name, value in verdict.reason.params
    }
    return sheet.say(key, **params)


def _reason_part(sheet: Sheet, key: str, name: str, value: str) -> Safe:
    """A reason's parameter as shown, in its own words where the catalogue has some for it."""
    if not value:
        return EMPTY
    shown = _reason_value(sheet, name, value)
    return sheet.say(key, value=shown) if key in sheet.language.labels else shown


def _reason_value(sheet: Sheet, name: str, value: str) -> Safe:
    match name:
        case "date" | "until":
            return sheet.date(read_fuzzy_date(value))
        case "by" | "of" | "successors" | "organizations":
            return sheet.language.listed_safe([sheet.organization(i) for i in value.split(", ")])
        case "indicator":
            return sheet.record("indicators", value)
        case "classification" | "applies_to":
            return sheet.language.listed_safe([sheet.classification(c) for c in value.split(", ")])
        case "missing" | "to":
            return sheet.say(f"{'scope' if name == 'to' else name}.{value}")
        case "period":
            return escape(sheet.language.period_text(value))
        case "pace" | "needed":
            return sheet.percent(round(Decimal(value) * 100, 1))
        case "value":
            return sheet.number(Decimal(value))
        case _:
            return escape(value)


def assumption(sheet: Sheet, name: str) -> Safe:
    """An assumed field by its label: `organization.classification` reads “classification”."""
    last = name.rpartition(".")[2]
    key = f"field.{last}"
    return sheet.say(key) if key in sheet.language.labels else escape(last)


def _disagreement(sheet: Sheet, verdict: Verdict) -> Safe:
    others = [
        sheet.say(
            "verdict.other",
            assessment=sheet.say(f"assessment.{row.record.assessment}"),
            value=results.value(sheet, row.record),
        )
        for row in verdict.disagreement
    ]
    return sheet.say("verdict.disagreement", others=sheet.clauses(others))


def counts_words(sheet: Sheet, counts: dict[State, int], withdrawn: int = 0) -> Safe:
    """`2 met, 1 no data, 4 not applicable, 1 withdrew`."""
    told = [sheet.say(f"count.{s.value}", n=counts[s]) for s in TOLD if counts.get(s)]
    if withdrawn:
        told.append(sheet.say("count.withdrawn", n=withdrawn))
    return sheet.commas(told)


def rollup_words(sheet: Sheet, rollup: RollupVerdict) -> Safe:
    """A roll-up in words: of how many organizations, and how many in each state."""
    counts = dict(rollup.counts)
    asked = sum(n for state, n in counts.items() if state is not State.NOT_APPLICABLE)
    words = counts_words(sheet, counts, rollup.withdrawn)
    parts = [sheet.say("rollup.of", n=asked, counts=words) if words else EMPTY]
    if rollup.declared is not None and rollup.declared > rollup.listed:
        parts.append(sheet.say("rollup.declared", n=rollup.declared, listed=rollup.listed))
    least, most = rollup.met_at_least, rollup.met_at_most
    if least != most and (least > 0 or most < rollup.total):
        parts.append(sheet.say("rollup.bounds", least=least, most=most, n=rollup.total))
    if rollup.pooled:
        parts.append(_pooled(sheet, rollup))
    signed = sheet.edition.statuses.signed_rollup(rollup.target.name)
    if signed is not None and rollup.version != SIGNED:
        parts.append(sheet.say("rollup.as-signed", status=state_chip(sheet, signed.state)))
    return join([part for part in parts if part], Safe(" "))


def _pooled(sheet: Sheet, rollup: RollupVerdict) -> Safe:
    """All organizations together: the pooled value, and how many it comes from."""
    pooled = rollup.pooled
    indicator = indicator_of(sheet, rollup.terms, rollup.target)
    if pooled is None or not isinstance(pooled.actual, Decimal):
        return EMPTY
    if pooled.numerator is not None and pooled.denominator:
        counted = (indicator.denominator or indicator.population) if indicator else None
        parts = sheet.say(
            "value.of",
            n=sheet.number(pooled.numerator),
            total=sheet.number(pooled.denominator),
            what=sheet.text(counted) if counted else EMPTY,
        )
        shown = Safe(f"{parts} = {percent_against(sheet, pooled.actual, rollup.terms)}")
    elif isinstance(pooled.measured, Decimal):
        shown = results.quantity(sheet, pooled.measured, indicator)
    else:
        return EMPTY
    return sheet.say(
        "rollup.pooled", value=shown, reported=rollup.reported, expected=rollup.expected
    )


def address(verdict: Verdict) -> str:
    """The permanent anchor of one verdict on its owner's page."""
    return links.target_anchor(verdict.target.target.id, verdict.organization)


def by_organization(
    sheet: Sheet, verdicts: Sequence[Verdict], caption: Safe, *, anchors: bool
) -> Table:
    """The verdicts of one target, a row for each organization."""
    columns = (
        Column(sheet.say("column.organization")),
        Column(sheet.say("column.verdict"), choice=True),
        Column(sheet.say("column.working")),
    )
    rows = tuple(
        Row(
            (sheet.organization(v.organization), chip(sheet, v), working(sheet, v)),
            address(v) if anchors else "",
            ("", rank(v.state), ""),
        )
        for v in verdicts
    )
    return Table(caption, columns, rows)
