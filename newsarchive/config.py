"""The configuration of an archive: `newsarchive.yaml`, checked when it is loaded."""

from __future__ import annotations

import os
import re
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from newsarchive import sources
from newsarchive.sources import Host, Source
from newsarchive.store.chosen import Choice
from newsarchive.yamlfile import Checked, ConfigError, Duration, Zone, load

FILE = "newsarchive.yaml"


class SourceChoice(Checked):
    """What an archive says about a source it crawls; everything else is as the definition says."""

    enabled: bool = True
    hosts: Annotated[dict[str, Host], Field(default_factory=dict)]
    every: Duration | None = None
    budget: Annotated[int, Field(ge=1)] | None = None
    images: Literal["link", "keep"] | None = None
    """Whether the pictures of its articles are kept; by default, as the archive says."""


class Politeness(Checked):
    """How the crawler behaves as a guest."""

    contact: str | None = None
    """An address or a mailbox where a site's keeper can reach you; it is part of the user agent."""
    robots: bool = True
    """Whether robots.txt is obeyed."""
    delay: Duration = timedelta(seconds=0.5)
    """Between two requests to one host."""
    concurrency: Annotated[int, Field(ge=1, le=64)] = 4
    """Requests to one host at once."""
    timeout: Duration = timedelta(seconds=30)
    """For one whole answer, from the connection to its last byte."""
    time_limit: Duration = timedelta(minutes=2)
    """For all that one address costs: its answers, those that redirect to it, and the tries before; and to render a page."""
    retries: Annotated[int, Field(ge=0, le=10)] = 3
    backoff: Duration = timedelta(seconds=1)
    """Before the first retry; each further one waits twice as long."""
    patience: Duration = timedelta(minutes=2)
    """The longest pause that a site may ask for; a host that asks for more is left alone."""
    failures: Annotated[int, Field(ge=1)] = 30
    """In a row, after which a host is left alone."""
    rest: Duration = timedelta(minutes=5)
    """For how long, until one request tries it again."""
    max_size: Annotated[int, Field(ge=1024)] = 20 * 1024 * 1024
    """Bytes of one answer, as sent and as unpacked."""


class CaptureChoice(Checked):
    """What is kept of the exchanges with servers, as WARC files."""

    keep: Literal["articles", "all", "none"] = "articles"
    """What archived articles were read from; everything that servers answered; nothing."""
    rotate: Annotated[int, Field(ge=1024)] = 1_000_000_000
    """Bytes after which a file is full, and another one is begun."""
    leave_out: tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$")], ...] = (
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "Set-Cookie",
    )
    """Headers that are not kept, of requests or of responses: they can hold secrets."""

    @model_validator(mode="before")
    @classmethod
    def _a_bare_word_is_what_is_kept(cls, value: Any) -> Any:
        return {"keep": value} if isinstance(value, str) else value


def _inside(value: str) -> str:
    if not value or "\0" in value:
        raise ValueError("expected a folder, relative to the archive or absolute")
    return value


_UNITS = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


def _size(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?B)", value.strip()) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError("size", "expected a size such as 500 MB or 5 GB, or a number of bytes")
    return int(float(found[1]) * _UNITS[found[2]])


class PictureChoice(Checked):
    """Which pictures are kept, of articles whose pictures are, and where."""

    to: Annotated[str, Field(min_length=1)] | None = None
    """A folder, relative to the archive or absolute, or an address such as ``s3://bucket/news``; by default, in `state/`."""
    size: Annotated[int, BeforeValidator(_size)] = 10 * 10**6
    """Bytes of one picture, at the most."""
    number: Annotated[int, Field(ge=1)] = 50
    """Pictures of one article, at the most: the first ones."""
    least: Annotated[int, Field(ge=1)] = 32
    """Pixels of either side, at the least: what is smaller is decoration, or counts visits."""


class GitChoice(Checked):
    """How an export uses git."""

    author: Annotated[str, Field(pattern=r"^[^<>\n]*[^<>\s] <[^<>\s]+>$")] | None = None
    """``Name <mail>`` of its commits; by default, as git is configured."""
    sign: bool | Annotated[str, Field(min_length=1)] | None = None
    """Whether commits are signed, or the key they are signed with; by default, as git's ``commit.gpgSign`` says."""
    maintenance: bool = True
    """Whether packs are put together when many have gathered."""
    budget: Annotated[int, BeforeValidator(_size)] = 5 * 10**9
    """Bytes that the repository may come to; `status` warns before. 5 GB is what hosting services recommend at the most."""


class PushChoice(Checked):
    """Where an export pushes to, and when."""

    remote: Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_./-]*$")] = "origin"
    """The name of a remote of the repository."""
    branch: Annotated[str, Field(pattern=r"^[^-\s:+~^?*\[\\][^\s:~^?*\[\\]*$")] | None = None
    """By default, called as the one that is checked out."""
    when: Literal["always", "asked"] = "always"
    """After every export, that of a crawl included; or only for `export --push`."""
    limit: Duration = timedelta(minutes=2)
    """For all tries together."""


class Only(Checked):
    """Which articles an export of files has; without a word, all of them."""

    since: date | None = None
    """Not what was published before that day, in the archive's zone."""
    until: date | None = None
    """Not what was published after that day."""
    sources: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()

    def choice(self, zone: tzinfo) -> Choice:
        """The same for the index."""
        until = self.until + timedelta(days=1) if self.until else None
        return Choice(since=_begin(self.since, zone), until=_begin(until, zone), sources=self.sources, publishers=self.publishers)


def _begin(day: date | None, zone: tzinfo) -> datetime | None:
    return datetime.combine(day, time(), zone) if day else None


class Export(Checked):
    """One place to which the archive is exported, and the form it has there."""

    profile: Annotated[str, Field(pattern=sources.NAME)]
    to: Annotated[str, AfterValidator(_inside)] = "site"
    """The folder of the git repository, or of the files, relative to the archive."""
    name: Annotated[str, Field(pattern=sources.NAME)] | None = None
    """By default, the last part of ``to``."""
    base_url: str = ""
    """Where the site will be, such as ``//finews.withounder.com``; put before the links inside the site."""
    layout: Literal["sharded", "day", "flat"] = "sharded"
    """Posts in `_posts/YYYY/MM/`, in `_posts/YYYY/MM/DD/`, or all in `_posts/`."""
    copies: Literal["all", "first"] = "all"
    """Of one piece in several media: a post for each, or one for all."""
    check: Literal["jekyll", "hugo"] | None = None
    """The site generator that builds new posts before they are committed; what it cannot build is held back."""
    work_tree: bool = True
    """Whether the files are checked out; if not, the repository is bare, or was cloned without a checkout."""
    git: GitChoice = GitChoice()
    images: Literal["keep", "link"] | Annotated[str, Field(pattern=r"^(https?:)?//[^\s<>\"']+$")] = "keep"
    """Pictures that the archive keeps: as files of the repository; not, so that posts show them from where they came; or under
    this address, where what `pictures` says is to be found, so that they stay out of git."""
    push: PushChoice | None = None
    """``true`` pushes to ``origin`` after every export."""
    only: Only = Only()
    """For files: which articles they have."""

    @field_validator("push", mode="before")
    @classmethod
    def _a_bare_yes_is_the_ordinary_way(cls, value: Any) -> Any:
        return {True: {}, False: None}[value] if isinstance(value, bool) else value

    @field_validator("base_url")
    @classmethod
    def _no_slash_at_the_end(cls, value: str) -> str:
        if any(character in value for character in " \n<>\"'"):
            raise ValueError("expected an address such as //news.example.org, without spaces or quotes")
        return value.rstrip("/")

    @property
    def of_repositories(self) -> list[str]:
        """What it says that means something for git repositories only."""
        return sorted(self.model_fields_set.intersection(("layout", "copies", "check", "work_tree", "git", "images", "push")))

    @property
    def label(self) -> str:
        """The name it goes by on the command line and in the index."""
        return self.name or Path(self.to).name


class Config(Checked):
    """Everything `newsarchive.yaml` says."""

    timezone: Zone
    """The zone in which the archive shows its times."""
    sources: Annotated[dict[str, SourceChoice], Field(default_factory=dict)]
    exports: tuple[Export, ...] = ()
    politeness: Politeness = Politeness()
    capture: CaptureChoice = CaptureChoice()
    images: Literal["link", "keep"] = "link"
    """Whether the pictures of articles are kept, or shown from where they are."""
    pictures: PictureChoice = PictureChoice()
    readers: Annotated[int, Field(ge=0, le=64)] | None = None
    """Processes that read pages while the crawl goes on; with 0 the crawl reads them itself."""

    @field_validator("sources", mode="before")
    @classmethod
    def _a_bare_name_is_a_choice(cls, value: Any) -> Any:
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            value = dict.fromkeys(value)
        return {name: choice or {} for name, choice in value.items()} if isinstance(value, dict) else value

    @field_validator("exports")
    @classmethod
    def _names_differ(cls, value: tuple[Export, ...]) -> tuple[Export, ...]:
        labels = [export.label for export in value]
        for label in labels:
            if labels.count(label) > 1:
                raise ValueError(f"two exports are called {label!r}; give one a `name`")
        return value

    def keeps_pictures(self, source: str) -> bool:
        """Whether the pictures of a source's articles are kept."""
        choice = self.sources.get(source)
        return ((choice and choice.images) or self.images) == "keep"

    def source(self, name: str, folder: Path) -> Source:
        """The source as this archive crawls it: its definition, with the archive's own hosts and pace.

        Raises:
            ConfigError: there is none of that name, or it cannot be used.
        """
        source = sources.find(name, folder)
        choice = self.sources.get(name)
        if choice is None:
            return source
        source = source.with_hosts(choice.hosts)
        own = {"every": choice.every, "budget": choice.budget}
        return source.model_copy(update={name: value for name, value in own.items() if value is not None})


def load_config(path: Path) -> Config:
    """Read and check a `newsarchive.yaml`.

    Raises:
        ConfigError: naming file, line and key.
    """
    return load(path, Config)


def locate(folder: str | Path | None) -> Path:
    """The folder of the archive: the one given, else `NEWSARCHIVE_DIR`, else the current one if it is an archive.

    Raises:
        ConfigError: there is no archive there; the message says how to make one.
    """
    chosen = folder or os.environ.get("NEWSARCHIVE_DIR") or "."
    path = Path(chosen).expanduser().absolute()
    if not (path / FILE).is_file():
        where = "the current folder" if chosen == "." else str(chosen)
        raise ConfigError(
            f"{where} is no archive: it has no {FILE}. Make one with `newsarchive init DIR`, or name one with -C DIR."
        )
    return path
