"""Every field is described, and every description has its field."""

import json
from typing import Any, get_type_hints

import pytest
from pydantic import BaseModel, TypeAdapter

from pledgebook.descriptions import catalogue, catalogue_name, describe
from pledgebook.located import Mapping, read_document
from pledgebook.records import OwnTerms, Part, Shared, Target, TargetChange, Terms


def all_models(model: type[BaseModel] = Part) -> list[type[BaseModel]]:
    below = [each for child in model.__subclasses__() for each in all_models(child)]
    return [*dict.fromkeys(each for each in (model, *below) if each.__module__ == Part.__module__)]


MODELS = all_models()
FIELDS = [(model, name) for model in MODELS for name in model.model_fields]
each_model = pytest.mark.parametrize("model", MODELS, ids=catalogue_name)


@each_model
def test_every_field_has_a_description(model: type[BaseModel]) -> None:
    for name in model.model_fields:
        text = describe(model, name).text
        assert text[0].isupper() or text[0].isdigit(), name
        assert text.endswith("."), name
        assert 10 < len(text) < 250, name


def test_every_description_has_a_field_of_its_own_model() -> None:
    known = {catalogue_name(model): model for model in MODELS}
    for name, fields in catalogue().items():
        assert name in known, name
        assert set(fields) <= set(known[name].model_fields), name


def test_every_model_says_what_it_is() -> None:
    for model in MODELS:
        assert (model.__doc__ or "").strip().partition("\n")[0].endswith("."), model


@each_model
def test_every_example_is_good_for_its_field(model: type[BaseModel]) -> None:
    types = get_type_hints(model, include_extras=True)
    for name in catalogue().get(catalogue_name(model), {}):
        example = describe(model, name).example
        if example is not None:
            root = read_document(f"{name}: {as_yaml(example)}\n").root
            assert isinstance(root, Mapping)
            adapter: TypeAdapter[Any] = TypeAdapter(types[name])
            (node,) = root.values()
            adapter.validate_python(node, context={"year_start": "01-01"})


def as_yaml(example: Any) -> str:
    """An example in flow style, with texts that need no quotes left plain."""
    if isinstance(example, dict):
        return "{" + ", ".join(f"{k}: {as_yaml(v)}" for k, v in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(map(as_yaml, example)) + "]"
    plain = not set(example) & set(",{}[]#:?\"'") and not example.startswith("01")
    return example if plain else json.dumps(example, ensure_ascii=False)


def test_nearly_every_field_has_an_example() -> None:
    lacking = [f"{m.__name__}.{n}" for m, n in FIELDS if describe(m, n).example is None]
    assert set(lacking) == {"Site.repository", "Programme.amendments", "Agreement.amendments"}


def test_a_model_may_say_more_than_the_one_it_comes_from() -> None:
    assert describe(Target, "statement") != describe(TargetChange, "statement")
    assert describe(OwnTerms, "due") == describe(Terms, "due")
    assert describe(Target, "note") == describe(Shared, "note")
    with pytest.raises(KeyError, match=r"target\.nothing"):
        describe(Target, "nothing")
