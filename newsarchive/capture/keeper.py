"""Decides what is captured: everything, what articles were read from, or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from newsarchive import __version__
from newsarchive.capture.catalogue import catalogue
from newsarchive.capture.exchange import Exchange
from newsarchive.capture.record import digest_of, new_id, records, warcinfo
from newsarchive.capture.repair import Repaired, repair
from newsarchive.capture.warcfile import Capture, exchange_of
from newsarchive.capture.writer import Writer
from newsarchive.config.capture import CaptureChoice
from newsarchive.config.politeness import Politeness
from newsarchive.store.captures import Captured, CaptureStore
from newsarchive.together import Together

_SOON = 8
"""Captures that are written together where everything is captured: each of them takes the place of a request meanwhile."""


class Taken(str):
    """The name of a record, and the exchange that is to be written under it once it is wanted.

    It goes with the article that was read from the exchange, as its ``capture``: an article that comes to nothing takes the
    exchange with it, and memory holds no more of them than articles that are on their way.
    """

    exchange: Exchange | None
    """None once it is written."""
    writing: asyncio.Task[None] | None
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
        self._lock = Lock()
        self._soon: Together[str | None, None] = Together(self._keep_those, most=_SOON)
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
        if isinstance(capture, Taken):
            self._put(_unwritten(_with_parts(capture)))
            return str(capture)
        return capture

    async def keep_soon(self, capture: str | None) -> None:
        """As :meth:`keep_together`, of a single one, with others that ask for it at about the same time."""
        await self._soon.ask(capture)

    async def keep_together(self, captures: Iterable[str | None]) -> None:
        """Have captures written to the disk that are not there yet, with one wait for it, and not by the thread that crawls.

        Raises:
            CaptureError: they could not be written.
        """
        wanted = [each for capture in captures if isinstance(capture, Taken) for each in _with_parts(capture)]
        ours = [each for each in _unwritten(wanted) if each.taken.writing is None]
        if ours:
            writing = asyncio.create_task(self._put_soon(ours))
            for each in ours:
                each.taken.writing = writing
        for under_way in dict.fromkeys(each.writing for each in wanted if each.writing is not None):
            await asyncio.shield(under_way)

    def close(self) -> None:
        """Close the file that is being written, if there is one.

        Raises:
            CaptureError: it could not be closed.
        """
        with self._lock:
            self._writer.close()

    async def _keep_those(self, captures: Sequence[str | None]) -> Sequence[None]:
        await self.keep_together(captures)
        return [None] * len(captures)

    def _put(self, unwritten: Sequence[_Unwritten]) -> None:
        if unwritten:
            prepared = self._prepared(unwritten)
            self._remember(unwritten, self._write(*prepared))

    async def _put_soon(self, unwritten: Sequence[_Unwritten]) -> None:
        prepared = self._prepared(unwritten)
        self._remember(unwritten, await asyncio.to_thread(self._write, *prepared))

    def _remember(self, written: Sequence[_Unwritten], rows: Sequence[Captured]) -> None:
        self._store.put(rows)
        for each in written:
            each.taken.exchange = None

    def _prepared(self, unwritten: Sequence[_Unwritten]) -> tuple[list[_Prepared], dict[str, Captured]]:
        """What is to be written, without what is secret; and what of it is kept already."""
        prepared = []
        for taken, exchange in unwritten:
            request, response = exchange.request, exchange.response.without(self._secret)
            clean = replace(exchange, request=request and request.without(self._secret), response=response)
            prepared.append(_Prepared(str(taken), clean, digest_of(response.body)))
        repeated = {each.digest for each in prepared if each.exchange.response.body and not each.exchange.rendered}
        return prepared, self._store.originals(repeated)

    def _write(self, prepared: Sequence[_Prepared], originals: dict[str, Captured]) -> list[Captured]:
        """Write records to the disk; where they are. Two threads may call it: the one that crawls does not wait for long."""
        placeless, starts = [], []
        pieces: list[bytes] = []
        for record_id, exchange, digest in prepared:
            kind, written = records(record_id, exchange, originals.get(digest), digest=digest)
            row = Captured(record_id, kind, "", 0, 0, exchange.url, exchange.date, digest)
            if kind == "response" and exchange.response.body:
                originals[digest] = row
            placeless.append(row)
            starts.append(len(pieces))
            pieces += written
        with self._lock:
            places = self._writer.write(pieces)
        return [replace(row, **asdict(places[start])) for row, start in zip(placeless, starts, strict=True)]


class _Unwritten(NamedTuple):
    taken: Taken
    exchange: Exchange


class _Prepared(NamedTuple):
    record_id: str
    exchange: Exchange
    digest: str


def _unwritten(taken: Iterable[Taken]) -> list[_Unwritten]:
    """Those that are not on the disk yet, once each."""
    return [_Unwritten(each, each.exchange) for each in dict.fromkeys(taken) if each.exchange is not None]


def _with_parts(taken: Taken) -> list[Taken]:
    """A capture and what belongs to it, behind it, where it is looked for."""
    return [taken, *(each for part in taken.parts for each in _with_parts(part))]
