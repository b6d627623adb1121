"""Site rules: where a site keeps its fields, as data, for the pages that the general reading gets wrong.

A rule is a YAML file in ``data/rules/``, or in an archive's ``rules/`` folder, where one of the same name replaces the
built-in one. It has versions with the day each begins, so that a page captured years ago is read by the rule of its time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from newsarchive.resources import DATA
from newsarchive.yamlfile import Checked, ConfigError, Zone, also, load


def _selector(value: str) -> str:
    try:
        LexborHTMLParser("<p>").css(value)
    except SelectolaxError as error:
        raise ValueError(f"expected a CSS selector, not {value!r}") from error
    return value


def _pattern(value: str) -> re.Pattern[str]:
    try:
        return re.compile(value)
    except re.error as error:
        raise ValueError(f"expected a regular expression: {error}") from error


Selector = Annotated[str, AfterValidator(_selector)]
Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]


class Place(Checked):
    """One place where a field may stand: elements of the page, or, with ``source``, its markup and scripts."""

    also: ClassVar[tuple[dict[str, Any], ...]] = ({"type": "string"},)

    css: Selector | None = None
    attribute: str | None = None
    """Read this attribute of the elements, and not their words."""
    source: Pattern | None = None
    """Read what this finds in the markup: its first group, or all of it."""
    pattern: Pattern | None = None
    """Of the words, take what this finds: its first group, or all of it."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.css is None) == (self.source is None):
            raise ValueError("expected either `css` or `source`")
        return self

    def __str__(self) -> str:
        return f"/{self.source.pattern}/" if self.source else f"{self.css}"


def _places(value: Any) -> Any:
    """A selector alone, one place, or a list of places to be tried in turn."""
    values = value if isinstance(value, list | tuple) else [value]
    return tuple({"css": each} if isinstance(each, str) else each for each in values)


Places = Annotated[
    tuple[Place, ...],
    BeforeValidator(_places),
    Field(json_schema_extra=also(single=True)),
]


class Version(Checked):
    """Where a site kept its fields from some day on."""

    since: Annotated[date, Field(alias="from")] = date.min
    body: Places
    """A page where this finds nothing is not read by the rule."""
    title: Places = ()
    published: Places = ()
    updated: Places = ()
    publisher: Places = ()
    authors: Places = ()
    summary: Places = ()
    drop: tuple[Selector, ...] = ()
    """What to take out of the body."""


class Rule(Checked):
    """How the pages of one site, or of a family of sites, are read."""

    name: str
    hosts: tuple[str, ...]
    """Host names in lower case; ``*.example.org`` stands for every host below."""
    path: Pattern | None = None
    """Found at the beginning of the path of the pages that the rule is for."""
    timezone: Zone | None = None
    """The zone of times that state none."""
    keep_classes: frozenset[str] = frozenset()
    """Class names in the body that mean something and are kept."""
    verified: date | Literal["never"] = "never"
    """When the rule was last seen to work against the real site."""
    versions: tuple[Version, ...]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.hosts or not self.versions:
            raise ValueError("expected at least one host and one version")
        days = [version.since for version in self.versions]
        if days != sorted(set(days)):
            raise ValueError("expected versions in the order of their `from`, each with a day of its own")
        return self

    def covers(self, url: str) -> bool:
        """Whether the rule is for a page of this address."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        host = (parts.hostname or "").lower()
        return any(fnmatchcase(host, each) for each in self.hosts) and (self.path is None or bool(self.path.match(parts.path)))

    def version_on(self, day: date | None) -> Version | None:
        """The version of that day, the newest where no day is known; ``None`` before the first."""
        if day is None:
            return self.versions[-1]
        return next((version for version in reversed(self.versions) if version.since <= day), None)


def rule_for(url: str | None, rules: Iterable[Rule]) -> Rule | None:
    """The first rule for a page of this address."""
    return next((rule for rule in rules if rule.covers(url)), None) if url else None


@cache
def built_in() -> tuple[Rule, ...]:
    """The rules that ship with the program."""
    return load_rules(DATA / "rules")


def load_rule(path: Path) -> Rule:
    """The rule in that file.

    Raises:
        ConfigError: it is not right; the message names the file, the line and the key.
    """
    rule = load(path, Rule, {"name": path.stem})
    if rule.name != path.stem:
        raise ConfigError(f"{path}:1: name: expected {path.stem!r}, as the file is called, not {rule.name!r}")
    return rule


def load_rules(*folders: Path) -> tuple[Rule, ...]:
    """The rules in these folders; of two with the same name, the one in the later folder counts, and it comes first.

    Raises:
        ConfigError: a file is not right; the message names the file, the line and the key.
    """
    rules: dict[str, Rule] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            rule = load_rule(path)
            rules = {rule.name: rule} | {name: other for name, other in rules.items() if name != rule.name}
    return tuple(rules.values())
