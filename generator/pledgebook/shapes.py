"""Which fields stand where in a record, as its model says.

Knows how models are nested. Must not know files or messages.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, PlainValidator
from pydantic.fields import FieldInfo

from pledgebook import records
from pledgebook.fields import read_localized, read_text

Model = type[BaseModel]
RECORDS = tuple(kind.model for kind in records.RECORD_TYPES)
# Groups of fields that may be written as one text.
_ALSO_TEXT = {"place", "unit"}
_TEXT_READERS = {read_text, read_localized}


def known_fields(model: Model, steps: Iterable[str]) -> tuple[str, ...]:
    """The names that a mapping at these steps inside a record may have, in order of the model.

    Empty where names are free, such as language tags or the ids below `own`.
    """
    found = models_at(model, tuple("0" if step.isdecimal() else step for step in steps))
    return tuple(dict.fromkeys(name for one in found for name in one.model_fields))


@lru_cache(maxsize=4096)
def models_at(model: Model, steps: tuple[str, ...]) -> tuple[Model, ...]:
    """The models that a mapping at these steps inside a record may be of."""
    shapes: list[Any] = [model]
    for step in steps:
        shapes = [inner for shape in shapes for inner in _inside(shape, step)]
    return tuple(shape for shape in shapes if _is_model(shape))


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _inside(shape: Any, step: str) -> Iterator[Any]:
    """The shapes that a value may have one step inside a shape."""
    if _is_model(shape):
        if step in shape.model_fields:
            yield from _plain(shape.model_fields[step].annotation)
    elif get_origin(shape) is tuple and step.isdecimal():
        yield from _plain(get_args(shape)[0])
    elif get_origin(shape) is Mapping:
        yield from _plain(get_args(shape)[1])


def _plain(annotation: Any) -> Iterator[Any]:
    """An annotation's alternatives, without what validates them."""
    if isinstance(annotation, str):  # a name that stood before its definition
        annotation = getattr(records, annotation)
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _plain(get_args(annotation)[0])
    elif origin in {Union, UnionType}:
        for alternative in get_args(annotation):
            yield from _plain(alternative)
    else:
        yield annotation


@lru_cache(maxsize=1)
def all_fields() -> frozenset[str]:
    """The name of every field of every record, at any depth."""
    return frozenset({"defaults", "results", *(name for name, _ in _each_field())})


@lru_cache(maxsize=1)
def text_fields() -> frozenset[str]:
    """The names of fields that take a text wherever they stand, so that quotes suit them."""
    others = {name for name, one in _each_field() if not _is_text(one)} - _ALSO_TEXT
    return frozenset(name for name, _ in _each_field() if name not in others)


@lru_cache(maxsize=1)
def list_fields() -> frozenset[str]:
    """The names of fields that hold a list wherever they stand."""
    others = {name for name, one in _each_field() if get_origin(one.annotation) is not tuple}
    return frozenset(name for name, _ in _each_field() if name not in others)


def _each_field() -> Iterator[tuple[str, FieldInfo]]:
    """Every field of every model, by name; a name may come several times."""
    pending: list[Any] = [records.Site, records.Announcement, *RECORDS]
    seen: set[Any] = set()
    while pending:
        shape = pending.pop()
        if shape in seen:
            continue
        seen.add(shape)
        if _is_model(shape):
            yield from shape.model_fields.items()
            pending += [one for f in shape.model_fields.values() for one in _plain(f.annotation)]
        elif get_origin(shape) in {tuple, Mapping}:
            pending += [one for argument in get_args(shape) for one in _plain(argument)]


def _is_text(field: FieldInfo) -> bool:
    validators = [one.func for one in field.metadata if isinstance(one, PlainValidator)]
    if validators:
        return validators[0] in _TEXT_READERS
    found = {
        one.func
        for part in get_args(field.annotation)
        for one in get_args(part)
        if isinstance(one, PlainValidator)
    }
    return bool(found) and found <= _TEXT_READERS
