"""Four times as large: a window of 1280 pixels that shows what fits into 320."""

import pytest
from playwright.sync_api import Page

from served import KINDS, NEEDS_CHROMIUM, chromium, first_case, page

__all__ = ["chromium", "first_case", "page"]

pytestmark = NEEDS_CHROMIUM

WIDTH, HEIGHT = 320, 256
# What ends beyond the window, or is cut by a box that cannot be scrolled. Tables and drawings of
# text move inside boxes of their own, which the keyboard scrolls.
CUT = """() => {
  const own = ".table-box > *, .md-typeset__scrollwrap > *, pre, svg";
  const folded = ".md-sidebar, .md-search, .md-select__inner";
  const faults = [];
  const name = (box) => `${box.tagName.toLowerCase()}.${box.className} ${box.innerText || ""}`;
  const beyond = (box) => {
    const { left, right, width, height } = box.getBoundingClientRect();
    return width > 0 && height > 0 && (left < -1 || right > innerWidth + 1);
  };
  for (const box of document.querySelectorAll(".md-main *, .md-footer *, .md-header *")) {
    if (!box.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (box.closest(`${own}, ${folded}`)) continue;
    const style = getComputedStyle(box);
    if (beyond(box) && style.position !== "fixed") faults.push(`beyond: ${name(box)}`);
    const holds = /hidden|clip/.test(style.overflowX + style.overflowY);
    const more = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 2;
    const words = box.innerText && box.clientWidth > 1;
    if (holds && more && words && style.display !== "inline") faults.push(`cut: ${name(box)}`);
  }
  for (const box of document.querySelectorAll(".table-box")) {
    if (box.scrollWidth > box.clientWidth && box.tabIndex < 0) faults.push(`stuck: ${name(box)}`);
  }
  return faults.map((fault) => fault.slice(0, 120));
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_off_at_400_percent(kind: str, page: Page, first_case: str) -> None:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.goto(first_case + kind)
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    assert page.evaluate(CUT) == []
