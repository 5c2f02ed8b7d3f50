"""Who signed an agreement, and how many of what a source counts.

Knows parties and declared numbers. Must not know what is tested.
"""

from collections.abc import Iterator
from typing import Any

from pledgebook.diagnostics import Diagnostic, Place
from pledgebook.entries import Entry
from pledgebook.model import Owner, TargetEntry
from pledgebook.records import Agreement, Party, Programme, Scope, Target
from pledgebook.rules.checked import Checked
from pledgebook.rules.dates import bounds
from pledgebook.rules.marks import problem_at
from pledgebook.status.scope import inherits, organizations_of


def agreement_parties(checked: Checked) -> Iterator[Diagnostic]:
    """An agreement has no signatory, or an organization stands in it twice in one role.

    An agreement needs at least one signatory; a pledge is an agreement of one. The same
    organization may have two roles, but each only once. One that left is not listed again:
    it keeps its entry, with `withdrawn`.

    Wrong: `parties: [school-a, school-b, school-a]`.

    To repair it: take out the entry that is too many. If it was meant for another
    organization, correct its id.
    """
    for entry in _agreements(checked):
        parties = entry.record.parties
        if not any(party.role == "signatory" for party in parties):
            yield problem_at(entry, "agreement-parties", "parties")
        seen: dict[tuple[str, str], str] = {}
        for index, party in enumerate(parties):
            path = f"parties.{index}.organization"
            other = seen.setdefault((party.organization, party.role), path)
            if other != path:
                yield _twice(entry, party, path, entry.place(other))


def _agreements(checked: Checked) -> Iterator[Entry[Agreement]]:
    return (entry for entry in checked.entries if entry.type == "agreements")


def _twice(entry: Entry[Agreement], party: Party, path: str, other: Place) -> Diagnostic:
    params: dict[str, Any] = {"id": party.organization, "role": party.role, "line": other.line}
    return problem_at(entry, "agreement-parties.twice", path, related=(other,), **params)


def declared_count(checked: Checked) -> Iterator[Diagnostic]:
    """A number that the source states differs from the list in the records.

    Under `declared` stands what the source itself counts: signatories, criteria,
    designations, targets. The list must have as many entries. `signatories` counts who
    signed at the start: not who joined on a later day (`signed` of the party), but also who
    left since. In a `scope`, `declared` may be more than the organizations that have a
    record, but not fewer.

    Wrong: `declared: {signatories: 8}` above a list of seven signatories.

    To repair it: add what is missing, or correct the declared number if it was misread.
    """
    for entry in checked.entries:
        match entry.record:
            case Programme() as programme:
                yield from _programme(entry, programme)
                yield from _scopes(checked, entry, programme.targets)
            case Agreement() as agreement:
                yield from _agreement(checked, entry, agreement)
                yield from _scopes(checked, entry, agreement.targets)


def _programme(entry: Entry[Programme], programme: Programme) -> Iterator[Diagnostic]:
    declared = programme.declared
    if declared is None:
        return
    for name in ("criteria", "designations", "targets"):
        wanted, found = getattr(declared, name), len(getattr(programme, name))
        if wanted is not None and wanted != found:
            yield _differs(entry, name, wanted, found, name)


def _differs(entry: Entry[Owner], name: str, wanted: int, found: int, listed: str) -> Diagnostic:
    key, path, related = f"declared-count.{name}", f"declared.{name}", (entry.key_place(listed),)
    return problem_at(entry, key, path, related=related, declared=wanted, found=found)


def _agreement(
    checked: Checked, entry: Entry[Agreement], agreement: Agreement
) -> Iterator[Diagnostic]:
    declared = agreement.declared
    if declared is None:
        return
    if declared.signatories is not None:
        found = len(first_signatories(agreement))
        if found != declared.signatories:
            yield _differs(entry, "signatories", declared.signatories, found, "parties")
    own = len(agreement.targets)
    counts = {own, own + _inherited(checked, agreement)}
    if declared.targets is not None and declared.targets not in counts:
        yield _differs(entry, "targets", declared.targets, max(counts), "targets")


def first_signatories(agreement: Agreement) -> frozenset[str]:
    """Who signed at the start: not who certainly signed later, and who has left or merged too."""
    found: set[str] = set()
    for party in agreement.parties:
        if party.role != "signatory" or _joined_later(agreement, party):
            continue
        found.update(party.replaces or (party.organization,))
    return frozenset(found)


def _joined_later(agreement: Agreement, party: Party) -> bool:
    if party.signed is None or agreement.signed is None or party.replaces:
        return False
    return bounds(party.signed)[0] > bounds(agreement.signed)[1]


def _inherited(checked: Checked, agreement: Agreement) -> int:
    programme = checked.model.programmes.get(agreement.programme or "")
    targets = programme.record.targets if programme else ()
    return sum(1 for target in targets if inherits(agreement, target.id))


def _scopes(
    checked: Checked, entry: Entry[Owner], targets: tuple[Target, ...]
) -> Iterator[Diagnostic]:
    """Scopes that hold more organizations than the source counts."""
    for index, target in enumerate(targets):
        scope: Scope | None = target.scope
        if scope is None or scope.declared is None:
            continue
        addressed = TargetEntry(entry, target, f"targets.{index}")
        found = len(organizations_of(addressed, target, checked.model))
        if found > scope.declared:
            key, path = "declared-count.scope", f"targets.{index}.scope.declared"
            yield problem_at(entry, key, path, found=found, declared=scope.declared)
