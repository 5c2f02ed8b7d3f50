"""Files in every form that is allowed, and with every kind of mistake that a file alone shows.

Each stands by the name of its schema, as it would stand in `PROJECT`.
"""

PROJECT = {
    "data/site.yml": "title: T\nlanguages: [en, vi]\nclassifications: [{code: k, name: K}]\n",
    "data/organizations.yml": "a: {name: A, classification: k}\nb: {name: B}\n",
    "data/scales.yml": (
        "s: {name: S, levels: [{code: good, name: G}, {code: poor, name: P}],"
        " not_rated: [{code: new, name: N}]}\n"
    ),
    "data/indicators.yml": (
        "n:\n  name: N\n  measure: count\n"
        "  dimensions: [{id: sex, codes: [{code: f, name: F}, {code: m, name: M}]}]\n"
        "r: {name: R, measure: rating, scale: s}\n"
    ),
    "data/programmes.yml": (
        "p: {name: P, initiator: a, sources: [t], targets: [{id: x, statement: X, scale: s}]}\n"
    ),
    "data/sources.yml": "t: {title: T}\n",
}

# Where a file of each schema stands.
PATHS = {
    "site": "data/site.yml",
    "agreements": "data/agreements/z.yml",
    "agreements.map": "data/agreements.yml",
    "organizations": "data/organizations/z.yml",
    "organizations.map": "data/organizations.yml",
    "indicators": "data/indicators/z.yml",
    "results": "data/results/z.yml",
    "sources": "data/sources/z.yml",
    "announcements": "content/announcements/2024-06-28-z.md",
    "announcements.translation": "content/announcements/2024-06-28-z.vi.md",
    "pages": "content/about.md",
}

ROW = "organization: a, indicator: n, period: 2024"
ALLOWED = {
    "site": [
        "{title: T, languages: [en, no], publisher: a, x-own: 1}",
        "{title: 2024, languages: [en], publisher: {name: P}, year_start: 08-01, on_track: '0.9'}",
        "{title: T, languages: [en], colours: {primary: '#1a5f7a'}, timezone: , report_within: 0}",
    ],
    "organizations": [
        "{name: Z, founded: 2004, dissolved: '2024?-06', parent: a, classification: k}",
        "{name: 2024, sources: , x-anything: {a: [b]}}",
        "{name: Z, area: {name: , codes: [{scheme: S, code: 1}]}, text_status: {en: human, xx: }}",
        "{name: {en: Z, vi: , fr: }, assumed: [founded, area.name], former_ids: [2024, no]}",
    ],
    "organizations.map": ["{a: {name: A}, b: {name: B}, x-notes: [1]}"],
    "agreements.map": ["", "{}", "{2024: {name: Z, parties: [a]}, x-note: 1}"],
    "agreements": [
        "{name: Z, parties: [a], place: Hanoi}",
        "{name: Z, parties: [{organization: a, replaces: [b]}], place: {vi: Hà Nội}, x-own: [1]}",
        "{name: {en: Z, vi: }, parties: [a], place: {name: Hanoi, codes: []}}",
        "{name: Z, parties: [a], documents: [a.pdf, 'https://example.org', {title: T}, t]}",
        "{name: Z, parties: [a], inherits_targets: none, programme: }",
        "{name: Z, parties: [a], inherits_targets: [x], programme: p}",
        "{name: Z, parties: [a], targets: [{id: 7, statement: S, between: [1, '2']}]}",
        "{name: Z, parties: [a], targets: [{id: no, statement: S, baseline: 2019}]}",
        "{name: Z, parties: [a], targets: [{id: z, statement: S, rollup: {kind: any}}]}",
        "{name: Z, parties: [a], targets: [{id: z, statement: S, baseline: {period: 2019}}]}",
        "{name: Z, parties: [a], targets: [{id: z, statement: S, between: {low: 1, high: 2}}]}",
        "{name: Z, parties: [a], targets: [{id: z, statement: S, rollup: {at_least_percent: 80}}]}",
        "{name: Z, parties: [a], targets: [{id: z, statement: S, own: {a: {at_least: 1}, q: }}]}",
        (
            "{name: Z, parties: [a], amendments: [{id: z, date: 2024, rationale: R, targets: "
            "{x: withdrawn, y: {at_least: 1}, z: }}]}"
        ),
    ],
    "indicators": [
        "{name: Z, measure: count, unit: tonnes}",
        "{name: Z, measure: count, unit: {en: tonnes}, minimum: '0', maximum: 97.50}",
        "{name: Z, measure: quantity, unit: {code: t, decimals: '1'}, x-free: {}}",
        "{name: Z, measure: rating, scale: s, applies_to: {classification: [k]}}",
    ],
    "results": [
        "{results: []}",
        f"{{x-note: a, defaults: , results: [{{{ROW}, value: 5}}]}}",
        "{defaults: {organization: a, as_of: 2024}, results: [{indicator: n, value: '5'}]}",
        "{results: [{organization: a, indicator: n, period: {start: 2024-01, end: 2024-06-30}}]}",
        "{results: [{organization: a, target: p/x, as_of: 2024-06-28, value: good, issued: }]}",
        f"{{results: [{{{ROW}, value: true, issued: 2024-06-28, breakdown: {{sex: {{f: 1}}}}}}]}}",
        (
            "{results: [{organization: a, indicator: r, period: 2024, not_rated: {new: 1}, "
            "distribution: {good: '38', poor: 0, bad: }}]}"
        ),
    ],
    "sources": [
        "{url: 'https://example.org/a?b=c'}",
        "{file: a.pdf, language: th, sources: [t]}",
        "{title: T, issuer: a, publisher: {name: P, url: 'http://example.org'}}",
    ],
    "announcements": [
        "{title: T, summary: S, kind: launch, about: {programmes: [p], results: [{period: 2024}]}}",
        "{title: T, summary: S, kind: notice, sources: [t], unchecked: [{number: 13, reason: R}]}",
    ],
    "announcements.translation": ["{title: T, summary: S, text_status: machine}"],
    "pages": ["", "{title: T, description: 5}"],
}

REFUSED = {
    "site": [
        "{title: T}",
        "{title: T, languages: []}",
        "{title: T, languages: [english]}",
        "{title: T, languages: [en], colours: {primary: red}}",
        "{title: T, languages: [en], report_within: -1}",
        "{title: T, languages: [en], year_start: 13-01}",
        "{title: T, languages: [en], repository: {branch: main}}",
        "{title: T, languages: [en], publisher: {url: 'https://example.org'}}",
    ],
    "organizations": [
        "",
        "{nam: Z}",
        "{name: Z, nam: }",
        "{name: }",
        "{name: [Z]}",
        "{name: Z, classification: school}",
        "{name: Z, parent: nobody}",
        "{name: Z, founded: 28/06/2024}",
        "{name: {en: Z, english: B}}",
        "{name: Z, sources: https://example.org}",
        "{name: Z, sources: [nothing]}",
        "{name: Z, url: example.org}",
        "{name: Z, former_ids: [School_A]}",
        "{name: Z, assumed: [found]}",
        "{name: Z, text_status: {vn: human}}",
    ],
    "organizations.map": [
        "[a]",
        "{a: }",
        "{a: text}",
        "{School_A: {name: A}}",
        "{index: {name: A}}",
    ],
    "agreements": [
        "{name: Z}",
        "{name: Z, parties: a}",
        "{name: Z, parties: [c]}",
        "{name: Z, parties: [a], programme: q}",
        "{name: Z, parties: [a], inherits_targets: some}",
        "{name: Z, parties: [{organization: a, role: signer}]}",
        "{name: Z, parties: [a], targets: [{id: z, statement: S, at_least: many}]}",
        "{name: Z, parties: [a], targets: [{id: z, statement: S, between: [1]}]}",
        "{name: Z, parties: [a], targets: [{id: z, statement: S, every: week}]}",
        "{name: Z, parties: [a], targets: [{id: z z, statement: S}]}",
        "{name: Z, parties: [a], targets: [{id: z, statement: S, due: 2024}]}",
        "{name: Z, parties: [a], targets: [{id: z, statement: S, scale: s, level: great}]}",
        "{name: Z, parties: [a], targets: [{id: z, statement: S, own: {c: {due: 2024-01-01}}}]}",
        "{name: Z, parties: [a], sources: [{kind: news}]}",
    ],
    "indicators": [
        "{name: Z, measure: counts}",
        "{name: Z, measure: rating}",
        "{name: Z, measure: count, unit: {decimals: many}}",
        "{name: Z, measure: count, applies_to: {classification: [school]}}",
    ],
    "results": [
        "",
        "[]",
        "{rows: []}",
        "{results: {}}",
        "{results: [text]}",
        "{results: [{indicator: n, period: 2024, value: 1}]}",
        "{results: [{organization: a, period: 2024, value: 1}]}",
        "{results: [{organization: a, indicator: n, period: , value: 1}]}",
        "{results: [{organization: a, indicator: n, period: 2024-H3}]}",
        "{defaults: {organisation: a}, results: [{indicator: n, period: 2024, value: 1}]}",
        "{defaults: {organization: a}, results: [{organization: , indicator: n, period: 2024}]}",
        "{results: [{organization: a, target: p/y, period: 2024, value: true}]}",
        f"{{results: [{{{ROW}, population: 5.5, value: 5}}]}}",
        f"{{results: [{{{ROW}, value: 1, breakdown: {{age: {{f: 1}}}}}}]}}",
        f"{{results: [{{{ROW}, value: 1, breakdown: {{sex: {{d: 1}}}}}}]}}",
        "{results: [{organization: a, indicator: r, period: 2024, value: best}]}",
        "{results: [{organization: a, indicator: r, period: 2024, distribution: {best: 1}}]}",
        (
            "{results: [{organization: a, indicator: r, period: 2024, distribution: {good: 1}, "
            "not_rated: {old: 1}}]}"
        ),
    ],
    "sources": ["{kind: news}", "{title: T, kind: book}", "{title: T, replaced_by: u}"],
    "announcements": [
        "{title: T, summary: S, kind: news, about: {programmes: [p]}}",
        "{title: T, summary: S, kind: launch}",
        "{title: T, summary: S, kind: launch, about: {programmes: [q]}}",
        "{summary: S, kind: launch, sources: [t]}",
    ],
    "announcements.translation": ["{title: T, summary: S, kind: launch}", "{title: T}"],
    "pages": ["{titel: T}", "{text_status: robot}"],
}
