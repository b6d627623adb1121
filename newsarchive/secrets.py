"""Secrets of a source: they stand in the environment, and its definition says only what they are called there (`${NAME}`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal
from urllib.parse import quote

from newsarchive.sources import Source

_VARIABLE = re.compile(r"\$\{(\w+)\}")
_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f]")


class SecretError(ValueError):
    """A value that cannot be filled in. The message names the place and the variable, and never the value."""


def variables(texts: Iterable[str]) -> list[str]:
    """The variables that these texts name, in order."""
    return [name for text in texts for name in _VARIABLE.findall(text)]


def filled(source: Source, key: Literal["headers", "cookies"], environment: Mapping[str, str]) -> dict[str, str]:
    """What the source sends along under ``key``, name to value.

    Raises:
        SecretError: a variable is not set, or its value cannot be sent.
    """
    return {name: _fill(value, f"{source.file}: {key}.{name}", key, environment) for name, value in getattr(source, key).items()}


def filled_address(address: str, place: str, environment: Mapping[str, str]) -> str:
    """An address with its secrets, each encoded as addresses need it; one that is a secret as a whole stays as it is.

    Raises:
        SecretError: a variable is not set.
    """
    if _VARIABLE.fullmatch(address):
        return _fill(address, place, "address", environment)

    def secret(found: re.Match[str]) -> str:
        return quote(_fill(found[0], place, "address", environment), safe="")

    return _VARIABLE.sub(secret, address)


def _fill(value: str, place: str, key: str, environment: Mapping[str, str]) -> str:
    def secret(found: re.Match[str]) -> str:
        variable = found[1]
        if not environment.get(variable):
            raise SecretError(f"{place}: the environment variable {variable} is not set")
        said = environment[variable].strip()
        if _UNSENDABLE.search(said) or (key == "cookies" and ";" in said):
            raise SecretError(f"{place}: the environment variable {variable} has a character that cannot be sent")
        return said

    return _VARIABLE.sub(secret, value)
