"""Projects built for tests: copies in a folder of the test's own."""

import shutil
from datetime import date
from pathlib import Path

from inprocess import InProcess
from pledgebook.build import Built, Options, build_site
from pledgebook.progress import silent

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
AS_OF = date(2026, 11, 23)


def copy_project(source: Path, folder: Path) -> Path:
    """A copy of a project's inputs in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("data", "content", "overrides"):
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name)
    shutil.copy(source / "mkdocs.yml", folder)
    return folder


def build(root: Path, as_of: date = AS_OF, site_url: str | None = None) -> Built:
    """Builds the project at `root` into its `site/`."""
    options = Options(
        root=root, site_dir=root / "site", as_of=as_of, site_url=site_url, executor=InProcess()
    )
    return build_site(options, silent)
