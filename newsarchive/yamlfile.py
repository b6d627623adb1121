"""YAML files read into typed models, with errors that name the file, the line, the key, and the nearest right spelling."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    PrivateAttr,
    RootModel,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from newsarchive.yamlforms import Change, Forms
from newsarchive.yamltext import ConfigError, Problem, describe, nearest, read

__all__ = ["Checked", "ConfigError", "Duration", "Zone", "also", "load", "nearest", "spell"]


def also(*forms: dict[str, Any], single: bool = False) -> Callable[[dict[str, Any]], None]:
    """Have the JSON Schema of a field take other forms besides, as its validator does: for ``Field(json_schema_extra=...)``.

    ``single``: of a list also an item that stands alone.
    """

    def extend(schema: dict[str, Any]) -> None:
        aside: dict[str, Any] = {name: schema.pop(name) for name in ("default", "title", "description") if name in schema}
        whole = dict(schema)
        schema.clear()
        schema.update({"anyOf": [whole, *forms, *([whole["items"]] if single else [])], **aside})

    return extend


class Checked(BaseModel):
    """A frozen part of a YAML file in which an unknown key is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, validate_default=True, defer_build=True)
    _changes: tuple[Change, ...] = PrivateAttr(())
    also: ClassVar[tuple[dict[str, Any], ...]] = ()
    """What may stand in its place, as JSON Schema: short forms, such as a bare word."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is written otherwise today, where it was read from a file of an older form."""
        return self._changes

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
    """A duration as files have it: ``5m``."""
    seconds = length.total_seconds()
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds:.6f}".rstrip("0").rstrip(".") + "s"


def _zone(value: Any) -> Any:
    if isinstance(value, ZoneInfo):
        return value
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, TypeError, ValueError, OSError):  # its name is also a path to ZoneInfo
        hint = nearest(value, available_timezones())
        raise PydanticCustomError("zone", "expected a time zone such as Asia/Shanghai{hint}", {"hint": hint}) from None


_DURATION = {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*[smhd]\s*$", "examples": ["30s", "5m", "2h", "1d"]}
_ZONE = {
    "type": "string",
    "pattern": r"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$",
    "examples": ["Asia/Shanghai", "Europe/Berlin", "UTC"],
}

Duration = Annotated[timedelta, BeforeValidator(duration), PlainSerializer(spell), WithJsonSchema(_DURATION)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone), PlainSerializer(str), WithJsonSchema(_ZONE)]
Model = TypeVar("Model", bound=BaseModel)


def load(path: Path, model: type[Model], defaults: dict[str, Any] | None = None, forms: Forms | None = None) -> Model:
    """Read the YAML file at ``path`` into ``model``; ``defaults`` stand in for top-level keys it does not give.

    ``forms``: those that files of its kind had before; one of an older form is read as what it says today.

    Raises:
        ConfigError: the file cannot be read, is not YAML, says something the model does not take (all of that is named), or is of
            a newer form than this program knows.
    """
    document = read(path)
    data = {} if document.data is None else document.data
    today = forms.today(document, data) if forms is not None and isinstance(data, dict) else None
    if isinstance(data, dict):
        data = today.data if today else data
        data = {**(defaults or {}), **data}
    problems: list[Problem] = []
    while True:
        try:
            loaded = model.model_validate(data)
        except ValidationError as error:
            errors = error.errors()
        else:
            break
        # An unknown key hides what else is wrong: it is named, left out, and the rest is read again.
        unknown = [each for each in errors if each["type"] == "unknown_key"]
        problems += [describe(document, each) for each in unknown or errors]
        left = _without(data, [(*each["loc"], each["ctx"]["key"]) for each in unknown])
        if left == data:
            break
        data = left
    if problems:
        raise ConfigError.of(sorted(set(problems), key=lambda each: each.line or 0))
    if today and isinstance(checked := loaded.root if isinstance(loaded, RootModel) else loaded, Checked):
        checked._changes = today.changes
    return loaded


def _without(data: Any, places: list[tuple[Any, ...]]) -> Any:
    """The same without the keys at these places, as far as they can be found; steps inside of the model are passed over."""
    data = copy.deepcopy(data)
    for *steps, key in places:
        node = data
        for step in steps:
            if (isinstance(node, dict) and step in node) or (
                isinstance(node, list) and isinstance(step, int) and step < len(node)
            ):
                node = node[step]
        if isinstance(node, dict):
            node.pop(key, None)
    return data
