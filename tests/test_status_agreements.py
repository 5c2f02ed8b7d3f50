"""Targets of agreements: parties, own terms, amendments, scope, what a page shows."""

import pytest

from builders import statuses_of
from pledgebook.values import read_day
from status_cases import (
    BEHIND,
    MET,
    NO_DATA,
    NOT_APPLICABLE,
    NOT_DUE,
    NOT_MET,
    ON_TRACK,
    pact,
    reason_of,
    rollup_of,
    states_of,
    these,
)


def test_parties_that_left_joined_later_or_were_replaced() -> None:
    agreement = """
parties:
  - a
  - {organization: b, withdrawn: 2024-02-01}
  - {organization: c, signed: 2025-01-01, replaces: [d]}
  - d
  - {organization: e, role: observer}
targets: [{id: t, statement: S, due: 2024-12-31}]
"""
    rows = "organization: a, target: x/t, as_of: 2024-05-01, value: true"
    statuses = statuses_of(pact(agreement, rows), "2025-03-01")
    reasons = {v.organization: reason_of(v) for v in statuses.of_target("x/t")}
    # The merger came after the day it was due: it is still asked of the one that merged.
    assert reasons == {"a": "", "b": "withdrew", "c": "joined-later", "d": "no-row"}
    rollup = rollup_of(statuses)
    assert (rollup.state, rollup.withdrawn, rollup.total) == (NO_DATA, 1, 2)
    assert rollup.counts == {MET: 1, NO_DATA: 1, NOT_APPLICABLE: 1}
    assert [v.withdrawn for v in rollup.verdicts] == [False, True, False, False]
    before = agreement.replace("signed: 2025-01-01", "signed: 2024-12-31")
    reasons = {
        v.organization: reason_of(v) for v in statuses_of(pact(before, rows), "2025-03-01").verdicts
    }
    assert reasons == {"a": "", "b": "withdrew", "c": "no-row", "d": "replaced"}
    earlier = statuses_of(pact(agreement, rows), "2024-01-31")
    assert states_of(earlier) == {"a": NOT_DUE, "b": NOT_DUE, "c": NOT_APPLICABLE, "d": NOT_DUE}


def test_own_terms_replace_those_of_all() -> None:
    agreement = """
parties: [a, b, c]
targets:
  - id: t
    statement: S
    indicator: i
    at_least: 10
    due: 2024-12-31
    assumed: [at_least, due]
    own:
      a: {at_most: 3}
      b: {due: 2030-12-31, baseline: {period: 2020, value: 0}, assumed: [due]}
      c: {due_text: to be set}
"""
    rows = """
organization: a, indicator: i, period: 2024, value: 3
organization: b, indicator: i, period: 2024, value: 2
organization: c, indicator: i, period: 2024, value: 2
"""
    statuses = statuses_of(pact(agreement, rows), "2025-03-01")
    assert states_of(statuses) == {"a": MET, "b": BEHIND, "c": NOT_DUE}
    a, b, c = statuses.of_target("x/t")
    assert these(a.terms.at_least, a.terms.at_most, a.assumed) == (None, 3, ("target.due",))
    assert b.assumed == ("target.at_least", "target.due")
    assert (c.terms.due, c.assumed) == (None, ("target.at_least",))


def test_no_target_yet() -> None:
    agreement = """
parties: [a, b]
targets:
  - id: t
    statement: S
    indicator: i
    due: 2024-12-31
    scope: {to: signatories}
    own: {a: {at_least: 3}}
"""
    statuses = statuses_of(pact(agreement), "2025-03-01")
    assert [reason_of(v) for v in statuses.of_target("x/t")] == ["no-row", "no-target-yet"]
    assert states_of(statuses) == {"a": NO_DATA, "b": NOT_DUE}


AMENDED = """
parties: [a, b]
targets:
  - {id: t, statement: S, indicator: i, at_least: 10, due: 2024-12-31}
  - {id: u, statement: S, due: 2024-12-31}
amendments:
  - {id: second, date: 2024-08-01, rationale: R, targets: {t: {due: 2026-12-31}}}
  - id: first
    date: 2023-05-01
    rationale: R
    targets: {t: {at_least: 5, own: {b: {at_least: 7}}}, u: withdrawn}
"""
AMENDED_ROWS = """
organization: a, indicator: i, period: 2024, value: 6
organization: b, indicator: i, period: 2024, value: 4
"""


def test_amended_terms_give_the_verdict_and_the_signed_ones_stand_beside() -> None:
    statuses = statuses_of(pact(AMENDED, AMENDED_ROWS), "2025-03-01")
    assert [(v.version, v.state) for v in statuses.of_target("x/t")] == [
        ("second", ON_TRACK),
        ("second", NOT_DUE),
    ]
    signed, amended = statuses.signed("x/t", "a"), statuses.of("x/t", "a")
    assert signed is not None
    assert amended is not None
    assert these(signed.version, signed.state, signed.terms.at_least) == ("signed", NOT_MET, 10)
    assert these(amended.terms.at_least, amended.terms.due) == (5, read_day("2026-12-31"))
    rollup = statuses.signed_rollup("x/t")
    assert rollup is not None
    assert (rollup.version, rollup.state) == ("signed", NOT_MET)


def test_an_amendment_holds_from_its_date() -> None:
    assert {v.version for v in statuses_of(pact(AMENDED), "2023-04-30").verdicts} == {"signed"}
    between = statuses_of(pact(AMENDED, AMENDED_ROWS), "2024-07-31")
    assert [v.version for v in between.of_target("x/t")] == ["first", "first"]
    assert between.signed("x/u", "a") is not None
    assert [reason_of(v) for v in between.of_target("x/u")] == ["target-withdrawn"] * 2
    assert rollup_of(between, "x/u").state is NOT_APPLICABLE
    assert statuses_of(pact(AMENDED), "2023-04-30").signed("x/t", "a") is None


HIERARCHY = """
root: {name: R}
a: {name: A, parent: root, classification: x}
b: {name: B, parent: root, classification: y}
c: {name: C, parent: a, classification: x}
d: {name: D, classification: x}
"""


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("", ["a", "b"]),
        ("scope: {to: signatories}, ", ["a", "b"]),
        ("scope: {organizations: [d, a, d]}, ", ["d", "a"]),
        ("scope: {children_of: root}, ", ["a", "b"]),
        ("scope: {descendants_of: root}, ", ["a", "b", "c"]),
        ("scope: {descendants_of: root, classification: [x]}, ", ["a", "c"]),
        ("scope: {to: signatories, classification: [x]}, ", ["a"]),
        ("scope: {classification: [x]}, ", ["a"]),
        ("own: {d: {due: 2025-01-01}}, ", ["d"]),
        ("own: {d: {due: 2025-01-01}}, scope: {to: signatories}, ", ["a", "b"]),
        ("scope: {organizations: [gone]}, ", []),
    ],
)
def test_scope(scope: str, expected: list[str]) -> None:
    agreement = f"parties: [a, b]\ntargets: [{{id: t, statement: S, {scope}due: 2024-12-31}}]"
    statuses = statuses_of(pact(agreement, bodies=HIERARCHY), "2024-01-01")
    assert [v.organization for v in statuses.of_target("x/t")] == expected
    if not expected:
        assert rollup_of(statuses).state is NOT_APPLICABLE


PROGRAMME = """
p:
  name: P
  initiator: root
  targets:
    - {id: t, statement: S, due: 2024-12-31}
    - {id: u, statement: S, due: 2024-12-31, scope: {children_of: root, classification: [x]}}
    - {id: v, statement: S, due: 2024-12-31, scope: {to: signatories}}
"""


def test_an_agreement_shows_inherited_and_own_targets() -> None:
    agreement = """
programme: p
parties: [a, {organization: b, withdrawn: 2023-01-01}, {organization: d, role: witness}]
inherits_targets: [u, v]
targets: [{id: w, statement: S, due: 2024-12-31, scope: {organizations: [b, c]}}]
"""
    rows = "organization: a, target: p/u, as_of: 2024-01-01, value: true"
    model = pact(agreement, rows, bodies=HIERARCHY, **{"data/programmes.yml": PROGRAMME})
    statuses = statuses_of(model, "2024-06-01")
    shown = {
        target.name: [(v.organization, v.state, reason_of(v)) for v in verdicts]
        for target, verdicts in statuses.for_agreement("x")
    }
    gone = ("b", NOT_APPLICABLE, "withdrew")
    assert shown == {
        "p/u": [("a", MET, ""), ("b", NOT_APPLICABLE, "not-in-scope")],
        "p/v": [("a", NOT_DUE, "not-ended"), gone],
        "x/w": [("a", NOT_APPLICABLE, "not-in-scope"), gone, ("c", NOT_DUE, "not-ended")],
    }
    outside = statuses.for_agreement("x")[0][1][1].reason
    assert outside is not None
    assert dict(outside.params) == {
        "to": "children_of",
        "of": "root",
        "classification": "x",
        "organizations": "",
    }
    assert [t.name for t in statuses.targets_of_agreement("x")] == ["p/u", "p/v", "x/w"]
    assert [v.organization for v in statuses.of_target("p/t")] == ["root"]
    assert statuses.for_agreement("gone") == ()
