"""Keeps secrets out of what is written down: values from the environment, passwords and tokens in addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

MASKED = "***"
_SHORTEST = 4
"""Characters of a secret. What is shorter is none, and would be found in every other word."""
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_PASSWORD = re.compile(r"(?<=://)[^/\s@?#\"'<>]+@")
_TOKEN = re.compile(
    r"""(?ix) ([?&;] (?: [\w.%-]* (?: token | secret | passw | signature | api_?key | access_?key | credential | authoriz
    | session ) [\w.%-]* | key | auth | sig | sid | pwd ) =) [^&;\s"'<>)\]]+"""
)
"""A parameter of an address that lets in whoever has it, by its name."""


class Mask:
    """Replaces secrets by ``***``."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """``secrets``: words that are never to be seen."""
        forms = {form for each in secrets if len(each) >= _SHORTEST for form in (each, quote(each, safe=""), quote(each))}
        longest_first = sorted(forms, key=lambda each: (-len(each), each))
        self._secrets = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def text(self, text: str) -> str:
        """A text without secrets."""
        if self._secrets is not None:
            text = self._secrets.sub(MASKED, text)
        if "://" in text:
            text = _PASSWORD.sub(f"{MASKED}@", text)
        return _TOKEN.sub(rf"\1{MASKED}", text) if "=" in text else text

    def data(self, value: Any) -> Any:
        """The same of all texts in what is to become JSON."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.text(str(name)): self.data(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.data(each) for each in value]
        return value


def secrets_in(files: Iterable[Path], environment: Mapping[str, str]) -> set[str]:
    """The values of the environment variables that these YAML files name (``${NAME}``), as far as they are set."""
    found: set[str] = set()
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):  # whoever loads it says so
            continue
        found.update(environment[name].strip() for name in _VARIABLE.findall(text) if environment.get(name))
    return found
