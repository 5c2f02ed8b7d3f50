"""Values as YAML text that records may have: no anchor, no alias, no doubt about a text.

Knows how texts must be quoted. Must not know record types.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Digits(str):
    """A number as it was written, so that none of its digits is lost."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - asked of every value
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Lists are indented below their key, as they are in records written by hand."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if _DATE.fullmatch(text):
        return dumper.represent_scalar("tag:yaml.org,2002:timestamp", text)
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _digits(dumper: yaml.SafeDumper, number: Digits) -> yaml.ScalarNode:
    kind = "float" if set(number) & set(".eE") else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(number))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Digits, _digits)


def yaml_text(values: Mapping[str, Any], *, short: bool = False) -> str:
    """A mapping as YAML, a field a line, in the order given; `short`: small lists and mappings
    stand on one line."""
    if short and not any(isinstance(value, dict | list) for value in values.values()):
        short = False  # else the whole mapping would be a small one
    return str(
        yaml.dump(
            values,
            Dumper=_Dumper,
            allow_unicode=True,
            default_flow_style=None if short else False,
            sort_keys=False,
            width=1_000_000,
        )
    )
