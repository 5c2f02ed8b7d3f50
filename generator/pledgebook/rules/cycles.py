"""Records that are, step by step, above or after themselves.

Knows which fields lead from one record to the next. Must not know what the records are for.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pledgebook.diagnostics import Diagnostic, Place, message
from pledgebook.entries import Entry
from pledgebook.rules.checked import Checked

_CHAINS = (
    ("organizations", "parent"),
    ("organizations", "successors"),
    ("sources", "replaced_by"),
    ("sources", "translation_of"),
)


def hierarchy_cycle(checked: Checked) -> Iterator[Diagnostic]:
    """Records lead back to themselves: an organization is, step by step, its own parent.

    It holds for `parent` and `successors` of organizations and for `replaced_by` and
    `translation_of` of sources. From such a circle nobody can say which is the first.

    Wrong: `school-a` has `parent: district`, and `district` has `parent: school-a`.

    To repair it: look at each step that the message names and take out or correct the one
    that is wrong.
    """
    for kind, field in _CHAINS:
        entries = checked.model.of_type(kind)
        steps = {id_: _next(entry, field, entries) for id_, entry in entries.items()}
        for ids in _cycles(steps):
            yield _cycle(entries, field, ids)


def _next(entry: Entry[Any], field: str, known: Mapping[str, Any]) -> Sequence[str]:
    value = getattr(entry.record, field)
    if not value:
        return ()
    ids = (value,) if isinstance(value, str) else value
    return [id_ for id_ in ids if id_ in known]


def _cycles(steps: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The ids of each circle, once, from a walk that visits every id once."""
    done: set[str] = set()
    for start, following in steps.items():
        if start in done or not following:
            continue
        path, on_path, pending = [start], {start}, [iter(following)]
        while pending:
            for id_ in pending[-1]:
                if id_ in on_path:
                    yield path[path.index(id_) :]
                elif id_ not in done:
                    path.append(id_)
                    on_path.add(id_)
                    pending.append(iter(steps[id_]))
                    break
            else:
                pending.pop()
                on_path.discard(path[-1])
                done.add(path.pop())


def _cycle(entries: Mapping[str, Entry[Any]], field: str, ids: list[str]) -> Diagnostic:
    """Stands at the step that is written last."""
    steps = [(entries[id_], other) for id_, other in zip(ids, [*ids[1:], ids[0]], strict=True)]
    places = [_step_place(entry, field, other) for entry, other in steps]
    last = max(range(len(places)), key=lambda i: (places[i][0].path, places[i][0].line))
    place, path = places[last]
    chain = " → ".join((*ids[last:], *ids[:last], ids[last]))
    key = "hierarchy-cycle.self" if len(ids) == 1 else "hierarchy-cycle"
    return Diagnostic(
        place,
        "hierarchy-cycle",
        message(key, field=field, chain=chain, id=ids[last]),
        message(f"{key}.hint", field=field),
        related=tuple(found[0] for i, found in enumerate(places) if i != last),
        field=path,
    )


def _step_place(entry: Entry[Any], field: str, other: str) -> tuple[Place, str]:
    value = getattr(entry.record, field)
    path = field if isinstance(value, str) else f"{field}.{value.index(other)}"
    return entry.place(path), path
