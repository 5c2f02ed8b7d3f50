"""The search of the site: words typed without their marks find words with them."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from served import NEEDS_CHROMIUM, until_steady

pytestmark = NEEDS_CHROMIUM

# Written, and typed in some way that has to find it.
FOLDED = [
    ("Nấm Lư", "nam lu"),
    ("Đường", "duong"),
    ("đa", "da"),
    ("Mường Khương", "muong khuong"),
    ("Élection", "election"),
    ("œuvre", "oeuvre"),
    ("l’accord", "l’accord"),
    ("फ़ोर्स", "फोर्स"),
    ("क़िला", "किला"),  # the letter with its dot as one character
    ("पाँच", "पांच"),
    ("२०२४", "2024"),
    ("مُحافَظة", "محافظه"),
    ("أحمد", "احمد"),
    ("مستشفى", "مستشفي"),
    ("٢٠٢٤", "2024"),
    ("e\u0301te\u0301", "ete"),  # letters and marks as characters of their own
]

# What a site may hold, one entry each, and queries that find it and nothing else.
FOUND = [
    ("vi", "Xã Nấm Lư", ["nam lu", "nấm lư", "Nam", "lu", "NẤM"]),
    ("vi", "Kiểm điểm đảng viên", ["kiem diem", "dang vien", "đảng"]),
    ("en", "Tree-planting (phase 2)", ["planting", "phase", "tree"]),
    ("fr", "L’éducation à l'école", ["education", "ecole", "École"]),
    ("hi", "ज़िला पुलिस – फ़ोर्स", ["जिला", "ज़िला", "पुलि", "फोर्स"]),
    ("hi", "किसान संघ।", ["संघ", "किसान"]),
    ("ar", "البلدية الأولى", ["بلدية", "بلديه", "البلدية", "اولي", "الأولى"]),
]

ASK = """async ([address, config, docs, queries]) => {
  const worker = new Worker(address);
  const ask = (message, type) => new Promise((resolve, reject) => {
    worker.onerror = (error) => reject(new Error(error.message));
    worker.onmessage = ({ data }) => data.type === type && resolve(data.data);
    worker.postMessage(message);
  });
  await ask({ type: 0, data: { config, docs, options: {} } }, 1);
  const results = [];
  for (const query of queries) results.push(await ask({ type: 2, data: query }, 3));
  worker.terminate();
  return results.map((result) => result.items.flat());
}"""


def worker_of(page: Page) -> str:
    """The address of the search's worker, as the page has it."""
    return str(
        page.evaluate(
            "new URL(JSON.parse(document.querySelector('#__config').textContent).search,"
            " location).href"
        )
    )


def test_letters_are_folded(page: Page, first_case: str) -> None:
    page.goto(first_case)
    page.add_script_tag(url=f"{first_case}assets/javascripts/fold.js")
    written, typed = ([pair[place] for pair in FOLDED] for place in (0, 1))
    fold = "words => words.map(self.fold)"
    assert page.evaluate(fold, written) == page.evaluate(fold, typed)
    plain = page.evaluate(fold, ["Nấm Lư Đa", "हिन्दी", "كتاب"])
    assert plain == ["nam lu da", "हिन्दी", "كتاب"]  # vowel signs of Hindi are letters


@pytest.mark.parametrize("language", ["en", "vi", "hi"])
def test_the_worker_finds_words_of_every_language(
    language: str, page: Page, first_case: str
) -> None:
    """With the settings of each language's site: its own words, and those of all others."""
    page.goto(first_case + ("" if language == "en" else f"{language}/"))
    index: dict[str, Any] = page.evaluate(
        "async () => (await fetch('search/search_index.json')).json()"
    )
    docs = [
        {"location": f"{number}/", "title": title, "text": ""}
        for number, (_, title, _) in enumerate(FOUND)
    ]
    queries = [query for *_, queries in FOUND for query in queries]
    answers = page.evaluate(ASK, [worker_of(page), index["config"], docs, queries])
    wanted = [str(n) for n, (*_, queries) in enumerate(FOUND) for _ in queries]
    found = [[item["location"].rstrip("/") for item in items] for items in answers]
    assert dict(zip(queries, found, strict=True)) == {
        query: [place] for query, place in zip(queries, wanted, strict=True)
    }


def test_marks_and_missing_words_are_the_pages_and_the_readers(page: Page, first_case: str) -> None:
    page.goto(first_case)
    config = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": [], "fields": {}}
    config["fields"] = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}}
    docs = [
        {"location": "year/", "title": "Hằng năm", "text": ""},
        {"location": "unit/", "title": "Xã Nấm Lư", "text": "Ở Nấm Lư"},
    ]
    asked = [worker_of(page), config, docs, ["nam đủ", "nấm"]]
    plain, exact = page.evaluate(ASK, asked)
    unit = next(item for item in plain if item["location"] == "unit/")
    assert unit["title"] == "Xã <mark>Nấm</mark> Lư"
    assert unit["terms"] == {"Nấm": True, "đủ": False}
    # What is written as it was typed stands first.
    assert [item["location"] for item in exact] == ["unit/", "year/"]


@pytest.mark.parametrize(
    ("path", "words", "expected"),
    [
        ("", "nam lu", "organizations/xa-nam-lu/"),
        ("vi/", "kho bac", "organizations/kho-bac-nha-nuoc/"),
        ("hi/", "पुलिस", "organizations/cong-an-huyen/"),
    ],
)
def test_the_box_leads_to_a_record(
    path: str, words: str, expected: str, page: Page, first_case: str
) -> None:
    """By keyboard alone: opened, typed, chosen; and the words are marked on the page."""
    page.goto(first_case + path)
    page.wait_for_load_state("networkidle")  # the search listens only then
    page.keyboard.press("/")
    page.keyboard.type(words)
    # The theme listens to keys, and letters that no key has are put in without one.
    page.keyboard.press("End")
    first = page.locator("a.md-search-result__link").first
    expect(first).to_be_visible(timeout=40_000)
    until_steady(page)
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{first_case}{path}{expected}**")
    expect(page.locator("article mark").first).to_be_visible()


def test_the_number_of_results_is_said(page: Page, first_case: str) -> None:
    page.goto(first_case)
    expect(page.locator(".md-search-result__meta")).to_have_attribute("role", "status")
