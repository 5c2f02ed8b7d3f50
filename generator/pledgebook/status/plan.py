"""What is the same for every organization with the same terms: question, windows, goal.

Knows a target's terms and the site's settings. Must not know an organization's rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pledgebook.model import Model
from pledgebook.records import RELATIVE, Indicator, Target
from pledgebook.status.compare import Goal, goal_of
from pledgebook.status.exact import fraction
from pledgebook.status.judge import Outcome
from pledgebook.status.periods import Term, Window, term_of, windows_of
from pledgebook.status.question import Question, question_of
from pledgebook.status.rows import Row, Subject, current_rows
from pledgebook.status.terms import Case, assumed_terms
from pledgebook.status.verdict import State, reason

ON_TRACK = Decimal("0.95")
_INDICATOR = ("measure", "scale", "direction", "over_time", "applies_to", "minimum", "maximum")


@dataclass(frozen=True)
class Facts:
    """The records on a date: the model, and the rows that count."""

    model: Model
    as_of: date
    rows: Mapping[Subject, tuple[Row, ...]]

    @property
    def on_track(self) -> Decimal:
        """The pace that counts as on track: the site's, else 0.95."""
        own = self.model.site.on_track
        return ON_TRACK if own is None else own

    def rows_of(self, organization: str, question: Question) -> tuple[Row, ...]:
        """Current rows of an organization that answer a question, by their last day."""
        return self.rows.get((organization, question.subject), ())


def facts_of(model: Model, as_of: date) -> Facts:
    """The records as they count on `as_of`."""
    return Facts(model, as_of, current_rows(model.results, as_of))


@dataclass(frozen=True, slots=True)
class Plan:
    """How a target with these terms is tested.

    goal: None for relative comparators, whose value depends on the baseline.
    bar: an outcome that holds for everyone with these terms, before any row.
    assumed: assumed fields of the target, its owner and indicator that it rests on.
    places: fields of an organization that say whether it is addressed.
    """

    case: Case
    terms: Target
    question: Question
    windows: tuple[Window, ...]
    term: Term
    within: int
    on_track: Fraction
    as_of: date
    goal: Goal | None
    rising: bool
    bar: Outcome | None
    assumed: tuple[str, ...]
    places: frozenset[str]


def plan_of(facts: Facts, case: Case, terms: Target) -> Plan:
    """How the terms of a case (or an organization's own) are tested on the facts' date."""
    model = facts.model
    question = question_of(case.entry, terms, model)
    term = term_of(case.entry.owner)
    windows = windows_of(terms, term, facts.as_of, model.site.year_start)
    given = terms.report_within
    relative = question.comparator in RELATIVE
    indicator = model.indicators.get(terms.indicator or "")
    words = _named("indicator", indicator.record.assumed, _INDICATOR) if indicator else ()
    return Plan(
        case=case,
        terms=terms,
        question=question,
        windows=windows,
        term=term,
        within=model.site.report_within if given is None else given,
        on_track=fraction(facts.on_track),
        as_of=facts.as_of,
        goal=None if relative else goal_of(terms, None),
        rising=indicator is None or indicator.record.direction != "decreasing",
        bar=_bar(case, question, windows),
        assumed=(*assumed_terms(terms), *_assumed_dates(case, terms, question, term), *words),
        places=_places(terms, indicator.record if indicator else None),
    )


def _named(prefix: str, assumed: Iterable[str], fields: Iterable[str]) -> tuple[str, ...]:
    wanted = set(fields)
    return tuple(f"{prefix}.{name}" for name in assumed if name.partition(".")[0] in wanted)


def _assumed_dates(case: Case, terms: Target, question: Question, term: Term) -> tuple[str, ...]:
    """The owner's date, where the windows begin with it."""
    counted = terms.every or question.over_time == "sum"
    if terms.first_period or not counted or not term.source:
        return ()
    kind, field = term.source.split(".")
    return _named(kind, case.entry.owner.record.assumed, (field,))


def _places(terms: Target, indicator: Indicator | None) -> frozenset[str]:
    scope, found = terms.scope, set()
    if (scope and scope.classification) or (indicator and indicator.applies_to):
        found.add("classification")
    if scope and (scope.children_of or scope.descendants_of):
        found.add("parent")
    return frozenset(found)


def _bar(case: Case, question: Question, windows: tuple[Window, ...]) -> Outcome | None:
    if case.withdrawn:
        return Outcome(State.NOT_APPLICABLE, reason("target-withdrawn", *case.withdrawn))
    if question.problem:
        field, value = question.problem
        unset = not value and question.comparator is None and field in {"comparator", "level"}
        if unset:
            return Outcome(State.NOT_DUE, reason("no-target-yet"))
        return Outcome(State.NO_DATA, reason("broken-terms", field, value))
    return None if windows else Outcome(State.NOT_DUE, reason("no-start"))


def unknown_state(plan: Plan) -> State:
    """What an organization that has reported nothing reads."""
    if plan.bar:
        return plan.bar.state
    overdue = any(window.overdue(plan.as_of, plan.within) for window in plan.windows)
    return State.NO_DATA if overdue else State.NOT_DUE
