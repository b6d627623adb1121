"""The stories that the demo site tells, and the lists that name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pydantic import ConfigDict

ListName = Literal["rolling", "media", "37", "38", "39"]
"""The rolling news, the news by medium, and the three market lists by their number."""

KeyCase = Literal["lower", "upper", "pascal"]

_NO_OTHER_KEYS = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One line in one list. A story that stands in two lists has two of them, each with an id of its own."""

    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS
    list: ListName
    id: str
    """The infoCode: ``NW``, the day, a number."""
    rolling_id: str | None = None
    """The second id that the rolling list gives: the day and another number, without ``NW``."""
    time: str | None = None
    """Where this list and its copy of the article show another minute than the story's."""
    digest: str = ""
    link: str = ""
    """``url_w``: what the rolling list gives readers to click on."""
    row: Mapping[str, str] = field(default_factory=dict)
    """Keys of the list's line that say something else than the story does: ``{"showtime": ""}``."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id under which the article can be asked for."""
        return (self.id,) if self.rolling_id is None else (self.id, self.rolling_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One piece of news as its medium published it."""

    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS
    title: str
    medium: str
    published: str
    """``YYYY-MM-DD HH:MM:SS``, Beijing time without saying so, as the endpoints have it."""
    body: str
    """The HTML that the article endpoint sends."""
    authors: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    slug: str | None = None
    """Also an ordinary page, ``/news/SLUG.html``."""
    key_case: KeyCase = "lower"
    """How the article's JSON spells its keys: the endpoint is not consistent about it."""
    reply: Mapping[str, str] = field(default_factory=dict)
    """Keys of the article's JSON that say something else than the story does: ``{"date": ""}``."""

    def time_in(self, listing: Listing) -> str:
        """The time that this list, and the article under its id, show."""
        return self.published if listing.time is None else listing.time
