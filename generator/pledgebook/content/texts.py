"""The hand-written texts of a project, one for each page and language, with their places.

Knows which page a text stands on and from when. Must not know what is checked in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pledgebook.diagnostics import Place
from pledgebook.frontmatter import split_front_matter
from pledgebook.links import record_path
from pledgebook.load import ANNOUNCEMENTS, Loaded
from pledgebook.located import Mapping, Text, read_document
from pledgebook.model import Article, Translation
from pledgebook.source import SourceFile


@dataclass(frozen=True)
class PageText:
    """A page's text in one language: the docs path of the page, the file, and what it says.

    `article` is the announcement, None for any other page. `as_of` is the day from which the
    text can be read: the build's, or later for an announcement that is under embargo.
    """

    page: str
    file: SourceFile
    words: Translation
    as_of: date
    article: Article | None = None

    @property
    def language(self) -> str:
        """The text's language tag."""
        return self.words.language

    @property
    def body(self) -> str:
        """The Markdown after the front matter."""
        return self.words.body

    @property
    def start(self) -> int:
        """The offset of the body in the file."""
        return len(self.file.text) - len(self.words.body)

    def place(self, start: int, end: int) -> Place:
        """The place of a stretch of the body, by offsets in the body."""
        return self.file.place(self.start + start, self.start + end)

    @cached_property
    def front_matter(self) -> Mapping:
        """The nodes of the front matter."""
        start, end, _ = split_front_matter(self.file.text)
        root = read_document(self.file.text[start:end], start).root
        return root if isinstance(root, Mapping) else Mapping()

    def field(self, name: str) -> Text | None:
        """The node of a text in the front matter."""
        node = next((value for key, value in self.front_matter.items() if key == name), None)
        return node if isinstance(node, Text) else None


def page_texts(loaded: Loaded, as_of: date) -> Iterator[PageText]:
    """Every text, announcements first. What could not be read is left out."""
    files = loaded.project.sources
    for article in loaded.model.articles.values():
        path = record_path(ANNOUNCEMENTS, article.id)
        since = max(as_of, article.published)
        for words in article.translations.values():
            yield PageText(path, files[words.path], words, since, article)
    for page in loaded.model.pages.values():
        for words in page.translations.values():
            yield PageText(f"{page.path}.md", files[words.path], words, as_of)
