"""Source definitions: what is crawled and how it is read, as data (`data/sources/*.yaml`, `DIR/sources/*.yaml`)."""

from __future__ import annotations

import functools
import hashlib
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote

import yaml
from pydantic import AfterValidator, Field, PrivateAttr, RootModel, WithJsonSchema, model_validator

from newsarchive.endpoints import ArticleEndpoint, LinkEndpoint, ListEndpoint, NewsList, Pages, Pattern
from newsarchive.resources import DATA
from newsarchive.schedule.pace import Fixed, Pace
from newsarchive.yamlfile import Checked, ConfigError, Zone, load, nearest
from newsarchive.yamlforms import Change, Forms

NAME = r"^[a-z0-9][a-z0-9_-]{0,63}$"


def _host(value: str) -> str:
    if not re.match(r"https?://[^/\s]+", value):
        raise ValueError("expected an address such as http://127.0.0.1:8000")
    return value.rstrip("/")


_OURS = {
    "user-agent": "who is asking is said by `politeness.contact`",
    "cookie": "name cookies under `cookies`",
    **dict.fromkeys(("host", "connection", "content-length", "transfer-encoding", "accept-encoding"), "the crawler sets it"),
}
"""Headers that no definition sets, and why."""


def _header(name: str) -> str:
    if not re.fullmatch(r"[\w!#$%&'*+.^`|~-]+", name, re.ASCII):
        raise ValueError("expected the name of a header, such as X-Api-Key")
    if why := _OURS.get(name.lower()):
        raise ValueError(f"{name} cannot be set here: {why}")
    return name


def _cookie(name: str) -> str:
    if not re.fullmatch(r"[\w!#$%&'*+.^`|~-]+", name, re.ASCII):
        raise ValueError("expected the name of a cookie")
    return name


def _sendable(value: str) -> str:
    if re.search(r"[\x00-\x1f\x7f]", value):
        raise ValueError("expected one line")
    if "${" in re.sub(r"\$\{\w+\}", "", value):
        raise ValueError("expected the name of an environment variable, such as ${API_KEY}")
    return value


def _sendable_cookie(value: str) -> str:
    if ";" in value:
        raise ValueError("expected one cookie, without a semicolon")
    return _sendable(value)


Headers = dict[Annotated[str, AfterValidator(_header)], Annotated[str, AfterValidator(_sendable)]]
Cookies = dict[Annotated[str, AfterValidator(_cookie)], Annotated[str, AfterValidator(_sendable_cookie)]]
Host = Annotated[
    str,
    AfterValidator(_host),
    WithJsonSchema({"type": "string", "pattern": r"^https?://[^/\s]+", "examples": ["http://127.0.0.1:8000"]}),
]


def _classes_by_name(data: Mapping[str, Any]) -> Iterator[Change]:
    """Kept classes were selectors once (``p.em_media``); they are named as HTML does."""
    article = data.get("article")
    kept = article.get("keep_classes") if isinstance(article, dict) else None
    for number, name in enumerate(kept if isinstance(kept, list) else ()):
        if isinstance(name, str) and (found := re.fullmatch(r"\w*\.([\w-]+)", name)):
            yield Change(
                ("article", "keep_classes", number), f"the class is named without its element: {found[1]}", value=found[1]
            )


FORMS = Forms((_classes_by_name,))
"""The forms that definitions had before."""


class Source(Checked):
    """What every source says, whichever way its articles are found."""

    version: Annotated[int, Field(ge=1, le=FORMS.newest)] = FORMS.newest
    """The form of the file; without it, the first. `config migrate` brings it up to date."""

    name: Annotated[str, Field(pattern=NAME)]
    title: str | None = None
    """The name for people."""
    spider: str
    """The way of finding; each kind of source says which it knows."""
    timezone: Zone
    """The zone of times that state none."""
    language: str | None = None
    hosts: Annotated[dict[str, Host], Field(default_factory=dict)]
    headers: Annotated[Headers, Field(default_factory=dict)]
    """Sent to the hosts of this source; ``${NAME}`` stands for an environment variable."""
    cookies: Annotated[Cookies, Field(default_factory=dict)]
    """The same."""
    lists: tuple[NewsList, ...] = ()
    every: Pace = Fixed(timedelta(hours=1))
    """How often it is worth asking; a clock that it names is that of ``timezone``."""
    budget: Annotated[int, Field(ge=1)] | None = None
    """Requests that one crawl may make; what is left over is for the next."""
    daily: Annotated[int, Field(ge=1)] | None = None
    """Requests that all crawls of a day may make, in the archive's zone; what is left over is for the next day."""
    verified: date | Literal["never"] = "never"
    """When the definition was last seen to work against the real site."""
    _file: Path | None = PrivateAttr(None)

    @property
    def file(self) -> str:
        """Where the definition stands, for messages."""
        return str(self._file or self.name)

    def read_from(self, file: Path) -> Self:
        """Remember where the definition stands."""
        self._file = file
        return self

    @model_validator(mode="after")
    def _templates_fill(self) -> Self:
        for template, extra in self._templates():
            for needed in extra:
                if f"{{{needed}}}" not in template:
                    raise ValueError(f"{template!r} has no place for the {{{needed}}}")
            for _, name, spec, conversion in string.Formatter().parse(template):
                if spec or conversion:
                    raise ValueError(f"{template!r}: only a name may stand between braces")
                if name is not None and name not in self.hosts and name not in extra:
                    known = [*self.hosts, *extra]
                    raise ValueError(f"{template!r} names {{{name}}}, which is no host of this source{nearest(name, known)}")
        return self

    def _templates(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        """Every address of the definition, with what may stand between its braces besides hosts."""
        for each in self.lists:
            yield each.url, ()
            if isinstance(each, ListEndpoint) and each.pages and each.pages.url:
                yield each.pages.url, ("page",)
            if isinstance(each, LinkEndpoint) and each.link:
                yield each.link, ("id",)

    def addresses(self) -> list[str]:
        """Every address that the definition names, hosts filled in: what whoever wrote it meant to be asked."""
        return [
            *self.hosts.values(),
            *(template.format(**self.hosts, **dict.fromkeys(extra, "")) for template, extra in self._templates()),
        ]

    def with_hosts(self, hosts: Mapping[str, str]) -> Self:
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

    def fingerprint(self) -> str:
        """A hash of all that decides what the lists of the source say."""
        aside: Any = {
            "version": True,
            "daily": True,
            "title": True,
            "every": True,
            "verified": True,
            "render": True,
            "article": {"keep_classes"},
        }
        return hashlib.sha256(self.model_dump_json(exclude=aside).encode()).hexdigest()

    def list_url(self, endpoint: NewsList) -> str:
        """The address of a list."""
        return endpoint.url.format(**self.hosts)

    def page_url(self, pages: Pages, value: str) -> str:
        """The address of a further page of a list."""
        return value if pages.url is None else pages.url.format(**self.hosts, page=quote(value, safe=""))


class JsonSource(Source):
    """Articles that are named and served as JSON."""

    spider: Literal["json_list"]
    lists: tuple[ListEndpoint, ...] = ()
    article: ArticleEndpoint

    def _templates(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        yield from super()._templates()
        yield self.article.url, ("id",)
        if self.article.link:
            yield self.article.link, ("id",)

    def article_url(self, article_id: str) -> str:
        """The address the article is asked for at."""
        return self.article.url.format(**self.hosts, id=quote(article_id, safe=""))

    def article_link(self, article_id: str) -> str:
        """The address readers are given."""
        return (self.article.link or self.article.url).format(**self.hosts, id=quote(article_id, safe=""))

    def is_id(self, text: str) -> bool:
        """Whether ``text`` has the shape of this source's ids."""
        return re.fullmatch(self.article.id_pattern, text) is not None


class PageSource(Source):
    """Articles that are web pages, whatever names them."""

    lists: Annotated[tuple[NewsList, ...], Field(min_length=1)]
    match: Pattern | None = None
    """What the address of an article has in it; others are passed over."""
    skip: Pattern | None = None
    """What the address of an article never has in it."""
    render: bool = False
    """Whether the scripts of article pages are run before they are read."""
    full_text: bool = True
    """Whether the text in a list is taken when it is all there; otherwise the page is asked for in any case."""

    def is_article(self, url: str) -> bool:
        """Whether an address may be an article's, as far as the definition says."""
        wanted = self.match is None or re.search(self.match, url) is not None
        return wanted and (self.skip is None or re.search(self.skip, url) is None)


class MarkupSource(PageSource):
    """Web pages that are named by feeds, sitemaps or pages of headlines."""

    spider: Literal["feed", "sitemap", "section"]


class LinkSource(PageSource):
    """Web pages that are named by JSON."""

    spider: Literal["json_links"]
    lists: Annotated[tuple[LinkEndpoint, ...], Field(min_length=1)]

    def page_link(self, endpoint: LinkEndpoint, article_id: str) -> str:
        """The address of the article with that id; none where the definition does not say it."""
        return (endpoint.link or "").format(**self.hosts, id=quote(article_id, safe=""))


class Definition(RootModel[Annotated[JsonSource | MarkupSource | LinkSource, Field(discriminator="spider")]]):
    """A source definition, as the file says it: its spider decides what else is asked for."""


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
    path = file_of(name, folder)
    return _shipped(path) if path.parent == DATA / "sources" else _read(path)


@functools.cache
def _shipped(path: Path) -> Source:
    """A definition that ships with the program, and is what it is as long as that runs."""
    return _read(path)


def _read(path: Path) -> Source:
    name = path.stem
    defaults: dict[str, Any] = {"name": name}
    source = load(path, Definition, defaults, FORMS).root
    if source.name != name:
        raise ConfigError(f"{path}:1: name: expected {name!r}, as the file is called, not {source.name!r}")
    return source.read_from(path)


def file_of(name: str, folder: Path | None = None) -> Path:
    """The file that defines the source of that name: the archive's own in ``folder``, else the built-in one.

    Raises:
        ConfigError: there is none.
    """
    known = built_in() | (_definitions(folder) if folder else {})
    if name not in known:
        raise ConfigError(f"there is no source {name!r}{nearest(name, known)}; known: {', '.join(sorted(known))}")
    return known[name]


def as_yaml(source: Source) -> str:
    """A definition as YAML, without what is as it would be anyway; read again, it is the same."""
    said = source.model_dump(mode="json", exclude_defaults=True)
    said = {"name": source.name, "spider": source.spider, **said, "every": str(source.every)}
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=120)


def own(folder: Path) -> list[str]:
    """The names of the archive's own definitions."""
    return list(_definitions(folder))
