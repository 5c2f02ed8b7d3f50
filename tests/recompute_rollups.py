"""All verdicts and roll-ups of the three files."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from recompute_rows import SHARES, Cells, Row, Target, Value, current_rows, read_csv, together
from recompute_verdicts import DOWNWARD, UPWARD, Answer, answer, find, goal, judge

WORST_FIRST = ("not_met", "no_data", "behind", "not_due", "on_track", "met")
BEST_FIRST = ("met", "on_track", "behind", "not_due", "no_data", "not_met")


class Book:
    """The files `targets`, `results` and `indicators`."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        names = ("targets", "results", "indicators")
        tables = {name: read_csv(files[f"data/{name}.csv"]) for name in names}
        self.targets = tables["targets"]
        self.indicators = {row["id"]: row for row in tables["indicators"]}
        dates = [row["evaluated"] for row in self.targets]
        self.evaluated = date.fromisoformat(dates[0]) if dates else date.max
        self.rows = current_rows(tables["results"], self.evaluated)

    def target(self, cells: Cells) -> Target:
        default = "latest" if cells["measure"] == "rating" else "once"
        indicator = self.indicators.get(cells["indicator"], {})
        falling = indicator.get("direction") == "decreasing"
        return Target(cells, indicator.get("over_time", default), falling, self.evaluated)

    def rows_for(self, organization: str, cells: Cells) -> Sequence[Row]:
        name = f"{cells['owner'].partition('/')[2]}/{cells['target']}"
        return self.rows.get((organization, cells["indicator"] or name), ())

    def verdict(self, cells: Cells) -> Answer:
        """The answer for a row of targets that is about one organization."""
        target = self.target(cells)
        if cells["applicable"] == "false":
            return Answer("not_applicable")
        if target.is_unset or (cells["every"] and not cells["period"]):
            return Answer("not_due")
        return answer(self.rows_for(cells["organization"], cells), target)

    def answers(self) -> dict[str, Answer]:
        """The answers for all rows of targets, by their ids."""
        found = {
            cells["id"]: self.verdict(cells) for cells in self.targets if cells["organization"]
        }
        groups = defaultdict(list)
        for cells in self.targets:
            groups[cells["owner"], cells["target"], cells["version"]].append(cells)
        for rows in groups.values():
            members = [(c, found[c["id"]].status) for c in rows if c["organization"]]
            for cells in (c for c in rows if not c["organization"]):
                found[cells["id"]] = Answer(roll_up(self, cells, members))
        return found


Members = Sequence[tuple[Cells, str]]  # rows of one target and version, with their status


@dataclass(frozen=True)
class Whole:
    """All organizations of a target together, before anything is pooled.

    state: of their statuses. unlisted: how many have no record. open_: what an undecided
    total reads.
    """

    state: str
    unlisted: int
    open_: str


def roll_up(book: Book, cells: Cells, members: Members) -> str:
    target = book.target(cells)
    if any(member["reason"] == "target-withdrawn" for member, _ in members):
        return "not_applicable"
    latest = [(member, state) for member, state in members if member["latest"] == "true"]
    states = [state for member, state in latest if member["withdrawn"] == "false"]
    unlisted = max(int(cells["declared"] or 0) - len(latest), 0)
    overdue = any(book.target(c).overdue for c, _ in members if c["every"]) or target.overdue
    unknown = "no_data" if overdue and not target.is_unset else "not_due"
    rule = json.loads(cells["rollup"]) if cells["rollup"].startswith("{") else cells["rollup"]
    state = combine(rule, [*states, *[unknown] * unlisted])
    indicator = book.indicators.get(cells["indicator"], {})
    alone = cells["measure"] == "boolean" or indicator.get("aggregation") == "none"
    if rule != "pooled" or state == "not_applicable" or alone or target.is_unset:
        return state
    known = [*states, *([unknown] if unlisted else [])]
    open_ = "no_data" if "no_data" in known else "not_due"
    return pool(book, cells, members, Whole(state, unlisted, open_))


def combine(rule: object, states: Sequence[str]) -> str:
    left = [state for state in states if state != "not_applicable"]
    if not left:
        return "not_applicable"
    if isinstance(rule, dict):
        met, failed = left.count("met"), left.count("not_met")
        needed = Fraction(rule["at_least_percent"]) * len(left) / 100
        if met >= needed or len(left) - failed < needed:
            return "met" if met >= needed else "not_met"
        return "no_data" if "no_data" in left else "not_due"
    order = BEST_FIRST if rule == "any" else WORST_FIRST
    return next(state for state in order if state in left)


def pool(book: Book, cells: Cells, members: Members, whole: Whole) -> str:
    """Everyone's figures as one, without those of units below another one that reported."""
    target = book.target(cells)
    top, parts = figures(book, cells, members)
    if not parts:
        return "no_data" if whole.state in {"met", "not_met"} else whole.state
    value = together(parts, target, min(part.day for part in parts)) if len(parts) > 1 else parts[0]
    start = min((part.start for part in parts if part.start), default=None)
    value = replace(value, start=start, complete=all(part.complete for part in parts))
    found, wanted = judge(value, target).status, goal(target)
    is_share = cells["measure"] in SHARES
    lacks = whole.unlisted or (len(parts) < top and not is_share)
    if wanted is None or not lacks or found not in {"met", "not_met"}:
        return found
    sure = UPWARD if found == "met" else DOWNWARD
    return found if wanted[0] in sure and not is_share else whole.open_


def figures(book: Book, cells: Cells, members: Members) -> tuple[int, list[Value]]:
    """How many organizations a total is made of, and what those say that reported."""
    target = book.target(cells)
    if cells["every"] and not cells["period"]:
        return 0, []
    above = {member["organization"]: member["part_of"] for member, _ in members}
    out = {member["organization"] for member, _ in members if member["withdrawn"] == "true"}
    for member, state in members:
        if member["period"] == cells["period"] and state == "not_applicable":
            out.add(member["organization"])
    values: dict[str, Value] = {}
    for name in (name for name in above if name not in out):
        value = find(book.rows_for(name, cells), target)
        if value and is_poolable(value, target):
            values[name] = value
    top = [name for name in above if name not in out and not is_below(name, above, values)]
    return len(top), [values[name] for name in top if name in values]


def is_poolable(value: Value, target: Target) -> bool:
    whole = value.number is not None and (value.complete or not target.ended)
    return whole and (value.denominator is not None or target.cells["measure"] not in SHARES)


def is_below(name: str, above: Mapping[str, str], reported: Mapping[str, Value]) -> bool:
    upper = above.get(name)
    return bool(upper) and (upper in reported or is_below(str(upper), above, reported))
