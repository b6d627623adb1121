"""Forms that YAML files had before: read as what they say today, and said, with how it is written now."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from newsarchive.yamltext import ConfigError, Document, Problem

VERSION = "version"
"""The key that says of which form a file is; without it, of the first."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is written otherwise today."""

    place: tuple[str | int, ...]
    """Where it stands: keys and numbers, from the top."""
    words: str
    """What has changed, for people."""
    key: str | None = None
    """What its key is called today, where that has changed."""
    value: str | int | float | bool | None = None
    """What it says today, where that has changed."""


Step = Callable[[Mapping[str, Any]], Iterable[Change]]
"""Finds in what a file of one form says what is written otherwise in the next one."""


@dataclass(frozen=True, slots=True)
class Today:
    """What a file says, as it is written today."""

    data: dict[Any, Any]
    version: int
    """The form of the file itself."""
    changes: tuple[Change, ...]
    """What it would say otherwise; empty also for an older form of which it has nothing."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of files of one kind, each with what the next one has changed."""

    steps: tuple[Step, ...] = ()
    """The first leads from version 1 to version 2, and so on."""

    @property
    def newest(self) -> int:
        """The version that this program writes."""
        return len(self.steps) + 1

    def today(self, document: Document, data: dict[Any, Any]) -> Today:
        """What a file says, as it is written today.

        Raises:
            ConfigError: it is of a newer form than this program knows, or its version is none.
        """
        said = data.get(VERSION, 1)
        if isinstance(said, bool) or not isinstance(said, int) or said < 1:
            raise _wrong(document, f"expected a whole number from 1 to {self.newest}, not {said!r}")
        if said > self.newest:
            raise _wrong(
                document, f"the file is of version {said}, and this newsarchive knows {self.newest}; upgrade newsarchive"
            )
        found: list[Change] = []
        for step in self.steps[said - 1 :]:
            some = list(step(data))
            data = applied(data, some)
            found += some
        return Today({**data, VERSION: self.newest} if VERSION in data else data, said, tuple(found))


def applied(data: dict[Any, Any], changes: Iterable[Change]) -> dict[Any, Any]:
    """The same data with the changes made in it."""
    data = copy.deepcopy(data)
    for change in changes:
        node: Any = data
        for step in change.place[:-1]:
            node = node[step]
        last = change.place[-1]
        if change.value is not None:
            node[last] = change.value
        if change.key is not None:
            items = [(change.key if name == last else name, value) for name, value in node.items()]
            node.clear()
            node.update(items)
    return data


def _wrong(document: Document, words: str) -> ConfigError:
    line, _ = document.find([VERSION])
    return ConfigError.of([Problem(document.path, line, VERSION, words)])
