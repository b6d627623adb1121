"""Decides what is captured: everything, what articles were read from, or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from weakref import WeakKeyDictionary

from newsarchive import __version__
from newsarchive.capture.catalogue import catalogue
from newsarchive.capture.exchange import Exchange
from newsarchive.capture.record import digest_of, new_id, records, warcinfo
from newsarchive.capture.repair import Repaired, repair
from newsarchive.capture.shared import Shared
from newsarchive.capture.warcfile import Capture, exchange_of
from newsarchive.capture.writer import Writer
from newsarchive.config import CaptureChoice, Politeness
from newsarchive.store.captures import Captured, CaptureStore


class Taken(str):
    """The name of a record, and the exchange that is to be written under it once it is wanted.

    It goes with the article that was read from the exchange, as its ``capture``: an article that comes to nothing takes the
    exchange with it, and memory holds no more of them than articles that are on their way.
    """

    exchange: Exchange | None
    """None once it is written."""
    writing: asyncio.Future[None] | None
    """What to wait for until it is on the disk, where it is on its way."""
    date: datetime
    parts: list[Taken]
    """What is to be kept with it: the further pages of an article."""

    def __new__(cls, record_id: str, date: datetime, exchange: Exchange | None) -> Taken:
        """Name an exchange."""
        taken = super().__new__(cls, record_id)
        taken.date, taken.exchange, taken.writing, taken.parts = date, exchange, None, []
        return taken


def about(politeness: Politeness) -> dict[str, str]:
    """What WARC files say of whoever wrote them, in the field's own terms."""
    fields = {
        "software": f"newsarchive/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey" if politeness.robots else "ignore",
        "operator": politeness.contact,
    }
    return {name: value for name, value in fields.items() if value}


def mend(folder: Path, store: CaptureStore, most: int) -> Iterator[Repaired]:
    """Close the files that a killed run left open, and remember what is in them; ``most``: bytes of one payload."""
    for repaired in repair(folder):
        if repaired.kept:
            store.put(catalogue(folder / repaired.file, most))
        yield repaired


class Keeper:
    """Takes every exchange of a run, and writes those that are to be kept."""

    def __init__(self, folder: Path, store: CaptureStore, choice: CaptureChoice, about: Mapping[str, str], most: int) -> None:
        """``about``: what the files say of whoever writes them; ``most``: bytes of one payload."""
        self._folder = folder
        self._store = store
        self._choice = choice
        self._most = most
        self._secret = {name.lower().encode() for name in choice.leave_out}
        self._writer = Writer(folder, choice.rotate, lambda name, date: warcinfo(name, date, about))
        self._synced = Shared(self._writer.later)
        self._taken: WeakKeyDictionary[object, Taken] = WeakKeyDictionary()

    @property
    def keeps(self) -> bool:
        """Whether anything is captured at all."""
        return self._choice.keep != "none"

    @property
    def keeps_all(self) -> bool:
        """Whether everything is captured, whatever comes of it."""
        return self._choice.keep == "all"

    def mend(self) -> Iterator[Repaired]:
        """Close what a killed run left open, and remember what is in it."""
        return mend(self._folder, self._store, self._most)

    def take(self, request: object, exchange: Exchange) -> None:
        """Take what came in answer to ``request``."""
        if self.keeps:
            self._taken[request] = Taken(new_id(), exchange.date, exchange)

    def adopt(self, request: object, capture: Capture) -> None:
        """Take what a WARC file holds in answer to ``request``: by its name if the archive has it, else to be kept as our own."""
        date = capture.date.replace(microsecond=0)
        if self._store.find(capture.record_id):
            self._taken[request] = Taken(capture.record_id, date, None)
        else:
            self._taken[request] = Taken(new_id(), date, exchange_of(capture, date))

    def taken(self, request: object) -> Taken | None:
        """What was taken in answer to ``request``."""
        return self._taken.get(request)

    def belongs(self, request: object, first: object) -> None:
        """Have what was taken in answer to ``request`` kept together with what was taken in answer to ``first``."""
        part, whole = self.taken(request), self.taken(first)
        if part is not None and whole is not None:
            whole.parts.append(part)

    def keep(self, capture: str | None) -> str | None:
        """The name under which a capture is found from now on; written to the disk if it was not yet.

        Raises:
            CaptureError: it could not be written.
        """
        if not isinstance(capture, Taken):
            return capture
        if capture.exchange is not None:
            self._store.put([self._write(str(capture), capture.exchange, at_once=True)])
            capture.exchange = None
        for part in capture.parts:  # behind the first page, where they are looked for
            self.keep(part)
        return str(capture)

    async def keep_soon(self, capture: str | None) -> None:
        """Have a capture written to the disk, if it is not yet, and wait for that, together with others that wait.

        Raises:
            CaptureError: it could not be written.
        """
        if not isinstance(capture, Taken):
            return
        if capture.exchange is not None and capture.writing is None:
            capture.writing = asyncio.ensure_future(self._write_soon(capture, capture.exchange))
        if capture.writing is not None:
            await asyncio.shield(capture.writing)
        for part in capture.parts:  # behind the first page, where they are looked for
            await self.keep_soon(part)

    def close(self) -> None:
        """Close the file that is being written, if there is one.

        Raises:
            CaptureError: it could not be closed.
        """
        self._writer.close()

    async def _write_soon(self, taken: Taken, exchange: Exchange) -> None:
        row = self._write(str(taken), exchange, at_once=False)
        await self._synced.made()
        self._store.put([row])
        taken.exchange = None

    def _write(self, record_id: str, exchange: Exchange, *, at_once: bool) -> Captured:
        exchange = replace(
            exchange,
            request=exchange.request and exchange.request.without(self._secret),
            response=exchange.response.without(self._secret),
        )
        digest = digest_of(exchange.response.body)
        original = self._store.original(digest) if exchange.response.body and not exchange.rendered else None
        kind, written = records(record_id, exchange, original)
        place = self._writer.write(written, at_once=at_once)[0]
        return Captured(record_id, kind, place.file, place.offset, place.length, exchange.url, exchange.date, digest)
