"""JSON Schema of the files that people write, for their editors: made of the models that read them."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any, Union, get_args

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from newsarchive.config import Config
from newsarchive.export.files.profile import KINDS as FILE_PROFILES
from newsarchive.export.profile import Profile
from newsarchive.extract.rules.rules import Rule
from newsarchive.sources import Definition
from newsarchive.yamlfile import Checked

KINDS: dict[str, Any] = {
    "newsarchive": Config,
    "source": Definition,
    "profile": Union[Profile, *FILE_PROFILES.values()],
    "rule": Rule,
}
"""Kind of file to the model that reads it."""
GIVEN_BY_FILE = {"source": "name", "rule": "name"}
"""Kind of file to the key that its own name stands for, where it does not say it."""
_TOPS: dict[str, tuple[Any, ...]] = {"source": get_args(Definition.model_fields["root"].annotation), "rule": (Rule,)}
"""The models that files of such a kind are read into."""
_NOTHING = {"type": "null"}
_FORM = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file, one of :data:`KINDS`."""
    made = TypeAdapter(KINDS[kind]).json_schema(by_alias=True, schema_generator=_Generator)
    named: dict[str, Any] = made["$defs"]
    models = reachable(KINDS[kind])
    empty = {f"#/$defs/{each.__name__}" for each in models if not any(key.is_required() for key in each.model_fields.values())}
    for model in models:
        said = named.get(model.__name__, made)
        _describe(said, model)
        _relax(said, empty)
        if kind in GIVEN_BY_FILE and model in _TOPS[kind]:
            said["required"] = [each for each in said["required"] if each != GIVEN_BY_FILE[kind]]
        if model.also and model.__name__ in named:
            named[model.__name__] = {"anyOf": [said, *model.also], "description": said["description"]}
    return {"$schema": _FORM, **made}


def reachable(top: Any) -> list[type[Checked]]:
    """Every model of ours that a file of this kind can be read into, itself included, each once."""
    found: dict[type[Checked], None] = {}
    waiting = [top]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, type) and issubclass(each, BaseModel):
            if each in found:
                continue
            if issubclass(each, Checked):
                found[each] = None
            waiting += [field.annotation for field in each.model_fields.values()]
        else:
            waiting += get_args(each)
    return list(found)


class _Generator(GenerateJsonSchema):
    """Pydantic's own, but for types that it does not know: those say themselves how they are written."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = schema["schema"]
        if inner["type"] == "is-instance":  # such as a compiled regular expression
            return {"type": "string"}
        return super().function_before_schema(schema)


def _describe(schema: dict[str, Any], model: type[Checked]) -> None:
    """Put the words of the model's source into its schema."""
    schema["description"] = _one_line(inspect.getdoc(model) or "")
    for base in reversed([each for each in model.__mro__ if issubclass(each, Checked)]):
        for name, words in _words(base):
            field = model.model_fields.get(name)
            if field is not None and (said := schema.get("properties", {}).get(field.alias or name)) is not None:
                said["description"] = _one_line(words)


def _words(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Name of a field to the docstring that stands below it."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(model)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    for field, words in pairwise(body):
        match field, words:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(said))):
                yield name, said


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _relax(schema: dict[str, Any], empty: Collection[str]) -> None:
    """Let sections that need no key say nothing at all, as they do when all of their keys are commented out."""
    for name, said in schema.get("properties", {}).items():
        if said.get("$ref") in empty:
            aside = {key: value for key, value in said.items() if key != "$ref"}
            schema["properties"][name] = {"anyOf": [{"$ref": said["$ref"]}, _NOTHING], **aside}
        for mapping in (said, *said.get("anyOf", ())):
            below = mapping.get("additionalProperties")
            if isinstance(below, dict) and below.get("$ref") in empty:
                mapping["additionalProperties"] = {"anyOf": [below, _NOTHING]}
