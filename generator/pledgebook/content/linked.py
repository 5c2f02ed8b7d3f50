"""Whether the links and images of a hand-written page lead somewhere.

Knows relative paths in the docs tree and what to say where they are wrong. Must not know how
the HTML came about.
"""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from pledgebook.content.addresses import Inside, read_address
from pledgebook.content.outline import Image, Outline
from pledgebook.content.places import Places
from pledgebook.content.texts import PageText
from pledgebook.content.tree import Tree, own_sections, relative
from pledgebook.diagnostics import Diagnostic, Message, message
from pledgebook.nearest import nearest

# Looking for the nearest name among thousands takes a while; nobody needs it more often.
MAX_GUESSES = 50
_TOP = frozenset({"", "top"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an address, and what to do."""

    rule: str
    text: Message
    hint: Message


@dataclass(slots=True)
class Checker:
    """The links of one build.

    `tree` gives the pages there are when a text can be read; `outlines` each hand-written page
    by its path and the language of the tree that it stands in.
    """

    tree: Callable[[PageText], Tree]
    outlines: Mapping[tuple[str, str], Outline]
    guesses: int = field(default=MAX_GUESSES)

    def links(
        self, text: PageText, outline: Outline, places: Places, shown_in: tuple[str, ...]
    ) -> Iterator[Diagnostic]:
        """What is wrong with the links; `shown_in` are the languages that show this text."""
        for href in outline.links:
            address = read_address(href)
            if isinstance(address, Inside):
                fault = self._link(text, href, address, shown_in)
                if fault:
                    yield _diagnostic(text, places, href, fault)

    def images(self, text: PageText, outline: Outline, places: Places) -> Iterator[Diagnostic]:
        """Images without a file or without words."""
        for image in outline.images:
            for fault in self._image(text, image):
                yield _diagnostic(text, places, image.src, fault)

    def _link(
        self, text: PageText, href: str, address: Inside, shown_in: tuple[str, ...]
    ) -> Fault | None:
        if not address.path:
            if not href.strip():
                return _broken("empty", href)
            return self._anchor(text, text.page, address.anchor, shown_in)
        goal = _joined(text.page, address.path)
        tree = self.tree(text)
        if goal in tree.pages:
            return self._anchor(text, goal, address.anchor, shown_in)
        if goal in tree.files or tree.may_have(goal):
            return None
        if tree.is_download(goal):
            only_first = shown_in == tree.model.site.languages[:1]
            return None if only_first else _broken("download", href)
        if goal in tree.embargoed:
            return _broken("embargo", href, date=tree.embargoed[goal].isoformat())
        rule = "media-file" if "files/" in address.path else "broken-link"
        return self._lost(rule, text, href, address, tree.same(goal, address.path))

    def _image(self, text: PageText, image: Image) -> Iterator[Fault]:
        if not image.alt.strip():
            yield Fault("media-alt", message("media-alt.image"), message("media-alt.image.hint"))
        address = read_address(image.src)
        files = self.tree(text).files
        if isinstance(address, Inside) and _joined(text.page, address.path) not in files:
            name = address.path.rpartition("/")[2]
            same = next((file for file in sorted(files) if file.endswith(f"/{name}")), None)
            yield self._lost("media-file", text, image.src, address, same)

    def _lost(
        self, rule: str, text: PageText, href: str, address: Inside, same: str | None
    ) -> Fault:
        """What to say of an address that leads nowhere; `same` is what is meant by it."""
        goal = _joined(text.page, address.path)
        words = message(f"{rule}.{_kind(goal)}", href=href[:120])
        if same is not None:
            anchor = f"#{address.anchor}" if address.anchor else ""
            near = relative(text.page, same) + anchor
            return Fault(rule, words, message("broken-link.form.hint", near=near))
        guess = self._guess(self.tree(text), goal)
        if guess is None:
            return Fault(rule, words, message(f"{rule}.page.hint"))
        near = relative(text.page, guess)
        return Fault(rule, words, message("broken-link.near.hint", near=near))

    def _guess(self, tree: Tree, path: str) -> str | None:
        self.guesses -= 1
        return tree.near(path) if self.guesses >= 0 else None

    def _anchor(
        self, text: PageText, page: str, anchor: str, shown_in: tuple[str, ...]
    ) -> Fault | None:
        """An anchor must be on the page in every language that shows this text."""
        if anchor.lower() in _TOP or anchor.startswith(":~:"):
            return None
        for tag in shown_in:
            outline = self.outlines.get((page, tag))
            if outline is None:
                return self._record_anchor(text, page, anchor)
            if anchor not in outline.anchors and anchor not in own_sections(page):
                if tag != text.language:
                    return _broken("anchor-language", "", page=page, anchor=anchor, language=tag)
                return _lost_anchor(page, anchor, nearest(anchor, outline.anchors))
        return None

    def _record_anchor(self, text: PageText, page: str, anchor: str) -> Fault | None:
        tree = self.tree(text)
        if tree.has_anchor(page, anchor) is not False:
            return None
        return _lost_anchor(page, anchor, nearest(anchor.partition("--")[0], tree.targets(page)))


def _joined(page: str, path: str) -> str:
    """The docs path that a page's address leads to; it begins with `..` outside the site."""
    if path.startswith("/"):
        return path
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def _kind(goal: str) -> str:
    if goal.startswith("/"):
        return "absolute"
    return "outside" if goal.startswith("..") else "page"


def _broken(kind: str, href: str, **params: str) -> Fault:
    names = {name: value[:120] for name, value in {"href": href, **params}.items()}
    text = message(f"broken-link.{kind}", **names)
    return Fault("broken-link", text, message(f"broken-link.{kind}.hint", **names))


def _lost_anchor(page: str, anchor: str, near: str | None) -> Fault:
    fault = _broken("anchor", "", page=page, anchor=anchor)
    if near is None:
        return fault
    return Fault(fault.rule, fault.text, message("broken-link.near.hint", near=f"#{near}"))


def _diagnostic(text: PageText, places: Places, written: str, fault: Fault) -> Diagnostic:
    """A diagnostic at an address as it is written in the text."""
    start, end = places.find_address(written) or (0, 1)
    return Diagnostic(text.place(start, end), fault.rule, fault.text, fault.hint)
