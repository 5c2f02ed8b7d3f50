"""Ways from a page to others: the trail that leads to it, and its neighbours in an order.

Knows the hierarchy of organizations as a reader walks it. Must not know what pages hold.
"""

from collections.abc import Sequence

from pledgebook import links
from pledgebook.markup import Safe, element, plain
from pledgebook.views.blocks import Crumbs, Links
from pledgebook.views.sheet import Sheet

DEPTH = 12  # of a trail; deeper hierarchies begin in the middle


def crumbs(sheet: Sheet, kind: str, above: Sequence[Safe] = ()) -> Crumbs:
    """From the home page over the list of a type, and what lies above the page."""
    steps = (
        sheet.to("index.md", sheet.say("section.home")),
        sheet.to(links.section_path(kind), sheet.say(f"section.{kind}")),
    )
    return Crumbs(sheet.say("nav.breadcrumbs"), (*steps, *above))


def ancestors(sheet: Sheet, id_: str) -> list[Safe]:
    """The organizations above one, the highest first."""
    above: list[str] = []
    entry = sheet.model.organizations.get(id_)
    while entry is not None and entry.record.parent and len(above) < DEPTH:
        above.append(entry.record.parent)
        entry = sheet.model.organizations.get(entry.record.parent)
    return [sheet.organization(parent) for parent in reversed(above)]


def neighbours(
    sheet: Sheet, before: tuple[str, Safe] | None, after: tuple[str, Safe] | None
) -> Links:
    """The pages before and after this one, each as its path and its name."""
    found = []
    for key, page in (("nav.earlier", before), ("nav.later", after)):
        if page is not None:
            path, name = page
            words = Safe(f"{element('small', sheet.say(key))} {name}")
            found.append(sheet.to(path, words))
    return Links(Safe(plain(sheet.say("nav.neighbours"))), tuple(found), "neighbours")
