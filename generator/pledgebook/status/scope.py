"""Who a target is addressed to, and how each organization stands to its owner.

Knows parties, hierarchies and classifications. Must not know rows or verdicts.

Without `scope`: the organizations with `own` terms, if the signed target has such; else an
agreement's signatories, a programme's initiator. `to: signatories` in a programme means those
of the agreements under it that inherit the target. Several ways to name organizations in one
scope add up. With `classification` alone: of an agreement's signatories, or of all
organizations for a programme. Ids without a record are left out. Withdrawn signatories stay
in scope: they read *not applicable* and are counted apart.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pledgebook.entries import Entry
from pledgebook.model import Model, Owner, TargetEntry
from pledgebook.records import Agreement, Party, Programme, Scope, Target
from pledgebook.status.verdict import Reason, reason
from pledgebook.values import FuzzyDate


@dataclass(frozen=True, slots=True)
class Standing:
    """An organization as a party: when it joined and left, and who replaced it from when.

    assumed: the party's fields that the source does not state, as `party.FIELD`.
    """

    joined: FuzzyDate | None = None
    withdrawn: FuzzyDate | None = None
    replaced_by: str = ""
    replaced: FuzzyDate | None = None
    assumed: tuple[str, ...] = ()


NO_PARTY = Standing()


def signatories(agreement: Agreement) -> tuple[str, ...]:
    """Ids of the signatories, in order, each once."""
    found = (p.organization for p in agreement.parties if p.role == "signatory")
    return tuple(dict.fromkeys(found))


def inherits(agreement: Agreement, target: str) -> bool:
    """Whether an agreement takes over a target of its programme."""
    which = agreement.inherits_targets
    return which == "all" if isinstance(which, str) else target in which


def organizations_of(entry: TargetEntry, terms: Target, model: Model) -> tuple[str, ...]:
    """Ids of the organizations in scope, in order, each once."""
    named = (id_ for id_ in _named(entry, terms, model) if id_ in model.organizations)
    found = tuple(dict.fromkeys(named))
    wanted = terms.scope.classification if terms.scope else ()
    if not wanted:
        return found
    return tuple(i for i in found if model.organizations[i].record.classification in wanted)


def _named(entry: TargetEntry, terms: Target, model: Model) -> Iterator[str]:
    scope = terms.scope
    if scope is None or not _says_who(scope):
        everyone = _is_everyone(entry, scope)
        yield from model.organizations if everyone else _default(entry, terms)
        return
    yield from scope.organizations or ()
    if scope.to:
        yield from _all_signatories(entry, model)
    if scope.children_of:
        yield from model.children.get(scope.children_of, ())
    if scope.descendants_of:
        yield from model.descendants(scope.descendants_of)


def _says_who(scope: Scope) -> bool:
    ways = (scope.organizations, scope.to, scope.children_of, scope.descendants_of)
    return any(way is not None for way in ways)


def _is_everyone(entry: TargetEntry, scope: Scope | None) -> bool:
    """Whether a programme addresses all organizations of some classification."""
    return bool(scope and scope.classification and isinstance(entry.owner.record, Programme))


def _default(entry: TargetEntry, terms: Target) -> Iterable[str]:
    # Asked of the signed target: an amendment that gives one its own terms drops nobody.
    if entry.target.own:
        return terms.own
    record = entry.owner.record
    if isinstance(record, Agreement):
        return signatories(record)
    return (record.initiator,) if record.initiator else ()


def _agreements(entry: TargetEntry, model: Model) -> tuple[Entry[Agreement], ...]:
    """The agreements whose parties a target's owner has: itself, or those under a programme."""
    return agreements_of(entry.owner, model, entry.target.id)


def agreements_of(owner: Entry[Owner], model: Model, target: str) -> tuple[Entry[Agreement], ...]:
    """The agreement itself, or those under a programme that inherit the target."""
    if isinstance(owner.record, Agreement):
        return tuple(e for e in (model.agreements.get(owner.id),) if e)
    under = model.agreements_by_programme.get(owner.id, ())
    return tuple(e for e in under if inherits(e.record, target))


def _all_signatories(entry: TargetEntry, model: Model) -> Iterator[str]:
    for agreement in _agreements(entry, model):
        yield from signatories(agreement.record)


def standings_of(entry: TargetEntry, terms: Target, model: Model) -> Mapping[str, Standing]:
    """How each party stands to the target's owner.

    Parties of agreements under a programme count for it only where its target is addressed
    to the signatories; who is in several of them counts as in until it has left all.
    """
    if isinstance(entry.owner.record, Agreement):
        return agreement_standings(entry.owner.record)
    if terms.scope is None or terms.scope.to is None:
        return {}
    found: dict[str, Standing] = {}
    for agreement in _agreements(entry, model):
        for id_, standing in agreement_standings(agreement.record).items():
            found[id_] = _wider(found[id_], standing) if id_ in found else standing
    return found


def agreement_standings(agreement: Agreement) -> dict[str, Standing]:
    """How each organization stands to an agreement. A signatory's other roles do not count."""
    replaced = {old: party for party in agreement.parties for old in party.replaces}
    parties: dict[str, list[Party]] = {}
    for party in agreement.parties:
        parties.setdefault(party.organization, []).append(party)
    return {id_: _standing(_chief(found), replaced.get(id_)) for id_, found in parties.items()}


def _chief(parties: Iterable[Party]) -> list[Party]:
    found = list(parties)
    return [p for p in found if p.role == "signatory"] or found


def _standing(parties: list[Party], heir: Party | None) -> Standing:
    standing = _party_standing(parties[0], heir)
    for party in parties[1:]:
        standing = _wider(standing, _party_standing(party, heir))
    return standing


def _party_standing(party: Party, heir: Party | None) -> Standing:
    assumed = tuple(f"party.{f}" for f in party.assumed if f in {"signed", "withdrawn", "replaces"})
    by, since = (heir.organization, heir.signed) if heir else ("", None)
    return Standing(party.signed, party.withdrawn, by, since, assumed)


def _wider(one: Standing, other: Standing) -> Standing:
    """Two standings as one: joined with the first, left with the last."""
    joined = None
    if one.joined and other.joined:
        joined = min(one.joined, other.joined, key=lambda day: day.first)
    withdrawn = None
    if one.withdrawn and other.withdrawn:
        withdrawn = max(one.withdrawn, other.withdrawn, key=lambda day: day.first)
    both = one.replaced_by and other.replaced_by
    by, since = (one.replaced_by, one.replaced) if both else ("", None)
    return Standing(joined, withdrawn, by, since, (*one.assumed, *other.assumed))


def left(standing: Standing, as_of: date) -> Reason | None:
    """Why a party no longer counts on `as_of`: it withdrew, or another stands in its place."""
    gone = standing.withdrawn
    if gone and gone.first <= as_of:
        return reason("withdrew", gone.text, standing.replaced_by)
    if standing.replaced_by and standing.replaced is None:
        return reason("replaced", standing.replaced_by, "")
    return None


def replaced(standing: Standing, end: date) -> Reason | None:
    """Whether another party had taken its place by the end of a time."""
    since = standing.replaced
    if since is None or since.first > end:
        return None
    return reason("replaced", standing.replaced_by, since.text)


def addressed_to(entry: TargetEntry, terms: Target) -> Reason:
    """Who a target is addressed to, for those who are not: `not-in-scope` with parameters.

    `to` is how they are named (`organizations`, `signatories`, `children_of`,
    `descendants_of`, `own`, `initiator`, `everyone`), `of` the organization above them,
    `organizations` their ids where they are listed.
    """
    scope = terms.scope
    classification = ", ".join(scope.classification) if scope else ""
    to, of, ids = _address(entry, terms)
    return reason("not-in-scope", to, of, classification, ", ".join(ids))


def _address(entry: TargetEntry, terms: Target) -> tuple[str, str, Iterable[str]]:
    scope, record = terms.scope, entry.owner.record
    if scope is None or not _says_who(scope):
        if _is_everyone(entry, scope):
            return "everyone", "", ()
        if entry.target.own:
            return "own", "", terms.own
        if isinstance(record, Agreement):
            return "signatories", "", ()
        return "initiator", record.initiator or "", ()
    if scope.organizations or scope.to:
        to = "organizations" if scope.organizations else "signatories"
        return to, "", scope.organizations or ()
    to = "children_of" if scope.children_of else "descendants_of"
    return to, scope.children_of or scope.descendants_of or "", ()
