"""Numbers in announcements: how they are read, and what holds them."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_project import ABOUT, AS_OF, RATINGS, announcement, found, lines
from pledgebook.content import check_content
from pledgebook.content.idioms import idioms_of
from pledgebook.content.mapped import map_markdown, map_plain
from pledgebook.content.readings import (
    Count,
    Duration,
    Figure,
    Moment,
    Pair,
    Reading,
    Share,
    Years,
)
from pledgebook.content.scan import find_figures
from pledgebook.languages import load_language
from pledgebook.load import load_project

ROOT = Path(__file__).parent.parent
NEWS = "content/announcements/2025-02-01-ratings"


def read(text: str, tag: str = "en") -> list[tuple[str, tuple[Reading, ...]]]:
    mapped = map_markdown(text)
    figures = find_figures(mapped.text, tag)
    return [(_written(text, mapped.span(f.start, f.end)), f.readings) for f in figures]


def _written(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]


def first(text: str, tag: str = "en") -> tuple[str, tuple[Reading, ...]]:
    return read(text, tag)[0]


def count(number: str) -> Count:
    return Count(Decimal(number), len(number.partition(".")[2]))


@pytest.mark.parametrize(
    ("tag", "text", "written", "reading"),
    [
        # Numbers, grouped and with decimals as the language does
        ("en", "has 3,860 members", "3,860", count("3860")),
        ("en", "has 3860.5 ha", "3860.5", count("3860.5")),
        ("vi", "có 3.860 đảng viên", "3.860", count("3860")),
        ("vi", "dài 3,5 km", "3,5", count("3.5")),
        ("hi", "12,34,567 सदस्य", "12,34,567", count("1234567")),
        ("hi", "३,८६० सदस्य", "३,८६०", count("3860")),
        ("fr", "compte 3 860 membres", "3 860", count("3860")),
        ("fr", "compte 3\u202f860,5 ha", "3\u202f860,5", count("3860.5")),
        ("ar", "٣٬٨٦٠ عضوًا", "٣٬٨٦٠", count("3860")),
        ("de", "1.234,5 t", "1.234,5", count("1234.5")),
        ("en", "1.2 million people", "1.2 million", Count(Decimal("1.2"), 1, 6)),
        ("vi", "1,2 triệu người", "1,2 triệu", Count(Decimal("1.2"), 1, 6)),
        ("hi", "12 लाख लोग", "12 लाख", Count(Decimal(12), 0, 5)),
        ("en", "a 42-member team", "42", count("42")),
        ("en", "20km away", "20", count("20")),
        # Percentages
        ("en", "(90.5 %)", "90.5 %", Share(Decimal("90.5"), 1)),
        ("en", "90 per cent", "90 per cent", Share(Decimal(90))),
        ("vi", "đạt 90,5%", "90,5%", Share(Decimal("90.5"), 1)),
        ("vi", "5 phần trăm", "5 phần trăm", Share(Decimal(5))),
        ("hi", "९०.५ प्रतिशत", "९०.५ प्रतिशत", Share(Decimal("90.5"), 1)),
        ("ar", "68 في المئة", "68 في المئة", Share(Decimal(68))),
        ("en", "7.1 points up", "7.1", Share(Decimal("7.1"), 1)),
        ("en", "85–90 %", "85", Share(Decimal(85))),
        ("en", "from 85 to 90 %", "85", Share(Decimal(85))),
        # So many of so many
        ("en", "38 of 42 units", "38 of 42", Pair(Decimal(38), Decimal(42))),
        ("en", "38 out of the 42", "38 out of the 42", Pair(Decimal(38), Decimal(42))),
        ("vi", "38/42 đơn vị", "38/42", Pair(Decimal(38), Decimal(42))),
        ("vi", "38 trên tổng số 42", "38 trên tổng số 42", Pair(Decimal(38), Decimal(42))),
        ("hi", "42 में से 38 इकाइयाँ", "42 में से 38", Pair(Decimal(38), Decimal(42))),
        ("fr", "38 sur 42", "38 sur 42", Pair(Decimal(38), Decimal(42))),
        # Dates
        ("en", "on 28 June", "28 June", Moment(None, 6, 28)),
        ("en", "on the 28th of June, 2024", "28th of June, 2024", Moment(2024, 6, 28)),
        ("en", "June 28, 2024", "June 28, 2024", Moment(2024, 6, 28)),
        ("en", "28–30 June", "28", Moment(None, 6, 28)),
        ("en", "28, 29 and 30 June", "28", Moment(None, 6, 28)),
        ("en", "in June 2024", "June 2024", Moment(2024, 6)),
        ("en", "2024-06-28", "2024-06-28", Moment(2024, 6, 28)),
        ("en", "28/06/2024", "28/06/2024", Moment(2024, 6, 28)),
        ("en", "6/28/2024", "6/28/2024", Moment(2024, 6, 28)),
        ("en", "Q2 2024", "Q2 2024", Moment(2024, quarter=2)),
        ("vi", "ngày 28/6", "28/6", Moment(None, 6, 28)),
        ("vi", "ngày 16/6/2022", "16/6/2022", Moment(2022, 6, 16)),
        ("vi", "ngày 28 tháng 6 năm 2024", "28 tháng 6 năm 2024", Moment(2024, 6, 28)),
        ("vi", "tháng 12 năm 2024", "tháng 12 năm 2024", Moment(2024, 12)),
        ("vi", "tháng 6/2024", "tháng 6/2024", Moment(2024, 6)),
        ("vi", "vào tháng 6", "tháng 6", Moment(None, 6)),
        ("vi", "quý 2 năm 2024", "quý 2 năm 2024", Moment(2024, quarter=2)),
        ("hi", "16 जून 2022 के", "16 जून 2022", Moment(2022, 6, 16)),
        ("hi", "२८ जून को", "२८ जून", Moment(None, 6, 28)),
        ("de", "am 28. Juni 2024", "28. Juni 2024", Moment(2024, 6, 28)),
        ("es", "el 28 de junio de 2024", "28 de junio de 2024", Moment(2024, 6, 28)),
        ("fr", "le 1er juin 2024", "1er juin 2024", Moment(2024, 6, 1)),
        ("ja", "2024年6月28日に", "2024年6月28日", Moment(2024, 6, 28)),
        ("en", "2021–2023", "2021–2023", Years(2021, 2023)),
        ("en", "2023/24", "2023/24", Years(2023, 2024)),
        ("en", "in 2024", "2024", Moment(2024)),
        ("vi", "6 tháng đầu năm", "6", Duration(Decimal(6), "month")),
        ("en", "a 5-year plan", "5", Duration(Decimal(5), "year")),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(
    tag: str, text: str, written: str, reading: Reading
) -> None:
    found_written, readings = first(text, tag)
    assert found_written == written
    assert reading in readings


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "eight units, the second one, thirteenth"),
        ("en", "the 13th committee and its 2nd meeting"),
        ("hi", "13वीं समिति"),
        ("vi", "lần thứ 13"),
        ("fr", "la 3e réunion"),
        ("en", "CO2, PM2.5, COVID-19, 5G, H1N1"),
        ("en", "at 9:30 and at 17:05"),
        ("en", "[x](2024-06-28-launch.md#a1) <https://example.org/42> https://example.org/42"),
        ("en", "1. one\n2. two\n\n> 3. three\n\n## 4. Four"),
        ("en", "(1) one, (2) two and (3) three"),
        ("en", "note[^1]\n\n[^1]: x\n\n[a1]: b2.md"),
        ("en", "## H {#part-2}\n\n![x](files/1.png){ width=300 }"),
        ("en", "```py3\nx\n```"),
        ("en", "office2@example.org"),
    ],
)
def test_what_is_no_figure_is_left_alone(tag: str, text: str) -> None:
    assert read(text, tag) == []


@pytest.mark.parametrize(
    ("tag", "text", "written"),
    [("vi", "3.5 km", "3.5"), ("vi", "1,234.5", "1,234.5"), ("en", "3,5 km", "3,5")],
)
def test_a_number_in_another_languages_form_is_foreign(tag: str, text: str, written: str) -> None:
    (figure,) = find_figures(text, tag)
    assert text[figure.start : figure.end] == written
    assert figure.foreign
    assert figure.readings == ()


def test_numbers_are_read_through_markup() -> None:
    text = "**3**,860 and 4**2**, `17`, 28\\. &#52;0, [38 of\n42](x.md) &nbsp;7, | 5 | 6 |"
    assert [written for written, _ in read(text)] == [
        "3**,860",
        "4**2",
        "17",
        "28",
        "&#52;0",
        "38 of\n42",
        "7",
        "5",
        "6",
    ]


def test_a_text_keeps_the_place_of_each_character() -> None:
    text = "Mu\u031bo\u031b\u0300ng ४२ **7** &amp; tha\u0301ng 6"
    mapped = map_markdown(text)
    assert mapped.text == "Mường 42 7 & tháng 6"
    start = mapped.text.index("tháng")
    assert text[slice(*mapped.span(start, start + 7))] == "tha\u0301ng 6"
    assert map_plain("a *b* ४").text == "a *b* 4"


LANGUAGES = st.sampled_from(["en", "vi", "hi", "fr", "de", "ar", "ru", "th"])


@settings(max_examples=200, deadline=None)
@given(
    LANGUAGES,
    st.decimals(min_value=0, max_value=10**9, places=2).map(lambda d: d.normalize()),
)
def test_every_number_that_the_site_writes_is_read_back(tag: str, value: Decimal) -> None:
    plain = Decimal(f"{value:f}")
    shown = load_language(tag).number(plain)
    (figure,) = find_figures(map_plain(f"x {shown} x").text, tag)
    counts = [r for r in figure.readings if isinstance(r, Count)]
    assert [c.value for c in counts] == [plain]


@settings(max_examples=200, deadline=None)
@given(LANGUAGES, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_date_that_the_site_writes_is_read_back(tag: str, day: date) -> None:
    shown = load_language(tag).day(day)
    (figure,) = find_figures(map_plain(f"x {shown}").text, tag)
    assert Moment(day.year, day.month, day.day) in figure.readings


@settings(max_examples=300, deadline=None)
@given(LANGUAGES, st.text(alphabet="0123456789.,/-–%() ofJune२४tháng\n*[]", max_size=60))
def test_figures_stand_in_order_within_the_text(tag: str, text: str) -> None:
    mapped = map_markdown(text)
    ends = 0
    for figure in find_figures(mapped.text, tag):
        assert isinstance(figure, Figure)
        assert ends <= figure.start < figure.end <= len(mapped.text)
        ends = figure.end


def test_idioms_are_there_for_every_language_of_the_labels() -> None:
    for tag in ("en", "vi", "hi", "fr", "ar", "zh-Hant", "und"):
        idioms = idioms_of(tag)
        assert len(set(idioms.months.values())) == 12
        assert "%" in idioms.percent


# --- what is held ------------------------------------------------------------------------------


def told(
    folder: Path,
    body: str,
    *,
    tag: str = "",
    head: str = ABOUT,
    as_of: date = AS_OF,
    files: Mapping[str, str] = RATINGS,
) -> list[str]:
    """What is said of the numbers of a text: each as written."""
    news = {f"{NEWS}.md": announcement("" if tag else body, head)}
    if tag:
        news[f"{NEWS}.{tag}.md"] = f"---\ntitle: T\nsummary: S\n---\n{body}\n"
    diagnostics = found(folder, {**RATINGS, **files, **news}, as_of)
    return [f"{d.rule} {dict(d.message.params)['number']}" for d in diagnostics]


def unheld(*numbers: str) -> list[str]:
    return [f"number-not-in-records {number}" for number in numbers]


SENTENCES = {
    "": "In 2024 {} of 42 units (90.5 %) were rated good or better, 3 more than in 2023.",
    "vi": "Năm 2024, {}/42 đơn vị (90,5%) được xếp loại tốt trở lên, tăng 3 so với năm 2023.",
    "hi": "2024 में 42 में से {} इकाइयाँ (90.5 प्रतिशत) अच्छी रहीं, 2023 से 3 अधिक।",
}


@pytest.mark.parametrize("tag", SENTENCES)
def test_38_of_42_is_held_and_39_is_not(tmp_path: Path, tag: str) -> None:
    assert told(tmp_path / "right", SENTENCES[tag].format(38), tag=tag) == []
    wrong = told(tmp_path / "wrong", SENTENCES[tag].format(39), tag=tag)
    assert len(wrong) == 1
    assert "39" in wrong[0]


@pytest.mark.parametrize(
    "body",
    [
        "10 were excellent, 28 good, 3 completed, 1 failed: 42 in all.",
        "38 were good or better, 4 were not; 41 completed.",
        "That is 90 %, 90.5 % or 90.48 %; 9.5 % are left; 23.8 % are excellent.",
        "In 2023 it was 83.3 %: 7.1 points less. 8.6 percent more units are good.",
        "2 fewer completed, 1 more is excellent.",
        "The scale has 4 levels.",
        "Published on 1 February 2025, for 2024, a period of 12 months.",
        "| Level | Units |\n|---|---|\n| good | 28 |\n| share in % | 66.7 |",
        "School 12 and School 12, both at 9:30.",
    ],
)
def test_what_follows_from_the_rows_is_held(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("39 units, 6 more", ["39", "6"]),
        ("10 of 28", ["10 of 28"]),
        ("91 %, 100 %, 0 %", ["91 %", "100 %", "0 %"]),
        ("in 2022 and on 2 February 2025", ["2022", "2 February 2025"]),
        ("42 %", ["42 %"]),
        ("42.000 units", ["42.000"]),
        ("38 million units", ["38 million"]),
        ("Decision 12/QD-UB", ["12/QD-UB"]),
        ("School 1 and 12 schools", ["1", "12"]),
        ("Schools 13", ["13"]),
    ],
)
def test_what_does_not_follow_is_told(tmp_path: Path, body: str, numbers: list[str]) -> None:
    wanted = [n for n in numbers if n != "1"] if body.startswith("School 1 ") else numbers
    assert told(tmp_path, body) == unheld(*wanted)


def test_title_and_summary_are_checked_where_they_stand(tmp_path: Path) -> None:
    text = announcement("x", ABOUT, title='"39 of 42, then 38 of 42 and 39 of 42"')
    text = text.replace("What happened", ">-\n  In 2022\n  or 2023")
    assert lines(found(tmp_path, {**RATINGS, f"{NEWS}.md": text})) == [
        f"{NEWS}.md:2:9 number-not-in-records number-not-in-records 39 of 42",
        f"{NEWS}.md:2:37 number-not-in-records number-not-in-records 39 of 42",
        f"{NEWS}.md:4:6 number-not-in-records number-not-in-records 2022",
    ]


def test_unchecked_numbers_are_left_alone_in_every_language(tmp_path: Path) -> None:
    more = 'unchecked: [{number: "3,900", reason: a guess}, {number: 12/QD, reason: no source}]'
    assert told(tmp_path / "en", "3,900 guests, 12/QD", head=f"{ABOUT}\n{more}") == []
    assert told(
        tmp_path / "vi", "3.900 khách, 12/QD, 3.901", tag="vi", head=f"{ABOUT}\n{more}"
    ) == unheld("3.901")


def test_a_row_that_is_not_named_is_suggested(tmp_path: Path) -> None:
    files = {**RATINGS, f"{NEWS}.md": announcement("There are 3,860 members.")}
    (diagnostic,) = found(tmp_path, files)
    assert diagnostic.hint is not None
    assert diagnostic.hint.key == "number-not-in-records.row.hint"
    assert dict(diagnostic.hint.params) == {"path": "data/results.yml", "line": 7}


def test_rows_of_a_named_indicator_and_organization_are_meant(tmp_path: Path) -> None:
    about = "about: {organizations: [district], indicators: [members]}"
    assert told(tmp_path, "3,860 members on 31 December 2024, not 42", head=about) == unheld("42")


def test_embargoed_rows_hold_nothing_until_their_day(tmp_path: Path) -> None:
    rows = """
results:
  - {organization: district, indicator: members, as_of: 2024-12-31, value: 3860, issued: 2025-03-01}
"""
    about = "about: {organizations: [district], indicators: [members]}"
    body, files = "3,860 members", {"data/results.yml": rows}
    before, after = date(2025, 2, 28), date(2025, 3, 1)
    assert told(tmp_path / "a", body, head=about, as_of=before, files=files) == unheld("3,860")
    assert told(tmp_path / "b", body, head=about, as_of=after, files=files) == []
    # News that is under embargo itself is checked as on the day when it can be read.
    more = "published: 2025-03-01"
    assert told(tmp_path / "c", body, head=f"{about}\n{more}", as_of=before, files=files) == []


REVISED = """
defaults: {organization: district, indicator: rating, period: 2024}
results:
  - {issued: 2025-01-15, distribution: {excellent: 10, good: 28, completed: 3, failed: 1}}
  - issued: 2025-05-20
    revision: 1
    revision_reason: counted twice
    distribution: {excellent: 10, good: 27, completed: 3, failed: 1}
"""


def test_a_number_that_a_revision_overtook(tmp_path: Path) -> None:
    files = {"data/results.yml": REVISED}
    body = "38 of 42 units, 37 of 41 later, 45 never"
    wanted = ["overtaken-number 38 of 42", *unheld("45")]
    assert told(tmp_path / "a", body, files=files) == wanted
    assert told(tmp_path / "b", body, as_of=date(2025, 5, 19), files=files) == unheld(
        "37 of 41", "45"
    )
    corrected = "corrections: [{date: 2025-05-20, text: counted twice}]"
    assert told(tmp_path / "c", body, head=f"{ABOUT}\n{corrected}", files=files) == unheld("45")
    too_early = "corrections: [{date: 2025-05-19, text: a name}]"
    assert told(tmp_path / "d", body, head=f"{ABOUT}\n{too_early}", files=files) == wanted
    withdrawn = REVISED.replace(
        "distribution: {excellent: 10, good: 27", "x: {excellent: 10, good: 27"
    )
    withdrawn = re.sub(r"    x: .*\n", "    status: withdrawn\n", withdrawn)
    assert told(tmp_path / "e", "38 of 42", files={"data/results.yml": withdrawn}) == [
        "overtaken-number 38 of 42"
    ]


def test_a_correction_may_name_the_old_number_and_the_difference(tmp_path: Path) -> None:
    text = announcement("37 of 41, not 38 of 42: 1 was counted twice, not 5.")
    files = {**RATINGS, "data/results.yml": REVISED}
    files[f"{NEWS}.md"] = text.replace("kind: results", "kind: correction")
    assert [dict(d.message.params)["number"] for d in found(tmp_path, files)] == ["5"]


PACT = """
pact:
  name: Pact of 12
  signed: 2024-05-06
  parties:
    - {organization: district, role: principal}
    - school-12
    - {organization: school-b, withdrawn: 2025-01-31}
    - school-c
  declared: {signatories: 3}
  targets:
    - id: trees
      statement: Every school plants at least 500 trees a year
      indicator: trees
      at_least: 500
      baseline: {period: 2023, value: 430}
      every: year
      first_period: 2024
      scope: {organizations: [school-12, school-b, school-c], declared: 20}
      interim: [{period: 2025, value: 480}]
    - {id: garden, statement: A garden, due: 2024-12-31}
  amendments:
    - {id: first, date: 2025-03-04, rationale: Drought, targets: {trees: {at_least: 450}}}
  sources: [{title: Minutes, number: 7-BB, issued: 2024-05-07}]
"""
PARTIES = {
    "data/organizations.yml": """
district: {name: District}
school-12: {name: School 12}
school-b: {name: School B}
school-c: {name: School C}
""",
    "data/agreements.yml": PACT,
    "data/indicators.yml": """
rating: {name: Rating, measure: rating, scale: quality}
trees: {name: Trees, measure: count, over_time: sum, unit: {name: trees}}
emissions: {name: Emissions, measure: quantity, unit: {name: million tonnes, decimals: 1}}
""",
    "data/results.yml": """
results:
  - {organization: school-12, indicator: trees, period: 2024-Q1, value: 120}
  - {organization: school-12, indicator: trees, period: 2024-Q2, value: 95}
  - {organization: school-12, indicator: trees, period: 2024-Q3, value: 110}
  - {organization: school-12, indicator: trees, period: 2024-Q4, value: 155}
  - {organization: school-c, indicator: trees, period: 2024-Q1, value: 600}
  - {organization: school-12, target: pact/garden, as_of: 2024-11-30, value: true}
  - {organization: school-c, target: pact/garden, as_of: 2024-11-30, value: false}
  - {organization: district, indicator: emissions, period: 2023, value: 780.25}
  - {organization: district, indicator: emissions, period: 2024, value: 450.8}
""",
}


def test_records_hold_their_dates_targets_and_counts(tmp_path: Path) -> None:
    body = """
The Pact of 12 was signed on 6 May 2024 by 3 signatories with 1 principal, 4 parties in all,
and has 2 targets: 500 trees from 2024 on (430 in 2023, 480 by 2025), by 31 December 2024. Minutes
7-BB are of 7 May 2024. On 4 March 2025 it became 450 after 1 amendment. 1 of 3 left on
31 January 2025. Of 20 schools 3 are listed.
"""
    wrong = "4 of 3, 5 parties, 501 trees, 7-BC, 6 May 2023"
    assert told(
        tmp_path, body + wrong, head="about: {agreements: [pact]}", files=PARTIES
    ) == unheld("5", "501", "7-BC", "6 May 2023")


def test_parts_of_a_year_add_up_and_lead_to_a_target(tmp_path: Path) -> None:
    about = """about:
  agreements: [pact]
  results: [{indicator: trees, organization: school-12}]"""
    body = "120, 95, 110 and 155: 480 in the year, 215 by June, 325 after 9 months; 20 are missing."
    assert told(tmp_path, f"{body} Not 481.", head=about, files=PARTIES) == unheld("9", "481")


def test_organizations_are_counted_and_added_up(tmp_path: Path) -> None:
    about = "about: {results: [{indicator: trees}, {target: pact/garden}]}"
    body = "720 trees in the first quarter at 2 schools, 600 of 720 at one; 1 of 2 has a garden."
    assert told(tmp_path, f"{body} Not 7.", head=about, files=PARTIES) == unheld("7")


def test_amounts_are_rounded_and_keep_their_unit(tmp_path: Path) -> None:
    about = "about: {indicators: [emissions], organizations: [district]}"
    body = "780.3 million tonnes, 780.25, 780, then 450.8: 329.5 or 42.2 % less."
    assert told(tmp_path, f"{body} Not 781.", head=about, files=PARTIES) == unheld("781")


def test_counts_of_verdicts_are_held(tmp_path: Path) -> None:
    about = "about: {agreements: [pact]}"
    body = "By the end of 2024, 1 of 2 had a garden: 1 met, 1 not met, 1 withdrew."
    assert told(tmp_path, f"{body} Not 8.", head=about, files=PARTIES) == unheld("8")


def test_news_that_is_linked_may_be_dated(tmp_path: Path) -> None:
    body = "On 1 February 2025 [we said](2025-02-01-ratings.md) so, not on 2 May 2025."
    files = {
        **RATINGS,
        f"{NEWS}.md": announcement("x"),
        "content/announcements/2025-06-01-more.md": announcement(body),
    }
    numbers = [dict(d.message.params)["number"] for d in found(tmp_path, files)]
    assert numbers == ["2 May 2025"]


def test_a_number_is_not_blamed_for_records_that_cannot_be_read(tmp_path: Path) -> None:
    files = {**RATINGS, f"{NEWS}.md": announcement("39 of 42")}
    rows = RATINGS["data/results.yml"].replace("good: 26", "good: many")
    assert found(tmp_path / "a", {**files, "data/results.yml": rows}, sound=False) == ()
    about = ABOUT.replace("[district]", "[distrikt]")
    files[f"{NEWS}.md"] = announcement("39 of 42", about)
    assert found(tmp_path / "b", files) == ()


# --- the first case ----------------------------------------------------------------------------

LAUNCH = "content/announcements/2024-06-28-launch"
CHANGED = [
    ("", "3,860", "3,861"),
    ("", "28 June the", "29 June the"),
    ("", "gives 2024", "gives 2020"),
    ("", "42 grassroots", "43 grassroots"),
    ("", "20 party", "21 party"),
    ("", "22 single", "23 single"),
    ("", "21-NQ/TW", "22-NQ/TW"),
    ("", "16 June 2022", "16 June 2023"),
    ("", "100%", "99%"),
    ("", "20%", "30%"),
    (".vi", "3.860", "3,860"),
    (".vi", "28/6", "27/6"),
    (".vi", "16/6/2022", "17/6/2022"),
    (".vi", "42 tổ chức", "41 tổ chức"),
    (".vi", "100%", "10%"),
    (".hi", "3,860", "३,८०६"),
    (".hi", "28 जून को", "27 जून को"),
    (".hi", "16 जून 2022", "16 मई 2022"),
    (".hi", "22 जमीनी", "२३ जमीनी"),
]


@pytest.fixture(scope="module")
def first_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("first-case")
    for folder in ("data", "content"):
        copytree(ROOT / folder, root / folder)
    return root


def test_the_launch_passes_in_three_languages_without_unchecked(first_case: Path) -> None:
    loaded = load_project(first_case)
    (article,) = loaded.model.articles.values()
    assert sorted(article.translations) == ["en", "hi", "vi"]
    assert article.entry.record.unchecked == ()
    assert check_content(loaded, AS_OF) == ()


@pytest.mark.parametrize(("tag", "right", "wrong"), CHANGED)
def test_a_wrong_number_in_the_launch_is_found(
    first_case: Path, tag: str, right: str, wrong: str
) -> None:
    file = first_case / f"{LAUNCH}{tag}.md"
    text = file.read_text(encoding="utf-8")
    assert right in text
    try:
        file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
        (diagnostic,) = check_content(load_project(first_case), AS_OF)
    finally:
        file.write_text(text, encoding="utf-8")
    assert diagnostic.rule == "number-not-in-records"
    place = diagnostic.place
    line = text.replace(right, wrong, 1).split("\n")[place.line - 1]
    assert place.end_column is not None
    assert line[place.column - 1 : place.end_column - 1] in wrong
