"""A history of changes of every kind, and what a reviewer reads about each."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from html5lib import parse as parse_html
from markdown import markdown

from builders import model_of
from catalogues import PACKAGE
from changing_project import FIRST, states
from pledgebook.changes.change import KINDS, Change, pair_of
from pledgebook.changes.compare import compare
from pledgebook.changes.markdown import MAX_LENGTH, markdown_report, shown
from pledgebook.changes.report import Comparison, json_report, text_report
from pledgebook.cli import main
from pledgebook.load import Loaded
from pledgebook.messages import catalogue
from pledgebook.revisions import load_revision
from pledgebook.status import evaluate_all
from revisions import commit, git, write_state

CASES = Path(__file__).parent / "cases" / "changes"
AS_OF = date(2026, 2, 1)
NAMES = [name for name, _ in states()]
PAIRS = [*pairwise(NAMES), (NAMES[0], NAMES[-1]), (NAMES[-1], NAMES[0])]
PRINTERS = {"txt": text_report, "md": markdown_report, "json": json_report}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("history")
    git(root, "init", "-q", ".")
    for name, files in states():
        commit(root, files, name)
    return root


@pytest.fixture(scope="module")
def revisions(repository: Path) -> dict[str, Loaded]:
    return {name: load_revision(repository, name) for name in NAMES}


def compared(revisions: dict[str, Loaded], base: str, head: str, tag: str = "en") -> Comparison:
    before, after = revisions[base], revisions[head]
    assert before.diagnostics == ()
    return Comparison(base, head, AS_OF, compare(before.model, after.model, AS_OF, tag))


@pytest.mark.parametrize(("base", "head"), PAIRS)
def test_a_comparison_reads_as_expected(
    base: str, head: str, revisions: dict[str, Loaded], rewrite_golden: bool
) -> None:
    found = compared(revisions, base, head)
    for suffix, printed in PRINTERS.items():
        text, file = printed(found, "en"), CASES / f"{base}--{head}.{suffix}"
        if rewrite_golden:
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")


def test_the_history_has_twenty_kinds_of_changes_and_every_kind_is_told(
    revisions: dict[str, Loaded],
) -> None:
    assert len(NAMES) > 20
    told = {c.kind for base, head in PAIRS for c in compared(revisions, base, head).changes}
    assert set(KINDS) - told == {"order-changed"}


def test_another_name_of_a_file_is_no_change(revisions: dict[str, Loaded]) -> None:
    assert compared(revisions, "renamed", "file-moved").changes == ()


def test_a_new_id_is_one_change(revisions: dict[str, Loaded]) -> None:
    (change,) = compared(revisions, "removed", "renamed").changes
    assert (change.kind, change.before, change.after) == (
        "record-renamed",
        "pha-long",
        "pha-long-moi",
    )


def test_a_revision_reads_as_a_fact(revisions: dict[str, Loaded]) -> None:
    text = text_report(compared(revisions, "first", "revised"), "en")
    assert (
        "Nấm Lư commune · model cells 2024: 2 of 10 → 3 of 10 (20 % → 30 %) · "
        "target met → met; revision 1: one cell was omitted"
    ) in text
    vietnamese = text_report(compared(revisions, "first", "revised", "vi"), "vi")
    assert "Xã Nấm Lư · chi bộ kiểu mẫu 2024: 2 trên 10 → 3 trên 10 (20 % → 30 %)" in vietnamese
    assert "lần sửa đổi 1: bỏ sót một chi bộ" in vietnamese


def test_derived_verdicts_stand_in_the_first_ten_lines(revisions: dict[str, Loaded]) -> None:
    for printed in (text_report, markdown_report):
        lines = printed(compared(revisions, "revised", "silently-changed"), "en").splitlines()[:10]
        verdicts = [n for n, line in enumerate(lines) if re.search("met (→|&#8594;) not met", line)]
        values = [n for n, line in enumerate(lines) if "3 of 10" in line]
        assert verdicts
        assert verdicts[0] < values[0]


@pytest.mark.parametrize(
    ("base", "head"),
    [("first", "revised"), ("revised", "silently-changed"), ("file-moved", "reported")],
)
def test_verdicts_of_changed_rows_alone_are_those_of_all_rows(
    base: str, head: str, revisions: dict[str, Loaded]
) -> None:
    before, after = revisions[base].model, revisions[head].model
    pair = pair_of(before, after, AS_OF, "en")
    for some, model in ((pair.was, before), (pair.now, after)):
        everything = evaluate_all(model, AS_OF)
        assert 0 < len(some.rollups) < len(everything.rollups)
        for name, rollup in some.rollups.items():
            assert rollup.state == everything.rollups[name].state
            assert rollup.counts == everything.rollups[name].counts
            states = [(v.organization, v.state, v.period) for v in rollup.verdicts]
            assert states == [
                (v.organization, v.state, v.period) for v in everything.rollups[name].verdicts
            ]


def test_lagging_translations_are_named(revisions: dict[str, Loaded]) -> None:
    (change,) = compared(revisions, "corrected", "defined").changes
    assert change.lags == ("vi",)
    assert "not changed in vi" in text_report(compared(revisions, "corrected", "defined"), "en")


def test_order_alone_is_told_folded() -> None:
    files = {k: v for k, v in FIRST.items() if k.startswith("data/")}
    pact = files["data/agreements.yml"]
    targets = pact[pact.index("    - id: models") : pact.index("  description")]
    first, second = (
        targets[: targets.index("    - id: plan")],
        targets[targets.index("    - id: plan") :],
    )
    turned = {**files, "data/agreements.yml": pact.replace(targets, second + first)}
    (change,) = compare(model_of(files), model_of(turned), AS_OF, "en")
    assert change.kind == "order-changed"
    assert "<details>" in markdown_report(Comparison("a", "b", AS_OF, (change,)), "en")


def test_nothing_in_a_comment_calls_or_is_markup(revisions: dict[str, Loaded]) -> None:
    text = markdown_report(compared(revisions, "agreed", "announced"), "en")
    assert "<b>" not in text
    nasty = "@everyone #1 !2 GH-3 www.example.org <script>x</script> `a` [b](c) | d\n# e </details>"
    html = markdown(f"- {shown(nasty)}", extensions=["tables"])
    tree = parse_html(html, namespaceHTMLElements=False)
    words = "".join(tree.itertext())
    assert [
        element.tag for element in tree.iter() if element.tag not in {"html", "head", "body"}
    ] == ["ul", "li"]
    assert words.replace("\u200b", "").split() == nasty.split()
    assert not re.search(r"[@#!]\w|GH-3|www\.", words)


def test_links_lead_to_the_line_of_the_side_that_has_it(revisions: dict[str, Loaded]) -> None:
    found = compared(revisions, "left", "removed")
    text = markdown_report(
        found,
        "en",
        lambda place, base: f"https://x/{'b' if base else 'h'}/{place.path}#L{place.line}",
    )
    assert '<a href="https://x/b/data/sources.yml#L2">' in text


def _many(count: int) -> Iterator[Change]:
    files = {k: v for k, v in FIRST.items() if k.startswith("data/")}
    rows = [
        f"- {{organization: nam-lu, indicator: meetings, period: {1900 + n}, value: {n}}}\n"
        for n in range(count)
    ]
    head = "results:\n"
    before = model_of({**files, "data/results.yml": head + "".join(rows)})
    after = model_of(
        {**files, "data/results.yml": head + "".join(rows).replace("value: ", "value: 9")}
    )
    yield from compare(before, after, AS_OF, "en")


def test_a_large_change_stays_readable() -> None:
    changes = tuple(_many(125)) * 20
    found = Comparison("a", "b", AS_OF, changes)
    assert len(changes) == 2500
    text = markdown_report(found, "en")
    assert len(text) < MAX_LENGTH
    assert f"({len(changes)})" in text
    assert "<details>" in text
    assert text.count("<details>") == text.count("</details>")
    assert len(text_report(found, "en").splitlines()) < 40
    assert len(json.loads(json_report(found, "en"))["changes"]) == len(changes)


def test_the_command_compares_revisions_and_the_working_tree(
    repository: Path, revisions: dict[str, Loaded]
) -> None:
    asked = ["diff", "-C", str(repository), "--as-of", "2026-02-01"]
    found = CliRunner().invoke(main, [*asked, "first", "revised"])
    assert (found.exit_code, found.stdout) == (
        0,
        text_report(compared(revisions, "first", "revised"), "en"),
    )
    clean = CliRunner().invoke(main, [*asked, NAMES[-1], "--format", "json"])
    assert json.loads(clean.stdout)["changes"] == []
    unknown = CliRunner().invoke(main, [*asked, "nowhere"])
    assert unknown.exit_code == 2
    assert unknown.stderr.count("\n") == 1
    broken = {**states()[-1][1], "data/sources.yml": "minutes: {titel: Minutes}\n"}
    write_state(repository, broken)
    half = CliRunner().invoke(main, [*asked, NAMES[-1]])
    write_state(repository, states()[-1][1])
    assert half.exit_code == 0
    assert "the later records have" in half.stdout


def test_every_word_of_a_comparison_is_in_the_catalogues() -> None:
    keys = {key for key in catalogue("en") if key.startswith("changes.")}
    assert keys == {key for key in catalogue("vi") if key.startswith("changes.")}
    parts = r"added$|removed$|(of|state|reason|missing|role|kind|way|errors)[.-]"
    code = "".join(path.read_text() for path in (PACKAGE / "changes").glob("*.py"))
    said = set(re.findall(r"""["'](changes\.[a-z.-]+)["']""", code))
    assert said <= keys
    made = {key for key in keys if re.match(parts, key.removeprefix("changes."))}
    assert keys - said - made == set()
