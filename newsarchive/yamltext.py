"""YAML as it stands in a file: read with the place of everything, and what is wrong with it, said with file, line and key."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic_core import ErrorDetails


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a file, or likely to be."""

    path: Path
    line: int | None
    """From 1; None where it is the file as a whole."""
    key: str
    """As the file spells it, from the top: ``exports[0].git.budget``."""
    words: str

    def __str__(self) -> str:
        """``FILE:LINE: KEY: what was expected``."""
        return ": ".join(filter(None, (f"{self.path}:{self.line}" if self.line else str(self.path), self.key, self.words)))


class ConfigError(ValueError):
    """A configuration that cannot be used. The message names the place and what was expected there."""

    problems: tuple[Problem, ...] = ()
    """The same one by one, where it is about places in files."""

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Self:
        """The error that names these, a line each."""
        error = cls("\n".join(map(str, problems := tuple(problems))))
        error.problems = problems
        return error


def nearest(word: object, known: Iterable[str]) -> str:
    """`` (did you mean 'timezone'?)``, or nothing when no known word is near."""
    found = difflib.get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return f" (did you mean {found[0]!r}?)" if found else ""


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as it was read."""

    path: Path
    text: str
    node: yaml.Node | None
    """What the text says, with its places; None where it says nothing."""
    data: Any
    """The same as Python has it."""

    def find(self, location: Sequence[Any]) -> tuple[int, str]:
        """The line of the place, and its key path as the file spells it; model-internal steps are passed over."""
        node = self.node
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

    def at(self, location: Sequence[Any]) -> yaml.Node | None:
        """What stands at that place; None where nothing does."""
        node = self.node
        for part in location:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in reversed(node.value) if key.value == str(part)), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            else:
                return None
        return node

    def scalars(self) -> Iterator[tuple[tuple[str | int, ...], int, str]]:
        """Every single value: its place, its line, and its text."""
        waiting: list[tuple[tuple[str | int, ...], yaml.Node]] = [((), self.node)] if self.node else []
        seen: set[int] = set()
        while waiting:
            place, node = waiting.pop(0)
            if id(node) in seen:  # an alias of what stands elsewhere
                continue
            seen.add(id(node))
            if isinstance(node, yaml.ScalarNode):
                yield place, node.start_mark.line + 1, node.value
            elif isinstance(node, yaml.MappingNode):
                waiting += [((*place, str(key.value)), value) for key, value in node.value]
            else:
                waiting += [((*place, number), value) for number, value in enumerate(node.value)]


def read(path: Path) -> Document:
    """Read a YAML file.

    Raises:
        ConfigError: it cannot be read, or is not YAML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError.of([Problem(path, None, "", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise ConfigError.of([Problem(path, None, "", f"is not UTF-8 (byte {error.start}); save it as UTF-8")]) from error
    return parse(path, text)


def parse(path: Path, text: str) -> Document:
    """Read what stands, or is to stand, in a YAML file.

    Raises:
        ConfigError: it is not YAML.
    """
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError.of([Problem(path, line, "", f"is not YAML: {error.problem}")]) from error
    except yaml.YAMLError as error:
        raise ConfigError.of([Problem(path, None, "", f"is not YAML: {error}")]) from error
    except RecursionError as error:
        raise ConfigError.of([Problem(path, None, "", "is nested too deeply to be read")]) from error
    return Document(path, text, node, data)


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


def describe(document: Document, error: ErrorDetails) -> Problem:
    """What was expected where, and what stands there."""
    context = error.get("ctx") or {}
    location = [part for part in error["loc"] if part != "[key]"]
    if error["type"] == "unknown_key":
        location.append(context["key"])
    if error["type"] in ("union_tag_invalid", "union_tag_not_found"):
        location.append(context["discriminator"].strip("'"))
    line, keys = document.find(location)
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
    return Problem(document.path, line, keys or "file", f"{expected}{shown}")
