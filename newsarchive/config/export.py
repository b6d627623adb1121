"""Where an archive is exported to, in which form, and what of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, WithJsonSchema, field_validator

from newsarchive import sources
from newsarchive.config.git import BRANCH, GitChoice, PushChoice
from newsarchive.store.chosen import Choice
from newsarchive.yamlfile import Checked, also


def _inside(value: str) -> str:
    if not value or "\0" in value:
        raise ValueError("expected a folder, relative to the archive or absolute")
    return value


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


_OF_REPOSITORIES = ("layout", "copies", "check", "branch", "work_tree", "git", "images", "push")


class Export(Checked):
    """One place to which the archive is exported, and the form it has there."""

    profile: Annotated[str, Field(pattern=sources.NAME)]
    to: Annotated[str, AfterValidator(_inside), WithJsonSchema({"type": "string", "minLength": 1})] = "site"
    """The folder of the git repository, or of the files, relative to the archive."""
    name: Annotated[str, Field(pattern=sources.NAME)] | None = None
    """By default, the last part of ``to``."""
    branch: Annotated[str, Field(pattern=BRANCH)] | None = None
    """A branch of the repository that the archive itself lies in, for the posts: ``to`` is then a work tree of that repository,
    made where it is not there."""
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
    push: Annotated[PushChoice | None, Field(json_schema_extra=also({"type": "boolean"}))] = None
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
        fields = type(self).model_fields
        return sorted(name for name in _OF_REPOSITORIES if getattr(self, name) != fields[name].default)

    @property
    def label(self) -> str:
        """The name it goes by on the command line and in the index."""
        return self.name or Path(self.to).name
