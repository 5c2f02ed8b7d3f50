"""All verdicts of a model on a date.

Knows every target, its versions and its organizations. Must not know how a verdict is
reached. Pure: the same model and date give the same statuses.

A target gives one verdict for each organization in its scope, by the terms in force: those
of the latest amendment, else as signed. Where an amendment is in force the signed terms are
evaluated too and stand beside. An inherited target is evaluated once, at its programme.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from pledgebook.entries import Entry
from pledgebook.model import Model, TargetEntry
from pledgebook.records import Agreement
from pledgebook.status.evaluate import evaluate
from pledgebook.status.plan import Facts, facts_of, plan_of
from pledgebook.status.rollup import roll_up
from pledgebook.status.scope import (
    NO_PARTY,
    addressed_to,
    agreement_standings,
    inherits,
    left,
    organizations_of,
    signatories,
    standings_of,
)
from pledgebook.status.terms import Case, cases_of, terms_for
from pledgebook.status.verdict import RollupVerdict, State, Verdict

TargetVerdicts = tuple[TargetEntry, tuple[Verdict, ...]]


@dataclass(frozen=True)
class Statuses:
    """The verdicts and roll-ups of all targets of a model on a date.

    rollups: by `OWNER/TARGET`, for the terms in force; each holds its verdicts.
    signed_rollups: as signed, only where an amendment is in force.
    on_track: the pace that counts as on track.
    """

    model: Model
    as_of: date
    on_track: Decimal
    rollups: Mapping[str, RollupVerdict]
    signed_rollups: Mapping[str, RollupVerdict]

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The headline verdicts of all targets, in order of target and scope."""
        return tuple(v for rollup in self.rollups.values() for v in rollup.verdicts)

    @cached_property
    def _by_organization(self) -> Mapping[str, tuple[Verdict, ...]]:
        found: dict[str, list[Verdict]] = {}
        for verdict in self.verdicts:
            found.setdefault(verdict.organization, []).append(verdict)
        return {id_: tuple(verdicts) for id_, verdicts in found.items()}

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], Verdict]:
        return {(v.target.name, v.organization): v for v in self.verdicts}

    @cached_property
    def _signed_by_name(self) -> Mapping[tuple[str, str], Verdict]:
        verdicts = (v for rollup in self.signed_rollups.values() for v in rollup.verdicts)
        return {(v.target.name, v.organization): v for v in verdicts}

    def of_target(self, name: str) -> tuple[Verdict, ...]:
        """Headline verdicts of `OWNER/TARGET`, in order of scope."""
        rollup = self.rollups.get(name)
        return rollup.verdicts if rollup else ()

    def of(self, name: str, organization: str) -> Verdict | None:
        """The headline verdict of one organization; None when it is not in scope."""
        return self._by_name.get((name, organization))

    def of_organization(self, organization: str) -> tuple[Verdict, ...]:
        """Headline verdicts of one organization."""
        return self._by_organization.get(organization, ())

    def rollup(self, name: str) -> RollupVerdict | None:
        """The roll-up of `OWNER/TARGET`; None when there is no such target."""
        return self.rollups.get(name)

    def signed(self, name: str, organization: str) -> Verdict | None:
        """The verdict by the signed terms, where an amendment is in force."""
        return self._signed_by_name.get((name, organization))

    def signed_rollup(self, name: str) -> RollupVerdict | None:
        """The roll-up by the signed terms, where an amendment is in force."""
        return self.signed_rollups.get(name)

    def targets_of_agreement(self, agreement: str) -> tuple[TargetEntry, ...]:
        """The targets that an agreement inherits, in the programme's order, then its own."""
        entry = self.model.agreements.get(agreement)
        if entry is None:
            return ()
        inherited = [
            target
            for target in self._targets_of("programmes", entry.record.programme or "")
            if inherits(entry.record, target.target.id)
        ]
        return (*inherited, *self._targets_of("agreements", agreement))

    def _targets_of(self, kind: str, owner: str) -> list[TargetEntry]:
        targets = self.model.targets.values()
        return [t for t in targets if t.owner.type == kind and t.owner.id == owner]

    def for_agreement(self, agreement: str) -> tuple[TargetVerdicts, ...]:
        """What an agreement's page shows: each target with each signatory's verdict.

        A signatory outside a target's scope reads *not applicable*, with whom the target is
        addressed to (`not-in-scope`); one that left this agreement reads so for inherited
        targets too. Of the agreement's own targets, others in scope follow the signatories.
        """
        entry = self.model.agreements.get(agreement)
        if entry is None:
            return ()
        targets = self.targets_of_agreement(agreement)
        return tuple((target, self._in_agreement(entry, target)) for target in targets)

    def _in_agreement(self, entry: Entry[Agreement], target: TargetEntry) -> tuple[Verdict, ...]:
        known = [i for i in signatories(entry.record) if i in self.model.organizations]
        verdicts = {v.organization: v for v in self.of_target(target.name)}
        standings = agreement_standings(entry.record)
        shown = []
        for id_ in known:
            verdict = verdicts.pop(id_, None) or self._outsider(target, id_)
            gone = left(standings.get(id_, NO_PARTY), self.as_of)
            if gone and verdict.state is not State.NOT_APPLICABLE:
                verdict = _departed(verdict, gone.code == "withdrew")
                verdict = replace(verdict, reason=gone)
            shown.append(verdict)
        own = target.owner.type == "agreements"
        return (*shown, *verdicts.values()) if own else tuple(shown)

    def _outsider(self, target: TargetEntry, organization: str) -> Verdict:
        case = cases_of(target, self.as_of)[-1]
        why = addressed_to(target, case.terms)
        scope = case.terms.scope
        assumed = self.model.organizations[organization].record.assumed
        rests = "classification" in assumed and scope is not None and bool(scope.classification)
        return Verdict(
            target,
            case.version,
            case.terms,
            organization,
            State.NOT_APPLICABLE,
            reason=why,
            assumed=("organization.classification",) if rests else (),
        )


def _departed(verdict: Verdict, withdrew: bool) -> Verdict:
    """The verdict of an organization that left this agreement."""
    return Verdict(
        verdict.target,
        verdict.version,
        verdict.terms,
        verdict.organization,
        State.NOT_APPLICABLE,
        withdrawn=withdrew,
    )


def evaluate_all(model: Model, as_of: date) -> Statuses:
    """Every target for every organization in its scope, on `as_of`. Never raises."""
    facts = facts_of(model, as_of)
    rollups: dict[str, RollupVerdict] = {}
    signed: dict[str, RollupVerdict] = {}
    for name, entry in model.targets.items():
        cases = cases_of(entry, as_of)
        rollups[name] = evaluate_case(facts, cases[-1])
        if len(cases) > 1:
            signed[name] = evaluate_case(facts, cases[0])
    return Statuses(model, as_of, facts.on_track, rollups, signed)


def evaluate_case(
    facts: Facts, case: Case, known: Mapping[str, Verdict] | None = None
) -> RollupVerdict:
    """One target in one version: the roll-up, with the verdict of each in scope.

    known: verdicts by organization that hold already, of the same terms, rows and date.
    """
    plan = plan_of(facts, case, case.terms)
    standings = standings_of(case.entry, case.terms, facts.model)
    verdicts = []
    for organization in organizations_of(case.entry, case.terms, facts.model):
        if known and organization in known:
            verdicts.append(known[organization])
            continue
        terms = terms_for(case.terms, organization)
        own = plan if terms is case.terms else plan_of(facts, case, terms)
        standing = standings.get(organization, NO_PARTY)
        verdicts.append(evaluate(facts, own, organization, standing))
    return roll_up(facts, plan, verdicts)
