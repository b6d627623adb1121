"""What every format of files has in common: which files there are, which articles are in each, and how one is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import BinaryIO, Literal, Protocol

from newsarchive.article import Article
from newsarchive.store.chosen import Choice
from newsarchive.yamlfile import ConfigError

Span = Literal["day", "month", "all"]
"""What one file holds: the articles of a day, of a month, or all."""


class ExtraError(ConfigError):
    """A format needs a package that is not installed; the message says how to install it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One file of an export."""

    path: str
    choice: Choice
    title: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of writing one file."""

    articles: int
    """How many are in it; without any, there is no file."""
    without: int = 0
    """How many are not, because there is nothing of them that the format has."""
    failed: Mapping[str, str] = field(default_factory=dict)
    """Article to the reason why it is not in it, though it should be."""


class Format(Protocol):
    """A format of files. Pure: the same articles give the same bytes."""

    def units(self, published: datetime | None, publisher: str | None) -> Iterator[Unit]:
        """The files that an article of that time and medium is in."""

    def write(self, unit: Unit, articles: Iterable[Article], file: BinaryIO) -> Made:
        """Write one file."""


def month(published: datetime | None, zone: tzinfo) -> tuple[str | None, Choice]:
    """The month of publication in that zone, as ``2026-11``, and the choice of all its articles; None without a date."""
    if published is None:
        return None, Choice(undated=True)
    first = _midnight(published.astimezone(zone)).replace(day=1)
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return f"{first:%Y-%m}", Choice(since=first, until=following)


def monthly(published: datetime | None, zone: tzinfo, suffix: str) -> Unit:
    """A file a month: ``2026/2026-11`` and the suffix; ``undated`` for articles without a date."""
    return by_span("month", published, zone, suffix)


def by_span(span: Span, published: datetime | None, zone: tzinfo, suffix: str) -> Unit:
    """The file of the month or of the day, ``2026/2026-11`` or ``2026/11/2026-11-01`` and the suffix, called by it.

    ``undated`` is for articles without a date, ``all`` for all articles where one file holds them.
    """
    if span == "all":
        return Unit(f"all{suffix}", Choice())
    name, choice = month(published, zone)
    if published is None or name is None:
        return Unit(f"undated{suffix}", choice)
    year, number = name.split("-")
    if span == "month":
        return Unit(f"{year}/{name}{suffix}", choice, name)
    first = _midnight(published.astimezone(zone))
    following = _midnight(first + timedelta(days=1))
    return Unit(f"{year}/{number}/{first:%Y-%m-%d}{suffix}", Choice(since=first, until=following), f"{first:%Y-%m-%d}")


def _midnight(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
