"""Small projects made by chance: one agreement with one target of any kind, and rows for it."""

from datetime import date, timedelta
from random import Random

PERIODS = (
    *(str(year) for year in range(2020, 2025)),
    *(f"{year}-H{half}" for year in (2022, 2023) for half in (1, 2)),
    *(f"{year}-Q{quarter}" for year in (2022, 2023) for quarter in (1, 2, 3, 4)),
    *(f"2023-{month:02}" for month in range(1, 13)),
    "{start: 2022-01-01, end: 2022-09-30}",
    "{start: 2022-01-01, end: 2023-12-31}",
    "{start: 2022-07-01, end: 2023-06-30}",
)
BASELINES = ("2020", "2021", "{period: 2020, value: 40}", "{period: 2021, value: 0}")
RELATIVE = ("increase_by", "decrease_by", "increase_by_percent", "decrease_by_percent")
COMPARATORS = ("at_least", "at_most", "more_than", "less_than", "equals", "between", *RELATIVE)
RATED = ("rating", "rated")  # by an indicator, and by the target's own scale
SCALE = (
    "s: {name: S, levels: [{code: a, name: A}, {code: b, name: B}, {code: c, name: C}],"
    " not_rated: [{code: n, name: N}]}\n"
)


def random_files(random: Random) -> dict[str, str]:
    """The files of a project. The same `random` gives the same files."""
    return _Maker(random).files()


class _Maker:
    def __init__(self, random: Random) -> None:
        self.random = random
        kinds = ("count", "quantity", "percent", "boolean", "promise", *RATED)
        self.measure = random.choice(kinds)
        self.comparator = self._comparator()

    def _comparator(self) -> str:
        if self.measure in {"boolean", "promise"}:
            return ""
        if self.measure in RATED:
            return self.random.choice(("", *COMPARATORS[:6]))
        return self.random.choice(COMPARATORS)

    def _chance(self, share: float, *texts: str) -> str:
        """One of the texts, or none."""
        return self.random.choice(texts) if self.random.random() < share else ""

    def files(self) -> dict[str, str]:
        found = {
            "data/organizations.yml": self._organizations(),
            "data/scales.yml": SCALE,
            "data/agreements.yml": self._agreement(),
            "data/results.yml": self._results(),
        }
        if self.has_indicator:
            found["data/indicators.yml"] = self._indicator()
        return found

    @property
    def has_indicator(self) -> bool:
        return self.measure not in {"promise", "rated"}

    def _organizations(self) -> str:
        above = self._chance(0.5, ", parent: x")
        other = self._chance(0.6, ", dissolved: 2023-03-01", ", founded: 2023-01-01", ", parent: y")
        return f"x: {{name: X}}\ny: {{name: Y{above}}}\nz: {{name: Z{other}}}\n"

    def _indicator(self) -> str:
        ways = ["latest"] if self.comparator in RELATIVE else ["latest", "once"]
        ways += [] if self.measure == "boolean" else ["sum"]
        fields = [f"name: I, measure: {self.measure}, over_time: {self.random.choice(ways)}"]
        if self.measure == "rating":
            fields.append("scale: s")
        if self.measure == "quantity":
            fields.append("aggregation: sum")
        fields.append(self._chance(0.4, "direction: decreasing"))
        return f"i: {{{_joined(fields)}}}\n"

    def _asked(self) -> str:
        if self.comparator == "between":
            low = self.random.randint(0, 60)
            return f"between: [{low}, {low + self.random.randint(0, 40)}]"
        value = self.random.choice((0, 5, 10, 20, 50, 100))
        return f"{self.comparator}: {value}" if self.comparator else ""

    def _own(self) -> str:
        terms = (
            f"{name}: {{{self._chance(0.8, self._asked()) or 'due_text: later'}}}" for name in "xyz"
        )
        return f"own: {{{', '.join(terms)}}}"

    def _target(self) -> str:
        chance = self._chance
        when = self.random.choice(("due", "due", "every", ""))
        dues = ("2022-12-31", "2023-06-30", "2023-12-31", "2024-12-31", "2023-03-15")
        every = ("year", "half-year", "quarter", "month")
        relative = self.comparator in RELATIVE
        steps = f"{{period: 2022, value: {self.random.randint(0, 50)}}}"
        more = f"{{period: 2023-Q1, value: {self.random.randint(0, 50)}}}"
        fields = [
            "id: t, statement: S",
            "indicator: i" if self.has_indicator else "",
            "scale: s" if self.measure == "rated" else "",
            f"level: {self.random.choice('ab')}" if self.measure in RATED else "",
            (chance(0.2, self._own()) if self.comparator else "") or self._asked(),
            f"due: {self.random.choice(dues)}" if when == "due" else "",
            f"every: {self.random.choice(every)}" if when == "every" else "",
            chance(1 if when == "every" else 0.4, "first_period: 2022", "first_period: 2022-Q1"),
            chance(0.3, "report_within: 30", "report_within: 400"),
            chance(relative or 0.4, *(f"baseline: {b}" for b in BASELINES))
            if self.comparator
            else "",
            chance(0.3, f"interim: [{steps}]", f"interim: [{steps}, {more}]"),
            chance(0.3, "progress_model: cagr"),
            chance(0.6, "rollup: any", "rollup: pooled", "rollup: {at_least_percent: 60}"),
            chance(0.3, "scope: {to: signatories, declared: 5}"),
        ]
        return f"{{{_joined(fields)}}}"

    def _agreement(self) -> str:
        first = self._chance(
            0.4, "{organization: x, withdrawn: 2023-02-01}", "{organization: x, signed: 2023-05-01}"
        )
        change = self.random.choice((f"{{{self._asked()}}}", "{due: 2024-06-30}", "withdrawn"))
        amended = self._chance(
            0.2,
            "  amendments:\n    - {id: am, date: 2023-01-15, rationale: R, targets: {t: "
            f"{change}}}}}\n",
        )
        return (
            f"ag:\n  name: A\n  signed: 2022-01-01\n  parties: [{first or 'x'}, y, z]\n"
            f"{self._chance(0.5, '  term: {start: 2022-01-01, end: 2024-12-31}')}\n"
            f"  targets: [{self._target()}]\n{amended if change != '{}' else ''}"
        )

    def _results(self) -> str:
        rows: dict[tuple[str, ...], list[str]] = {}
        for _ in range(self.random.randint(0, 10)):
            time, who = self._time(), self.random.choice("xyz")
            assessment = self.random.choice(("official", "self", "independent", "superior"))
            key = (who, time.partition(": ")[2], assessment)
            start = f"organization: {who}, {self._subject()}, {time}, assessment: {assessment}"
            rows[key] = [self._row(start, n) for n in range(self.random.choice((1, 1, 1, 2)))]
        lines = [f"  - {{{row}}}\n" for revisions in rows.values() for row in revisions]
        return f"results:\n{''.join(lines)}" if lines else "results: []\n"

    def _subject(self) -> str:
        return "indicator: i" if self.has_indicator else "target: ag/t"

    def _time(self) -> str:
        day = (date(2022, 1, 1) + timedelta(days=self.random.randint(-400, 900))).isoformat()
        dates = (f"as_of: {text}" for text in (day, day[:7], day[:4]))
        return self._chance(0.3, *dates) or f"period: {self.random.choice(PERIODS)}"

    def _row(self, start: str, revision: int) -> str:
        if revision and self.random.random() < 0.1:
            return f"{start}, revision: {revision}, revision_reason: R, status: withdrawn"
        fields = [
            start,
            self._payload(),
            f"revision: {revision}, revision_reason: R" if revision else "",
            self._chance(0.1, "flag: forecast"),
            self._chance(0.1, "status: provisional"),
            self._chance(0.2, "issued: 2022-06-30", "issued: 2023-09-30", "issued: 2024-06-01"),
        ]
        return _joined(fields)

    def _payload(self) -> str:
        words = ("not-collected", "not-applicable", "suppressed", "unknown")
        missing = self._chance(0.12, *(f"missing: {word}" for word in words))
        if missing:
            return missing
        number = self.random.randint
        if self.measure in {"boolean", "promise"}:
            return self.random.choice(("value: true", "value: false"))
        if self.measure in RATED:
            counts = f"distribution: {{a: {number(0, 5)}, b: {number(0, 5)}, c: {number(0, 3)}}}"
            level = f"value: {self.random.choice('abc')}"
            return self.random.choice((level, f"{counts}, not_rated: {{n: 2}}", counts))
        if self.measure == "percent" and self.random.random() < 0.8:
            whole = self.random.choice((0, 4, 10, 30))
            return f"numerator: {number(0, whole)}, denominator: {whole}"
        return f"value: {self.random.choice((number(-5, 130), number(0, 500) / 10))}"


def _joined(fields: list[str]) -> str:
    return ", ".join(field for field in fields if field)
