"""What a crawl remembers of the lists it asks, so that one with nothing new costs a request and no reading."""

from __future__ import annotations

from datetime import datetime

from scrapy.http import Response

from newsarchive.sources import Source
from newsarchive.store.index import Index
from newsarchive.store.visits import Visit

NOT_MODIFIED = 304


class Visits:
    """The visits of one crawl, held against those before it.

    They are kept only when the crawl has come to a good end: a list whose articles are not all archived has to be read
    again, whatever the server says of it.
    """

    def __init__(self, index: Index, source: Source, *, forget: bool) -> None:
        """``forget``: ask as if it were the first time."""
        self._store = index.visits
        self._source = source.name
        self._definition = source.fingerprint()
        before = {} if forget else self._store.of(source.name)
        self._before = {address: visit for address, visit in before.items() if visit.definition == self._definition}
        self._now: dict[str, Visit] = {}

    def conditions(self, address: str) -> dict[str, str]:
        """The headers that ask for a list only if it is another one than last time."""
        last = self._before.get(address)
        headers = {"If-None-Match": last and last.etag, "If-Modified-Since": last and last.last_modified}
        return {name: value for name, value in headers.items() if value}

    def since(self, address: str) -> datetime | None:
        """When it was asked last."""
        last = self._before.get(address)
        return last.asked if last else None

    def note(self, address: str, asked: datetime, response: Response | None = None) -> None:
        """An answer is being read."""
        etag, last_modified = (_header(response, name) if response else None for name in ("ETag", "Last-Modified"))
        self._now[address] = Visit(asked, self._definition, etag, last_modified)

    def keep(self) -> None:
        """Remember what was noted; a list that says the same as ever leaves no trace."""
        self._store.put(self._source, {address: visit for address, visit in self._now.items() if self._differs(address, visit)})

    def _differs(self, address: str, visit: Visit) -> bool:
        last = self._before.get(address)
        validated = visit.etag or visit.last_modified
        return last is None or not validated or (last.etag, last.last_modified) != (visit.etag, visit.last_modified)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
