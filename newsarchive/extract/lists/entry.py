"""What a list of pages says: the articles it names, with whatever it tells of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from pydantic import TypeAdapter

from newsarchive.article import Evidence, Precision
from newsarchive.extract.dates.reading import read_date
from newsarchive.extract.json_fields import printable

_AHEAD = timedelta(days=1)
"""Clocks differ, and so do zones. A date that lies further ahead is a mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as a list names it. A field of which the list says nothing is None, or empty."""

    url: str
    """As it stands in the list: it may be relative, or lead nowhere."""
    title: str | None = None
    summary: str | None = None
    published: datetime | None = None
    published_precision: Precision | None = None
    updated: datetime | None = None
    updated_precision: Precision | None = None
    modified: datetime | None = None
    """When the list says that the page last changed, which need not be a change of the article."""
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    body: str | None = None
    """The article's whole text as HTML, where the list has it."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    @property
    def changed(self) -> datetime | None:
        """When the list says that the article, or its page, last changed."""
        return max((each for each in (self.updated, self.modified) if each), default=None)


_ADAPTER = TypeAdapter(Entry)


def entry_to_json(entry: Entry) -> Any:
    """What a list said, as plain JSON, so that it can be kept until the article is read."""
    return _ADAPTER.dump_python(entry, mode="json", exclude_defaults=True)


def entry_from_json(kept: Any) -> Entry:
    """What :func:`entry_to_json` kept."""
    return _ADAPTER.validate_python(kept)


@dataclass(frozen=True, slots=True)
class Listing:
    """One list as it was read."""

    entries: tuple[Entry, ...] = ()
    """In the order of the list."""
    lists: Mapping[str, datetime | None] = field(default_factory=dict)
    """Addresses of lists that this one names, each with when it says that they last changed."""
    next_page: str | None = None
    """Where the list goes on."""


class EntryReader:
    """Gathers what one item of a list says, with the evidence."""

    def __init__(self, where: str, zone: tzinfo | None, now: datetime) -> None:
        self._where = where
        self._zone = zone
        self._now = now
        self._fields: dict[str, object] = {}
        self._evidence: dict[str, Evidence] = {}

    def say(self, field: str, value: object, path: str, raw: str) -> None:
        """Enter a field that was read from ``raw`` words at ``path`` of the item; nothing where there is no value."""
        if value and field not in self._fields:
            self._fields[field] = value
            self._evidence[field] = Evidence("list", f"{self._where} {path}", printable(raw))

    def date(self, field: str, raw: object, path: str) -> None:
        """Enter a date, unless it cannot be read or lies in the future."""
        if not isinstance(raw, str) or field in self._fields:
            return
        reading = read_date(raw, zone=self._zone)
        if reading is not None and reading.moment <= self._now + _AHEAD:
            self.say(field, reading.moment, path, raw)
            self._fields[f"{field}_precision"] = reading.precision

    def entry(self, url: str, body: str | None = None) -> Entry:
        """What was gathered."""
        return Entry(url=url, body=body, evidence=self._evidence, **self._fields)  # type: ignore[arg-type]  # by name
