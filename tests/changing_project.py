"""A project with a history: a first state, then one kind of change after the other."""

from collections.abc import Callable

Files = dict[str, str]

FIRST: Files = {
    "data/site.yml": "title: Model communes\nlanguages: [en, vi]\n",
    "data/organizations.yml": (
        "nam-lu: {name: {en: Nấm Lư commune, vi: Xã Nấm Lư}}\n"
        "pha-long: {name: {en: Pha Long commune, vi: Xã Pha Long}}\n"
        "cao-son: {name: {en: Cao Sơn commune, vi: Xã Cao Sơn}}\n"
    ),
    "data/indicators.yml": (
        "model-cells:\n"
        "  name: {en: model cells, vi: chi bộ kiểu mẫu}\n"
        "  measure: percent\n"
        "  numerator: {en: model cells, vi: chi bộ kiểu mẫu}\n"
        "  denominator: {en: cells, vi: chi bộ}\n"
        "  definition: {en: Cells rated as models, vi: Chi bộ được công nhận kiểu mẫu}\n"
        "meetings: {name: {en: meetings, vi: cuộc họp}, measure: count}\n"
    ),
    "data/sources.yml": (
        "minutes: {title: Minutes, url: 'https://example.org/minutes'}\n"
        "letter: {title: Letter of 2023}\n"
    ),
    "data/agreements.yml": (
        "pact:\n"
        "  name: {en: Pact, vi: Thỏa thuận}\n"
        "  signed: 2023-09-01\n"
        "  parties:\n"
        "    - nam-lu\n"
        "    - pha-long\n"
        "  targets:\n"
        "    - id: models\n"
        "      statement: {en: A fifth of the cells are models, vi: Một phần năm chi bộ kiểu mẫu}\n"
        "      indicator: model-cells\n"
        "      at_least: 20\n"
        "      due: 2024-12-31\n"
        "    - id: plan\n"
        "      statement: {en: Each commune has a plan, vi: Mỗi xã có kế hoạch}\n"
        "      due: 2025-12-31\n"
        "  description: {en: A pact of communes, vi: Thỏa thuận của các xã}\n"
        "  sources: [minutes]\n"
    ),
    "data/results.yml": (
        "defaults: {sources: [minutes]}\n"
        "results:\n"
        "- {organization: nam-lu, indicator: model-cells, period: 2024, numerator: 2,"
        " denominator: 10, issued: 2025-02-01}\n"
        "- {organization: pha-long, indicator: model-cells, period: 2024, numerator: 3,"
        " denominator: 10, issued: 2025-02-01}\n"
        "- {organization: nam-lu, indicator: meetings, period: 2024, value: 12}\n"
        "- {organization: nam-lu, target: pact/plan, as_of: 2025-11-02, value: true}\n"
    ),
    "content/about.md": "---\ntitle: About\n---\nWho we are.\n",
    "content/about.vi.md": "---\ntitle: Giới thiệu\n---\nChúng tôi là ai.\n",
    "content/announcements/2025-02-01-results.md": (
        "---\ntitle: Results\nsummary: The first results\nkind: results\n"
        "published: 2025-02-01\nsources: [minutes]\n---\nThe communes have reported.\n"
    ),
}
RESULTS, PACT, INDICATORS = "data/results.yml", "data/agreements.yml", "data/indicators.yml"
NEWS = "content/announcements/2025-02-01-results.md"
Edit = Callable[[Files], Files]


def put(path: str, old: str, new: str) -> Edit:
    """An edit that replaces one text of a file."""

    def edit(files: Files) -> Files:
        assert files[path].count(old) == 1, (path, old, files[path])
        return {**files, path: files[path].replace(old, new)}

    return edit


def add(path: str, text: str) -> Edit:
    """An edit that adds a text at the end of a file, which may be new."""
    return lambda files: {**files, path: files.get(path, "") + text}


def moved(old: str, new: str) -> Edit:
    """An edit that gives a file another name."""
    return lambda files: {new if path == old else path: text for path, text in files.items()}


def renamed(files: Files) -> Files:
    """An organization gets another id, everywhere, and keeps the old one as a former id."""
    found = {path: text.replace("pha-long", "pha-long-moi") for path, text in files.items()}
    start = "pha-long-moi: {"
    text = found["data/organizations.yml"].replace(start, f"{start}former_ids: [pha-long], ")
    return {**found, "data/organizations.yml": text}


REVISED = (
    "- {organization: nam-lu, indicator: model-cells, period: 2024, numerator: 3, denominator: 10,"
    " revision: 1, revision_reason: {en: one cell was omitted, vi: bỏ sót một chi bộ},"
    " issued: 2026-01-10}\n"
)
SILENT = (
    "pha-long, indicator: model-cells, period: 2024, numerator: 3",
    "pha-long, indicator: model-cells, period: 2024, numerator: 1",
)
WITHDRAWN = (
    "- {organization: nam-lu, indicator: meetings, period: 2024, status: withdrawn, revision: 1,"
    " revision_reason: counted elsewhere, issued: 2026-01-11}\n"
)
JOINED = (
    "    - pha-long\n",
    "    - pha-long\n    - {organization: cao-son, signed: 2024-05-01}\n",
)
LEFT = (
    "    - pha-long\n",
    "    - {organization: pha-long, withdrawn: 2026-01-15}\n",
)
AMENDMENT = (
    "  amendments:\n    - {id: flood, date: 2025-10-01, rationale: A flood, "
    "targets: {models: {at_least: 25}}}\n"
)
BARE = (
    "    - {id: visits, statement: Each is visited, due: 2027-12-31}\n"
    "  description: {en: A pact of communes"
)
NEW_AGREEMENT = (
    "second:\n  name: Second pact\n  signed: 2026-01-05\n  parties: [cao-son]\n"
    "  sources: [minutes]\n"
)
CORRECTION = "corrections:\n  - {date: 2026-01-22, text: A name was wrong}\n"
# One kind of change after the other; each is committed with its name.
HISTORY: tuple[tuple[str, Edit], ...] = (
    ("revised", add(RESULTS, REVISED)),
    ("silently-changed", put(RESULTS, *SILENT)),
    ("withdrawn", add(RESULTS, WITHDRAWN)),
    ("weakened", put(PACT, "at_least: 20", "at_least: 10")),
    ("moved", put(PACT, "due: 2025-12-31", "due: 2026-12-31")),
    ("begun", put(PACT, "due: 2026-12-31", "due: 2026-12-31\n      first_period: 2024")),
    ("amended", add(PACT, AMENDMENT)),
    ("joined", put(PACT, *JOINED)),
    ("left", put(PACT, *LEFT)),
    ("removed", put("data/sources.yml", "letter: {title: Letter of 2023}\n", "")),
    ("renamed", renamed),
    ("file-moved", moved(RESULTS, "data/results/2024.yml")),
    (
        "reported",
        add(
            "data/results/2024.yml",
            "- {organization: cao-son, indicator: model-cells, period: 2024, numerator: 0,"
            " denominator: 4, issued: 2026-01-20}\n",
        ),
    ),
    ("agreed", add(PACT, NEW_AGREEMENT)),
    (
        "announced",
        add(
            "content/announcements/2026-01-21-second.md",
            "---\ntitle: A second pact\nsummary: '@everyone <b>reads</b> #1'\nkind: launch\n"
            "published: 2026-01-21\nsources: [minutes]\n---\nOne more.\n",
        ),
    ),
    ("corrected", put(NEWS, "sources:", f"{CORRECTION}sources:")),
    ("defined", put(INDICATORS, "en: Cells rated as models", "en: Cells proposed as models")),
    ("sourced", put("data/sources.yml", "example.org/minutes", "example.org/archive/minutes")),
    ("reworded", put(PACT, "en: A pact of communes", "en: A pact between communes")),
    ("translated", put("content/about.vi.md", "Chúng tôi là ai.", "Chúng tôi là những ai.")),
    (
        "date-changed",
        put(
            PACT,
            "    - {organization: cao-son, signed: 2024-05-01}\n",
            "    - {organization: cao-son, signed: 2024-05}\n",
        ),
    ),
    ("restated", put(PACT, "en: Each commune has a plan", "en: Each commune makes a plan")),
    ("target-added", put(PACT, "  description: {en: A pact between communes",
                         BARE.replace("of communes", "between communes"))),
)  # fmt: skip


def states() -> list[tuple[str, Files]]:
    """Every state by the name of what was done last; the first is `first`."""
    files, found = FIRST, [("first", FIRST)]
    for name, edit in HISTORY:
        files = edit(files)
        found.append((name, files))
    return found
