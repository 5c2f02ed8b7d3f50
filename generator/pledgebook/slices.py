"""One run of MkDocs over some or all pages of one language, in a process of its own.

Knows MkDocs' Python interface; the only module that imports it. Must not know why a page is
built, nor what becomes of it.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

NO_CONTENTS: Mapping[str, str] = MappingProxyType({})


class RunError(Exception):
    """MkDocs gave up; the text is in its words."""


class _Log(logging.Handler):
    """Keeps what MkDocs and its plugins warn of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def messages(self, least: int, below: int) -> tuple[str, ...]:
        """Messages of these levels in order, each once."""
        found = (record.getMessage() for record in self.records if least <= record.levelno < below)
        return tuple(dict.fromkeys(found))


class _Compiled(BytecodeCache):
    """The theme's templates, compiled: once in a process, not once for each run. Jinja takes a
    template from here only if its text is the same."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.kept.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()


class _SlicePlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Leaves every file outside the slice unbuilt; links to such pages still resolve.

    `contents` are bodies of pages, already HTML, by docs path. Their search entries are not
    for MkDocs to make.
    """

    def __init__(self, pages: frozenset[str], contents: Mapping[str, str], theme: bool) -> None:
        self.pages = pages
        self.contents = contents
        self.theme = theme

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        for file in files:
            own = file.src_dir == config.docs_dir
            if file.src_uri not in self.pages and (own or not self.theme):
                file.inclusion = InclusionLevel.EXCLUDED
        return files

    def on_env(self, env: Environment, /, **_: object) -> Environment:
        env.bytecode_cache = _compiled
        return env

    def on_page_content(self, html: str, /, *, page: Page, **_: object) -> str:
        content = self.contents.get(page.file.src_uri)
        if content is None:
            return html
        page.meta["search"] = {"exclude": True}
        page.present_anchor_ids = None  # it has more than its headings; `inspect` knows them
        return content


def run_mkdocs(
    config_file: Path,
    site_dir: Path,
    pages: frozenset[str] | None = None,
    docs_dir: Path | None = None,
    contents: Mapping[str, str] = NO_CONTENTS,
) -> tuple[str, ...]:
    """Builds into `site_dir`, which is emptied first, and returns MkDocs' warnings.

    `pages` are docs paths ("organizations/x.md"); None is everything, static files included.
    `docs_dir` takes the place of the configuration's; then the theme's files are built too.
    `contents` are bodies of pages that are HTML already. Raises RunError.
    """
    logger = logging.getLogger("mkdocs")
    log = _Log()
    logger.addHandler(log)
    logger.propagate = False
    changes = {"docs_dir": str(docs_dir)} if docs_dir else {}
    try:
        # Not strict: the caller gets the whole site and all warnings, and decides.
        config = load_config(str(config_file), site_dir=str(site_dir), strict=False, **changes)
        if pages is not None:
            config.plugins["slice"] = _SlicePlugin(pages, contents, docs_dir is not None)
        build(config)
    except (MkDocsException, Exception) as error:  # noqa: BLE001
        words = (*log.messages(logging.ERROR, logging.CRITICAL + 1), str(error))
        raise RunError("\n".join(dict.fromkeys(words))) from None
    finally:
        logger.removeHandler(log)
    return log.messages(logging.WARNING, logging.ERROR)
