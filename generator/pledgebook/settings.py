"""The project's mkdocs.yml: its settings, those that it inherits, and what they rule out.

Knows MkDocs' way of writing settings. Must not know what a site needs of them.
"""

from pathlib import Path
from typing import Any

import yaml

from pledgebook.faults import Fault


class SettingsError(Fault):
    """The project's mkdocs.yml cannot be used."""


class _Reader(yaml.SafeLoader):
    """Reads mkdocs.yml to see which keys it has: MkDocs' own tags become None, nothing runs."""


_Reader.add_constructor(None, lambda _loader, _node: None)


def read_settings(path: Path) -> dict[str, Any]:
    """The settings of a mkdocs.yml and of those that it inherits. Raises SettingsError."""
    try:
        settings = yaml.load(path.read_bytes(), Loader=_Reader)
    except (OSError, yaml.YAMLError) as error:
        raise SettingsError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(settings, dict):
        raise SettingsError(f"{path.name} holds no settings; it needs at least a site_name")
    parent = settings.pop("INHERIT", None)
    below = read_settings(path.parent / parent) if isinstance(parent, str) else {}
    return _merged(below, settings)


def settings_files(path: Path) -> tuple[Path, ...]:
    """A mkdocs.yml and those that it inherits. Raises SettingsError."""
    files = [path]
    try:
        while isinstance(
            parent := (yaml.load(files[-1].read_bytes(), Loader=_Reader) or {}).get("INHERIT"), str
        ):
            files.append(files[-1].parent / parent)
    except (OSError, yaml.YAMLError, AttributeError) as error:
        raise SettingsError(f"{files[-1].name} cannot be read: {error}") from error
    return tuple(files)


def is_predictable(path: Path) -> bool:
    """Whether the same pages always come out the same, and each by itself: no plugins but the
    search, no settings from the environment. `path` is the project's mkdocs.yml."""
    from_outside = any(b"!ENV" in file.read_bytes() for file in settings_files(path))
    return not from_outside and read_settings(path).get("plugins", ["search"]) == ["search"]


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Settings as MkDocs merges them: mappings into each other, all else replaced."""
    both = {
        key: _merged(below[key], above[key])
        for key in below.keys() & above.keys()
        if isinstance(below[key], dict) and isinstance(above[key], dict)
    }
    return {**below, **above, **both}
