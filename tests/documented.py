"""What a page of the docs shows, to be tried: files, changes of files, commands, their output.

A block with a `title` is a file of the project; `diff` says how it changes. What a reader need not
see stands in a comment before a block:

    <!-- check -->              the project has no error and no warning now
    <!-- check: RULE RULE -->   exactly these rules find something now
    <!-- start -->              the example is made anew here; nothing was published yet
    <!-- run -->                the commands of the next block are run, and end well
    <!-- run: fails -->         … and the last one finds something
    <!-- output -->             the next block is what they said; a line `…` stands for others
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_PART = re.compile(
    r"^```(?P<kind>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^```$"
    r"|^<!-- (?P<mark>start|check|run|output)(?:: (?P<words>[^\n]+?))? -->$",
    re.MULTILINE | re.DOTALL,
)
_SECONDS = re.compile(r" \([0-9.]+ s\)")


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a page or a mark before one. `at` is where a block's text begins in the page."""

    kind: str
    title: str
    text: str
    at: int

    @property
    def is_mark(self) -> bool:
        return self.kind.startswith("<")


def parts(page: str) -> Iterator[Part]:
    """The blocks and marks of a page in their order."""
    for found in _PART.finditer(page):
        if mark := found["mark"]:
            yield Part(f"<{mark}>", "", found["words"] or "", found.start())
        else:
            yield Part(found["kind"], found["title"] or "", found["text"], found.start("text"))


def put(root: Path, part: Part) -> None:
    """Writes the file that a block shows, or changes the file whose change it shows."""
    path = root / part.title
    if part.kind != "diff":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(part.text, encoding="utf-8", newline="\n")
        return
    lines = part.text.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] in " -")
    new = "".join(line[1:] for line in lines if line[0] in " +")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{part.title} does not have this once:\n{old}\n{text}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def plain(output: str, root: Path, shown: str = "/home/me") -> str:
    """What commands said, without what is another each time: seconds, and where the folder is."""
    return _SECONDS.sub("", output).replace(str(root), shown)


def agrees(shown: str, said: str) -> bool:
    """Whether an output is what a page shows, where a line `…` stands for any lines."""
    pieces = [re.escape(piece) for piece in re.split(r"^…\n", shown, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*".join(pieces), said) is not None


class Walk:
    """A walk through pages in one folder: files are written, commands run, outputs compared.

    `run` runs the commands of a block and returns whether they ended well, and what they said.
    `check` returns the names of the rules that find something. Both get the walk's folder.
    """

    def __init__(
        self,
        root: Path,
        run: Callable[[str], tuple[bool, str]],
        check: Callable[[], list[str]],
        folder: Callable[[], Path] | None = None,
        start: Callable[[], None] = lambda: None,
    ) -> None:
        self.start = start
        self.root, self.run, self.check = root, run, check
        self.folder = folder or (lambda: root)

    def through(self, page: Path, rewrite: bool) -> int:
        """Walks through a page; returns how many of its parts were tried."""
        text = page.read_text(encoding="utf-8")
        mark, tried, said = Part("", "", "", 0), 0, ""
        edits: list[tuple[Part, str]] = []
        for part in parts(text):
            if part.kind == "<start>":
                self.start()
            elif part.kind == "<check>":
                wanted = part.text.split()
                assert self.check() == wanted, f"{page.name}: before {text[part.at :][:200]}"
            elif part.title:
                put(self.folder(), part)
            elif mark.kind == "<run>":
                good, said = self.run(part.text)
                assert good is (mark.text != "fails"), f"{page.name}: {part.text}{said}"
                said = plain(said, self.root)
            elif mark.kind == "<output>":
                if rewrite and "…\n" not in part.text:
                    edits.append((part, said))
                else:
                    assert agrees(part.text, said), f"{page.name} shows:\n{part.text}is:\n{said}"
            tried += bool(part.title or part.kind == "<check>" or mark.kind)
            mark = part if part.is_mark and part.kind != "<check>" else Part("", "", "", 0)
        for part, now in reversed(edits):
            text = text[: part.at] + now + text[part.at + len(part.text) :]
        if edits:
            page.write_text(text, encoding="utf-8", newline="\n")
        return tried
