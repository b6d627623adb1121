"""Sizes as people write them: ``500 MB``."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_UNITS = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


def _size(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?B)", value.strip()) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError("size", "expected a size such as 500 MB or 5 GB, or a number of bytes")
    return int(float(found[1]) * _UNITS[found[2]])


Size = Annotated[int, BeforeValidator(_size)]
"""Bytes: a number, or one with a unit of thousands."""
