"""Source definitions: what is crawled and how it is read, as data (`data/sources/*.yaml`, `DIR/sources/*.yaml`)."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote

from pydantic import AfterValidator, Field, model_validator

from newsarchive.extract.json_fields import check_expression
from newsarchive.resources import DATA
from newsarchive.yamlfile import Checked, ConfigError, Duration, Zone, load, nearest

NAME = r"^[a-z0-9][a-z0-9_-]{0,63}$"


def _expression(value: str) -> str:
    check_expression(value)
    return value


def _host(value: str) -> str:
    if not re.match(r"https?://[^/\s]+", value):
        raise ValueError("expected an address such as http://127.0.0.1:8000")
    return value.rstrip("/")


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"expected a regular expression: {error}") from error
    return value


Expression = Annotated[str, AfterValidator(_expression)]
Host = Annotated[str, AfterValidator(_host)]
Pattern = Annotated[str, AfterValidator(_pattern)]


class Fields(Checked):
    """For each field of the record, the JMESPath expression that finds it in the JSON."""

    id: Expression | None = None
    link: Expression | None = None
    title: Expression | None = None
    summary: Expression | None = None
    publisher: Expression | None = None
    published: Expression | None = None
    updated: Expression | None = None
    authors: Expression | None = None
    body: Expression | None = None


class ListEndpoint(Checked):
    """A JSON document that names articles."""

    url: str
    items: Expression = "@"
    """Where the list of articles is in the document."""
    fields: Fields
    section: str | None = None
    """What the record's ``section`` says of articles found here."""


class ArticleEndpoint(Checked):
    """How the article itself is asked for, recognised, and read."""

    url: str
    link: str | None = None
    """The address that readers are given; addresses of this shape are recognised by ``fetch``, on any host."""
    id_pattern: Pattern = r"[\w.-]{1,100}"
    """What an id looks like, whole. Anything else is refused before it is put into an address or a file name."""
    id_date: Pattern | None = None
    """Finds year, month and day of publication in the id, for articles that state no time."""
    fields: Fields
    keep_classes: frozenset[str] = frozenset()
    """Classes in the body that mean something and are kept by the sanitiser, such as ``em_media``."""


class Source(Checked):
    """One source of news: where its lists are, and how its articles are read."""

    name: Annotated[str, Field(pattern=NAME)]
    title: str | None = None
    """The name for people."""
    spider: Literal["json_list"]
    timezone: Zone
    """The zone of times that state none."""
    language: str | None = None
    hosts: Annotated[dict[str, Host], Field(default_factory=dict)]
    lists: tuple[ListEndpoint, ...] = ()
    article: ArticleEndpoint
    every: Duration = timedelta(hours=1)
    budget: Annotated[int, Field(ge=1)] | None = None
    """Requests that one crawl may make; what is left over is for the next."""
    verified: date | Literal["never"] = "never"
    """When the definition was last seen to work against the real site."""

    @model_validator(mode="after")
    def _templates_fill(self) -> Self:
        for template, extra in self._templates():
            if "id" in extra and "{id}" not in template:
                raise ValueError(f"{template!r} has no place for the {{id}}")
            for _, name, spec, conversion in string.Formatter().parse(template):
                if spec or conversion:
                    raise ValueError(f"{template!r}: only a name may stand between braces")
                if name is not None and name not in self.hosts and name not in extra:
                    known = [*self.hosts, *extra]
                    raise ValueError(f"{template!r} names {{{name}}}, which is no host of this source{nearest(name, known)}")
        return self

    def _templates(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        for each in self.lists:
            yield each.url, ()
        yield self.article.url, ("id",)
        if self.article.link:
            yield self.article.link, ("id",)

    def addresses(self) -> list[str]:
        """Every address that the definition names, hosts filled in: what whoever wrote it meant to be asked."""
        return [
            *self.hosts.values(),
            *(template.format(**self.hosts, **dict.fromkeys(extra, "")) for template, extra in self._templates()),
        ]

    def with_hosts(self, hosts: Mapping[str, str]) -> Source:
        """The same source asked at other hosts, as an archive or a test may say.

        Raises:
            ConfigError: a host that the source does not have.
        """
        for name in hosts:
            if name not in self.hosts:
                raise ConfigError(
                    f"source {self.name} has no host {name!r}{nearest(name, self.hosts)}; it has {', '.join(self.hosts)}"
                )
        return self.model_copy(update={"hosts": {**self.hosts, **hosts}})

    def list_url(self, endpoint: ListEndpoint) -> str:
        """The address of a list."""
        return endpoint.url.format(**self.hosts)

    def article_url(self, article_id: str) -> str:
        """The address the article is asked for at."""
        return self.article.url.format(**self.hosts, id=quote(article_id, safe=""))

    def article_link(self, article_id: str) -> str:
        """The address readers are given."""
        return (self.article.link or self.article.url).format(**self.hosts, id=quote(article_id, safe=""))

    def is_id(self, text: str) -> bool:
        """Whether ``text`` has the shape of this source's ids."""
        return re.fullmatch(self.article.id_pattern, text) is not None


def built_in() -> dict[str, Path]:
    """Name to file of the source definitions that ship with the program."""
    return _definitions(DATA / "sources")


def _definitions(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def find(name: str, folder: Path | None = None) -> Source:
    """The source of that name: the archive's own in ``folder``, else the built-in one.

    Raises:
        ConfigError: there is none, or its file is not right.
    """
    known = built_in() | (_definitions(folder) if folder else {})
    if name not in known:
        raise ConfigError(f"there is no source {name!r}{nearest(name, known)}; known: {', '.join(sorted(known))}")
    defaults: dict[str, Any] = {"name": name}
    source = load(known[name], Source, defaults)
    if source.name != name:
        raise ConfigError(f"{known[name]}:1: name: expected {name!r}, as the file is called, not {source.name!r}")
    return source


def own(folder: Path) -> list[str]:
    """The names of the archive's own definitions."""
    return list(_definitions(folder))
