"""Result rows read quickly: most are a handful of plain fields, tens of thousands of them.

Knows how to make a record from fields that have one reader each, just as pydantic would. A row
with anything else, or with a mistake, is left to pydantic, which says what is wrong.
"""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, PlainValidator, ValidationError

from pledgebook.fields import read_period_field
from pledgebook.located import Mapping as Node
from pledgebook.values import Rejected

Reader = Callable[[Any], Any]


_ABSENT: Any = object()


class RowForm:
    """How the rows of one file are read: by field, with the file's defaults already read."""

    def __init__(self, model: type[BaseModel], settings: Mapping[str, str]) -> None:
        self.model = model
        self.readers = _readers(model, settings)
        # In the order of the model's fields, as pydantic keeps them.
        self.blank = {
            name: _ABSENT if field.is_required() else field.get_default(call_default_factory=True)
            for name, field in model.model_fields.items()
        }
        self.required = frozenset(n for n, value in self.blank.items() if value is _ABSENT)
        self.given: frozenset[str] = frozenset()
        self.fields_set: dict[tuple[str, ...], set[str]] = {}

    def with_defaults(self, defaults: Node | None, settings: Mapping[str, str]) -> "RowForm | None":
        """The form with a file's defaults; None when these cannot be read by themselves."""
        if not defaults:
            return self
        try:
            made_up = {name: "x" for name in self.required if name not in defaults}
            read = self.model.model_validate({**made_up, **defaults}, context=dict(settings))
        except ValidationError:
            return None
        form = object.__new__(RowForm)
        form.model, form.readers, form.required = self.model, self.readers, self.required
        form.given = frozenset(str(key) for key in defaults)
        form.blank = {**self.blank, **{name: getattr(read, name) for name in form.given}}
        form.fields_set = {}
        return form

    def read(self, row: Node) -> BaseModel | None:
        """The record of a row, or None for a row that pydantic must look at."""
        values = dict(self.blank)
        readers = self.readers
        try:
            for key, node in row.items():
                # By a name without a place: any other key would triple the size of the values.
                name, read = readers[key]
                values[name] = read(node)
        except (KeyError, Rejected):
            return None
        if any(values[name] is _ABSENT for name in self.required):
            return None
        record = object.__new__(self.model)
        object.__setattr__(record, "__dict__", values)
        object.__setattr__(record, "__pydantic_fields_set__", self._fields_set(row))
        object.__setattr__(record, "__pydantic_extra__", None)
        object.__setattr__(record, "__pydantic_private__", None)
        return record

    def _fields_set(self, row: Node) -> set[str]:
        """The names of the fields that are given. Most rows give the same ones: a set of its own
        for each would take a tenth of the memory of all records."""
        names = tuple(row)
        known = self.fields_set.get(names)
        if known is None:
            known = self.fields_set[names] = {*self.given, *map(str, names)}
        return known


def _readers(model: type[BaseModel], settings: Mapping[str, str]) -> dict[str, tuple[str, Reader]]:
    """The name and reader of each field that has exactly one."""
    found = {
        name: _reader(field.annotation, field.metadata)
        for name, field in model.model_fields.items()
    }
    readers: dict[str, Reader] = {name: read for name, read in found.items() if read is not None}
    context: Any = SimpleNamespace(context=dict(settings))
    readers["period"] = lambda node: read_period_field(node, context)
    return {name: (name, read) for name, read in readers.items()}


def _reader(annotation: Any, metadata: list[Any]) -> Reader | None:
    """The function behind `Annotated[…, PlainValidator(function)]` or a choice of words."""
    for mark in metadata:
        if isinstance(mark, PlainValidator):
            return mark.func  # type: ignore[return-value]
    parts = [part for part in get_args(annotation) or (annotation,) if part is not type(None)]
    if get_origin(annotation) is Literal:
        return _choice(frozenset(get_args(annotation)))
    if len(parts) != 1:
        return None
    part = parts[0]
    if get_origin(part) is Literal:
        return _choice(frozenset(get_args(part)))
    inner = getattr(part, "__metadata__", ())
    return _reader(part, list(inner)) if inner else None


def _choice(words: frozenset[str]) -> Reader:
    by_word = {word: word for word in words}
    return lambda node: by_word[node]
