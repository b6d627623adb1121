"""What every format of files has in common: which files there are, which articles are in each, and how one is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import BinaryIO, Protocol

from newsarchive.article import Article
from newsarchive.store.chosen import Choice
from newsarchive.yamlfile import ConfigError


class ExtraError(ConfigError):
    """A format needs a package that is not installed; the message says how to install it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One file of an export."""

    path: str
    choice: Choice
    title: str = ""


class Format(Protocol):
    """A format of files. Pure: the same articles give the same bytes."""

    def units(self, published: datetime | None, publisher: str | None) -> Iterator[Unit]:
        """The files that an article of that time and medium is in."""

    def write(self, unit: Unit, articles: Iterable[Article], file: BinaryIO) -> int:
        """Write one file; how many articles are in it."""


def month(published: datetime | None, zone: tzinfo) -> tuple[str | None, Choice]:
    """The month of publication in that zone, as ``2026-11``, and the choice of all its articles; None without a date."""
    if published is None:
        return None, Choice(undated=True)
    local = published.astimezone(zone)
    first = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return f"{first:%Y-%m}", Choice(since=first, until=following)


def monthly(published: datetime | None, zone: tzinfo, suffix: str) -> Unit:
    """A file a month: ``2026/2026-11`` and the suffix; ``undated`` for articles without a date."""
    name, choice = month(published, zone)
    return Unit(f"{name[:4]}/{name}{suffix}" if name else f"undated{suffix}", choice)
