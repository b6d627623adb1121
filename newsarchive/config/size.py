"""Sizes as people write them: ``500 MB``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

_UNITS = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


def _size(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?B)", value.strip()) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError("size", "expected a size such as 500 MB or 5 GB, or a number of bytes")
    return int(float(found[1]) * _UNITS[found[2]])


_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": 1},
        {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*[KMGT]?B\s*$", "examples": ["500 MB", "5 GB"]},
    ]
}
_AS_WRITTEN = BeforeValidator(_size)

Size = Annotated[int, _AS_WRITTEN, WithJsonSchema(_SCHEMA)]
"""Bytes: a number, or one with a unit of thousands."""


def is_size(metadata: Iterable[Any]) -> bool:
    """Whether a field that is annotated with this is a size."""
    return any(each is _AS_WRITTEN for each in metadata)


def spell_size(size: int) -> int | str:
    """A size as people write it, where it is round: ``500 MB``."""
    for unit, number in reversed(_UNITS.items()):
        if number > 1 and size >= number and size * 100 % number == 0:
            return f"{size / number:g} {unit}"
    return size
