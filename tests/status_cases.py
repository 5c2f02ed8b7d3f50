"""Small cases for the status tests: one target, its rows, and what came of it."""

from builders import statuses_of
from pledgebook.status import RollupVerdict, State, Statuses, Verdict

MET, NOT_MET, ON_TRACK, BEHIND = State.MET, State.NOT_MET, State.ON_TRACK, State.BEHIND
NO_DATA, NOT_DUE, NOT_APPLICABLE = State.NO_DATA, State.NOT_DUE, State.NOT_APPLICABLE

INDICATORS = {
    "count": "{name: I, measure: count}",
    "quantity": "{name: I, measure: quantity, unit: t}",
    "percent": "{name: I, measure: percent, numerator: n, denominator: d}",
    "share": "{name: I, measure: percent}",
    "boolean": "{name: I, measure: boolean}",
    "now": "{name: I, measure: boolean, over_time: latest}",
    "rating": "{name: I, measure: rating, scale: marks}",
    "sum": "{name: I, measure: count, over_time: sum}",
    "once": "{name: I, measure: count, over_time: once}",
}
SCALE = "marks: {name: S, levels: [{code: A, name: A}, {code: B, name: B}, {code: C, name: C}]}"


def files(target: str, rows: str = "", kind: str = "count", **more: str) -> dict[str, str]:
    """One programme of organization `a` with the target `p/t` and indicator `i`.

    `rows` are lines of flow mappings without organization and indicator (`period: 2024, …`).
    """
    base = f"organization: a, {'target: p/t' if kind == 'own' else 'indicator: i'}"
    lines = [line.strip() for line in rows.strip().splitlines()]
    return {
        "data/site.yml": f"title: T\nlanguages: [en]\n{more.get('site', '')}",
        "data/organizations.yml": more.get("organizations", "a: {name: A}"),
        "data/scales.yml": SCALE,
        "data/indicators.yml": f"i: {INDICATORS.get(kind, INDICATORS['count'])}",
        "data/programmes.yml": f"p: {{name: P, initiator: a, {more.get('owner', '')}"
        f"targets: [{{id: t, statement: S, {target}}}]}}",
        "data/results.yml": "results: [" + ", ".join(f"{{{base}, {line}}}" for line in lines) + "]",
    }


def verdict_of(target: str, rows: str, as_of: str, kind: str = "count", **more: str) -> Verdict:
    """The verdict of `a` on a programme's target."""
    if kind not in {"own", "scale"}:
        target = f"indicator: i, {target}"
    verdict = statuses_of(files(target, rows, kind, **more), as_of).of("p/t", "a")
    assert verdict is not None
    return verdict


def reason_of(verdict: Verdict) -> str:
    return verdict.reason.code if verdict.reason else ""


def these(*values: object) -> tuple[object, ...]:
    """Values to be compared with numbers written plainly."""
    return values


def pact(
    agreement: str, rows: str = "", organizations: str = "abcde", **more: str
) -> dict[str, str]:
    names = "\n".join(f"{id_}: {{name: {id_.upper()}}}" for id_ in organizations)
    return {
        "data/organizations.yml": more.get("bodies", names),
        "data/indicators.yml": f"i: {more.get('indicator', INDICATORS['count'])}",
        "data/agreements/x.yml": f"name: X\nsigned: 2020-01-01\n{agreement}",
        "data/results.yml": "results:\n"
        + "".join(f"  - {{{r.strip()}}}\n" for r in rows.strip().splitlines())
        if rows
        else "results: []",
        **{k: v for k, v in more.items() if k.startswith("data/")},
    }


def states_of(statuses: Statuses, name: str = "x/t") -> dict[str, State]:
    return {verdict.organization: verdict.state for verdict in statuses.of_target(name)}


def rollup_of(statuses: Statuses, name: str = "x/t") -> RollupVerdict:
    found = statuses.rollup(name)
    assert found is not None
    return found
