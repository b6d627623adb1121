"""When the sources of an archive are due, from its configuration and its index."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from newsarchive.config import Config
from newsarchive.rhythm import MEMORY, Rhythm, learn
from newsarchive.schedule.due import Due, Terms, next_due
from newsarchive.schedule.pace import Auto
from newsarchive.sources import Source

if TYPE_CHECKING:
    from newsarchive.archive import Archive
    from newsarchive.store.index import Index

_LOOKED_AT = 20
"""Crawls of a source; as many failures in a row make no more of a difference."""


def due(archive: Archive, source: str, now: datetime) -> Due:
    """When a source of the archive is next due, as things are ``now`` (aware).

    Raises:
        ConfigError: there is none of that name, or it cannot be used.
    """
    terms = terms_of(archive.config, archive.source(source))
    rhythm = rhythm_of(archive.index, source, terms.zone, now) if isinstance(terms.pace, Auto) else None
    return next_due(terms, archive.index.runs.recent(source, _LOOKED_AT), rhythm, now)


def terms_of(config: Config, source: Source) -> Terms:
    """What an archive's configuration says of the crawls of a source: what it says of that one, else what it says of all."""
    own = config.sources.get(source.name)

    def said(name: str) -> Any:
        value = getattr(own, name, None)
        return getattr(config.schedule, name) if value is None else value

    return Terms(
        source=source.name,
        pace=source.every,
        zone=source.timezone,
        clock=config.timezone,
        quiet=said("quiet"),
        jitter=said("jitter"),
        looks=said("looks"),
        within=said("within"),
    )


def rhythm_of(index: Index, source: str, zone: tzinfo, now: datetime) -> Rhythm:
    """The rhythm of a source, from when its articles were published.

    Of one whose time is not known, or is a day and no hour, the time counts at which it was fetched.
    """
    appeared = index.articles.appeared(source, now - MEMORY)
    return learn([_moment(published, fetched, zone) for published, fetched in appeared], now, zone)


def _moment(published: datetime | None, fetched: datetime, zone: tzinfo) -> datetime:
    is_day = published is not None and published.astimezone(zone).time() == time()
    return fetched if published is None or (is_day and fetched - published < timedelta(days=2)) else published
