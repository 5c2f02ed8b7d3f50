"""What a first visit costs a reader: bytes as servers send them, and nothing that jumps."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from served import KINDS, NEEDS_CHROMIUM, Server, chromium, serve
from sites import AS_OF, CASES, ROOT, build, copy_project

__all__ = ["chromium"]

pytestmark = NEEDS_CHROMIUM
BUDGETS: dict[str, Any] = yaml.safe_load((CASES / "budgets.yml").read_text(encoding="utf-8"))
OBSERVE = """new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    for (const source of entry.sources)
      (window.shifts ||= []).push(source.node?.className || source.node?.nodeName);
}).observe({ type: 'layout-shift', buffered: true })"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = copy_project(ROOT, tmp_path_factory.mktemp("project"))
    assert build(root, AS_OF, "https://example.org/").published
    yield root / "site"
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    running = serve(site)
    yield running
    running.shutdown()


def test_every_kind_of_page_has_a_budget_below_the_limit() -> None:
    assert set(BUDGETS["pages"]) == set(KINDS)
    assert max(BUDGETS["pages"].values()) <= BUDGETS["limit"] <= 200


@pytest.mark.parametrize(("number", "path"), list(enumerate(KINDS)))
def test_a_first_visit_is_light_and_still(
    number: int, path: str, server: Server, chromium: Browser
) -> None:
    """With an empty cache, on a phone and on a desktop by turns."""
    width = (360, 1280)[number % 2]
    context = chromium.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(OBSERVE)
    page = context.new_page()
    server.sent.clear()
    page.goto(server.address + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifts || []") == []
    sent = sum(size for _, size in server.sent)
    context.close()
    assert 10 < sent / 1000 <= BUDGETS["pages"][path], server.sent


@pytest.mark.parametrize("path", ["organizations/", "indicators/member-quality-rating/"])
def test_nothing_moves_while_a_page_comes_in(
    path: str, server: Server, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a phone, when the header and a part of the tables are there long before the rest."""
    monkeypatch.setattr(server, "rest", 0.1)
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    context.add_init_script(OBSERVE)
    page = context.new_page()
    page.goto(server.address + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifts || []") == []
    context.close()
