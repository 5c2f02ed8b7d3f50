"""What every field of every record means: the catalogue behind schemas and the reference.

Knows the catalogue and that a field is described where its model defines it. Must not know
any record type.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from re import sub
from typing import Any

import yaml

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Description:
    """A field's meaning in a sentence or two, and a value as it stands in a file, or None.

    Scalars of the example are text, as the reader leaves them.
    """

    text: str
    example: Any = None


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Mapping[str, Description]]:
    """Descriptions by model and field, each as it is written in the catalogue."""
    text = files(__name__).joinpath(f"{LANGUAGE}.yml").read_text(encoding="utf-8")
    # Every scalar stays text, since 2019 is a period and 4.1.1 no number.
    entries: dict[str, dict[str, Any]] = yaml.load(text, Loader=yaml.CBaseLoader)
    return {
        model: {
            name: Description(entry["text"], entry.get("example")) for name, entry in fields.items()
        }
        for model, fields in entries.items()
    }


def catalogue_name(model: type) -> str:
    """What a model is called in the catalogue: `SchemeCode` is `scheme_code`."""
    return sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()


def describe(model: type, name: str) -> Description:
    """The description of a model's field, its own or that of the model it comes from.

    Raises KeyError for a field that nobody described.
    """
    for each in model.__mro__:
        found = catalogue().get(catalogue_name(each), {}).get(name)
        if found is not None:
            return found
    raise KeyError(f"{catalogue_name(model)}.{name}")
