"""What is asked of the printing of a language's pages, and what comes of it, as values.

Must not know the engine, nor how a page is built.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from pledgebook.frames import Frame, KeptFrame
from pledgebook.inspect import PageFacts
from pledgebook.press import Batch, BuiltPage


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed: Markdown by docs path, as bytes, which take half the memory, for
    the configuration of one language.

    `paths` are all docs paths of the language, `nav` those in the navigation. Pages are
    written below `folder`, which stands for the root of the site, at `prefix`; `scratch` is a
    folder of this language's own. `close` mistrusts the templates: a project has its own.
    `whole` leaves every page to the engine alone, whose plugins may do with it what they like.
    `offline` makes links lead to files. `frames` are those of earlier builds by name; None
    where the theme is the project's own, so that no frame is taken for another page's.
    `settled` says that all but the pages is known.
    """

    config_file: Path
    permalink: str
    prefix: str
    pages: Mapping[str, bytes]
    paths: Set[str]
    nav: tuple[str, ...]
    folder: Path
    scratch: Path
    address: str = "/"
    close: bool = False
    whole: bool = False
    offline: bool = False
    frames: Mapping[str, KeptFrame] | None = None
    settled: bool = False

    def text(self, path: str) -> str:
        """The Markdown of a page."""
        return self.pages[path].decode()

    def batch(self) -> Batch:
        """A batch without pages, that says all else."""
        empty = Frame(("",), ())
        return Batch(
            (), empty, "", self.permalink, self.prefix, self.folder, self.close, self.offline
        )


@dataclass(slots=True)
class Printed:
    """What was printed: pages by docs path; other files below the order's folder with their
    SHA-256; the head and tail of the sitemap and the settings of the search index, both as
    text; and what the engine warned of. `frames` are those that were made. Where the engine
    was not needed, all but the pages is as it was before: `ran` is false."""

    pages: dict[str, BuiltPage] = field(default_factory=dict)
    ran: bool = True
    frames: dict[str, KeptFrame] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    sitemap: tuple[str, str] | None = None
    search: str = ""
    warnings: tuple[str, ...] = ()
    facts: dict[str, PageFacts] = field(default_factory=dict)
