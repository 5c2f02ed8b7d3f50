"""One run of MkDocs over some or all pages of one language, in a process of its own.

Knows MkDocs' Python interface; the only module that imports it. Must not know why a page is
built, nor what becomes of it.
"""

import logging
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files, InclusionLevel


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


class _SlicePlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Leaves every file outside the slice unbuilt; links to such pages still resolve."""

    def __init__(self, pages: frozenset[str]) -> None:
        self.pages = pages

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:  # noqa: ARG002
        for file in files:
            if file.src_uri not in self.pages:
                file.inclusion = InclusionLevel.EXCLUDED
        return files


def run_mkdocs(config_file: Path, site_dir: Path, pages: frozenset[str] | None) -> tuple[str, ...]:
    """Builds into `site_dir`, which is emptied first, and returns MkDocs' warnings.

    `pages` are docs paths ("organizations/x.md"); None is everything, static files included.
    Raises RunError.
    """
    logger = logging.getLogger("mkdocs")
    log = _Log()
    logger.addHandler(log)
    logger.propagate = False
    try:
        # Not strict: the caller gets the whole site and all warnings, and decides.
        config = load_config(str(config_file), site_dir=str(site_dir), strict=False)
        if pages is not None:
            config.plugins["slice"] = _SlicePlugin(pages)
        build(config)
    except (MkDocsException, Exception) as error:  # noqa: BLE001
        words = (*log.messages(logging.ERROR, logging.CRITICAL + 1), str(error))
        raise RunError("\n".join(dict.fromkeys(words))) from None
    finally:
        logger.removeHandler(log)
    return log.messages(logging.WARNING, logging.ERROR)
