"""YAML files read into typed models, with errors that name the file, the line, the key, and the nearest right spelling."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError


class ConfigError(ValueError):
    """A configuration that cannot be used. The message names the place and what was expected there."""


def nearest(word: object, known: Iterable[str]) -> str:
    """`` (did you mean 'timezone'?)``, or nothing when no known word is near."""
    found = difflib.get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return f" (did you mean {found[0]!r}?)" if found else ""


class Checked(BaseModel):
    """A frozen part of a YAML file in which an unknown key is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, validate_default=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys_only(cls, data: Any) -> Any:
        if data is None:  # all keys of a section are commented out
            return {}
        if isinstance(data, dict):
            names = {field.alias or name for name, field in cls.model_fields.items()}
            for key in data:
                if key not in names:
                    raise PydanticCustomError(
                        "unknown_key",
                        "unknown key{nearest}; known here: {names}",
                        {"key": key, "nearest": nearest(key, names), "names": ", ".join(sorted(names))},
                    )
        return data


_MOST_SECONDS = 100 * 366 * 86400


def duration(value: Any) -> Any:
    """A duration as people write it: ``5m``.

    Raises:
        PydanticCustomError: something else.
    """
    if isinstance(value, timedelta):
        return value
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd])", value.strip()) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError("duration", "expected a duration such as 30s, 5m, 2h or 1d")
    seconds = float(found[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[found[2]]
    if seconds > _MOST_SECONDS:
        raise PydanticCustomError("duration", "expected a duration of a hundred years at the most")
    return timedelta(seconds=seconds)


def spell(length: timedelta) -> str:
    """A duration as :func:`duration` reads it: ``5m``."""
    seconds = length.total_seconds()
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:g}{unit}"
    return f"{seconds:g}s"


def _zone(value: Any) -> Any:
    if isinstance(value, ZoneInfo):
        return value
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, TypeError, ValueError, OSError):  # its name is also a path to ZoneInfo
        hint = nearest(value, available_timezones())
        raise PydanticCustomError("zone", "expected a time zone such as Asia/Shanghai{hint}", {"hint": hint}) from None


Duration = Annotated[timedelta, BeforeValidator(duration)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone), PlainSerializer(str)]
Model = TypeVar("Model", bound=BaseModel)


def load(path: Path, model: type[Model], defaults: dict[str, Any] | None = None) -> Model:
    """Read the YAML file at ``path`` into ``model``; ``defaults`` stand in for top-level keys it does not give.

    Raises:
        ConfigError: the file cannot be read, is not YAML, or says something the model does not take.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{path}:{line}: is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: is not YAML: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: is nested too deeply to be read") from error
    if data is None:
        data = {}
    if isinstance(data, dict):
        data = {**(defaults or {}), **data}
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ConfigError("\n".join(_describe(path, node, each) for each in error.errors())) from error


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader, but a key given twice is an error: PyYAML keeps the last and says nothing.

    It is the loader in Python: a nesting too deep ends it with an error, and the one in C with the process.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key is to be a word", key.start_mark)
            if key.value in seen and key.tag != "tag:yaml.org,2002:merge":
                raise yaml.constructor.ConstructorError(None, None, f"the key {key.value!r} stands here twice", key.start_mark)
            seen.add(key.value)
        data: dict[Any, Any] = super().construct_mapping(node, deep)
        return data


_IN_WORDS = {
    "model_type": "keys with values",
    "dict_type": "keys with values",
    "tuple_type": "a list",
    "list_type": "a list",
    "frozen_set_type": "a list",
    "string_type": "a text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
}
"""Pydantic's kinds of errors, in words that someone who knows YAML and not Python understands."""


def _describe(path: Path, root: yaml.Node | None, error: ErrorDetails) -> str:
    """``FILE:LINE: KEY: what was expected, and what stands there``."""
    context = error.get("ctx") or {}
    location = [part for part in error["loc"] if part != "[key]"]
    if error["type"] == "unknown_key":
        location.append(context["key"])
    if error["type"] in ("union_tag_invalid", "union_tag_not_found"):
        location.append(context["discriminator"].strip("'"))
    line, keys = _find(root, location)
    expected = error["msg"]
    if error["type"] == "missing" or error["type"] == "union_tag_not_found":
        expected = "is missing"
    elif error["type"] == "union_tag_invalid":
        allowed = re.findall(r"'([^']*)'", context["expected_tags"])
        expected = f"expected one of {', '.join(allowed)}{nearest(context['tag'], allowed)}"
    elif error["type"] == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        expected = f"expected one of {', '.join(allowed)}{nearest(error['input'], allowed)}"
    elif error["type"] in _IN_WORDS:
        expected = f"expected {_IN_WORDS[error['type']]}"
    elif error["type"] == "string_pattern_mismatch":
        expected = f"expected a word that matches {context['pattern']}"
    elif expected.startswith("Input should be "):
        expected = "expected " + expected.removeprefix("Input should be ")
    elif expected.startswith("Value error, "):
        expected = expected.removeprefix("Value error, ")
    given = context.get("tag", error["input"])
    shown = f", not {given!r}" if expected.startswith("expected") and isinstance(given, str | int | float | bool) else ""
    return f"{path}:{line}: {keys or 'file'}: {expected}{shown}"


def _find(node: yaml.Node | None, location: list[Any]) -> tuple[int, str]:
    """The line of the place, and its key path as the file spells it; model-internal steps are passed over."""
    line, keys = (node.start_mark.line + 1 if node else 1), ""
    for part in location:
        child: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    line, child = key.start_mark.line + 1, value
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            child = node.value[part]
            line = child.start_mark.line + 1
        if child is not None:
            node = child
            keys += f"[{part}]" if isinstance(part, int) else f".{part}"
        elif part == location[-1]:
            keys += f".{part}"
    return line, keys.removeprefix(".")
