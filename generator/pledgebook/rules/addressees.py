"""Targets that are addressed to nobody, or whose own terms are for somebody else.

Knows scopes. Must not know values or times.
"""

from collections.abc import Iterator

from pledgebook.diagnostics import Diagnostic, message
from pledgebook.records import Agreement, Programme, Scope, TargetChange
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import at_key, problem_at
from pledgebook.rules.versions import Version
from pledgebook.status.scope import organizations_of

_RULE = "bad-target"
_WAYS = ("organizations", "to", "children_of", "descendants_of")


def check_addressees(checked: Checked, version: Version) -> Iterator[Diagnostic]:
    """Contradictions of scope and own terms in one place of terms for everyone."""
    given = version.given
    if version.organization or not isinstance(given, TargetChange):
        return
    scope = given.scope
    if scope is not None:
        named = [way for way in _WAYS if getattr(scope, way) is not None]
        if len(named) > 1:
            path = version.at(f"scope.{named[1]}")
            yield problem_at(version.owner, f"{_RULE}.scopes", path, one=named[0], other=named[1])
            return
    if not _is_known(checked, version):
        return
    members = organizations_of(version.entry, version.terms, checked.model)
    if not members:
        yield from _empty(version)
    elif version.terms.scope and _says_who(version.terms.scope):
        yield from _own_outside(version, given, frozenset(members))


def _says_who(scope: Scope) -> bool:
    return bool(scope.classification) or any(getattr(scope, w) is not None for w in _WAYS)


def _is_known(checked: Checked, version: Version) -> bool:
    """Whether all records were read on which the answer depends."""
    if not checked.whole("organizations"):
        return False
    terms, known, owner = version.terms, checked.model.organizations, version.owner.record
    scope = terms.scope
    codes = {named.code for named in checked.model.site.classifications}
    if scope and not codes.issuperset(scope.classification):
        return False
    named = [*terms.own, *((scope.organizations or ()) if scope else ())]
    named += [i for i in ((scope.children_of, scope.descendants_of) if scope else ()) if i]
    if isinstance(owner, Programme):
        named += [owner.initiator] if owner.initiator else []
    else:
        named += [party.organization for party in owner.parties]
    return all(id_ in known for id_ in named)


def _empty(version: Version) -> Iterator[Diagnostic]:
    scope, owner = version.terms.scope, version.owner.record
    if version.path != version.entry.path and not version.names("scope", "own"):
        return
    if scope is not None and scope.declared is not None:
        return
    if isinstance(owner, Agreement) and not any(p.role == "signatory" for p in owner.parties):
        return
    if isinstance(owner, Programme) and scope is not None and scope.to is not None:
        # Its agreements may still have to be signed.
        return
    case, path = "nobody", version.path
    if scope is not None:
        case, path = "empty-scope", version.at("scope")
    yield problem_at(version.owner, f"{_RULE}.{case}", path)


def _own_outside(
    version: Version, given: TargetChange, members: frozenset[str]
) -> Iterator[Diagnostic]:
    for id_ in given.own:
        if id_ not in members:
            text, hint = message(f"{_RULE}.own", id=id_), message(f"{_RULE}.own.hint")
            yield at_key(version.owner, _RULE, text, (version.at("own"), id_), hint)
