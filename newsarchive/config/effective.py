"""The configuration as it holds: every setting, its value, and where that comes from, as YAML that is read as the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from rich.cells import cell_len

from newsarchive.config.size import is_size, spell_size
from newsarchive.config.source import SourceChoice
from newsarchive.logs.masking import MASKED, Mask
from newsarchive.yamlfile import Checked, spell
from newsarchive.yamltext import Document

DEFAULT = "default"
Place = tuple[str | int, ...]
Origin = Callable[[Place], str]
"""Says where the value at a place comes from, which a file gives."""

_VARIABLE = re.compile(r"\$\{\w+\}")
_SCHEME = re.compile(r"[A-Za-z]{0,12}\s*[:=]?\s*")
"""What may stand beside a variable: ``Bearer``."""
_SECRET_NAME = re.compile(r"(?i)authoriz|token|secret|passw|[-_]key$|^cookie$|session|signature|credential")
_WIDEST = 56
"""Columns after which it is said where a value comes from."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One value that holds."""

    place: Place
    """Where it would stand in the file, from the top."""
    value: Any
    """As YAML and JSON have it."""
    origin: str
    """``default``, or file and line."""

    @property
    def key(self) -> str:
        """The place as people write it: ``exports[0].git.budget``."""
        return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.place).removeprefix(".")


def origin_in(document: Document, name: str, under: Place = ()) -> Origin:
    """Where values come from that a file, which is to be called ``name``, gives ``under`` a place in it."""

    def origin(place: Place) -> str:
        whole = (*under, *place)
        if document.at(whole[: len(under) + 1]) is None:  # such as the name of a source, which is that of its file
            return DEFAULT
        return f"{name}:{document.find(whole)[0]}"

    return origin


def settings(model: Checked, origin: Origin) -> list[Setting]:
    """Every setting of a configuration or a definition, in the order of its model; of secrets only that there is one."""
    mask = Mask()
    return [Setting(place, _unsecret(place, value, mask), said) for place, value, said in _walk(model, (), origin, given=True)]


def either(definition: Origin, choice: SourceChoice | None, chosen: Origin) -> Origin:
    """Where the settings of a source come from: from its definition, unless the archive's choice says otherwise."""

    def origin(place: Place) -> str:
        name = str(place[0])
        if choice is None or name not in choice.model_fields_set:
            return definition(place)
        said = getattr(choice, name)
        own = said is not None and (not isinstance(said, Mapping) or (len(place) > 1 and place[1] in said))
        return (chosen if own else definition)(place)

    return origin


def _walk(value: Any, place: Place, origin: Origin, *, given: bool) -> Iterator[tuple[Place, Any, str]]:
    """Single values, and lists and mappings that have nothing in them."""
    if isinstance(value, Checked):
        for name, field in type(value).model_fields.items():
            here = given and name in value.model_fields_set
            each = getattr(value, name)
            below = (*place, field.alias or name)
            if is_size(field.metadata) and isinstance(each, int):
                yield below, spell_size(each), origin(below) if here else DEFAULT
            else:
                yield from _walk(each, below, origin, given=here)
    elif isinstance(value, Mapping) and value:
        for name, each in value.items():
            yield from _walk(each, (*place, name), origin, given=given)
    elif isinstance(value, tuple | list) and any(isinstance(each, Checked | Mapping) for each in value):
        for number, each in enumerate(value):
            yield from _walk(each, (*place, number), origin, given=given)
    else:
        yield place, _plain(value), origin(place) if given else DEFAULT


def _plain(value: Any) -> Any:  # noqa: PLR0911  # a type a line
    """A value as YAML has it, so that it is read as the same."""
    match value:
        case timedelta():
            return spell(value)
        case ZoneInfo():
            return value.key
        case re.Pattern():
            return value.pattern
        case Path():
            return str(value)
        case frozenset() | set():
            return sorted(map(_plain, value))
        case tuple() | list():
            return [_plain(each) for each in value]
        case Mapping():
            return {name: _plain(each) for name, each in value.items()}
        case None | bool() | int() | float() | date():
            return value
        case _:
            return str(value)


def _unsecret(place: Place, value: Any, mask: Mask) -> Any:
    """The value, or that it is secret: what is sent along, unless the environment has it; and what lets in, in addresses."""
    if isinstance(value, list):
        return [_unsecret(place, each, mask) for each in value]
    if not isinstance(value, str):
        return value
    if not ("cookies" in place[:-1] or _SECRET_NAME.search(str(place[-1]))):
        return mask.text(value)
    rest = _VARIABLE.sub("", value)
    return value if rest != value and _SCHEME.fullmatch(rest) else MASKED


def as_yaml(found: Iterable[Setting]) -> str:
    """The settings as YAML, each line with where its value comes from."""
    root: dict[str | int, Any] = {}
    for setting in found:
        node = root
        for part in setting.place[:-1]:
            node = node.setdefault(part, {})
        node[setting.place[-1]] = setting
    return "\n".join(_lines(root, 0)) + "\n"


def _lines(node: Mapping[str | int, Any], indent: int) -> Iterator[str]:
    for key, below in node.items():
        head = " " * indent + ("-" if isinstance(key, int) else f"{_scalar(key)}:")
        if isinstance(below, Setting):
            yield _line(f"{head} {_scalar(below.value)}", below.origin)
        elif isinstance(key, int):  # the first key of an item stands behind its dash
            first, *rest = _lines(below, indent + 2)
            yield f"{head} {first[indent + 2 :]}"
            yield from rest
        else:
            yield head
            yield from _lines(below, indent + 2)


def _line(text: str, origin: str) -> str:
    return f"{text}{' ' * (_WIDEST - cell_len(text))}  # {origin}"


def _scalar(value: Any) -> str:
    if isinstance(value, str) and "\n" in value:
        return json.dumps(value, ensure_ascii=False)
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**9)
    return text.removesuffix("...\n").strip()
