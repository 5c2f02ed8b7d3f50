"""Facts without a source.

Knows which records must cite one. Must not know sources.
"""

from collections.abc import Iterator

from pledgebook.diagnostics import Diagnostic, message
from pledgebook.records import Agreement, Programme, Result
from pledgebook.rules.checked import Checked
from pledgebook.rules.marks import id_place


def unsourced(checked: Checked) -> Iterator[Diagnostic]:
    """A result, agreement or programme cites no source.

    A figure that nobody can check convinces nobody. A source is the id of a record in
    `data/sources`, a web address, or a few words on the spot: `sources: [{title: Minutes of 1
    September 2026}]`. The `documents` of an agreement and the `legal_basis` of a programme
    count as sources. `defaults:` of a file of results can name one for all its rows.

    Example: `{organization: school-a, target: green-pact/garden, as_of: 2027-05-02, value:
    true}`.

    To repair it: add `sources`.
    """
    for entry in checked.entries:
        record = entry.record
        if record.sources:
            continue
        match record:
            case Result() if record.status != "withdrawn":
                yield entry.problem("unsourced", message("unsourced.results"), "", _HINT)
            case Agreement() if not record.documents:
                text = message("unsourced.agreements", id=entry.id)
                yield Diagnostic(id_place(entry), "unsourced", text, _HINT)
            case Programme() if not record.legal_basis:
                text = message("unsourced.programmes", id=entry.id)
                yield Diagnostic(id_place(entry), "unsourced", text, _HINT)


_HINT = message("unsourced.hint")
